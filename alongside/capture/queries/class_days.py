"""A class's week as its teacher meets it: who comes on each day, in what role, and what is other than planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.capture.choices import REASON_OF_CHANGE, ChangeKind, ClassRole, Outcome, Reason
from alongside.capture.models import DatedVisit, DayChange
from alongside.capture.queries.changes import changes_between
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, Room, Routine
from alongside.people import queries as people
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.queries.weeks import monday_of
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class Comer:
    """Somebody who comes into the class, or takes children of it out, on one date.

    `role` is what was said of this visit, or of the one before it in the same place of the week. `children` are first
    names told apart; `away` those of them who have no share in it. `missed` is why it does not take place, as somebody
    has said it or a change of the day says it. `to_on` and `to_starts` say where it was moved to from this date,
    `from_on` and `from_starts` whence it came.
    """

    visit: StandingVisit
    staff: StaffMember
    place: str
    role: ClassRole | str
    children: tuple[str, ...]
    away: tuple[str, ...]
    missed: Reason | str
    to_on: date | None = None
    to_starts: int | None = None
    from_on: date | None = None
    from_starts: int | None = None

    @property
    def starts(self) -> int:
        """When it stands on this date, or where it was planned on it and has left it."""
        planned = self.visit.planned_starts
        return planned if self.is_gone and planned is not None else self.visit.starts

    @property
    def is_gone(self) -> bool:
        """Whether it was planned for this date and stands on another."""
        return self.to_on is not None

    @property
    def comes(self) -> bool:
        return not self.is_gone and not self.missed


@dataclass(frozen=True)
class ClassDate:
    """One date of a class: what it does then, and who comes. `off` says why there is no school, None where there is."""

    on: date
    routines: tuple[Routine, ...]
    comers: tuple[Comer, ...]
    off: str | None


@dataclass(frozen=True)
class ClassWeek:
    """The dates of a week on which there is school, or would be but for a day off; and the one that is looked at."""

    classroom: Classroom
    today: ClassDate
    dates: tuple[ClassDate, ...]

    @property
    def rest(self) -> list[ClassDate]:
        """The dates of the week that come after."""
        return [each for each in self.dates if each.on > self.today.on]


def class_week(viewer: Viewer, classroom_id: UUID, on: date) -> ClassWeek | None:
    """The week around a day of a class that the viewer teaches; None for everybody else.

    As many queries with one visit as with thirty.
    """
    classroom = classrooms.classrooms_taught_by(viewer).filter(pk=classroom_id).first()
    if classroom is None:
        return None
    known = _Known(viewer, classroom, DateSpan(monday_of(on), monday_of(on) + timedelta(days=7)))
    dates = tuple(each for each in known.dates() if each.off or each.routines or each.comers)
    today = next((each for each in dates if each.on == on), None) or known.class_date(on)
    return ClassWeek(classroom, today, dates)


class _Known:
    """What there is to know of one class in one week, read once."""

    def __init__(self, viewer: Viewer, classroom: Classroom, week: DateSpan) -> None:
        self.viewer, self.classroom, self.week = viewer, classroom, week
        self.calendar = classrooms.calendar_of(classroom.school)
        self.days = classrooms.routines_between([classroom.pk], week).get(classroom.pk, [])
        children = {child.pk: child for child in classrooms.children_of_class(viewer, classroom)}
        self.called = people.first_names_apart(viewer, children.values())
        here = visits_between(viewer, week, classrooms=[classroom.pk])
        out = [each for each in visits_between(viewer, week, children=children) if not each.in_class]
        self.visits = {each.id: each for each in (*here, *out)}.values()
        self.staff = StaffMember.objects.in_bulk([each.staff_id for each in self.visits])
        self.rooms = Room.objects.in_bulk([each.room_id for each in self.visits if each.room_id])
        self.roles = _last_roles(each.series for each in self.visits)
        self.changes = list(changes_between(viewer, week.starts, week.bounds[1] - timedelta(days=1)))

    def dates(self) -> Iterable[ClassDate]:
        for days in range(7):
            yield self.class_date(self.week.starts + timedelta(days=days))

    def class_date(self, on: date) -> ClassDate:
        day = self.calendar.cycle_day_on(on) if self.calendar else None
        why = self.calendar.why_closed(on) if self.calendar and not day else None
        holding = next((routines for holds_from, routines in self.days if holds_from <= on), [])
        comers = [
            self._comer(visit, on)
            for visit in self.visits
            if on in (visit.on, visit.planned_on) and (visit.on == on or visit.is_moved)
        ]
        comers.sort(key=lambda each: (each.starts, each.staff.name))
        routines = sorted((each for each in holding if each.day == day), key=lambda each: each.starts)
        return ClassDate(on, tuple(routines), tuple(comers), why)

    def _comer(self, visit: StandingVisit, on: date) -> Comer:
        ours = [share for share in visit.shares if share.child_id in self.called]
        is_gone = visit.on != on
        moved_here = visit.is_moved and not is_gone
        return Comer(
            visit=visit,
            staff=self.staff[visit.staff_id],
            place=str(self.rooms.get(visit.room_id, "")) if visit.room_id else str(self.classroom),
            role=ClassRole(visit.role) if visit.role else self.roles.get(visit.series, ""),
            children=tuple(sorted({self.called[each.child_id] for each in ours})),
            away=tuple(sorted({self.called[each.child_id] for each in ours if each.away})),
            missed="" if is_gone else self._why_missed(visit, on),
            to_on=visit.on if is_gone else None,
            to_starts=visit.starts if is_gone else None,
            from_on=visit.planned_on if moved_here else None,
            from_starts=visit.planned_starts if moved_here else None,
        )

    def _why_missed(self, visit: StandingVisit, on: date) -> Reason | str:
        if visit.outcome:
            return visit.reason or Reason.OTHER if visit.outcome == Outcome.MISSED else ""
        if visit.shares and all(share.away for share in visit.shares):
            return Reason.CHILD_AWAY
        taking = (each for each in self.changes if self._takes(each, visit, on))
        return next((REASON_OF_CHANGE[ChangeKind(each.kind)] for each in taking), "")

    def _takes(self, change: DayChange, visit: StandingVisit, on: date) -> bool:
        """Whether a change of the day leaves nothing of a visit: therapist, class or school is not there."""
        holds = change.on <= on < change.ends_on
        covers = (change.starts is None or change.starts <= visit.starts) and (
            change.ends is None or visit.ends <= change.ends
        )
        if not holds or not covers or change.child_id:
            return False
        if change.staff_id:
            return change.staff_id == visit.staff_id
        if change.classroom_id:
            return change.classroom_id == self.classroom.pk
        return change.school_id == self.classroom.school_id


def _last_roles(series: Iterable[UUID | None]) -> dict[UUID | None, ClassRole]:
    """What was said last of the role in each of these places of the week."""
    known = DatedVisit.objects.filter(series__in={each for each in series if each}).exclude(role="")
    return {row: ClassRole(role) for row, role in known.order_by("on").values_list("series", "role")}
