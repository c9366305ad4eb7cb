"""What was owed, planned and delivered: the list by child, and one child's page, where consultation is written down."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions.consultations import record_consultation, take_back_consultation
from alongside.capture.queries.consultations import consultation_for, team_on
from alongside.capture.queries.lines import Line
from alongside.capture.queries.make_up import make_up_list
from alongside.capture.queries.pace import delivered
from alongside.capture.rules.pace import Pace
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.therapist.delivered_forms import ConsultationForm, WhichForm
from alongside.portals.therapist.delivered_words import LineInWords, in_words, shares, sums
from alongside.portals.therapist.plan_pages import TEAM

A_PAGE = 30


@dataclass(frozen=True)
class ChildLines:
    """A child with its services in words."""

    child: Child
    lines: list[LineInWords]


@dataclass(frozen=True)
class ServiceOnPage:
    """A service of one child in words, with the form that writes down a contact for it."""

    words: LineInWords
    form: ConsultationForm
    is_open: bool


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
    """One child's services in a term, what became of its sessions, and what was agreed with the adults around it."""
    return _child_page(request, child)


@require_POST
@for_roles(*TEAM)
def consult(request: Request, child: UUID, service: UUID) -> HttpResponse:
    """Writes down one contact with the adults around a child."""
    record = found(delivered(request.viewer, term=request.GET.get("term", ""), child=child))
    line = found(next((each for each in record.lines if each.key == service), None))
    form = ConsultationForm(
        request.POST, line=line, viewer=request.viewer, staff=_holders(request, line.child)
    )
    if form.is_valid():
        try:
            record_consultation(
                child=line.child, service=service, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down: {name}.").format(name=line.child.first_name))
            return redirect(f"{reverse('delivered:child', args=[child])}?{urlencode({'term': record.term})}")
    return _child_page(request, child, service, form)


@require_POST
@for_roles(*TEAM)
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Takes one contact back."""
    contact = found(consultation_for(request.viewer, pk))
    return act(
        request,
        lambda: take_back_consultation(consultation=contact, by=request.viewer, at=timezone.now()),
        _("Taken back. It is not counted any more."),
        reverse("delivered:child", args=[contact.child_id]),
    )


def _child_page(
    request: Request, child: UUID, service: UUID | None = None, sent: ConsultationForm | None = None
) -> HttpResponse:
    """The child's page, with the form of one service as it was sent where it was not taken."""
    record = found(delivered(request.viewer, term=request.GET.get("term", ""), child=child))
    ((one, lines),) = found(record.by_child() or None)
    waiting = make_up_list(request.viewer)
    holders = _holders(request, one)
    context = {
        "child": one,
        "record": record,
        "services": [
            ServiceOnPage(
                in_words(line),
                (sent if line.key == service else None)
                or ConsultationForm(line=line, viewer=request.viewer, staff=holders),
                is_open=line.key == service,
            )
            for line in lines
        ],
        "shares": shares(record.attendance),
        "missed": [each for each in waiting.missed if each.child.pk == child],
        "by_date": [each for each in waiting.by_date if each.child.pk == child],
    }
    return render(request, "therapist/delivered/child.html", context)


def _holders(request: Request, child: Child) -> list[StaffMember]:
    """Of whom a coordinator says who held it; a therapist held it herself."""
    return list(team_on(request.viewer, child, request.viewer.on)) if request.viewer.is_coordinator else []
