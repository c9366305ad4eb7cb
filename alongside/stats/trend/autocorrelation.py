"""How much an observation resembles the one before it."""

from __future__ import annotations

from itertools import pairwise

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Values, moments, one_phase
from alongside.wording import gettext as _


def autocorrelation(values: Values) -> Estimate:
    """Lag-1 autocorrelation: whether neighbouring sessions resemble each other.

    Errors and intervals suppose that they do not. The further this is above 0, the more certain those look than
    they are.

    Parameters
    ----------
    values : sequence of number or None
        Observations of one phase, in the order of time.

    Returns
    -------
    Estimate
        The correlation alone: in a record of a child's length its own error is too large to lean on.

    Raises
    ------
    NotDefined
        Fewer than three observations, or all equal.

    Notes
    -----
    Formula: sum (y_t - mean)(y_t+1 - mean) / sum (y_t - mean)^2.
    Range: -1 to 1.
    Null value: about -1/n.
    Not for: correcting an error with it; short records underestimate it.

    References
    ----------
    Huitema and McKean (1991), Psychological Bulletin 110:291-304.
    """
    counts, scale = one_phase(values, least=3)
    sums = moments(counts, scale)
    if sums.spread == 0:
        raise NotDefined(_("All observations are equal, so there is nothing to correlate."))
    away = [sums.n * count - sums.total for count in counts]
    neighbours = sum(first * second for first, second in pairwise(away))
    value, label = neighbours / (sums.n * sums.spread), _("Lag-1 autocorrelation")
    note = _("In a short record this is itself very uncertain.")
    return Estimate(value, None, None, None, (sums.n,), "lag-1 autocorrelation", label, note)
