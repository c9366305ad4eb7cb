"""What a goal's record says, in the order in which a team asks: was the plan carried out, and only then, does it work.

Flat and not carried out: help it happen (coach). Flat though carried out: change the teaching. On the way: go on.
Steady at the goal: fade the help and probe. Source of the order: decision guides for data-based individualisation,
which ask for fidelity before a change; the thresholds are written in `choices` and may be differed from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.progress.choices import CARRIED_OUT, Step
from alongside.progress.rules.figures import gain, number
from alongside.progress.rules.points import Scale
from alongside.stats import NotDefined
from alongside.stats.decision import Decision, Says, four_point, trend_line
from alongside.stats.exact import written
from alongside.stats.trend import Aimline, aimline

#: So many of the last points at the goal count as steady there, more where the criterion names a larger number.
STEADY = 3
#: A trend is judged from so many points on; before that, the points are compared with the aimline.
TREND_FROM = 6
#: The trend rule is blind to a child who keeps the aimline's pace far behind it; so many last points are looked at.
LOOK_AT = 4


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Whether the plan was carried out since the present phase began; None is what nobody has recorded.

    `used` of `to_use` days: a strategy for the goal was used, of the days of which an adult said whether; silence is
    not counted as a no. `done_well` of `to_do` is the last look with a strategy's checklist: seen, of what could be.
    """

    held: int
    planned: int
    used: int | None = None
    to_use: int | None = None
    done_well: int | None = None
    to_do: int | None = None

    @property
    def share(self) -> float | None:
        """The lowest of the shares: visits held, days on which strategies were used, what was done well of one."""
        shares = [self.held / self.planned] if self.planned else []
        if self.used is not None and self.to_use:
            shares.append(self.used / self.to_use)
        if self.done_well is not None and self.to_do:
            shares.append(self.done_well / self.to_do)
        return min(shares, default=None)

    @property
    def is_low(self) -> bool:
        return self.share is not None and self.share < CARRIED_OUT

    @property
    def lines(self) -> list[tuple[bool, str]]:
        """What is known of it, and what nobody has recorded, one line each; first whether it is known."""
        lines = [self._visits(), self._strategies()]
        if self.done_well is not None and self.to_do:
            words = _("At the last look, {done} of {of} things of a strategy were done as written")
            lines.append((True, words.format(done=self.done_well, of=self.to_do)))
        return lines

    @property
    def sentences(self) -> list[str]:
        return [words for _is_known, words in self.lines]

    def _visits(self) -> tuple[bool, str]:
        if self.planned:
            words = ngettext(
                "{held} of {planned} visit held", "{held} of {planned} visits held", self.planned
            )
            return True, words.format(held=self.held, planned=self.planned)
        if self.held:
            words = ngettext(
                "{held} visit held; no published timetable says how many were planned",
                "{held} visits held; no published timetable says how many were planned",
                self.held,
            )
            return False, words.format(held=self.held)
        return False, _("No visit was planned in this time")

    def _strategies(self) -> tuple[bool, str]:
        if self.used is None or not self.to_use:
            return False, _("Nobody has recorded how often the strategies were used")
        words = ngettext(
            "Strategies used on {used} of {days} day of which somebody said",
            "Strategies used on {used} of {days} days of which somebody said",
            self.to_use,
        )
        return True, words.format(used=self.used, days=self.to_use)


@dataclass(frozen=True, slots=True)
class Reading:
    """What may be said of a goal now: the next step to talk about, one headline, and what stands behind it.

    `points` is the number of observations behind it, `needs` how many the rule asks for at the least.
    """

    step: Step
    headline: str
    detail: str
    points: int
    needs: int
    rule: Decision | None = None


def aim_of(
    scale: Scale, baseline: Sequence[Fraction | None], *, start: date, due: date | None
) -> Aimline | str:
    """The aimline from the last three baseline points (or the plan's baseline) to the goal, or why there is none."""
    probes = [value for value in baseline if value is not None][-STEADY:] or (
        [scale.baseline] if scale.baseline is not None else []
    )
    if scale.goal is None:
        return _("The goal has no criterion in numbers yet, so there is no line to aim along.")
    if due is None:
        return _("The goal has no target date yet, so there is no line to aim along.")
    if not probes:
        return _("There is no baseline yet, so there is no line to aim along.")
    try:
        return aimline(probes, scale.goal, start=start, due=due)
    except NotDefined as refusal:
        return str(refusal)


