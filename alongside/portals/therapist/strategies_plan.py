"""Giving strategies for a child: from the plan's matrix in one step, or one by one from the library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.plans.choices import Who
from alongside.plans.queries.goals import goals_in_force
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import show_refusal
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.strategies_forms import GiveForm, SuggestionForm, words_of
from alongside.strategies.actions import given as actions
from alongside.strategies.queries.days import places_of
from alongside.strategies.queries.given import children_given_by
from alongside.strategies.queries.library import Strategy, strategy
from alongside.strategies.queries.suggestions import homes_of, suggestions_for


@for_roles(*TEAM)
def from_plan(request: Request, child: UUID) -> HttpResponse:
    """Each place of the matrix that has nothing yet, with what could be given there; all of it in one step."""
    pupil = _pupil(request, child)
    suggestions = suggestions_for(request.viewer, pupil.pk)
    rows = [SuggestionForm(request.POST or None, each) for each in suggestions]
    refused = ""
    if request.method == "POST":
        whole = all(row.is_whole() for row in rows)
        refused = "" if whole else _("Something below is missing or too long. Look where it is marked.")
        if whole:
            choices = [row.choice for row in rows if row.choice]
            try:
                given = actions.give_from_matrix(
                    child=pupil, choices=choices, by=request.viewer, at=timezone.now()
                )
            except Refusal as refusal:
                refused = refusal.sentence
            else:
                said = ngettext("{count} strategy is given.", "{count} strategies are given.", len(given))
                messages.success(request, said.format(count=len(given)))
                return redirect("strategies:child", pupil.pk)
    context = {"child": pupil, "rows": rows, "refused": refused}
    return render(request, "therapist/strategies/from_plan.html", context)


@for_roles(*TEAM)
def give(request: Request, child: UUID) -> HttpResponse:
    """One strategy of the library (`strategy` in the address): to whom, where, in which words."""
    pupil = _pupil(request, child)
    chosen: Strategy = found(strategy(request.viewer, request.GET.get("strategy", "")))
    goals = goals_in_force(request.viewer, [pupil.pk], request.viewer.on).get(pupil.pk, [])
    places = places_of(request.viewer, pupil, homes_of(request.viewer, pupil.pk))
    form = GiveForm(request.POST or None, places, goals, initial=_initial(request, chosen))
    if request.method == "POST" and form.is_valid():
        try:
            actions.give(child=pupil, choice=form.choice(chosen.key), by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("“{title}” is given.").format(title=chosen.title))
            return redirect("strategies:child", pupil.pk)
    context = {"child": pupil, "strategy": chosen, "form": form}
    return render(request, "therapist/strategies/give.html", context)


def _initial(request: Request, chosen: Strategy) -> dict[str, Any]:
    """What the form begins with: the strategy's words, for the home where the address names a place there."""
    at, _colon, place = request.GET.get("place", "").partition(":")
    home = place if at == "home" else ""
    return words_of(chosen, home) | {
        "place": request.GET.get("place", ""),
        "who": request.GET.get("who") or (Who.FAMILY if home else Who.TEACHER),
        "goal": request.GET.get("goal", ""),
        "fading": chosen.ladder,
    }


def _pupil(request: Request, pk: UUID) -> Child:
    child: Child = found(children_given_by(request.viewer).filter(pk=pk).first())
    return child
