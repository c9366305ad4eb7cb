"""The schools: how their days turn, terms, days off, rooms, and the ways between them."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms import actions, queries
from alongside.people import actions as people_actions
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.people.models import School
from alongside.portals.coordinator import schools_forms as forms
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.coordinator.pictures import by_school, school_year, times_by_day
from alongside.portals.coordinator.spans_form import Span, SpansForm
from alongside.portals.shared.access import Request, for_roles, found
from alongside.scheduling.actions.availability import set_travel
from alongside.scheduling.queries.availability import ways_between_schools


@for_roles(Role.COORDINATOR)
def schools(request: Request) -> HttpResponse:
    """Every school, and the ways between them."""
    viewer = request.viewer
    listed = list(people.schools_for(viewer))
    classes = by_school(queries.classrooms_for(viewer))
    turning = queries.cycles_of(viewer)
    return render(
        request,
        "coordinator/schools/list.html",
        {
            "rows": [(each, len(classes.get(each.name, [])), turning.get(each.pk)) for each in listed],
            "ways": list(ways_between_schools(viewer)),
        },
    )


@for_roles(Role.COORDINATOR)
def school_add(request: Request) -> HttpResponse:
    """A school by hand."""
    return form_page(
        request,
        forms.SchoolForm(request.POST or None),
        partial(people_actions.add_school, by=request.viewer, at=timezone.localtime()),
        Head(
            _("Add a school"),
            _("Schools also come with a roster."),
            _("Add this school"),
            (_("Schools"), reverse("coordinator:schools")),
        ),
        said=_("Added. Now say how its days turn."),
        to=lambda school: _address(school),
    )


@for_roles(Role.COORDINATOR)
def school(request: Request, pk: UUID) -> HttpResponse:
    """One school: its cycle, its year, its rooms."""
    viewer = request.viewer
    shown = _school(request, pk)
    turning = queries.cycle_of(shown)
    days = queries.cycle_days(viewer, shown)
    terms, days_off = list(queries.terms_of(viewer, shown)), list(queries.days_off_of(viewer, shown))
    return render(
        request,
        "coordinator/schools/school.html",
        {
            "school": shown,
            "turning": turning,
            "terms": terms,
            "days_off": days_off,
            "months": school_year(terms, days_off, turning.weekdays if turning else [], viewer.on),
            "rooms": [
                (
                    room,
                    times_by_day(days, [(each.day, each.starts, each.ends) for each in room.openings.all()]),
                )
                for room in queries.rooms_for(viewer)
                if room.school_id == shown.pk
            ],
            "today": viewer.on,
        },
    )


@for_roles(Role.COORDINATOR)
def cycle(request: Request, pk: UUID) -> HttpResponse:
    """How the school's days turn."""
    shown = _school(request, pk)
    kept = queries.cycle_of(shown)
    initial: dict[str, Any] = {"anchor_on": request.viewer.on}
    if kept:
        initial = {
            "kind": kept.kind,
            "days": ", ".join(kept.days),
            "weekdays": sorted(set(kept.weekdays)),
            "first": kept.weekdays[0],
            "anchor_on": kept.anchor_on,
        }
    return form_page(
        request,
        forms.CycleForm(request.POST or None, initial=initial),
        partial(actions.set_cycle, school=shown, by=request.viewer, at=timezone.localtime()),
        _head(
            shown,
            _("How the days turn"),
            _("A timetable is written once for each day of the cycle."),
            _("Keep this"),
        ),
        said=_("Kept. The next build reads it."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def term_add(request: Request, pk: UUID) -> HttpResponse:
    """A term of the school."""
    shown = _school(request, pk)
    return form_page(
        request,
        forms.TermForm(request.POST or None),
        partial(actions.add_term, school=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Add a term"), _("Calendars know visits within terms alone."), _("Add this term")),
        said=_("Added."),
        to=_address(shown),
    )


@require_POST
@for_roles(Role.COORDINATOR)
def term_remove(request: Request, pk: UUID, term: UUID) -> HttpResponse:
    """Takes a term away."""
    shown = _school(request, pk)
    gone = found(queries.terms_of(request.viewer, shown).filter(pk=term).first())
    actions.remove_term(term=gone, by=request.viewer, at=timezone.localtime())
    messages.success(request, _("{name} is gone from the calendar.").format(name=gone.name))
    return redirect("coordinator:school", pk)


@for_roles(Role.COORDINATOR)
def days_off_add(request: Request, pk: UUID) -> HttpResponse:
    """A holiday within a term, or a single day."""
    shown = _school(request, pk)
    return form_page(
        request,
        forms.DaysOffForm(request.POST or None),
        partial(actions.add_days_off, school=shown, by=request.viewer, at=timezone.localtime()),
        _head(
            shown, _("Add days off"), _("No visit stands in a calendar on these days."), _("Add these days")
        ),
        said=_("Added."),
        to=_address(shown),
    )


@require_POST
@for_roles(Role.COORDINATOR)
def day_off_remove(request: Request, pk: UUID, day: UUID) -> HttpResponse:
    """School after all."""
    shown = _school(request, pk)
    gone = found(queries.days_off_of(request.viewer, shown).filter(pk=day).first())
    actions.remove_day_off(day_off=gone, by=request.viewer, at=timezone.localtime())
    messages.success(request, _("There is school on that day again."))
    return redirect("coordinator:school", pk)


@for_roles(Role.COORDINATOR)
def room_add(request: Request, pk: UUID) -> HttpResponse:
    """A room for pull-out work, free at the same hours every day."""
    shown = _school(request, pk)
    days = queries.cycle_days(request.viewer, shown)

    def add(name: str, starts: int, ends: int) -> Any:
        openings = [(day, starts, ends) for day in days]
        return actions.add_room(
            school=shown, name=name, openings=openings, by=request.viewer, at=timezone.localtime()
        )

    sentence = _("Where a child can be seen outside class. Single days can be changed afterwards.")
    return form_page(
        request,
        forms.RoomForm(request.POST or None),
        add,
        _head(shown, _("Add a room"), sentence, _("Add this room")),
        said=_("Added."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def room(request: Request, pk: UUID) -> HttpResponse:
    """When a room is free, by day."""
    kept = found(queries.rooms_for(request.viewer).filter(pk=pk).first())
    days = queries.cycle_days(request.viewer, kept.school)

    def keep(spans: list[Span]) -> None:
        openings = [span[:3] for span in spans]
        actions.set_room_openings(room=kept, openings=openings, by=request.viewer, at=timezone.localtime())

    sentence = _("Visits outside class take place there. A room without times is closed.")
    spans = [Span(each.day, each.starts, each.ends) for each in kept.openings.all()]
    return form_page(
        request,
        SpansForm(list(dict.fromkeys([*days, *(span.day for span in spans)])), spans, request.POST or None),
        keep,
        _head(kept.school, kept.name, sentence, _("Keep these times")),
        said=_("Kept. The next build reads it."),
        to=_address(kept.school),
        template="coordinator/facts/spans.html",
    )


@for_roles(Role.COORDINATOR)
def way(request: Request) -> HttpResponse:
    """How long it takes from one school to another."""
    return form_page(
        request,
        forms.WayForm(request.viewer, request.POST or None),
        partial(set_travel, by=request.viewer, at=timezone.localtime()),
        Head(
            _("The way between two schools"),
            _("A therapist at both is given this time in between."),
            _("Keep this"),
            (_("Schools"), reverse("coordinator:schools")),
        ),
        said=_("Kept. The next build reads it."),
        to=reverse("coordinator:schools"),
    )


def _school(request: Request, pk: UUID) -> School:
    shown: School = found(people.schools_for(request.viewer).filter(pk=pk).first())
    return shown


def _address(shown: School) -> str:
    return reverse("coordinator:school", args=[shown.pk])


def _head(shown: School, title: Any, sentence: Any, button: Any) -> Head:
    return Head(
        title, sentence, button, (_("Schools"), reverse("coordinator:schools"), shown.name, _address(shown))
    )
