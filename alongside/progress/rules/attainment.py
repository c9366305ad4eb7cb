"""Goal attainment of a child: the level of each goal that has a scale, and all of them in one T."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.progress.rules.points import Seen
from alongside.stats import Estimate
from alongside.stats.attainment import gas_t


@dataclass(frozen=True, slots=True)
class Level:
    """Where one goal stands on its scale, and since when."""

    goal: Goal
    level: int
    on: date


def levels_on(goals: Iterable[Goal], seen: Mapping[object, Sequence[Seen]], on: date) -> list[Level]:
    """The last level of each goal that was recorded on its five-level scale up to a day, by lineage."""
    found = []
    for goal in goals:
        told = [
            each
            for each in seen.get(goal.lineage, ())
            if each.measure == Measure.GOAL_ATTAINMENT and not each.is_second and each.on <= on
        ]
        if told:
            last = max(told, key=lambda each: each.at)
            found.append(Level(goal, int(Fraction(str(last.value["level"]))), last.on))
    return found


def attainment(levels: Sequence[Level]) -> Estimate | None:
    """All levels in one T-score, weighted by importance times difficulty; None without a level."""
    if not levels:
        return None
    return gas_t(
        [each.level for each in levels],
        weights=[each.goal.importance * each.goal.difficulty for each in levels],
    )


def attainment_over_time(
    goals: Sequence[Goal], seen: Mapping[object, Sequence[Seen]], since: date, on: date
) -> list[tuple[date, Estimate]]:
    """T on each day on which a level was recorded: goals come in as they are first recorded, and `n` says how many."""
    days = sorted(
        {
            each.on
            for goal in goals
            for each in seen.get(goal.lineage, ())
            if each.measure == Measure.GOAL_ATTAINMENT and not each.is_second and since <= each.on <= on
        }
    )
    return [(day, score) for day in days if (score := attainment(levels_on(goals, seen, day))) is not None]
