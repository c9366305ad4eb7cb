"""How an organisation records, and the devices on which its people do."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.capture.choices import USUALLY_WITHIN
from alongside.trust.models import OrganisationOwned


class Ways(OrganisationOwned):
    """An organisation's ladder of help and its rule for what is made up; empty means as is usual.

    `ladder` are the words from no help to most; `made_up` says by reason whether a missed session is owed again;
    `make_up_within` counts school days.

    .. no_pii: words and a rule; goes with the organisation.
    """

    ladder = models.JSONField(default=list, blank=True)
    made_up = models.JSONField(default=dict, blank=True)
    make_up_within = models.PositiveSmallIntegerField(default=USUALLY_WITHIN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_set_of_ways")]


class Device(OrganisationOwned):
    """A tablet or browser on which one person records, with the key that its entries are kept under there.

    `installation` is the browser's own number: two people on one tablet have two keys. A voided device is given no key
    and nothing is taken from it until somebody lifts that.

    .. pii: which device somebody uses, and when; goes a year after it was last seen.
    """

    installation = models.UUIDField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    key = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    waiting = models.PositiveIntegerField(default=0, help_text="Entries that it said it still held")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "installation", "account"], name="one_key_per_person_and_device"
            )
        ]
