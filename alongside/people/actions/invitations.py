"""Invitations: a link by which a guardian comes in with an account of her own, new or known."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from alongside.people import queries, rules
from alongside.people.actions import audit
from alongside.people.choices import Role
from alongside.people.models import Account, Guardian, Guardianship, Invitation, RoleHeld
from alongside.people.rules import NotNow, Viewer
from alongside.trust import actions as trust


@transaction.atomic
def invite(*, guardian: Guardian, email: str, language: str = "", by: Viewer, at: datetime) -> str:
    """Makes the link of an invitation and returns its secret, which is kept only as a digest.

    An earlier invitation that nobody has accepted opens nothing from now on. `language` is that of the letter and of
    the account that is made; empty: the guardian's own choice.
    """
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, guardian)
    rules.check_can_be_invited(guardian)
    ties = Guardianship.objects.filter(queries.held_on(by.on), guardian=guardian, confirmed_at__isnull=False)
    if not ties.exists():
        raise NotNow(_("Confirm first that {name} belongs to a child here.").format(name=guardian.name))
    earlier = Invitation.objects.filter(guardian=guardian, accepted_at=None, withdrawn_at=None)
    earlier.update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=by.organisation,
        guardian=guardian,
        digest=rules.digest_of(token),
        email=email,
        language=language,
        made_by=by.account,
        made_at=at,
        expires_at=at + rules.INVITED_FOR,
    )
    audit(by, at, "invitation.made", invitation, guardian=str(guardian.pk))
    return token


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Withdraws a link: whoever follows it from now on finds nothing."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, invitation)
    rules.check_is_open(invitation, at)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    audit(by, at, "invitation.withdrawn", invitation)


@transaction.atomic
def open_account(
    *, invitation: Invitation, name: str, email: str, password: str, by: None = None, at: datetime
) -> Account:
    """Accepts an invitation with a new account, in the invitation's language; nobody is signed in yet.

    Refuses an address that is known: its owner signs in and accepts then. Sent twice at once, it is one account.
    """
    with scope(organisation=invitation.organisation):
        rules.check_is_open(_held(invitation), at)
    rules.check_is_new(queries.account_of(email))
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, password, name=name)
    except IntegrityError:  # Another invitation to the same address was accepted meanwhile.
        rules.check_is_new(queries.account_of(email))
        raise
    if invitation.language:
        account.language = invitation.language
        account.save(update_fields=["language"])
    accept_invitation(invitation=invitation, by=account, at=at)
    return account


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Account, at: datetime) -> None:
    """Makes the guardian who was invited one with the account that accepts; the link opens no more.

    Refuses an account that comes in at another organisation: its pages would go on showing that one.
    """
    on = invitation.organisation.day_at(at)
    rules.check_comes_in_here(queries.viewer_of(by, on), invitation.organisation)
    with scope(organisation=invitation.organisation):
        rules.check_is_open(_held(invitation), at)
        guardian = Guardian.objects.select_for_update().get(pk=invitation.guardian_id)
        rules.check_can_be_invited(guardian)
        guardian.account = by
        guardian.save(update_fields=["account"])
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at)
        RoleHeld.objects.get_or_create(
            organisation=invitation.organisation,
            account=by,
            role=Role.GUARDIAN,
            ends=None,
            defaults={"starts": on},
        )
        ties = guardian.guardianships.filter(queries.held_on(on), confirmed_at__isnull=False)
        trust.record(
            "invitation.accepted",
            invitation,
            organisation_id=invitation.organisation_id,
            by=by.pk,
            at=at,
            detail={
                "guardian": str(guardian.pk),
                "account": str(invitation.made_by_id),
                "children": [str(tie.child_id) for tie in ties],
            },
        )


def _held(invitation: Invitation) -> Invitation | None:
    """The invitation as it stands, held until the end of the action."""
    return Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
