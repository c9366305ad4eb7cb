"""“My plan”: a page for a child to talk about with an adult, who writes down what it says; printed for its wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.exchange.queries.support_papers import printed_my_plan
from alongside.people.rules import NotNow
from alongside.plans.actions.said import take_back_said, write_down_said
from alongside.plans.choices import SaidAbout
from alongside.plans.models import ChildSaid
from alongside.plans.queries.my_plan import MyPlan, my_plan_of, said_for
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.shared.papers import paper_asked, pdf_answer
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.supports_forms import day_in, form_in
from alongside.strategies.queries.pictures import CREDIT, CREDIT_ADDRESS
from alongside.strategies.queries.supports import child_for, language_of_sheets
from alongside.strategies.rules.my_plan import HELPERS, MYSELF, PICTURES, how_helps, picture_of_goal
from alongside.strategies.rules.supports import languages


@dataclass(frozen=True)
class Part:
    """A part of the page: its picture, its heading in the child's voice, and what the child said of it."""

    about: SaidAbout
    picture: str
    said: tuple[ChildSaid, ...]


@for_roles()
def my_plan(request: Request, child: UUID) -> HttpResponse:
    """The page; its team writes down what the child says, guardians and the class teacher read it."""
    page: MyPlan = found(my_plan_of(request.viewer, child))
    context = {
        "page": page,
        "child": page.child,
        "goals": [(picture_of_goal(goal.kind), goal) for goal in page.goals],
        "parts": [Part(about, PICTURES[about], said) for about, said in page.said],
        "myself": MYSELF,
        "with_helpers": HELPERS,
        "helpers": [(staff.given_name, how_helps(staff)) for staff in page.helpers],
        "abouts": SaidAbout.choices,
        "on": request.viewer.on,
        "form": uuid4(),
        "own_languages": languages().items(),
        "sheets_in": language_of_sheets(request.viewer, page.child) or get_language(),
        "reads_supports": child_for(request.viewer, child) is not None,
        "credit": CREDIT,
        "credit_address": CREDIT_ADDRESS,
    }
    return render(request, "therapist/supports/my_plan.html", context)


@for_roles()
def printed(request: Request, child: UUID) -> HttpResponse:
    """The page as PDF on A4 or Letter, in the language that is asked for, else in the reader's."""
    page: MyPlan = found(my_plan_of(request.viewer, child))
    asked = request.GET.get("language", "")
    try:
        content = printed_my_plan(
            request.viewer,
            child,
            paper=paper_asked(request),
            language=asked if asked in languages() else get_language() or settings.LANGUAGE_CODE,
            packages=settings.PDF_FACES_DIR,
        )
    except NotNow as missing:
        messages.error(request, missing.sentence)
        return redirect("supports:my_plan", child)
    return pdf_answer(found(content), name=page.child.first_name, what="my-plan")


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
