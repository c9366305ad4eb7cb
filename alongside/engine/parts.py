"""The parts of a scheduling problem, each a plain value that reads itself from its JSON object.

Times are minutes from midnight, spans are half-open, days are names of the cycle. The fields, their meaning
and their defaults are those of `docs/schedule-format.md`. Whether the parts agree with each other is asked in
`soundness.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from alongside.engine.document import Record


class Mode(StrEnum):
    """How a visit is held: inside the classroom's routine, or in a room outside it."""

    PUSH_IN = "push_in"
    PULL_OUT = "pull_out"


class Delivery(StrEnum):
    """The modes that a service admits."""

    PUSH_IN = "push_in"
    PULL_OUT = "pull_out"
    EITHER = "either"

    def admits(self, mode: Mode) -> bool:
        return self is Delivery.EITHER or self.value == mode.value


class PushIn(StrEnum):
    """What a routine says to a visitor."""

    WELCOME = "welcome"
    ALLOWED = "allowed"
    NEVER = "never"


class PullOut(StrEnum):
    """What a routine says to a child's leaving."""

    ALLOWED = "allowed"
    AVOID = "avoid"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one day; `site` only where it is a therapist's availability (None: any site)."""

    day: str
    start: int
    end: int
    site: str | None = None

    @classmethod
    def read(cls, record: Record) -> "Window":
        return cls(record.text("day"), record.time("start"), record.time("end"))

    @classmethod
    def read_with_site(cls, record: Record) -> "Window":
        site = record.text("site") if record.has("site") else None
        return cls(record.text("day"), record.time("start"), record.time("end"), site)


@dataclass(frozen=True, slots=True)
class Site:
    """A school site; `travel` holds the minutes to other sites, each pair at least once."""

    id: str
    travel: Mapping[str, int] = field(default_factory=dict, hash=False)

    @classmethod
    def read(cls, record: Record) -> "Site":
        return cls(record.text("id"), record.wholes("travel"))


@dataclass(frozen=True, slots=True)
class Routine:
    """A stretch of a classroom's day and what it says to push-in and pull-out."""

    day: str
    start: int
    end: int
    kind: str
    push_in: PushIn = PushIn.ALLOWED
    pull_out: PullOut = PullOut.ALLOWED

    @classmethod
    def read(cls, record: Record) -> "Routine":
        return cls(
            record.text("day"),
            record.time("start"),
            record.time("end"),
            record.text("kind"),
            record.choice("push_in", PushIn, PushIn.ALLOWED),
            record.choice("pull_out", PullOut, PullOut.ALLOWED),
        )


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class in its classroom, its routines over the cycle and how many visitors it takes."""

    id: str
    site: str
    routines: tuple[Routine, ...] = ()
    max_visitors: int = 1
    max_visits_per_day: int | None = None

    @classmethod
    def read(cls, record: Record) -> "Classroom":
        return cls(
            record.text("id"),
            record.text("site"),
            record.each("routines", Routine.read),
            record.whole("max_visitors", 1),
            _limit(record, "max_visits_per_day"),
        )


@dataclass(frozen=True, slots=True)
class Room:
    """A room for pull-out visits, one at a time."""

    id: str
    site: str
    open: tuple[Window, ...] = ()

    @classmethod
    def read(cls, record: Record) -> "Room":
        return cls(record.text("id"), record.text("site"), record.each("open", Window.read))


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `minutes` somewhere between `earliest` and `latest`."""

    earliest: int
    latest: int
    minutes: int

    @classmethod
    def read(cls, record: Record) -> "Lunch":
        return cls(record.time("earliest"), record.time("latest"), record.whole("minutes"))


