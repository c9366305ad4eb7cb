"""The library: search as you type, everything about one strategy, and an organisation's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist import strategies_forms as forms
from alongside.portals.therapist.plan_pages import TEAM
from alongside.strategies.actions import library as actions
from alongside.strategies.queries import library as queries
from alongside.strategies.queries.given import children_given_by, classes_given_by
from alongside.strategies.rules.library import can_write_own
from alongside.strategies.rules.texts import ChangedMeanwhile, seen_of

#: Who reads the library: whoever gives strategies, and the teachers who are given them.
READERS = (*TEAM, Role.TEACHER)
A_PAGE = 24


@for_roles(*READERS)
def library(request: Request) -> HttpResponse:
    """Every strategy, found as somebody types; with `child` in the address they are looked through for one."""
    viewer = request.viewer
    form = forms.SearchForm(request.GET, queries.areas(viewer))
    context: dict[str, Any] = {
        "form": form,
        "page": Paginator(queries.search(viewer, **form.asked), A_PAGE).get_page(request.GET.get("page")),
        "child": _child(request),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "therapist/strategies/found.html", context)
    context |= {
        "children": children_given_by(viewer).order_by("given_name", "family_name"),
        "classrooms": classes_given_by(viewer),
        "may_write": can_write_own(viewer),
    }
    return render(request, "therapist/strategies/library.html", context)


@for_roles(*READERS)
def strategy(request: Request, key: str) -> HttpResponse:
    """Everything about one strategy."""
    shown: queries.Strategy = found(queries.strategy(request.viewer, key))
    own = queries.own_for(request.viewer, UUID(key.removeprefix("own:"))) if shown.is_own else None
    context = {
        "strategy": shown,
        "own": own,
        "child": _child(request),
        "classrooms": classes_given_by(request.viewer),
    }
    return render(request, "therapist/strategies/strategy.html", context)


@for_roles(*TEAM)
def write(request: Request) -> HttpResponse:
    """An own strategy, new or begun from another (`from` in the address)."""
    viewer = request.viewer
    source = queries.strategy(viewer, request.GET.get("from", ""))
    form = forms.OwnForm(
        request.POST or None,
        areas=queries.areas(viewer),
        initial=forms.OwnForm.of(source) if source else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            own = actions.write_own(
                discipline=form.cleaned_data["discipline"], text=form.text, by=viewer, at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("“{title}” is in your library.").format(title=own.text["title"]))
            return redirect("strategies:strategy", own.key)
    return render(request, "therapist/strategies/write.html", {"form": form, "own": None})


@for_roles(*TEAM)
def change(request: Request, pk: UUID) -> HttpResponse:
    """An own strategy anew."""
    viewer = request.viewer
    own = found(queries.own_for(viewer, pk))
    shown = found(queries.strategy(viewer, own.key))
    seen = forms.seen_in(request.POST) if request.method == "POST" else seen_of(own)
    form = forms.OwnForm(request.POST or None, areas=queries.areas(viewer), initial=forms.OwnForm.of(shown))
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own(
                own=own,
                discipline=form.cleaned_data["discipline"],
                text=form.text,
                seen=seen,
                by=viewer,
                at=timezone.now(),
            )
        except ChangedMeanwhile as met:
            show_refusal(form, met)
            shown = found(queries.strategy(viewer, own.key))
            seen = met.number
            context = {"met": met, "theirs": forms.theirs_beside(form, forms.OwnForm.of(shown))}
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. Whoever was given it keeps the words that they have."))
            return redirect("strategies:strategy", own.key)
    context |= {"form": form, "seen": seen, "own": own, "strategy": shown}
    return render(request, "therapist/strategies/write.html", context)


@require_POST
@for_roles(*TEAM)
def put_away(request: Request, pk: UUID) -> HttpResponse:
    """Out of the library, or back into it (`back` in the form); pressed twice, it stays where it is."""
    own = found(queries.own_for(request.viewer, pk))
    away = "back" not in request.POST
    said = _("Put away. Whoever was given it goes on.") if away else _("It is in the library again.")
    return act(
        request,
        lambda: actions.put_away_own(own=own, put_away=away, by=request.viewer, at=timezone.now()),
        said,
        "strategies:library",
    )


def _child(request: Request) -> Child | None:
    """The child for whom somebody looks through the library; a 404 where it is none of theirs."""
    if "child" not in request.GET:
        return None
    child: Child = found(children_given_by(request.viewer).filter(pk=uuid_in(request.GET["child"])).first())
    return child
