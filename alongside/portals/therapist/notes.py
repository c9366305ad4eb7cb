"""Notes beyond their visit: what waits for a name, one note with its corrections, all notes of a child."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions import notes as note_actions
from alongside.capture.models import Note
from alongside.capture.queries import notes as note_queries
from alongside.capture.rules.drafting import Facts
from alongside.people.rules import Refusal
from alongside.plans.queries.plans import children_planned_by
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist import today_forms as forms
from alongside.portals.therapist.today import LOOKING, OWN

A_PAGE = 25


@for_roles(*OWN)
def waiting(request: Request) -> HttpResponse:
    """What waits for the viewer's name, and what she signed last."""
    viewer = request.viewer
    return render(
        request,
        "therapist/today/notes.html",
        {
            "to_sign": Paginator(note_queries.notes_to_sign(viewer), A_PAGE).get_page(
                request.GET.get("page")
            ),
            "to_countersign": note_queries.notes_to_countersign(viewer),
            "signed": note_queries.signed_lately(viewer),
        },
    )


@for_roles(*LOOKING)
def show(request: Request, pk: UUID) -> HttpResponse:
    """One note. A draft is written on its visit's page."""
    note = _note(request, pk)
    if note.signed_at is None:
        return redirect(_on_its_visit(note))
    return _page(request, note)


@require_POST
@for_roles(*LOOKING)
def countersign(request: Request, pk: UUID) -> HttpResponse:
    """A therapist's name under an assistant's note."""
    note = _note(request, pk)
    form = forms.NameForm(request.POST)
    if form.is_valid():
        try:
            note_actions.countersign_note(
                note=note, name=form.cleaned_data["name"], by=request.viewer, at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Countersigned. Thank you."))
            return redirect("today:note", pk)
    return _page(request, note, name_form=form)


@require_POST
@for_roles(*LOOKING)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """A correction, begun with its reason; it is written and signed on the visit's page."""
    note = _note(request, pk)
    form = forms.CorrectForm(request.POST)
    if form.is_valid():
        try:
            note_actions.correct_note(
                note=note, why=form.cleaned_data["why"], by=request.viewer, at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("The signed note stays as it is. Write the correction, then sign it."))
            return redirect(_on_its_visit(note))
    return _page(request, note, correct_form=form)


@require_POST
@for_roles(*OWN)
def drop(request: Request, pk: UUID) -> HttpResponse:
    """A correction in the making is let go."""
    note = _note(request, pk)
    return act(
        request,
        partial(note_actions.drop_correction, note=note, by=request.viewer, at=timezone.now()),
        _("The correction is gone. The signed note stands."),
        _on_its_visit(note),
    )


@for_roles(*LOOKING)
def of_child(request: Request, child: UUID) -> HttpResponse:
    """Every signed note of a child, the latest visit first."""
    of = found(children_planned_by(request.viewer).filter(pk=child).first())
    page = Paginator(note_queries.notes_of_child(request.viewer, child), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "therapist/today/child_notes.html", {"child": of, "page": page})


def _page(
    request: Request,
    note: Note,
    *,
    name_form: forms.NameForm | None = None,
    correct_form: forms.CorrectForm | None = None,
) -> HttpResponse:
    viewer = request.viewer
    return render(
        request,
        "therapist/today/note.html",
        {
            "note": note,
            "facts": Facts.from_json(note.facts) if note.facts else None,
            "corrections": note_queries.corrections_of(viewer, note),
            "name_form": (name_form or forms.NameForm())
            if note_queries.can_countersign(viewer, note)
            else None,
            "correct_form": (correct_form or forms.CorrectForm())
            if note_queries.can_correct(viewer, note)
            else None,
            "visit_url": reverse("today:visit", args=[note.session.visit_id]),
        },
    )


def _note(request: Request, pk: UUID) -> Note:
    note: Note = found(note_queries.note_for(request.viewer, pk))
    return note


def _on_its_visit(note: Note) -> str:
    return reverse("today:visit", args=[note.session.visit_id]) + f"#child-{note.session.child_id}"
