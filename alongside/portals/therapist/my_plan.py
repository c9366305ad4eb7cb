"""“My plan”: a page for a child to talk about with an adult, who writes down what it says; printed for its wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import MARKS, Discipline
from alongside.people.models import StaffMember
from alongside.plans.actions.said import take_back_said, write_down_said
from alongside.plans.choices import SaidAbout
from alongside.plans.models import ChildSaid
from alongside.plans.queries.my_plan import MyPlan, my_plan_of, said_for
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.supports_forms import day_in, form_in
from alongside.strategies.queries.pictures import CREDIT, CREDIT_ADDRESS
from alongside.strategies.queries.supports import child_for
from alongside.strategies.rules.pictures import PICTURE_OF

#: The picture beside each part of the page.
PICTURES = {
    SaidAbout.LIKES: "red-heart",
    SaidAbout.GOOD_AT: "star",
    SaidAbout.HELPS: "handshake",
    SaidAbout.HARD: "thinking-face",
    SaidAbout.WANTS: "rocket",
}


@dataclass(frozen=True)
class Part:
    """A part of the page: its picture, its heading in the child's voice, and what the child said of it."""

    about: SaidAbout
    picture: str
    said: tuple[ChildSaid, ...]


@for_roles()
def my_plan(request: Request, child: UUID) -> HttpResponse:
    """The page; its team writes down what the child says, a guardian reads it."""
    page: MyPlan = found(my_plan_of(request.viewer, child))
    context = {
        "page": page,
        "child": page.child,
        "goals": [(_picture(goal.kind), goal) for goal in page.goals],
        "parts": [Part(about, PICTURES[about], said) for about, said in page.said],
        "helpers": [(staff.given_name, _how(staff)) for staff in page.helpers],
        "abouts": SaidAbout.choices,
        "on": request.viewer.on,
        "form": uuid4(),
        "reads_supports": child_for(request.viewer, child) is not None,
        "credit": CREDIT,
        "credit_address": CREDIT_ADDRESS,
    }
    return render(request, "therapist/supports/my_plan.html", context)


@require_POST
@for_roles(*TEAM)
def say(request: Request, child: UUID) -> HttpResponse:
    """Writes down what the child said."""
    page: MyPlan = found(my_plan_of(request.viewer, child))
    on: date = day_in(request.POST.get("on", ""), request.viewer.on)
    return act(
        request,
        lambda: write_down_said(
            child=page.child,
            about=request.POST.get("about", ""),
            words=request.POST.get("words", ""),
            on=on,
            form=form_in(request.POST),
            by=request.viewer,
            at=timezone.now(),
        ),
        _("Written down. The team sees it beside the plan."),
        "supports:my_plan",
        child,
    )


@require_POST
@for_roles(*TEAM)
def take_back(request: Request, child: UUID, pk: UUID) -> HttpResponse:
    """Takes back what was written down."""
    said: ChildSaid = found(said_for(request.viewer, child, pk))
    return act(
        request,
        lambda: take_back_said(said=said, by=request.viewer, at=timezone.now()),
        _("Taken back."),
        "supports:my_plan",
        child,
    )


def _picture(kind: str) -> str:
    return PICTURE_OF[RoutineKind(kind)] if kind in RoutineKind.values else "star"


def _how(staff: StaffMember) -> str:
    """What an adult helps with, as a child understands it."""
    mark = MARKS.get(Discipline(staff.discipline), "") if staff.discipline else ""
    return {
        "ot": _("helps with hands and moving"),
        "slt": _("helps with talking and listening"),
        "beh": _("helps with feelings and friends"),
    }.get(mark, _("helps in class"))