def read(
    scale: Scale,
    values: Sequence[Fraction | None],
    on: Sequence[date],
    aim: Aimline | str,
    carried_out: CarriedOut,
) -> Reading:
    """What the points of the present phase say.

    With fewer points than a rule needs, it says what is missing and gives no verdict.
    """
    n = sum(value is not None for value in values)
    if (steady := _steady_at_goal(scale, values)) is not None:
        return Reading(
            Step.FADE,
            _("Steady at the goal: the last {n} points are there.").format(n=steady),
            _fading(scale),
            n,
            steady_from(scale),
        )
    if isinstance(aim, str):
        return Reading(Step.WAIT, _("There is nothing to judge it by yet."), aim, n, 0)
    rule = _rule(values, on, aim, n)
    if rule.says is Says.TOO_FEW or rule.says is Says.UNCLEAR:
        missing = max(rule.needs - n, 0)
        headline = (
            ngettext(
                "{n} more point before anything can be said.",
                "{n} more points before anything can be said.",
                missing,
            ).format(n=missing)
            if missing
            else _("This cannot be judged yet.")
        )
        return Reading(Step.WAIT, headline, rule.sentence, n, rule.needs, rule)
    if rule.says is Says.CHANGE:
        return _behind(rule, carried_out, n)
    if rule.says is Says.RAISE:
        return Reading(
            Step.RAISE,
            _("Ahead of the aimline. Is the goal high enough?"),
            rule.sentence,
            n,
            rule.needs,
            rule,
        )
    return Reading(Step.GO_ON, _on_the_way(aim, values, on), rule.sentence, n, rule.needs, rule)


def what_it_would_take(
    scale: Scale, values: Sequence[Fraction | None], on: Sequence[date], due: date | None
) -> str:
    """What the goal asks for from here: arithmetic from the middle of the last three points, no forecast.

    Empty without a goal, a target date or three points, and at the goal.
    """
    there = [(value, day) for value, day in zip(values, on, strict=True) if value is not None][-STEADY:]
    if scale.goal is None or due is None or len(there) < STEADY:
        return ""
    now = Fraction(median(value for value, _day in there))
    way = scale.goal - now
    if (way <= 0) if scale.better == "higher" else (way >= 0):
        return ""
    weeks = Fraction((due - there[-1][1]).days, 7)
    day = date_format(due, "DATE_FORMAT")
    if weeks <= 0:
        return _("The target date, {day}, has passed. Agree on a new one in the plan.").format(day=day)
    return _(
        "What it would take: {rate} a week to reach {goal} by {day}, from {now}, the middle of the last {n} points."
    ).format(
        rate=gain(way / weeks),
        goal=written(scale.goal),
        day=day,
        now=number(now),
        n=len(there),
    )


def _rule(values: Sequence[Fraction | None], on: Sequence[date], aim: Aimline, n: int) -> Decision:
    """The trend with its interval; where points are few or on one exact line, the four-point rule."""
    if n >= TREND_FROM and (rule := trend_line(values, on, aim)).says is not Says.UNCLEAR:
        return rule
    return four_point(values, on, aim)


def _behind(rule: Decision, carried_out: CarriedOut, n: int) -> Reading:
    if carried_out.share is None:
        return Reading(
            Step.WAIT,
            _("Behind the aimline, and nobody knows yet whether the plan was carried out."),
            rule.sentence,
            n,
            rule.needs,
            rule,
        )
    if carried_out.is_low:
        return Reading(
            Step.COACH,
            _("Behind the aimline, but the plan was carried out only in part. First help it happen."),
            rule.sentence,
            n,
            rule.needs,
            rule,
        )
    return Reading(
        Step.CHANGE,
        _("Behind the aimline although the plan was carried out. Talk about another way of teaching it."),
        rule.sentence,
        n,
        rule.needs,
        rule,
    )


def _on_the_way(aim: Aimline, values: Sequence[Fraction | None], on: Sequence[date]) -> str:
    there = [(value, day) for value, day in zip(values, on, strict=True) if value is not None]
    ahead = sum(aim.ahead(value, day) >= 0 for value, day in there)
    if len(there) >= LOOK_AT and all(aim.ahead(value, day) < 0 for value, day in there[-LOOK_AT:]):
        return _(
            "Keep going, and look at the distance: the pace may fit, but the last {n} points lie behind the aimline."
        ).format(n=LOOK_AT)
    if aim.better == "higher":
        words = ngettext(
            "Keep going. {ahead} of {n} point lies on or above the aimline.",
            "Keep going. {ahead} of {n} points lie on or above the aimline.",
            len(there),
        )
    else:
        words = ngettext(
            "Keep going. {ahead} of {n} point lies on or below the aimline.",
            "Keep going. {ahead} of {n} points lie on or below the aimline.",
            len(there),
        )
    return words.format(ahead=ahead, n=len(there))


def steady_from(scale: Scale) -> int:
    """How many points at the goal count as steady: three, or the number that the criterion names ("5 sessions")."""
    named = [int(number) for number in re.findall(r"[0-9]{1,2}", scale.over)]
    return max([STEADY, *named])


def _fading(scale: Scale) -> str:
    fade = _("Take help away step by step, and look again after some weeks whether it stays.")
    if not scale.over:
        return fade
    asked = _("The plan asks for it over “{over}”: see that this holds before you fade.").format(
        over=scale.over
    )
    return f"{asked} {fade}"


def _steady_at_goal(scale: Scale, values: Sequence[Fraction | None]) -> int | None:
    """How many of the last points are at the goal without a break, where these are enough; else None."""
    if scale.goal is None:
        return None
    count = 0
    for value in reversed([each for each in values if each is not None]):
        if (value >= scale.goal) if scale.better == "higher" else (value <= scale.goal):
            count += 1
        else:
            break
    return count if count >= steady_from(scale) else None
