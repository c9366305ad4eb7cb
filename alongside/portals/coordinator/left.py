"""Who is no longer here: from these lists a day that was a mistake is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people import queries
from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles

if TYPE_CHECKING:
    from django.db.models import QuerySet

A_PAGE = 50


@for_roles(Role.COORDINATOR)
def children_left(request: Request) -> HttpResponse:
    """The children who have left."""
    return render(
        request,
        "coordinator/facts/left.html",
        {
            "title": _("Children who have left"),
            "crumbs": (_("Children"), reverse("coordinator:children")),
            "page": _page(request, queries.children_who_left(request.viewer)),
            "change": "coordinator:child_leaves",
        },
    )


@for_roles(Role.COORDINATOR)
def staff_left(request: Request) -> HttpResponse:
    """The staff who have left."""
    return render(
        request,
        "coordinator/facts/left.html",
        {
            "title": _("Staff who have left"),
            "crumbs": (_("Therapists"), reverse("coordinator:therapists")),
            "page": _page(request, queries.staff_who_left(request.viewer)),
            "change": "coordinator:staff_leaves",
        },
    )


def _page(request: Request, everybody: QuerySet[Any]) -> Page[Any]:
    return Paginator(everybody, A_PAGE).get_page(request.GET.get("page"))
