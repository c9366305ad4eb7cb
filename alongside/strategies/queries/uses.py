"""What adults said of strategies day by day, and which were given when, as the record reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from alongside.people.rules import Viewer
from alongside.schooltime.spans import DateSpan
from alongside.strategies.models import Assignment, Use
from alongside.strategies.rules.uses import spoken_for_by


class UseRow(NamedTuple):
    """What one adult said of one day and one assignment of a child."""

    assignment_id: UUID
    child_id: UUID
    lineage: UUID | None
    kind: str
    home: str
    who: str
    on: date
    was_used: bool
    went: str


def uses_of(children: Iterable[UUID], between: DateSpan) -> list[UseRow]:
    """Everything said of some children's own strategies in a span, in order; class strategies are nobody's goal.

    For whoever may see the children's record: one query.
    """
    said = Use.objects.filter(
        _within("on", between), assignment__child__in=list(children), taken_back_at=None
    )
    of = ("child", "lineage", "kind", "home", "who")
    rows = said.order_by("on", "said_at").values_list(
        "assignment", *(f"assignment__{field}" for field in of), "on", "was_used", "went"
    )
    return [UseRow(*row) for row in rows]


def given_between(children: Iterable[UUID], between: DateSpan) -> list[Assignment]:
    """The children's own assignments that stood on any day of a span: one query."""
    begun = Q(starts__lt=between.ends) if between.ends else Q()
    lasts = Q(ends=None) | Q(ends__gt=between.starts)
    return list(Assignment.objects.filter(begun, lasts, child__in=list(children)).order_by("starts"))


def own_use(viewer: Viewer, pk: UUID) -> Use | None:
    """A standing word of the viewer's own; None where there is none, or where they speak for it no longer."""
    own = Use.objects.filter(
        organisation=viewer.organisation,
        pk=pk,
        said_by=viewer.account,
        taken_back_at=None,
        assignment__in=Assignment.objects.filter(spoken_for_by(viewer)).values("pk"),
    )
    return own.select_related("assignment__child", "assignment__classroom").first()


def _within(field: str, between: DateSpan) -> Q:
    since = Q(**{f"{field}__gte": between.starts})
    return since & Q(**{f"{field}__lt": between.ends}) if between.ends else since


def days_done_at_home(viewer: Viewer, assignment_id: UUID, between: DateSpan) -> list[date]:
    """The days of a span on which the viewer said that a thing at home was done, in order."""
    said = Use.objects.filter(
        _within("on", between),
        organisation=viewer.organisation,
        assignment=assignment_id,
        said_by=viewer.account,
        was_used=True,
        taken_back_at=None,
    )
    return list(said.order_by("on").values_list("on", flat=True))
