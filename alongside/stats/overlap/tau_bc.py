"""Tau-BC: Tau of what is left when the baseline's own trend is taken out of both phases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alongside.stats.estimate import Estimate
from alongside.stats.exact import Better, Values, days_of_both, two_phases
from alongside.stats.overlap.pairs import pairs
from alongside.stats.overlap.tau import Form, doubled, with_dummy
from alongside.stats.trend.theil_sen import median_slope


def tau_bc(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    a_on: Sequence[date] | None = None,
    b_on: Sequence[date] | None = None,
    form: Form = "non-overlap",
    confidence: float = 0.95,
) -> Estimate:
    """Tau with the baseline's trend taken out (Tau-BC): would it have gone on like that anyway?

    Draw the baseline's own trend on through the second phase, and count how many of the later observations lie
    above what it foretold. Show it beside Tau: they differ where the child was on the way before the change.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, in the order of time; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    a_on, b_on : sequence of date, optional
        Day of each observation, both or neither. Without them sessions stand one step apart, missing ones
        included, so a gap stays a gap.
    form : {"non-overlap", "tau-b"}
        As in `tau`.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        Error and interval are those of Tau on the residuals: they leave out how uncertain the trend itself is.

    Raises
    ------
    NotDefined
        The baseline has no two observations at different times; dates are missing or run backwards.

    Notes
    -----
    Formula: Tau of y - b t, b the Theil-Sen slope of the baseline (the median of the slopes of all its pairs).
    Residuals are whole numbers here, so that equal ones are tied exactly.
    Range: -1 to 1.
    Null value: 0.
    Not for: a baseline of few points, whose trend is mostly chance and is drawn on for a long way; nor to be
    used only where a test found the baseline's trend significant: such tests decide differently.

    References
    ----------
    Tarlow (2017), Behavior Modification 41:427-467.
    """
    phases = two_phases(a, b, better)
    before, after = days_of_both(a, a_on, b, b_on)
    slope = median_slope(before, phases.a)
    left = [
        slope.denominator * height - slope.numerator * day
        for height, day in zip([*phases.a, *phases.b], [*before, *after], strict=True)
    ]
    paired = pairs(left[: len(before)], left[len(before) :])
    if form == "tau-b":
        return with_dummy(paired, left, "tau-bc tau-b", "Tau-BC (tau-b)")
    return doubled(paired, confidence, "tau-bc", "Tau-BC")
