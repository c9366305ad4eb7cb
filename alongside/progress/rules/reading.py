"""What a goal's record says, in the order in which a team asks: was the plan carried out, and only then, does it work.

Flat and not carried out: help it happen (coach). Flat though carried out: change the teaching. On the way: go on.
Steady at the goal: fade the help and probe. Source of the order: decision guides for data-based individualisation,
which ask for fidelity before a change; the thresholds are written in `choices` and may be differed from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.progress.choices import CARRIED_OUT, Step
from alongside.progress.rules.points import Scale
from alongside.stats import NotDefined
from alongside.stats.decision import Decision, Says, four_point, trend_line
from alongside.stats.trend import Aimline, aimline

#: So many of the last points at the goal count as steady there; a criterion that asks for more is kept.
STEADY = 3
#: A trend is judged from so many points on; before that, the points are compared with the aimline.
TREND_FROM = 6


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Whether the plan was carried out since the present phase began; None is what nobody has recorded."""

    held: int
    planned: int
    used: int | None = None
    to_use: int | None = None

    @property
    def share(self) -> float | None:
        """The lower of the two shares: visits held, and days on which the strategies were used."""
        shares = [self.held / self.planned] if self.planned else []
        if self.used is not None and self.to_use:
            shares.append(self.used / self.to_use)
        return min(shares, default=None)

    @property
    def is_low(self) -> bool:
        return self.share is not None and self.share < CARRIED_OUT

    @property
    def sentences(self) -> list[str]:
        """What is known of it, one line each."""
        lines = []
        if self.planned:
            lines.append(
                ngettext(
                    "{held} of {planned} visit held", "{held} of {planned} visits held", self.planned
                ).format(held=self.held, planned=self.planned)
            )
        else:
            lines.append(_("No visit was planned in this time"))
        if self.used is None or not self.to_use:
            lines.append(_("Nobody has recorded how often the strategies were used"))
        else:
            lines.append(
                _("Strategies used on {used} of {days} school days").format(used=self.used, days=self.to_use)
            )
        return lines


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
    if isinstance(aim, str):
        return Reading(Step.WAIT, _("Not enough to say yet."), aim, n, 0)
    if (steady := _steady_at_goal(scale, values)) is not None:
        return Reading(
            Step.FADE,
            _("Steady at the goal: the last {n} points are there.").format(n=steady),
            _("Take help away step by step, and look again after some weeks whether it stays."),
            n,
            STEADY,
        )
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
    side = _("on or above") if aim.better == "higher" else _("on or below")
    return _("Keep going. {ahead} of {n} points lie {side} the aimline.").format(
        ahead=ahead, n=len(there), side=side
    )


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
    return count if count >= STEADY else None
