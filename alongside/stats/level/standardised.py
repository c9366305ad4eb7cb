"""The within-case standardised mean difference."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, moments, two_phases
from alongside.wording import gettext as _

Unit = Literal["baseline", "pooled"]


def smd(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    sd: Unit = "baseline",
    corrected: bool = True,
    confidence: float = 0.95,
) -> Estimate:
    """Within-case standardised mean difference: how many of the child's own standard deviations the mean moved.

    The unit is how much this child's observations scatter from day to day, so 2 does not mean what 2 means in a
    study that compares groups of children.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    sd : {"baseline", "pooled"}
        Scatter of the baseline alone, or of both phases about their own means.
    corrected : bool
        Whether the small-sample correction J is applied.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        In standard deviations, above 0 for improvement.

    Raises
    ------
    NotDefined
        A phase has fewer than two observations, or there is no scatter to measure by.

    Notes
    -----
    Formula: J (mean B - mean A)/SD, J = 1 - 3/(4 df - 1), df = m - 1 or m + n - 2;
    SE = J sqrt(1/m + sB^2/(n sA^2) + d^2/(2(m - 1))), or J sqrt(1/m + 1/n + d^2/(2 df)) with the pooled SD.
    Range: any.
    Null value: 0.
    Not for: ratings, goal levels and feelings, which are an order; percentages at the floor or ceiling and
    baselines that hardly vary, where it explodes; comparing with a between-group d.

    References
    ----------
    Busk and Serlin (1992), in Kratochwill and Levin, Single-Case Research Design and Analysis.
    Hedges (1981), Journal of Educational Statistics 6:107-128.
    """
    phases = two_phases(a, b, better, least=2)
    before, after = moments(phases.a, phases.scale), moments(phases.b, phases.scale)
    m, n = before.n, after.n
    if sd == "baseline":
        df, variance = m - 1, before.variance
    else:
        df = m + n - 2
        variance = ((m - 1) * before.variance + (n - 1) * after.variance) / df
    if variance == 0:
        raise NotDefined(
            _("The observations do not vary, so there is no standard deviation to measure the change by.")
        )
    correction = 1 - 3 / (4 * df - 1) if corrected else 1.0
    value = correction * (after.mean - before.mean) / sqrt(variance)
    between = 1 / m + (after.variance / variance if sd == "baseline" else 1) / n
    se = correction * sqrt(between + value * value / (2 * df))
    kind = f"smd {sd}, {'corrected' if corrected else 'uncorrected'}"
    label = _label(sd, corrected=corrected)
    if correction == 0:
        note = _(
            "With two baseline observations the small-sample correction, and so the result, is always 0."
        )
        return Estimate(value, se, None, None, (m, n), kind, label, note)
    half = float(ndtri((1 + confidence) / 2)) * se
    return Estimate(value, se, value - half, value + half, (m, n), kind, label)


def _label(sd: Unit, *, corrected: bool) -> str:
    if sd == "baseline":
        return _("SMD (baseline SD)") if corrected else _("SMD (baseline SD, uncorrected)")
    return _("SMD (pooled SD)") if corrected else _("SMD (pooled SD, uncorrected)")
