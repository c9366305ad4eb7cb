"""A child's plan as its family reads it: in plain words, what is in force and the draft that was shared."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.exchange.queries.plan_sheets import plan_for_family, plan_for_team
from alongside.people.choices import Right, Role
from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.plans.actions.plans import comment
from alongside.plans.queries.plain import FamilyPlans, family_plans
from alongside.portals.family.forms import CommentForm
from alongside.portals.family.own import family_page, own_child
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.papers import child_print


@for_roles(Role.GUARDIAN)
def plan(request: Request, pk: UUID) -> HttpResponse:
    """The plan in force and the shared draft; what the family says of the draft is sent here."""
    plans = _plans(request, pk)
    if request.method == "POST" and plans.draft is None:
        raise Http404
    form = CommentForm(request.POST or None)
    if request.method == "POST" and plans.draft and form.is_valid():
        try:
            comment(**form.cleaned_data, version=plans.draft.version, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Sent. The team reads it before anything is decided."))
            return redirect("family:plan", pk)
    return family_page(
        request,
        "family/plan.html",
        plans.child,
        way="family:papers_of",
        page="family:plan",
        plans=plans,
        form=form,
    )


@for_roles(Role.GUARDIAN)
def plan_pdf(request: Request, pk: UUID, version: UUID) -> HttpResponse:
    """One version in plain words, on one page."""
    child = _child_with(request, pk, version)
    return child_print(request, partial(plan_for_family, request.viewer, pk, version), child)


@for_roles(Role.GUARDIAN)
def plan_full_pdf(request: Request, pk: UUID, version: UUID) -> HttpResponse:
    """One version with everything that stands in it."""
    child = _child_with(request, pk, version)
    return child_print(request, partial(plan_for_team, request.viewer, pk, version), child)


def _child_with(request: Request, pk: UUID, version: UUID) -> Child:
    """The child, where the version is one that this family may read; else 404."""
    plans = _plans(request, pk)
    if version not in {each.version.pk for each in plans.shown}:
        raise Http404
    return plans.child


def _plans(request: Request, pk: UUID) -> FamilyPlans:
    """What may be read of one's own child's plan, or 404."""
    own_child(request, pk, Right.READ_PLAN)
    plans: FamilyPlans = found(family_plans(request.viewer, pk))
    return plans
