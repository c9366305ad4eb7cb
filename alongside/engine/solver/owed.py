"""What children are owed when sessions have prices: the cheapest sessions to hold for each child, the rest going
unmet.

For each service, therapist and day a session has a price; each service takes one therapist, days far enough apart
and no more sessions than it asks for. Held against what missing sessions cost, fairness over all services of the
child included, that is a small dynamic programme, run for all children at once. Which rules are left out (a child's
limits in a day) only makes it cheaper. Integers throughout, in parts of a unit of cost.
"""

import numpy as np
import numpy.typing as npt

from alongside.engine.solver.instance import Instance
from alongside.engine.solver.week import INFINITE, SCALE, Ints


class Owed:
    """The children's side of the relaxation. `pairs` are services with a therapist each, in any order."""

    def __init__(self, instance: Instance, services: list[int], possible: npt.NDArray[np.bool_]) -> None:
        self.instance = instance
        self.possible = possible
        """(pairs, days): whether a session could be that day."""
        self.of_pair = np.array(services, dtype=np.intp)
        self.most = min(max(instance.sessions, default=0), instance.days)
        self.asked = np.array(instance.sessions, dtype=np.int64)
        self.missing_price = SCALE * np.array(instance.missing_price, dtype=np.int64)
        self.by_service: list[list[int]] = [[] for _ in instance.sessions]
        for pair, service in enumerate(services):
            self.by_service[service].append(pair)
        self.apart = np.array([instance.apart[service] for service in services], dtype=np.int64)
        ranks = max((len(each) for each in instance.services_of), default=0)
        self.children_with = [
            np.array(
                [child for child, each in enumerate(instance.services_of) if len(each) > rank], dtype=np.intp
            )
            for rank in range(ranks)
        ]
        self.ranked = [
            np.array([each[rank] for each in instance.services_of if len(each) > rank], dtype=np.intp)
            for rank in range(ranks)
        ]
        self.most_missing = max(
            (sum(instance.sessions[service] for service in each) for each in instance.services_of), default=0
        )

    def cheapest(self, price: Ints) -> tuple[int, npt.NDArray[np.bool_]]:
        """The least cost of holding and missing sessions, and which are held: (pairs, days)."""
        costs, taken = self._sessions(np.where(self.possible, price, INFINITE))
        services = len(self.asked)
        held_cost = np.full((self.most + 1, services), INFINITE, np.int64)
        held_cost[0] = 0
        chosen = np.full((self.most + 1, services), -1, np.intp)
        rounds = max((len(each) for each in self.by_service), default=0)
        for turn in range(rounds):
            having = [service for service, each in enumerate(self.by_service) if len(each) > turn]
            pairs = np.array([self.by_service[service][turn] for service in having], dtype=np.intp)
            better = costs[:, pairs] < held_cost[:, having]
            held_cost[:, having] = np.where(better, costs[:, pairs], held_cost[:, having])
            chosen[:, having] = np.where(better, pairs, chosen[:, having])
        total, held = self._children(held_cost)
        return total, self._days(taken, chosen, held)

    def _sessions(self, price: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """For each pair the least price of so many sessions; and by (day, sessions, pair) whether one is that day."""
        days, pairs = self.instance.days, len(self.of_pair)
        best = np.full((days + 1, self.most + 1, pairs), INFINITE, np.int64)
        best[:, 0] = 0
        taken = np.zeros((days, self.most + 1, pairs), np.bool_)
        every = np.arange(pairs)
        for day in range(days):
            earlier = np.maximum(day + 1 - self.apart, 0)
            with_it = best[earlier[None, :], np.arange(self.most)[:, None], every[None, :]] + price[:, day]
            taken[day, 1:] = with_it < best[day, 1:]
            best[day + 1, 1:] = np.minimum(with_it, best[day, 1:])
        return best[days], taken

    def _children(self, held_cost: Ints) -> tuple[int, npt.NDArray[np.int64]]:
        """The least cost over all children, and how many sessions of each service are held."""
        children = len(self.instance.services_of)
        unfair = SCALE * self.instance.weights.unfair
        missing = np.arange(self.most_missing + 1)
        total = np.full((self.most_missing + 1, children), INFINITE, np.int64)
        total[0] = 0
        choices: list[npt.NDArray[np.int64]] = []
        for having, services in zip(self.children_with, self.ranked, strict=True):
            before = total[:, having]
            after = np.full_like(before, INFINITE)
            choice = np.zeros(before.shape, np.int64)
            for held in range(self.most + 1):
                lacking = self.asked[services] - held
                cost = held_cost[held, services] + lacking * self.missing_price[services]
                at = missing[:, None] - lacking
                rest = np.where(
                    at >= 0, before[at.clip(0, self.most_missing), np.arange(len(having))], INFINITE
                )
                cost = np.where(lacking >= 0, rest + cost, INFINITE)
                choice[cost < after] = held
                np.minimum(after, cost, out=after)
            total[:, having] = after
            choices.append(choice)
        total += unfair * np.maximum(0, missing - 1)[:, None]
        lacking_of_child = total.argmin(axis=0)
        held_of_service = np.zeros(len(self.asked), np.int64)
        for having, services, choice in reversed(
            list(zip(self.children_with, self.ranked, choices, strict=True))
        ):
            held = choice[lacking_of_child[having], np.arange(len(having))]
            held_of_service[services] = held
            lacking_of_child[having] -= self.asked[services] - held
        return int(total.min(axis=0).sum()), held_of_service

    def _days(
        self,
        taken: npt.NDArray[np.bool_],
        chosen: npt.NDArray[np.intp],
        held: npt.NDArray[np.int64],
    ) -> npt.NDArray[np.bool_]:
        result = np.zeros((len(self.of_pair), self.instance.days), np.bool_)
        services = np.flatnonzero(held)
        pairs = chosen[held[services], services]
        left = held[services].copy()
        day = np.full(len(services), self.instance.days - 1)
        for _ in range(self.instance.days):
            going = (left > 0) & (day >= 0)
            now = going & taken[np.maximum(day, 0), left, pairs]
            result[pairs[now], day[now]] = True
            left = left - now
            day = np.where(now, day - self.apart[pairs], day - 1)
        return result
