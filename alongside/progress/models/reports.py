"""Reports drafted from the record, and the runs that draft many of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.people.models import Child
from alongside.progress.choices import Audience, RunState
from alongside.trust.models import OrganisationOwned


class ReportRun(OrganisationOwned):
    """One order for many reports: it goes on where it stopped, since what is drafted is there.

    .. pii: ids of children in `children`; goes a year after it ended.
    """

    audience = models.CharField(max_length=8, choices=Audience)
    language = models.CharField(max_length=12)
    as_of = models.DateField()
    children = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.QUEUED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    left_out = models.JSONField(
        default=list, help_text="[id, name, why] of those of whom no report could be drafted"
    )

    class Meta:
        ordering = ["-asked_at"]


class Report(OrganisationOwned):
    """What the record says of a child up to a day, in words for a team or for a family.

    `facts` are the figures and charts as of `as_of`; `sections` are [{"key", "title", "text", "number", "by"}],
    drafted from them and edited by hand. Signed, both are frozen; a correction is a report of its own that names the
    one it corrects.

    .. pii: how a child is getting on, special-category data; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="reports")
    run = models.ForeignKey(
        ReportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    audience = models.CharField(max_length=8, choices=Audience)
    language = models.CharField(max_length=12)
    since = models.DateField()
    as_of = models.DateField()
    facts = models.JSONField(default=dict)
    sections = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_name = models.CharField(max_length=160, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        ordering = ["-as_of", "-drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["run", "child"], name="a_run_drafts_one_report_of_a_child"),
            models.CheckConstraint(
                condition=models.Q(as_of__gte=models.F("since")), name="a_report_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["child", "as_of"])]

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None
