"""Older shares of non-overlapping observations: PND, PEM, PAND and the robust IRD.

They stand here because reports still name them. All depend on how long the phases are, so they do not compare
one child with another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import sqrt
from typing import Literal, NamedTuple

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, twice_median, two_phases
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

Removal = Literal["minimum", "sorting"]

NO_ERROR = N_("No standard error is known for this index.")


def pnd(a: Values, b: Values, *, better: Better = "higher") -> Estimate:
    """Percentage of non-overlapping data (PND): later observations better than the best one before.

    One lucky day in the baseline decides it: the better the best, the lower the share.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.

    Returns
    -------
    Estimate
        A share without error or interval.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: observations of B strictly beyond the best of A, over n; a tie does not count.
    Range: 0 to 1.
    Null value: 1/(m + 1): 0.25 with three baseline observations when nothing changed, 0.17 with five.
    Not for: comparing children, since it falls as the baseline grows longer.

    References
    ----------
    Scruggs, Mastropieri and Casto (1987), Remedial and Special Education 8(2):24-33.
    """
    phases = two_phases(a, b, better)
    best = max(phases.a)
    beyond = sum(count > best for count in phases.b)
    return _share(beyond / len(phases.b), phases.a, phases.b, "pnd", "PND")


def pem(a: Values, b: Values, *, better: Better = "higher", tie: float = 0.5) -> Estimate:
    """Percentage exceeding the median (PEM): later observations better than the middle one before.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    tie : float
        What an observation on the median counts: one half; some programs count 0.

    Returns
    -------
    Estimate
        A share without error or interval.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: (observations of B beyond A's median + tie for each on it) / n.
    Range: 0 to 1.
    Null value: 0.5.
    Not for: how far beyond; a baseline that goes up and down widely; a trend.

    References
    ----------
    Ma (2006), Behavior Modification 30:598-617.
    """
    phases = two_phases(a, b, better)
    middle = twice_median(phases.a)
    beyond = sum(2 * count > middle for count in phases.b)
    on_it = sum(2 * count == middle for count in phases.b)
    return _share((beyond + tie * on_it) / len(phases.b), phases.a, phases.b, "pem", "PEM")


def pand(a: Values, b: Values, *, better: Better = "higher", by: Removal = "minimum") -> Estimate:
    """Percentage of all non-overlapping data (PAND): what is left when the overlap is taken away.

    Take away as few observations as possible, from either phase, until every one after is better than every one
    before; PAND is the share that stays.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    by : {"minimum", "sorting"}
        Fewest removals; or sorting all observations and counting those that stand in their own phase's part,
        which another program prints and which is a different number wherever there are ties.

    Returns
    -------
    Estimate
        A share without error or interval.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: (m + n - k)/(m + n), k the fewest observations to remove.
    Range: from max(m, n)/(m + n) to 1.
    Null value: none that holds for every length of phases.
    Not for: fewer than 20 to 25 observations, nor comparing children.

    References
    ----------
    Parker, Hagan-Burke and Vannest (2007), The Journal of Special Education 40:194-204.
    """
    phases = two_phases(a, b, better)
    size = len(phases.a) + len(phases.b)
    if by == "sorting":
        table = sorted_table(a, b, better=better)
        value, label = (table.low_a + table.high_b) / size, _("PAND (by sorting)")
        return _share(value, phases.a, phases.b, "pand by sorting", label)
    return _share(kept(phases.a, phases.b) / size, phases.a, phases.b, "pand", "PAND")


def ird(a: Values, b: Values, *, better: Better = "higher") -> Estimate:
    """Improvement rate difference (IRD): the robust form, which follows from PAND.

    The share of improved observations after less the share before, once the overlap is shared out evenly.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.

    Returns
    -------
    Estimate
        A difference of shares without error or interval.

    Raises
    ------
    NotDefined
        A phase has no observation.

    Notes
    -----
    Formula: 1 - (m + n)^2 / (2mn) times (1 - PAND).
    Range: 0 to 1; it cannot fall to 0 where phases differ in length.
    Null value: none that holds for every length of phases.
    Not for: comparing children whose phases differ in length.

    References
    ----------
    Parker, Vannest and Brown (2009), Exceptional Children 75:135-150.
    """
    phases = two_phases(a, b, better)
    m, n = len(phases.a), len(phases.b)
    removed = m + n - kept(phases.a, phases.b)
    return _share(1 - (m + n) * removed / (2 * m * n), phases.a, phases.b, "ird", _("IRD (robust)"))


class SortedTable(NamedTuple):
    """How many of each phase stand in the lower m places of all observations, and in the upper n."""

    low_a: int
    high_a: int
    low_b: int
    high_b: int


def sorted_table(a: Values, b: Values, *, better: Better = "higher") -> SortedTable:
    """The two-by-two table behind PAND by sorting.

    Among equal observations the baseline's stand first from low to high, whichever way is improvement: so does the
    program that prints this number, and so it comes out lower where lower is better.
    """
    phases = two_phases(a, b, better)
    m, n = len(phases.a), len(phases.b)
    behind_its_equal = 1 if better == "higher" else -1
    placed = sorted([*((count, 0) for count in phases.a), *((count, behind_its_equal) for count in phases.b)])
    strangers = sum(phase != 0 for _count, phase in placed[:m])
    return SortedTable(m - strangers, strangers, strangers, n - strangers)


def phi(*tables: SortedTable) -> float:
    """The fourfold correlation of one or more such tables, added up over children or pairs of phases.

    Raises
    ------
    NotDefined
        A row or a column of the added table is empty.
    """
    low_a, high_a, low_b, high_b = (sum(cells) for cells in zip(*tables, strict=True))
    below: int = (low_a + high_a) * (low_b + high_b) * (low_a + low_b) * (high_a + high_b)
    if below == 0:
        raise NotDefined(
            _("A row or a column of the table is empty, so there is no correlation to speak of.")
        )
    crossed: int = low_a * high_b - high_a * low_b
    return crossed / sqrt(below)


def kept(a: Sequence[int], b: Sequence[int]) -> int:
    """The most observations that can stay so that all of b lie strictly above all of a."""
    before, after = sorted(a), sorted(b)
    cuts = {*before, *after}
    apart = (bisect_left(before, cut) + len(after) - bisect_left(after, cut) for cut in cuts)
    return max(len(before), *apart)


def _share(value: float, a: Sequence[int], b: Sequence[int], kind: str, label: str) -> Estimate:
    return Estimate(value, None, None, None, (len(a), len(b)), kind, label, _(NO_ERROR))
