"""Who runs the programme: those who do, somebody more, and the day on which somebody no longer does."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.people import actions, queries
from alongside.people.choices import Role
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.coordinator.people_forms import CoordinatorForm, LeavesForm
from alongside.portals.shared.access import Request, for_roles, found


@for_roles(Role.COORDINATOR)
def coordinators(request: Request) -> HttpResponse:
    """Everybody who runs the programme today or will."""
    held = queries.coordinators_for(request.viewer)
    return render(
        request, "coordinator/therapists/coordinators.html", {"held": held, "today": request.viewer.on}
    )


@for_roles(Role.COORDINATOR)
def coordinator_add(request: Request) -> HttpResponse:
    """Somebody more who runs the programme."""
    sentence = _("They see every child, and build and publish weeks as you do.")
    return form_page(
        request,
        CoordinatorForm(request.POST or None),
        partial(actions.add_coordinator, by=request.viewer, at=timezone.localtime()),
        _head(_("Add a coordinator"), sentence, _("Add this coordinator")),
        said=_("Added. They can sign in now."),
        to=reverse("coordinator:coordinators"),
    )


@for_roles(Role.COORDINATOR)
def coordinator_leaves(request: Request, pk: UUID) -> HttpResponse:
    """The day on which somebody no longer runs the programme."""
    role = found(queries.coordinators_for(request.viewer).filter(pk=pk).first())
    sentence = _("From that day on {name} no longer runs the programme.").format(name=role.account.name)
    return form_page(
        request,
        LeavesForm(role.ends, request.POST or None),
        partial(actions.say_coordinator_leaves, role=role, by=request.viewer, at=timezone.localtime()),
        _head(_("End as coordinator"), sentence, _("Keep this day")),
        said=_("Kept."),
        to=reverse("coordinator:coordinators"),
    )


def _head(title: Any, sentence: Any, button: Any) -> Head:
    therapists = (_("Therapists"), reverse("coordinator:therapists"))
    return Head(
        title,
        sentence,
        button,
        (*therapists, _("Who runs the programme"), reverse("coordinator:coordinators")),
    )
