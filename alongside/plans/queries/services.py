"""Every read about what children are owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.models import Child, School
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


def find_children(
    viewer: Viewer,
    *,
    name: str = "",
    school: School | None = None,
    classroom: Classroom | None = None,
    served: bool = False,
) -> QuerySet[Child]:
    """The viewer's children with every word of `name` in their names, of a school, of a class, with services."""
    found = classrooms.children_of_class(viewer, classroom) if classroom else classrooms.children_for(viewer)
    for word in name.split():
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(known_as__icontains=word)
        )
    if school:
        found = found.filter(school=school)
    if served:
        found = found.filter(pk__in=services_for(viewer).values("child"))
    return found.select_related("school")


def service_for(viewer: Viewer, pk: UUID) -> Service | None:
    """One service that has not ended, or None where there is none that the viewer may see."""
    services = Service.objects.filter(pk=pk, child__in=classrooms.children_for(viewer).values("pk"))
    return services.exclude(ends__lte=viewer.on).select_related("child__school").first()
