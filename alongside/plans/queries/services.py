"""Every read about what children are owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.models import Service

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def services_for(viewer: Viewer, on: date | None = None) -> QuerySet[Service]:
    """The services in force on a day (the day of looking, unless given) of the children one has a relation to."""
    services = Service.objects.filter(
        people.held_on(on or viewer.on), child__in=classrooms.children_for(viewer).values("pk")
    )
    return services.select_related("child", "child__school").prefetch_related("therapists")


def services_of_children(viewer: Viewer, children: Collection[Child]) -> dict[UUID, list[Service]]:
    """What each of these children is owed from the day of looking on, services to come included, by child.

    One query however many children; a child without services has no entry.
    """
    here = classrooms.children_for(viewer).filter(pk__in=[child.pk for child in children])
    services = Service.objects.filter(child__in=here.values("pk")).exclude(ends__lte=viewer.on)
    found: dict[UUID, list[Service]] = {}
    for service in services.prefetch_related("therapists").order_by("discipline", "starts"):
        found.setdefault(service.child_id, []).append(service)
    return found


def children_with_services(viewer: Viewer) -> QuerySet[Child]:
    """The viewer's children who are owed something on the day of looking."""
    return classrooms.children_for(viewer).filter(pk__in=services_for(viewer).values("child"))


def service_for(viewer: Viewer, pk: UUID) -> Service | None:
    """One service that has not ended, or None where there is none that the viewer may see."""
    services = Service.objects.filter(pk=pk, child__in=classrooms.children_for(viewer).values("pk"))
    return services.exclude(ends__lte=viewer.on).select_related("child__school").first()
