"""What a family sees of its own child's week, and of nobody else's."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.capture.queries.notes import left_for_home
from alongside.people.choices import Role
from alongside.people.queries import children_of_guardian
from alongside.plans.queries.plain import has_plan_for_family
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.weekpages import week_page
from alongside.progress.queries.reports import reports_of_family
from alongside.scheduling.queries.weeks import week_of_child


@for_roles(Role.GUARDIAN)
def children(request: Request) -> HttpResponse:
    """Leads to the child; who has several chooses."""
    own = list(children_of_guardian(request.viewer))
    if len(own) == 1:
        return redirect("family:week", own[0].pk)
    return render(request, "family/children.html", {"children": own})


@for_roles(Role.GUARDIAN)
def week(request: Request, pk: UUID) -> HttpResponse:
    """The child's visits of the week, in plain words."""
    if not children_of_guardian(request.viewer).filter(pk=pk).exists():
        raise Http404
    return week_page(
        request,
        lambda on: week_of_child(request.viewer, pk, on),
        "family/week.html",
        "family",
        print_url="",
        left=left_for_home(request.viewer, pk),
        reports_url=reverse("family:reports", args=[pk])
        if reports_of_family(request.viewer).filter(child=pk).exists()
        else "",
        plan_url=reverse("family:plan", args=[pk]) if has_plan_for_family(request.viewer, pk) else "",
    )
