"""Supports to print for a child: pictures and words, kept so that they can be changed and printed again."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.people.models import Child
from alongside.strategies.choices import SupportKind
from alongside.trust.models import OrganisationOwned


class Support(OrganisationOwned):
    """A visual schedule, first–then board, choice board, set of cue cards or story for one child.

    `cells` is a list of {"picture": name in the symbol set or "", "words": text, "time": minutes or null}; for a story
    each cell is a page.

    .. pii: a child's name and what helps it; goes with the plan.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="supports")
    kind = models.CharField(max_length=16, choices=SupportKind)
    title = models.CharField(max_length=80)
    language = models.CharField(max_length=12, default="en-gb")
    cells = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at"]
