"""Every write about classes and who is in them: children, teachers, and how many visits a class takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom, ClassTeacher, Enrolment
from alongside.people import actions as people
from alongside.people import queries as people_queries
from alongside.people.actions import add_child, audit
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import NotNow, Viewer, check_can_run_programme, check_is_ours


@transaction.atomic
def add_classroom(
    *, school: School, name: str, year_group: str = "", by: Viewer, at: datetime, **limits: int | None
) -> Classroom:
    """Adds a class; `limits` may give max_visitors and max_visits_per_day."""
    check_can_run_programme(by)
    if Classroom.objects.filter(school=school, name__iexact=name).exists():
        raise NotNow(_("{school} has a class {name} already.").format(school=school, name=name))
    classroom = Classroom.objects.create(
        organisation=by.organisation, school=school, name=name, year_group=year_group, **limits
    )
    audit(by, at, "classroom.added", classroom)
    return classroom


@transaction.atomic
def set_visit_limits(
    *, classroom: Classroom, max_visitors: int, max_visits_per_day: int | None, by: Viewer, at: datetime
) -> None:
    """Says how many visits the class takes at a time and in a day."""
    check_can_run_programme(by)
    classroom.max_visitors, classroom.max_visits_per_day = max_visitors, max_visits_per_day
    classroom.save(update_fields=["max_visitors", "max_visits_per_day"])
    audit(by, at, "classroom.limits_set", classroom)


@transaction.atomic
def enrol(*, classroom: Classroom, children: Sequence[Child], starts: date, by: Viewer, at: datetime) -> None:
    """Puts children into a class from a day; a class they were in before ends on that day."""
    check_can_run_programme(by)
    check_is_ours(by, *children)
    Enrolment.objects.filter(child__in=children, ends=None, starts__lte=starts).exclude(
        classroom=classroom
    ).update(ends=starts)
    there = set(Enrolment.objects.filter(classroom=classroom, ends=None).values_list("child", flat=True))
    Enrolment.objects.bulk_create(
        [
            Enrolment(organisation=by.organisation, classroom=classroom, child=child, starts=starts)
            for child in children
            if child.pk not in there
        ]
    )
    audit(by, at, "children.enrolled", classroom, children=len(children))


@transaction.atomic
def add_child_to_class(
    *,
    classroom: Classroom,
    given_name: str,
    family_name: str = "",
    known_as: str = "",
    starts: date,
    by: Viewer,
    at: datetime,
) -> Child:
    """Adds one child by hand and puts it into a class of its school from a day."""
    names = {"given_name": given_name, "family_name": family_name, "known_as": known_as}
    child = add_child(school=classroom.school, by=by, at=at, **names)
    enrol(classroom=classroom, children=[child], starts=starts, by=by, at=at)
    return child


@transaction.atomic
def post_teacher(
    *, classroom: Classroom, teacher: StaffMember, starts: date, by: Viewer, at: datetime
) -> ClassTeacher:
    """Gives a class its teacher from a day, which opens the class's children to her."""
    check_can_run_programme(by)
    post, _made = ClassTeacher.objects.update_or_create(
        classroom=classroom,
        staff=teacher,
        starts=starts,
        defaults={"ends": None},
        create_defaults={"organisation": by.organisation},
    )
    audit(by, at, "teacher.posted", post)
    return post


@transaction.atomic
def end_teacher_post(*, post: ClassTeacher, ends: date, by: Viewer, at: datetime) -> None:
    """Ends a teacher's post on a day, the first without it: from then on the class's children are closed to her."""
    check_can_run_programme(by)
    if ends < post.starts:
        raise NotNow(_("The post began on {day}. It cannot end before.").format(day=post.starts))
    post.ends = ends
    post.save(update_fields=["ends"])
    audit(by, at, "teacher.post_ended", post)


@transaction.atomic
def say_child_leaves(*, child: Child, leaves_on: date | None, by: Viewer, at: datetime) -> Child:
    """Says on which day a child is no longer here, and ends its places in classes on that day.

    Another day moves what ended with the first one; None says that the child stays after all.
    """
    enrolments = Enrolment.objects.filter(child=child)
    first = enrolments.aggregate(first=Min("starts"))["first"]
    if leaves_on and first and leaves_on < first:
        raise NotNow(
            _("{name} came to the class on {day} and cannot leave before. Choose a later day.").format(
                name=child.first_name, day=date_format(first, "DATE_FORMAT")
            )
        )
    said_before = child.leaves_on
    people.say_child_leaves(child=child, leaves_on=leaves_on, by=by, at=at)
    ended = enrolments.filter(people_queries.ends_by_leaving(leaves_on, said_before)).update(
        ends=people_queries.end_by_leaving(leaves_on)
    )
    audit(by, at, "child.left_classes", child, enrolments=ended)
    return child


@transaction.atomic
def say_staff_leaves(*, staff: StaffMember, leaves_on: date | None, by: Viewer, at: datetime) -> StaffMember:
    """Says on which day somebody of the staff is no longer here, and ends their posts in classes on that day.

    Another day moves what ended with the first one; None says that they stay after all.
    """
    posts = ClassTeacher.objects.filter(staff=staff)
    said_before = staff.leaves_on
    people.say_staff_leaves(staff=staff, leaves_on=leaves_on, by=by, at=at)
    ended = posts.filter(people_queries.ends_by_leaving(leaves_on, said_before)).update(
        ends=people_queries.end_by_leaving(leaves_on)
    )
    audit(by, at, "staff_member.left_classes", staff, posts=ended)
    return staff
