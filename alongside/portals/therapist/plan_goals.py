"""A plan's goals: from the bank or by hand, how each is measured, the steps to it, their order."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.plans.actions import goals as goal_actions
from alongside.plans.models import Goal, Objective, PlanVersion
from alongside.plans.queries import goals as goal_queries
from alongside.plans.queries.plans import GoalOnPage, PlanPage
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.therapist import plan_goal_forms as forms
from alongside.portals.therapist import plan_values, plan_words
from alongside.portals.therapist.plan_pages import (
    TEAM,
    address,
    form_page,
    goal_in,
    page_of,
    version_of,
)

#: The ages that the bank was written for, in years.
AGES = range(3, 13)


@for_roles(*TEAM)
def add(request: Request, pk: UUID) -> HttpResponse:
    """A goal by hand."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.NewGoalForm(request.POST or None),
        partial(goal_actions.add_goal, version=shown, by=request.viewer, at=timezone.now()),
        title=_("A goal by hand"),
        sentence="",
        button="",
        said="",
        to=lambda goal: _goal_address(shown, goal),
        template="therapist/plans/goal_add.html",
    )


@for_roles(*TEAM)
def bank(request: Request, pk: UUID) -> HttpResponse:
    """The goal bank, found as one types; a goal that is taken leads to its own page."""
    page = page_of(request, pk)
    shown = version_of(page)
    if request.method == "POST":
        try:
            goal = goal_actions.add_goal_from_bank(
                version=shown, bank_id=request.POST.get("bank_id", ""), by=request.viewer, at=timezone.now()
            )
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect("plans:goal_bank", shown.pk)
        return redirect(_goal_address(shown, goal))
    age = _age(page.child, request.viewer.on)
    form = forms.BankForm(request.GET if "q" in request.GET else {"age": age if age in AGES else None})
    wanted = form.cleaned_data if form.is_valid() else {}
    listed = goal_queries.bank(wanted.get("q", ""), wanted.get("discipline", ""), wanted.get("age"))
    template = "bank_found" if request.headers.get("HX-Request") else "bank"
    return render(
        request,
        f"therapist/plans/{template}.html",
        {"version": shown, "child": page.child, "form": form, "found": listed},
    )


