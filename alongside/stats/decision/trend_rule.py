"""The trend of all observations, with its interval, against the aimline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alongside.stats.decision.chance import TREND_NEEDS, Rule, false_alarm
from alongside.stats.decision.verdict import Decision, Says, shown, too_few, with_chance
from alongside.stats.exact import Values
from alongside.stats.trend.aimline import Aimline
from alongside.stats.trend.line import ols
from alongside.wording import ngettext


def trend_line(values: Values, on: Sequence[date], aim: Aimline) -> Decision:
    """Trend-line rule: the slope of all observations, with its interval, against the slope that the goal asks for.

    The whole interval slower than the aimline: change the teaching. The whole interval faster: raise the goal. The
    aimline's slope within the interval: go on, since the record does not tell them apart.

    Parameters
    ----------
    values : sequence of number or None
        Observations since the aimline began or the teaching changed, in the order of time.
    on : sequence of date
        Day of each.
    aim : Aimline
        The way to the goal; it also says which way is improvement.

    Returns
    -------
    Decision
        With at least 6 observations; else it says how many are missing.

    Raises
    ------
    NotDefined
        Dates and observations do not pair, or all observations are of one day.

    Notes
    -----
    Formula: least-squares slope per week and its 95 per cent interval against the aimline's slope.
    Range: change the teaching, raise the goal, go on; cannot be judged where all lie exactly on one line.
    Null value: a child exactly on the line is told to change at a single look in 2.5 of 100 cases; asked after
    each of 12 weekly observations at least once in about 9. Comparing the bare slopes instead would err at every
    second look.
    Not for: a child who runs beside the aimline at its pace, far below it: look at the distance as well.

    References
    ----------
    Christ, Zopluoglu, Monaghen and Van Norman (2013), Journal of School Psychology 51:19-57.
    """
    n = sum(value is not None for value in values)
    if n < TREND_NEEDS:
        return too_few(n, TREND_NEEDS)
    slope = ols(values, on).slope
    alarm = false_alarm(Rule.TREND, n)
    if slope.low is None or slope.high is None:
        return Decision(Says.UNCLEAR, slope.note, n, TREND_NEEDS, alarm)
    turned = 1 if aim.better == "higher" else -1
    slow, fast = sorted((turned * slope.low, turned * slope.high))
    asked = turned * aim.per_week
    says = Says.CHANGE if fast < asked else Says.RAISE if slow > asked else Says.GO_ON
    sentence = _pattern(says, n).format(
        n=n,
        slope=shown(slope.value),
        low=shown(slope.low),
        high=shown(slope.high),
        aim=shown(aim.per_week),
    )
    if says is Says.CHANGE:
        sentence = with_chance(sentence, alarm)
    return Decision(says, sentence, n, TREND_NEEDS, alarm)


def _pattern(says: Says, n: int) -> str:
    if says is Says.CHANGE:
        return ngettext(
            "The trend of {n} observation is {slope} a week (95 % interval {low} to {high}), "
            "slower than the {aim} of the aimline.",
            "The trend of {n} observations is {slope} a week (95 % interval {low} to {high}), "
            "slower than the {aim} of the aimline.",
            n,
        )
    if says is Says.RAISE:
        return ngettext(
            "The trend of {n} observation is {slope} a week (95 % interval {low} to {high}), "
            "faster than the {aim} of the aimline.",
            "The trend of {n} observations is {slope} a week (95 % interval {low} to {high}), "
            "faster than the {aim} of the aimline.",
            n,
        )
    return ngettext(
        "The trend of {n} observation is {slope} a week (95 % interval {low} to {high}); "
        "the {aim} of the aimline lies within it.",
        "The trend of {n} observations is {slope} a week (95 % interval {low} to {high}); "
        "the {aim} of the aimline lies within it.",
        n,
    )
