"""What was seen, in words: the observations of one goal in one visit as a number, a sentence and dots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.choices import FACES, Company
from alongside.plans.choices import Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.wording.joins import clauses

#: With fewer tries or intervals a share says nothing, and no change of help is suggested.
ENOUGH = 5
_COUNTED = {Unit.TRIALS, Unit.STEPS}

Values = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Tally:
    """`number` of data, in `words` and in more `detail`; `amount` in the unit of the goal, None where it says nothing.

    `dots` draw each trial, step or interval in its order: full (alone, or seen), half (with help), empty (not). `helps`
    are the words of the help that was given, with how often, the most frequent first.
    """

    number: int
    words: str
    detail: str = ""
    dots: tuple[str, ...] = ()
    amount: float | None = None
    helps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Aim:
    """What of a goal decides how its data read: its unit, out of how many, names of steps or levels, the scale."""

    unit: str = ""
    of: int | None = None
    parts: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()


def tally(measure: str, values: Values, aim: Aim | None = None) -> Tally:
    """The data of one measure in one visit; `values` as `rules.values` lets them in, in their order."""
    return _READERS[Measure(measure)](values, aim or Aim())


def reaches(goal: Goal, seen: Tally) -> bool | None:
    """Whether one visit's data are as good as the criterion asks; None where they are too few or not comparable.

    That the criterion is held over time is not asked here.
    """
    if goal.criterion_value is None or seen.amount is None or seen.number < _least(goal):
        return None
    asked, amount = float(goal.criterion_value), seen.amount
    if goal.criterion_unit in _COUNTED and goal.criterion_of:
        asked, amount = asked / goal.criterion_of, amount / seen.number
    if goal.criterion_direction == Direction.AT_MOST:
        return amount <= asked
    return amount >= asked


def _least(goal: Goal) -> int:
    """How many tries or intervals a share is read from: what the criterion counts, else enough for a share."""
    if goal.criterion_unit in _COUNTED:
        return goal.criterion_of or ENOUGH
    is_share = goal.criterion_unit in {Unit.PERCENT, Unit.INTERVALS} and goal.measure != Measure.PERCENT
    return ENOUGH if is_share else 1


def time_in_words(seconds: float) -> str:
    """ "6 min 40 s", "12 s", "5 min"."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return _("{seconds} s").format(seconds=rest)
    if not rest:
        return _("{minutes} min").format(minutes=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def _trials(values: Values, aim: Aim) -> Tally:
    words = _("{alone} of {number} alone")
    tally = _with_help(values, words)
    share = tally.amount if tally.amount is not None else 0
    return _in_percent(tally, share, aim.unit == Unit.PERCENT)


def _task_steps(values: Values, aim: Aim) -> Tally:
    last = {int(value.get("step", place)): value for place, value in enumerate(values)}
    steps = [last[step] for step in sorted(last)]
    tally = _with_help(steps, _("{alone} of {number} steps alone"))
    share = tally.amount if tally.amount is not None else 0
    return _in_percent(tally, share, aim.unit == Unit.PERCENT)


def _with_help(values: Values, words: str) -> Tally:
    """Each try with its rung of the ladder: 0 is no help, None that it did not come about."""
    rungs = [value.get("help") for value in values]
    alone, not_yet = rungs.count(0), rungs.count(None)
    helped = len(rungs) - alone - not_yet
    given = Counter(str(value.get("word", "")) for value in values if value.get("help"))
    return Tally(
        number=len(rungs),
        words=words.format(alone=alone, number=len(rungs)),
        detail=_("{alone} alone, {helped} with help, {not_yet} not yet").format(
            alone=alone, helped=helped, not_yet=not_yet
        ),
        dots=tuple("full" if rung == 0 else "empty" if rung is None else "half" for rung in rungs),
        amount=float(alone),
        helps=tuple((word, times) for word, times in given.most_common() if word),
    )


def _in_percent(tally: Tally, share: float, is_percent: bool) -> Tally:
    if not is_percent:
        return tally
    return Tally(tally.number, tally.words, tally.detail, tally.dots, 100 * share / tally.number, tally.helps)


def _percent(values: Values, aim: Aim) -> Tally:
    seen = [float(value["percent"]) for value in values]
    words = _("{percent} %").format(percent=_number(seen[-1]))
    if len(seen) > 1:
        words = _("{least} to {most} %, {number} times").format(
            least=_number(min(seen)), most=_number(max(seen)), number=len(seen)
        )
    return Tally(len(seen), words, amount=sum(seen) / len(seen))


def _count(values: Values, aim: Aim) -> Tally:
    """Taps, and for how long somebody watched: without that a count has no rate, and none seen says nothing."""
    if any("level" in value for value in values):
        return _level([value for value in values if "level" in value], aim)
    times = sum(int(value.get("times", 0)) for value in values)
    watched = sum(float(value.get("watched", 0)) for value in values)
    words = ngettext("{times} time", "{times} times", times).format(times=times)
    if watched:
        words = _("{times} in {time}").format(times=words, time=time_in_words(watched))
    amount: float | None = float(times)
    if aim.unit == Unit.PER_HOUR:
        amount = times * 3600 / watched if watched else None
        if amount is not None:
            words = _("{words} ({rate} an hour)").format(words=words, rate=_number(amount))
    return Tally(len(values), words, amount=amount)


def _duration(values: Values, aim: Aim) -> Tally:
    stretches = [float(value["seconds"]) for value in values]
    words = time_in_words(sum(stretches))
    if len(stretches) > 1:
        words = _("{time} in {number} stretches").format(time=words, number=len(stretches))
    return Tally(len(stretches), words, amount=_in_unit(sum(stretches), aim))


def _latency(values: Values, aim: Aim) -> Tally:
    begun = [float(value["seconds"]) for value in values if value["seconds"] is not None]
    if not begun:
        asked = ngettext("did not start, asked once", "did not start, asked {number} times", len(values))
        return Tally(len(values), asked.format(number=len(values)))
    after = time_in_words(median(begun))
    words = _("started after {time}").format(time=after)
    if len(values) > 1:
        words = _("started {begun} of {number} times, mostly after {time}").format(
            begun=len(begun), number=len(values), time=after
        )
    return Tally(len(values), words, amount=_in_unit(median(begun), aim))


def _in_unit(seconds: float, aim: Aim) -> float:
    return seconds / 60 if aim.unit == Unit.MINUTES else seconds


def _intervals(values: Values, aim: Aim) -> Tally:
    if any("level" in value for value in values):
        return _level([value for value in values if "level" in value], aim)
    return _shares([bool(value["seen"]) for value in values], _("in {seen} of {number} intervals"))


def _engagement(values: Values, aim: Aim) -> Tally:
    found = Counter(value["company"] for value in values)
    each = _("{company} {times}")
    detail = clauses(
        each.format(company=Company(code).label, times=times) for code, times in found.most_common()
    )
    tally = _shares(
        [value["company"] == Company.WITH for value in values],
        _("with classmates in {seen} of {number} looks"),
    )
    return Tally(tally.number, tally.words, detail, tally.dots, tally.amount)


def _shares(seen: Sequence[bool], words: str) -> Tally:
    return Tally(
        number=len(seen),
        words=words.format(seen=sum(seen), number=len(seen)),
        dots=tuple("full" if each else "empty" for each in seen),
        amount=100 * sum(seen) / len(seen),
    )


def _level(values: Values, aim: Aim) -> Tally:
    levels = [int(value["level"]) for value in values]
    last = levels[-1]
    words = _("level {level}").format(level=last)
    if 0 <= last < len(aim.parts) and aim.parts[last]:
        words = _("{level}, “{name}”").format(level=words, name=aim.parts[last])
    return Tally(len(levels), _before(words, levels), amount=float(last))


def _goal_attainment(values: Values, aim: Aim) -> Tally:
    levels = [int(value["level"]) for value in values]
    last = levels[-1]
    words = _("level {level}").format(level=f"+{last}" if last > 0 else str(last).replace("-", "−"))
    if len(aim.scale) == 5 and aim.scale[last + 2]:
        words = _("{level}, “{name}”").format(level=words, name=aim.scale[last + 2])
    return Tally(len(levels), _before(words, levels), amount=float(last))


def _before(words: str, levels: Sequence[int]) -> str:
    if len(levels) == 1:
        return words
    return _("{words}; the last of {number} looks").format(words=words, number=len(levels))


def _confidence(values: Values, aim: Aim) -> Tally:
    faces = [int(value["face"]) for value in values]
    words = str(FACES[faces[-1] - 1])
    return Tally(len(faces), words, amount=float(faces[-1]))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_READERS: dict[Measure, Callable[[Values, Aim], Tally]] = {
    Measure.TRIALS: _trials,
    Measure.PERCENT: _percent,
    Measure.COUNT: _count,
    Measure.RATE: _count,
    Measure.DURATION: _duration,
    Measure.LATENCY: _latency,
    Measure.PARTIAL_INTERVAL: _intervals,
    Measure.WHOLE_INTERVAL: _intervals,
    Measure.MOMENTARY: _intervals,
    Measure.TASK_STEPS: _task_steps,
    Measure.RUBRIC: _level,
    Measure.GOAL_ATTAINMENT: _goal_attainment,
    Measure.PARTICIPATION: _intervals,
    Measure.ENGAGEMENT: _engagement,
    Measure.INITIATIONS: _count,
    Measure.RISK_TAKING: _count,
    Measure.CONFIDENCE: _confidence,
}
