"""What a whole class does: strategies for everybody, and what three children have in common."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import show_refusal
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.strategies_forms import ClassForm, words_of
from alongside.strategies.actions import given as actions
from alongside.strategies.queries.days import ClassDay, class_day, places_of_class
from alongside.strategies.queries.library import Strategy, strategy


@for_roles(*TEAM)
def of_class(request: Request, classroom: UUID) -> HttpResponse:
    """What everybody in a class was given, and what could be."""
    page: ClassDay = found(class_day(request.viewer, classroom))
    context = {"page": page, "classroom": page.classroom}
    return render(request, "therapist/strategies/class.html", context)


@for_roles(*TEAM)
def give(request: Request, classroom: UUID) -> HttpResponse:
    """One strategy for everybody (`strategy` in the address): in which routine, in which words."""
    page: ClassDay = found(class_day(request.viewer, classroom))
    chosen: Strategy = found(strategy(request.viewer, request.GET.get("strategy", "")))
    kind, who = request.GET.get("kind", ""), request.GET.get("who", "")
    suggestion = next(
        (
            each
            for each in page.suggestions
            if (each.strategy.key, each.kind, each.who) == (chosen.key, kind, who)
        ),
        None,
    )
    form = ClassForm(
        request.POST or None,
        places_of_class(request.viewer, page.classroom),
        has_own=suggestion is not None,
        initial=words_of(chosen) | {"kind": kind, "who": who or "teacher", "instead": True},
    )
    if request.method == "POST" and form.is_valid():
        ends = suggestion.assignments if suggestion and form.cleaned_data.get("instead") else ()
        try:
            actions.give_to_class(
                classroom=page.classroom,
                choice=form.choice(chosen.key),
                instead_of=ends,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("“{title}” is for everybody now.").format(title=chosen.title))
            return redirect("strategies:classroom", page.classroom.pk)
    context = {
        "page": page,
        "classroom": page.classroom,
        "strategy": chosen,
        "form": form,
        "suggestion": suggestion,
    }
    return render(request, "therapist/strategies/give_to_class.html", context)
