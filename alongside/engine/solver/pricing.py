"""The cheapest day of a therapist when sessions have prices: a shortest path through the day, for all days at once.

A day is a chain of visits and tasks; what a chain may not do is exactly what rules 1 to 3 say of one therapist, so
the path is found by dynamic programming over ends of visits, in two layers: lunch not yet had, lunch had. A visit
takes the sessions that pay most, up to its group's size. What is left out (a service twice in one day, the rooms of
a site as one, limits that prices stand for) only makes days cheaper, so the sum of cheapest days is a lower bound.
All arithmetic is on integers, in parts of a unit of cost (`SCALE`), so that no bound is a rounding error.

Longer than 400 lines because the path, its two layers and the sessions that pay are one algorithm, proved as one.
"""

from typing import NamedTuple

import numpy as np

from alongside.engine.solver.week import INFINITE, SCALE, Ints, Week


class Prices(NamedTuple):
    """What a therapist's sessions and time are worth, in parts: rewards, and surcharges of at least 0.

    `reward` (services, days): for a session. `minute` (days): for a direct minute. `task` (tasks,): for a task.
    `room` (sites, days, slots) and `classroom` (classrooms, days): for a slot of a room, for a visit to a classroom.
    """

    reward: Ints
    minute: Ints
    task: Ints
    room: Ints
    classroom: Ints


class Step(NamedTuple):
    """One visit or task of a cheapest day."""

    day: int
    start: int
    length: int
    place: int
    services: list[int]


