"""Making notices of what was done, and keeping that they were seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from alongside.conversations.models import Heard, MailWish, Notice
from alongside.conversations.queries.hearing import Listeners, events_after
from alongside.conversations.queries.notices import notices_for
from alongside.conversations.rules.pace import check_wish
from alongside.conversations.rules.telling import in_words, tellings_of
from alongside.people.actions import audit
from alongside.people.models import Organisation
from alongside.people.rules import Viewer

#: Nobody is told now of what was done longer ago than this, as where a trail is heard for the first time.
LOOKS_BACK = timedelta(days=28)
#: How many events one transaction makes notices of.
AT_ONCE = 500


@transaction.atomic
def hear(*, organisation: Organisation, by: None = None, at: datetime, most: int = AT_ONCE) -> int:
    """Makes the notices of what was done since the last time, and returns how many events are behind it.

    The worker does it in nobody's name. The ear is held meanwhile, so that two at once tell nobody twice; notices and
    the number up to which the trail was heard are kept together or not at all. A notice is its own record.
    """
    Heard.objects.get_or_create(organisation=organisation)
    ear = Heard.objects.select_for_update().get(organisation=organisation)
    events, upto = events_after(organisation, ear.number, at - LOOKS_BACK, most)
    today = at.astimezone(ZoneInfo(organisation.time_zone)).date()
    listeners = Listeners(events, today)
    told: dict[tuple[UUID, str, str, datetime], Notice] = {}
    once: set[tuple[int, UUID]] = set()
    for event in events:
        for telling in tellings_of(event, today):
            for listener in listeners.of(event, telling):
                if (event.number, listener.account) in once:
                    continue
                once.add((event.number, listener.account))
                child = listeners.children.get(listener.child) if listener.child else None
                with translation.override(listeners.accounts[listener.account].reads_in):
                    sentence, path = in_words(
                        event,
                        telling,
                        child=child.first_name if child else "",
                        child_id=listener.child,
                        name=listeners.names.get(event.actor, "") if event.actor else "",
                        count=listener.count,
                    )
                # One action may leave several events that say the same to somebody: once is enough.
                told.setdefault(
                    (listener.account, sentence, path, event.at),
                    Notice(
                        organisation=organisation,
                        account_id=listener.account,
                        about=telling.about,
                        child=child,
                        sentence=sentence[:300],
                        path=path[:200],
                        event=event.number,
                        told_at=at,
                    ),
                )
    Notice.objects.bulk_create(told.values(), ignore_conflicts=True)
    if upto > ear.number:
        ear.number = upto
        ear.save(update_fields=["number"])
    return len(events)


@transaction.atomic
def see(*, notices: Collection[UUID], by: Viewer, at: datetime) -> int:
    """Keeps that the viewer has seen these of their notices; how many were new. The moment in each is the record."""
    return notices_for(by).filter(pk__in=notices, seen_at=None).update(seen_at=at)


@transaction.atomic
def wish(
    *,
    pace: str,
    at_minute: int,
    quiet_from: int | None,
    quiet_to: int | None,
    by: Viewer,
    at: datetime,
) -> MailWish:
    """Says how the viewer wants to hear by e-mail: pace, hour and quiet hours in minutes from midnight."""
    check_wish(quiet_from, quiet_to, at_minute)
    row, _made = MailWish.objects.update_or_create(
        organisation=by.organisation,
        account=by.account,
        defaults={"pace": pace, "at_minute": at_minute, "quiet_from": quiet_from, "quiet_to": quiet_to},
    )
    audit(by, at, "mail_wish.said", row, pace=str(pace))
    return row
