"""What every statistic of this room answers with: a number, its counts and, where it has one, its interval."""

from __future__ import annotations

from dataclasses import dataclass


class NotDefined(ValueError):
    """The record does not say this. The message tells the person who asked, in their language, what is missing."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic of one record.

    Attributes
    ----------
    value : float
        The statistic itself, in the unit that its function names.
    se : float or None
        Standard error; None where none is known or the record is too short, and `note` says which.
    low, high : float or None
        Ends of the interval; None together, for the same reasons.
    n : tuple of int
        Observations that were counted, phase by phase, missing ones left out.
    kind : str
        Which statistic it is, with its variant, in no language: equal where numbers may be set beside each other.
    label : str
        Name of the statistic with its variant, as a caption wants it, in the reader's language.
    note : str
        A sentence on what is missing or must be known beside the number; empty if nothing.

    Standard errors and intervals suppose that observations are independent of each other. A child's rarely
    are: show `alongside.stats.trend.autocorrelation` beside them.
    """

    value: float
    se: float | None
    low: float | None
    high: float | None
    n: tuple[int, ...]
    kind: str
    label: str
    note: str = ""
