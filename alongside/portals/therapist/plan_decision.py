"""How a service is given: the decision aid, and why each routine fits as it does."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.people.rules import Refusal
from alongside.plans.actions import planned as planned_actions
from alongside.plans.choices import Model
from alongside.plans.rules import decision, fit
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.therapist.plan_pages import (
    TEAM,
    address,
    page_of,
    service_in,
    show_refusal,
    version_of,
)
from alongside.portals.therapist.plan_service_forms import DecisionForm


@for_roles(*TEAM)
def decide(request: Request, pk: UUID, service: UUID) -> HttpResponse:
    """The criteria with their sources, what speaks for each model, and what the team chose and why."""
    page = page_of(request, pk)
    shown, planned = version_of(page), service_in(page, service)
    kept = {"asked": planned.asked, "model": planned.model, "reason": planned.reason}
    form = DecisionForm(
        request.POST or None,
        initial={**kept, "look_again_on": planned.look_again_on},
        answers=planned.answers,
    )
    only_answers = request.POST.get("only") == "answers"
    if request.method == "POST" and only_answers:
        form = DecisionForm(initial=form.typed(), answers=form.answered())
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            planned_actions.decide(
                planned=planned,
                answers=form.answered(),
                asked=said["asked"],
                model=Model(said["model"]),
                reason=said["reason"],
                look_again_on=said["look_again_on"],
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Written down, with its reason and the day to look again."))
            return redirect(address(shown, "services"))
    answers = form.answered()
    speaks = decision.speaks_for(answers)
    return render(
        request,
        "therapist/plans/decide.html",
        {
            "version": shown,
            "child": page.child,
            "service": planned,
            "form": form,
            "can_write": page.may.write,
            "speaks": list(speaks.items()),
            "open_questions": decision.open_questions(answers),
        },
    )


@for_roles(*TEAM)
def why(request: Request, pk: UUID, service: UUID) -> HttpResponse:
    """Where the timetable looks first, and why."""
    page = page_of(request, pk)
    planned = service_in(page, service)
    goals = [each.goal for each in page.goals]
    cells = [cell for goal in goals for cell in goal.opportunities.all()]
    return render(
        request,
        "therapist/plans/fit.html",
        {
            "version": version_of(page),
            "child": page.child,
            "service": planned,
            "fits": fit.fits(goals, cells, planned.discipline),
            "elsewhere": fit.ELSEWHERE,
            "outside": fit.PULL_OUT_FIT[Model(planned.model or Model.COMBINATION)],
        },
    )
