"""The log odds ratio of shares."""

from __future__ import annotations

from math import log, sqrt
from typing import Literal

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values
from alongside.stats.level.ratios import WHOLE, Level, levels
from alongside.wording import gettext as _


def lor(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    scale: Literal["proportion", "percentage"] = "percentage",
    intervals: int | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Log odds ratio (LOR): change of a share that cannot leave 0 to 100 per cent.

    From 50 to 75 and from 75 to 90 per cent are the same step here: the odds grow threefold.

    Parameters
    ----------
    a, b : sequence of number or None
        Shares in the baseline and in the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    scale : {"proportion", "percentage"}
        Whether the whole is 1 or 100.
    intervals : int, optional
        Intervals or items in an observation; needed where a mean is at 0 or at the whole.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        A natural logarithm, above 0 for improvement.

    Raises
    ------
    NotDefined
        A phase has fewer than two observations; a value outside the scale; a mean of none or all while
        `intervals` is not given.

    Notes
    -----
    Formula: logit(mean B) - logit(mean A), less (2y - 1)s^2/(2n y^2 (1 - y)^2) in each phase;
    SE = sqrt of the sum of s^2/(n y^2 (1 - y)^2). Means stay within 1/(2Dn) of 0 and 1, D the intervals.
    Range: any.
    Null value: 0.
    Not for: anything but shares; a few days at the floor or ceiling, where it rests on how finely was recorded.

    References
    ----------
    Pustejovsky (2015), Psychological Methods 20:342-359.
    """
    top = WHOLE[scale]
    before, after = levels(a, b, scale, intervals / top if intervals else None)
    first, last = (_odds(level, top, intervals) for level in (before, after))
    value = last[0] - first[0]
    if better == "lower":
        value = -value
    se = sqrt(first[1] + last[1])
    half = float(ndtri((1 + confidence) / 2)) * se
    return Estimate(value, se, value - half, value + half, (before.n, after.n), "lor", "LOR")


def _odds(level: Level, top: int, intervals: int | None) -> tuple[float, float]:
    """The corrected log odds of a phase, and the variance of it."""
    share, variance = level.mean / top, level.variance / top**2
    if intervals:
        edge = 1 / (2 * intervals * level.n)
        share = min(max(share, edge), 1 - edge)
    if share >= 1:
        raise NotDefined(_("A mean of all has no odds. Say in how many intervals or items was recorded."))
    about = share**2 * (1 - share) ** 2
    correction = (2 * share - 1) * variance / (2 * level.n * about)
    return log(share / (1 - share)) - correction, variance / (level.n * about)
