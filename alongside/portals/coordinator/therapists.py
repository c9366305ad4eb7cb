"""The therapists with what they carry, and one member of staff: hours, limits, other work, account."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms import actions as classroom_actions
from alongside.classrooms import queries as classrooms
from alongside.people import actions as people_actions
from alongside.people import queries as people
from alongside.people.choices import Discipline, Role
from alongside.people.models import StaffMember
from alongside.portals.coordinator import therapists_forms as forms
from alongside.portals.coordinator.children_forms import AccountForm
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.coordinator.people_forms import LeavesForm, StaffNameForm
from alongside.portals.coordinator.pictures import times_by_day
from alongside.portals.coordinator.spans_form import Span, SpansForm
from alongside.portals.shared.access import Request, for_roles, found
from alongside.scheduling.actions import availability as actions
from alongside.scheduling.queries import availability
from alongside.scheduling.queries.loads import therapist_loads

A_PAGE = 50


@for_roles(Role.COORDINATOR)
def therapists(request: Request) -> HttpResponse:
    """The therapists by discipline, each with hours and minutes; then the rest of the staff."""
    viewer = request.viewer
    loads = therapist_loads(viewer)
    others = people.staff_for(viewer).exclude(role=Role.THERAPIST).select_related("account")
    return render(
        request,
        "coordinator/therapists/list.html",
        {
            "disciplines": [
                (discipline, mine)
                for discipline in Discipline
                if (mine := [load for load in loads if load.staff.discipline == discipline])
            ],
            "any_left": people.staff_who_left(viewer).exists(),
            "without_hours": sum(load.work_minutes == 0 for load in loads),
            "page": Paginator(others.order_by("role", "family_name", "given_name"), A_PAGE).get_page(
                request.GET.get("page")
            ),
        },
    )


@for_roles(Role.COORDINATOR)
def staff_add(request: Request) -> HttpResponse:
    """A therapist, assistant or teacher."""
    asked = request.GET.get("role")
    return form_page(
        request,
        forms.StaffForm(request.POST or None, initial={"role": asked} if asked in Role.values else None),
        partial(people_actions.add_staff_member, by=request.viewer, at=timezone.localtime()),
        Head(
            _("Add a member of staff"),
            _("They need no account to stand in a timetable."),
            _("Add to the staff"),
            (_("Therapists"), reverse("coordinator:therapists")),
        ),
        said=_("Added."),
        to=lambda staff: _address(staff),
    )


@for_roles(Role.COORDINATOR)
def therapist(request: Request, pk: UUID) -> HttpResponse:
    """One member of staff: hours by day, limits, other work, account."""
    viewer = request.viewer
    shown = _staff(request, pk)
    hours: dict[str, list[Any]] = {}
    for span in availability.hours_of(viewer, shown):
        hours.setdefault(span.day, []).append(span)
    days = classrooms.cycle_days(viewer)
    return render(
        request,
        "coordinator/therapists/therapist.html",
        {
            "staff": shown,
            "is_therapist": shown.role == Role.THERAPIST,
            "hours": [(day, hours[day]) for day in dict.fromkeys([*days, *hours]) if day in hours],
            "work_hours": sum(each.ends - each.starts for spans in hours.values() for each in spans) / 60,
            "limits": availability.limits_of(viewer, shown),
            "tasks": [
                (
                    task,
                    times_by_day(
                        days, [(each["day"], each["starts"], each["ends"]) for each in task.windows]
                    ),
                )
                for task in availability.planning_tasks_of(viewer, shown)
            ],
            "load": next((each for each in therapist_loads(viewer) if each.staff.pk == shown.pk), None),
        },
    )


@for_roles(Role.COORDINATOR)
def therapist_hours(request: Request, pk: UUID) -> HttpResponse:
    """When and where a therapist works, by day."""
    shown = _staff(request, pk, Role.THERAPIST)
    viewer = request.viewer
    kept = [
        Span(each.day, each.starts, each.ends, each.school) for each in availability.hours_of(viewer, shown)
    ]
    days = list(dict.fromkeys([*classrooms.cycle_days(viewer), *(span.day for span in kept)]))

    def keep(spans: list[Span]) -> None:
        actions.set_availability(staff=shown, hours=spans, by=viewer, at=timezone.localtime())

    sentence = _("A visit is placed only within these times. Leave a line empty where {name} is not at work.")
    return form_page(
        request,
        SpansForm(days, kept, request.POST or None, schools=people.schools_for(viewer)),
        keep,
        _head(shown, _("Working hours"), sentence.format(name=shown.given_name), _("Keep these hours")),
        said=_("Kept. The next build reads it."),
        to=_address(shown),
        template="coordinator/facts/spans.html",
    )


@for_roles(Role.COORDINATOR)
def therapist_limits(request: Request, pk: UUID) -> HttpResponse:
    """Lunch, changeover and upper limits."""
    shown = _staff(request, pk, Role.THERAPIST)
    kept = availability.limits_of(request.viewer, shown)
    initial = {name: getattr(kept, name) for name in forms.TherapistLimitsForm.base_fields}
    sentence = _("What a week of {name} can hold.").format(name=shown.given_name)
    return form_page(
        request,
        forms.TherapistLimitsForm(request.POST or None, initial=initial),
        partial(actions.set_limits, staff=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Lunch and limits"), sentence, _("Keep these limits")),
        said=_("Kept. The next build reads it."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def task_add(request: Request, pk: UUID) -> HttpResponse:
    """Other work that needs a place in the week."""
    shown = _staff(request, pk, Role.THERAPIST)
    viewer = request.viewer
    sentence = _("Planning with a teacher, a meeting, a parents’ hour: the build finds it a place.")
    return form_page(
        request,
        forms.TaskForm(viewer, classrooms.cycle_days(viewer), request.POST or None),
        partial(actions.add_planning_task, staff=shown, by=viewer, at=timezone.localtime()),
        _head(shown, _("Add other work"), sentence, _("Add this work")),
        said=_("Added. The next build finds a place for it."),
        to=_address(shown),
        template="coordinator/therapists/task.html",
    )


@require_POST
@for_roles(Role.COORDINATOR)
def task_end(request: Request, pk: UUID) -> HttpResponse:
    """Takes other work out of the builds to come."""
    task = found(availability.planning_task_for(request.viewer, pk))
    actions.end_planning_task(task=task, by=request.viewer, at=timezone.localtime())
    messages.success(request, _("{title} is left out of the builds to come.").format(title=task.title))
    return redirect("coordinator:therapist", task.staff_id)


@for_roles(Role.COORDINATOR)
def staff_account(request: Request, pk: UUID) -> HttpResponse:
    """Lets a member of staff sign in."""
    shown = _staff(request, pk)
    title = _("An account for {name}").format(name=shown.name)
    return form_page(
        request,
        AccountForm(request.POST or None, initial={"email": shown.email}),
        partial(people_actions.give_account, person=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, title, _("You choose the first password and hand it over."), _("Give this account")),
        said=_("{name} can sign in now.").format(name=shown.name),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def staff_name(request: Request, pk: UUID) -> HttpResponse:
    """A name or an address, put right."""
    shown = _staff(request, pk)
    kept = {name: getattr(shown, name) for name in StaffNameForm.base_fields}
    return form_page(
        request,
        StaffNameForm(request.POST or None, initial=kept),
        partial(people_actions.correct_staff, staff=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Correct the name"), _("It changes on every page and paper."), _("Keep this name")),
        said=_("Kept."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def staff_leaves(request: Request, pk: UUID) -> HttpResponse:
    """The day on which somebody is no longer on the staff; it can be moved or taken back once it has come, too."""
    viewer = request.viewer
    shown = found(people.all_staff(viewer).filter(pk=pk).first())
    sentence = _(
        "From that day on {name} sees no child and no week here, and the next build plans without them. What they "
        "wrote stays under their name."
    ).format(name=shown.name)
    staff = (_("Therapists"), reverse("coordinator:therapists"))
    is_here = shown.leaves_on is None or shown.leaves_on > viewer.on
    return form_page(
        request,
        LeavesForm(shown.leaves_on, request.POST or None),
        partial(classroom_actions.say_staff_leaves, staff=shown, by=viewer, at=timezone.localtime()),
        Head(
            _("{name} leaves").format(name=shown.name),
            sentence,
            _("Keep this day"),
            (*staff, shown.name, _address(shown)) if is_here else staff,
        ),
        said=_("Kept."),
        to=lambda gone: staff[1] if gone.leaves_on and gone.leaves_on <= viewer.on else _address(gone),
    )


def _staff(request: Request, pk: UUID, *roles: Role) -> StaffMember:
    staff = people.staff_for(request.viewer).select_related("account").filter(pk=pk)
    shown: StaffMember = found((staff.filter(role__in=roles) if roles else staff).first())
    return shown


def _address(shown: StaffMember) -> str:
    return reverse("coordinator:therapist", args=[shown.pk])


def _head(shown: StaffMember, title: Any, sentence: Any, button: Any) -> Head:
    return Head(
        title,
        sentence,
        button,
        (_("Therapists"), reverse("coordinator:therapists"), shown.name, _address(shown)),
    )
