"""Visits on their dates: what the published weeks plan, and over it what has been written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from alongside.capture.choices import Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, DayChange, Observation
from alongside.capture.models.days import visit_id
from alongside.capture.queries.changes import changes_of_children
from alongside.capture.rules.standing import share_of, standing_of
from alongside.classrooms.models import Routine
from alongside.classrooms.queries import calendars_of, routine_during, routines_between
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.scheduling.choices import Mode
from alongside.scheduling.queries.planned import PlannedShare, PlannedVisit, planned_by_name, planned_visits
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class StandingShare:
    """One child's part of a visit: `session_id` is None, and so are `minutes`, where nothing is written down."""

    child_id: UUID
    discipline: Discipline
    service_id: UUID | None
    planned_id: UUID | None
    planned_minutes: int
    minutes: int | None
    away: Reason | str
    session_id: UUID | None = None
    makes_up_id: UUID | None = None


@dataclass(frozen=True)
class StandingVisit:
    """A visit as it stands now, written down or only planned; a make-up has no `series`.

    `on`, `starts` and `ends` are where it stands, `planned_on` and `planned_starts` where the timetable has it.
    """

    id: UUID
    series: UUID | None
    planned_on: date | None
    planned_starts: int | None
    on: date
    starts: int
    ends: int
    mode: Mode
    staff_id: UUID
    school_id: UUID
    classroom_id: UUID | None
    room_id: UUID | None
    routine: str
    routine_kind: str
    role: str
    outcome: Outcome | str
    reason: Reason | str
    words: str
    ended_at: datetime | None
    shares: tuple[StandingShare, ...]
    is_written: bool

    @property
    def is_moved(self) -> bool:
        return self.planned_on is not None and (self.on, self.starts) != (
            self.planned_on,
            self.planned_starts,
        )

    @property
    def in_class(self) -> bool:
        return self.mode == Mode.PUSH_IN

    @property
    def children(self) -> set[UUID]:
        return {share.child_id for share in self.shares}

    def meets(self, on: date, starts: int, ends: int) -> bool:
        """Whether it takes some of a time."""
        return self.on == on and self.starts < ends and starts < self.ends


def visits_between(
    viewer: Viewer,
    between: DateSpan,
    *,
    staff: Collection[UUID] | None = None,
    children: Collection[UUID] | None = None,
    classrooms: Collection[UUID] | None = None,
) -> list[StandingVisit]:
    """The visits that stand in a span of dates, or were planned there and moved away, in order.

    Of everybody unless asked for some. Asked on behalf of any viewer: what may be shown is the caller's question. The
    number of queries is the same for a day as for a term.
    """
    wanted = Q()
    for name, ids in (("staff", staff), ("sessions__child", children), ("classroom", classrooms)):
        if ids is not None:
            wanted &= Q(**{f"{name}__in": list(ids)})
    planned = planned_visits(viewer, between, staff=staff, children=children, classrooms=classrooms)
    there = Q(on__gte=between.starts, on__lt=between.bounds[1]) | Q(
        planned_on__gte=between.starts, planned_on__lt=between.bounds[1]
    )
    rows = DatedVisit.objects.filter(wanted & there, organisation=viewer.organisation).values("pk")
    also = [visit_id(*each.name) for each in planned]
    written = DatedVisit.objects.filter(Q(pk__in=rows) | Q(pk__in=also))
    return _laid_over(viewer, planned, written.exclude(_left_over(between) & ~Q(pk__in=also)))


def _left_over(between: DateSpan) -> Q:
    """The condition that nothing holds a visit but the timetable: it goes with a newer one that has it elsewhere.

    It is open and stands where it was planned, nothing was seen in it, and no make-up or session by date was put there.
    """
    added = DatedSession.objects.filter(Q(service=None) | Q(makes_up__isnull=False), visit=OuterRef("pk"))
    return Q(
        ~Exists(Observation.objects.filter(visit=OuterRef("pk"))),
        ~Exists(added),
        outcome="",
        on=F("planned_on"),
        starts=F("planned_starts"),
        planned_on__gte=between.starts,
        planned_on__lt=between.bounds[1],
    )


