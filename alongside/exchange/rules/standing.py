"""What is here already, as plain values, for an import to be compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID


class ChildHere(NamedTuple):
    """A child; the names are the model's columns."""

    school_id: UUID
    given_name: str
    family_name: str
    known_as: str
    born_on: date | None
    leaves_on: date | None


class StaffHere(NamedTuple):
    """A member of staff; the names are the model's columns."""

    role: str
    discipline: str
    given_name: str
    family_name: str
    email: str
    leaves_on: date | None


class GuardianHere(NamedTuple):
    """A guardian; the names are the model's columns."""

    name: str
    email: str


class ClassHere(NamedTuple):
    """A class; the names are the model's columns."""

    school_id: UUID
    name: str
    year_group: str
    closes_on: date | None


class PlaceHere(NamedTuple):
    """A child's place in a class, or a teacher's post in one."""

    id: UUID
    classroom_id: UUID
    person_id: UUID
    starts: date
    ends: date | None

    def open_on(self, on: date) -> bool:
        """Whether it has not ended by that day."""
        return self.ends is None or self.ends > on


@dataclass
class RosterHere:
    """An organisation's people and classes, and what one source calls them (by kind: its id, our id)."""

    keys: dict[str, dict[str, UUID]] = field(default_factory=dict)
    key_rows: dict[tuple[str, str], UUID] = field(default_factory=dict)
    schools: dict[UUID, str] = field(default_factory=dict)
    classes: dict[UUID, ClassHere] = field(default_factory=dict)
    children: dict[UUID, ChildHere] = field(default_factory=dict)
    staff: dict[UUID, StaffHere] = field(default_factory=dict)
    guardians: dict[UUID, GuardianHere] = field(default_factory=dict)
    ties: dict[tuple[UUID, UUID], UUID] = field(default_factory=dict)
    places: dict[UUID, list[PlaceHere]] = field(default_factory=dict)
    posts: dict[tuple[UUID, UUID], list[PlaceHere]] = field(default_factory=dict)


class RoutineHere(NamedTuple):
    """A routine of a class timetable; the names are the model's columns."""

    id: UUID
    timetable_id: UUID
    day: str
    starts: int
    ends: int
    kind: str
    title: str
    push_in: str
    pull_out: str


@dataclass
class TimetablesHere:
    """The classes of one school with every class timetable: {classroom: {holds from: (id, routines)}}."""

    school_id: UUID
    has_cycle: bool
    cycle_days: tuple[str, ...] = ()
    classes: dict[UUID, ClassHere] = field(default_factory=dict)
    timetables: dict[UUID, dict[date, tuple[UUID, list[RoutineHere]]]] = field(default_factory=dict)


class ServiceHere(NamedTuple):
    """A service in force; the names are the model's columns, less those of the child."""

    id: UUID
    child_id: UUID
    discipline: str
    sessions: int
    minutes: int
    delivery: str
    max_group: int
    group: str
    min_days_apart: int
    priority: int
    starts: date
    ends: date | None


@dataclass
class ServicesHere:
    """Children by every name and id that a file may use for them, their services, and the therapists."""

    children: dict[UUID, ChildHere] = field(default_factory=dict)
    class_names: dict[UUID, str] = field(default_factory=dict)
    by_key: dict[str, set[UUID]] = field(default_factory=dict)
    therapists: dict[UUID, StaffHere] = field(default_factory=dict)
    services: dict[UUID, list[ServiceHere]] = field(default_factory=dict)
    named: dict[UUID, dict[UUID, UUID]] = field(default_factory=dict)
    teams: set[tuple[UUID, UUID]] = field(default_factory=set)
    cycle_kinds: dict[UUID, str] = field(default_factory=dict)


def columns(row: Any) -> dict[str, Any]:
    """The values of a row by column name."""
    return dict(row._asdict())
