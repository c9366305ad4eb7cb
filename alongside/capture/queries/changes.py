"""What makes a day other than planned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.capture.models import DayChange
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def changes_between(viewer: Viewer, first: date, last: date) -> QuerySet[DayChange]:
    """What was said of these days, both included, and not taken back; whom it may be shown is the caller's question."""
    return DayChange.objects.filter(
        organisation=viewer.organisation, on__lte=last, ends_on__gt=first, taken_back_at=None
    )


def changes_of_children(
    viewer: Viewer, children: Collection[UUID], dates: Collection[date]
) -> dict[UUID, list[DayChange]]:
    """What was said of these children on these dates, by child: one query, none without a child."""
    found: dict[UUID, list[DayChange]] = {}
    if children and dates:
        for change in changes_between(viewer, min(dates), max(dates)).filter(child__in=children):
            if change.child_id is not None:
                found.setdefault(change.child_id, []).append(change)
    return found
