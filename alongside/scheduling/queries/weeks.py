"""The published week as one person sees it: a therapist's, a class's, a child's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, Routine
from alongside.people import queries as people
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.choices import Mode
from alongside.scheduling.models import Availability, TaskPlacement, Timetable, Visit
from alongside.scheduling.queries.timetables import DOCUMENTS, next_start, published_on
from alongside.scheduling.queries.weekdays import WeekDay, dated_days, undated_days
from alongside.wording.joins import clauses

_DOCUMENTS = [f"timetable__{name}" for name in DOCUMENTS]


@dataclass(frozen=True)
class WeekVisit:
    """A visit in words: who, where, in what routine, with whom. `children` are (id, first name told apart)."""

    series: UUID
    sequence: int
    day: str
    starts: int
    ends: int
    mode: Mode
    staff: str
    mark: str
    place: str
    school: str
    routine: str
    children: tuple[tuple[UUID, str], ...]
    discipline: str
    changed_at: datetime
    others: int = 0
    """How many children are in it whom the viewer has no relation to."""

    @property
    def in_class(self) -> bool:
        return self.mode == Mode.PUSH_IN


@dataclass(frozen=True)
class WeekTask:
    """Other work with a place in the week."""

    series: UUID
    sequence: int
    day: str
    starts: int
    ends: int
    title: str
    staff: str
    staff_first_name: str
    school: str
    changed_at: datetime


@dataclass(frozen=True)
class WeekRoutine:
    """A part of the class's own day."""

    day: str
    starts: int
    ends: int
    title: str
    push_in: str


