"""The timetable that answers a problem: visits, placed tasks and what is missing, JSON both ways."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from alongside.engine.document import FORMAT, Record, TimetableError, written
from alongside.engine.problem import Mode, Problem, Service, Visit

__all__ = [
    "Engagement",
    "PlacedTask",
    "Session",
    "Status",
    "Timetable",
    "TimetableError",
    "Unmet",
    "engagements",
    "missing",
    "sessions",
]


class Status(StrEnum):
    """What is known of a timetable: the best there is, a legal one, or that the pins allow none."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task and where it begins; its length stands in the problem."""

    task: str
    day: str
    start: int

    @classmethod
    def read(cls, record: Record) -> "PlacedTask":
        return cls(record.text("task"), record.text("day"), record.time("start"))


@dataclass(frozen=True, slots=True)
class Unmet:
    """How many sessions of a service the timetable lacks."""

    service: str
    sessions: int

    @classmethod
    def read(cls, record: Record) -> "Unmet":
        return cls(record.text("service"), record.whole("sessions"))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A timetable of the schedule format; whether it is right is for the rules to say.

    `cost` and `bound` are claims: what the timetable costs, and a cost that no timetable can be below.
    """

    status: Status
    cost: int
    bound: int
    visits: tuple[Visit, ...] = ()
    tasks: tuple[PlacedTask, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    unmet_tasks: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        problem: Problem,
        visits: Iterable[Visit],
        tasks: Iterable[PlacedTask] = (),
        *,
        status: Status = Status.FEASIBLE,
        cost: int = 0,
        bound: int = 0,
    ) -> "Timetable":
        """The timetable of these visits and tasks, with what is missing counted. `cost.priced` also fills the cost."""
        visits, tasks = tuple(visits), tuple(tasks)
        placed = {task.task for task in tasks}
        return cls(
            status,
            cost,
            bound,
            visits,
            tasks,
            tuple(Unmet(service, sessions) for service, sessions in missing(problem, visits).items()),
            tuple(task.id for task in problem.tasks if task.id not in placed),
        )

    @classmethod
    def from_json(cls, data: object) -> "Timetable":
        """The timetable of a parsed JSON document; raises `TimetableError`."""
        record = Record.of(data, "", TimetableError)
        if record.text("format") != FORMAT:
            record.refuse("format", f'"{FORMAT}" is expected here.')
        status = record.choice("status", Status)
        without = 0 if status is Status.INFEASIBLE else None
        return cls(
            status,
            record.whole("cost", without),
            record.whole("bound", without),
            record.each("visits", Visit.read, []),
            record.each("tasks", PlacedTask.read, []),
            record.each("unmet", Unmet.read, []),
            record.texts("unmet_tasks", []),
            record.texts("conflicts", []),
        )

    def to_json(self) -> dict[str, object]:
        """The document of this timetable, ready for `json.dump`."""
        parts = cast("dict[str, object]", written(self))
        if self.status is not Status.INFEASIBLE:
            del parts["conflicts"]
        return {"format": FORMAT, **parts}


def missing(problem: Problem, visits: Iterable[Visit]) -> dict[str, int]:
    """The sessions that these visits lack, by service in the order of the problem; only services that lack some."""
    held = Counter(service for visit in visits for service in visit.services)
    lacking = ((service.id, service.sessions - held[service.id]) for service in problem.services)
    return {service: sessions for service, sessions in lacking if sessions > 0}


@dataclass(frozen=True, slots=True)
class Session:
    """One child's share of a visit: it begins with the visit and lasts as long as its service says."""

    service: Service
    visit: Visit
    number: int
    """The number of the visit in the timetable."""

    @property
    def start(self) -> int:
        return self.visit.start

    @property
    def end(self) -> int:
        return self.visit.start + self.service.minutes


def sessions(problem: Problem, timetable: Timetable) -> Iterator[Session]:
    """Every session of the timetable, visit by visit."""
    for number, visit in enumerate(timetable.visits):
        for service in visit.services:
            yield Session(problem.service[service], visit, number)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One visit or task of a therapist's day, seen from the clock and the road.

    A visit has a `place` (mode and id) and its `number` in the timetable; a task has neither.
    """

    start: int
    end: int
    site: str
    place: tuple[Mode, str] | None = None
    number: int | None = None
    task: str | None = None


def engagements(problem: Problem, timetable: Timetable) -> Mapping[tuple[str, str], list[Engagement]]:
    """Every visit and task by therapist and day, in order of start."""
    found: dict[tuple[str, str], list[Engagement]] = {}
    for number, visit in enumerate(timetable.visits):
        site = problem.site_of(visit.mode, visit.place)
        engagement = Engagement(visit.start, visit.end, site, (visit.mode, visit.place), number)
        found.setdefault((visit.therapist, visit.day), []).append(engagement)
    for placed in timetable.tasks:
        task = problem.task[placed.task]
        engagement = Engagement(placed.start, placed.start + task.minutes, task.site, task=task.id)
        found.setdefault((task.therapist, placed.day), []).append(engagement)
    for day in found.values():
        day.sort(key=lambda engagement: (engagement.start, engagement.end))
    return found
