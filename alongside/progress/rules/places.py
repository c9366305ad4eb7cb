"""The same goal in other places and with other people: described, never ranked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from alongside.capture.choices import Setting
from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import WITH, Who
from alongside.plans.rules.goals import HOME
from alongside.progress.rules.points import Point, Scale
from alongside.stats import Estimate
from alongside.stats.level import mean

#: With fewer points than this the counts are said, and that they are few.
FEW = 3


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What was seen under one condition: the mean with its count and interval, or the single points where few."""

    title: str
    estimate: Estimate
    singles: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting or person that the goal names: how many points were taken there, and how many reached the goal."""

    key: str
    title: str
    looked: int
    reached: int

    @property
    def is_few(self) -> bool:
        """Whether it has been looked at, but too seldom to say more than that."""
        return 0 < self.looked < FEW


def by_place(points: Iterable[Point], scale: Scale) -> list[PlaceRow]:
    """By routine and adult, the one with most points first."""
    return _rows(
        points,
        scale,
        lambda point: (_place(point), point.condition.adult),
        lambda point: " · ".join(word for word in (_routine(point), _adult(point)) if word),
    )


def by_setting(points: Iterable[Point], scale: Scale) -> list[PlaceRow]:
    """In class, outside class, at home."""
    return _rows(points, scale, lambda point: point.condition.setting, _setting)


def by_presence(points: Iterable[Point], scale: Scale) -> list[PlaceRow]:
    """With the therapist beside the child, and without; points of which nobody said with whom are left out."""
    return _rows(
        (point for point in points if point.condition.adult),
        scale,
        lambda point: point.condition.adult == Who.THERAPIST,
        lambda point: (
            _("With the therapist") if point.condition.adult == Who.THERAPIST else _("Without the therapist")
        ),
    )


def on_scale(estimate: Estimate, scale: Scale) -> Estimate:
    """The estimate with its interval cut where the scale ends: nothing happens fewer than no times."""
    if estimate.low is None or estimate.high is None:
        return estimate
    low = estimate.low if scale.lowest is None else max(estimate.low, float(scale.lowest))
    high = estimate.high if scale.highest is None else min(estimate.high, float(scale.highest))
    return replace(estimate, low=low, high=high)


def shown_in(
    points: Iterable[Point], settings: Sequence[str], reached: Callable[[Point], bool]
) -> list[Shown]:
    """For each setting that the goal names (routine kinds and home), how often it was looked at and reached there."""
    rows = []
    there = [point for point in points if point.value is not None and not point.is_second]
    for key in settings:
        here = [point for point in there if _is_in(point, key)]
        title = _("At home") if key == HOME else str(RoutineKind(key).label)
        rows.append(Shown(key, title, len(here), sum(map(reached, here))))
    return rows


def shown_with(
    points: Iterable[Point], people: Sequence[str], reached: Callable[[Point], bool]
) -> list[Shown]:
    """The same for each person that the goal names, by who was with the child; a point of nobody counts for nobody."""
    rows = []
    there = [point for point in points if point.value is not None and not point.is_second]
    for key in people:
        here = [point for point in there if point.condition.adult == key]
        rows.append(Shown(key, str(WITH[Who(key)]), len(here), sum(map(reached, here))))
    return rows


def _is_in(point: Point, key: str) -> bool:
    if key == HOME:
        return point.condition.setting == Setting.HOME
    return point.condition.routine_kind == key and point.condition.setting != Setting.HOME


def _place(point: Point) -> str:
    """Where a point was taken, as a key: home, else the routine, else the setting."""
    where = point.condition
    return HOME if where.setting == Setting.HOME else where.routine_kind or where.setting


def _routine(point: Point) -> str:
    kind = point.condition.routine_kind
    if point.condition.setting == Setting.HOME:
        return _("At home")
    return str(RoutineKind(kind).label) if kind else _setting(point)


def _setting(point: Point) -> str:
    return str(Setting(point.condition.setting).label) if point.condition.setting else ""


def _adult(point: Point) -> str:
    return str(Who(point.condition.adult).label) if point.condition.adult else ""


def _rows(
    points: Iterable[Point],
    scale: Scale,
    condition: Callable[[Point], Hashable],
    title: Callable[[Point], str],
) -> list[PlaceRow]:
    """A row for each condition, which is told apart by its key and not by its title in some language."""
    groups: dict[Hashable, list[Point]] = {}
    for point in points:
        if point.value is not None and not point.is_second:
            groups.setdefault(condition(point), []).append(point)
    rows = []
    for here in groups.values():
        estimate = on_scale(mean([point.value for point in here]), scale)
        singles = tuple((point.on, float(point.value or 0)) for point in here) if estimate.low is None else ()
        rows.append(PlaceRow(title(here[0]) or _("Not said where"), estimate, singles))
    return sorted(rows, key=lambda row: -row.estimate.n[0])
