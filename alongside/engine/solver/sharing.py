"""Who might share a visit on which day, before anyone asks at what time: a linear programme whose prices the bound
begins from.

A column is a set of services in one visit of a therapist on a day, at the least that it costs at any start. Each
session is held or missing, a service is held once a day, and a day has so many minutes. What children who share a
visit save is what decides how many a busy therapist can see, and sets of children say it far more tightly than
sessions one by one do. The programme is solved in floating point (by the HiGHS that SciPy brings), so its value
proves nothing: only its dual prices are taken, and the relaxation proves the bound at them in integers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from time import monotonic
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array

from alongside.engine.solver.instance import Instance
from alongside.engine.solver.week import INFINITE, SCALE, Ints, Place, Week

SIZES = (4, 3, 2, 1)
MOST_COLUMNS = 200_000
"""The sets are as large as that many columns allow: with smaller ones prices are less apt, the bound as true."""

Floats = npt.NDArray[np.float64]
Row = tuple[str, int, int]
"""What a row of the programme is about, and two numbers that say which."""


class Column(NamedTuple):
    """One visit on a day, at no time yet. `services` are the problem's; the cost is in parts."""

    therapist: int
    day: int
    minutes: int
    classroom: int
    services: tuple[int, ...]
    cost: int


class Duals(NamedTuple):
    """What things are worth, in units of cost; all but a session's is at least 0.

    `session` (services, days), `day` (therapists, days) and `cycle` (therapists,) for a direct minute, `classroom`
    (classrooms, days) for a visit.
    """

    session: Floats
    day: Floats
    cycle: Floats
    classroom: Floats


def duals(instance: Instance, weeks: Sequence[Week], seconds: float) -> Duals:
    """The dual prices; all 0 where the programme is not solved in these seconds, or no visit is possible."""
    until = monotonic() + seconds
    columns: list[Column] = []
    for most in SIZES:
        in_time = takewhile(lambda _: monotonic() < until, _columns(instance, weeks, most))
        columns = list(islice(in_time, MOST_COLUMNS + 1))
        if len(columns) <= MOST_COLUMNS:
            break
    therapists = len(instance.problem.therapists)
    nothing = Duals(
        np.zeros((len(instance.minutes), instance.days)),
        np.zeros((therapists, instance.days)),
        np.zeros(therapists),
        np.zeros((instance.classrooms, instance.days)),
    )
    if not columns or monotonic() >= until:
        return nothing
    return _Programme(instance, weeks, columns).solve(nothing, until - monotonic())


def _columns(instance: Instance, weeks: Sequence[Week], most: int) -> Iterator[Column]:
    for week in weeks:
        for place in week.places:
            if place.task >= 0:
                continue
            for members, cost in _sets(week, place, most):
                services = tuple(week.services[each] for each in members)
                minutes = max(instance.minutes[service] for service in services)
                for day in np.flatnonzero(cost < INFINITE):
                    yield Column(week.therapist, int(day), minutes, place.classroom, services, int(cost[day]))


