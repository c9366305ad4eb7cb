"""An organisation's own strategies, beside the library that comes with the product."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.people.choices import Discipline
from alongside.trust.models import OrganisationOwned


class OwnStrategy(OrganisationOwned):
    """A strategy that an organisation wrote itself; `text` has the fields of a strategy of the library.

    Everywhere else a strategy goes by its key: the library's id, or "own:" and this row's id. What is no longer used
    is put away, not removed, since somebody may still be doing it.

    .. no_pii: what adults can do, about no child; goes with the organisation.
    """

    discipline = models.CharField(max_length=32, choices=Discipline)
    text = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    @property
    def key(self) -> str:
        """What this strategy goes by wherever it is given."""
        return f"own:{self.pk}"
