"""A school's roster as plain values, whichever file it came from.

Ids are the source's own strings, never ours. A thing marked `gone` was called inactive or deleted by the source: it is
to be given an end date, never to be removed. Ends are exclusive, as in OneRoster (1EdTech OneRoster 1.2 CSV binding).
Nothing here holds a password, a telephone number, a pupil's e-mail address, or demographics beyond a birth date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

STUDENT, TEACHER, AIDE, GUARDIAN, THERAPIST, LEADER, OTHER = (
    "student", "teacher", "aide", "guardian", "therapist", "leader", "other",
)  # fmt: skip
_ROLES = {
    STUDENT: N_("student"),
    TEACHER: N_("teacher"),
    AIDE: N_("aide"),
    GUARDIAN: N_("guardian"),
    THERAPIST: N_("therapist"),
    LEADER: N_("leader"),
    OTHER: N_("other"),
}


def role_in_words(role: str) -> str:
    """A role as its reader says it."""
    return _(_ROLES[role])


@dataclass(frozen=True, slots=True)
class School:
    """An organisation of the source; `kind` is "school", or "district", "department", … which hold no classes."""

    id: str
    name: str
    kind: str = "school"
    parent_id: str = ""
    gone: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A school year, semester, term or grading period; `ends` is the first day after it."""

    id: str
    title: str
    kind: str = "term"
    starts: dt.date | None = None
    ends: dt.date | None = None
    parent_id: str = ""
    gone: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class or teaching group; `periods` are the source's names of its periods in the day, without times."""

    id: str
    title: str
    school_id: str = ""
    kind: str = ""
    code: str = ""
    room: str = ""
    year_groups: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    term_ids: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    gone: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the roster; `roles` are this module's words, the first the main one. `email` is an adult's."""

    id: str
    given_name: str
    family_name: str
    roles: tuple[str, ...] = ()
    school_ids: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()
    preferred_name: str = ""
    email: str = ""
    birth_date: dt.date | None = None
    gone: bool = False
    file: str = ""
    line: int = 0

    @property
    def role(self) -> str:
        """The main role, "other" where the source names none."""
        return self.roles[0] if self.roles else OTHER

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's place in a class from `starts` to the day before `ends`."""

    id: str
    class_id: str
    person_id: str
    role: str = STUDENT
    school_id: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    gone: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """The source says that an adult belongs to a child: a proposal for a person to confirm, never access by itself."""

    child_id: str
    adult_id: str
    kind: str = GUARDIAN
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Roster:
    """What one file says of a school. `partial` when it lists changes alone, so that what it lacks means nothing."""

    source: str
    schools: list[School] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    partial: bool = False
