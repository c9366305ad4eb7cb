"""The teacher's day: who comes, what to do in this routine, and two taps that say how it went."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from alongside.capture.queries.class_days import ClassWeek, class_week
from alongside.capture.queries.notes import left_for_class
from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.teacher import day_words
from alongside.portals.teacher.classes import class_of, of_mine
from alongside.scheduling.queries.proposals import proposals_to_answer
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions import uses
from alongside.strategies.choices import Went
from alongside.strategies.queries.given import GivenRow, given_to_class
from alongside.strategies.queries.planning import lessons_of


@for_roles(Role.TEACHER)
def today(request: Request, pk: UUID) -> HttpResponse:
    """The day of one class; `?at=` shows another routine than the one that is now."""
    viewer = request.viewer
    week: ClassWeek = found(class_week(viewer, pk, viewer.on))
    rows = given_to_class(viewer, pk, viewer.on)
    clock = timezone.localtime()
    minute = clock.hour * 60 + clock.minute
    tabs = day_words.tabs(week.today, rows, request.GET.get("at", ""), minute)
    shown = next((tab for tab in tabs if tab.is_shown), None)
    lessons = lessons_of(viewer, [pk], DateSpan(viewer.on, viewer.on + timedelta(days=1)))
    line = partial(day_words.line, today=viewer.on, minute=minute)
    return render(
        request,
        "teacher/today.html",
        {
            "classroom": week.classroom,
            "classes": of_mine(request, "today", pk),
            "sentence": f"{date_format(viewer.on, 'WEEKDAY_FORMAT')}. "
            + day_words.greeting(viewer.account.name.split()[0], minute),
            "day": week.today,
            "lines": [line(each) for each in week.today.comers],
            "rest": [
                (each, [line(comer) for comer in each.comers])
                for each in week.rest
                if each.comers or each.off
            ],
            "tabs": tabs,
            "shown": shown,
            "given": day_words.given(rows, shown.kind) if shown else [],
            "is_given": bool(rows),
            "lessons": [each for each in lessons if shown is None or each.kind in {"", shown.kind}],
            "left": left_for_class(viewer, pk),
            "proposals": [each for each in proposals_to_answer(viewer) if each.classroom.pk == pk],
        },
    )


@require_POST
@for_roles(Role.TEACHER)
def say(request: Request, pk: UUID, assignment: UUID) -> HttpResponse:
    """It was used or not, it went so, or that was said by mistake: one tap each.

    Asked by htmx it answers with the one card, else it leads back to it.
    """
    classroom = class_of(request, pk)
    row = _row(request, pk, assignment)
    try:
        _say(request, row, request.POST.get("said", ""))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        if request.headers.get("HX-Request"):
            response = HttpResponse()
            response.headers["HX-Refresh"] = "true"
            return response
    if request.headers.get("HX-Request"):
        card = day_words.given_row(_row(request, pk, assignment))
        return render(
            request, "teacher/given.html", {"classroom": classroom, "each": card, "is_swapped": True}
        )
    return redirect(f"{reverse('my_class:today', args=[pk])}?at={row.assignment.kind}#do-{row.assignment.pk}")


def _row(request: Request, pk: UUID, assignment: UUID) -> GivenRow:
    rows = given_to_class(request.viewer, pk, request.viewer.on)
    row: GivenRow = found(next((each for each in rows if each.assignment.pk == assignment), None))
    return row


def _say(request: Request, row: GivenRow, said: str) -> None:
    """Calls the one action that a tap means; what it means already is left as it is."""
    by, at = request.viewer, timezone.now()
    if said in {"used", "not"}:
        uses.say_used(assignment=row.assignment, on=by.on, was_used=said == "used", by=by, at=at)
    elif said in Went.values and row.mine:
        uses.say_went(use=row.mine, went=said, by=by, at=at)
    elif said == "undo" and row.mine:
        uses.take_back(use=row.mine, by=by, at=at)
    elif said != "undo" and said not in Went.values:
        raise Http404
