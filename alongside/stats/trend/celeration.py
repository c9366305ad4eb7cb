"""Celeration: by what factor a rate of responding grows each week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Values, days, observed
from alongside.stats.trend.line import TWO_POINTS
from alongside.wording import gettext as _
from alongside.wording import ngettext


def celeration(
    rates: Values, on: Sequence[date], *, floor: float | None = None, confidence: float = 0.95
) -> Estimate:
    """Celeration per week: the factor by which a rate grows.

    2 means twice as many per minute each week, 0.5 half as many. It is the slope of the standard celeration
    chart.

    Parameters
    ----------
    rates : sequence of number or None
        Counts per minute, in the order of time.
    on : sequence of date
        Day of each.
    floor : float, optional
        The record floor, 1/(minutes observed), at which a count of zero is drawn. Needed if there is a zero.
    confidence : float
        Share of intervals that would hold the true factor, if observations were independent.

    Returns
    -------
    Estimate
        A factor per week. The standard error is that of its common logarithm.

    Raises
    ------
    NotDefined
        Fewer than two observations, all on one day, a negative rate, or a zero without `floor`.

    Notes
    -----
    Formula: 10^(7b), b the least-squares slope of log10(count per minute) on calendar days.
    Range: above 0.
    Null value: 1.
    Not for: percentages, ratings or any record without a fixed unit of time.

    References
    ----------
    Pennypacker, Gutierrez and Lindsley (2003), Handbook of the Standard Celeration Chart.
    """
    kept = [float(rate) for rate in observed(rates)]
    if len(kept) < 2:
        sentence = ngettext(
            "A celeration needs at least two observations; here there is {n}.",
            "A celeration needs at least two observations; here there are {n}.",
            len(kept),
        )
        raise NotDefined(sentence.format(n=len(kept)))
    if min(kept) < 0:
        raise NotDefined(_("A rate cannot be less than zero."))
    if 0 in kept and not floor:
        raise NotDefined(
            _("A count of zero has no logarithm. Say how long was observed, so that it has a floor.")
        )
    n = len(kept)
    calendar = np.array(days(rates, on))
    weeks = (calendar - calendar.mean()) / 7
    about = float(weeks @ weeks)
    if about == 0:
        raise NotDefined(_("A celeration needs observations on two different days."))
    height = np.log10([rate or floor or 0 for rate in kept])
    slope = float(weeks @ height) / about
    kind, label = "celeration", _("Celeration per week")
    if n == 2:
        return Estimate(10**slope, None, None, None, (n,), kind, label, _(TWO_POINTS))
    left = height - height.mean() - slope * weeks
    se = sqrt(float(left @ left) / (n - 2) / about)
    half = float(stdtrit(n - 2, (1 + confidence) / 2)) * se
    return Estimate(10**slope, se, 10 ** (slope - half), 10 ** (slope + half), (n,), kind, label)
