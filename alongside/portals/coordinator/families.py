"""A child's family: who comes in and how, what each may do and until when, and what was allowed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms import queries as classrooms
from alongside.conversations.actions.invitations import invite_guardian
from alongside.people import queries as people
from alongside.people.actions import consents as consent_actions
from alongside.people.actions import families as family_actions
from alongside.people.actions.invitations import withdraw_invitation
from alongside.people.choices import Right, Role
from alongside.people.models import Child, Guardianship, Invitation
from alongside.people.queries.consents import consents_of
from alongside.people.rules import Invited, Refusal, invited
from alongside.portals.coordinator import families_forms as forms
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act


@dataclass(frozen=True)
class Member:
    """One of a child's family, with the latest invitation and how it stands."""

    tie: Guardianship
    invitation: Invitation | None
    invited: Invited | None

    @property
    def rights(self) -> list[str]:
        """What this guardian may do, in words."""
        return [str(right.label) for right in Right if getattr(self.tie, right.value)]

    @property
    def may_all(self) -> bool:
        return len(self.rights) == len(Right)


def family_of(request: Request, child: Child) -> list[Member]:
    """Everybody of a child's family, for its page."""
    invitations = people.invitations_of(request.viewer, child)
    return [
        _member(tie, invitations.get(tie.guardian_id))
        for tie in people.guardianships_of(request.viewer, child)
    ]


@for_roles(Role.COORDINATOR)
def member(request: Request, pk: UUID, guardian: UUID) -> HttpResponse:
    """One guardian: comes in, may, until."""
    child, tie = _tie(request, pk, guardian)
    return _page(request, child, tie)


@require_POST
@for_roles(Role.COORDINATOR)
def invite(request: Request, pk: UUID, guardian: UUID) -> HttpResponse:
    """Makes the link, which is shown once; the letter goes out where there is an address."""
    child, tie = _tie(request, pk, guardian)
    form = forms.InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, child, tie, invite_form=form)
    try:
        link = invite_guardian(
            **form.cleaned_data,
            guardian=tie.guardian,
            address=settings.SITE_ADDRESS + "/invitation/{token}/",
            by=request.viewer,
            at=timezone.localtime(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, child, tie, invite_form=form)
    return _page(request, child, tie, link=link, sent_to=form.cleaned_data["email"])


@require_POST
@for_roles(Role.COORDINATOR)
def withdraw(request: Request, pk: UUID, guardian: UUID) -> HttpResponse:
    """A link that went to the wrong person opens nothing any more."""
    child, tie = _tie(request, pk, guardian)
    invitation = found(people.invitations_of(request.viewer, child).get(guardian))
    return act(
        request,
        lambda: withdraw_invitation(invitation=invitation, by=request.viewer, at=timezone.localtime()),
        _("Withdrawn. The link opens nothing any more."),
        "coordinator:family_member",
        child.pk,
        tie.guardian_id,
    )


@require_POST
@for_roles(Role.COORDINATOR)
def rights(request: Request, pk: UUID, guardian: UUID) -> HttpResponse:
    """What a guardian may do."""
    child, tie = _tie(request, pk, guardian)
    form = forms.RightsForm(request.POST)
    if form.is_valid():
        family_actions.set_rights(
            tie=tie, rights=form.cleaned_data["rights"], by=request.viewer, at=timezone.localtime()
        )
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("coordinator:family_member", child.pk, tie.guardian_id)
    return _page(request, child, tie, rights_form=form)


@for_roles(Role.COORDINATOR)
def ends(request: Request, pk: UUID, guardian: UUID) -> HttpResponse:
    """From when a guardian no longer sees the child."""
    child, tie = _tie(request, pk, guardian)
    sentence = _("From that day on {name} sees nothing of {child}. What was said and signed stays on record.")
    return form_page(
        request,
        forms.EndsForm(tie.ends, request.POST or None),
        partial(family_actions.say_guardianship_ends, tie=tie, by=request.viewer, at=timezone.localtime()),
        Head(
            _("Until when?"),
            sentence.format(name=tie.guardian.name, child=child.first_name),
            _("Keep this day"),
            (
                child.first_name,
                reverse("coordinator:child", args=[child.pk]),
                tie.guardian.name,
                reverse("coordinator:family_member", args=[child.pk, tie.guardian_id]),
            ),
        ),
        said=_("Kept."),
        to=reverse("coordinator:child", args=[child.pk]),
    )


@for_roles(Role.COORDINATOR)
def consents(request: Request, pk: UUID) -> HttpResponse:
    """What the family allows: what stands, who said it when; what was signed on paper is written down here."""
    child = _child(request, pk)
    ties = [tie for tie in people.guardianships_of(request.viewer, child) if tie.gives_consent]
    form = forms.PaperForm(ties, request.viewer.on, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consent_actions.write_down_consent(
                **form.cleaned_data, child=child, by=request.viewer, at=timezone.localtime()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down."))
            return redirect("coordinator:consents", pk)
    return render(
        request,
        "coordinator/families/consents.html",
        {
            "child": child,
            "lines": consents_of(request.viewer, child),
            "form": form,
            "ask_form": forms.AskForm(),
            "somebody_may": bool(ties),
        },
    )


@require_POST
@for_roles(Role.COORDINATOR)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Asks the family about a purpose, for the first time or again."""
    child = _child(request, pk)
    form = forms.AskForm(request.POST)
    if not form.is_valid():
        raise Http404
    return act(
        request,
        lambda: consent_actions.ask_consent(
            **form.cleaned_data, child=child, by=request.viewer, at=timezone.localtime()
        ),
        _("Asked. The family finds it on the page of its week."),
        "coordinator:consents",
        pk,
    )


def _page(request: Request, child: Child, tie: Guardianship, **context: Any) -> HttpResponse:
    shown = _member(tie, people.invitations_of(request.viewer, child).get(tie.guardian_id))
    kept = [right.value for right in Right if getattr(tie, right.value)]
    return render(
        request,
        "coordinator/families/member.html",
        {
            "child": child,
            "member": shown,
            "tie": tie,
            "invite_form": forms.InviteForm(
                initial={
                    "email": shown.invitation.email if shown.invitation else tie.guardian.email,
                    "language": shown.invitation.language if shown.invitation else "",
                }
            ),
            "rights_form": forms.RightsForm(initial={"rights": kept}),
            **context,
        },
    )


def _member(tie: Guardianship, invitation: Invitation | None) -> Member:
    return Member(tie, invitation, invited(invitation, timezone.now()) if invitation else None)


def _child(request: Request, pk: UUID) -> Child:
    child: Child = found(classrooms.children_for(request.viewer).filter(pk=pk).first())
    return child


def _tie(request: Request, pk: UUID, guardian: UUID) -> tuple[Child, Guardianship]:
    """The child and its confirmed guardian, or 404."""
    child = _child(request, pk)
    ties = people.guardianships_of(request.viewer, child).filter(confirmed_at__isnull=False)
    tie: Guardianship = found(ties.filter(guardian=guardian).first())
    return child, tie
