"""From what was tapped to one point a session: by the measure of the goal, with the number of looks behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from operator import attrgetter
from typing import Any

from alongside.capture.choices import Company
from alongside.plans.choices import Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.progress.choices import OUT_OF, SHARES

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """One standing observation, as far as a point needs it; `session` is its visit, or the day where it has none."""

    on: date
    at: datetime
    session: str
    value: Value
    measure: str
    setting: str = ""
    routine_kind: str = ""
    adult: str = ""
    material: str = ""
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Where and with whom a point was taken."""

    setting: str
    routine_kind: str
    adult: str
    material: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One session under one condition: the value on the goal's scale, from `looks` trials, intervals or stretches.

    `value` is None where the session was recorded and yet says nothing (a rate without the time that was watched, a
    latency where it mostly did not begin).
    """

    on: date
    session: str
    value: Fraction | None
    looks: int
    condition: Condition
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale on which a goal's points lie: its ends (None: open), its unit in words, its goal and its baseline.

    `over` is for how long the goal must be reached, in the plan's own words ("3 sessions running").
    """

    measure: Measure
    unit: Unit
    lowest: Fraction | None
    highest: Fraction | None
    goal: Fraction | None
    baseline: Fraction | None
    better: str
    over: str = ""

    @property
    def is_share(self) -> bool:
        return self.highest == 100


def scale_of(goal: Goal) -> Scale:
    """The scale of a goal: shares in per cent, everything else in the goal's own unit.

    A criterion of 4 of 5 trials is 80 per cent of trials, so that sessions with more or fewer trials compare.
    """
    measure = Measure(goal.measure) if goal.measure else Measure.TRIALS
    unit = Unit(goal.criterion_unit) if goal.criterion_unit else Unit.PERCENT
    share = is_share(measure, unit)
    highest: Fraction | None = Fraction(100) if share else None
    lowest: Fraction | None = Fraction(0)
    if not share and unit is Unit.LEVEL:
        lowest, highest = _levels(measure, goal)
    return Scale(
        measure=measure,
        unit=Unit.PERCENT if share and unit in OUT_OF else unit,
        lowest=lowest,
        highest=highest,
        goal=_on_scale(goal, goal.criterion_value, unit, share),
        baseline=_on_scale(goal, goal.baseline_value, unit, share),
        better="lower" if goal.criterion_direction == Direction.AT_MOST else "higher",
        over=goal.criterion_over,
    )


def is_share(measure: Measure, unit: Unit) -> bool:
    """Whether a session's point is a share in per cent."""
    return measure in SHARES or (measure is Measure.PARTICIPATION and unit is not Unit.LEVEL)


def _levels(measure: Measure, goal: Goal) -> tuple[Fraction, Fraction]:
    if measure is Measure.GOAL_ATTAINMENT:
        return Fraction(-2), Fraction(2)
    if measure is Measure.CONFIDENCE:
        return Fraction(1), Fraction(5)
    return Fraction(0), Fraction(max(len(goal.parts) - 1, goal.criterion_of or 0, 4))


def _on_scale(goal: Goal, value: Any, unit: Unit, share: bool) -> Fraction | None:
    if value is None:
        return None
    exact = Fraction(str(value))
    if share and unit in OUT_OF:
        return 100 * exact / goal.criterion_of if goal.criterion_of else None
    return exact


def points_of(scale: Scale, seen: Iterable[Seen]) -> list[Point]:
    """One point for each session, setting and adult, in the order of time; a second observer's apart.

    A session in which the routine or the material changed is still one point: two would count it twice. Observations
    of another measure than the goal's are left out: two ways of recording never share one series.
    """
    return _points(scale, seen, attrgetter("on", "session", "is_second", "setting", "adult"))


def points_by_routine(scale: Scale, seen: Iterable[Seen]) -> list[Point]:
    """The same, with a point for each routine of a session: for saying how it went where, never for a trend."""
    return _points(scale, seen, attrgetter("on", "session", "is_second", "setting", "adult", "routine_kind"))


def usual_condition(points: Iterable[Point]) -> tuple[str, str]:
    """The setting and the adult under which most of the first observers' points were taken; of equals the first."""
    counts = Counter(map(_where, (point for point in points if not point.is_second)))
    return counts.most_common(1)[0][0] if counts else ("", "")


def in_usual_condition(
    points: Sequence[Point], phase_of: Callable[[date], str] = lambda _on: ""
) -> tuple[list[Point], list[Point]]:
    """The points that make the goal's one series, and those apart from it: another place, another adult, a second
    observer.

    What is usual is asked phase by phase, since a phase may be another place: pull-out, then push-in. Within a phase
    points of different conditions never share a trend.
    """
    by_phase: dict[str, list[Point]] = {}
    for point in points:
        by_phase.setdefault(phase_of(point.on), []).append(point)
    usual = {phase: usual_condition(those) for phase, those in by_phase.items()}
    series: list[Point] = []
    apart: list[Point] = []
    for point in points:
        is_usual = not point.is_second and _where(point) == usual[phase_of(point.on)]
        (series if is_usual else apart).append(point)
    return series, apart


