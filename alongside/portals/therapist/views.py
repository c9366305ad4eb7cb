"""A therapist's own week; a coordinator may look at anybody's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.weekpages import week_page, week_print
from alongside.scheduling.queries.weeks import my_staff_weeks, week_of_staff


@for_roles(Role.THERAPIST, Role.ASSISTANT)
def mine(request: Request) -> HttpResponse:
    """Leads to one's own week."""
    own = my_staff_weeks(request.viewer)
    if not own:
        return render(request, "therapist/none.html")
    return redirect("therapist:week", own[0].pk)


@for_roles(Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)
def week(request: Request, pk: UUID) -> HttpResponse:
    """The week on screen."""
    return week_page(
        request,
        lambda on: week_of_staff(request.viewer, pk, on),
        "therapist/week.html",
        "therapist",
        print_url=reverse("therapist:week_pdf", args=[pk]),
        is_own=pk in request.viewer.staff_ids,
    )


@for_roles(Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)
def week_pdf(request: Request, pk: UUID) -> HttpResponse:
    """The week on paper."""
    return week_print(request, lambda on: week_of_staff(request.viewer, pk, on), for_class=False)
