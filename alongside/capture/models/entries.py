"""What came from a device or from paper: observations and marks, written once and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.capture.choices import MarkKind, Setting, Source
from alongside.capture.models.days import DatedVisit
from alongside.capture.models.ways import Device
from alongside.classrooms.choices import RoutineKind
from alongside.people.models import Child
from alongside.plans.choices import Measure, Who
from alongside.plans.models import Goal
from alongside.trust.models import OrganisationOwned


class Observation(OrganisationOwned):
    """One thing seen of one child: append-only, its id made where it was tapped.

    `value` depends on the measure (`rules.values`). `observed_at` is the moment as we know it, `device_at` as the
    device's clock said it; where the two cannot be reconciled, `clock_doubtful`. `corrects` is the id of the
    observation that this one takes the place of; a withdrawal has no value and leaves nothing in its place. It names
    no row by a foreign key, since the two may arrive in any order. `lineage` is the goal through all versions.

    .. pii: what a child did and how much help it had, special-category data; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="observations")
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    lineage = models.UUIDField(null=True, blank=True)
    visit = models.ForeignKey(
        DatedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    measure = models.CharField(max_length=24, choices=Measure)
    value = models.JSONField(default=dict)
    observed_at = models.DateTimeField()
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_doubtful = models.BooleanField(default=False)
    order = models.PositiveBigIntegerField(
        default=0, help_text="Counts on the device, for moments that are equal"
    )
    routine_kind = models.CharField(max_length=24, choices=RoutineKind, blank=True)
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.IN_CLASS)
    adult = models.CharField(
        max_length=10, choices=Who, default=Who.THERAPIST, help_text="Who was with the child"
    )
    material = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=300, blank=True)
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_second = models.BooleanField(default=False, help_text="A second observer's, for agreement")
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source, default=Source.TAPPED)
    corrects = models.UUIDField(null=True, blank=True, db_index=True)
    is_withdrawal = models.BooleanField(default=False)

    class Meta:
        ordering = ["observed_at", "order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_withdrawal=False) | models.Q(corrects__isnull=False),
                name="a_withdrawal_names_what_it_takes_back",
            )
        ]
        indexes = [
            models.Index(fields=["lineage", "observed_at"]),
            models.Index(fields=["child", "observed_at"]),
            models.Index(fields=["visit", "observed_at"]),
        ]


class Mark(OrganisationOwned):
    """One thing said about a visit, or about a child in it: append-only. What stands is written to the visit.

    `detail` by kind: held {}, shortened {"minutes"}, missed {"reason", "words"}, moved {"on", "starts"} and,
    where a rule meant otherwise, {"agreed"}, role {"role"}, away {"reason"}, word {"words"}, unsaid {"word"}: the id of
    the word that whoever said it takes back. It is no foreign key, since the two may arrive in any order.

    .. pii: whether a child was there, and why not; kept as long as the record of its plan.
    """

    visit = models.ForeignKey(DatedVisit, on_delete=models.PROTECT, related_name="marks")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MarkKind)
    detail = models.JSONField(default=dict, blank=True)
    marked_at = models.DateTimeField()
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_doubtful = models.BooleanField(default=False)
    order = models.PositiveBigIntegerField(default=0)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["marked_at", "order"]
        indexes = [models.Index(fields=["visit", "marked_at"])]