def _sets(week: Week, place: Place, most: int) -> Iterator[tuple[tuple[int, ...], Ints]]:
    """The sets of a place that fit in one visit, as positions among the week's services, with the cost by day."""
    number = week.places.index(place)
    table = week.push if place.classroom >= 0 else week.pull
    limit = week.instance.problem.therapists[week.therapist].max_children_per_visit
    words = [week.instance.word_of[service] for service in week.services]

    def admits(members: tuple[int, ...], each: int) -> bool:
        if place.classroom >= 0:
            return len(members) < limit
        if members and words[members[0]] != words[each]:
            return False
        return len(members) < min(int(week.max_group[one]) for one in (*members, each))

    def grown(
        members: tuple[int, ...], costs: Ints, others: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, ...], Ints]]:
        for rank, each in enumerate(others):
            if len(members) == most or not admits(members, each):
                continue
            larger = (*members, each)
            summed = np.minimum(costs + table[each], INFINITE)
            minutes = max(int(week.minutes[one]) for one in larger)
            closed = week.closed[week.lengths.index(minutes // week.instance.step), number]
            least: Ints = np.where(closed, INFINITE, summed).min(axis=1)
            if (least < INFINITE).any():
                yield larger, least
                yield from grown(larger, summed, others[rank + 1 :])

    visit = np.full(table.shape[1:], SCALE * week.instance.weights.visit, np.int64)
    yield from grown((), visit, place.services)


class _Programme:
    """The rows and columns of the linear programme; its last variables are missing sessions and unfairness."""

    def __init__(self, instance: Instance, weeks: Sequence[Week], columns: list[Column]) -> None:
        self.instance = instance
        self.columns = columns
        self.services = len(instance.minutes)
        self.limits = _limits(instance, weeks)
        self.rows: defaultdict[Row, list[tuple[int, float]]] = defaultdict(list)
        for number, column in enumerate(columns):
            for service in column.services:
                self.rows["session", service, 0].append((number, 1))
                self.rows["once", service, column.day].append((number, 1))
            self.rows["day", column.therapist, column.day].append((number, column.minutes))
            self.rows["cycle", column.therapist, 0].append((number, column.minutes))
            if column.classroom >= 0:
                self.rows["classroom", column.classroom, column.day].append((number, 1))
        for service, child in enumerate(instance.child_of):
            self.rows["session", service, 0].append((len(columns) + service, 1))
            self.rows["unfair", child, 0].append((len(columns) + service, 1))
        for child in range(len(instance.services_of)):
            self.rows["unfair", child, 0].append((len(columns) + self.services + child, -1))

    def solve(self, nothing: Duals, seconds: float) -> Duals:
        instance = self.instance
        equal = [row for row in self.rows if row[0] == "session"]
        limited = [row for row in self.rows if row[0] in ("once", "unfair") or row in self.limits]
        costs = [column.cost / SCALE for column in self.columns] + instance.missing_price
        costs += [instance.weights.unfair] * len(instance.services_of)
        found = linprog(
            costs,
            A_eq=self._matrix(equal, len(costs)),
            b_eq=[instance.sessions[service] for _, service, _ in equal],
            A_ub=self._matrix(limited, len(costs)),
            b_ub=[self.limits.get(row, 1) for row in limited],
            method="highs",
            options={"time_limit": seconds},
        )
        if found.status != 0:
            return nothing
        worth = zip([*equal, *limited], [*found.eqlin.marginals, *(-found.ineqlin.marginals)], strict=True)
        return self._duals(nothing, dict(worth))

    def _matrix(self, rows: list[Row], width: int) -> csr_array:
        terms = [(number, *term) for number, row in enumerate(rows) for term in self.rows[row]]
        at, column, value = zip(*terms, strict=True) if terms else ((), (), ())
        return csr_array((value, (at, column)), shape=(len(rows), width))

    def _duals(self, duals: Duals, worth: dict[Row, float]) -> Duals:
        """Fills in what each row is worth: by how much less the cost would be with one more of its limit."""
        for (what, which, when), value in worth.items():
            if what == "session":
                duals.session[which] += value
            elif what == "once":
                duals.session[which, when] -= value
            elif what == "day":
                most = self.instance.problem.therapists[which].max_direct_minutes_per_day
                if most == self.limits[what, which, when]:
                    duals.day[which, when] = value
            elif what == "cycle":
                duals.cycle[which] = value
            elif what == "classroom":
                duals.classroom[which, when] = value
        return duals


def _limits(instance: Instance, weeks: Sequence[Week]) -> dict[Row, int]:
    """The right-hand sides of the rows that limit time and visits: a day holds the hours that someone is there, less
    lunch."""
    problem = instance.problem
    found: dict[Row, int] = {}
    for week in weeks:
        therapist = problem.therapists[week.therapist]
        if therapist.max_direct_minutes_per_cycle is not None:
            found["cycle", week.therapist, 0] = therapist.max_direct_minutes_per_cycle
        shortest = instance.step
        there = np.zeros((instance.days, instance.slots), np.bool_)
        for site in week.sites:
            there |= instance.presence(week.therapist, site, shortest)
        for day, minutes in enumerate(there.sum(axis=1) * instance.step):
            lunch = instance.lunch[week.therapist][day]
            hours = int(minutes) - (lunch.minutes if lunch else 0)
            direct = therapist.max_direct_minutes_per_day
            found["day", week.therapist, day] = hours if direct is None else min(hours, direct)
    for number, classroom in enumerate(problem.classrooms):
        if classroom.max_visits_per_day is not None:
            for day in range(instance.days):
                found["classroom", number, day] = classroom.max_visits_per_day
    return found
