"""Coaching between two adults: agree, look with the checklist, reflect, give feedback, take a next step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms.queries import children_of_class, classrooms_for
from alongside.people.choices import Role
from alongside.people.queries import staff_records_of
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist.coaching_forms import BeginForm, LookForm
from alongside.strategies.actions import coaching as actions
from alongside.strategies.queries import coaching as queries
from alongside.strategies.queries.coaching import CyclePage
from alongside.strategies.queries.given import children_given_by
from alongside.strategies.queries.library import library

#: Who coaches, and who is coached as well.
COACHES = (Role.THERAPIST, Role.ASSISTANT)
BOTH = (*COACHES, Role.TEACHER)


@for_roles(*BOTH)
def cycles(request: Request) -> HttpResponse:
    """One's own cycles, and looks of today that wait for a second rater."""
    context = {
        "pages": queries.cycles_for(request.viewer),
        "to_rate": queries.looks_to_rate(request.viewer),
        "classrooms": classrooms_for(request.viewer) if request.viewer.is_therapist else [],
    }
    return render(request, "therapist/coaching/list.html", context)


@for_roles(*COACHES)
def begin(request: Request, classroom: UUID) -> HttpResponse:
    """A new cycle in a class."""
    there = found(classrooms_for(request.viewer).filter(pk=classroom).first())
    form = BeginForm(
        request.POST or None,
        people=queries.coachable(request.viewer, classroom),
        children=children_of_class(request.viewer, there) & children_given_by(request.viewer),
        library=[each for each in library(request.viewer) if each.done_well],
    )
    if request.method == "POST" and form.is_valid():
        coach = found(staff_records_of(request.viewer).filter(role__in=COACHES).first())
        try:
            cycle = actions.agree_cycle(
                **form.cleaned_data, classroom=there, coach=coach, by=request.viewer, at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("coaching:cycle", cycle.pk)
    return render(request, "therapist/coaching/begin.html", {"form": form, "classroom": there})


@for_roles(*BOTH)
def cycle(request: Request, pk: UUID) -> HttpResponse:
    """One cycle with what comes next, for the two in it."""
    page: CyclePage = found(queries.cycle_for(request.viewer, pk))
    return render(request, "therapist/coaching/cycle.html", {"page": page, "cycle": page.cycle})


@for_roles(*COACHES)
def look(request: Request, pk: UUID) -> HttpResponse:
    """The checklist, line by line."""
    page: CyclePage = found(queries.cycle_for(request.viewer, pk))
    form = LookForm(request.POST or None, checklist=page.cycle.checklist, initial={"on": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.look(
                cycle=page.cycle,
                on=said["on"],
                routine_kind=said["routine_kind"],
                words=said["words"],
                seen=form.seen,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("coaching:cycle", pk)
    context = {"form": form, "cycle": page.cycle, "title": page.title, "back": _there(pk)}
    return render(request, "therapist/coaching/look.html", context)


@for_roles(*COACHES)
def rate(request: Request, look: UUID) -> HttpResponse:
    """The same moment, rated by a third person who does not see the first answers."""
    first = found(queries.looks_to_rate(request.viewer).filter(pk=look).first())
    form = LookForm(request.POST or None, checklist=first.cycle.checklist, initial={"on": first.on})
    for name in ("on", "routine_kind", "words"):
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate_again(first=first, seen=form.seen, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("coaching:cycles")
    context = {"form": form, "cycle": first.cycle, "title": "", "back": reverse("coaching:cycles")}
    return render(request, "therapist/coaching/look.html", context)


@require_POST
@for_roles(*BOTH)
def reflect(request: Request, pk: UUID) -> HttpResponse:
    """How it was, in the words of the coached."""
    page: CyclePage = found(queries.cycle_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.reflect(cycle=page.cycle, text=_text(request), by=request.viewer, at=timezone.now()),
        _("Kept. {name} reads it before writing back.").format(name=page.cycle.coach.given_name),
        _there(pk),
    )


@require_POST
@for_roles(*COACHES)
def feedback(request: Request, pk: UUID) -> HttpResponse:
    """What worked, and one thing to try."""
    page: CyclePage = found(queries.cycle_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.give_feedback(
            cycle=page.cycle, text=_text(request), by=request.viewer, at=timezone.now()
        ),
        _("Kept. {name} sees it now.").format(name=page.cycle.coached.given_name),
        _there(pk),
    )


@require_POST
@for_roles(*BOTH)
def end(request: Request, pk: UUID) -> HttpResponse:
    """The next step ends the cycle."""
    page: CyclePage = found(queries.cycle_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.end_cycle(
            cycle=page.cycle, next_step=_text(request), by=request.viewer, at=timezone.now()
        ),
        _("The cycle is closed. What was agreed stays here for the two of you."),
        _there(pk),
    )


def _text(request: Request) -> str:
    return request.POST.get("text", "")


def _there(pk: UUID) -> str:
    return reverse("coaching:cycle", args=[pk])
