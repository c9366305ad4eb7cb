"""The phases of a goal's record: before the plan, and then each way in which it was taught, by dated facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.plans.choices import Model
from alongside.progress.rules.points import Point, Scale
from alongside.stats.exact import written
from alongside.stats.series import Observation, Series

#: The name of the phase before anything was given.
BEFORE = "before"


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """From this day on another way: a delivery model that came into force, or a change of the teaching.

    `key` tells phases apart (one that comes back has the key that it had); `label` is what the chart says.
    """

    on: date
    key: str
    label: str


#: How a delivery model is called on a chart.
MODEL_LABELS = {
    Model.PUSH_IN: gettext_lazy("Push-in"),
    Model.PULL_OUT: gettext_lazy("Pull-out"),
    Model.COMBINATION: gettext_lazy("Push-in and pull-out"),
    Model.CONSULTATION: gettext_lazy("Consultation"),
}


def given_as(model: str, on: date) -> PhaseChange:
    """The phase that a service begins on a day."""
    label = MODEL_LABELS[Model(model)] if model else _("With the plan")
    return PhaseChange(on, model or "plan", str(label))


def phase_changes(changes: Iterable[PhaseChange]) -> list[PhaseChange]:
    """The changes in order, of two on one day the later one said, and none that leaves everything as it was."""
    by_day: dict[date, PhaseChange] = {}
    for change in sorted(changes, key=lambda each: each.on):
        by_day[change.on] = change
    found: list[PhaseChange] = []
    for change in by_day.values():
        if not found or found[-1].key != change.key:
            found.append(change)
    return found


def phase_on(on: date, changes: Sequence[PhaseChange]) -> str:
    """The key of the phase that a day lies in; `BEFORE` until the first change."""
    place = bisect_right([change.on for change in changes], on)
    return changes[place - 1].key if place else BEFORE


def fitting(points: Iterable[Point], scale: Scale, since: date) -> tuple[list[Point], list[str]]:
    """The points that the record can hold, and a sentence for each other: off the scale, or before the plan."""
    kept, refused = [], []
    for point in points:
        sentence = _misfit(point, scale, since)
        if sentence:
            refused.append(sentence)
        else:
            kept.append(point)
    return kept, refused


def _misfit(point: Point, scale: Scale, since: date) -> str:
    if point.on < since:
        return _("{day}: before the plan, which begins on {since}.").format(
            day=date_format(point.on, "DATE_FORMAT"), since=date_format(since, "DATE_FORMAT")
        )
    if point.value is None:
        return ""
    if scale.highest is not None and point.value > scale.highest:
        sentence, end = _("{day}: {value} is above {end}, the top of the scale."), scale.highest
    elif scale.lowest is not None and point.value < scale.lowest:
        sentence, end = _("{day}: {value} is below {end}, the foot of the scale."), scale.lowest
    else:
        return ""
    day = date_format(point.on, "DATE_FORMAT")
    return sentence.format(day=day, value=written(point.value), end=written(end))


def series_of(points: Iterable[Point], changes: Sequence[PhaseChange], scale: Scale) -> Series:
    """The record for the statistics: first observers' points, each in its phase, gaps kept with their dates.

    The points are `fitting`; one off the scale is refused by the statistics themselves.
    """
    return Series.of(
        (
            Observation(point.on, point.value, phase_on(point.on, changes))
            for point in points
            if not point.is_second
        ),
        lowest=scale.lowest,
        highest=scale.highest,
    )


def present_stretch(
    series: Series, changes: Sequence[PhaseChange]
) -> tuple[tuple[Fraction | None, ...], tuple[date, ...]]:
    """The values and days of the phase that holds now: what a decision rule looks at. Empty before the first change."""
    if not changes:
        return (), ()
    kept = [each for each in series.observations if each.on >= changes[-1].on]
    return (
        tuple(None if each.value is None else Fraction(each.value) for each in kept),
        tuple(each.on for each in kept),
    )
