"""When people can be had, and what else needs a place in the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom
from alongside.classrooms.rules import day_in_words
from alongside.people.actions import audit
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import NotNow, Viewer, check_can_run_programme
from alongside.scheduling.models import (
    Availability,
    ChildUnavailability,
    PlanningTask,
    TherapistLimits,
    Travel,
)

Hours = tuple[str, int, int, School | None]
"""A span of working time: cycle day, start and end in minutes, the school (None: any)."""


@transaction.atomic
def set_availability(*, staff: StaffMember, hours: Sequence[Hours], by: Viewer, at: datetime) -> None:
    """Says anew when and where a therapist works; spans of one day must not overlap."""
    check_can_run_programme(by)
    ordered = sorted(hours, key=lambda span: (span[0], span[1]))
    for day, starts, ends, _school in ordered:
        if ends <= starts:
            raise NotNow(
                _("On {day} the working time ends before it starts. Give it a later end.").format(
                    day=day_in_words(day)
                )
            )
    for earlier, later in pairwise(ordered):
        if earlier[0] == later[0] and later[1] < earlier[2]:
            raise NotNow(
                _("Two spans of working time overlap on {day}. Change one of the two.").format(
                    day=day_in_words(later[0])
                )
            )
    staff.availability.all().delete()
    Availability.objects.bulk_create(
        [
            Availability(
                organisation=by.organisation, staff=staff, day=day, starts=starts, ends=ends, school=school
            )
            for day, starts, ends, school in ordered
        ]
    )
    audit(by, at, "availability.set", staff, spans=len(ordered))


@transaction.atomic
def set_limits(*, staff: StaffMember, by: Viewer, at: datetime, **limits: int) -> TherapistLimits:
    """Says a therapist's lunch, changeover and upper limits, in minutes."""
    check_can_run_programme(by)
    row = TherapistLimits.objects.filter(staff=staff).first()
    row = row or TherapistLimits(organisation=by.organisation, staff=staff)
    for name, minutes in limits.items():
        setattr(row, name, minutes)
    if row.lunch_minutes and row.lunch_latest - row.lunch_earliest < row.lunch_minutes:
        raise NotNow(
            _("Lunch does not fit between its earliest start and its latest end. Give it more room.")
        )
    row.save()
    audit(by, at, "limits.set", staff)
    return row


@transaction.atomic
def set_unavailable(
    *, child: Child, day: str, starts: int, ends: int, reason: str = "", by: Viewer, at: datetime
) -> ChildUnavailability:
    """Keeps a span of a cycle day free of sessions for a child."""
    check_can_run_programme(by)
    if ends <= starts:
        raise NotNow(_("The span ends before it starts. Give it a later end."))
    row = ChildUnavailability.objects.create(
        organisation=by.organisation, child=child, day=day, starts=starts, ends=ends, reason=reason
    )
    audit(by, at, "child.unavailable", child)
    return row


@transaction.atomic
def remove_unavailable(*, span: ChildUnavailability, by: Viewer, at: datetime) -> None:
    """Opens a span of a cycle day to sessions again."""
    check_can_run_programme(by)
    audit(by, at, "child.available", span.child)
    span.delete()


@transaction.atomic
def set_travel(*, one: School, other: School, minutes: int, by: Viewer, at: datetime) -> Travel:
    """Says how long the way between two schools takes; the same both ways."""
    check_can_run_programme(by)
    if one == other:
        raise NotNow(_("Choose two different schools."))
    first, second = sorted([one, other], key=lambda school: str(school.pk))
    row, _made = Travel.objects.update_or_create(
        one=first, other=second, defaults={"organisation": by.organisation, "minutes": minutes}
    )
    audit(by, at, "travel.set", row, minutes=minutes)
    return row


@transaction.atomic
def add_planning_task(
    *,
    staff: StaffMember,
    title: str,
    minutes: int,
    school: School,
    windows: Sequence[dict[str, Any]],
    classroom: Classroom | None = None,
    priority: int = 1,
    by: Viewer,
    at: datetime,
) -> PlanningTask:
    """Adds other work that needs a place in the week, such as planning with a teacher."""
    check_can_run_programme(by)
    if not any(window["ends"] - window["starts"] >= minutes for window in windows):
        raise NotNow(
            _("None of the windows is {minutes} minutes long. Give it a longer one.").format(minutes=minutes)
        )
    task = PlanningTask.objects.create(
        organisation=by.organisation,
        staff=staff,
        title=title,
        minutes=minutes,
        school=school,
        classroom=classroom,
        windows=list(windows),
        priority=priority,
    )
    audit(by, at, "planning_task.added", task)
    return task


@transaction.atomic
def end_planning_task(*, task: PlanningTask, by: Viewer, at: datetime) -> None:
    """Takes a task out of the builds to come; where it was published it stays readable."""
    check_can_run_programme(by)
    task.ends_on = at.date()
    task.save(update_fields=["ends_on"])
    audit(by, at, "planning_task.ended", task)
