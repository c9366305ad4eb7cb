"""Every read about what children are owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.rules import Viewer
from alongside.plans.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet


def services_for(viewer: Viewer, on: date | None = None) -> QuerySet[Service]:
    """The services in force on a day (the day of looking, unless given) of the children one has a relation to."""
    services = Service.objects.filter(
        people.held_on(on or viewer.on), child__in=classrooms.children_for(viewer).values("pk")
    )
    return services.select_related("child", "child__school").prefetch_related("therapists")