@for_roles(*TEAM)
def change(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """One goal whole. A script sends its values as they change and gets back what does not fit yet."""
    page = page_of(request, pk)
    shown, row = version_of(page), goal_in(page, goal)
    if not page.may.write:
        return redirect(address(shown, "goals"))
    form = forms.GoalForm(request.POST if request.method == "POST" else None, instance=row.goal)
    if request.method != "POST":
        plan_values.say(form, row.faults)
        return render(request, "therapist/plans/goal.html", _whole(page, form, row))
    outcome = plan_values.keep(request, form, shown, row.goal)
    row = goal_in(page_of(request, pk), goal)
    fresh = forms.GoalForm(instance=row.goal)
    plan_values.show(form, fresh, outcome, row.faults)
    if plan_values.is_script(request):
        more = _answer(request, form, row)
        return plan_values.answer(request, form, fresh, outcome, "therapist/plans/goal_answer.html", **more)
    if form.errors or outcome.met:
        return render(request, "therapist/plans/goal.html", _whole(page, form, row))
    messages.success(request, _("Kept."))
    return redirect(_goal_address(shown, row.goal))


def _whole(page: PlanPage, form: forms.GoalForm, row: GoalOnPage) -> dict[str, Any]:
    numbers = page.numbers or {}
    steps = [
        (step, plan_words.texts(step, [plan_words.step_field(place)], numbers)[0], _step_form(step))
        for place, step in enumerate(row.objectives, 1)
    ]
    return {
        "version": page.version,
        "child": page.child,
        "goal": row.goal,
        "form": form,
        "can_write": True,
        "texts": plan_words.texts(row.goal, plan_words.GOAL_FIELDS, numbers, row.fault_at),
        "scale": plan_words.texts(row.goal, plan_words.SCALE_FIELDS, numbers, row.fault_at),
        "scale_faults": [row.fault_at["scale"]] if "scale" in row.fault_at else [],
        "steps": steps,
        "hints": row.hints,
    }


def _answer(request: Request, form: forms.GoalForm, row: GoalOnPage) -> dict[str, Any]:
    """What stands now beside the texts of a goal, what would help it, and the units of another measure."""
    names = ["scale", *(field.name for field in plan_words.SCALE_FIELDS)]
    return {
        "hints": row.hints,
        "is_measure": not {"measure", "criterion_unit"}.isdisjoint(form.changed_data),
        "text_faults": [(name, [row.fault_at[name]] if name in row.fault_at else []) for name in names],
    }


@require_POST
@for_roles(*TEAM)
def move(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """One place up or down."""
    page = page_of(request, pk)
    row = goal_in(page, goal)
    place = [each.goal.pk for each in page.goals].index(goal)
    to = place - 1 if request.POST.get("to") == "up" else place + 1
    return act(
        request,
        lambda: goal_actions.move_goal(goal=row.goal, to=to, by=request.viewer, at=timezone.now()),
        "",
        address(version_of(page), "goals"),
    )


@require_POST
@for_roles(*TEAM)
def remove(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """Takes a goal out of a draft."""
    page = page_of(request, pk)
    row = goal_in(page, goal)
    return act(
        request,
        lambda: goal_actions.remove_goal(goal=row.goal, by=request.viewer, at=timezone.now()),
        _("“{goal}” is out of this draft. Its texts stay on record.").format(goal=row.goal.title),
        address(version_of(page), "goals"),
    )


@for_roles(*TEAM)
def objective_add(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """A step on the way to a goal."""
    page = page_of(request, pk)
    shown, row = version_of(page), goal_in(page, goal)
    return form_page(
        request,
        page,
        forms.ObjectiveForm(request.POST or None),
        partial(goal_actions.add_objective, goal=row.goal, by=request.viewer, at=timezone.now()),
        title=_("Add a step"),
        sentence=row.goal.title,
        button=_("Add this step"),
        said=_("The step is added."),
        to=_goal_address(shown, row.goal) + "#steps",
        back=_goal_address(shown, row.goal),
    )


@require_POST
@for_roles(*TEAM)
def objective_change(request: Request, pk: UUID, goal: UUID, objective: UUID) -> HttpResponse:
    """The day by which a step is looked for, or a step taken out; its text keeps itself."""
    page = page_of(request, pk)
    row = goal_in(page, goal)
    step = found(next((each for each in row.objectives if each.pk == objective), None))
    to = _goal_address(version_of(page), row.goal) + "#steps"
    if "remove" in request.POST:
        return act(
            request,
            lambda: goal_actions.remove_objective(objective=step, by=request.viewer, at=timezone.now()),
            _("The step is out."),
            to,
        )
    form = _step_form(step, request.POST)
    outcome = plan_values.keep(request, form, version_of(page), step)
    row = goal_in(page_of(request, pk), goal)
    fresh = _step_form(next(each for each in row.objectives if each.pk == objective))
    plan_values.show(form, fresh, outcome, ())
    if plan_values.is_script(request):
        return plan_values.answer(request, form, fresh, outcome)
    plan_values.tell(request, form, outcome, _("Kept."))
    return redirect(to)


def _step_form(step: Objective, typed: QueryDict | None = None) -> forms.StepDayForm:
    """The day of one step, in a form of its own among several on a page."""
    return forms.StepDayForm(typed, initial={"by_on": step.by_on}, auto_id=f"{step.pk}-%s")


def _goal_address(version: PlanVersion, goal: Goal) -> str:
    return reverse("plans:goal", args=[version.pk, goal.pk])


def _age(child: Child, on: date) -> int | None:
    """A child's age in whole years, where its birthday is known."""
    if child.born_on is None:
        return None
    had_birthday = (on.month, on.day) >= (child.born_on.month, child.born_on.day)
    return on.year - child.born_on.year - (not had_birthday)
