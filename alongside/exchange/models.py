"""Import runs, line by line, and calendar addresses."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.exchange.choices import ImportKind, ImportState, Verdict
from alongside.people.models import School
from alongside.trust.models import OrganisationOwned


class ImportRun(OrganisationOwned):
    """One file (or several) on its way in: read, previewed, decided, perhaps undone.

    `choices` holds what the person said (columns, school, subjects); `changes` the rows as they are to be written.

    .. pii: the file as it came; its content goes 30 days after the run has ended, the counts stay.
    """

    kind = models.CharField(max_length=10, choices=ImportKind)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    choices = models.JSONField(default=dict)
    found = models.JSONField(default=dict, help_text="What the file is and what it offers to map")
    summary = models.JSONField(default=dict, help_text="Counts by kind and verdict")
    changes = models.JSONField(default=list)
    sentence = models.CharField(max_length=500, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]


class ImportLine(OrganisationOwned):
    """What one row of the file means: new, changed, missing or odd, in a sentence.

    .. pii: names from the file; goes with the run's content.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(null=True)
    file = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict)
    thing = models.CharField(max_length=24)
    label = models.CharField(max_length=255)
    sentence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "verdict"])]


class CalendarAddress(OrganisationOwned):
    """A private address at which somebody's calendar program reads a week; only a digest of its secret is kept.

    .. pii: who reads which calendar, and when last; goes with the account or when it is withdrawn.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_with = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
