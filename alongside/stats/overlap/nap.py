"""Nonoverlap of all pairs, with its errors and an interval that does not collapse at complete non-overlap."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from scipy.optimize import brentq
from scipy.special import ndtri

from alongside.stats.estimate import Estimate
from alongside.stats.exact import Better, Values, two_phases
from alongside.stats.overlap.pairs import Pairs, pairs
from alongside.wording import gettext as _

ErrorKind = Literal["unbiased", "hanley", "null"]


def nap(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    error: ErrorKind = "unbiased",
    confidence: float = 0.95,
) -> Estimate:
    """Nonoverlap of all pairs (NAP): how often an observation after is better than one before.

    Take every observation before and every one after, and pair each with each. NAP is the share of the pairs
    in which the later one is better; a tie counts half. It is the chance that a day picked from the second
    phase was better than a day picked from the first.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    error : {"unbiased", "hanley", "null"}
        Standard error: unbiased; after Hanley and McNeil; or the one that holds if nothing changed.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        A share. `se` is None, with a note, where a phase has a single observation.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: (pairs that improve + half of the tied pairs) / all m times n pairs.
    Interval: Newcombe's method 5; at complete non-overlap one end is 0 or 1 and the other stays open to chance.
    Range: 0 to 1.
    Null value: 0.5.
    Not for: how far apart the phases are. 1 says that ranks do not overlap, and with 3 against 3 observations
    that happens by luck in 1 of 20 children whose record did not change. A rising baseline raises it as well:
    look at Tau-BC beside it.

    References
    ----------
    Parker and Vannest (2009), Behavior Therapy 40:357-367.
    Newcombe (2006), Statistics in Medicine 25:559-573.
    Hanley and McNeil (1982), Radiology 143:29-36.
    """
    phases = two_phases(a, b, better)
    return of_pairs(pairs(phases.a, phases.b), error, confidence)


def of_pairs(paired: Pairs, error: ErrorKind, confidence: float) -> Estimate:
    """NAP of pairs that are already counted."""
    m, n = paired.m, paired.n
    low, high = newcombe(paired.nap, m, n, confidence)
    se = standard_error(paired, error)
    note = "" if se is not None else _too_few(m, n)
    return Estimate(paired.nap, se, low, high, (m, n), "nap", "NAP", note)


def _too_few(before: int, after: int) -> str:
    sentence = _(
        "A standard error needs two observations in each phase; here there are {before} and {after}."
    )
    return sentence.format(before=before, after=after)


def standard_error(paired: Pairs, error: ErrorKind) -> float | None:
    """Standard error of NAP; None where a phase is too short for it."""
    m, n = paired.m, paired.n
    if error == "null":
        return sqrt((m + n + 1) / (12 * m * n))
    if min(m, n) == 1:
        return None
    # In doubled scores all sums are whole numbers; a variance of shares is a quarter of theirs.
    mean = paired.total / (m * n)
    by_row = float(((paired.scores.sum(axis=1) - n * mean) ** 2).sum()) / (4 * m * n * n)
    by_column = float(((paired.scores.sum(axis=0) - m * mean) ** 2).sum()) / (4 * m * m * n)
    inside = paired.nap  # away from 0 and 1, where the binomial part would vanish
    inside = min(max(inside, 1 / (2 * m * n)), 1 - 1 / (2 * m * n))
    binomial = inside * (1 - inside)
    if error == "hanley":
        return sqrt((binomial + (n - 1) * by_row + (m - 1) * by_column) / (m * n))
    by_pair = float(((paired.scores - mean) ** 2).sum()) / (4 * m * n)
    return sqrt((binomial + n * by_row + m * by_column - 2 * by_pair) / ((m - 1) * (n - 1)))


def newcombe(share: float, m: int, n: int, confidence: float) -> tuple[float, float]:
    """Newcombe's interval, method 5, of a share of m times n pairs."""
    z2n = float(ndtri((1 + confidence) / 2)) ** 2 / (m * n)
    half = (m + n) / 2 - 1
    return _lower(share, z2n, half), 1 - _lower(1 - share, z2n, half)


def _lower(share: float, z2n: float, half: float) -> float:
    """The lower end; the upper is the lower end of what is left, mirrored."""

    def widening(theta: float) -> float:
        return z2n * theta * (1 + half * (1 - theta) / (2 - theta) + half * theta / (1 + theta))

    if share == 0:
        return 0.0
    if share == 1:
        # At 1 the equation holds trivially, and a root-finder would stop there: (1 - theta) is divided out.
        return float(brentq(lambda theta: 1 - theta - widening(theta), 0, 1, xtol=1e-14))
    return float(
        brentq(lambda theta: (share - theta) ** 2 - (1 - theta) * widening(theta), 0, share, xtol=1e-14)
    )
