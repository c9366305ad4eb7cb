"""The day of somebody who visits: visits on a line of time, what lies between them, what is other than planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.visits import ChangeOnDay, VisitOnDay, with_everything
from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, Room
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.people.models import StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.scheduling.models import TherapistLimits, Travel
from alongside.scheduling.queries.planned import PlannedTask, planned_tasks
from alongside.schooltime.spans import DateSpan
from alongside.wording.joins import clauses


@dataclass(frozen=True)
class TaskOnDay:
    """Other work with its place in the day; `place` is the class that it is about, or else the school."""

    starts: int
    ends: int
    title: str
    place: str
    school_id: UUID

    what = "task"


@dataclass(frozen=True)
class Gap:
    """What lies between two things of the day: lunch, or the way to another school."""

    starts: int
    ends: int
    what: str
    school: str = ""


@dataclass(frozen=True)
class MovedAway:
    """A visit that was planned for this day and stands on another: now at `visit.on`, `visit.starts`."""

    visit: StandingVisit
    place: str


@dataclass(frozen=True)
class Day:
    """A day of one therapist or assistant.

    `is_own` where it is the viewer's own. `off` says why there is no school, "" where nobody has said, and is None on a
    school day. `changes` are all that touch a visit of the day, each once.
    """

    staff: StaffMember
    on: date
    is_own: bool
    visits: tuple[VisitOnDay, ...]
    tasks: tuple[TaskOnDay, ...]
    gaps: tuple[Gap, ...]
    moved_away: tuple[MovedAway, ...]
    off: str | None

    @property
    def line(self) -> list[VisitOnDay | TaskOnDay | Gap]:
        """Everything in the order of the day; `what` says what each is: visit, task, lunch or way."""
        return sorted([*self.visits, *self.tasks, *self.gaps], key=lambda each: (each.starts, each.ends))

    @property
    def changes(self) -> list[ChangeOnDay]:
        return list({each.change.pk: each for visit in self.visits for each in visit.changes}.values())

    @property
    def children_count(self) -> int:
        return len({child for visit in self.visits for child in visit.children})

    @property
    def open_visits(self) -> list[VisitOnDay]:
        """Those of which nobody has said yet how they ended."""
        return [visit for visit in self.visits if not visit.outcome]


def day_of(viewer: Viewer, staff_id: UUID, on: date) -> Day | None:
    """A therapist's or assistant's own day; a coordinator looks at anybody's; None for everybody else.

    An assistant has the visits of her discipline with children in whose team she is. As many queries with one visit as
    with ten.
    """
    staff = StaffMember.objects.filter(
        organisation=viewer.organisation, pk=staff_id, role__in=(Role.THERAPIST, Role.ASSISTANT)
    ).first()
    if staff is None or not (viewer.is_coordinator or staff.pk in viewer.staff_ids):
        return None
    day = DateSpan(on, date.fromordinal(on.toordinal() + 1))
    all_visits = _visits_of(viewer, staff, day)
    visits = with_everything(viewer, [visit for visit in all_visits if visit.on == on])
    tasks = tuple(_task(each) for each in planned_tasks(viewer, day, staff=[staff.pk]))
    return Day(
        staff=staff,
        on=on,
        is_own=staff.pk in viewer.staff_ids,
        visits=tuple(visits),
        tasks=tasks,
        gaps=tuple(_gaps(viewer, staff, [*visits, *tasks])),
        moved_away=_moved_away([visit for visit in all_visits if visit.on != on]),
        off=_why_off(viewer, on),
    )


def _visits_of(viewer: Viewer, staff: StaffMember, day: DateSpan) -> list[StandingVisit]:
    if staff.role == Role.THERAPIST:
        return visits_between(viewer, day, staff=[staff.pk])
    held = TeamMembership.objects.filter(people.held_on(day.starts), staff=staff)
    team = list(held.values_list("child", flat=True))
    return [
        visit
        for visit in visits_between(viewer, day, children=team)
        if any(
            share.child_id in team and staff.discipline in {"", share.discipline} for share in visit.shares
        )
    ]


def _task(planned: PlannedTask) -> TaskOnDay:
    task = planned.task
    place = str(task.classroom or task.school)
    return TaskOnDay(planned.starts, planned.ends, task.title, place, task.school_id)


def _gaps(viewer: Viewer, staff: StaffMember, things: Sequence[VisitOnDay | TaskOnDay]) -> list[Gap]:
    """Lunch where the first gap within its hours holds it, and the way where two things are at two schools."""
    limits = TherapistLimits.objects.filter(staff=staff).first() or TherapistLimits()
    ways = {
        frozenset((way.one_id, way.other_id)): way.minutes
        for way in Travel.objects.filter(organisation=viewer.organisation)
    }
    names = {school.pk: school.name for school in people.schools_for(viewer)}
    gaps: list[Gap] = []
    for before, after in pairwise(sorted(things, key=lambda each: (each.starts, each.ends))):
        until = after.starts
        if before.school_id != after.school_id:
            minutes = ways.get(frozenset((before.school_id, after.school_id)), 0)
            way = Gap(max(before.ends, until - minutes), until, "way", names[after.school_id])
            if way.starts < way.ends:
                gaps.append(way)
                until = way.starts
        starts = max(before.ends, limits.lunch_earliest)
        ends = starts + limits.lunch_minutes
        has_lunch = any(gap.what == "lunch" for gap in gaps)
        if not has_lunch and ends <= min(until, limits.lunch_latest):
            gaps.append(Gap(starts, ends, "lunch"))
    return gaps


def _moved_away(visits: Sequence[StandingVisit]) -> tuple[MovedAway, ...]:
    rooms = Room.objects.in_bulk([visit.room_id for visit in visits if visit.room_id])
    classes = Classroom.objects.in_bulk([visit.classroom_id for visit in visits if visit.classroom_id])
    places = {pk: str(place) for pk, place in (*rooms.items(), *classes.items())}
    return tuple(
        MovedAway(visit, places[place])
        for visit in visits
        if (place := visit.classroom_id or visit.room_id) is not None
    )


def _why_off(viewer: Viewer, on: date) -> str | None:
    """Why no school of the organisation has school on a day; None where one has, or none has a calendar."""
    ids = people.schools_for(viewer).values_list("pk", flat=True)
    calendars = list(classrooms.calendars_of(list(ids)).values())
    if not calendars or any(calendar.cycle_day_on(on) for calendar in calendars):
        return None
    reasons = [why for calendar in calendars if (why := calendar.why_closed(on))]
    return clauses(dict.fromkeys(reasons))
