"""What was seen in visits, and what was last seen of a goal before a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import TruncDate

from alongside.capture.models import Observation
from alongside.capture.rules.seen import Aim, Tally, tally
from alongside.plans.models import Goal

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class LastSeen:
    """The day on which a goal was last recorded, and what was seen then."""

    on: date
    tally: Tally


def aim_of(goal: Goal) -> Aim:
    """What of a goal decides how its data read."""
    return Aim(
        unit=goal.criterion_unit,
        of=goal.criterion_of,
        parts=tuple(map(str, goal.parts)),
        scale=tuple(map(str, goal.scale)),
    )


def standing_observations() -> QuerySet[Observation]:
    """What still stands: no withdrawals, and nothing that another entry about the same child corrects."""
    later = Observation.objects.filter(corrects=OuterRef("pk"), child=OuterRef("child"))
    return Observation.objects.filter(~Exists(later), is_withdrawal=False)


def standing_in(visits: Collection[UUID]) -> dict[tuple[UUID, UUID], list[Observation]]:
    """What stands of all that was seen in these visits, by (visit, child), in order: one query."""
    found: dict[tuple[UUID, UUID], list[Observation]] = {}
    for row in standing_observations().filter(visit__in=visits).select_related("goal"):
        assert row.visit_id is not None  # The filter has seen to it.
        found.setdefault((row.visit_id, row.child_id), []).append(row)
    return found


def last_seen(goals: Iterable[Goal], before: date) -> dict[UUID, LastSeen]:
    """What was last seen of each goal before a day, by lineage, a second observer's left out: two queries.

    A goal counts with all its versions; its data read by the version that is handed in.
    """
    by_lineage = {goal.lineage: goal for goal in goals}
    told = (
        standing_observations()
        .filter(lineage__in=by_lineage, is_second=False)
        .annotate(seen_on=TruncDate("observed_at"))
    )
    days = told.filter(seen_on__lt=before).order_by().values("lineage").annotate(last=Max("seen_on"))
    on_those_days = Q(pk__in=[])
    for each in days:
        on_those_days |= Q(lineage=each["lineage"], seen_on=each["last"])
    found: dict[UUID, list[Any]] = {}
    for row in told.filter(on_those_days):
        assert row.lineage is not None  # The filter names lineages.
        found.setdefault(row.lineage, []).append(row)
    seen = {}
    for lineage, rows in found.items():
        goal = by_lineage[lineage]
        values = [row.value for row in rows if row.measure == goal.measure]
        if values:  # A goal that is measured otherwise since then begins anew.
            seen[lineage] = LastSeen(rows[0].seen_on, tally(goal.measure, values, aim_of(goal)))
    return seen
