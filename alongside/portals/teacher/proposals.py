"""A week that is proposed: the teacher reads her class's part of it, and says yes, or yes, but."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.scheduling.actions import proposals as actions
from alongside.scheduling.queries.proposals import ProposedWeek, proposed_week

LONGEST = 300


@for_roles(Role.TEACHER)
def show(request: Request, proposal: UUID, pk: UUID) -> HttpResponse:
    """The class's week as a draft has it."""
    week = found(proposed_week(request.viewer, proposal, pk))
    return render(request, "teacher/proposal.html", {"week": week, "longest": LONGEST})


@require_POST
@for_roles(Role.TEACHER)
def answer(request: Request, proposal: UUID, pk: UUID) -> HttpResponse:
    """Yes to the week, or a *but* about a visit or the whole."""
    week: ProposedWeek = found(proposed_week(request.viewer, proposal, pk))
    is_yes = "yes" in request.POST
    words = "" if is_yes else request.POST.get("words", "").strip()[:LONGEST]
    if not is_yes and not words:
        messages.error(request, _("Say in a few words what does not suit."))
        return redirect("my_class:proposal", proposal, pk)
    return act(
        request,
        lambda: actions.answer_proposal(
            proposal=week.proposal,
            classroom=week.classroom,
            seen=request.POST.get("seen", ""),
            about="" if is_yes else request.POST.get("about", ""),
            words=words,
            by=request.viewer,
            at=timezone.now(),
        ),
        _("Thank you. Your coordinator reads it."),
        "my_class:proposal",
        proposal,
        pk,
    )


@require_POST
@for_roles(Role.TEACHER)
def take_back(request: Request, proposal: UUID, pk: UUID) -> HttpResponse:
    """Nothing is said any more."""
    week: ProposedWeek = found(proposed_week(request.viewer, proposal, pk))
    return act(
        request,
        lambda: actions.take_back_answer(
            proposal=week.proposal, classroom=week.classroom, by=request.viewer, at=timezone.now()
        ),
        _("Taken back. Answer when you like."),
        "my_class:proposal",
        proposal,
        pk,
    )
