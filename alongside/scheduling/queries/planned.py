"""The published weeks laid on the calendar: which visit is planned on which date, for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, Q

from alongside.classrooms import queries as known
from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.models import Service
from alongside.scheduling.choices import Mode, TimetableState
from alongside.scheduling.models import PlanningTask, Session, TaskPlacement, Timetable, Visit
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class PlannedShare:
    """One child's part of a planned visit, and for how long its service is."""

    service_id: UUID
    planned_id: UUID | None
    child_id: UUID
    discipline: Discipline
    minutes: int


@dataclass(frozen=True)
class PlannedVisit:
    """A visit as the published timetable plans it for one date; `series` and `on` name it for life.

    `day` is the day of the school's cycle, minutes are counted from midnight. In class `routine` is what the class
    does then by its own name, empty where nobody has said; `routine_kind` is "" then too, and outside class.
    """

    series: UUID
    on: date
    day: str
    starts: int
    ends: int
    mode: Mode
    staff_id: UUID
    school_id: UUID
    classroom_id: UUID | None
    room_id: UUID | None
    routine: str
    routine_kind: RoutineKind | str
    shares: tuple[PlannedShare, ...]

    @property
    def name(self) -> tuple[UUID, date]:
        return self.series, self.on


@dataclass(frozen=True)
class PlannedTask:
    """Other work with its place on one date."""

    on: date
    day: str
    starts: int
    ends: int
    task: PlanningTask


def planned_visits(
    viewer: Viewer,
    between: DateSpan,
    *,
    staff: Iterable[UUID] | None = None,
    children: Iterable[UUID] | None = None,
    classrooms: Iterable[UUID] | None = None,
    series: Iterable[UUID] | None = None,
) -> list[PlannedVisit]:
    """What the published weeks plan in a span of dates that has an end, in order, of everybody unless asked for some.

    At each school the timetable counts that holds on the date. A day off has nothing, and a service that has ended by
    then no share, unless an amended plan has put another in its place: that takes over its visits until the next
    timetable. Asked on behalf of any viewer: what may be shown is the caller's question. Nine queries, however long the
    span.
    """
    wanted = Q()
    for name, ids in (
        ("staff", staff),
        ("sessions__service__child", children),
        ("classroom", classrooms),
        ("series", series),
    ):
        if ids is not None:
            wanted &= Q(**{f"{name}__in": list(ids)})
    holding = _holding(viewer, between)
    visits = list(_visits(wanted, {timetable for timetable, _school in holding}))
    dates = _dates(holding, known.calendars_of({school for _timetable, school in holding}))
    days = known.routines_between({visit.classroom_id for visit in visits if visit.classroom_id}, between)
    services = _services(visits)
    found = [
        planned
        for visit in visits
        for on in dates.get((visit.timetable_id, _school_of(visit), visit.day), ())
        if (planned := _planned(visit, on, days, services)).shares
    ]
    return sorted(found, key=lambda each: (each.on, each.starts, str(each.series)))


def planned_by_name(
    viewer: Viewer, names: Collection[tuple[UUID, date]]
) -> dict[tuple[UUID, date], PlannedVisit]:
    """The planned visits of these names (series and date) that there are; as many queries for one as for a hundred."""
    if not names:
        return {}
    dates = sorted(on for _series, on in names)
    between = DateSpan(dates[0], date.fromordinal(dates[-1].toordinal() + 1))
    found = planned_visits(viewer, between, series={series for series, _on in names})
    return {each.name: each for each in found if each.name in set(names)}


def planned_tasks(
    viewer: Viewer,
    between: DateSpan,
    *,
    staff: Iterable[UUID] | None = None,
    classroom: UUID | None = None,
) -> list[PlannedTask]:
    """Where other work has its place in a span of dates, in order: that of these therapists, or with this class.

    Five queries.
    """
    holding = _holding(viewer, between)
    dates = _dates(holding, known.calendars_of({school for _timetable, school in holding}))
    wanted = Q(task__staff__in=list(staff)) if staff is not None else Q()
    if classroom:
        wanted &= Q(task__classroom=classroom)
    placements = TaskPlacement.objects.filter(
        wanted, timetable__in={timetable for timetable, _school in holding}
    ).select_related("task__classroom", "task__school", "task__staff")
    found = [
        PlannedTask(on, each.day, each.starts, each.starts + each.task.minutes, each.task)
        for each in placements
        for on in dates.get((each.timetable_id, each.task.school_id, each.day), ())
        if each.task.ends_on is None or on < each.task.ends_on
    ]
    return sorted(found, key=lambda each: (each.on, each.starts, str(each.task.pk)))


