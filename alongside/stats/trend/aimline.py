"""The aimline: from where a child stood to where the goal is, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alongside.stats.estimate import NotDefined
from alongside.stats.exact import Better, Number, Values, fraction, one_phase, twice_median
from alongside.wording import day
from alongside.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Aimline:
    """A straight line from the baseline on its first day to the goal on the day it is due."""

    baseline: Fraction
    goal: Fraction
    start: date
    due: date
    per_day: Fraction

    @property
    def per_week(self) -> float:
        """Growth that the goal asks for, per week."""
        return float(7 * self.per_day)

    @property
    def better(self) -> Better:
        """Which way is improvement."""
        return "higher" if self.per_day > 0 else "lower"

    def at(self, on: date) -> float:
        """Height of the line on a day."""
        return float(self.exactly(on))

    def exactly(self, on: date) -> Fraction:
        """The same as a fraction, so that a point on the line is on the line."""
        return self.baseline + self.per_day * (on - self.start).days

    def ahead(self, value: Number, on: date) -> Fraction:
        """How far a value lies beyond the line in the direction of improvement; negative behind it."""
        above = fraction(value) - self.exactly(on)
        return above if self.per_day > 0 else -above


def aimline(probes: Values, goal: Number, *, start: date, due: date) -> Aimline:
    """Aimline: the straight way from the baseline to the goal.

    Parameters
    ----------
    probes : sequence of number or None
        Baseline probes, usually three; the line begins at their median.
    goal : number
        Where the plan wants the child to be.
    start, due : date
        Day at which the line begins, and day on which the goal is due.

    Returns
    -------
    Aimline
        The line, its height on any day and its growth per week.

    Raises
    ------
    NotDefined
        No probe, a goal that the baseline already is, or a due day that is not after the start.

    Notes
    -----
    Formula: (goal - median of the probes) / weeks.
    Range: any, in the observations' unit per week.
    Null value: none: it is a plan, not an estimate.
    Not for: judging a child whose goal was set without a baseline.

    References
    ----------
    Deno (1985), Exceptional Children 52:219-232.
    """
    counts, scale = one_phase(probes)
    if due <= start:
        sentence = _("The goal is due on {due}, which is not after the start, {start}.")
        raise NotDefined(sentence.format(due=day(due), start=day(start)))
    baseline = Fraction(twice_median(counts), 2 * scale)
    aim = fraction(goal)
    if aim == baseline:
        raise NotDefined(
            _("The goal is where the baseline already is, so there is no way to draw between them.")
        )
    return Aimline(baseline, aim, start, due, (aim - baseline) / (due - start).days)
