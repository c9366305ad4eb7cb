"""The services of a plan in the plan's own unit, and how the team chose their delivery model."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.people.choices import MARKS, Discipline
from alongside.people.models import StaffMember
from alongside.plans.choices import MakeUp, Model, Pattern, Per
from alongside.plans.models.plans import PlanVersion
from alongside.trust.models import OrganisationOwned


class PlannedService(OrganisationOwned):
    """So many minutes, so many times a week, fortnight, month, term or year, from one day to another.

    `steps` of a receding pattern are {"from": weeks since the start, "times": …}. The decision stands beside the model:
    `answers` by criterion, who was `asked`, the team's `reason`, and the day to look again.

    .. pii: that a child has therapy, how much, and why so; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="planned_services")
    lineage = models.UUIDField(default=uuid.uuid4)
    discipline = models.CharField(max_length=32, choices=Discipline)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(240)])
    times = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(200)])
    per = models.CharField(max_length=9, choices=Per, default=Per.WEEK)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    pattern = models.CharField(max_length=12, choices=Pattern, default=Pattern.STEADY)
    steps = models.JSONField(default=list, blank=True)
    model = models.CharField(max_length=12, choices=Model, blank=True)
    max_group = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    group = models.CharField(max_length=60, blank=True)
    min_days_apart = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    priority = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    make_up = models.CharField(max_length=4, choices=MakeUp, blank=True, default=MakeUp.USUAL)
    therapists = models.ManyToManyField(StaffMember, through="PlannedTherapist", related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    asked = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["discipline", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="a_service_is_once_in_a_version"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gt=models.F("starts")),
                name="planned_service_ends_after_it_starts",
            ),
        ]

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh."""
        return MARKS[Discipline(self.discipline)]


class PlannedTherapist(OrganisationOwned):
    """A therapist who may give a planned service; without one, any of its discipline may.

    .. pii: who works with a child; goes with the plan.
    """

    planned = models.ForeignKey(PlannedService, on_delete=models.CASCADE, related_name="named_therapists")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["planned", "staff"], name="planned_therapist_is_named_once")
        ]
