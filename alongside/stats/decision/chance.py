"""How often each rule says “change the teaching” of a child who is exactly on the aimline.

Observations are weekly, independent, as often above as below the line, and the rule is asked anew after each.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

#: Records that are invented where a rate cannot be counted out; the rate is then known to about 0.004.
RECORDS = 5_000
#: Observations in all of them together at the most: fewer records where they are very long.
OBSERVATIONS = 1_000_000
SEED = 1971

#: The fewest observations at which the trend rule speaks.
TREND_NEEDS = 6


class Rule(StrEnum):
    """The rules that compare a record with its aimline."""

    THREE_POINT = "three-point"
    FOUR_POINT = "four-point"
    MEDIAN = "median of the last three"
    TREND = "trend line"


@lru_cache(maxsize=4096)
def false_alarm(rule: Rule, observations: int = 12) -> float:
    """False-alarm rate: how often a rule sets off at least once by chance.

    Parameters
    ----------
    rule : Rule
        The rule.
    observations : int
        Weekly observations, the rule being asked after each.

    Returns
    -------
    float
        A share of children who are exactly on the aimline: 0.58 for the three-point rule in 12 weeks, 0.30 for
        the four-point rule.

    Notes
    -----
    Formula: counted out for the point rules and the median; for the trend line from 5,000 invented records.
    Range: 0 to 1.
    Null value: none.
    Not for: records in which neighbouring observations resemble each other, which set a rule off more often.

    References
    ----------
    Hintze, Wells, Marcotte and Solomon (2018), Journal of Psychoeducational Assessment 36(1).
    """
    if rule is Rule.THREE_POINT:
        return run_of_below(3, observations)
    if rule is Rule.FOUR_POINT:
        return run_of_below(4, observations)
    if rule is Rule.MEDIAN:
        return _median_below(observations)
    return _trend_below(observations)


def run_of_below(length: int, observations: int) -> float:
    """The chance that so many observations in a row lie below the line, at least once."""
    # How many of the 2^k records end in a run of 0, 1, ... observations below, none having been long enough.
    ending = [1] + [0] * (length - 1)
    for _ in range(observations):
        ending = [sum(ending), *ending[:-1]]
    return 1 - sum(ending) / float(2**observations)


def _median_below(observations: int) -> float:
    """The chance that two of three neighbouring observations lie below the line, at least once."""
    if observations < 3:
        return 0.0
    # Records without two of three below, by whether their last two lie below; no two of them both do at once
    # after the third observation.
    quiet = {(False, False): 1, (False, True): 1, (True, False): 1, (True, True): 1}
    for _ in range(observations - 2):
        following = dict.fromkeys(quiet, 0)
        for (before, last), records in quiet.items():
            for now in (False, True):
                if before + last + now < 2:
                    following[last, now] += records
        quiet = following
    return 1 - sum(quiet.values()) / float(2**observations)


def _trend_below(observations: int) -> float:
    """The share of invented records on a flat line whose slope's interval lies below it at some time."""
    if observations < TREND_NEEDS:
        return 0.0
    noise = _noise(observations)
    time = np.arange(1, observations + 1)
    n = time.astype(float)
    tt = np.cumsum(time**2) - np.cumsum(time) ** 2 / n
    total = np.cumsum(noise, axis=1)
    ty = np.cumsum(noise * time, axis=1) - np.cumsum(time) * total / n
    yy = np.cumsum(noise**2, axis=1) - total**2 / n
    seen = slice(TREND_NEEDS - 1, None)
    slope = ty[:, seen] / tt[seen]
    left = np.maximum(yy[:, seen] - ty[:, seen] * slope, 0)
    half = stdtrit(n[seen] - 2, 0.975) * np.sqrt(left / (n[seen] - 2) / tt[seen])
    return float((slope + half < 0).any(axis=1).mean())


@lru_cache(maxsize=4096)
def false_alarm_of_dual_criteria(m: int, n: int, needed: int) -> float:
    """How often the dual criteria find a change where nothing changed, in 5,000 invented records.

    Parameters
    ----------
    m, n : int
        Observations before and after.
    needed : int
        Observations that must lie beyond both lines.

    Returns
    -------
    float
        A share of records without a change: 1 to 6 in 100 while observations are independent. Where neighbours
        resemble each other, or the baseline drifts, it is far higher.
    """
    noise = _noise(m + n)
    before, after = noise[:, :m], noise[:, m:]
    time = np.arange(m) - (m - 1) / 2
    later = np.arange(m, m + n) - (m - 1) / 2
    level = before.mean(axis=1)
    slope = before @ time / (time @ time)
    shift = before.std(axis=1, ddof=1) / 4
    lines = np.maximum(level[:, None], level[:, None] + slope[:, None] * later) + shift[:, None]
    return float(((after > lines).sum(axis=1) >= needed).mean())


def _noise(observations: int) -> NDArray[np.float64]:
    """Invented records without a trend, the same every time."""
    records = max(1, min(RECORDS, OBSERVATIONS // observations))
    return np.random.default_rng(SEED).standard_normal((records, observations))


def coin(at_least: int, of: int) -> float:
    """The chance that a fair coin falls on one side at least so many times."""
    return sum(comb(of, heads) for heads in range(at_least, of + 1)) / float(2**of)
