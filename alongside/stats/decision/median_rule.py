"""The median of the last three observations against the aimline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alongside.stats.decision.chance import Rule, false_alarm
from alongside.stats.decision.point_rules import distances
from alongside.stats.decision.verdict import Decision, Says, too_few, with_chance
from alongside.stats.exact import Values
from alongside.stats.trend.aimline import Aimline
from alongside.wording import ngettext

NEEDS = 3


def median_of_three(values: Values, on: Sequence[date], aim: Aimline) -> Decision:
    """Median-of-last-three rule: the middle one of the last three distances from the aimline.

    Behind it: change the teaching. On it or ahead: go on. One odd day cannot decide it.

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
    Formula: median of the last three distances, each from the aimline on its own day.
    Range: change the teaching, go on.
    Null value: a child exactly on the line is told to change at every second look, and at least once in 12 weekly
    observations in 97 of 100 cases.
    Not for: asking every week. Ask it once, at a review that was planned.

    References
    ----------
    National Center on Intensive Intervention, data-based individualization.
    """
    away = distances(values, on, aim, last=NEEDS)
    n = sum(value is not None for value in values)
    if n < NEEDS:
        return too_few(n, NEEDS)
    alarm = false_alarm(Rule.MEDIAN, n)
    if sorted(away)[1] < 0:
        sentence = ngettext(
            "The median of the last 3 of {n} observation lies behind the aimline.",
            "The median of the last 3 of {n} observations lies behind the aimline.",
            n,
        ).format(n=n)
        return Decision(Says.CHANGE, with_chance(sentence, alarm), n, NEEDS, alarm)
    sentence = ngettext(
        "The median of the last 3 of {n} observation does not lie behind the aimline.",
        "The median of the last 3 of {n} observations does not lie behind the aimline.",
        n,
    ).format(n=n)
    return Decision(Says.GO_ON, sentence, n, NEEDS, alarm)
