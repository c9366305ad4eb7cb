"""The log ratio of medians."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, log, sqrt

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, twice_median, two_phases
from alongside.wording import gettext as _


def lrm(a: Values, b: Values, *, better: Better = "higher", confidence: float = 0.95) -> Estimate:
    """Log ratio of medians (LRM): by what factor the middle observation changed.

    The log response ratio for records with odd days in them.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, all above zero; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        A natural logarithm, above 0 for improvement.

    Raises
    ------
    NotDefined
        A phase has fewer than two observations, or one that is not above zero.

    Notes
    -----
    Formula: ln(median B / median A); its error from the distance of two ordered observations about each median.
    Range: any.
    Null value: 0.
    Not for: ratings; records with zeros.

    References
    ----------
    Bonett and Price (2020), Journal of Educational and Behavioral Statistics 45:750-770.
    """
    phases = two_phases(a, b, "higher", least=2)
    if min(phases.a + phases.b) <= 0:
        raise NotDefined(_("A ratio of medians needs observations above zero."))
    value = log(twice_median(phases.b) / twice_median(phases.a))
    if better == "lower":
        value = -value
    se = sqrt(_variance(phases.a) + _variance(phases.b))
    half = float(ndtri((1 + confidence) / 2)) * se
    n = len(phases.a), len(phases.b)
    return Estimate(value, se, value - half, value + half, n, "lrm", "LRM")


def _variance(counts: Sequence[int]) -> float:
    """Variance of the logarithm of a median, from the observations that enclose it."""
    ordered, n = sorted(counts), len(counts)
    place = max(1, round((n + 1) / 2 - sqrt(n)))
    outside = sum(comb(n, below) for below in range(place)) / 2**n
    width = log(ordered[n - place] / ordered[place - 1])
    return float((width / (2 * ndtri(1 - outside))) ** 2)
