"""What a child said of itself, written down word for word by an adult, for the plan to grow from."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.people.models import Child
from alongside.plans.choices import SaidAbout
from alongside.trust.models import OrganisationOwned


class ChildSaid(OrganisationOwned):
    """One thing that a child said on a day, and who wrote it down; taken back, it stays with the moment.

    .. pii: a child's own words about itself, special-category data; goes with the plan.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="said")
    about = models.CharField(max_length=8, choices=SaidAbout)
    words = models.CharField(max_length=300)
    on = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-written_at"]
        indexes = [models.Index(fields=["child", "on"])]
