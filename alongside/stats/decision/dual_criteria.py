"""The conservative dual criteria: do enough later observations lie beyond two lines drawn from the baseline?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from alongside.stats.decision.chance import coin, false_alarm_of_dual_criteria
from alongside.stats.decision.verdict import Decision, Says
from alongside.stats.estimate import NotDefined
from alongside.stats.exact import Better, Values, days_of_both, two_phases
from alongside.wording import gettext as _
from alongside.wording import ngettext, number

#: A coin must do as well in fewer than one of twenty tries.
LUCK = 0.05
#: Fewer observations cannot pass, even if all lie beyond both lines.
NEEDS = 5


@dataclass(frozen=True, slots=True)
class DualCriteria(Decision):
    """The answer of the dual criteria, with its counts.

    Attributes
    ----------
    beyond : int
        Later observations beyond both lines.
    needed : int or None
        How many it takes; None where no number would do.
    coin : float
        How often a fair coin does as well. It is the rule's own yardstick and not the chance that nothing changed.
    """

    beyond: int
    needed: int | None
    coin: float


def dual_criteria(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    a_on: Sequence[date] | None = None,
    b_on: Sequence[date] | None = None,
) -> DualCriteria:
    """Conservative dual criteria (CDC): later observations beyond the baseline's mean and beyond its trend.

    Two lines are drawn from the baseline through the later phase, its mean and its trend, both moved a quarter of
    a standard deviation towards improvement. If more observations lie beyond both than luck explains, the record
    shows a systematic change. It does not show what brought it about.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, in the order of time; None for a missing session.
    better : {"higher", "lower"}
        Which way is improvement.
    a_on, b_on : sequence of date, optional
        Day of each observation, both or neither; without them sessions stand one step apart.

    Returns
    -------
    DualCriteria
        With fewer than 5 later observations it says “too few”, with the count all the same.

    Raises
    ------
    NotDefined
        Fewer than two baseline observations, or all on one day; no later observation.

    Notes
    -----
    Formula: observations beyond mean + SD/4 and beyond the least-squares line + SD/4; as many as a fair coin
    reaches in fewer than 5 of 100 tries: 5 of 5, 6 of 6, 7 of 7, 7 of 8, 8 of 9, 9 of 10, 9 of 11, 10 of 12.
    Range: 0 to n.
    Null value: half of n at most. 1 to 6 in 100 records in which nothing changed pass, while observations are
    independent.
    Not for: short later phases beside baselines that go up and down, where it errs often. It is steadiest with 10
    later observations or more beside a steady baseline.

    References
    ----------
    Fisher, Kelley and Lomas (2003), Journal of Applied Behavior Analysis 36:387-406.
    Falligant et al. (2020), Journal of Applied Behavior Analysis.
    """
    phases = two_phases(a, b, better)
    before, after = days_of_both(a, a_on, b, b_on)
    m, n = len(phases.a), len(phases.b)
    if m < 2 or before[0] == before[-1]:
        raise NotDefined(
            _("The criteria need two baseline observations on different days, to draw a trend from.")
        )
    beyond = _beyond(before, phases.a, after, phases.b)
    wanted = needed(n)
    if wanted is None:
        sentence = ngettext(
            "{beyond} of {n} later observation lies beyond both lines; it takes {needs} at the least.",
            "{beyond} of {n} later observations lie beyond both lines; it takes {needs} at the least.",
            n,
        ).format(beyond=beyond, n=n, needs=NEEDS)
        return DualCriteria(Says.TOO_FEW, sentence, n, NEEDS, None, beyond, None, coin(beyond, n))
    alarm = false_alarm_of_dual_criteria(m, n, wanted)
    sentence = ngettext(
        "{beyond} of {n} later observation lies beyond both lines; it takes {needs}. "
        "Where nothing changed, {alarms} of 100 records of this length pass.",
        "{beyond} of {n} later observations lie beyond both lines; it takes {needs}. "
        "Where nothing changed, {alarms} of 100 records of this length pass.",
        n,
    ).format(beyond=beyond, n=n, needs=wanted, alarms=number(100 * alarm))
    says = Says.CHANGED if beyond >= wanted else Says.NOT_SHOWN
    return DualCriteria(says, sentence, n, NEEDS, alarm, beyond, wanted, coin(beyond, n))


@lru_cache(maxsize=1024)
def needed(n: int) -> int | None:
    """How many of `n` later observations must lie beyond both lines; None if not even all would do."""
    return next((count for count in range(n + 1) if coin(count, n) < LUCK), None)


def _beyond(before: Sequence[int], a: Sequence[int], after: Sequence[int], b: Sequence[int]) -> int:
    """Observations beyond both lines, in whole numbers: one on a shifted line is not beyond it."""
    m, total, first = len(a), sum(a), before[0]
    at = [day - first for day in before]
    sum_t = sum(at)
    tt = m * sum(t * t for t in at) - sum_t * sum_t
    ty = m * sum(t * y for t, y in zip(at, a, strict=True)) - sum_t * total
    spread = m * sum(y * y for y in a) - total * total
    # A quarter of the standard deviation is sqrt(spread / (16 m (m - 1))): both sides are squared to compare.
    reach_mean = m * spread
    reach_line = m * spread * tt * tt
    count = 0
    for day, value in zip(after, b, strict=True):
        above_mean = m * value - total
        above_line = tt * above_mean - ty * (m * (day - first) - sum_t)
        if above_mean <= 0 or above_line <= 0:
            continue
        far = 16 * (m - 1)
        count += far * above_mean * above_mean > reach_mean and far * above_line * above_line > reach_line
    return count
