"""Agreement of interval recording: all intervals, those that either scored, those that either left empty."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.stats.agreement.columns import counted, per_cent
from alongside.stats.estimate import Estimate, NotDefined
from alongside.wording import gettext as _


def interval_by_interval(first: Sequence[int], second: Sequence[int]) -> Estimate:
    """Interval-by-interval agreement: intervals that both observers scored alike.

    Parameters
    ----------
    first, second : sequence of 0 or 1
        Whether each interval was scored; a count above 1 is scored too.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair.

    Notes
    -----
    Formula: 100 (both scored + both empty) / intervals.
    Range: 0 to 100.
    Null value: none: with rare or constant behaviour chance alone brings it near 100.
    Not for: rare or nearly constant behaviour; show scored or unscored intervals or kappa beside it.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    pairs = _scored(first, second)
    share = sum(one == other for one, other in pairs) / len(pairs)
    return per_cent(share, len(pairs), "interval by interval", _("Interval agreement"))


def scored_interval(first: Sequence[int], second: Sequence[int]) -> Estimate:
    """Scored-interval agreement: of the intervals that either observer scored, those that both did.

    The careful index where the behaviour is rare.

    Parameters
    ----------
    first, second : sequence of 0 or 1
        Whether each interval was scored.

    Returns
    -------
    Estimate
        Per cent; `n` is the number of intervals that either scored.

    Raises
    ------
    NotDefined
        The records do not pair, or no interval was scored by either.

    Notes
    -----
    Formula: 100 both scored / either scored.
    Range: 0 to 100.
    Null value: none.
    Not for: behaviour that fills most intervals.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    chosen = [pair for pair in _scored(first, second) if any(pair)]
    if not chosen:
        raise NotDefined(_("Neither observer scored an interval; ask for the unscored ones instead."))
    share = sum(map(all, chosen)) / len(chosen)
    return per_cent(share, len(chosen), "scored interval", _("Scored-interval agreement"))


def unscored_interval(first: Sequence[int], second: Sequence[int]) -> Estimate:
    """Unscored-interval agreement: of the intervals that either observer left empty, those that both did.

    The careful index where the behaviour fills most intervals.

    Parameters
    ----------
    first, second : sequence of 0 or 1
        Whether each interval was scored.

    Returns
    -------
    Estimate
        Per cent; `n` is the number of intervals that either left empty.

    Raises
    ------
    NotDefined
        The records do not pair, or no interval was left empty by either.

    Notes
    -----
    Formula: 100 both empty / either empty.
    Range: 0 to 100.
    Null value: none.
    Not for: rare behaviour.

    References
    ----------
    Reed and Azulay (2011), Behavior Analysis in Practice 4(2):45-52.
    """
    chosen = [pair for pair in _scored(first, second) if not all(pair)]
    if not chosen:
        raise NotDefined(_("Neither observer left an interval empty; ask for the scored ones instead."))
    share = sum(not any(pair) for pair in chosen) / len(chosen)
    return per_cent(share, len(chosen), "unscored interval", _("Unscored-interval agreement"))


def _scored(first: Sequence[int], second: Sequence[int]) -> list[tuple[bool, bool]]:
    return [(one > 0, other > 0) for one, other in counted(first, second)]
