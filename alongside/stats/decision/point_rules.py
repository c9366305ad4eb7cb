"""The point rules: do the last three or four observations all lie on one side of the aimline?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from alongside.stats.decision.chance import Rule, false_alarm
from alongside.stats.decision.verdict import Decision, Says, too_few, with_chance
from alongside.stats.exact import Values, days
from alongside.stats.trend.aimline import Aimline
from alongside.wording import ngettext


def four_point(values: Values, on: Sequence[date], aim: Aimline) -> Decision:
    """Four-point rule: the last four observations against the aimline.

    All four behind it: change the teaching. All four ahead of it: raise the goal. Mixed, or one on the line: go on.

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
        With at least 4 observations; else it says how many are missing.

    Raises
    ------
    NotDefined
        Dates and observations do not pair.

    Notes
    -----
    Formula: signs of the last four distances from the aimline.
    Range: change the teaching, raise the goal, go on.
    Null value: a child exactly on the line is told to change at least once in 12 weekly observations in 30 of 100
    cases; in 36 observations in 71.
    Not for: deciding alone. It throws away how far from the line the observations lie, and errs often; the trend
    line with its interval errs less.

    References
    ----------
    National Center on Intensive Intervention, data-based individualization.
    Hintze, Wells, Marcotte and Solomon (2018), Journal of Psychoeducational Assessment 36(1).
    """
    return _all_on_one_side(values, on, aim, Rule.FOUR_POINT, behind=4, ahead=4)


def three_point(values: Values, on: Sequence[date], aim: Aimline) -> Decision:
    """Three-point rule: the last three observations against the aimline, and the last six for raising the goal.

    All of the last three behind it: change the teaching. All of the last six ahead of it: raise the goal. Else go
    on.

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
        With at least 3 observations; else it says how many are missing.

    Raises
    ------
    NotDefined
        Dates and observations do not pair.

    Notes
    -----
    Formula: signs of the last three (six) distances from the aimline.
    Range: change the teaching, raise the goal, go on.
    Null value: a child exactly on the line is told to change at least once in 12 weekly observations in 58 of 100
    cases.
    Not for: deciding alone; of all rules here it errs most often but for the median.

    References
    ----------
    University of Minnesota, Research Institute on Progress Monitoring.
    """
    return _all_on_one_side(values, on, aim, Rule.THREE_POINT, behind=3, ahead=6)


def _all_on_one_side(
    values: Values, on: Sequence[date], aim: Aimline, rule: Rule, *, behind: int, ahead: int
) -> Decision:
    away = distances(values, on, aim, last=max(behind, ahead))
    n = sum(value is not None for value in values)
    if n < behind:
        return too_few(n, behind)
    alarm = false_alarm(rule, n)
    if all(each < 0 for each in away[-behind:]):
        sentence = ngettext(
            "The last {last} of {n} observation all lie behind the aimline.",
            "The last {last} of {n} observations all lie behind the aimline.",
            n,
        ).format(last=behind, n=n)
        return Decision(Says.CHANGE, with_chance(sentence, alarm), n, behind, alarm)
    if n >= ahead and all(each > 0 for each in away[-ahead:]):
        sentence = ngettext(
            "The last {last} of {n} observation all lie ahead of the aimline.",
            "The last {last} of {n} observations all lie ahead of the aimline.",
            n,
        ).format(last=ahead, n=n)
        return Decision(Says.RAISE, sentence, n, behind, alarm)
    sentence = ngettext(
        "The last {last} of {n} observation do not all lie behind the aimline.",
        "The last {last} of {n} observations do not all lie behind the aimline.",
        n,
    ).format(last=behind, n=n)
    return Decision(Says.GO_ON, sentence, n, behind, alarm)


def distances(values: Values, on: Sequence[date], aim: Aimline, *, last: int) -> list[Fraction]:
    """How far the last observations lie ahead of the aimline on their own days, exactly."""
    days(values, on)
    kept = [(value, day) for value, day in zip(values, on, strict=True) if value is not None]
    return [aim.ahead(value, day) for value, day in kept[-last:]]