@dataclass(frozen=True)
class Week:
    """A week on the wall: the days of the cycle, what stands in them, and the columns of the week looked at.

    `columns` are the dates of that week where `is_dated`, else the days of the cycle. `holds_from` is None where
    nothing that is published holds yet; `begins` is then the day on which something will. `first` and `last` are
    the minutes that the picture spans.
    """

    title: str
    subtitle: str
    days: tuple[str, ...]
    columns: tuple[WeekDay, ...]
    holds_from: date | None
    is_dated: bool = True
    begins: date | None = None
    visits: tuple[WeekVisit, ...] = ()
    tasks: tuple[WeekTask, ...] = ()
    routines: tuple[WeekRoutine, ...] = ()
    schools: tuple[str, ...] = field(default=())

    @property
    def first(self) -> int:
        return min([*(each.starts for each in self._all), 9 * 60]) // 30 * 30

    @property
    def last(self) -> int:
        return -(-max([*(each.ends for each in self._all), 14 * 60]) // 30) * 30

    @property
    def _all(self) -> list[WeekVisit | WeekTask | WeekRoutine]:
        return [*self.visits, *self.tasks, *self.routines]


def monday_of(on: date) -> date:
    """The Monday of the week that a day lies in."""
    return on - timedelta(days=on.weekday())


def week_of_staff(viewer: Viewer, staff_id: UUID, on: date) -> Week | None:
    """A therapist's week: her own, or anybody's for a coordinator; None for everybody else."""
    staff = people.staff_for(viewer).filter(pk=staff_id).first()
    if staff is None or not (viewer.is_coordinator or staff.pk in viewer.staff_ids):
        return None
    holding = published_on(viewer, on)
    visits = _visits(viewer, Visit.objects.filter(timetable__in=holding, staff=staff), on)
    tasks = _tasks(TaskPlacement.objects.filter(timetable__in=holding, task__staff=staff))
    visited = {visit.school for visit in visits} | {task.school for task in tasks}
    schools = _schools_of(viewer, staff, visited)
    return _week(viewer, staff.name, staff.get_discipline_display(), holding, schools, on, visits, tasks)


def _schools_of(viewer: Viewer, staff: StaffMember, visited: set[str]) -> list[School]:
    """Where somebody works: the schools of her hours (all of them, where some hours name none) and of her visits."""
    hours = set(Availability.objects.filter(staff=staff).values_list("school", flat=True))
    schools = people.schools_for(viewer)
    return list(schools if None in hours else schools.filter(Q(pk__in=hours) | Q(name__in=visited)))


def week_of_classroom(viewer: Viewer, classroom_id: UUID, on: date) -> Week | None:
    """A class's week for the staff who may see the class: its own day and the visits in and out of it."""
    classroom = classrooms.classrooms_for(viewer).filter(pk=classroom_id).first()
    if classroom is None or not (viewer.is_coordinator or viewer.staff_ids):
        return None
    holding = published_on(viewer, on, schools=[classroom.school])
    enrolled = classroom.enrolments.filter(people.held_on(on)).values("child")
    here = Q(classroom=classroom) | Q(mode=Mode.PULL_OUT, sessions__service__child__in=enrolled)
    visits = _visits(viewer, Visit.objects.filter(here, timetable__in=holding).distinct(), on)
    tasks = _tasks(TaskPlacement.objects.filter(timetable__in=holding, task__classroom=classroom))
    teachers = classrooms.teachers_of(Classroom.objects.filter(pk=classroom.pk), on)
    subtitle = clauses([classroom.school.name, *teachers.get(classroom.pk, [])])
    day = classrooms.routines_on(Classroom.objects.filter(pk=classroom.pk), on).get(classroom.pk, [])
    return _week(
        viewer,
        classroom.name,
        subtitle,
        holding,
        [classroom.school],
        on,
        visits,
        tasks,
        [WeekRoutine(each.day, each.starts, each.ends, each.title, each.push_in) for each in day],
    )


def week_of_child(viewer: Viewer, child_id: UUID, on: date) -> Week | None:
    """A child's week for those who have a relation to it; in a group nobody else is named."""
    child = classrooms.children_for(viewer).select_related("school").filter(pk=child_id).first()
    if child is None:
        return None
    holding = published_on(viewer, on, schools=[child.school])
    found = Visit.objects.filter(timetable__in=holding, sessions__service__child=child).distinct()
    visits = _visits(viewer, found, on, only=child)
    return _week(viewer, child.first_name, child.school.name, holding, [child.school], on, visits)


def my_staff_weeks(viewer: Viewer) -> list[StaffMember]:
    """The staff records whose weeks are the viewer's own."""
    return list(people.staff_records_of(viewer))


def _visits(
    viewer: Viewer, visits: Iterable[Visit], on: date, only: Child | None = None
) -> tuple[WeekVisit, ...]:
    """The visits in words; children whom the viewer has no relation to are counted, not named."""
    rows = list(
        visits.select_related("staff", "classroom__school", "room__school", "timetable")  # type: ignore[attr-defined]
        .defer(*_DOCUMENTS)
        .prefetch_related("sessions__service__child")
        .order_by("day", "starts", "pk")
    )
    mine = set(classrooms.children_for(viewer).values_list("pk", flat=True)) if only is None else {only.pk}
    ids = {row.classroom_id for row in rows if row.classroom_id}
    days = classrooms.routines_on(Classroom.objects.filter(pk__in=ids), on)
    served = {session.service.child for row in rows for session in row.sessions.all()}
    called = (
        people.first_names_apart(viewer, [child for child in served if child.pk in mine])
        if only is None
        else {only.pk: only.first_name}
    )
    found = []
    for row in rows:
        place = row.classroom or row.room
        assert place is not None
        children = [session.service.child for session in row.sessions.all()]
        named = sorted({(called[child.pk], child.pk) for child in children if child.pk in mine})
        found.append(
            WeekVisit(
                series=row.series,
                sequence=row.sequence,
                day=row.day,
                starts=row.starts,
                ends=row.ends,
                mode=Mode(row.mode),
                staff=row.staff.name,
                mark=row.staff.mark,
                place=place.name,
                school=place.school.name,
                routine=routine_at(days.get(row.classroom_id, []), row.day, row.starts, row.ends),
                children=tuple((pk, name) for name, pk in named),
                discipline=row.staff.get_discipline_display(),
                changed_at=_published_at(row.timetable),
                others=len({child.pk for child in children}) - len(named),
            )
        )
    return tuple(found)


def routine_at(routines: Iterable[Routine], day: str, starts: int, ends: int) -> str:
    """What the class does in a span: the routine that fills most of it, empty where there is none."""
    routine = classrooms.routine_during(routines, day, starts, ends)
    return routine.title if routine else ""


def _published_at(timetable: Timetable) -> datetime:
    assert timetable.published_at is not None  # A constraint holds it: what has visits is published.
    return timetable.published_at


def _tasks(placements: Iterable[TaskPlacement]) -> tuple[WeekTask, ...]:
    rows = placements.select_related("task__staff", "task__school", "timetable").defer(*_DOCUMENTS)  # type: ignore[attr-defined]
    return tuple(
        WeekTask(
            series=row.series,
            sequence=row.sequence,
            day=row.day,
            starts=row.starts,
            ends=row.starts + row.task.minutes,
            title=row.task.title,
            staff=row.task.staff.name,
            staff_first_name=row.task.staff.given_name,
            school=row.task.school.name,
            changed_at=_published_at(row.timetable),
        )
        for row in rows.order_by("day", "starts")
    )


def _week(
    viewer: Viewer,
    title: str,
    subtitle: str,
    holding: Sequence[Timetable],
    schools: Sequence[School],
    on: date,
    visits: tuple[WeekVisit, ...],
    tasks: tuple[WeekTask, ...] = (),
    routines: Sequence[WeekRoutine] = (),
) -> Week:
    calendars = {school.name: each for school in schools if (each := classrooms.calendar_of(school))}
    cycle = next((cycle for school in schools if (cycle := classrooms.cycle_of(school))), None)
    days = tuple(cycle.days) if cycle else tuple(dict.fromkeys(each.day for each in visits))
    busy = {visit.school for visit in visits} | {task.school for task in tasks}
    # What stands at a school without terms has no date, so that then nothing is dated: nothing is left out.
    is_dated = bool(calendars) and busy <= calendars.keys()
    here = busy | {school.name for school in schools}
    ids = {school.pk for school in schools}
    starts = [
        each.holds_from
        for each in holding
        if each.holds_from and ids & {school.pk for school in each.schools.all()}
    ]
    return Week(
        title=title,
        subtitle=subtitle,
        days=days,
        columns=dated_days(calendars, monday_of(on)) if is_dated else undated_days(here, days),
        is_dated=is_dated,
        holds_from=max(starts, default=None),
        begins=None if starts else next_start(viewer, on, schools),
        visits=visits,
        tasks=tasks,
        routines=tuple(routines),
        schools=tuple(school.name for school in schools),
    )
