"""Mails on their way out: which are due, what is open for a digest, and what could not be delivered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from alongside.conversations.models import Mail, Notice
from alongside.people.choices import Role
from alongside.people.models import Account, Guardianship, Organisation, RoleHeld
from alongside.people.queries import held_on
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: A mail that was claimed so long ago, and is not marked as sent, was in the hands of a worker that died.
CLAIM_LASTS = timedelta(minutes=10)
#: A notice older than this is not carried by mail any more; it stays in the list.
CARRIED_FOR = timedelta(days=14)


def due_mails(organisation: Organisation, at: datetime) -> QuerySet[Mail]:
    """The mails that may go now, the oldest first; those in another worker's hands are left out."""
    return Mail.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM_LASTS),
        organisation=organisation,
        sent_at=None,
        given_up_at=None,
        not_before__lte=at,
    ).order_by("not_before", "made_at", "pk")


def open_notices(organisation: Organisation, at: datetime) -> dict[UUID, list[Notice]]:
    """What nobody has seen and no mail has carried yet, by account, oldest first.

    No mail speaks of a child to somebody whose tie to it has ended since.
    """
    tie = Guardianship.objects.filter(child=OuterRef("child"), guardian__account=OuterRef("account"))
    stands = tie.filter(held_on(organisation.day_at(at)), confirmed_at__isnull=False)
    notices = Notice.objects.filter(
        Exists(stands) | ~Exists(tie),
        organisation=organisation,
        seen_at=None,
        mail=None,
        told_at__gt=at - CARRIED_FOR,
        told_at__lte=at,
    )
    found: dict[UUID, list[Notice]] = {}
    for notice in notices.select_related("account").order_by("told_at", "pk"):
        found.setdefault(notice.account_id, []).append(notice)
    return found


def mails_given_up(viewer: Viewer) -> QuerySet[Mail]:
    """The mails that could not be delivered, for those who run the programme, the latest first."""
    mails = Mail.objects.filter(organisation=viewer.organisation, given_up_at__isnull=False)
    return mails.select_related("account").order_by("-given_up_at") if viewer.is_coordinator else mails.none()


def mail_given_up(viewer: Viewer, pk: UUID) -> Mail | None:
    """One mail that could not be delivered."""
    return mails_given_up(viewer).filter(pk=pk).first()


def count_waiting(viewer: Viewer) -> int:
    """How many mails wait to be sent, for those who run the programme."""
    waiting = Mail.objects.filter(organisation=viewer.organisation, sent_at=None, given_up_at=None)
    return waiting.count() if viewer.is_coordinator else 0


def coordinator_accounts(organisation: Organisation, at: datetime) -> list[Account]:
    """Who runs the programme at a moment."""
    on = at.astimezone(ZoneInfo(organisation.time_zone)).date()
    held = RoleHeld.objects.filter(held_on(on), organisation=organisation, role=Role.COORDINATOR)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True))
