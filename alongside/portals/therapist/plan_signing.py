"""The steps of a plan as a whole: shared, sent for review, signed, agreed, in force, changed, ended, commented."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.plans.actions import plans as plan_actions
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.acting import act
from alongside.portals.therapist import plan_forms as forms
from alongside.portals.therapist.plan_pages import TEAM, address, form_page, page_of, version_of


@require_POST
@for_roles(*TEAM)
def share(request: Request, pk: UUID) -> HttpResponse:
    """Lets the family read the draft and comment on it."""
    page = page_of(request, pk)
    shown = version_of(page)
    return act(
        request,
        lambda: plan_actions.share_with_family(version=shown, by=request.viewer, at=timezone.now()),
        _("{name}’s family can read this version now and comment on it.").format(name=page.child.first_name),
        address(shown),
    )


@require_POST
@for_roles(*TEAM)
def send(request: Request, pk: UUID) -> HttpResponse:
    """Closes a draft for reading and signing."""
    shown = version_of(page_of(request, pk))
    return act(
        request,
        lambda: plan_actions.send_for_review(version=shown, by=request.viewer, at=timezone.now()),
        _("In review. Read it together, then sign."),
        address(shown),
    )


@require_POST
@for_roles(*TEAM)
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Makes it a draft again."""
    shown = version_of(page_of(request, pk))
    return act(
        request,
        lambda: plan_actions.take_back(version=shown, by=request.viewer, at=timezone.now()),
        _("A draft again. Names under it stay on record; it is signed anew."),
        address(shown),
    )


@require_POST
@for_roles(*TEAM)
def agree(request: Request, pk: UUID) -> HttpResponse:
    """Records that the team and the family agree."""
    shown = version_of(page_of(request, pk))
    return act(
        request,
        lambda: plan_actions.agree(version=shown, by=request.viewer, at=timezone.now()),
        _("Agreed. Say from which day it holds."),
        address(shown),
    )


@for_roles(*TEAM)
def sign(request: Request, pk: UUID) -> HttpResponse:
    """A name and a role under a version, typed or from paper."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.SignForm(request.POST or None, initial={"name": request.viewer.account.name}),
        partial(plan_actions.sign, version=shown, by=request.viewer, at=timezone.now()),
        title=_("Sign"),
        sentence=_("Your typed name is your signature; the moment is recorded with it."),
        button=_("Sign"),
        said=_("Signed."),
        to=address(shown, "signatures"),
    )


@for_roles(*TEAM)
def put_in_force(request: Request, pk: UUID) -> HttpResponse:
    """From which day on an agreed version holds."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.ForceForm(request.POST or None, initial={"on": request.viewer.on}),
        partial(plan_actions.put_in_force, version=shown, by=request.viewer, at=timezone.now()),
        title=_("Put in force"),
        sentence=_("The version before ends on this day, and the next build reads the new services."),
        button=_("Put in force"),
        said=_("In force from that day. The next build reads its services."),
        to=address(shown),
    )


@for_roles(*TEAM)
def amend(request: Request, pk: UUID) -> HttpResponse:
    """A change to what is in force: the next version, with its reason."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.AmendForm(request.POST or None),
        partial(plan_actions.amend, plan=shown.plan, by=request.viewer, at=timezone.now()),
        title=_("Propose a change"),
        sentence=_("What is in force stays so until the team has signed the new version."),
        button=_("Propose a change"),
        said=_("A new draft, which says what the last one said. Change what needs it."),
        to=address,
    )


@for_roles(*TEAM)
def end(request: Request, pk: UUID) -> HttpResponse:
    """Ends a plan in force and the services that it gave."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.EndPlanForm(request.POST or None, initial={"on": request.viewer.on}),
        partial(plan_actions.end_plan, plan=shown.plan, by=request.viewer, at=timezone.now()),
        title=_("End the plan"),
        sentence=_("Its services end with it. Its past stays in the record."),
        button=_("End it on this day"),
        said=_("The plan ends on that day."),
        to=address(shown),
    )


@for_roles(*TEAM)
def comment(request: Request, pk: UUID) -> HttpResponse:
    """What somebody says of a version."""
    page = page_of(request, pk)
    shown = version_of(page)
    return form_page(
        request,
        page,
        forms.CommentForm(request.POST or None),
        partial(plan_actions.comment, version=shown, by=request.viewer, at=timezone.now()),
        title=_("Comment"),
        sentence=_("The team reads it, and the family where the version is shared with them."),
        button=_("Send this comment"),
        said=_("Your comment stands beside the plan."),
        to=address(shown, "comments"),
    )
