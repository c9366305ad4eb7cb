"""The devices on which people record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from alongside.capture.models import Device
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def devices_for(viewer: Viewer) -> QuerySet[Device]:
    """Devices with their person, the last seen first: all for a coordinator, one's own for everybody else."""
    devices = Device.objects.filter(organisation=viewer.organisation).select_related("account", "voided_by")
    return devices if viewer.is_coordinator else devices.filter(account=viewer.account)


def device_for(viewer: Viewer, pk: UUID) -> Device | None:
    """One device, or None where there is none that the viewer may see."""
    return devices_for(viewer).filter(pk=pk).first()


def own_device(viewer: Viewer, pk: UUID) -> Device | None:
    """One of the viewer's own devices, whatever else she may see."""
    return Device.objects.filter(organisation=viewer.organisation, account=viewer.account, pk=pk).first()


def is_voided(pk: UUID) -> bool:
    """Whether a device was voided, asked where nobody is signed in; one that there is not was not."""
    return Device._base_manager.filter(pk=pk, voided_at__isnull=False).exists()
