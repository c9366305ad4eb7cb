"""How a service is given: the decision aid, and why each routine fits as it does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.plans.choices import Model
from alongside.plans.models import PlannedService
from alongside.plans.rules import decision, fit
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.therapist import plan_values, plan_words
from alongside.portals.therapist.plan_pages import (
    TEAM,
    address,
    page_of,
    service_in,
    version_of,
)
from alongside.portals.therapist.plan_service_forms import DecisionForm


@for_roles(*TEAM)
def decide(request: Request, pk: UUID, service: UUID) -> HttpResponse:
    """The criteria with their sources, what speaks for each model, and what the team chose and why."""
    page = page_of(request, pk)
    shown, planned = version_of(page), service_in(page, service)
    form = _form(planned, request.POST or None)
    if request.POST.get("only") == "answers":
        form = DecisionForm(initial=form.typed(), answers=form.answered())
    elif request.method == "POST":
        outcome = plan_values.keep(request, form, shown, planned)
        page = page_of(request, pk)
        planned = service_in(page, service)
        fresh = _form(planned)
        plan_values.show(form, fresh, outcome, decision.still_to_say(planned))
        if plan_values.is_script(request):
            words = _speaks(form)
            return plan_values.answer(
                request, form, fresh, outcome, "therapist/plans/decide_answer.html", **words
            )
        if plan_values.is_settled(form, outcome):
            messages.success(request, _("Written down, with its reason and the day to look again."))
            return redirect(address(shown, "services"))
    elif page.may.write:
        plan_values.say(form, decision.still_to_say(planned))
    context = {
        "version": shown,
        "child": page.child,
        "service": planned,
        "form": form,
        "can_write": page.may.write,
        "reason": plan_words.texts(planned, [plan_words.REASON], page.numbers or {})[0],
    }
    return render(request, "therapist/plans/decide.html", context | _speaks(form))


def _form(planned: PlannedService, typed: QueryDict | None = None) -> DecisionForm:
    """The form of what a service's decision says now."""
    kept = {name: getattr(planned, name) for name in ("asked", "model", "reason", "look_again_on")}
    return DecisionForm(typed, initial=kept, answers=planned.answers)


def _speaks(form: DecisionForm) -> dict[str, Any]:
    """What the answers in a form speak for, and how many are open."""
    answers = form.answered()
    return {
        "speaks": list(decision.speaks_for(answers).items()),
        "open_questions": decision.open_questions(answers),
    }


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
