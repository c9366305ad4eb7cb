"""Pairs of observations, counted: which is higher, and which are tied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.stats.estimate import NotDefined
from alongside.stats.exact import Number, ranks, whole
from alongside.wording import gettext as _


class Pairs(NamedTuple):
    """Every pair of one observation of each phase: 2 where the later phase is better, 1 for a tie, else 0."""

    scores: NDArray[np.int64]
    m: int
    n: int
    total: int

    @property
    def nap(self) -> float:
        return self.total / (2 * self.m * self.n)

    @property
    def s(self) -> int:
        """Pairs that improve less pairs that worsen."""
        return self.total - self.m * self.n


def pairs(a: Sequence[int], b: Sequence[int]) -> Pairs:
    """The pairs of two phases; higher is better."""
    before, after = ranks(a, b)
    scores = np.sign(np.array(after)[None, :] - np.array(before)[:, None]) + 1
    return Pairs(scores, len(a), len(b), int(scores.sum()))


@lru_cache(maxsize=256)
def _earlier(size: int) -> NDArray[np.int64]:
    """1 where the row's observation is earlier than the column's."""
    return np.triu(np.ones((size, size), dtype=np.int64), 1)


def rising(counts: Sequence[int]) -> int:
    """Kendall's S of a series against its own order: pairs that rise with time less pairs that fall."""
    places = np.array(ranks(counts)[0])
    return int((np.sign(places[None, :] - places[:, None]) * _earlier(len(places))).sum())


def ties(counts: Sequence[int]) -> int:
    """Pairs of equal numbers."""
    return sum(times * (times - 1) // 2 for times in Counter(counts).values())


class Kendall(NamedTuple):
    """Kendall's S and his tau-b, which is S over the pairs that could have agreed."""

    s: int
    tau_b: float


def kendall(x: Sequence[Number], y: Sequence[Number]) -> Kendall:
    """Kendall's tau-b: whether two paired series rise and fall together.

    Parameters
    ----------
    x, y : sequence of number
        Paired observations.

    Returns
    -------
    Kendall
        `s`, pairs in the same order less pairs in opposite order; `tau_b`, corrected for ties.

    Raises
    ------
    NotDefined
        The series do not pair, or one of them never changes.

    Notes
    -----
    Formula: S / sqrt((N - tied x)(N - tied y)), N = n(n - 1)/2.
    Range: -1 to 1.
    Null value: 0.
    Not for: agreement of two observers, who may agree in order and differ in every number.

    References
    ----------
    Kendall (1970), Rank Correlation Methods, 4th edition, p. 35.
    """
    if len(x) != len(y):
        sentence = _("The two series do not pair: {first} and {second} observations.")
        raise NotDefined(sentence.format(first=len(x), second=len(y)))
    first, second = (ranks(whole(series)[0])[0] for series in (x, y))
    free = [len(x) * (len(x) - 1) // 2 - ties(series) for series in (first, second)]
    if 0 in free:
        raise NotDefined(_("One of the two series never changes, so there is no order to compare."))
    across, along = np.array(first), np.array(second)
    agreeing = np.sign(across[None, :] - across[:, None]) * np.sign(along[None, :] - along[:, None])
    s = int(agreeing.sum()) // 2
    return Kendall(s, s / sqrt(free[0] * free[1]))
