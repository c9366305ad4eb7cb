"""One child: class, services, times when it cannot be seen, week, team and family."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from alongside.people.models import Child
from alongside.people.queries.consents import consents_of
from alongside.plans import actions as plan_actions
from alongside.plans import queries as plans
from alongside.portals.coordinator import children_forms as forms
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.coordinator.families import family_of
from alongside.portals.coordinator.people_forms import ChildNameForm, LeavesForm
from alongside.portals.shared.access import Request, for_roles, found
from alongside.scheduling.actions import availability as availability_actions
from alongside.scheduling.queries import availability
from alongside.scheduling.queries.weeks import week_of_child


@for_roles(Role.COORDINATOR)
def child(request: Request, pk: UUID) -> HttpResponse:
    """Everything about a child that a timetable is built from."""
    viewer = request.viewer
    shown = _child(request, pk)
    services = plans.services_of_children(viewer, [shown]).get(shown.pk, [])
    days = classrooms.cycle_days(viewer, shown.school)
    return render(
        request,
        "coordinator/children/child.html",
        {
            "child": shown,
            "services": services,
            "sessions": sum(each.sessions for each in services),
            "minutes": sum(each.sessions * each.minutes for each in services),
            "disciplines": Discipline,
            "spans": sorted(
                availability.unavailable_spans_of(viewer, shown),
                key=lambda span: (days.index(span.day) if span.day in days else len(days), span.starts),
            ),
            "week": week_of_child(viewer, shown.pk, viewer.on),
            "team": people.team_of(viewer, shown),
            "family": family_of(request, shown),
            "consents": consents_of(viewer, shown),
            "today": viewer.on,
        },
    )


@for_roles(Role.COORDINATOR)
def child_name(request: Request, pk: UUID) -> HttpResponse:
    """A child's name, put right."""
    shown = _child(request, pk)
    kept = {name: getattr(shown, name) for name in ChildNameForm.base_fields}
    return form_page(
        request,
        ChildNameForm(request.POST or None, initial=kept),
        partial(people_actions.correct_child, child=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Correct the name"), _("It changes on every page and paper."), _("Keep this name")),
        said=_("Kept."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def child_leaves(request: Request, pk: UUID) -> HttpResponse:
    """The day on which a child is no longer here; it can be moved or taken back once it has come, too."""
    viewer = request.viewer
    shown = found(people.all_children(viewer).select_related("school").filter(pk=pk).first())
    sentence = _(
        "From that day on nobody finds {name}: class, services and team end, and the next build leaves {name} out. "
        "The record stays."
    ).format(name=shown.first_name)
    children = (_("Children"), reverse("coordinator:children"))
    is_here = shown.leaves_on is None or shown.leaves_on > viewer.on
    return form_page(
        request,
        LeavesForm(shown.leaves_on, request.POST or None),
        partial(plan_actions.say_child_leaves, child=shown, by=viewer, at=timezone.localtime()),
        Head(
            _("{name} leaves").format(name=shown.name),
            sentence,
            _("Keep this day"),
            (*children, shown.first_name, _address(shown)) if is_here else children,
        ),
        said=_("Kept."),
        to=lambda child: children[1] if child.leaves_on and child.leaves_on <= viewer.on else _address(child),
    )


@for_roles(Role.COORDINATOR)
def child_class(request: Request, pk: UUID) -> HttpResponse:
    """Another class from a day."""
    shown = _child(request, pk)

    def change(classroom: Any, starts: Any) -> None:
        classroom_actions.enrol(
            classroom=classroom, children=[shown], starts=starts, by=request.viewer, at=timezone.localtime()
        )

    return form_page(
        request,
        forms.ClassForm(request.viewer, shown, request.POST or None),
        change,
        _head(
            shown,
            _("Change class"),
            _("What was published stays as it is until the next build."),
            _("Change class"),
        ),
        said=_("{name} changes class.").format(name=shown.first_name),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def service_add(request: Request, pk: UUID, discipline: str) -> HttpResponse:
    """A service of one discipline for a child."""
    shown = _child(request, pk)
    if discipline not in Discipline.values:
        raise Http404
    given = Discipline(discipline)
    add = partial(
        plan_actions.add_service, child=shown, discipline=given, by=request.viewer, at=timezone.localtime()
    )
    return form_page(
        request,
        forms.ServiceForm(request.viewer, given, request.POST or None),
        add,
        _head(
            shown,
            given.label,
            _("What {name} is owed in each cycle of the timetable.").format(name=shown.first_name),
            _("Add this service"),
        ),
        said=_("Added. The next build finds a place for it."),
        to=_address(shown),
        template="coordinator/children/service.html",
        discipline=given,
    )


@for_roles(Role.COORDINATOR)
def service_change(request: Request, pk: UUID) -> HttpResponse:
    """Corrects a service."""
    service = found(plans.service_for(request.viewer, pk))
    given = Discipline(service.discipline)
    return form_page(
        request,
        forms.ServiceForm(request.viewer, given, request.POST or None, instance=service),
        partial(plan_actions.change_service, service=service, by=request.viewer, at=timezone.localtime()),
        _head(
            service.child,
            given.label,
            _("What was published stays as it is until the next build."),
            _("Keep these changes"),
        ),
        said=_("Changed. The next build reads it."),
        to=_address(service.child),
        template="coordinator/children/service.html",
        discipline=given,
        service=service,
    )


@for_roles(Role.COORDINATOR)
def service_end(request: Request, pk: UUID) -> HttpResponse:
    """Ends a service on a day."""
    service = found(plans.service_for(request.viewer, pk))
    sentence = _("{discipline}, {sessions} × {minutes} minutes. Its past stays in the record.").format(
        discipline=service.get_discipline_display(), sessions=service.sessions, minutes=service.minutes
    )
    return form_page(
        request,
        forms.EndForm(request.POST or None, initial={"ends": service.ends or request.viewer.on}),
        partial(plan_actions.end_service, service=service, by=request.viewer, at=timezone.localtime()),
        _head(service.child, _("End a service"), sentence, _("End it on this day")),
        said=_("The service ends. The next build leaves it out."),
        to=_address(service.child),
    )


@for_roles(Role.COORDINATOR)
def away_add(request: Request, pk: UUID) -> HttpResponse:
    """A time when the child cannot be seen."""
    shown = _child(request, pk)
    sentence = _("No session is placed there: swimming, a favourite club, a doctor’s hour.")
    return form_page(
        request,
        forms.UnavailableForm(classrooms.cycle_days(request.viewer, shown.school), request.POST or None),
        partial(
            availability_actions.set_unavailable, child=shown, by=request.viewer, at=timezone.localtime()
        ),
        _head(shown, _("A time to keep free"), sentence, _("Keep it free")),
        said=_("Kept free. The next build reads it."),
        to=_address(shown),
    )


@require_POST
@for_roles(Role.COORDINATOR)
def away_remove(request: Request, pk: UUID) -> HttpResponse:
    """Opens such a time again."""
    span = found(availability.unavailable_span_for(request.viewer, pk))
    availability_actions.remove_unavailable(span=span, by=request.viewer, at=timezone.localtime())
    messages.success(request, _("Sessions may be placed there again."))
    return redirect("coordinator:child", span.child_id)


@for_roles(Role.COORDINATOR)
def team_add(request: Request, pk: UUID) -> HttpResponse:
    """Somebody for the child's team."""
    shown = _child(request, pk)

    def join(staff: Any) -> None:
        people_actions.join_teams(places=[(shown, staff)], by=request.viewer, at=timezone.localtime())

    sentence = _("Who is in a team sees the child. Publishing a week adds its therapists by itself.")
    return form_page(
        request,
        forms.TeamForm(request.viewer, request.POST or None),
        join,
        _head(shown, _("Add to the team"), sentence, _("Add to the team")),
        said=_("In the team."),
        to=_address(shown),
    )


@require_POST
@for_roles(Role.COORDINATOR)
def team_leave(request: Request, pk: UUID) -> HttpResponse:
    """Ends somebody's place in a child's team."""
    place = found(people.team_place_for(request.viewer, pk))
    people_actions.leave_team(place=place, by=request.viewer, at=timezone.localtime())
    messages.success(request, _("{name} is no longer in the team.").format(name=place.staff.name))
    return redirect("coordinator:child", place.child_id)


@for_roles(Role.COORDINATOR)
def family_add(request: Request, pk: UUID) -> HttpResponse:
    """A parent or another adult who answers for the child."""
    shown = _child(request, pk)
    sentence = _("They see what concerns {name} once they have accepted your invitation.").format(
        name=shown.first_name
    )
    return form_page(
        request,
        forms.GuardianForm(request.POST or None),
        partial(people_actions.add_guardian, child=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Add family"), sentence, _("Add them")),
        said=_("Added. Now invite them."),
        to=lambda tie: reverse("coordinator:family_member", args=[shown.pk, tie.guardian_id]),
    )


def _child(request: Request, pk: UUID) -> Child:
    here = classrooms.children_for(request.viewer).select_related("school").filter(pk=pk)
    shown: Child = found(classrooms.with_classroom(here, request.viewer.on).first())
    return shown


def _address(shown: Child) -> str:
    return reverse("coordinator:child", args=[shown.pk])


def _head(shown: Child, title: Any, sentence: Any, button: Any) -> Head:
    return Head(
        title,
        sentence,
        button,
        (_("Children"), reverse("coordinator:children"), shown.first_name, _address(shown)),
    )
