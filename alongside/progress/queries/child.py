"""A child's page: every goal with what may be said of it, attainment, and how taking part goes over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from alongside.capture.models import DatedSession
from alongside.capture.queries.seen import standing_observations
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure, Unit
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.choices import OVER_TIME
from alongside.progress.queries.observed import observed
from alongside.progress.queries.probes import ProbeRow, probes_of
from alongside.progress.queries.records import GoalRecord, records_of
from alongside.progress.rules.attainment import Level, attainment, attainment_over_time, levels_on
from alongside.progress.rules.points import Point, Scale, Seen, points_of
from alongside.stats import Estimate

#: Scans that are made of a child with or without a goal, and how a session of them counts.
_SCALES = {
    Measure.ENGAGEMENT: (Unit.INTERVALS, Fraction(0), Fraction(100)),
    Measure.PARTICIPATION: (Unit.INTERVALS, Fraction(0), Fraction(100)),
    Measure.INITIATIONS: (Unit.TIMES, Fraction(0), None),
    Measure.RISK_TAKING: (Unit.TIMES, Fraction(0), None),
    Measure.CONFIDENCE: (Unit.LEVEL, Fraction(1), Fraction(5)),
}


@dataclass(frozen=True)
class OverTime:
    """One way of taking part over time: a point for each session, with the number of looks behind it."""

    measure: Measure
    scale: Scale
    points: tuple[Point, ...]


@dataclass(frozen=True)
class MinutesOfMonth:
    """Minutes that a child had in a month, by discipline."""

    month: date
    minutes: Mapping[str, int]


@dataclass(frozen=True)
class ChildProgress:
    """Everything that the team reads of a child's progress on one page."""

    child: Child
    records: tuple[GoalRecord, ...]
    probes: tuple[ProbeRow, ...]
    levels: tuple[Level, ...]
    attainment: Estimate | None
    attainment_over_time: tuple[tuple[date, Estimate], ...]
    over_time: tuple[OverTime, ...]
    minutes: tuple[MinutesOfMonth, ...]


def child_progress(viewer: Viewer, child_id: UUID, until: date | None = None) -> ChildProgress | None:
    """A child's page up to a day (that of looking, unless given), or None where there is none that the viewer may see.

    The child's team and coordinators may.
    """
    on = until or viewer.on
    child = children_planned_by(viewer).filter(pk=child_id).select_related("school").first()
    if child is None:
        return None
    records = records_of(viewer, [child], on).get(child.pk, [])
    seen: dict[object, list[Seen]] = defaultdict(list)
    for row in observed(standing_observations().filter(child=child)):
        if row.seen.on > on:
            continue
        seen[row.lineage].append(row.seen)
        if row.seen.measure in _SCALES:
            seen[row.seen.measure].append(row.seen)
    goals = [record.goal for record in records]
    levels = levels_on(goals, seen, on)
    return ChildProgress(
        child=child,
        records=tuple(records),
        probes=tuple(row for record in records for row in probes_of(record, on)),
        levels=tuple(levels),
        attainment=attainment(levels),
        attainment_over_time=tuple(attainment_over_time(goals, seen, date.min, on)),
        over_time=tuple(_over_time(seen)),
        minutes=tuple(_minutes(child, on)),
    )


def _over_time(seen: Mapping[object, Sequence[Seen]]) -> list[OverTime]:
    found = []
    for measure in OVER_TIME:
        unit, lowest, highest = _SCALES[measure]
        scale = Scale(measure, unit, lowest, highest, goal=None, baseline=None, better="higher")
        # Where it was counted in levels and in times, each session keeps to one way of counting.
        points = [point for point in points_of(scale, seen.get(measure, ())) if not point.is_second]
        if points:
            found.append(OverTime(measure, scale, tuple(points)))
    return found


def _minutes(child: Child, on: date) -> list[MinutesOfMonth]:
    by_month: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    had = DatedSession.objects.filter(child=child, minutes__gt=0, away="", visit__on__lte=on)
    for discipline, minutes, day in had.values_list("discipline", "minutes", "visit__on"):
        by_month[day.replace(day=1)][discipline] += minutes or 0
    return [MinutesOfMonth(month, dict(minutes)) for month, minutes in sorted(by_month.items())]
