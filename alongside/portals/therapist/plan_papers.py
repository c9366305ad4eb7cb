"""A plan on paper for its team: the whole document, and the family's page to hand over."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse

from alongside.exchange.queries.plan_sheets import plan_for_family, plan_for_team
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.papers import child_print
from alongside.portals.therapist.plan_pages import TEAM, page_of


@for_roles(*TEAM)
def document(request: Request, pk: UUID) -> HttpResponse:
    """Everything that stands in a version."""
    child = page_of(request, pk).child
    return child_print(request, partial(plan_for_team, request.viewer, child.pk, pk), child)


@for_roles(*TEAM)
def plain(request: Request, pk: UUID) -> HttpResponse:
    """The version in plain words, on one page."""
    child = page_of(request, pk).child
    return child_print(request, partial(plan_for_family, request.viewer, child.pk, pk), child)
