"""A contact with the adults around a child: a service's work that takes no place in a class's week."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.capture.choices import LONGEST_CONTACT, Partner
from alongside.people.models import Child, StaffMember
from alongside.plans.models import PlannedService
from alongside.trust.models import OrganisationOwned


class Consultation(OrganisationOwned):
    """One contact about a child: on which day, how many minutes, with whom, and what was agreed.

    The id is made by the form, so that a form that is sent twice is kept once. `planned` is the service as the plan in
    force on that day had it. `starts`, in minutes from midnight, may be left out. Taken back, it stays with the moment.

    .. pii: what adults agreed about a child, and who met whom; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consultations")
    planned = models.ForeignKey(PlannedService, on_delete=models.PROTECT, related_name="consultations")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="consultations")
    on = models.DateField()
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_CONTACT)]
    )
    partner = models.CharField(max_length=12, choices=Partner)
    words = models.CharField(max_length=200)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-said_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_CONTACT),
                name="consultation_lasts_a_while",
            )
        ]
        indexes = [models.Index(fields=["child", "on"])]
