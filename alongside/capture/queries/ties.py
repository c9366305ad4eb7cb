"""Whom and what somebody knows of on a day, by which she may say that it is other than planned."""

from __future__ import annotations

from datetime import date

from alongside.capture.queries.dated import visits_between
from alongside.capture.rules.changes import Ties
from alongside.classrooms.models import Classroom, ClassTeacher, Enrolment
from alongside.people import queries as people
from alongside.people.models import TeamMembership
from alongside.people.rules import Viewer
from alongside.schooltime.spans import DateSpan


def ties_on(viewer: Viewer, on: date) -> Ties:
    """Whom and what somebody knows of on a day: her teams, the classes that she teaches, and where she has visits."""
    day = DateSpan(on, date.fromordinal(on.toordinal() + 1))
    visits = [each for each in visits_between(viewer, day, staff=viewer.staff_ids) if each.on == on]
    taught = set(
        ClassTeacher.objects.filter(people.held_on(on), staff__in=viewer.staff_ids).values_list(
            "classroom", flat=True
        )
    )
    enrolled = Enrolment.objects.filter(people.held_on(on), classroom__in=taught)
    team = TeamMembership.objects.filter(people.held_on(on), staff__in=viewer.staff_ids)
    visited = {visit.classroom_id for visit in visits if visit.classroom_id}
    teachers = ClassTeacher.objects.filter(people.held_on(on), classroom__in=visited)
    schools = Classroom.objects.filter(pk__in=taught).values_list("school", flat=True)
    return Ties(
        children={
            *enrolled.values_list("child", flat=True),
            *team.values_list("child", flat=True),
            *(child for visit in visits for child in visit.children),
        },
        classrooms=taught | visited,
        staff={*viewer.staff_ids, *teachers.values_list("staff", flat=True)},
        schools={*schools, *(visit.school_id for visit in visits)},
    )
