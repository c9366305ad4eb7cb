"""The least-squares trend per week, with the error of its slope and its band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from scipy.special import stdtrit

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Values, days, one_phase
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

TWO_POINTS = N_("Two observations always lie on one line, so chance cannot be judged.")
ON_ONE_LINE = N_(
    "All observations lie exactly on one line, so chance cannot be judged: no interval is given."
)


@dataclass(frozen=True, slots=True)
class Trend:
    """A least-squares line through a record.

    Attributes
    ----------
    slope : Estimate
        Slope per week.
    start : date
        Day of the first observation.
    level : float
        Height of the line on that day.
    spread : float or None
        Standard deviation about the line (SEE); None with two observations.
    """

    slope: Estimate
    start: date
    level: float
    spread: float | None
    #: Mean day of the observations, counted from `start`, and the sum of squares about it.
    centre: float
    about: float

    def at(self, on: date) -> float:
        """Height of the line on a day."""
        return self.level + self.slope.value * (on - self.start).days / 7

    def band(self, on: date, *, confidence: float = 0.95) -> tuple[float, float] | None:
        """Interval of the line's height on a day (not of a single observation); None where chance is unknown."""
        if not self.spread:
            return None
        n = self.slope.n[0]
        away = (on - self.start).days - self.centre
        half = _quantile(n, confidence) * self.spread * sqrt(1 / n + away * away / self.about)
        return self.at(on) - half, self.at(on) + half


def ols(values: Values, on: Sequence[date], *, confidence: float = 0.95) -> Trend:
    """Trend per week: the straight line that lies closest to all observations.

    How many more (or fewer) each week, with an interval that says how much of it may be chance. With six weekly
    observations the interval is wide; with fifteen it is a quarter as wide.

    Parameters
    ----------
    values : sequence of number or None
        Observations in the order of time; a missing one is left out with its date.
    on : sequence of date
        Day of each.
    confidence : float
        Share of intervals that would hold the true slope, if observations were independent.

    Returns
    -------
    Trend
        The slope with its error and interval, and the line with its band for a chart.

    Raises
    ------
    NotDefined
        Fewer than two observations, or all on one day.

    Notes
    -----
    Formula: b = sum (t - mean t)(y - mean y) / sum (t - mean t)^2, in weeks; SE = SEE / sqrt(sum (t - mean t)^2);
    interval by Student's t with n - 2 degrees of freedom.
    Range: any, in the observations' unit per week.
    Null value: 0.
    Not for: foretelling beyond the record; scores at the floor or the ceiling of their scale; a verdict from
    fewer than six observations.

    References
    ----------
    Christ (2006), School Psychology Review 35:128-133.
    """
    counts, scale = one_phase(values, least=2)
    calendar = days(values, on)
    return fit(counts, scale, calendar, confidence)


def fit(counts: Sequence[int], scale: int, calendar: Sequence[int], confidence: float) -> Trend:
    """The same for whole multiples of 1/scale and days as ordinals."""
    n = len(counts)
    at = [day - calendar[0] for day in calendar]
    # n times sums of squares and products about the means: whole, so that a perfect line is known as one.
    sum_t, sum_y = sum(at), sum(counts)
    tt = n * sum(t * t for t in at) - sum_t * sum_t
    ty = n * sum(t * y for t, y in zip(at, counts, strict=True)) - sum_t * sum_y
    yy = n * sum(y * y for y in counts) - sum_y * sum_y
    if tt == 0:
        raise NotDefined(_("A trend needs observations on two different days."))
    per_day = ty / (tt * scale)
    level = (sum_y * tt - ty * sum_t) / (n * tt * scale)
    start, centre, about = date.fromordinal(calendar[0]), sum_t / n, tt / n
    kind, label = "trend per week", _("Trend per week")
    if n == 2:
        slope = Estimate(7 * per_day, None, None, None, (n,), kind, label, _(TWO_POINTS))
        return Trend(slope, start, level, None, centre, about)
    unexplained = yy * tt - ty * ty
    spread = sqrt(unexplained / (tt * n * (n - 2))) / scale
    se = 7 * spread / sqrt(about)
    if unexplained == 0:
        slope = Estimate(7 * per_day, se, None, None, (n,), kind, label, _(ON_ONE_LINE))
    else:
        half = _quantile(n, confidence) * se
        slope = Estimate(7 * per_day, se, 7 * per_day - half, 7 * per_day + half, (n,), kind, label)
    return Trend(slope, start, level, spread, centre, about)


def _quantile(n: int, confidence: float) -> float:
    return float(stdtrit(n - 2, (1 + confidence) / 2))
