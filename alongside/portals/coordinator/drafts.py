"""One timetable: its board, its name, comparing it, publishing it, putting it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.portals.coordinator.curve import curve
from alongside.portals.coordinator.timetable_forms import NameForm, PublishForm, next_monday
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.scheduling.actions import drafts, publishing
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.queries import timetables
from alongside.scheduling.queries.comparison import Column, columns
from alongside.scheduling.queries.proposals import teachers_say


@for_roles(Role.COORDINATOR)
def show(request: Request, pk: UUID) -> HttpResponse:
    """The board of a draft or of a published week."""
    timetable = found(timetables.timetable_for(request.viewer, pk))
    if timetable.state == TimetableState.DISCARDED:
        messages.info(request, _("{name} was put away.").format(name=timetable.name))
        return redirect("coordinator:timetable")
    column = columns(request.viewer, [timetable])[0]
    return render(
        request,
        "coordinator/timetable/board.html",
        {
            "timetable": timetable,
            "column": column,
            "curve": curve(timetable.build.progress) if timetable.build else None,
            "is_draft": timetable.state == TimetableState.DRAFT,
            "others": timetables.drafts_for(request.viewer).exclude(pk=pk).count(),
            "teachers": teachers_say(request.viewer, [timetable]).get(timetable.pk),
        },
    )


@for_roles(Role.COORDINATOR)
def publish(request: Request, pk: UUID) -> HttpResponse:
    """Says what publishing changes, asks from which day, and does it or says why not."""
    draft = found(timetables.timetable_for(request.viewer, pk))
    if draft.state != TimetableState.DRAFT:
        raise Http404
    initial = {"holds_from": max(draft.for_on, request.viewer.on)}
    form = PublishForm(request.POST or None, initial=initial)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            publishing.publish(
                draft=draft,
                holds_from=form.cleaned_data["holds_from"],
                by=request.viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            day = date_format(form.cleaned_data["holds_from"], "SHORT_DATE_FORMAT")
            messages.success(request, _("Published. Everybody sees this week from {day} on.").format(day=day))
            return redirect("coordinator:draft", pk)
    return render(
        request,
        "coordinator/timetable/publish.html",
        {
            "timetable": draft,
            "form": form,
            "refused": refused,
            "column": columns(request.viewer, [draft])[0],
            "first": not timetables.published_for(request.viewer).exists(),
        },
    )


@for_roles(Role.COORDINATOR)
def compare(request: Request) -> HttpResponse:
    """Timetables beside each other: those named in the address, or the drafts and the latest published one."""
    viewer = request.viewer
    named = [timetables.timetable_for(viewer, uuid_in(each)) for each in request.GET.getlist("t")[:5]]
    chosen = [each for each in named if each is not None]
    if not chosen:
        ids = [
            *timetables.drafts_for(viewer).values_list("pk", flat=True)[:3],
            *timetables.published_for(viewer).values_list("pk", flat=True)[:1],
        ]
        chosen = [found(timetables.timetable_for(viewer, pk)) for pk in ids]
    figures = columns(viewer, chosen)
    staff = sorted({name for column in figures for name in column.minutes_by_therapist})
    return render(
        request,
        "coordinator/timetable/compare.html",
        {
            "columns": figures,
            "terms": _terms(figures),
            "staff": [
                (name, _titled(figures, [column.minutes_by_therapist.get(name, 0) for column in figures]))
                for name in staff
            ],
            "all": timetables.timetables_for(viewer)[:20],
            "chosen": {each.pk for each in chosen},
            "next_monday": next_monday(viewer.on),
        },
    )


TERM_WORDS = {
    "unmet": gettext_lazy("Sessions and tasks without a place"),
    "unfair": gettext_lazy("Children who miss more than one"),
    "misfit": gettext_lazy("Routines that fit less well"),
    "avoid": gettext_lazy("Taken out of a routine rather not"),
    "repeat": gettext_lazy("The same routine missed again"),
    "visit": gettext_lazy("Number of visits"),
    "travel": gettext_lazy("Travel"),
    "moved": gettext_lazy("Moved against the published week"),
    "shifted": gettext_lazy("Shifted within the day"),
}


def _terms(figures: list[Column]) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        (str(word), _titled(figures, [column.terms[term] for column in figures]))
        for term, word in TERM_WORDS.items()
    ]


def _titled(figures: list[Column], numbers: list[int]) -> list[tuple[str, int]]:
    """One number of each timetable with its title, which a phone shows beside it."""
    return [(column.timetable.title, number) for column, number in zip(figures, numbers, strict=True)]


@require_POST
@for_roles(Role.COORDINATOR)
def rename(request: Request, pk: UUID) -> HttpResponse:
    """Gives a draft a name."""
    draft = found(timetables.timetable_for(request.viewer, pk))
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A name needs 1 to 40 letters."))
        return redirect("coordinator:draft", pk)
    name = form.cleaned_data["name"]
    try:
        drafts.rename_draft(draft=draft, name=name, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The draft is called {name} now.").format(name=name))
    return redirect("coordinator:draft", pk)


@require_POST
@for_roles(Role.COORDINATOR)
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Puts a draft away."""
    draft = found(timetables.timetable_for(request.viewer, pk))
    try:
        drafts.discard_draft(draft=draft, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("coordinator:draft", pk)
    messages.success(request, _("{name} is put away.").format(name=draft.name))
    return redirect("coordinator:timetable")
