"""Devices: known when they first ask for a day's pack, voided when they are lost."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from alongside.capture.models import Device
from alongside.capture.rules import devices as rules
from alongside.people.actions import audit
from alongside.people.rules import Viewer, check_can_run_programme, check_is_ours

#: AES-256.
KEY_BYTES = 32
#: Under this name a browser's session says on which device it is.
ON_DEVICE = "device"


@transaction.atomic
def greet_device(*, installation: UUID, name: str, by: Viewer, at: datetime) -> Device:
    """A person's device with its key; made when she first comes with it. Refuses one that has been voided."""
    rules.check_can_record(by)
    device, is_new = Device.objects.get_or_create(
        organisation=by.organisation,
        installation=installation,
        account=by.account,
        defaults={
            "name": _short(name),
            "key": secrets.token_bytes(KEY_BYTES),
            "made_at": at,
            "seen_at": at,
        },
    )
    rules.check_is_not_voided(device)
    if is_new:
        audit(by, at, "device.made", device)
    else:
        device.name, device.seen_at = _short(name) or device.name, at
        device.save(update_fields=["name", "seen_at"])
    return device


@transaction.atomic
def void_device(*, device: Device, by: Viewer, at: datetime) -> Device:
    """Withholds the key of a lost device, takes nothing from it, and signs out its browser.

    The key that the browser holds goes when its page next reaches us, or when the day is over.
    """
    check_is_ours(by, device)
    rules.check_may_void(device, by)
    if device.voided_at is None:
        device.voided_at, device.voided_by = at, by.account
        device.save(update_fields=["voided_at", "voided_by"])
        audit(by, at, "device.voided", device, waiting=device.waiting)
        _sign_out(device, at)
    return device


@transaction.atomic
def lift_void(*, device: Device, by: Viewer, at: datetime) -> Device:
    """Lets a device in again that was found: what was kept on it can be sent."""
    check_can_run_programme(by)
    check_is_ours(by, device)
    rules.check_is_voided(device)
    device.voided_at = device.voided_by = None
    device.save(update_fields=["voided_at", "voided_by"])
    audit(by, at, "device.void_lifted", device)
    return device


def _sign_out(device: Device, at: datetime) -> None:
    """Signs out the sessions on a device; which it is stands inside each, so all that run are looked through.

    That they are on this device stays in them: its page is told that it was voided, and forgets the day at once.
    """
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        if session.get_decoded().get(ON_DEVICE) == str(device.pk):
            Session.objects.save(session.session_key, {ON_DEVICE: str(device.pk)}, session.expire_date)


def _short(name: str) -> str:
    longest: int = Device._meta.get_field("name").max_length or 0
    return " ".join(name.replace("\x00", " ").split())[:longest]
