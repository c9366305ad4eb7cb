"""What stands in the way of a visit at another time: what cannot be, and what was only meant otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from alongside.capture.choices import ChangeKind, Outcome
from alongside.capture.models import DayChange
from alongside.capture.queries.changes import changes_between, changes_of_children
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.places import as_stands, standing_in
from alongside.capture.rules import visits as rules
from alongside.capture.rules.standing import covers
from alongside.classrooms.models import Classroom, Room
from alongside.classrooms.queries import classroom_ids_of, hours_on
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.queries.free_places import span_of_turns
from alongside.scheduling.queries.moved import hindrances
from alongside.scheduling.queries.planned import planned_tasks
from alongside.schooltime.spans import DateSpan
from alongside.wording import listed


@dataclass(frozen=True)
class Clashes:
    """Sentences: `facts` rule a time out, `policy` is what those whom it concerns may have agreed otherwise."""

    facts: tuple[str, ...]
    policy: tuple[str, ...]


def clashes_at(viewer: Viewer, visit: StandingVisit, on: date, starts: int) -> Clashes:
    """What stands in the way of a visit then: who is elsewhere, the rules of the timetable, what is other that day.

    Visits that were missed leave their time free. Asked on behalf of any viewer.
    """
    moved = replace(visit, on=on, starts=starts, ends=starts + visit.ends - visit.starts)
    school = School.objects.get(pk=visit.school_id)
    day = DateSpan(on, date.fromordinal(on.toordinal() + 1))
    around = span_of_turns(viewer, school, day) or day
    others = [each for each in visits_between(viewer, around) if each.id != visit.id]
    facts, policy = list(_elsewhere(viewer, moved, others)), list(_off(viewer, moved))
    stands = as_stands(moved, moved.shares)
    if stands and not facts:  # Who is elsewhere is said once, and in our own words.
        for each in hindrances(viewer, stands, list(standing_in(others, around))):
            if each.is_fact:
                facts.append(rules.is_ruled_out(each.sentence))
            else:
                policy.append(each.sentence)
    return Clashes((*facts, *_not_at_school(viewer, moved, school)), tuple(policy))


def _not_at_school(viewer: Viewer, moved: StandingVisit, school: School) -> Iterator[str]:
    """The class is not at school then (outside class, the classes of its children), or no child of the visit is.

    Of a class whose day nobody has said, the hours of the school are asked.
    """
    hours = hours_on(school, moved.on)
    known = [each for each in hours.values() if each]
    of_school = (min(each[0] for each in known), max(each[1] for each in known)) if known else None
    day = rules.day_said(moved.on, viewer.on)
    wanted = {moved.classroom_id} if moved.in_class else _classes_of(moved)
    for classroom in Classroom.objects.filter(pk__in=[pk for pk in wanted if pk]):
        there, who = hours.get(classroom.pk, of_school), classroom.name
        if classroom.pk not in hours:
            if of_school is None:
                continue
            who = school.name
        if there is None or moved.starts < there[0] or there[1] < moved.ends:
            yield rules.is_outside_its_day(who, day, there)
    children = Child.objects.filter(pk__in=moved.children)
    changes = changes_of_children(viewer, moved.children, [moved.on])
    away = [child for child in children if _is_away(child, changes.get(child.pk, ()), moved)]
    if away and len(away) == len(children):
        yield rules.is_without_children([child.first_name for child in away])


def _is_away(child: Child, changes: Collection[DayChange], moved: StandingVisit) -> bool:
    """Whether a child has left by then, or is said to be away all the while."""
    if child.leaves_on and child.leaves_on <= moved.on:
        return True
    return any(covers(change, child.pk, moved) for change in changes)


def _elsewhere(viewer: Viewer, moved: StandingVisit, others: list[StandingVisit]) -> Iterator[str]:
    """Its therapist or a child of it is in another visit, its room is taken, or the therapist has other work."""
    for other in others:
        if other.outcome == Outcome.MISSED or not other.meets(moved.on, moved.starts, moved.ends):
            continue
        if other.staff_id == moved.staff_id or moved.children & other.children:
            yield rules.is_at(_who(moved, other), _place(other), other.starts, other.ends)
        elif moved.room_id and other.room_id == moved.room_id:
            yield rules.is_taken(_place(other), other.starts, other.ends)
    day = DateSpan(moved.on, date.fromordinal(moved.on.toordinal() + 1))
    for task in planned_tasks(viewer, day, staff=[moved.staff_id]):
        if task.starts < moved.ends and moved.starts < task.ends:
            staff = StaffMember.objects.get(pk=moved.staff_id)
            yield rules.is_at(staff.given_name, f"“{task.task.title}”", task.starts, task.ends)


def _off(viewer: Viewer, moved: StandingVisit) -> Iterator[str]:
    """What was said of the day: the school, a class of the visit or its therapist has something else then."""
    classes = {moved.classroom_id, *_classes_of(moved)}
    for change in changes_between(viewer, moved.on, moved.on):
        begins, ends = change.starts or 0, change.ends or 24 * 60
        if begins < moved.ends and moved.starts < ends and _is_about(change, moved, classes):
            who = change.staff or change.classroom or change.school
            yield rules.is_off(str(who), str(ChangeKind(change.kind).label), change.starts, change.ends)


def _classes_of(moved: StandingVisit) -> set[UUID]:
    return set(classroom_ids_of(Child.objects.filter(pk__in=moved.children), moved.on).values())


def _is_about(change: DayChange, moved: StandingVisit, classes: Collection[UUID | None]) -> bool:
    if change.child_id:  # A child that is away has no share in it, and the others have theirs.
        return False
    if change.staff_id:
        return bool(change.staff_id == moved.staff_id)
    if change.classroom_id:
        return change.classroom_id in classes
    return bool(change.school_id == moved.school_id)


def _who(visit: StandingVisit, other: StandingVisit) -> str:
    if other.staff_id == visit.staff_id:
        return StaffMember.objects.get(pk=visit.staff_id).given_name
    both = Child.objects.filter(pk__in=visit.children & other.children)
    return listed(child.first_name for child in both)


def _place(visit: StandingVisit) -> str:
    classes = Classroom.objects.filter(pk__in=[visit.classroom_id])
    rooms = Room.objects.filter(pk__in=[visit.room_id])
    return next((str(place) for place in (*classes, *rooms)), "")
