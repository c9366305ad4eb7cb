"""How a child gets on, goal by goal, in plain words and a picture."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from alongside.exchange.queries.charts import caption_of, chart_of
from alongside.people.choices import Right, Role
from alongside.people.queries import children_of_guardian
from alongside.portals.family.own import family_page, own_child, to_the_child
from alongside.portals.shared.access import Request, for_roles
from alongside.progress.queries.family import FamilyGoal, family_progress
from alongside.progress.queries.reports import reports_of_family


@for_roles(Role.GUARDIAN)
def progress_of(request: Request) -> HttpResponse:
    """Leads to the child; who has several chooses once."""
    right = Right.READ_REPORTS
    return to_the_child(request, "family:progress", right) or render(
        request,
        "family/children.html",
        {"children": children_of_guardian(request.viewer, right), "page": "family:progress"},
    )


@for_roles(Role.GUARDIAN)
def progress(request: Request, pk: UUID) -> HttpResponse:
    """Every goal of the child."""
    child = own_child(request, pk, Right.READ_REPORTS)
    goals = [
        {
            "goal": goal,
            "chart": _drawn(goal),
            "caption": caption_of(goal.picture, plain=True) if goal.picture else "",
        }
        for goal in family_progress(request.viewer, pk)
    ]
    return family_page(
        request,
        "family/progress.html",
        child,
        way="family:progress_of",
        page="family:progress",
        right=Right.READ_REPORTS,
        goals=goals,
        reports=reports_of_family(request.viewer).filter(child=child),
    )


def _drawn(goal: FamilyGoal) -> SafeString:
    """The chart as a family sees it; everything in it that people wrote is escaped where it is drawn."""
    return mark_safe(chart_of(goal.picture, size="narrow", plain=True)) if goal.picture else SafeString("")
