"""Agreement of durations: over the whole session, and occurrence by occurrence."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.stats.agreement.columns import counted, per_cent, smaller_over_larger
from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Number
from alongside.wording import gettext as _


def total_duration(first: Sequence[Number], second: Sequence[Number]) -> Estimate:
    """Total duration agreement: the shorter total time as a share of the longer.

    It can be 100 per cent with not one second in common.

    Parameters
    ----------
    first, second : sequence of number
        Durations of the two observers, in one unit.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair, hold a negative duration, or neither observer timed anything.

    Notes
    -----
    Formula: 100 shorter total / longer total.
    Range: 0 to 100.
    Null value: none: chance alone can lift it.
    Not for: the only evidence that two people timed the same.

    References
    ----------
    Cooper, Heron and Heward (2020), Applied Behavior Analysis, 3rd edition.
    """
    pairs = counted(first, second)
    totals = sum(one for one, _other in pairs), sum(other for _one, other in pairs)
    if totals == (0, 0):
        raise NotDefined(_("Neither observer timed anything, so there is no total to compare."))
    share, label = smaller_over_larger(*totals), _("Total duration agreement")
    return per_cent(share, len(pairs), "total duration", label)


def mean_duration(first: Sequence[Number], second: Sequence[Number]) -> Estimate:
    """Mean duration-per-occurrence agreement: the shorter time as a share of the longer, averaged.

    Parameters
    ----------
    first, second : sequence of number
        Durations of the same occurrences, as each observer timed them.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair or hold a negative duration.

    Notes
    -----
    Formula: mean of 100 shorter / longer.
    Range: 0 to 100.
    Null value: none: chance alone can lift it.
    Not for: occurrences that the observers did not match up.

    References
    ----------
    Cooper, Heron and Heward (2020), Applied Behavior Analysis, 3rd edition.
    """
    shares = [smaller_over_larger(one, other) for one, other in counted(first, second)]
    mean, label = sum(shares) / len(shares), _("Mean duration-per-occurrence agreement")
    return per_cent(mean, len(shares), "mean duration per occurrence", label)
