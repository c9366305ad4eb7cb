"""One phase in a few numbers, before anything is compared."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from alongside.stats.exact import Values, moments, one_phase, twice_median

#: Makes the median absolute deviation of normal observations as large as their standard deviation.
NORMAL = 1.4826


@dataclass(frozen=True, slots=True)
class Description:
    """Count, middle, spread and ends of one phase; `sd` is None for a single observation."""

    n: int
    mean: float
    median: float
    sd: float | None
    mad: float
    lowest: float
    highest: float


def describe(values: Values) -> Description:
    """One phase in a few numbers: count, mean, median, spread, lowest and highest.

    Parameters
    ----------
    values : sequence of number or None
        Observations of one phase.

    Returns
    -------
    Description
        In the observations' own unit. `mad` is the median distance from the median, times 1.4826.

    Raises
    ------
    NotDefined
        No observation.

    Notes
    -----
    Formula: the usual ones; the standard deviation with n - 1.
    Range: any, in the observations' unit.
    Null value: none.
    Not for: averaging codes such as prompt levels, which are an order and not a measure.

    References
    ----------
    Huber (1981), Robust Statistics, for the median absolute deviation.
    """
    counts, scale = one_phase(values)
    sums = moments(counts, scale)
    middle = twice_median(counts)
    twice_away = [abs(2 * count - middle) for count in counts]
    return Description(
        n=sums.n,
        mean=sums.mean,
        median=middle / (2 * scale),
        sd=sqrt(sums.variance) if sums.n > 1 else None,
        mad=NORMAL * twice_median(twice_away) / (4 * scale),
        lowest=min(counts) / scale,
        highest=max(counts) / scale,
    )
