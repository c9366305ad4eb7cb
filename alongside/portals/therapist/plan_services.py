"""A plan's services in the plan's own unit: written, changed, taken out."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Discipline
from alongside.plans.actions import planned as planned_actions
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.acting import act
from alongside.portals.therapist import plan_values
from alongside.portals.therapist.plan_pages import (
    TEAM,
    address,
    faults_in,
    form_page,
    page_of,
    service_in,
    version_of,
)
from alongside.portals.therapist.plan_service_forms import PlannedServiceForm


@for_roles(*TEAM)
def add(request: Request, pk: UUID, discipline: str) -> HttpResponse:
    """A service of one discipline."""
    page = page_of(request, pk)
    if discipline not in Discipline.values:
        raise Http404
    given = Discipline(discipline)
    return form_page(
        request,
        page,
        PlannedServiceForm(request.viewer, given, request.POST or None),
        partial(
            planned_actions.add_planned_service,
            version=version_of(page),
            discipline=given,
            by=request.viewer,
            at=timezone.now(),
        ),
        title=_("Add a service"),
        sentence="",
        button=_("Add this service"),
        said=_("Added. Now say where it is given, and why."),
        to=address(version_of(page), "services"),
        template="therapist/plans/service.html",
        discipline=given,
    )


@for_roles(*TEAM)
def change(request: Request, pk: UUID, service: UUID) -> HttpResponse:
    """Changes a service of a draft."""
    page = page_of(request, pk)
    planned = service_in(page, service)
    if not page.may.write:
        return redirect(address(version_of(page), "services"))
    given = Discipline(planned.discipline)
    form = PlannedServiceForm(request.viewer, given, request.POST or None, instance=planned)
    to = address(version_of(page), "services")
    context = {
        "form": form,
        "version": page.version,
        "child": page.child,
        "service": planned,
        "discipline": given,
        "title": _("Change a service"),
    }
    if request.method != "POST":
        plan_values.say(form, faults_in(page, planned))
        return render(request, "therapist/plans/service.html", context)
    outcome = plan_values.keep(request, form, version_of(page), planned)
    planned = service_in(page_of(request, pk), service)
    fresh = PlannedServiceForm(request.viewer, given, instance=planned)
    plan_values.show(form, fresh, outcome, outcome.faults)
    if plan_values.is_script(request):
        return plan_values.answer(request, form, fresh, outcome)
    if plan_values.is_settled(form, outcome):
        messages.success(request, _("Changed."))
        return redirect(to)
    return render(request, "therapist/plans/service.html", context)


@require_POST
@for_roles(*TEAM)
def remove(request: Request, pk: UUID, service: UUID) -> HttpResponse:
    """Takes a service out of a draft."""
    page = page_of(request, pk)
    planned = service_in(page, service)
    return act(
        request,
        lambda: planned_actions.remove_planned_service(planned=planned, by=request.viewer, at=timezone.now()),
        _("{discipline} is out of this draft.").format(discipline=planned.get_discipline_display()),
        address(version_of(page), "services"),
    )
