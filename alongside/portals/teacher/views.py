"""A class's week: for its teacher, and for whoever works with its children."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.capture.queries.notes import left_for_class
from alongside.classrooms.queries import classrooms_taught_by
from alongside.people.choices import Role
from alongside.plans.queries.plain import classroom_with_plans
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.weekpages import week_page, week_print
from alongside.scheduling.queries.weeks import week_of_classroom

STAFF = (Role.TEACHER, Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)


@for_roles(Role.TEACHER)
def mine(request: Request) -> HttpResponse:
    """Leads to one's class; who has several chooses."""
    taught = list(classrooms_taught_by(request.viewer))
    if len(taught) == 1:
        return redirect("teacher:week", taught[0].pk)
    return render(request, "teacher/classes.html", {"classrooms": taught})


@for_roles(*STAFF)
def week(request: Request, pk: UUID) -> HttpResponse:
    """The week on screen."""
    return week_page(
        request,
        lambda on: week_of_classroom(request.viewer, pk, on),
        "teacher/week.html",
        "class",
        print_url=reverse("teacher:week_pdf", args=[pk]),
        left=left_for_class(request.viewer, pk),
        plans_url=reverse("teacher:plans", args=[pk]) if classroom_with_plans(request.viewer, pk) else "",
    )


@for_roles(*STAFF)
def week_pdf(request: Request, pk: UUID) -> HttpResponse:
    """The week on paper, for the classroom wall."""
    return week_print(request, lambda on: week_of_classroom(request.viewer, pk, on), for_class=True)
