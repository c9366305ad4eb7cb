"""What is to be made up or placed by date, and where: found, chosen and placed in two taps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.capture.actions.make_up import give_up_make_up, place_make_up
from alongside.capture.queries.make_up import (
    ByDate,
    Missed,
    by_date_for,
    make_up_list,
    missed_for,
    places_to_make_up,
)
from alongside.capture.queries.places import SCHOOL_DAYS_AHEAD, named_places
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.therapist.delivered_forms import PlaceForm
from alongside.portals.therapist.plan_pages import TEAM
from alongside.schooltime.clock import clock

#: How many places stand before the others, which open by date.
BEST = 3


@for_roles(*TEAM)
def to_place(request: Request) -> HttpResponse:
    """The list, the most urgent first."""
    return render(request, "therapist/delivered/make_up.html", {"waiting": make_up_list(request.viewer)})


@for_roles(*TEAM)
def missed(request: Request, session: UUID) -> HttpResponse:
    """Where a missed session could be made up."""
    return _places(request, found(missed_for(request.viewer, session)))


@for_roles(*TEAM)
def by_date(request: Request, planned: UUID) -> HttpResponse:
    """Where the next session of a service could be that is placed by date."""
    return _places(request, found(by_date_for(request.viewer, planned)))


@require_POST
@for_roles(*TEAM)
def give_up(request: Request, session: UUID) -> HttpResponse:
    """Takes a missed session off the list, with the reason."""
    each: Missed = found(missed_for(request.viewer, session))
    said = _("{child}’s session of {day} is off the list.").format(
        child=each.child.first_name, day=date_format(each.session.visit.on, "MONTH_DAY_FORMAT")
    )
    why = request.POST.get("why", "")
    return _do(
        request,
        lambda: give_up_make_up(session=each.session, why=why, by=request.viewer, at=timezone.now()),
        said,
    ) or redirect("delivered:missed", session)


def _places(request: Request, each: Missed | ByDate) -> HttpResponse:
    if request.method == "POST":
        form = PlaceForm(request.POST)
        if form.is_valid():
            of = each.session if isinstance(each, Missed) else each.planned
            said = _("Placed: {child} on {day} at {time}.").format(
                child=each.child.first_name,
                day=date_format(form.key.on, "WEEKDAY_FORMAT"),
                time=clock(form.key.starts).removeprefix("0"),
            )
            done = _do(
                request,
                lambda: place_make_up(of=of, place=form.key, by=request.viewer, at=timezone.now()),
                said,
            )
            if done:
                return done
    places = named_places(request.viewer, places_to_make_up(request.viewer, each))
    later = sorted(places[BEST:], key=lambda named: (named.place.on, named.place.starts))
    context = {
        "each": each,
        "missed": each if isinstance(each, Missed) else None,
        "best": places[:BEST],
        "by_day": [(on, list(group)) for on, group in groupby(later, key=lambda named: named.place.on)],
        "ahead": SCHOOL_DAYS_AHEAD,
    }
    return render(request, "therapist/delivered/places.html", context)


def _do(request: Request, action: Callable[[], object], said: str) -> HttpResponse | None:
    """Calls one action and goes back to the list; None, with the sentence, where it was refused."""
    try:
        action()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return None
    messages.success(request, said)
    return redirect("delivered:make_up")
