"""What every page of a plan does: find the plan as this viewer, show a form, call one action, say what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.plans.models import PlannedService, PlanVersion
from alongside.plans.queries import plans as plan_queries
from alongside.plans.queries.plans import GoalOnPage, PlanPage
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.planned import faults_of
from alongside.plans.rules.plans import Reach
from alongside.portals.shared.access import Request, found
from alongside.portals.shared.acting import show_refusal

#: Who works on plans; whose plan it is, the queries say.
TEAM = (Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)


def page_of(request: Request, pk: UUID) -> PlanPage:
    """The plan around one version, for its team; a 404 for everybody else."""
    version = found(plan_queries.version_for(request.viewer, pk))
    page: PlanPage = found(plan_queries.plan_of(request.viewer, version.plan.child_id, pk))
    if page.reach is not Reach.TEAM:
        raise Http404
    return page


def version_of(page: PlanPage) -> PlanVersion:
    """The version of a page that has one."""
    version: PlanVersion = found(page.version)
    return version


def goal_in(page: PlanPage, pk: UUID) -> GoalOnPage:
    """One goal of the version that is shown."""
    goal: GoalOnPage = found(next((each for each in page.goals if each.goal.pk == pk), None))
    return goal


def service_in(page: PlanPage, pk: UUID) -> PlannedService:
    """One service of the version that is shown."""
    service: PlannedService = found(next((each for each in page.services if each.pk == pk), None))
    return service


def faults_in(page: PlanPage, planned: PlannedService) -> list[Fault]:
    """What does not fit together in a service of the version that is shown."""
    goals = [each.goal for each in page.goals]
    return faults_of(planned, list(planned.therapists.all()), page.services, goals)


def address(version: PlanVersion, anchor: str = "") -> str:
    """Where a version is shown, and the part of it to look at."""
    return reverse("plans:version", args=[version.pk]) + (f"#{anchor}" if anchor else "")


def form_page(
    request: Request,
    page: PlanPage,
    form: Any,
    action: Callable[..., object],
    *,
    title: str,
    sentence: str,
    button: str,
    said: str,
    to: str | Callable[[Any], str],
    template: str = "therapist/plans/form.html",
    **context: Any,
) -> HttpResponse:
    """A page that is one form: its clean values go to one action; what is refused stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            done = action(**form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            if said:
                messages.success(request, said)
            return redirect(to(done) if callable(to) else to)
    named = {"title": title, "sentence": sentence, "button": button}
    return render(
        request, template, {"form": form, "version": page.version, "child": page.child, **named, **context}
    )