@dataclass(frozen=True, slots=True)
class Therapist:
    """A therapist, where and when she is available, and her limits."""

    id: str
    discipline: str
    available: tuple[Window, ...] = ()
    lunch: Lunch | None = None
    changeover: int = 0
    max_direct_minutes_per_day: int | None = None
    max_direct_minutes_per_cycle: int | None = None
    max_children_per_visit: int = 4

    @classmethod
    def read(cls, record: Record) -> "Therapist":
        return cls(
            record.text("id"),
            record.text("discipline"),
            record.each("available", Window.read_with_site),
            Lunch.read(record.record("lunch")) if record.has("lunch") else None,
            record.whole("changeover", 0),
            _limit(record, "max_direct_minutes_per_day"),
            _limit(record, "max_direct_minutes_per_cycle"),
            record.whole("max_children_per_visit", 4),
        )


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a class, known here by id alone."""

    id: str
    classroom: str
    unavailable: tuple[Window, ...] = ()
    max_sessions_per_day: int | None = None

    @classmethod
    def read(cls, record: Record) -> "Child":
        return cls(
            record.text("id"),
            record.text("classroom"),
            record.each("unavailable", Window.read, []),
            _limit(record, "max_sessions_per_day"),
        )


@dataclass(frozen=True, slots=True)
class Service:
    """What one child is owed in one discipline: `sessions` of `minutes` each cycle."""

    id: str
    child: str
    discipline: str
    sessions: int
    minutes: int
    delivery: Delivery = Delivery.EITHER
    therapists: tuple[str, ...] | None = None
    fit: Mapping[str, int] = field(default_factory=dict, hash=False)
    pull_out_fit: int = 0
    max_group: int = 1
    group: str | None = None
    min_days_apart: int = 1
    priority: int = 1

    @property
    def group_word(self) -> str:
        """Two services may share a pull-out visit only where this word is the same."""
        return self.discipline if self.group is None else self.group

    def fit_of(self, kind: str) -> int:
        """0-100: how well the goals can be practised in a routine of this kind."""
        return self.fit.get(kind, self.fit.get("*", 0))

    @classmethod
    def read(cls, record: Record) -> "Service":
        return cls(
            record.text("id"),
            record.text("child"),
            record.text("discipline"),
            record.whole("sessions"),
            record.whole("minutes"),
            record.choice("delivery", Delivery, Delivery.EITHER),
            record.texts("therapists") if record.has("therapists") else None,
            record.wholes("fit"),
            record.whole("pull_out_fit", 0),
            record.whole("max_group", 1),
            record.text("group") if record.has("group") else None,
            record.whole("min_days_apart", 1),
            record.whole("priority", 1),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """Other work of a therapist that needs a place in the timetable, once, at one site."""

    id: str
    therapist: str
    minutes: int
    site: str
    windows: tuple[Window, ...]
    priority: int = 1

    @classmethod
    def read(cls, record: Record) -> "Task":
        return cls(
            record.text("id"),
            record.text("therapist"),
            record.whole("minutes"),
            record.text("site"),
            record.each("windows", Window.read),
            record.whole("priority", 1),
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """A therapist's block in a classroom (push-in) or a room (pull-out) and the services it serves."""

    therapist: str
    day: str
    start: int
    end: int
    mode: Mode
    place: str
    services: tuple[str, ...]

    @classmethod
    def read(cls, record: Record) -> "Visit":
        return cls(
            record.text("therapist"),
            record.text("day"),
            record.time("start"),
            record.time("end"),
            record.choice("mode", Mode),
            record.text("place"),
            record.texts("services"),
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term of the cost weighs; see "The cost" in the schedule format."""

    unmet: int = 35
    unfair: int = 300
    misfit: int = 1
    avoid: int = 30
    repeat: int = 20
    visit: int = 10
    travel: int = 2
    moved: int = 40
    shifted: int = 15

    @classmethod
    def read(cls, record: Record) -> "Weights":
        known = {each.name for each in fields(cls)}
        for name in record.values:
            if name not in known:
                record.refuse(
                    name,
                    f"no term of the cost has this name; the terms are {', '.join(sorted(known))}.",
                )
        return cls(**{name: record.whole(name) for name in record.values if record.has(name)})


def _limit(record: Record, name: str) -> int | None:
    return record.whole(name) if record.has(name) else None
