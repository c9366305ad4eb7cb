"""How much of the way from the baseline to the goal has been gone."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Number, Values, fraction, moments, two_phases
from alongside.wording import gettext as _


def pogo(a: Values, b: Values, *, goal: Number, confidence: float = 0.95) -> Estimate:
    """Percentage of goal obtained (PoGO): how much of the way from the baseline to the goal the mean has gone.

    0 is where the child stood, 100 is the goal. It needs no direction: the goal gives it.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    goal : number
        Where the plan wants the child to be, in the observations' unit.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        Per cent of the way.

    Raises
    ------
    NotDefined
        A phase has fewer than two observations, or the baseline's mean already is the goal.

    Notes
    -----
    Formula: 100 (mean B - mean A)/(goal - mean A);
    SE = 100 sqrt(sA^2/m + sB^2/n + (PoGO/100)^2 sA^2/m) / |goal - mean A|.
    Range: any; below 0 when the child moved away from the goal.
    Null value: 0.
    Not for: comparing goals that were set with different ambition.

    References
    ----------
    Ferron, Goldstein, Olszewski and Rohrer (2020), Evidence-Based Communication Assessment and Intervention
    14:6-27.
    """
    phases = two_phases(a, b, "higher", least=2)
    before, after = moments(phases.a, phases.scale), moments(phases.b, phases.scale)
    exact_way = fraction(goal) - Fraction(before.total, before.n * before.scale)
    if exact_way == 0:
        raise NotDefined(_("The baseline's mean already is the goal, so there is no way to go."))
    way = float(exact_way)
    value = 100 * (after.mean - before.mean) / way
    from_a, from_b = before.variance / before.n, after.variance / after.n
    se = 100 * sqrt(from_a + from_b + (value / 100) ** 2 * from_a) / abs(way)
    half = float(ndtri((1 + confidence) / 2)) * se
    return Estimate(value, se, value - half, value + half, (before.n, after.n), "pogo", "PoGO")