class Pricer(Week):
    """Finds the cheapest days of one therapist."""

    def cheapest(self, prices: Prices) -> tuple[Ints, list[Step]]:
        """The cost of the cheapest day for each day, at most 0 (an empty day), and what is done in them."""
        days = self.instance.days
        if not self.places:
            return np.zeros(days, np.int64), []
        items = self._items(prices)
        ends, base, by_place, by_site = self._forward(items)
        final = self._final(by_site)
        steps: list[Step] = []
        for day in np.flatnonzero(final < 0):
            steps += self._back(int(day), int(final[day]), prices, items, ends, base, by_place, by_site)
        return final, steps

    def _items(self, prices: Prices) -> Ints:
        """The cost of each item: (slots, lengths, places, days)."""
        instance, step = self.instance, self.instance.step
        costs = np.empty((len(self.lengths), len(self.places), instance.days, self.slots), np.int64)
        push = np.minimum(self.push - prices.reward[:, :, None], 0)
        pull = np.minimum(self.pull - prices.reward[:, :, None], 0)
        rooms = np.zeros((*prices.room.shape[:2], self.slots + 1), np.int64)
        np.cumsum(prices.room[:, :, self.first : self.first + self.slots], axis=2, out=rooms[:, :, 1:])
        ends = np.arange(self.slots)
        most = instance.problem.therapists[self.therapist].max_children_per_visit
        for number, place in enumerate(self.places):
            for which, length in enumerate(self.lengths):
                if place.task >= 0:
                    costs[which, number] = -prices.task[place.task]
                    continue
                minutes = length * step
                members = [each for each in place.services if self.minutes[each] <= minutes]
                cost = SCALE * instance.weights.visit + prices.minute[:, None] * minutes
                if place.classroom >= 0:
                    best = _best(push[members], most) + prices.classroom[place.classroom][:, None]
                else:
                    until = np.minimum(ends + length, self.slots)
                    best = (
                        self._best_group(pull, members)
                        + rooms[place.site][:, until]
                        - rooms[place.site][:, ends]
                    )
                costs[which, number] = cost + best
        costs[self.closed] = INFINITE
        return np.ascontiguousarray(costs.transpose(3, 0, 1, 2))

    def _words(self, members: list[int]) -> list[tuple[int, list[int]]]:
        """The groups that could be: (size, who asks for at least that size), by group word."""
        words: dict[int, list[int]] = {}
        for each in members:
            words.setdefault(self.instance.word_of[self.services[each]], []).append(each)
        return [
            (int(size), [each for each in those if self.max_group[each] >= size])
            for those in words.values()
            for size in sorted({min(int(self.max_group[each]), len(those)) for each in those})
        ]

    def _best_group(self, pull: Ints, members: list[int]) -> Ints:
        best = np.zeros(pull.shape[1:], np.int64)
        for size, those in self._words(members):
            np.minimum(best, _best(pull[those], size), out=best)
        return best

    def _forward(self, items: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """The least cost up to: an end at each place, a start at each place, a last end by then at a place, at a
        site.

        Arrays (slots, layers, places or sites, days); the layers are lunch not yet had and lunch had. One more slot
        at the end holds what cannot be.
        """
        slots, days, places = self.slots, self.instance.days, len(self.places)
        ends = np.full((slots + 2, 2, places, days), INFINITE, np.int64)
        base = np.full((slots + 1, 2, places, days), INFINITE, np.int64)
        by_place = np.full((slots + 2, 2, places, days), INFINITE, np.int64)
        by_site = np.full((slots + 2, 2, len(self.sites), days), INFINITE, np.int64)
        sites = np.arange(len(self.sites))[:, None]
        begun = np.zeros((2, 1, days), np.int64)
        begun[0, 0, ~self.lunch_due] = INFINITE
        begun[1, 0, self.lunch_due] = INFINITE
        for slot in range(slots + 1):
            if slot == self.lunch_over:
                begun[1, 0, self.lunch_due] = 0
            if slot:
                np.minimum(by_place[slot - 1], ends[slot], out=by_place[slot])
                np.minimum(
                    by_site[slot - 1],
                    np.minimum.reduceat(ends[slot], self.first_of_site, axis=1),
                    out=by_site[slot],
                )
            here = by_site[self.left_at[slot], :, sites]
            before = np.minimum((here + self.way[:, :, None]).min(axis=0).transpose(1, 0, 2), begun)
            lunched = by_site[self.lunched_at[slot], 0, sites]
            np.minimum(before[1], (lunched + self.way).min(axis=0), out=before[1])
            start = before[:, self.site_of_place]
            start[:, self.shareable] = np.minimum(start[:, self.shareable], by_place[slot][:, self.shareable])
            stayed = by_place[self.stayed_at[slot], 0][self.shareable]
            start[1, self.shareable] = np.minimum(start[1, self.shareable], stayed)
            base[slot] = start
            if slot == slots:
                break
            for which, length in enumerate(self.lengths):
                if slot + length <= slots:
                    end = ends[slot + length]
                    np.minimum(end, start + items[slot, which], out=end)
        return ends, base, by_place, by_site

    def _final(self, by_site: Ints) -> Ints:
        final: Ints = np.minimum(by_site[self.slots, 1].min(axis=0), 0)
        if self.last_end >= 0:
            early = by_site[self.last_end, 0].min(axis=0)
            final = np.where(self.lunch_due, np.minimum(final, early), final)
        return final

    # The way back along a cheapest day.

    def _back(
        self,
        day: int,
        value: int,
        prices: Prices,
        items: Ints,
        ends: Ints,
        base: Ints,
        by_place: Ints,
        by_site: Ints,
    ) -> list[Step]:
        layer, slot = 1, self.slots
        if by_site[self.slots, 1, :, day].min() != value:
            layer, slot = 0, self.last_end
        places = np.arange(len(self.places))
        steps: list[Step] = []
        while True:
            # The last end by `slot` among these places that has this value.
            at = np.argwhere(ends[: slot + 1, layer, places, day] == value)[0]
            slot, place = int(at[0]), int(places[at[1]])
            for which, length in enumerate(self.lengths):
                if (
                    slot >= length
                    and base[slot - length, layer, place, day] + items[slot - length, which, place, day]
                    == value
                ):
                    break
            start = slot - length
            steps.append(self._step(day, start, which, place, prices))
            value = int(base[start, layer, place, day])
            if value == 0 and (
                (layer == 0) == bool(self.lunch_due[day]) or (layer == 1 and start >= self.lunch_over)
            ):
                return steps
            found = self._before(day, start, layer, place, value, by_place, by_site)
            layer, slot, site, value = found
            places = np.array([place]) if site < 0 else np.flatnonzero(self.site_of_place == site)

    def _before(
        self, day: int, start: int, layer: int, place: int, value: int, by_place: Ints, by_site: Ints
    ) -> tuple[int, int, int, int]:
        """What a start at this value follows: layer, latest slot, site (-1: the same place), and the value there."""
        reached = int(self.site_of_place[place])
        if self.shareable[place]:
            if by_place[start, layer, place, day] == value:
                return layer, start, -1, value
            if layer == 1 and by_place[self.stayed_at[start], 0, place, day] == value:
                return 0, int(self.stayed_at[start]), -1, value
        for left in range(len(self.sites)):
            way = int(self.way[left, reached, 0])
            slot = int(self.left_at[start, left, reached])
            if by_site[slot, layer, left, day] + way == value:
                return layer, slot, left, value - way
            slot = int(self.lunched_at[start, left, reached])
            if layer == 1 and by_site[slot, 0, left, day] + way == value:
                return 0, slot, left, value - way
        raise AssertionError("A cheapest day has no beginning.")

    def _step(self, day: int, start: int, which: int, number: int, prices: Prices) -> Step:
        place, length = self.places[number], self.lengths[which]
        if place.task >= 0:
            return Step(day, start + self.first, length, number, [])
        minutes = length * self.instance.step
        members = [each for each in place.services if self.minutes[each] <= minutes]
        table = self.push if place.classroom >= 0 else self.pull
        net = {each: int(table[each, day, start] - prices.reward[each, day]) for each in members}
        if place.classroom >= 0:
            most = self.instance.problem.therapists[self.therapist].max_children_per_visit
            groups = [(most, members)]
        else:
            groups = self._words(members)
        best: list[int] = []
        least = 0
        for size, those in groups:
            paying = sorted((each for each in those if net[each] < 0), key=lambda each: net[each])[:size]
            cost = sum(net[each] for each in paying)
            if cost < least:
                best, least = paying, cost
        return Step(day, start + self.first, length, number, best)


def _best(costs: Ints, most: int) -> Ints:
    """The sum of the least `most` of the costs (none above 0) at every start."""
    if len(costs) > most:
        costs = np.partition(costs, most - 1, axis=0)[:most]
    total: Ints = costs.sum(axis=0)
    return total