def _where(point: Point) -> tuple[str, str]:
    return point.condition.setting, point.condition.adult


def _points(scale: Scale, seen: Iterable[Seen], key: Callable[[Seen], Hashable]) -> list[Point]:
    groups: dict[Hashable, list[Seen]] = {}
    for each in sorted(seen, key=lambda one: one.at):
        if each.measure == scale.measure:
            groups.setdefault(key(each), []).append(each)
    return [_point(scale, together) for together in groups.values()]


def _point(scale: Scale, together: Sequence[Seen]) -> Point:
    first = together[0]
    routines = {each.routine_kind for each in together}
    materials = dict.fromkeys(each.material for each in together if each.material)
    condition = Condition(
        first.setting, routines.pop() if len(routines) == 1 else "", first.adult, ", ".join(materials)
    )
    value, looks = _BY_MEASURE[scale.measure](scale, [each.value for each in together])
    return Point(first.on, first.session, value, looks, condition, first.is_second)


def _alone(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    """The share of trials or steps that were done without help."""
    return _share([value.get("help") == 0 for value in values])


def _intervals(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    """The share of intervals in which it was seen, or the mean level where the goal counts levels."""
    if scale.unit is Unit.LEVEL:
        return _mean_of("level")(scale, values)
    return _share([bool(value.get("seen")) for value in values])


def _with_classmates(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    return _share([value.get("company") == Company.WITH for value in values])


def _times(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    """How many times, or how many times an hour of watching; watched without a tap is none."""
    if scale.unit is Unit.LEVEL:
        return _mean_of("level")(scale, values)
    times = sum(Fraction(str(value["times"])) for value in values if "times" in value)
    watched = sum(Fraction(str(value["watched"])) for value in values if "watched" in value)
    if scale.unit is not Unit.PER_HOUR:
        return Fraction(times), len(values)
    return (times * 3600 / watched, len(values)) if watched else (None, len(values))


def _seconds(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    """The mean length of the stretches, in the goal's unit."""
    found = [_length(scale, value) for value in values if value.get("seconds") is not None]
    return (Fraction(sum(found)) / len(found), len(found)) if found else (None, 0)


def _until_begun(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
    """The median of how long it took to begin, in the goal's unit; None where the middle one did not begin at all.

    What did not begin took longer than anything that did. Leaving it out would make a child look the quicker, the more
    often it does not begin; so the median is taken, which needs no length for it.
    """
    begun = sorted(_length(scale, value) for value in values if value.get("seconds") is not None)
    middle = [(len(values) - 1) // 2, len(values) // 2]
    if not values or middle[1] >= len(begun):
        return None, len(values)
    return (begun[middle[0]] + begun[middle[1]]) / 2, len(values)


def _length(scale: Scale, value: Value) -> Fraction:
    return Fraction(str(value["seconds"])) / (60 if scale.unit is Unit.MINUTES else 1)


def _mean_of(key: str) -> Callable[[Scale, Sequence[Value]], tuple[Fraction | None, int]]:
    def mean(scale: Scale, values: Sequence[Value]) -> tuple[Fraction | None, int]:
        found = [Fraction(str(value[key])) for value in values if value.get(key) is not None]
        return (Fraction(sum(found)) / len(found), len(found)) if found else (None, 0)

    return mean


def _share(hits: Sequence[bool]) -> tuple[Fraction | None, int]:
    return (Fraction(100 * sum(hits), len(hits)), len(hits)) if hits else (None, 0)


_BY_MEASURE: dict[Measure, Callable[[Scale, Sequence[Value]], tuple[Fraction | None, int]]] = {
    Measure.TRIALS: _alone,
    Measure.PERCENT: _mean_of("percent"),
    Measure.COUNT: _times,
    Measure.RATE: _times,
    Measure.DURATION: _seconds,
    Measure.LATENCY: _until_begun,
    Measure.PARTIAL_INTERVAL: _intervals,
    Measure.WHOLE_INTERVAL: _intervals,
    Measure.MOMENTARY: _intervals,
    Measure.TASK_STEPS: _alone,
    Measure.RUBRIC: _mean_of("level"),
    Measure.GOAL_ATTAINMENT: _mean_of("level"),
    Measure.PARTICIPATION: _intervals,
    Measure.ENGAGEMENT: _with_classmates,
    Measure.INITIATIONS: _times,
    Measure.RISK_TAKING: _times,
    Measure.CONFIDENCE: _mean_of("face"),
}
