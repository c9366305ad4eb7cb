"""Opening and closing calendar addresses."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.exchange.models import CalendarAddress
from alongside.exchange.queries.feeds import digest_of
from alongside.people.actions import audit
from alongside.people.rules import NotAllowed, Viewer

#: A calendar program asks every few hours; writing down each time would tell nothing more.
NOTE_EVERY = timedelta(hours=1)


@transaction.atomic
def open_address(*, label: str, by: Viewer, at: datetime) -> str:
    """Makes a private calendar address and returns its secret, which is shown once and kept only as a digest."""
    token = secrets.token_urlsafe(32)
    address = CalendarAddress.objects.create(
        organisation=by.organisation, account=by.account, label=label, digest=digest_of(token), made_at=at
    )
    audit(by, at, "calendar.opened", address)
    return token


@transaction.atomic
def close_address(*, address: CalendarAddress, by: Viewer, at: datetime) -> None:
    """Withdraws an address: whoever asks it from now on finds nothing."""
    if address.account_id != by.account.pk:
        raise NotAllowed(_("This address is somebody else’s. Only its owner can withdraw it."))
    address.withdrawn_at = at
    address.save(update_fields=["withdrawn_at"])
    audit(by, at, "calendar.closed", address)


@transaction.atomic
def note_reading(*, address: CalendarAddress, program: str, by: None = None, at: datetime) -> None:
    """Remembers when an address was last read and by what, so that its owner sees a stranger; at most once an hour."""
    if address.read_at and at - address.read_at < NOTE_EVERY and address.read_with == program[:200]:
        return
    address.read_at, address.read_with = at, program[:200]
    address.save(update_fields=["read_at", "read_with"])
