"""What was given for a child: by routine and at home, its words, its ladder of help, its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.strategies_forms import WordsForm, seen_in, theirs_beside
from alongside.strategies.actions import given as actions
from alongside.strategies.models import Assignment, Wording
from alongside.strategies.queries import given as queries
from alongside.strategies.queries.days import ChildDay, child_day
from alongside.strategies.rules.texts import ChangedMeanwhile, seen_of, seen_with


@for_roles(*TEAM)
def child(request: Request, child: UUID) -> HttpResponse:
    """What adults do with a child through the day."""
    page: ChildDay = found(child_day(request.viewer, child))
    return render(request, "therapist/strategies/child.html", {"page": page, "child": page.child})


@for_roles(*TEAM)
def words(request: Request, pk: UUID) -> HttpResponse:
    """The words of one thing that was given, anew."""
    given = _given(request, pk)
    seen = seen_in(request.POST) if request.method == "POST" else seen_of(given)
    form = WordsForm(request.POST or None, initial=_words_of(given))
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_words(
                assignment=given, **form.cleaned_data, seen=seen, by=request.viewer, at=timezone.now()
            )
        except ChangedMeanwhile as met:
            show_refusal(form, met)
            seen, context = met.number, {"met": met, "theirs": theirs_beside(form, _words_of(given))}
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. They read the new words from now on."))
            return redirect(address(given))
    context |= {"form": form, "seen": seen, "given": given, "back": address(given), "child": given.child}
    return render(request, "therapist/strategies/words.html", context)


@require_POST
@for_roles(*TEAM)
def rung(request: Request, pk: UUID) -> HttpResponse:
    """One step less help, or one more: one tap."""
    given = _given(request, pk)
    to = request.POST.get("rung", "")
    return act(
        request,
        lambda: actions.set_rung(
            assignment=given,
            rung=int(to) if to.isdecimal() and len(to) < 3 else -1,
            by=request.viewer,
            at=timezone.now(),
        ),
        "",
        address(given),
    )


@require_POST
@for_roles(*TEAM)
def end(request: Request, pk: UUID) -> HttpResponse:
    """From today on it is no longer to be done."""
    given = _given(request, pk)
    return act(
        request,
        lambda: actions.end_assignment(
            assignment=given, on=request.viewer.on, by=request.viewer, at=timezone.now()
        ),
        _("Ended. What was said of the days before stays."),
        address(given),
    )


@for_roles(*TEAM)
def wording(request: Request, pk: UUID, language: str) -> HttpResponse:
    """The words in another language, beside those that they say; begun from what a machine wrote, if it did."""
    given = _given(request, pk)
    name = found(_name_of(language))
    start = queries.begin_wording(given, language)
    there = _wording(request, given, language)
    seen = seen_in(request.POST) if request.method == "POST" else seen_with(given, there)
    form = WordsForm(
        request.POST or None,
        initial={"do": start.do, "why": start.why, "steps": list(start.steps)} if start else None,
    ).in_language(language)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_wording(
                assignment=given,
                language=language,
                is_machine="machine" in request.POST,
                **form.cleaned_data,
                seen=seen,
                by=request.viewer,
                at=timezone.now(),
            )
        except ChangedMeanwhile as met:
            show_refusal(form, met)
            there = _wording(request, given, language)
            seen = met.number
            context = {"met": met, "theirs": theirs_beside(form, _words_of(there)) if there else []}
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. The family reads it in its language."))
            return redirect(address(given))
    context |= {
        "form": form,
        "seen": seen,
        "given": given,
        "told": queries.words_of(given, given.language),
        "language_name": name,
        "is_machine": bool(start and start.is_machine),
        "back": address(given),
        "child": given.child,
    }
    return render(request, "therapist/strategies/wording.html", context)


@require_POST
@for_roles(*TEAM)
def confirm(request: Request, pk: UUID, language: str) -> HttpResponse:
    """A person who reads the language says that a machine's words are right."""
    given = _given(request, pk)
    there = found(_wording(request, given, language))
    return act(
        request,
        lambda: actions.confirm_wording(
            wording=there, seen=seen_in(request.POST), by=request.viewer, at=timezone.now()
        ),
        _("Confirmed. It is no longer marked as from a machine."),
        address(given),
    )


def address(given: Assignment) -> str:
    """Where a thing that was given is shown."""
    if given.child_id:
        return reverse("strategies:child", args=[given.child_id]) + f"#given-{given.pk}"
    return reverse("strategies:classroom", args=[given.classroom_id]) + f"#given-{given.pk}"


def _given(request: Request, pk: UUID) -> Assignment:
    given: Assignment = found(queries.assignment_to_change(request.viewer, pk))
    return given


def _wording(request: Request, given: Assignment, language: str) -> Wording | None:
    """The words in another language as they stand."""
    return next(
        (each for each in queries.wordings_of(request.viewer, given) if each.language == language), None
    )


def _words_of(row: Assignment | Wording) -> dict[str, Any]:
    """Words as they stand in the form."""
    return {"do": row.do, "why": row.why, "steps": list(row.steps)}


def _name_of(language: str) -> str | None:
    """A language's own name for itself; None where there is no such language."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return None
