"""What was owed, planned and delivered: the list by child, and one child's page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from alongside.capture.queries.lines import Line
from alongside.capture.queries.make_up import make_up_list
from alongside.capture.queries.pace import delivered
from alongside.capture.rules.pace import Pace
from alongside.people.models import Child
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.therapist.delivered_forms import WhichForm
from alongside.portals.therapist.delivered_words import LineInWords, in_words, shares, sums
from alongside.portals.therapist.plan_pages import TEAM

A_PAGE = 30


@dataclass(frozen=True)
class ChildLines:
    """A child with its services in words."""

    child: Child
    lines: list[LineInWords]


def _lines(group: tuple[Child, list[Line]]) -> ChildLines:
    return ChildLines(group[0], [in_words(line) for line in group[1]])


@for_roles(*TEAM)
def overview(request: Request) -> HttpResponse:
    """Each child's services in a term, whoever is furthest behind first, with what they come to."""
    form = WhichForm(request.GET or None, viewer=request.viewer)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    record = delivered(request.viewer, **asked)
    page = Paginator(record.by_child() if record else [], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": any(asked.values()),
        "record": record,
        "page": page,
        "children": [_lines(group) for group in page],
        "behind": record.count(Pace.BEHIND) if record else 0,
        "on_pace": record.count(Pace.ON) if record else 0,
        "ahead": record.count(Pace.AHEAD) if record else 0,
        "shares": shares(record.attendance) if record else [],
        "schools": sums(record.by_school()) if record else [],
        "staff": sums(record.by_staff()) if record and request.viewer.is_coordinator else [],
        "to_place": make_up_list(request.viewer),
    }
    return render(request, "therapist/delivered/overview.html", context)


@for_roles(*TEAM)
def child(request: Request, child: UUID) -> HttpResponse:
    """One child's services in a term, and what became of its sessions."""
    record = found(delivered(request.viewer, term=request.GET.get("term", ""), child=child))
    ((one, lines),) = found(record.by_child() or None)
    waiting = make_up_list(request.viewer)
    context = {
        "child": one,
        "record": record,
        "lines": [in_words(line) for line in lines],
        "shares": shares(record.attendance),
        "missed": [each for each in waiting.missed if each.child.pk == child],
        "by_date": [each for each in waiting.by_date if each.child.pk == child],
    }
    return render(request, "therapist/delivered/child.html", context)