def _holding(viewer: Viewer, between: DateSpan) -> dict[tuple[UUID, UUID], DateSpan]:
    """In which days of the span each published timetable holds at each of its schools, by both ids."""
    published = Timetable.objects.filter(
        organisation=viewer.organisation,
        state=TimetableState.PUBLISHED,
        holds_from__lt=between.bounds[1],
    )
    latest_first = published.order_by("schools", "-holds_from", "-published_at")
    rows = latest_first.values_list("schools", "pk", "holds_from")
    holding = {}
    for school, of_school in groupby(rows, key=lambda row: row[0]):
        until = between.bounds[1]
        for _school, timetable, holds_from in of_school:
            assert holds_from is not None  # A constraint holds it: what is published holds from a date.
            starts = max(holds_from, between.starts)
            if starts < until:
                holding[timetable, school] = DateSpan(starts, until)
            until = min(until, holds_from)
    return holding


def _dates(
    holding: dict[tuple[UUID, UUID], DateSpan], calendars: dict[UUID, SchoolCalendar]
) -> dict[tuple[UUID, UUID, str], list[date]]:
    """The dates of each cycle day on which a timetable holds at a school."""
    dates: dict[tuple[UUID, UUID, str], list[date]] = {}
    for (timetable, school), span in holding.items():
        for on, day in calendars[school].school_days(span) if school in calendars else ():
            dates.setdefault((timetable, school, day), []).append(on)
    return dates


def _visits(wanted: Q, timetables: Collection[UUID]) -> Iterable[Visit]:
    """The visits of these timetables, each once, with place and services."""
    sessions = Session.objects.select_related("service__planned").order_by(
        "service__child", "service__discipline"
    )
    ids = Visit.objects.filter(wanted, timetable__in=timetables).values("pk")
    visits = Visit.objects.filter(pk__in=ids).select_related("classroom", "room")
    return visits.prefetch_related(Prefetch("sessions", queryset=sessions))


def _school_of(visit: Visit) -> UUID:
    place = visit.classroom or visit.room
    assert place is not None  # A constraint holds it.
    return place.school_id


def _services(visits: Iterable[Visit]) -> dict[UUID, list[Service]]:
    """Every service that the children of these visits have or had, by child, the latest to begin first."""
    children = {session.service.child_id for visit in visits for session in visit.sessions.all()}
    services: dict[UUID, list[Service]] = {}
    for service in Service.objects.filter(child__in=children).select_related("planned").order_by("-starts"):
        services.setdefault(service.child_id, []).append(service)
    return services


def _holding_for(service: Service, on: date, services: list[Service]) -> Service | None:
    """The service itself while it holds, else the one that an amended plan has put in its place, if any."""

    def holds(each: Service) -> bool:
        return each.starts <= on and (each.ends is None or on < each.ends)

    def follows(each: Service) -> bool:
        if each.discipline != service.discipline or each.planned is None:
            return False
        return service.planned is None or each.planned.lineage == service.planned.lineage

    if holds(service):
        return service
    return next((each for each in services if follows(each) and holds(each)), None)


def _planned(
    visit: Visit, on: date, days: dict[UUID, list[known.ClassDay]], services: dict[UUID, list[Service]]
) -> PlannedVisit:
    holding = (
        _holding_for(session.service, on, services[session.service.child_id])
        for session in visit.sessions.all()
    )
    of_class = days.get(visit.classroom_id, []) if visit.classroom_id else []
    routines = next((routines for holds_from, routines in of_class if holds_from <= on), [])
    routine = known.routine_during(routines, visit.day, visit.starts, visit.ends)
    return PlannedVisit(
        series=visit.series,
        on=on,
        day=visit.day,
        starts=visit.starts,
        ends=visit.ends,
        mode=Mode(visit.mode),
        staff_id=visit.staff_id,
        school_id=_school_of(visit),
        classroom_id=visit.classroom_id,
        room_id=visit.room_id,
        routine=routine.title if routine else "",
        routine_kind=RoutineKind(routine.kind) if routine else "",
        shares=tuple(
            PlannedShare(
                service_id=service.pk,
                planned_id=service.planned_id,
                child_id=service.child_id,
                discipline=Discipline(service.discipline),
                minutes=min(service.minutes, visit.ends - visit.starts),
            )
            for service in holding
            if service is not None
        ),
    )
