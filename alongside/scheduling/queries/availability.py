"""When people can be had, and what else needs a place in the week, for those who write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.models import (
    Availability,
    ChildUnavailability,
    PlanningTask,
    TherapistLimits,
    Travel,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def hours_of(viewer: Viewer, staff: StaffMember) -> QuerySet[Availability]:
    """The spans in which a therapist works, with their schools."""
    hours = Availability.objects.filter(organisation=viewer.organisation, staff=staff)
    if not (viewer.is_coordinator or staff.pk in viewer.staff_ids):
        return hours.none()
    return hours.select_related("school").order_by("day", "starts")


def limits_of(viewer: Viewer, staff: StaffMember) -> TherapistLimits:
    """A therapist's lunch, changeover and limits: as somebody said, or what is usual (then not saved)."""
    kept = TherapistLimits.objects.filter(organisation=viewer.organisation, staff=staff).first()
    return kept or TherapistLimits(organisation=viewer.organisation, staff=staff)


def planning_tasks_of(viewer: Viewer, staff: StaffMember) -> QuerySet[PlanningTask]:
    """Other work of a therapist that the next build looks for a place for."""
    tasks = PlanningTask.objects.filter(organisation=viewer.organisation, staff=staff, ends_on=None)
    return tasks.select_related("school", "classroom").order_by("title")


def planning_task_for(viewer: Viewer, pk: UUID) -> PlanningTask | None:
    """One task that has not ended, or None where there is none that the viewer may see."""
    if not viewer.is_coordinator:
        return None
    tasks = PlanningTask.objects.filter(organisation=viewer.organisation, pk=pk, ends_on=None)
    return tasks.select_related("staff").first()


def unavailable_spans_of(viewer: Viewer, child: Child) -> QuerySet[ChildUnavailability]:
    """When a child cannot be seen, for those who run the programme."""
    spans = ChildUnavailability.objects.filter(organisation=viewer.organisation, child=child)
    return spans.order_by("day", "starts") if viewer.is_coordinator else spans.none()


def unavailable_span_for(viewer: Viewer, pk: UUID) -> ChildUnavailability | None:
    """One such span, or None where there is none that the viewer may see."""
    if not viewer.is_coordinator:
        return None
    spans = ChildUnavailability.objects.filter(organisation=viewer.organisation, pk=pk)
    return spans.select_related("child").first()


def ways_between_schools(viewer: Viewer) -> QuerySet[Travel]:
    """The minutes between schools, as far as somebody has said them."""
    ways = Travel.objects.filter(organisation=viewer.organisation).select_related("one", "other")
    return ways.order_by("one__name", "other__name")
