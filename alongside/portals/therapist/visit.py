"""One visit: what to practise with whom, how it ended or where it moved, and what was other than planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions import visits as visit_actions
from alongside.capture.choices import Outcome
from alongside.capture.queries import notes as note_queries
from alongside.capture.queries.consultations import told_beside
from alongside.capture.queries.visits import VisitOnDay, visit_of
from alongside.capture.rules.visits import NotAgreed, day_said
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist import day_cards
from alongside.portals.therapist import today_forms as forms
from alongside.portals.therapist.day_cards import address
from alongside.portals.therapist.today import LOOKING, now
from alongside.portals.therapist.visit_said import SAID
from alongside.progress.queries.probes import due_probes
from alongside.wording import listed
from alongside.wording.joins import sentences


@for_roles(*LOOKING)
def show(request: Request, pk: UUID) -> HttpResponse:
    """The visit, and after it the notes of its children."""
    visit = visit_in(request, pk)
    card = day_cards.card(visit, now(request), _to_sign(request), may_say=_may_say(request, visit))
    notes = _notes(request, pk)
    return render(
        request,
        "therapist/today/visit.html",
        {
            "card": card,
            "visit": visit,
            "notes": notes,
            "back": day_address(request, visit),
            "key_in": address("key_in", visit),
            "voices": [
                (pupil.name, day_cards.voice_address(visit, pupil.child.pk))
                for pupil in visit.pupils
                if not pupil.away
            ],
            "has_progress": day_cards.has_progress(request.viewer, [visit]),
            "given": day_cards.strategies_in(request.viewer, visit),
            "lessons": day_cards.lessons_in(request.viewer, visit),
            "due": due_probes(request.viewer, [pupil.child for pupil in visit.pupils]),
            "is_signed": any(each.signed for each in notes),
            "unsigned": [each for each in notes if each.is_open],
            "end_form": forms.EndInWordsForm(
                initial={"outcome": visit.outcome or Outcome.HELD, "words": visit.words}
            ),
        },
    )


@require_POST
@for_roles(*LOOKING)
def end(request: Request, pk: UUID) -> HttpResponse:
    """How it ended: held in one tap, shortened or missed in two; opened again where that was a slip."""
    visit = visit_in(request, pk)
    if "reopen" in request.POST:
        action: Callable[[], object] = lambda: visit_actions.reopen(  # noqa: E731
            visit=visit, by=request.viewer, at=timezone.now()
        )
        return act(request, action, _("It is open again."), _back(request, visit))
    form = forms.EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how the visit ended: held, shortened or missed."))
        return redirect(address("visit", visit))
    said = form.cleaned_data
    return act(
        request,
        lambda: visit_actions.end_visit(visit=visit, **said, by=request.viewer, at=timezone.now()),
        _ended(request, visit, Outcome(said["outcome"])),
        _back(request, visit),
    )


def _ended(request: Request, visit: VisitOnDay, outcome: Outcome) -> str:
    """What is said of an ending, and that a contact of the same day does not count beside a visit that was held."""
    said = _("{visit}: {outcome}.").format(visit=visit.title, outcome=outcome.label)
    there = {pupil.child.pk: pupil.name for pupil in visit.pupils if not pupil.away}
    beside = [] if outcome == Outcome.MISSED else told_beside(request.viewer, visit)
    names = sorted({there[contact.child_id] for contact in beside if contact.child_id in there})
    if not names:
        return said
    contact = _(
        "For {names}, a contact of that day is written down too. It is not counted beside the visit; "
        "if there was only one of the two, take back the other."
    )
    return sentences([said, contact.format(names=listed(names))])


@for_roles(*LOOKING)
def move(request: Request, pk: UUID) -> HttpResponse:
    """Another day or time for this one visit; what was meant otherwise is asked about first."""
    visit = visit_in(request, pk)
    at = f"{visit.starts // 60:02d}:{visit.starts % 60:02d}"
    form = forms.MoveForm(request.POST or None, initial={"on": visit.on, "starts": at})
    reasons: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        starts = form.cleaned_data["starts"]
        try:
            visit_actions.move_visit(
                visit=visit,
                on=form.cleaned_data["on"],
                starts=starts.hour * 60 + starts.minute,
                agreed="agreed" in request.POST,
                by=request.viewer,
                at=timezone.now(),
            )
        except NotAgreed as asked:
            reasons = asked.reasons
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("{visit} is moved.").format(visit=visit.title))
            return redirect("today:visit", pk)
    return render(
        request,
        "therapist/today/move.html",
        {
            "visit": visit,
            "day": day_said(visit.on, request.viewer.on),
            "form": form,
            "reasons": reasons,
            "wanted": day_said(form.cleaned_data["on"], request.viewer.on) if reasons else "",
            "back": address("visit", visit),
        },
    )


@require_POST
@for_roles(*LOOKING)
def say(request: Request, pk: UUID) -> HttpResponse:
    """What is other than planned, or one's role: each is one button; what was said is taken back the same way."""
    visit = visit_in(request, pk)
    pressed = found(next((name for name in SAID if name in request.POST), None))
    action, said = SAID[pressed](request, visit, request.POST[pressed])
    return act(request, action, said, _back(request, visit))


def day_address(request: Request, visit: VisitOnDay) -> str:
    """The day in which the viewer sees a visit: her own, or that of whoever holds it."""
    if visit.is_mine or not request.viewer.is_coordinator:
        return reverse("today:day", args=[visit.on])
    return reverse("today:of_day", args=[visit.staff.pk, visit.on])


def visit_in(request: Request, pk: UUID) -> VisitOnDay:
    """The visit by its id, and by what the timetable planned where nothing is written down of it yet."""
    series = uuid_in(request.GET["series"]) if "series" in request.GET else None
    try:
        on: date | None = parse_date(request.GET.get("on", ""))
    except ValueError as fault:
        raise Http404 from fault
    visit: VisitOnDay = found(visit_of(request.viewer, pk, series=series, on=on))
    return visit


def _notes(request: Request, pk: UUID) -> list[note_queries.ChildNote]:
    """The notes of a visit of which something is written down; of any other there are none."""
    visit = note_queries.dated_visit_for(request.viewer, pk)
    return note_queries.notes_of_visit(request.viewer, visit) if visit else []


def _to_sign(request: Request) -> set[UUID]:
    return {each.visit.pk for each in note_queries.notes_to_sign(request.viewer)}


def _may_say(request: Request, visit: VisitOnDay) -> bool:
    return visit.is_mine or request.viewer.is_coordinator or request.viewer.is_therapist


def _back(request: Request, visit: VisitOnDay) -> str:
    """The page on which the button stood, else the visit's own."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return back
    return address("visit", visit)
