"""Import runs, line by line, and calendar addresses."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.exchange.choices import ImportKind, ImportState, Part, Thing, Verdict
from alongside.trust.models import OrganisationOwned


class ImportRun(OrganisationOwned):
    """One file (or several) on its way in: read, previewed, decided, perhaps undone.

    `header` tells files of one shape, so that what was said of one is offered for the next. `choices` holds what the
    person said (columns, school, subjects, decision), `found` what the file offers to say it about.

    .. pii: a few values of each column, names of what was kept; these go with the file, the counts stay.
    """

    kind = models.CharField(max_length=10, choices=ImportKind, blank=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    file_name = models.CharField(max_length=255)
    header = models.CharField(max_length=64, blank=True)
    choices = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    summary = models.JSONField(
        default=dict, help_text="Counts by thing and verdict, and classes that would shrink"
    )
    sentence = models.CharField(max_length=500, blank=True)
    heard_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    acting = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="In whose name the background work is done",
    )
    compared_after = models.PositiveIntegerField(
        default=0, help_text="How many imports had been written or taken back when it was compared"
    )
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["organisation", "kind", "header"])]


class ImportFile(OrganisationOwned):
    """A file as it came.

    .. pii: a roster's names, birthdays and families; goes 30 days after its run has ended.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["run", "place"], name="one_import_file_per_place")]


class ImportLine(OrganisationOwned):
    """What one row of the file means: new, changed, missing or odd, in a sentence.

    .. pii: names from the file; goes with the file.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)
    file = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict)
    thing = models.CharField(max_length=24, choices=Thing)
    label = models.CharField(max_length=255)
    sentence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(fields=["run", "verdict", "place"])]


class ImportChanges(OrganisationOwned):
    """Some of the rows that an import writes, in order; each is a `trust.rules.Change` as a list.

    .. pii: names from the file; goes with the file, and undoing with it.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    room = models.CharField(max_length=16)
    part = models.CharField(max_length=8, choices=Part)
    place = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["run", "place"], name="one_lot_of_changes_per_place")]


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
