"""A service in a term with what it comes to, and many of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from alongside.capture.choices import Reason
from alongside.capture.models import Consultation
from alongside.capture.rules.pace import Pace, Reckoning, pace_of
from alongside.people.choices import MARKS, Discipline
from alongside.people.models import Child, School, StaffMember
from alongside.plans.choices import Model


@dataclass(frozen=True)
class Line:
    """One service of a child in a term: with the child (`direct`), and for the adults around it (`indirect`).

    `asked` is the service as it stands last: so many `times` of `minutes` a unit. `unsaid` counts sessions whose time
    has passed and of which nobody has said yet whether they were held. `staff_id` gives most of it, or else is the one
    whom the plan names. `takes_consultation` says that contacts with the adults are written down for it; `contacts` are
    the term's, the latest first; those in `uncounted`, by id, have a visit of the service on their day that was held.
    """

    key: UUID
    child: Child
    discipline: Discipline
    times: int
    minutes: int
    per: str
    model: str
    direct: Reckoning
    indirect: Reckoning
    unsaid: int
    staff_id: UUID | None
    takes_consultation: bool = False
    contacts: tuple[Consultation, ...] = ()
    uncounted: frozenset[UUID] = frozenset()

    @property
    def mark(self) -> str:
        return MARKS[self.discipline]

    @property
    def all(self) -> Reckoning:
        return self.direct + self.indirect

    @property
    def is_consultation(self) -> bool:
        return self.model == Model.CONSULTATION

    @property
    def pace(self) -> Pace:
        """Of the work with the child and with the adults around it together."""
        return pace_of(self.all, self.minutes)

    @property
    def minutes_off(self) -> int:
        """By how many minutes it is ahead, or below 0 behind."""
        return round(self.all.minutes_off)

    @property
    def sessions_off(self) -> float:
        """The same in sessions of its length, to half a session."""
        return round(2 * float(abs(self.all.minutes_off)) / self.minutes) / 2


@dataclass(frozen=True)
class Attendance:
    """What became of the sessions whose visit has ended: held, shortened, or missed for a reason."""

    held: int = 0
    shortened: int = 0
    missed: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        return sum(self.missed.values())

    @property
    def all(self) -> int:
        return self.held + self.shortened + self.lost


@dataclass(frozen=True)
class Delivered:
    """A term's lines as far as the viewer may see them, what they come to, and whom they are about.

    `until` is the first day that is not counted yet. Counting begins with the term, or on the day on which the first
    published timetable began, where that is later: `since` at each school.
    """

    term: str
    since: Mapping[School, date]
    until: date
    lines: tuple[Line, ...]
    attendance: Attendance
    staff: Mapping[UUID, StaffMember]

    def by_child(self) -> list[tuple[Child, list[Line]]]:
        """The lines of each child, whoever is furthest behind first."""
        found: dict[UUID, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.child.pk].append(line)
        groups = [(lines[0].child, lines) for lines in found.values()]
        return sorted(groups, key=lambda group: min(line.minutes_off for line in group[1]))

    def by_school(self) -> list[tuple[School, list[Line]]]:
        """The lines of each school, by its name."""
        found: dict[School, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.child.school].append(line)
        return sorted(found.items(), key=lambda group: group[0].name)

    def by_staff(self) -> list[tuple[StaffMember, list[Line]]]:
        """The lines that each therapist gives most of, by her name."""
        found: dict[UUID, list[Line]] = defaultdict(list)
        for line in self.lines:
            if line.staff_id and line.staff_id in self.staff:
                found[line.staff_id].append(line)
        groups = [(self.staff[pk], lines) for pk, lines in found.items()]
        return sorted(groups, key=lambda group: group[0].name)

    def count(self, pace: Pace) -> int:
        return sum(line.pace is pace for line in self.lines)
