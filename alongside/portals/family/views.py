"""A family's week: the focus, one thing at home, what happened, how it goes, the last message, who comes when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from alongside.capture.queries.lately import held_lately
from alongside.capture.queries.notes import left_for_home
from alongside.conversations.queries.threads import latest_for_child
from alongside.people.choices import Role
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian, rights_of_guardian
from alongside.people.queries.consents import consents_of
from alongside.plans.queries.plain import has_draft_for_family, has_plan_for_family
from alongside.portals.family.own import around, own_child, to_the_child
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.weekpages import week_page
from alongside.progress.queries.family import family_progress, focus_of_week
from alongside.progress.queries.reports import reports_of_family
from alongside.scheduling.queries.weeks import monday_of, week_of_child
from alongside.schooltime.spans import DateSpan
from alongside.strategies.queries.given import for_home
from alongside.strategies.queries.moments import moment_of
from alongside.strategies.queries.uses import days_done_at_home

#: For so long a signed letter is told of on the page of the week.
LETTER_IS_NEW = timedelta(days=30)
#: So many goals are told on the page of the week; all of them stand under Progress.
GOALS_TOLD = 2


@for_roles(Role.GUARDIAN)
def children(request: Request) -> HttpResponse:
    """Leads to the child; who has several chooses once."""
    return to_the_child(request, "family:week") or render(
        request, "family/children.html", {"children": children_of_guardian(request.viewer)}
    )


@for_roles(Role.GUARDIAN)
def week(request: Request, pk: UUID) -> HttpResponse:
    """The child's week; of another week than this one only who comes when."""
    child = own_child(request, pk)
    context = around(request, child, way="family:children", page="family:week")
    if not request.GET.get("week"):
        context |= _this_week(request, child)
    return week_page(
        request,
        lambda on: week_of_child(request.viewer, pk, on),
        "family/week.html",
        "family",
        print_url="",
        **context,
    )


def _this_week(request: Request, child: Child) -> dict[str, Any]:
    viewer = request.viewer
    focus = focus_of_week(viewer, child.pk)
    things = for_home(viewer, child.pk, viewer.on, get_language() or "")
    things.sort(key=lambda row: row.assignment.given_at, reverse=True)
    goals = family_progress(viewer, child.pk)
    goals.sort(key=lambda goal: focus is None or goal.lineage != focus.lineage)
    monday = monday_of(viewer.on)
    return {
        "focus": focus,
        "thing": things[0] if things else None,
        "moment": moment_of(things[0].assignment) if things else None,
        "also": things[1:],
        "done_on": days_done_at_home(
            viewer, things[0].assignment.pk, DateSpan(monday, viewer.on + timedelta(days=1))
        )
        if things
        else [],
        "left": left_for_home(viewer, child.pk),
        "happened": held_lately(viewer, child.pk),
        "goals": [goal for goal in goals if goal.told.rows][:GOALS_TOLD],
        "goals_in_all": len(goals),
        "message": latest_for_child(viewer, child.pk),
        "has_plan": has_plan_for_family(viewer, child.pk),
        "has_draft": has_draft_for_family(viewer, child.pk),
        "letter": reports_of_family(viewer)
        .filter(child=child, signed_at__date__gt=viewer.on - LETTER_IS_NEW)
        .first(),
        "asked": sum(line.is_asked for line in consents_of(viewer, child)),
        "rights": {right.name: True for right in rights_of_guardian(viewer, child.pk)},
    }
