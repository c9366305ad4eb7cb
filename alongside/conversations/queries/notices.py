"""What somebody was told: the bell, the list, and for coordinators the record of who was told what about a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.conversations.choices import About, Pace
from alongside.conversations.models import MailWish, Notice
from alongside.conversations.rules.pace import Wish
from alongside.people.models import Organisation
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def notices_for(viewer: Viewer) -> QuerySet[Notice]:
    """What the viewer was told, the latest first."""
    return Notice.objects.filter(organisation=viewer.organisation, account=viewer.account)


def count_unseen(viewer: Viewer) -> int:
    """How many notices the viewer has not seen, for the bell: one query."""
    return notices_for(viewer).filter(seen_at=None).count()


@dataclass(frozen=True)
class ToldRow:
    """One line of the record: who was told what, whether they have seen it, and how the mail went."""

    told_at: datetime
    name: str
    about: str
    sentence: str
    is_urgent: bool
    seen_at: datetime | None
    mailed_at: datetime | None
    mail_fault: str


def told_about(
    viewer: Viewer, child_id: UUID, *, about: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Notice]:
    """Who was told what about a child, the latest first, for those who run the programme.

    `since` and `until` are days in the organisation's zone, both included; `about` is one `About`.
    """
    notices = Notice.objects.filter(organisation=viewer.organisation, child=child_id)
    if not viewer.is_coordinator:
        return notices.none()
    zone = ZoneInfo(viewer.organisation.time_zone)
    if about in About.values:
        notices = notices.filter(about=about)
    if since:
        notices = notices.filter(told_at__gte=datetime.combine(since, time.min, zone))
    if until:
        notices = notices.filter(told_at__lte=datetime.combine(until, time.max, zone))
    return notices.select_related("account", "mail").order_by("-told_at", "account__name")


def told_row(notice: Notice) -> ToldRow:
    """A notice as the record says it."""
    mail = notice.mail
    return ToldRow(
        told_at=notice.told_at,
        name=notice.account.name,
        about=notice.get_about_display(),
        sentence=notice.sentence,
        is_urgent=notice.is_urgent,
        seen_at=notice.seen_at,
        mailed_at=mail.sent_at if mail else None,
        mail_fault=mail.fault if mail and mail.given_up_at else "",
    )


def wish_of(viewer: Viewer) -> Wish:
    """How the viewer wants to hear by e-mail."""
    return wishes_of(viewer.organisation, [viewer.account.pk])[viewer.account.pk]


def wishes_of(organisation: Organisation, accounts: list[UUID]) -> dict[UUID, Wish]:
    """How each of these accounts wants to hear by e-mail; the usual way where somebody has not said."""
    zone = ZoneInfo(organisation.time_zone)
    said = {
        row.account_id: Wish(zone, Pace(row.pace), row.at_minute, row.quiet_from, row.quiet_to)
        for row in MailWish.objects.filter(organisation=organisation, account__in=accounts)
    }
    return {account: said.get(account) or Wish(zone) for account in accounts}
