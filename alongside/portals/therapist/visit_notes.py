"""After class: the notes of a visit, which keep themselves, are read and signed, and what is left behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions import notes as note_actions
from alongside.capture.choices import Audience
from alongside.capture.models import DatedSession, DatedVisit
from alongside.capture.queries import notes as note_queries
from alongside.people.rules import Refusal
from alongside.plans.rules.texts import fingerprint
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist import today_forms as forms
from alongside.portals.therapist.autosaved import Meanwhile, keep
from alongside.portals.therapist.today import LOOKING
from alongside.wording.joins import clauses


@require_POST
@for_roles(*LOOKING)
def text(request: Request, pk: UUID) -> HttpResponse:
    """Keeps one text of a note while it is typed (`autosaved.keep`); its number is the text's fingerprint."""
    visit = _dated(request, pk)
    form = forms.TextForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    session = _session(request, visit, said["target"])

    def save(text: str) -> int:
        note_actions.save_note(
            session=session,
            field=said["field"],
            text=text,
            seen=said["seen"],
            by=request.viewer,
            at=timezone.now(),
        )
        return fingerprint(text)

    def both(met: Meanwhile) -> HttpResponse:
        context = {"visit": visit, "met": met, "form": form, "back": _here(visit)}
        return render(request, "therapist/today/conflict.html", context, status=409)

    return keep(request, save, said["text"], to=_here(visit, session), both=both)


@for_roles(*LOOKING)
def sign(request: Request, pk: UUID) -> HttpResponse:
    """The notes of a visit as they will be signed, to read once more, and one name under them."""
    visit = _dated(request, pk)
    waiting = [each for each in note_queries.notes_of_visit(request.viewer, visit) if each.is_open]
    if not waiting:
        return redirect(_here(visit))
    form = forms.NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = {uuid_in(each) for each in request.POST.getlist("note")}
        try:
            read = {session: int(request.POST.get(f"read-{session}", "")) for session in chosen}
            note_actions.sign_notes(
                visit=visit, read=read, name=form.cleaned_data["name"], by=request.viewer, at=timezone.now()
            )
        except ValueError as fault:
            raise Http404 from fault
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Signed. Thank you."))
            return redirect(_here(visit))
    context = {"visit": visit, "notes": waiting, "form": form, "back": _here(visit), "title": _title(visit)}
    return render(request, "therapist/today/sign.html", context)


@require_POST
@for_roles(*LOOKING)
def leave(request: Request, pk: UUID, session: UUID, audience: str) -> HttpResponse:
    """One thing to do for the teacher or for home; sent empty, it is taken back."""
    visit = _dated(request, pk)
    if audience not in Audience.values:
        raise Http404
    share = _session(request, visit, session)
    form = forms.LeaveForm(request.POST)
    to: dict[str, Any] = {
        "session": share,
        "audience": Audience(audience),
        "by": request.viewer,
        "at": timezone.now(),
    }
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["text"])))
        return redirect(_here(visit, share))
    left = form.cleaned_data["text"].strip()
    if not left:
        return act(
            request,
            lambda: note_actions.take_back_leave_behind(**to),
            _("Nothing is left there now."),
            _here(visit, share),
        )
    return act(
        request,
        lambda: note_actions.leave_behind(**to, text=left),
        _("Left. It can be read from now on."),
        _here(visit, share),
    )


def _dated(request: Request, pk: UUID) -> DatedVisit:
    visit: DatedVisit = found(note_queries.dated_visit_for(request.viewer, pk))
    return visit


def _session(request: Request, visit: DatedVisit, pk: UUID) -> DatedSession:
    session: DatedSession = found(note_queries.session_for(request.viewer, visit, pk))
    return session


def _title(visit: DatedVisit) -> str:
    place = str(visit.classroom or visit.room or "")
    return clauses([place, visit.routine])


def _here(visit: DatedVisit, session: DatedSession | None = None) -> str:
    url = reverse("today:visit", args=[visit.pk])
    return f"{url}#child-{session.child_id}" if session else url
