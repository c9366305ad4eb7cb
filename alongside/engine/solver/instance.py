"""The problem in numbers: what a search asks a million times, looked up by index instead of by name.

Places are numbered through: the classrooms first, then the rooms. Sites, therapists, children, services and tasks are
numbered in the order of the problem. Times stay minutes from midnight; a *slot* is a start on the grid, so slot `g`
is minute `g * step`. Tables over starts have the shape (days, slots).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from alongside.engine.problem import Lunch, Mode, Problem, PullOut, PushIn, Span

if TYPE_CHECKING:
    from alongside.engine.solver.lunches import Gap

Table = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

DAY_MINUTES = 24 * 60
NEVER = 1 << 28
"""The cost of a start that the rules forbid, in tables of cost by start."""
FAR = 1 << 20
"""The travel and the separation between sites that cannot be travelled between within a day, in minutes."""


class Instance:
    """One problem, indexed. Nothing here changes during a search, so threads share it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.step = problem.step
        self.days = len(problem.days)
        self.slots = -(-DAY_MINUTES // problem.step)
        self.weights = problem.weights
        self._number_parts()
        self._lay_out_sites()
        self._number_services()
        self._gather_previous()
        self._admissible: dict[tuple[int, int, int], Mask] = {}
        self._open: dict[tuple[int, int], Mask] = {}
        self._kinds: dict[tuple[int, int, int, int], frozenset[str]] = {}
        self.gaps: dict[tuple[int, tuple[int, ...], tuple[int, int]], list[Gap]] = {}
        """The ways to have lunch, as `days` first needed them: by therapist, sites of the day and place left."""
        self._prices = self._price_starts()

    def _number_parts(self) -> None:
        problem = self.problem
        self.site_number = {site.id: n for n, site in enumerate(problem.sites)}
        self.therapist_number = {therapist.id: n for n, therapist in enumerate(problem.therapists)}
        self.service_number = {service.id: n for n, service in enumerate(problem.services)}
        self.task_number = {task.id: n for n, task in enumerate(problem.tasks)}
        self.classrooms = len(problem.classrooms)
        names = [(Mode.PUSH_IN, each.id) for each in problem.classrooms]
        names += [(Mode.PULL_OUT, each.id) for each in problem.rooms]
        self.place_names = names
        self.place_number = {name: n for n, name in enumerate(names)}
        sites = [each.site for each in problem.classrooms] + [each.site for each in problem.rooms]
        self.place_site = [self.site_number[site] for site in sites]
        self.rooms_at: list[list[int]] = [[] for _ in problem.sites]
        for place in range(self.classrooms, len(names)):
            self.rooms_at[self.place_site[place]].append(place)

    def _lay_out_sites(self) -> None:
        problem = self.problem
        self.travel = [
            [FAR if (way := problem.travel(a.id, b.id)) is None else way for b in problem.sites]
            for a in problem.sites
        ]
        self.impassable = any(way == FAR for row in self.travel for way in row)
        self.separation = [
            [[max(way, therapist.changeover) for way in row] for row in self.travel]
            for therapist in problem.therapists
        ]
        self.lunch: list[list[Lunch | None]] = [
            [problem.lunch_due(therapist.id, day) for day in problem.days] for therapist in problem.therapists
        ]

    def _number_services(self) -> None:
        problem = self.problem
        children = {child.id: n for n, child in enumerate(problem.children)}
        classroom_numbers = {classroom.id: n for n, classroom in enumerate(problem.classrooms)}
        self.child_of = [children[service.child] for service in problem.services]
        self.services_of: list[list[int]] = [[] for _ in problem.children]
        for service, child in enumerate(self.child_of):
            self.services_of[child].append(service)
        self.classroom_of = [classroom_numbers[problem.children[child].classroom] for child in self.child_of]
        self.site_of = [self.place_site[classroom] for classroom in self.classroom_of]
        words: dict[str, int] = {}
        self.word_of = [words.setdefault(each.group_word, len(words)) for each in problem.services]
        self.minutes = [each.minutes for each in problem.services]
        self.sessions = [each.sessions for each in problem.services]
        self.apart = [each.min_days_apart for each in problem.services]
        self.max_group = [each.max_group for each in problem.services]
        self.missing_price = [self.weights.unmet * each.minutes * each.priority for each in problem.services]
        self.task_price = [self.weights.unmet * each.minutes * each.priority for each in problem.tasks]
        self.therapists_of = [
            [
                self.therapist_number[therapist.id]
                for therapist in problem.therapists_of(service.id)
                if any(
                    problem.availability(therapist.id, day, problem.sites[self.site_of[n]].id)
                    for day in problem.days
                )
            ]
            for n, service in enumerate(problem.services)
        ]

    def _gather_previous(self) -> None:
        """Where the sessions of the timetable in use stood: by service, each (day, therapist or -1, mode, start)."""
        self.previous: dict[int, list[tuple[int, int, bool, int]]] = {}
        for visit in self.problem.previous:
            place = (
                self.problem.day_number[visit.day],
                self.therapist_number.get(visit.therapist, -1),
                visit.mode is Mode.PUSH_IN,
                visit.start,
            )
            for name in visit.services:
                if name in self.service_number:
                    self.previous.setdefault(self.service_number[name], []).append(place)

    # Where a session may start, and what it costs there.

    def is_classroom(self, place: int) -> bool:
        return place < self.classrooms

    def places_of(self, service: int) -> list[int]:
        """Where a service can take place: its own classroom, or any room of its site, as its delivery says."""
        delivery = self.problem.services[service].delivery
        places = [self.classroom_of[service]] if delivery.admits(Mode.PUSH_IN) else []
        return places + (self.rooms_at[self.site_of[service]] if delivery.admits(Mode.PULL_OUT) else [])

    def price(self, service: int, push_in: bool) -> Table:
        """By start: misfit and avoidance of one session, or `NEVER` where class, child or delivery forbid it."""
        return self._prices[service][0 if push_in else 1]

    def moved(self, service: int, therapist: int, day: int, push_in: bool, start: int) -> int:
        """What a session here adds to the stability cost; at most 0, as the base counts every session as moved."""
        found = 0
        for place in self.previous.get(service, ()):
            if place[:3] == (day, therapist, push_in):
                found -= self.weights.moved - (0 if place[3] == start else self.weights.shifted)
        return found

    def presence(self, therapist: int, site: int, minutes: int) -> Mask:
        """By start: whether the therapist can be at the site for that long."""
        key = (therapist, site, minutes)
        if key not in self._admissible:
            names = self.problem.therapists[therapist].id, self.problem.sites[site].id
            spans = [self.problem.availability(names[0], day, names[1]) for day in self.problem.days]
            self._admissible[key] = self._starts_within(spans, minutes)
        return self._admissible[key]

    def open(self, place: int, minutes: int) -> Mask:
        """By start: whether a visit of that length may be in the classroom or room, as far as its own hours go."""
        key = (place, minutes)
        if key not in self._open:
            days = self.problem.days
            if self.is_classroom(place):
                name = self.problem.classrooms[place].id
                spans: list[Sequence[Span]] = [
                    joined(
                        (routine.start, routine.end)
                        for routine in self.problem.routines_on(name, day)
                        if routine.push_in is not PushIn.NEVER
                    )
                    for day in days
                ]
            else:
                name = self.problem.rooms[place - self.classrooms].id
                spans = [self.problem.open_on(name, day) for day in days]
            self._open[key] = self._starts_within(spans, minutes)
        return self._open[key]

    def choices(self) -> int:
        """Roughly how many joins there are: starts over all services, therapists and places."""
        return sum(
            int(((self.price(service, self.is_classroom(place)) < NEVER) & here).sum())
            for service, therapists in enumerate(self.therapists_of)
            for therapist in therapists
            for place in self.places_of(service)
            for here in [self.presence(therapist, self.place_site[place], self.minutes[service])]
        )

    def task_starts(self, task: int) -> Mask:
        """By start: whether the task lies in one of its windows and in its therapist's availability."""
        found = self.problem.tasks[task]
        windows = [self.problem.windows_of(found.id, day) for day in self.problem.days]
        therapist = self.therapist_number[found.therapist]
        site = self.site_number[found.site]
        return self._starts_within(windows, found.minutes) & self.presence(therapist, site, found.minutes)

    def kinds(self, service: int, day: int, start: int) -> frozenset[str]:
        """The routine kinds that a session touches."""
        classroom, end = self.classroom_of[service], start + self.minutes[service]
        key = (classroom, day, start, end)
        if key not in self._kinds:
            routines = self.problem.routines_on(self.problem.classrooms[classroom].id, self.problem.days[day])
            self._kinds[key] = frozenset(
                each.kind for each in routines if each.start < end and each.end > start
            )
        return self._kinds[key]

    @cached_property
    def grid(self) -> npt.NDArray[np.int64]:
        """The minute of each slot."""
        return np.arange(self.slots, dtype=np.int64) * self.step

    def _starts_within(self, spans_by_day: Iterable[Iterable[Span]], minutes: int) -> Mask:
        found = np.zeros((self.days, self.slots), dtype=np.bool_)
        for day, spans in enumerate(spans_by_day):
            for start, end in spans:
                found[day, -(-start // self.step) : max(0, (end - minutes) // self.step + 1)] = True
        return found

    def _price_starts(self) -> list[tuple[Table, Table]]:
        by_classroom: dict[int, list[int]] = {}
        for service, classroom in enumerate(self.classroom_of):
            by_classroom.setdefault(classroom, []).append(service)
        prices: list[tuple[Table, Table] | None] = [None] * len(self.minutes)
        for classroom, services in by_classroom.items():
            day_of_class = _ClassDay(self, classroom)
            for service in services:
                prices[service] = day_of_class.prices(service)
        return [each for each in prices if each is not None]


class _ClassDay:
    """A classroom's routines minute by minute over the cycle: arrays of shape (days, minutes)."""

    def __init__(self, instance: Instance, classroom: int) -> None:
        self.instance = instance
        problem = instance.problem
        shape = (instance.days, DAY_MINUTES)
        self.kinds: list[tuple[str, bool]] = [("", False)]
        numbers: dict[tuple[str, bool], int] = {}
        self.kind = np.zeros(shape, dtype=np.int32)
        self.no_push = np.ones(shape, dtype=np.int32)
        self.no_pull = np.ones(shape, dtype=np.int32)
        self.avoid = np.zeros(shape, dtype=np.int32)
        for day, name in enumerate(problem.days):
            for routine in problem.routines_on(problem.classrooms[classroom].id, name):
                kind = (routine.kind, routine.push_in is PushIn.WELCOME)
                if kind not in numbers:
                    numbers[kind] = len(self.kinds)
                    self.kinds.append(kind)
                span = np.s_[day, routine.start : routine.end]
                self.kind[span] = numbers[kind]
                self.no_push[span] = routine.push_in is PushIn.NEVER
                self.no_pull[span] = routine.pull_out is PullOut.NEVER
                self.avoid[span] = routine.pull_out is PullOut.AVOID

    def prices(self, number: int) -> tuple[Table, Table]:
        """Push-in and pull-out prices of a service by start."""
        instance, weights = self.instance, self.instance.weights
        service = instance.problem.services[number]
        busy = np.zeros_like(self.kind)
        for day, name in enumerate(instance.problem.days):
            for start, end in instance.problem.unavailable(service.child, name):
                busy[day, start:end] = 1
        never = np.full((instance.days, instance.slots), NEVER, dtype=np.int32)
        push, pull = never, never
        if service.delivery.admits(Mode.PUSH_IN):
            fits = np.array(
                [min(100, service.fit_of(kind) + 10 * welcome) for kind, welcome in self.kinds],
                dtype=np.int32,
            )
            fit = self._sums(fits[self.kind], service.minutes) // service.minutes
            blocked = self._sums(self.no_push | busy, service.minutes) > 0
            push = np.where(blocked, NEVER, weights.misfit * (100 - fit)).astype(np.int32)
        if service.delivery.admits(Mode.PULL_OUT):
            base = weights.misfit * (100 - service.pull_out_fit)
            avoided = self._sums(self.avoid, service.minutes) > 0
            blocked = self._sums(self.no_pull | busy, service.minutes) > 0
            pull = np.where(blocked, NEVER, base + weights.avoid * avoided).astype(np.int32)
        return push, pull

    def _sums(self, values: npt.NDArray[np.int32], minutes: int) -> npt.NDArray[np.int32]:
        """By start: the sum over the session's minutes; a session past midnight counts as blocked everywhere."""
        total = np.zeros((self.instance.days, DAY_MINUTES + 1), dtype=np.int32)
        np.cumsum(values, axis=1, out=total[:, 1:])
        starts = self.instance.grid
        ends = np.minimum(starts + minutes, DAY_MINUTES)
        sums = total[:, ends] - total[:, starts]
        sums[:, starts + minutes > DAY_MINUTES] = DAY_MINUTES * 100
        return sums


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order of start, with those that touch made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
