"""The Theil-Sen line: a slope that one odd day cannot turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from alongside.stats.estimate import NotDefined
from alongside.stats.exact import Values, days, one_phase, twice_median
from alongside.wording import gettext as _

#: Below this, two different fractions are always two different floats, in the same order.
_TOLD_APART = 2**52


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through a record.

    Attributes
    ----------
    per_week : float
        Slope, in the unit of the observations per week.
    start : date
        The day on which the line stands at `level`.
    level : float
        Height on that day.
    n : int
        Observations behind it.
    """

    per_week: float
    start: date
    level: float
    n: int

    def at(self, on: date) -> float:
        """Height of the line on a day."""
        return self.level + self.per_week * (on - self.start).days / 7


def theil_sen(values: Values, on: Sequence[date], *, start: date | None = None) -> Line:
    """Theil-Sen trend per week: the middle one of the slopes between all pairs of observations.

    A trend for a record with odd days in it: up to about three in ten observations may be wild before it turns.

    Parameters
    ----------
    values : sequence of number or None
        Observations in the order of time; a missing one is left out with its date.
    on : sequence of date
        Day of each.
    start : date, optional
        Day at which the line's height is told; the first observation's if not given.

    Returns
    -------
    Line
        Slope per week and height at `start`, the median of y - b t.

    Raises
    ------
    NotDefined
        Fewer than two observations, or all on one day.

    Notes
    -----
    Formula: b = median of (y_j - y_i)/(t_j - t_i) over pairs at different times; height = median of y - b t.
    Range: any, in the observations' unit per week.
    Null value: 0.
    Not for: drawing on beyond the record.

    References
    ----------
    Sen (1968), Journal of the American Statistical Association 63:1379-1389.
    """
    counts, scale = one_phase(values, least=2)
    at = days(values, on)
    slope = median_slope(at, counts)
    first = (start or date.fromordinal(at[0])).toordinal()
    left = [
        slope.denominator * count - slope.numerator * (day - first)
        for count, day in zip(counts, at, strict=True)
    ]
    level = twice_median(left) / (2 * slope.denominator * scale)
    return Line(float(7 * slope / scale), date.fromordinal(first), level, len(counts))


def median_slope(at: Sequence[int], counts: Sequence[int]) -> Fraction:
    """The median slope as a fraction, in counts per day.

    Raises
    ------
    NotDefined
        No two observations at different times.
    """
    if len(counts) < 2 or at[0] == at[-1]:
        raise NotDefined(_("A trend needs two observations at different times."))
    if max(map(abs, counts)) >= _TOLD_APART or (max(counts) - min(counts)) * (at[-1] - at[0]) >= _TOLD_APART:
        return _median_of_long_numbers(at, counts)
    earlier, later = _pairs(len(counts))
    time, height = np.array(at), np.array(counts)
    run, rise = time[later] - time[earlier], height[later] - height[earlier]
    if not run.all():
        rise, run = rise[run > 0], run[run > 0]
    slopes = rise / run
    middle = _middle(len(slopes))
    placed = np.argpartition(slopes, middle)
    return _mean([Fraction(int(rise[place]), int(run[place])) for place in placed[middle]])


def _median_of_long_numbers(at: Sequence[int], counts: Sequence[int]) -> Fraction:
    """The same where two different slopes may be the same float: those are put in order as fractions."""
    pairs = [
        (counts[later] - counts[earlier], at[later] - at[earlier])
        for later in range(len(counts))
        for earlier in range(later)
        if at[later] > at[earlier]
    ]
    # Division of whole numbers is rounded to the nearest float, so floats never stand in the wrong order.
    pairs.sort(key=lambda pair: pair[0] / pair[1])
    chosen = []
    for place in _middle(len(pairs)):
        key = pairs[place][0] / pairs[place][1]
        alike = [(index, pair) for index, pair in enumerate(pairs) if pair[0] / pair[1] == key]
        exact = sorted(Fraction(*pair) for _index, pair in alike)
        chosen.append(exact[place - alike[0][0]])
    return _mean(chosen)


def _middle(size: int) -> list[int]:
    """The place of the middle one, or of the two."""
    return [size // 2] if size % 2 else [size // 2 - 1, size // 2]


def _mean(fractions: Sequence[Fraction]) -> Fraction:
    return sum(fractions, Fraction(0)) / len(fractions)


@lru_cache(maxsize=256)
def _pairs(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    earlier, later = np.triu_indices(size, 1)
    return earlier, later
