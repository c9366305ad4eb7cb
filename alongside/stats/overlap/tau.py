"""Tau of two phases: non-overlap on a scale from -1 to 1."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from alongside.stats.estimate import Estimate
from alongside.stats.exact import Better, Values, two_phases
from alongside.stats.overlap.nap import of_pairs
from alongside.stats.overlap.pairs import Pairs, pairs, ties
from alongside.wording import gettext as _

Form = Literal["non-overlap", "tau-b"]


def tau(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    form: Form = "non-overlap",
    confidence: float = 0.95,
) -> Estimate:
    """Tau of two phases: pairs that improve less pairs that worsen, as a share.

    The same count of pairs as NAP on another scale: 1 when every later observation is better, 0 when better and
    worse balance, -1 when every one is worse.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    form : {"non-overlap", "tau-b"}
        Divided by all pairs (recommended), or Kendall's tau-b with the phase as a second series, which depends
        on how long the phases are and stays below 1.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        The non-overlap form with twice NAP's error and interval; tau-b with its error alone.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: (improving - worsening) / mn = 2 NAP - 1.
    Range: -1 to 1; tau-b without ties reaches about 0.71 at most in a long record, and depends on its lengths.
    Null value: 0.
    Not for: records with a trend before the change, which it counts as improvement: see Tau-BC.

    References
    ----------
    Parker, Vannest, Davis and Sauber (2011), Behavior Therapy 42:284-299.
    Tarlow (2017), Behavior Modification 41:427-467.
    """
    phases = two_phases(a, b, better)
    paired = pairs(phases.a, phases.b)
    if form == "tau-b":
        return with_dummy(paired, [*phases.a, *phases.b], "tau-b", _("Tau-b (A vs B)"))
    return doubled(paired, confidence, "tau", _("Tau (A vs B)"))


def doubled(paired: Pairs, confidence: float, kind: str, label: str) -> Estimate:
    """The non-overlap form: NAP on a scale from -1 to 1."""
    share = of_pairs(paired, "unbiased", confidence)
    ends = [2 * end - 1 for end in (share.low, share.high) if end is not None]
    se = None if share.se is None else 2 * share.se
    value = paired.s / (paired.m * paired.n)
    return Estimate(value, se, ends[0], ends[1], share.n, kind, label, share.note)


def with_dummy(paired: Pairs, counts: list[int], kind: str, label: str) -> Estimate:
    """Kendall's tau-b of the observations with the phase they stand in, and Tarlow's error."""
    size = paired.m + paired.n
    free = size * (size - 1) // 2 - ties(counts)
    # Where every observation is tied no pair improves or worsens: 0, as Tarlow has it, and not 0/0.
    value = paired.s / sqrt(paired.m * paired.n * free) if free else 0.0
    se = sqrt(2 * (1 - value * value) / size)
    note = _("This form has no interval of its own; the non-overlap form has one.")
    return Estimate(value, se, None, None, (paired.m, paired.n), kind, label, note)
