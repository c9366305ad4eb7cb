"""The scheduling problem: frozen, validated on construction, JSON both ways, with the look-ups its readers share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from alongside.engine.document import FORMAT, ProblemError, Record, written
from alongside.engine.parts import (
    Child,
    Classroom,
    Delivery,
    Lunch,
    Mode,
    PullOut,
    PushIn,
    Room,
    Routine,
    Service,
    Site,
    Task,
    Therapist,
    Visit,
    Weights,
    Window,
)
from alongside.engine.soundness import check_problem

__all__ = [
    "Child",
    "Classroom",
    "Delivery",
    "Lunch",
    "Mode",
    "Problem",
    "ProblemError",
    "PullOut",
    "PushIn",
    "Room",
    "Routine",
    "Service",
    "Site",
    "Span",
    "Task",
    "Therapist",
    "Visit",
    "Weights",
    "Window",
    "merged",
    "within",
]

Span = tuple[int, int]
"""Minutes from midnight, half-open: start and end."""


@dataclass(frozen=True)
class Problem:
    """One push-in scheduling problem of the schedule format.

    Construction raises `ProblemError` (with the place and the fault) where the format refuses the problem.
    Change a problem with `dataclasses.replace`. The look-ups are made once, when first asked for.
    """

    days: tuple[str, ...]
    sites: tuple[Site, ...]
    classrooms: tuple[Classroom, ...]
    therapists: tuple[Therapist, ...]
    children: tuple[Child, ...]
    services: tuple[Service, ...]
    step: int = 5
    rooms: tuple[Room, ...] = ()
    tasks: tuple[Task, ...] = ()
    pinned: tuple[Visit, ...] = ()
    previous: tuple[Visit, ...] = ()
    weights: Weights = field(default_factory=Weights)
    name: str = ""

    def __post_init__(self) -> None:
        check_problem(self)

    @classmethod
    def from_json(cls, data: object) -> "Problem":
        """The problem of a parsed JSON document; raises `ProblemError`."""
        record = Record.of(data, "", ProblemError)
        if record.text("format") != FORMAT:
            record.refuse("format", f'"{FORMAT}" is expected here.')
        cycle = record.record("cycle")
        return cls(
            days=cycle.texts("days"),
            step=cycle.whole("step", 5),
            sites=record.each("sites", Site.read),
            classrooms=record.each("classrooms", Classroom.read),
            rooms=record.each("rooms", Room.read, []),
            therapists=record.each("therapists", Therapist.read),
            children=record.each("children", Child.read),
            services=record.each("services", Service.read),
            tasks=record.each("tasks", Task.read, []),
            pinned=record.each("pinned", Visit.read, []),
            previous=record.each("previous", Visit.read, []),
            weights=Weights.read(record.record("weights")) if record.has("weights") else Weights(),
            name=record.text("name", ""),
        )

    def to_json(self) -> dict[str, object]:
        """The document of this problem, ready for `json.dump`."""
        parts = cast("dict[str, object]", written(self))
        cycle = {"days": parts.pop("days"), "step": parts.pop("step")}
        return {"format": FORMAT, "name": parts.pop("name"), "cycle": cycle, **parts}

    # Parts by id.

    @cached_property
    def day_number(self) -> Mapping[str, int]:
        """The place of each day in the cycle, from 0."""
        return {day: number for number, day in enumerate(self.days)}

    @cached_property
    def classroom(self) -> Mapping[str, Classroom]:
        return {each.id: each for each in self.classrooms}

    @cached_property
    def room(self) -> Mapping[str, Room]:
        return {each.id: each for each in self.rooms}

    @cached_property
    def therapist(self) -> Mapping[str, Therapist]:
        return {each.id: each for each in self.therapists}

    @cached_property
    def child(self) -> Mapping[str, Child]:
        return {each.id: each for each in self.children}

    @cached_property
    def service(self) -> Mapping[str, Service]:
        return {each.id: each for each in self.services}

    @cached_property
    def task(self) -> Mapping[str, Task]:
        return {each.id: each for each in self.tasks}

    # What belongs together.

    def classroom_of(self, service_id: str) -> Classroom:
        """The classroom of the child of a service."""
        return self.classroom[self.child[self.service[service_id].child].classroom]

    def site_of(self, mode: Mode, place: str) -> str:
        """The site of a visit's place."""
        return self.classroom[place].site if mode is Mode.PUSH_IN else self.room[place].site

    def services_of(self, child_id: str) -> tuple[Service, ...]:
        return self._services_of_children.get(child_id, ())

    def admits(self, service_id: str, therapist_id: str) -> bool:
        """Whether this therapist may serve this service."""
        return therapist_id in self._therapists_of_services[service_id]

    def therapists_of(self, service_id: str) -> tuple[Therapist, ...]:
        """The therapists who may serve a service, in the order of the problem."""
        return tuple(self._therapists_of_services[service_id].values())

    def rooms_at(self, site_id: str) -> tuple[Room, ...]:
        return self._rooms_at_sites.get(site_id, ())

    # Time and way. Spans come merged (adjoining ones as one) and in order.

    def travel(self, a: str, b: str) -> int | None:
        """Minutes between two sites; 0 within one; None where the way cannot be made within a day."""
        return 0 if a == b else self._travel.get((a, b))

    def routines_on(self, classroom_id: str, day: str) -> tuple[Routine, ...]:
        """The routines of a classroom on one day, in order."""
        return self._routines.get((classroom_id, day), ())

    def in_routines(self, classroom_id: str, day: str) -> tuple[Span, ...]:
        """When a classroom is in some routine, whatever it says to visitors."""
        return self._routine_spans("any", classroom_id, day, lambda routine: True)

    def visitable(self, classroom_id: str, day: str) -> tuple[Span, ...]:
        """When the routines of a classroom admit push-in."""
        return self._routine_spans(
            "push in", classroom_id, day, lambda routine: routine.push_in is not PushIn.NEVER
        )

    def leavable(self, classroom_id: str, day: str) -> tuple[Span, ...]:
        """When the routines of a classroom let a child go to a pull-out session."""
        return self._routine_spans(
            "pull out", classroom_id, day, lambda routine: routine.pull_out is not PullOut.NEVER
        )

    def availability(self, therapist_id: str, day: str, site_id: str) -> tuple[Span, ...]:
        """When a therapist can be at a site; windows without a site count for every site."""
        key = therapist_id, site_id
        if key not in self._availability:
            windows = self.therapist[therapist_id].available
            self._availability[key] = merged(w for w in windows if w.site in (None, site_id))
        return self._availability[key].get(day, ())

    def open_on(self, room_id: str, day: str) -> tuple[Span, ...]:
        return self._open.get((room_id, day), ())

    def unavailable(self, child_id: str, day: str) -> tuple[Span, ...]:
        """When a child has no session."""
        return self._unavailable.get((child_id, day), ())

    def windows_of(self, task_id: str, day: str) -> tuple[Span, ...]:
        """When a task may take place."""
        return self._task_windows.get((task_id, day), ())

    def lunch_due(self, therapist_id: str, day: str) -> Lunch | None:
        """The lunch that rule 3 asks for on this day, if any."""
        return self._lunches.get((therapist_id, day))

    # The tables behind the look-ups.

    @cached_property
    def _services_of_children(self) -> Mapping[str, tuple[Service, ...]]:
        found: dict[str, list[Service]] = {}
        for service in self.services:
            found.setdefault(service.child, []).append(service)
        return {child: tuple(services) for child, services in found.items()}

    @cached_property
    def _therapists_of_services(self) -> Mapping[str, Mapping[str, Therapist]]:
        by_discipline: dict[str, dict[str, Therapist]] = {}
        for therapist in self.therapists:
            by_discipline.setdefault(therapist.discipline, {})[therapist.id] = therapist
        return {
            service.id: by_discipline.get(service.discipline, {})
            if service.therapists is None
            else {each.id: each for each in self.therapists if each.id in service.therapists}
            for service in self.services
        }

    @cached_property
    def _rooms_at_sites(self) -> Mapping[str, tuple[Room, ...]]:
        return {site.id: tuple(room for room in self.rooms if room.site == site.id) for site in self.sites}

    @cached_property
    def _travel(self) -> Mapping[tuple[str, str], int]:
        return {
            pair: minutes
            for site in self.sites
            for other, minutes in site.travel.items()
            for pair in ((site.id, other), (other, site.id))
        }

    @cached_property
    def _routines(self) -> Mapping[tuple[str, str], tuple[Routine, ...]]:
        found: dict[tuple[str, str], list[Routine]] = {}
        for classroom in self.classrooms:
            for routine in classroom.routines:
                found.setdefault((classroom.id, routine.day), []).append(routine)
        return {key: tuple(sorted(each, key=lambda routine: routine.start)) for key, each in found.items()}

    # These two are filled as they are asked for: most changed problems are asked about a corner of a district.

    @cached_property
    def _availability(self) -> dict[tuple[str, str], Mapping[str, tuple[Span, ...]]]:
        return {}

    @cached_property
    def _spans_of_routines(self) -> dict[tuple[str, str, str], tuple[Span, ...]]:
        return {}

    def _routine_spans(
        self, what: str, classroom_id: str, day: str, admits: Callable[[Routine], bool]
    ) -> tuple[Span, ...]:
        key = what, classroom_id, day
        if key not in self._spans_of_routines:
            routines = filter(admits, self.routines_on(classroom_id, day))
            windows = [Window(day, routine.start, routine.end) for routine in routines]
            self._spans_of_routines[key] = merged(windows).get(day, ())
        return self._spans_of_routines[key]

    @cached_property
    def _open(self) -> Mapping[tuple[str, str], tuple[Span, ...]]:
        return {(room.id, day): spans for room in self.rooms for day, spans in merged(room.open).items()}

    @cached_property
    def _unavailable(self) -> Mapping[tuple[str, str], tuple[Span, ...]]:
        return {
            (child.id, day): spans
            for child in self.children
            for day, spans in merged(child.unavailable).items()
        }

    @cached_property
    def _task_windows(self) -> Mapping[tuple[str, str], tuple[Span, ...]]:
        return {(task.id, day): spans for task in self.tasks for day, spans in merged(task.windows).items()}

    @cached_property
    def _lunches(self) -> Mapping[tuple[str, str], Lunch]:
        found: dict[tuple[str, str], Lunch] = {}
        for therapist in self.therapists:
            lunch = therapist.lunch
            for day in {window.day for window in therapist.available} if lunch else ():
                windows = [window for window in therapist.available if window.day == day]
                first, last = min(w.start for w in windows), max(w.end for w in windows)
                if lunch and first <= lunch.earliest and last >= lunch.latest:
                    found[therapist.id, day] = lunch
        return found


def within(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one of these merged spans holds the whole of start to end."""
    return any(opens <= start and end <= closes for opens, closes in spans)


def merged(windows: Iterable[Window]) -> dict[str, tuple[Span, ...]]:
    """The windows of each day with adjoining and overlapping ones made one, whatever their sites, in order."""
    found: dict[str, list[Span]] = {}
    for window in sorted(windows, key=lambda window: window.start):
        spans = found.setdefault(window.day, [])
        if spans and window.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], window.end))
        else:
            spans.append((window.start, window.end))
    return {day: tuple(spans) for day, spans in found.items()}
