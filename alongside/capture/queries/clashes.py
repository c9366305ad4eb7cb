"""What stands in the way of a visit at another time."""

from __future__ import annotations

from datetime import date

from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.rules.visits import is_at
from alongside.classrooms.models import Classroom, Room
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.queries.planned import planned_tasks
from alongside.schooltime.spans import DateSpan


def clash_with(viewer: Viewer, visit: StandingVisit, on: date, starts: int) -> str:
    """Why a visit cannot be then, as a sentence: its therapist or a child of it is elsewhere; "" where it can.

    Visits that were missed leave their time free.
    """
    ends = starts + visit.ends - visit.starts
    day = DateSpan(on, date.fromordinal(on.toordinal() + 1))
    own = visits_between(viewer, day, staff=[visit.staff_id])
    of_children = visits_between(viewer, day, children=visit.children)
    for other in (*own, *of_children):
        if other.id == visit.id or other.outcome == "missed" or not other.meets(on, starts, ends):
            continue
        return is_at(_who(visit, other), _place(other), other.starts, other.ends)
    for task in planned_tasks(viewer, day, staff=[visit.staff_id]):
        if task.starts < ends and starts < task.ends:
            staff = StaffMember.objects.get(pk=visit.staff_id)
            return is_at(staff.given_name, f"“{task.task.title}”", task.starts, task.ends)
    return ""


def _who(visit: StandingVisit, other: StandingVisit) -> str:
    if other.staff_id == visit.staff_id:
        return StaffMember.objects.get(pk=visit.staff_id).given_name
    both = Child.objects.filter(pk__in=visit.children & other.children)
    return ", ".join(child.first_name for child in both)


def _place(visit: StandingVisit) -> str:
    classes = Classroom.objects.filter(pk__in=[visit.classroom_id])
    rooms = Room.objects.filter(pk__in=[visit.room_id])
    return next((str(place) for place in (*classes, *rooms)), "")
