"""The day of a therapist or assistant: what is now, what comes, what is other than planned; a coordinator may look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions.changes import say_change
from alongside.capture.choices import ChangeKind
from alongside.capture.queries import notes as note_queries
from alongside.capture.queries.days import Day, day_of
from alongside.capture.queries.this_week import this_week
from alongside.conversations.queries.threads import unread_rows
from alongside.people.choices import Role
from alongside.people.queries import schools_for, staff_records_of
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.therapist import day_cards
from alongside.portals.therapist.day_cards import Moment

#: Whose day it is, and who may look at anybody's.
OWN = (Role.THERAPIST, Role.ASSISTANT)
LOOKING = (*OWN, Role.COORDINATOR)


@for_roles(*OWN)
def mine(request: Request, on: date | None = None) -> HttpResponse:
    """One's own day."""
    day = own_day(request, _date(request, on))
    if day is None:
        return render(request, "therapist/none.html")
    return _show(request, day)


@for_roles(*LOOKING)
def of(request: Request, staff: UUID, on: date | None = None) -> HttpResponse:
    """Anybody's day for a coordinator; one's own for everybody else."""
    return _show(request, found(day_of(request.viewer, staff, _date(request, on))))


@require_POST
@for_roles(*OWN)
def away(request: Request, on: date) -> HttpResponse:
    """I am away on this day."""
    day: Day = found(own_day(request, _date(request, on)))
    schools = {visit.school_id for visit in day.visits}
    school = found(schools_for(request.viewer).filter(pk__in=schools).first())
    return act(
        request,
        lambda: say_change(
            kind=ChangeKind.STAFF_AWAY,
            school=school,
            staff=day.staff,
            on=on,
            by=request.viewer,
            at=timezone.now(),
        ),
        _("You are away that day. Your coordinator sees it; you can take it back."),
        address(day),
    )


def own_day(request: Request, on: date) -> Day | None:
    """The viewer's own day, or None where her account is tied to nobody who visits."""
    days = (day_of(request.viewer, staff.pk, on) for staff in staff_records_of(request.viewer))
    return next((day for day in days if day), None)


def now(request: Request) -> Moment:
    """The present moment where the organisation is."""
    clock = timezone.localtime()
    return Moment(request.viewer.on, clock.hour * 60 + clock.minute)


def address(day: Day, on: date | None = None) -> str:
    """Where a day is shown: one's own, or another's."""
    on = on or day.on
    if day.is_own:
        return reverse("today:day", args=[on])
    return reverse("today:of_day", args=[day.staff.pk, on])


def _date(request: Request, on: date | None) -> date:
    """The day in the address, or today; far away there is nobody's day."""
    if on and abs(on.year - request.viewer.on.year) > 10:
        raise Http404
    return on or request.viewer.on


def _show(request: Request, day: Day) -> HttpResponse:
    viewer = request.viewer
    moment = now(request)
    is_today = day.on == viewer.on
    to_sign = note_queries.notes_to_sign(viewer) if day.is_own else []
    waiting = {each.visit.pk for each in to_sign}
    may_say = day.is_own or viewer.is_coordinator
    cards = [day_cards.card(visit, moment, waiting, may_say=may_say) for visit in day.visits]
    top = day_cards.on_top(cards) if is_today else None
    context: dict[str, Any] = {
        "day": day,
        "is_today": is_today,
        "line": day_cards.line(day, cards),
        "top": top,
        "has_progress": day_cards.has_progress(viewer, [top.visit] if top else []),
        "given": day_cards.strategies_in(viewer, top.visit if top else None),
        "lessons": day_cards.lessons_in(viewer, top.visit if top else None),
        "title": day_cards.title(day),
        "sentence": day_cards.sentence(day, top, viewer.account.name, moment) if day.visits else "",
        "changes": [
            (each, next(card for card in cards if each in card.visit.changes)) for each in day.changes
        ],
        "moved": [card for card in cards if card.moved_words],
        "unread": unread_rows(viewer) if day.is_own and is_today else [],
        "may_be_away": _may_be_away(viewer.on, day),
        "to_sign": to_sign,
        "to_countersign": note_queries.notes_to_countersign(viewer).count() if day.is_own else 0,
        "week": this_week(viewer, day.staff.pk, day.on),
        "before": address(day, day.on - timedelta(days=1)),
        "after": address(day, day.on + timedelta(days=1)),
        "sheet": reverse("today:sheet_of", args=[day.staff.pk, day.on]),
        "today": reverse("today:mine") if day.is_own else reverse("today:of", args=[day.staff.pk]),
    }
    return render(request, "therapist/today/day.html", context)


def _may_be_away(today: date, day: Day) -> bool:
    """Whether there is a day to be away from, which has not passed, and nobody has said it yet."""
    said = any(
        each.kind == ChangeKind.STAFF_AWAY and each.change.staff_id == day.staff.pk for each in day.changes
    )
    return day.is_own and day.on >= today and bool(day.visits) and not said
