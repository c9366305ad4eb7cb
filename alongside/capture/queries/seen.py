"""What was seen in visits, and what was last seen of a goal before a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.timezone import get_current_timezone

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

    A goal counts with all its versions; its data read by the version that is handed in. Days are those of the zone in
    which the page is read.
    """
    by_lineage = {goal.lineage: goal for goal in goals}
    told = standing_observations().filter(lineage__in=by_lineage, is_second=False)
    # Compared as moments, not as days: the index on them is used.
    latest = told.filter(observed_at__lt=_midnight(before)).order_by().values_list("lineage")
    days = {lineage: _day(at) for lineage, at in latest.annotate(last=Max("observed_at"))}
    on_those_days = Q(pk__in=[])
    for lineage, on in days.items():
        next_day = _midnight(on + timedelta(days=1))
        on_those_days |= Q(lineage=lineage, observed_at__gte=_midnight(on), observed_at__lt=next_day)
    found: dict[UUID, list[Any]] = {}
    for row in told.filter(on_those_days):
        assert row.lineage is not None  # The filter names lineages.
        found.setdefault(row.lineage, []).append(row)
    seen = {}
    for lineage, rows in found.items():
        goal = by_lineage[lineage]
        values = [row.value for row in rows if row.measure == goal.measure]
        if values:  # A goal that is measured otherwise since then begins anew.
            seen[lineage] = LastSeen(days[lineage], tally(goal.measure, values, aim_of(goal)))
    return seen


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=get_current_timezone())


def _day(at: datetime) -> date:
    return at.astimezone(get_current_timezone()).date()
