"""Contacts with the adults around a child that stand, and what must be known to judge a new one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from alongside.capture.choices import Outcome
from alongside.capture.models import Consultation, DatedSession
from alongside.capture.queries.dated import StandingVisit
from alongside.capture.queries.entries import maker_of
from alongside.capture.rules.makers import Maker
from alongside.classrooms.queries import children_at_work
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.people.models import Child, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.models import PlannedService

if TYPE_CHECKING:
    from django.db.models import QuerySet

_CLINICAL = (Role.THERAPIST, Role.ASSISTANT)


def consultation_for(viewer: Viewer, pk: UUID) -> Consultation | None:
    """One contact that was not taken back, for the child's team and coordinators; None where there is none."""
    if not (viewer.is_coordinator or viewer.is_therapist):
        return None
    rows = Consultation.objects.filter(organisation=viewer.organisation, taken_back_at=None, pk=pk)
    return rows.filter(child__in=children_at_work(viewer).values("pk")).first()


def consultations_of(viewer: Viewer, children: Collection[UUID]) -> QuerySet[Consultation]:
    """The contacts about these children that stand, the latest first; whom to show them is the caller's question."""
    rows = Consultation.objects.filter(
        organisation=viewer.organisation, child__in=children, taken_back_at=None
    )
    return rows.select_related("staff", "planned")


def kept_under(pk: UUID) -> Consultation | None:
    """What is kept under a form's number, whichever organisation has it."""
    # Not through the scope: a number that another organisation has is taken as well.
    found: Consultation | None = Consultation._base_manager.filter(pk=pk).first()
    return found


def versions_of(viewer: Viewer, child: Child, service: UUID) -> list[PlannedService]:
    """A service through the versions of the child's plan that were in force, by its lineage."""
    rows = PlannedService.objects.filter(
        organisation=viewer.organisation,
        lineage=service,
        version__plan__child=child,
        version__in_force_from__isnull=False,
    )
    return list(rows.select_related("version").order_by("version__number"))


def counted(contacts: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Those contacts whose minutes count.

    Where a visit of the service was held on the same day, its minutes count and those of the contact do not, whichever
    of the two was said first.
    """
    return contacts.exclude(Exists(_held(OuterRef("planned__lineage"), OuterRef("on"))))


def is_held_on(planned: PlannedService, on: date) -> bool:
    """Whether a visit with a share of that service was held on a day."""
    return _held(planned.lineage, on).filter(organisation=planned.organisation_id).exists()


def _held(lineage: UUID | OuterRef, on: date | OuterRef) -> QuerySet[DatedSession]:
    """The shares of a service in visits that were held on a day."""
    return DatedSession.objects.filter(
        Q(planned__lineage=lineage) | Q(service__planned__lineage=lineage),
        visit__on=on,
        away="",
        visit__outcome__in=(Outcome.HELD, Outcome.SHORTENED),
    )


def told_beside(viewer: Viewer, visit: StandingVisit) -> QuerySet[Consultation]:
    """The contacts that stand on the day of a visit for a service that has a share in it."""
    services = PlannedService.objects.filter(
        Q(pk__in=[share.planned_id for share in visit.shares])
        | Q(services__in=[share.service_id for share in visit.shares])
    )
    contacts = consultations_of(viewer, visit.children).filter(on=visit.on)
    return contacts.filter(planned__lineage__in=services.values("lineage")).select_related("child")


def who_says(viewer: Viewer, child: Child) -> Maker:
    """What whoever writes it down is to the child, day by day."""
    return maker_of(viewer, viewer.account, {child.pk}, ())


def team_on(viewer: Viewer, child: Child, on: date) -> QuerySet[StaffMember]:
    """The therapists and assistants of a child's team on a day."""
    places = TeamMembership.objects.filter(people.held_on(on), organisation=viewer.organisation, child=child)
    return StaffMember.objects.filter(pk__in=places.values("staff"), role__in=_CLINICAL)
