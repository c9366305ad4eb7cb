"""The audit trail, and the shape of everything that belongs to an organisation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:  # django-scopes has no types; its manager is Django's, closed to all but one organisation.
    from django.db.models import Manager as Scoped
else:
    Scoped = type(ScopedManager(organisation="organisation"))


class InOrganisation(Scoped[M]):
    """Finds rows of the organisation whose scope is open, and none where no scope is."""


class OrganisationOwned(models.Model):
    """A row of one organisation; reading it outside that organisation's scope fails.

    .. no_pii: the shape alone; goes with the row that has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")

    objects = InOrganisation()

    class Meta:
        abstract = True


class AuditChain(models.Model):
    """The end of an organisation's chain of audit events; locked while the next one is written.

    .. no_pii: a number and a digest; goes with the organisation.
    """

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class AuditEvent(OrganisationOwned):
    """One thing that somebody did, never changed; each holds the digest of the one before it.

    .. pii: who acted (account) and, in `detail`, ids and counts, never a child's name; kept as long as the record
       it speaks of must be kept.
    """

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_audit_event_per_number")
        ]
        indexes = [models.Index(fields=["organisation", "subject_type", "subject_id"])]
