"""Who has written last what stands in a row, and whether it is still what a page has shown."""

from __future__ import annotations

from django.db.models import Model, Q

from alongside.people.rules import Viewer
from alongside.strategies.rules.texts import ChangedMeanwhile
from alongside.trust.models import AuditEvent

#: What the audit trail calls a change of what a page shows.
_CHANGES = ("strategy.changed", "wording.written", "own_strategy.changed", "support.changed")


def last_writer(viewer: Viewer, *rows: Model | None) -> str:
    """The name of whoever changed one of these last; empty where nobody did."""
    about = Q(pk=None)
    for row in rows:
        if row is not None:
            about |= Q(subject_type=row._meta.label_lower, subject_id=str(row.pk))
    events = AuditEvent.objects.filter(about, organisation=viewer.organisation, action__in=_CHANGES)
    last = events.select_related("actor").order_by("number").last()
    return last.actor.name if last and last.actor else ""


def check_unchanged(viewer: Viewer, seen: int | None, stands: int, *rows: Model | None) -> None:
    """Refuses to write over what is not what the writer has `seen`; None is for those who write without a page."""
    if seen is not None and seen != stands:
        raise ChangedMeanwhile(last_writer(viewer, *rows), stands)
