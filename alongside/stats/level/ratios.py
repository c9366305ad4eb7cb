"""Log response ratios: change as a proportion, for counts, rates and shares."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import expm1, log, sqrt
from typing import Literal, NamedTuple

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, moments, two_phases, written
from alongside.wording import gettext as _

Scale = Literal["count", "rate", "proportion", "percentage", "other"]

#: The highest value of a scale that has one.
WHOLE: dict[Scale, int] = {"proportion": 1, "percentage": 100}


class Level(NamedTuple):
    """Mean and variance of a phase, kept from the floor that the recording itself sets."""

    mean: float
    variance: float
    n: int


def lrr_increase(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    scale: Scale = "count",
    minutes: float | None = None,
    intervals: int | None = None,
    corrected: bool = True,
    confidence: float = 0.95,
) -> Estimate:
    """Log response ratio, increasing (LRRi): by what factor the mean grew, on a logarithmic scale.

    `percent_change` says it in words: 0.22 is about 25 per cent more.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, none below zero; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement. A share for which lower is better is turned round (100 - y) first.
    scale : {"count", "rate", "proportion", "percentage", "other"}
        What the observations are; it sets the smallest mean that the recording could have told from zero.
    minutes : float, optional
        Length of an observation, for a rate.
    intervals : int, optional
        Intervals or items in an observation, for a proportion or percentage.
    corrected : bool
        Whether the small-sample correction is applied (R2) or not (R1).
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        A natural logarithm, above 0 for improvement.

    Raises
    ------
    NotDefined
        A phase has fewer than two observations; a value outside the scale; a mean of zero while nothing says how
        finely it was recorded.

    Notes
    -----
    Formula: R1 = ln(mean B / mean A); R2 = R1 + sB^2/(2n mean B^2) - sA^2/(2m mean A^2);
    SE = sqrt(sA^2/(m mean A^2) + sB^2/(n mean B^2)). Means are at least 1/(2Dn) and variances at least
    1/(D^2 n^3), with D = 1 for a count, minutes for a rate, intervals for a proportion, intervals/100 for a
    percentage.
    Range: any.
    Null value: 0.
    Not for: ratings, goal levels, confidence or feelings, which have no zero; records with a trend.

    References
    ----------
    Pustejovsky (2018), Journal of School Psychology 68:99-112.
    """
    return _ratio("LRRi", a, b, better, scale, _fineness(scale, minutes, intervals), corrected, confidence)


def lrr_decrease(
    a: Values,
    b: Values,
    *,
    better: Better = "lower",
    scale: Scale = "count",
    minutes: float | None = None,
    intervals: int | None = None,
    corrected: bool = True,
    confidence: float = 0.95,
) -> Estimate:
    """Log response ratio, decreasing (LRRd): by what factor the mean shrank, on a logarithmic scale.

    For counts and rates it is LRRi with the other sign. For shares it is another number: from 90 to 95 per cent
    correct is few more correct, but half as many wrong.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, none below zero; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement. A share for which higher is better is turned round (100 - y) first.
    scale, minutes, intervals, corrected, confidence
        As in `lrr_increase`.

    Returns
    -------
    Estimate
        A natural logarithm, below 0 for improvement.

    Raises
    ------
    NotDefined
        As in `lrr_increase`.

    Notes
    -----
    Formula: as LRRi, in the direction in which improvement is a decrease.
    Range: any.
    Null value: 0.
    Not for: what LRRi is not for.

    References
    ----------
    Pustejovsky (2018), Journal of School Psychology 68:99-112.
    """
    return _ratio("LRRd", a, b, better, scale, _fineness(scale, minutes, intervals), corrected, confidence)


def percent_change(ratio: Estimate) -> Estimate:
    """Percentage change of the mean: a log response ratio in words.

    Parameters
    ----------
    ratio : Estimate
        What `lrr_increase`, `lrr_decrease` or `lrm` answered.

    Returns
    -------
    Estimate
        Per cent, with the ratio's interval carried over; it is not symmetric, so there is no standard error.

    Notes
    -----
    Formula: 100 (exp(R) - 1).
    Range: -100 upwards.
    Null value: 0.
    Not for: what the ratio is not for.

    References
    ----------
    Pustejovsky (2018), Journal of School Psychology 68:99-112.
    """
    low, high = (None if end is None else 100 * expm1(end) for end in (ratio.low, ratio.high))
    label = _("Percentage change ({ratio})").format(ratio=ratio.label)
    kind = f"percentage change, {ratio.kind}"
    return Estimate(100 * expm1(ratio.value), None, low, high, ratio.n, kind, label, ratio.note)


def levels(
    a: Values, b: Values, scale: Scale, fineness: float | None, *, turned: bool = False
) -> tuple[Level, Level]:
    """Mean and variance of both phases, after the scale has been held to; `turned` counts from the other end."""
    phases = two_phases(a, b, "higher", least=2)
    lowest, highest = min(phases.a + phases.b), max(phases.a + phases.b)
    top = WHOLE.get(scale)
    if lowest < 0:
        raise NotDefined(_below_zero(scale))
    if top is not None and highest > top * phases.scale:
        raise NotDefined(_above_the_whole(scale, Fraction(highest, phases.scale)))
    before, after = phases.a, phases.b
    if turned and top is not None:
        before, after = ([top * phases.scale - count for count in counts] for counts in (before, after))
    return _level(before, phases.scale, fineness), _level(after, phases.scale, fineness)


def _below_zero(scale: Scale) -> str:
    return {
        "count": _("A count cannot lie below zero."),
        "rate": _("A rate cannot lie below zero."),
        "proportion": _("A proportion cannot lie below zero."),
        "percentage": _("A percentage cannot lie below zero."),
        "other": _("A ratio scale cannot lie below zero."),
    }[scale]


def _above_the_whole(scale: Scale, value: Fraction) -> str:
    sentence = (
        _("A proportion cannot lie above 1; here is one of {value}.")
        if scale == "proportion"
        else _("A percentage cannot lie above 100; here is one of {value}.")
    )
    return sentence.format(value=written(value))


def _level(counts: Sequence[int], scale: int, fineness: float | None) -> Level:
    sums = moments(counts, scale)
    if fineness is None:
        if sums.total == 0:
            raise NotDefined(
                _(
                    "A mean of zero has no ratio. Say how long was observed, or in how many intervals or items."
                )
            )
        return Level(sums.mean, sums.variance, sums.n)
    least_mean = 1 / (2 * fineness * sums.n)
    least_variance = 1 / (fineness**2 * sums.n**3)
    return Level(max(sums.mean, least_mean), max(sums.variance, least_variance), sums.n)


def _fineness(scale: Scale, minutes: float | None, intervals: int | None) -> float | None:
    """D of the truncation: how finely the recording tells a mean from zero; None if nobody said."""
    if scale == "count":
        return 1.0
    if scale == "rate":
        return minutes or None
    if scale == "other" or not intervals:
        return None
    return intervals / WHOLE[scale]


def _ratio(
    name: Literal["LRRi", "LRRd"],
    a: Values,
    b: Values,
    better: Better,
    scale: Scale,
    fineness: float | None,
    corrected: bool,
    confidence: float,
) -> Estimate:
    wanted: Better = "higher" if name == "LRRi" else "lower"
    turned = better != wanted
    before, after = levels(a, b, scale, fineness, turned=turned)
    value = log(after.mean / before.mean)
    parts = [level.variance / (level.n * level.mean**2) for level in (before, after)]
    if corrected:
        value += (parts[1] - parts[0]) / 2
    if turned and scale not in WHOLE:
        value = -value
    se = sqrt(sum(parts))
    half = float(ndtri((1 + confidence) / 2)) * se
    kind = name if corrected else f"{name}, uncorrected"
    label = name if corrected else _("{name} (uncorrected)").format(name=name)
    return Estimate(value, se, value - half, value + half, (before.n, after.n), kind, label)
