"""Agreement of counts: over the whole session, within each interval, and of identical intervals."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.stats.agreement.columns import counted, per_cent, smaller_over_larger
from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Number
from alongside.wording import gettext as _


def total_count(first: Sequence[Number], second: Sequence[Number]) -> Estimate:
    """Total count agreement: the smaller total as a share of the larger.

    Two observers who saw the same number at quite different moments agree fully here.

    Parameters
    ----------
    first, second : sequence of number
        Counts of the two observers, interval by interval or one for the session.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair, hold a count below zero, or neither observer counted anything.

    Notes
    -----
    Formula: 100 smaller total / larger total.
    Range: 0 to 100.
    Null value: none: chance alone can lift it.
    Not for: the only evidence that two people saw the same.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    pairs = counted(first, second)
    totals = sum(one for one, _other in pairs), sum(other for _one, other in pairs)
    if totals == (0, 0):
        raise NotDefined(_("Neither observer counted anything, so there is no total to compare."))
    return per_cent(smaller_over_larger(*totals), len(pairs), "total count", _("Total count agreement"))


def count_per_interval(first: Sequence[Number], second: Sequence[Number]) -> Estimate:
    """Mean count-per-interval agreement: the smaller count as a share of the larger, averaged over intervals.

    Parameters
    ----------
    first, second : sequence of number
        Counts of the two observers, interval by interval.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair or hold a count below zero.

    Notes
    -----
    Formula: mean of 100 smaller / larger; two zeros are 100, a zero and a count are 0.
    Range: 0 to 100.
    Null value: none: chance alone can lift it.
    Not for: rare behaviour, where the many empty intervals make up the mean.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    shares = [smaller_over_larger(one, other) for one, other in counted(first, second)]
    mean, label = sum(shares) / len(shares), _("Mean count-per-interval agreement")
    return per_cent(mean, len(shares), "mean count per interval", label)


def exact_count(first: Sequence[Number], second: Sequence[Number]) -> Estimate:
    """Exact count-per-interval agreement: intervals in which both observers counted the same.

    The most careful of the three counts.

    Parameters
    ----------
    first, second : sequence of number
        Counts of the two observers, interval by interval.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair or hold a count below zero.

    Notes
    -----
    Formula: 100 identical intervals / intervals.
    Range: 0 to 100.
    Null value: none: chance alone can lift it.
    Not for: rare behaviour, where most intervals are empty for both.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    pairs = counted(first, second)
    same = sum(one == other for one, other in pairs)
    share, label = same / len(pairs), _("Exact count-per-interval agreement")
    return per_cent(share, len(pairs), "exact count per interval", label)
