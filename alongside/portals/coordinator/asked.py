"""Asking the teachers about a draft; what they answer stands on the draft's pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.scheduling.actions.proposals import ask_teachers
from alongside.scheduling.queries import timetables


@require_POST
@for_roles(Role.COORDINATOR)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Shows a draft to the teachers of its classes."""
    draft = found(timetables.timetable_for(request.viewer, pk))
    return act(
        request,
        lambda: ask_teachers(draft=draft, by=request.viewer, at=timezone.now()),
        _("The teachers see it now, each her own class’s week."),
        "coordinator:draft",
        pk,
    )
