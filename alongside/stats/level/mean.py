"""The mean of one phase with its interval."""

from __future__ import annotations

from math import sqrt

from scipy.special import stdtrit

from alongside.stats.estimate import Estimate
from alongside.stats.exact import Values, moments, one_phase
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

#: With fewer observations the interval would span more than the record: they are shown one by one.
NEEDS = 5
FEW = N_("Fewer than {n} observations: look at each of them; an interval would say nothing.")
ALL_EQUAL = N_("All observations are equal, so chance cannot be judged: no interval is given.")


def mean(values: Values, *, confidence: float = 0.95) -> Estimate:
    """The mean of one phase: its level, with how many observations it rests on and what else would fit.

    Parameters
    ----------
    values : sequence of number or None
        Observations of one phase, taken under one condition.
    confidence : float
        Share of intervals that would hold the true mean, if observations were independent.

    Returns
    -------
    Estimate
        In the observations' own unit; without an interval below 5 observations, or where all are equal.

    Raises
    ------
    NotDefined
        No observation.

    Notes
    -----
    Formula: sum y / n; interval by Student's t with n - 1 degrees of freedom, SE = SD / sqrt(n).
    Range: that of the observations; the interval may reach beyond the ends of a scale.
    Null value: none.
    Not for: comparing places that ask for different things; codes such as prompt levels, which are an order and not a
    measure; a record with a trend, whose mean is nowhere.

    References
    ----------
    Student (1908), Biometrika 6:1-25.
    """
    sums = moments(*one_phase(values))
    kind, label = "mean", _("Mean")
    if sums.n < NEEDS:
        return Estimate(sums.mean, None, None, None, (sums.n,), kind, label, _(FEW).format(n=NEEDS))
    se = sqrt(sums.variance / sums.n)
    if not se:
        return Estimate(sums.mean, 0.0, None, None, (sums.n,), kind, label, _(ALL_EQUAL))
    half = float(stdtrit(sums.n - 1, (1 + confidence) / 2)) * se
    return Estimate(sums.mean, se, sums.mean - half, sums.mean + half, (sums.n,), kind, label)
