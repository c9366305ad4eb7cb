"""A lower bound by Lagrangian relaxation: therapists' days and children's dues, solved apart, agree through prices.

The problem says that a session which a child counts as held stands in a day of a therapist. Pricing that link (by
service, therapist and day), and the few limits that tie days together (direct minutes, rooms, visits to a class in
a day, a task placed once), leaves cheapest days (`pricing`) and cheapest dues (`owed`), whose sum is below the cost
of every timetable at any prices. The prices follow a subgradient with steps after Polyak towards the best known
cost (B. T. Polyak, "Minimization of unsmooth functionals", 1969), from a start that a linear programme gives
(`sharing`). Every value is computed in integers; see `pricing`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.engine.solver.instance import Instance
from alongside.engine.solver.owed import Owed
from alongside.engine.solver.pricing import Pricer, Prices
from alongside.engine.solver.sharing import duals
from alongside.engine.solver.week import INFINITE, SCALE, Ints

Floats = npt.NDArray[np.float64]

MEMORY = 0.9
"""How much of the last direction the next one keeps."""
FIRST_STEP = 0.3
"""The part of the way to the known cost that the first steps aim for."""
PATIENCE = 15
"""Steps without a better bound before they are made shorter."""


@dataclass
class Multipliers:
    """One set of prices, in parts; see `pricing.Prices`. The same shape holds a direction."""

    reward: Floats
    minute: Floats
    cycle: Floats
    task: Floats
    room: Floats
    classroom: Floats

    def parts(self) -> list[Floats]:
        return [self.reward, self.minute, self.cycle, self.task, self.room, self.classroom]


class Lagrangian:
    """Raises a lower bound step by step. `value` is proven, an integer cost.

    The first prices may take so many `seconds` to find; the steps after them as long as one likes.
    """

    def __init__(self, instance: Instance, seconds: float = 10.0) -> None:
        self.instance = instance
        self.pricers = [Pricer(instance, therapist) for therapist in range(len(instance.problem.therapists))]
        self.of_pair = [service for pricer in self.pricers for service in pricer.services]
        self.first_pair = np.cumsum([0, *(len(pricer.services) for pricer in self.pricers)])
        pairs, days = len(self.of_pair), instance.days
        cheapest = np.full((pairs, days), INFINITE, np.int64)
        for number, pricer in enumerate(self.pricers):
            if pricer.services and pricer.slots > 0:
                rows = np.s_[self.first_pair[number] : self.first_pair[number + 1]]
                cheapest[rows] = pricer.least_price()
        self.owed = Owed(instance, self.of_pair, cheapest < INFINITE)
        self._limits()
        self.prices = self._first_prices(cheapest, seconds)
        self.direction: list[Floats] = [np.zeros_like(part) for part in self.prices.parts()]
        self.best_parts = -INFINITE
        self.value = 0
        self.step = FIRST_STEP
        self.idle = 0
        stability = sum(len(each) for each in instance.previous.values())
        self.base = SCALE * instance.weights.moved * stability
        self.calm = False

    def _first_prices(self, cheapest: Ints, seconds: float) -> Multipliers:
        """The dual prices of visits without a time (see `sharing`), for a session no less than it costs at least."""
        found = duals(self.instance, self.pricers, seconds)
        return Multipliers(
            np.where(cheapest < INFINITE, np.maximum(SCALE * found.session[self.of_pair], cheapest), 0.0),
            SCALE * found.day,
            SCALE * found.cycle,
            np.zeros(len(self.instance.task_price)),
            np.zeros(self.room_limit.shape),
            SCALE * found.classroom,
        )

    def _limits(self) -> None:
        """The limits that prices stand for; `INFINITE` where there is none."""
        instance = self.instance
        days, none = instance.days, INFINITE
        problem = instance.problem
        self.minute_limit = np.array(
            [
                [none if (most := each.max_direct_minutes_per_day) is None else most] * days
                for each in problem.therapists
            ],
            dtype=np.int64,
        ).reshape(len(self.pricers), days)
        self.cycle_limit = np.array(
            [
                none if (most := each.max_direct_minutes_per_cycle) is None else most
                for each in problem.therapists
            ],
            dtype=np.int64,
        )
        self.classroom_limit = np.array(
            [
                [none if (most := each.max_visits_per_day) is None else most] * days
                for each in problem.classrooms
            ],
            dtype=np.int64,
        ).reshape(instance.classrooms, days)
        self.room_limit = np.zeros((len(problem.sites), days, instance.slots), np.int64)
        for site, rooms in enumerate(instance.rooms_at):
            for room in rooms:
                name = problem.rooms[room - instance.classrooms].id
                for day, day_name in enumerate(problem.days):
                    for start, end in problem.open_on(name, day_name):
                        slots = np.s_[start // instance.step : -(-end // instance.step)]
                        self.room_limit[site, day, slots] += 1

    def improve(self, target: int, over: Callable[[], bool] = lambda: False) -> bool:
        """One step of the prices towards a known cost; returns whether the bound rose. Given up once it is `over`."""
        prices = [np.rint(part).astype(np.int64) for part in self.prices.parts()]
        evaluated = self._evaluate(over, *prices)
        if evaluated is None:
            return False
        parts, gradient = evaluated
        self.idle += 1
        before = self.value
        if parts > self.best_parts:
            self.best_parts, self.idle = parts, 0
            self.value = max(self.value, -(-parts // SCALE))
        elif self.idle > PATIENCE:
            self.step, self.idle = self.step / 1.5, 0
            self.calm = self.step < 1e-3
        self._move(parts, gradient, target * SCALE)
        return self.value > before

    def _evaluate(
        self,
        over: Callable[[], bool],
        reward: Ints,
        minute: Ints,
        cycle: Ints,
        task: Ints,
        room: Ints,
        classroom: Ints,
    ) -> tuple[int, list[Floats]] | None:
        """The value of the relaxation at these prices, in parts, and the direction in which it may rise."""
        instance = self.instance
        total, held = self.owed.cheapest(reward)
        total += self.base + int(task.sum())
        bounded = [
            (minute, self.minute_limit),
            (cycle, self.cycle_limit),
            (room, self.room_limit),
            (classroom, self.classroom_limit),
        ]
        for prices, limit in bounded:
            total -= int((prices * np.where(limit < INFINITE, limit, 0)).sum())
        shares = held.astype(np.float64)
        minutes = np.zeros_like(self.minute_limit)
        rooms, classrooms = np.zeros_like(self.room_limit), np.zeros_like(self.classroom_limit)
        placed = np.zeros_like(task)
        for number, pricer in enumerate(self.pricers):
            if over():
                return None
            first, last = self.first_pair[number : number + 2]
            a_minute = minute[number] + cycle[number]
            costs, steps = pricer.cheapest(Prices(reward[first:last], a_minute, task, room, classroom))
            total += int(costs.sum())
            for step in steps:
                place = pricer.places[step.place]
                if place.task >= 0:
                    placed[place.task] += 1
                    continue
                minutes[number, step.day] += step.length * instance.step
                for service in step.services:
                    shares[first + service, step.day] -= 1
                if place.classroom >= 0:
                    classrooms[place.classroom, step.day] += 1
                else:
                    rooms[place.site, step.day, step.start : step.start + step.length] += 1
        gradient: list[Floats] = [
            shares,
            _excess(minutes, self.minute_limit),
            _excess(minutes.sum(axis=1), self.cycle_limit),
            (1 - placed).astype(np.float64),
            _excess(rooms, self.room_limit),
            _excess(classrooms, self.classroom_limit),
        ]
        return total, gradient

    def _move(self, parts: int, gradient: list[Floats], target: int) -> None:
        current = self.prices.parts()
        for number in (1, 2, 4, 5):
            # A price of 0 that would fall below it does not move, and does not count in the length of the step.
            gradient[number] = np.where(
                (current[number] <= 0) & (gradient[number] < 0), 0.0, gradient[number]
            )
        self.direction = [now + MEMORY * last for now, last in zip(gradient, self.direction, strict=True)]
        length = sum(float((part * part).sum()) for part in self.direction)
        if length == 0:
            self.calm = True
            return
        by = self.step * max(target - parts, SCALE) / length
        moved = [part + by * way for part, way in zip(current, self.direction, strict=True)]
        for number in (1, 2, 4, 5):
            moved[number] = np.maximum(moved[number], 0.0)
        most = SCALE * np.array(self.instance.task_price, dtype=np.float64)
        moved[3] = np.clip(moved[3], 0.0, most)
        self.prices = Multipliers(*moved)


def _excess(used: Ints, limit: Ints) -> Floats:
    """How far a limit is exceeded (below 0: how much is left); 0 where there is none."""
    excess: Floats = np.where(limit < INFINITE, used - limit, 0).astype(np.float64)
    return excess