def visit_standing(
    viewer: Viewer, pk: UUID, *, series: UUID | None = None, on: date | None = None
) -> StandingVisit | None:
    """One visit, by its name too where nothing is written down of it yet; None where there is none."""
    planned: list[PlannedVisit] = []
    if series and on and pk == visit_id(series, on):
        planned = list(planned_by_name(viewer, {(series, on)}).values())
    rows = DatedVisit.objects.filter(organisation=viewer.organisation, pk=pk)
    return next(iter(_laid_over(viewer, planned, rows)), None)


def routines_then(visits: Collection[DatedVisit]) -> dict[UUID, Routine | None]:
    """What the class of each of these visits does when the visit stands now, by visit; outside class None."""
    if not visits:
        return {}
    dates = sorted(visit.on for visit in visits)
    between = DateSpan(dates[0], date.fromordinal(dates[-1].toordinal() + 1))
    calendars = calendars_of({visit.school_id for visit in visits})
    days = routines_between({visit.classroom_id for visit in visits if visit.classroom_id}, between)
    found: dict[UUID, Routine | None] = {}
    for visit in visits:
        of_class = days.get(visit.classroom_id, []) if visit.classroom_id else []
        routines = next((each for holds_from, each in of_class if holds_from <= visit.on), [])
        calendar = calendars.get(visit.school_id)
        day = calendar.cycle_day_on(visit.on) if calendar else None
        found[visit.pk] = routine_during(routines, day or "", visit.starts, visit.ends)
    return found


def _laid_over(
    viewer: Viewer, planned: Iterable[PlannedVisit], rows: Iterable[DatedVisit]
) -> list[StandingVisit]:
    written = {row.pk: row for row in rows.prefetch_related("sessions")}  # type: ignore[attr-defined]
    unwritten = [each for each in planned if visit_id(*each.name) not in written]
    children = {share.child_id for each in unwritten for share in each.shares}
    changes = changes_of_children(viewer, children, {each.on for each in unwritten})
    found = [_of_row(row) for row in written.values()] + [_of_plan(each, changes) for each in unwritten]
    return sorted(found, key=lambda each: (each.on, each.starts, str(each.id)))


def _of_row(row: DatedVisit) -> StandingVisit:
    return StandingVisit(
        id=row.pk,
        series=row.series,
        planned_on=row.planned_on,
        planned_starts=row.planned_starts,
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        mode=Mode(row.mode),
        staff_id=row.staff_id,
        school_id=row.school_id,
        classroom_id=row.classroom_id,
        room_id=row.room_id,
        routine=row.routine,
        routine_kind=row.routine_kind,
        role=row.role,
        outcome=row.outcome,
        reason=row.reason,
        words=row.words,
        ended_at=row.ended_at,
        shares=tuple(
            StandingShare(
                child_id=session.child_id,
                discipline=Discipline(session.discipline),
                service_id=session.service_id,
                planned_id=session.planned_id,
                planned_minutes=session.planned_minutes,
                minutes=session.minutes,
                away=session.away,
                session_id=session.pk,
                makes_up_id=session.makes_up_id,
            )
            for session in row.sessions.all()
        ),
        is_written=True,
    )


def _of_plan(planned: PlannedVisit, changes: dict[UUID, list[DayChange]]) -> StandingVisit:
    return StandingVisit(
        id=visit_id(*planned.name),
        series=planned.series,
        planned_on=planned.on,
        planned_starts=planned.starts,
        on=planned.on,
        starts=planned.starts,
        ends=planned.ends,
        mode=planned.mode,
        staff_id=planned.staff_id,
        school_id=planned.school_id,
        classroom_id=planned.classroom_id,
        room_id=planned.room_id,
        routine=planned.routine,
        routine_kind=planned.routine_kind,
        role="",
        outcome="",
        reason="",
        words="",
        ended_at=None,
        shares=tuple(_share(planned, share, changes) for share in planned.shares),
        is_written=False,
    )


def _share(planned: PlannedVisit, share: PlannedShare, changes: dict[UUID, list[DayChange]]) -> StandingShare:
    visit = DatedVisit(on=planned.on, starts=planned.starts, ends=planned.ends)
    session = DatedSession(child_id=share.child_id, planned_minutes=share.minutes)
    away, _minutes = share_of(session, standing_of(visit, ()), (), changes.get(share.child_id, ()))
    return StandingShare(
        child_id=share.child_id,
        discipline=share.discipline,
        service_id=share.service_id,
        planned_id=share.planned_id,
        planned_minutes=share.minutes,
        minutes=None,
        away=away,
    )
