"""When a device may record, and the sentence where it has been voided."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.capture.models import Device
from alongside.people.rules import NotAllowed, NotNow, Viewer


class DeviceVoided(NotAllowed):
    """The device was reported lost: it is given no key, and nothing is taken from it."""


def can_record(viewer: Viewer) -> bool:
    """Whether somebody records what happened: therapists, assistants and coordinators."""
    return viewer.is_therapist or viewer.is_coordinator


def check_can_record(viewer: Viewer) -> None:
    if not can_record(viewer):
        raise NotAllowed(
            _("This page is for therapists and their assistants. Your own pages are on the first one.")
        )


def check_is_not_voided(device: Device) -> None:
    if device.voided_at is not None:
        raise voided()


def voided() -> DeviceVoided:
    return DeviceVoided(
        _(
            "This device was voided, because somebody reported it lost. What is kept on it stays there. Ask a"
            " coordinator to let it in again."
        )
    )


def check_is_own(device: Device, viewer: Viewer) -> None:
    """Refuses a device with somebody else's key: two people on one tablet have two."""
    if device.account_id != viewer.account.pk:
        raise NotAllowed(_("This is somebody else’s key. Sign in as yourself, and load the page once more."))


def check_may_void(device: Device, viewer: Viewer) -> None:
    """A coordinator may void any device, everybody else her own."""
    if not viewer.is_coordinator and device.account_id != viewer.account.pk:
        raise NotAllowed(_("Only a coordinator can void somebody else’s device. Ask yours."))


def check_is_voided(device: Device) -> None:
    if device.voided_at is None:
        raise NotNow(_("This device is not voided. Nothing has changed."))
