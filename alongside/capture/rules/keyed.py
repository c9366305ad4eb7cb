"""Reading what somebody keys in from a paper sheet: a few signs for each goal, by its measure.

The sheet prints the same signs beside its boxes, so that the hand writes on paper what it types afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.capture.choices import Company
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit

#: Written for "not yet": the trial, or the step, did not come about.
NOT_YET = "x"
#: How long an interval is where the goal does not say it, in seconds.
USUAL_INTERVAL = 30

Value = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What decides how the signs of a goal read: the ladder of help, the goal's unit, how long an interval lasts."""

    ladder: Sequence[str]
    unit: str = ""
    interval_seconds: int | None = None


#: What to write, in one line, by measure: beside the field and on the paper.
SIGNS = {
    Measure.TRIALS: gettext_lazy("A number for each try: 0 alone, then up the ladder; x not yet. 0 0 1 3 x"),
    Measure.PERCENT: gettext_lazy("Per cent: 80"),
    Measure.COUNT: gettext_lazy("How many times: 7. With the minutes watched: 7 in 20"),
    Measure.RATE: gettext_lazy("How many times, and in how many minutes: 7 in 20"),
    Measure.DURATION: gettext_lazy("Each stretch in minutes and seconds: 2:30 0:45"),
    Measure.LATENCY: gettext_lazy("From asking until it began: 0:12 0:40; x it did not begin"),
    Measure.PARTIAL_INTERVAL: gettext_lazy("Each interval: + seen, - not. ++-+"),
    Measure.WHOLE_INTERVAL: gettext_lazy("Each interval: + all through, - not. ++-+"),
    Measure.MOMENTARY: gettext_lazy("Each look: + seen, - not. ++-+"),
    Measure.TASK_STEPS: gettext_lazy(
        "A number for each step in order: 0 alone, then up the ladder; x not yet"
    ),
    Measure.RUBRIC: gettext_lazy("The level, from 0"),
    Measure.GOAL_ATTAINMENT: gettext_lazy("The level: -2 -1 0 +1 +2"),
    Measure.PARTICIPATION: gettext_lazy("Each look: + taking part, - not. ++-+"),
    Measure.ENGAGEMENT: gettext_lazy(
        "Each look: 1 together, 2 beside, 3 watching, 4 with an adult, 5 alone. 1 1 3"
    ),
    Measure.INITIATIONS: gettext_lazy("How many times: 7. With the minutes watched: 7 in 20"),
    Measure.RISK_TAKING: gettext_lazy("How many times: 2. With the minutes watched: 2 in 20"),
    Measure.CONFIDENCE: gettext_lazy("The face, from 1 to 5"),
}
#: Where the goal counts levels, two measures are written as one.
LEVEL_SIGN = gettext_lazy("The level, from 0")


def sign_of(measure: Measure, unit: str = "") -> str:
    """What to write for a goal, in one line."""
    return str(LEVEL_SIGN if _is_by_level(measure, unit) else SIGNS[measure])


def read_keyed(measure: Measure, text: str, sheet: Sheet) -> list[Value]:
    """The values that somebody keyed in, in their order; empty for an empty field.

    Raises `NotNow` with a sentence for what is no sign of the measure; how far a value may go is in `rules.values`.
    """
    if not text.strip():
        return []
    if _is_by_level(measure, sheet.unit):
        return _levels(text, sheet)
    return _READERS[measure](text, sheet)


def _is_by_level(measure: Measure, unit: str) -> bool:
    return measure in (Measure.PARTICIPATION, Measure.RISK_TAKING) and unit == Unit.LEVEL


def _trials(text: str, sheet: Sheet) -> list[Value]:
    return [_help(sign, sheet) for sign in _signs(text, f"0-9{NOT_YET}")]


def _steps(text: str, sheet: Sheet) -> list[Value]:
    return [{"step": step, **value} for step, value in enumerate(_trials(text, sheet))]


def _help(sign: str, sheet: Sheet) -> Value:
    if sign == NOT_YET:
        return {"help": None}
    rung = int(sign)
    if rung >= len(sheet.ladder):
        raise NotNow(
            _("The ladder of help goes from 0 to {last}. “{sign}” is not on it.").format(
                last=len(sheet.ladder) - 1, sign=sign
            )
        )
    return {"help": rung, "word": str(sheet.ladder[rung])}


