"""Who is asking, what they may do with people, and the two ways to refuse."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import ForeignKey, Model
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from alongside.people.choices import Purpose, Role
from alongside.people.models import Account, Guardian, Invitation, Organisation
from alongside.trust.models import OrganisationOwned


class Refusal(Exception):
    """A clear "no" with a sentence that says what to do; shown to the person as it is."""

    @property
    def sentence(self) -> str:
        return str(self.args[0]) if self.args else ""


class NotAllowed(Refusal):
    """This person may not do this."""


class NotNow(Refusal):
    """It makes no sense in the present state of things."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks on a certain day: the first argument of every query, the `by=` of every action."""

    account: Account
    organisation: Organisation
    on: date
    roles: frozenset[Role]
    staff_ids: frozenset[UUID] = field(default_factory=frozenset)
    guardian_ids: frozenset[UUID] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return self.account.name

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles

    @property
    def is_therapist(self) -> bool:
        return Role.THERAPIST in self.roles or Role.ASSISTANT in self.roles

    @property
    def is_teacher(self) -> bool:
        return Role.TEACHER in self.roles

    @property
    def is_guardian(self) -> bool:
        return Role.GUARDIAN in self.roles


def can_run_programme(viewer: Viewer) -> bool:
    """True for those who bring in rosters, write services and build timetables."""
    return viewer.is_coordinator


def check_can_run_programme(viewer: Viewer) -> None:
    if not can_run_programme(viewer):
        raise NotAllowed(_("Only a coordinator can do this. Ask yours, and nothing you see here is lost."))


def check_has_name(given_name: str) -> None:
    if not given_name.strip():
        raise NotNow(_("A given name is needed. Write it again."))


def check_is_a_language(code: str) -> None:
    """Refuses a language that the interface does not have."""
    try:
        known = get_supported_language_variant(code, strict=True) == code
    except LookupError:
        known = False
    if not known:
        raise NotNow(_("Alongside does not speak that language yet. Choose one of those in the list."))


def check_is_ours(viewer: Viewer, *rows: Model) -> None:
    """Refuses rows of another organisation, and rows that point to one as far as it has been read.

    The scope hides such rows; this stands behind it, should one be handed over all the same.
    """
    for row in rows:
        near = [
            getattr(row, field.name)
            for field in row._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.is_cached(row)
        ]
        for each in (row, *near):
            if isinstance(each, OrganisationOwned) and each.organisation_id != viewer.organisation.pk:
                raise NotAllowed(_("This belongs to another organisation. Go back to your own pages."))


#: What a heading and a button still hold on a phone.
LONGEST_WORD = 60


def check_is_a_word(word: str) -> None:
    """Refuses an organisation's word that is too long for a heading."""
    if len(word) > LONGEST_WORD:
        raise NotNow(
            _("“{start}…” is longer than {most} letters. Write a shorter word.").format(
                start=word[:20], most=LONGEST_WORD
            )
        )


#: How long the link of an invitation opens.
INVITED_FOR = timedelta(days=14)


class Invited(StrEnum):
    """How an invitation stands at a moment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def invited(invitation: Invitation, at: datetime) -> Invited:
    """How an invitation stands, from its dated facts."""
    if invitation.accepted_at:
        return Invited.ACCEPTED
    if invitation.withdrawn_at:
        return Invited.WITHDRAWN
    return Invited.OPEN if at < invitation.expires_at else Invited.EXPIRED


def check_can_be_invited(guardian: Guardian) -> None:
    if guardian.account_id:
        raise NotNow(_("{name} signs in already. An invitation is not needed.").format(name=guardian.name))


def check_is_open(invitation: Invitation | None, at: datetime) -> None:
    """Refuses a link that has let somebody in, was withdrawn or is too old, all in one sentence."""
    if invitation is None or invited(invitation, at) is not Invited.OPEN:
        raise NotNow(_("This invitation no longer opens. Ask the school for a new one."))


def check_is_new(account: Account | None) -> None:
    if account is not None:
        raise NotNow(_("There is an account with this address. Sign in with it, then accept."))


def check_comes_in_here(viewer: Viewer | None, organisation: Organisation) -> None:
    """Refuses an account that belongs to another organisation: one account opens the pages of one alone."""
    if viewer is not None and viewer.organisation != organisation:
        raise NotNow(
            _(
                "With this account you come in at {other}. Sign out, open the link again, and make an account here "
                "with another e-mail address."
            ).format(other=viewer.organisation.name)
        )


def check_names_a_service(purpose: Purpose, named: str) -> None:
    if purpose is Purpose.OUTSIDE and not named:
        raise NotNow(_("Write which service it is, for instance the hearing clinic."))


def digest_of(token: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()