def _percent(text: str, sheet: Sheet) -> list[Value]:
    return [{"percent": _number(word.rstrip("%"))} for word in text.replace("%", "% ").split()]


def _times(text: str, sheet: Sheet) -> list[Value]:
    """A tally, and the time in which it was watched: so that none in twenty minutes is none, and not nothing."""
    match = re.fullmatch(r"\s*(\d+)\s*(?:(?:in|/)\s*([\d.,:]+)\s*)?", text)
    if match is None:
        raise NotNow(_("Write how many times, such as 7, or with the minutes watched: 7 in 20."))
    times, watched = int(match[1]), match[2]
    found: list[Value] = [{"times": times}] if times else []
    if watched:
        found.append({"watched": _seconds(watched)})
    if not found:
        raise NotNow(_("None is only something with the time that was watched. Write 0 in 20."))
    return found


def _stretches(text: str, sheet: Sheet) -> list[Value]:
    return [{"seconds": _seconds(word)} for word in text.split()]


def _latencies(text: str, sheet: Sheet) -> list[Value]:
    return [{"seconds": None if word.lower() == NOT_YET else _seconds(word)} for word in text.split()]


def _intervals(text: str, sheet: Sheet) -> list[Value]:
    every = sheet.interval_seconds or USUAL_INTERVAL
    return [{"seen": sign in "+1", "every": every} for sign in _signs(text.replace("−", "-"), r"+\-01")]


def _company(text: str, sheet: Sheet) -> list[Value]:
    codes = list(Company.values)
    return [{"company": codes[int(sign) - 1]} for sign in _signs(text, f"1-{len(codes)}")]


def _levels(text: str, sheet: Sheet) -> list[Value]:
    return [{"level": _whole(word)} for word in text.replace("−", "-").split()]


def _faces(text: str, sheet: Sheet) -> list[Value]:
    return [{"face": _whole(word)} for word in text.split()]


def _signs(text: str, allowed: str) -> list[str]:
    """The signs of a field, with or without blanks and commas between them."""
    plain = re.sub(r"[\s,;]+", "", text.lower())
    unknown = re.search(f"[^{allowed}]", plain)
    if unknown:
        raise NotNow(
            _("“{sign}” is no sign that we know here. Write it as the line above says.").format(
                sign=unknown[0]
            )
        )
    return list(plain)


def _seconds(word: str) -> int:
    """ "2:30" is two minutes and thirty seconds; a number alone counts minutes."""
    minutes, colon, seconds = word.replace(",", ".").partition(":")
    try:
        if colon:
            if int(seconds) >= 60:
                raise ValueError(seconds)
            return int(minutes or 0) * 60 + int(seconds)
        return round(float(minutes) * 60)
    except (ValueError, OverflowError) as fault:
        raise NotNow(
            _("“{word}” is no time. Write minutes and seconds, such as 2:30.").format(word=word)
        ) from fault


def _number(word: str) -> float:
    try:
        number = float(word.replace(",", "."))
    except ValueError as fault:
        raise NotNow(_("“{word}” is no number. Write one such as 80.").format(word=word)) from fault
    return int(number) if number.is_integer() else number


def _whole(word: str) -> int:
    try:
        return int(word)
    except ValueError as fault:
        raise NotNow(_("“{word}” is no whole number. Write one such as 2.").format(word=word)) from fault


_READERS: dict[Measure, Callable[[str, Sheet], list[Value]]] = {
    Measure.TRIALS: _trials,
    Measure.PERCENT: _percent,
    Measure.COUNT: _times,
    Measure.RATE: _times,
    Measure.DURATION: _stretches,
    Measure.LATENCY: _latencies,
    Measure.PARTIAL_INTERVAL: _intervals,
    Measure.WHOLE_INTERVAL: _intervals,
    Measure.MOMENTARY: _intervals,
    Measure.TASK_STEPS: _steps,
    Measure.RUBRIC: _levels,
    Measure.GOAL_ATTAINMENT: _levels,
    Measure.PARTICIPATION: _intervals,
    Measure.ENGAGEMENT: _company,
    Measure.INITIATIONS: _times,
    Measure.RISK_TAKING: _times,
    Measure.CONFIDENCE: _faces,
}
