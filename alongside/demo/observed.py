"""How invented children come along with their goals, and what is seen of it in a visit, by lots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from random import Random
from typing import Any

from alongside.capture.choices import Company
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal

Value = dict[str, Any]

#: ASSUMPTION: how many trials or intervals there are in a visit where the goal names no number.
TRIALS, INTERVALS, LOOKS = 8, 10, 8
MOST_TAPS = 12


class Course(Enum):
    """How a goal goes: how much faster than planned before the half-term, and how much of that is left after it."""

    STEADY = (1.0, 1.0)
    STUCK = (0.1, 1.0)
    FAST = (2.4, 1.0)
    FELL_BACK = (1.8, 0.3)


#: Of a hundred goals, by surveys: ten are stuck, ten fast, five fall back after a break.
OF_HUNDRED = {Course.STUCK: 10, Course.FAST: 10, Course.FELL_BACK: 5, Course.STEADY: 75}


def course_of(dice: Random) -> Course:
    return dice.choices(list(OF_HUNDRED), list(OF_HUNDRED.values()))[0]


def reached(goal: Goal, course: Course, on: date, break_on: date) -> float:
    """How far the child has come from the baseline (0) to the criterion (1) on a day."""
    assert goal.baseline_on is not None
    assert goal.target_on is not None
    planned = (on - goal.baseline_on) / (goal.target_on - goal.baseline_on)
    pace, left = course.value
    return min(planned * pace * (left if on >= break_on else 1), 1.1)


def values_of(goal: Goal, come: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    """What is tapped in one visit for a goal that has come so far; days differ."""
    assert goal.baseline_value is not None
    assert goal.criterion_value is not None
    baseline, criterion = float(goal.baseline_value), float(goal.criterion_value)
    today = baseline + (criterion - baseline) * (come + dice.gauss(0, 0.09))
    return _MADE[Measure(goal.measure)](goal, today, ladder, dice)


def _share(goal: Goal, today: float) -> float:
    """The same as a share of all, from 0 to 1."""
    whole = goal.criterion_of if goal.criterion_unit in {Unit.TRIALS, Unit.STEPS} else 100
    return min(max(today / (whole or 100), 0.02), 0.98)


def _help(share: float, ladder: Sequence[str], dice: Random) -> Value:
    """One try: alone as often as the share says, else with less help the nearer it is; seldom not at all."""
    if dice.random() < share:
        return {"help": 0, "word": ladder[0]}
    if dice.random() < 0.12:
        return {"help": None}
    rungs = range(1, len(ladder))
    rung = dice.choices(rungs, [1 / (1 + abs(rung - 1 - 2.5 * (1 - share))) for rung in rungs])[0]
    return {"help": rung, "word": ladder[rung]}


def _trials(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    of = goal.criterion_of if goal.criterion_unit == Unit.TRIALS else None
    return [_help(_share(goal, today), ladder, dice) for _try in range(of or TRIALS)]


def _steps(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    steps = len(goal.parts) or goal.criterion_of or 5
    share = _share(goal, today)
    return [{"step": step} | _help(share, ladder, dice) for step in range(steps)]


def _percent(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    return [{"percent": max(min(round(today / 5) * 5, 100), 0)}]


def _times(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    """Each time is a tap; at the end stands how long was watched."""
    watched = dice.choice((600, 900, 1200))
    expected = today * watched / 3600 if goal.criterion_unit == Unit.PER_HOUR else today
    taps = min(max(round(dice.gauss(expected, 0.6)), 0), MOST_TAPS)
    return [{"times": 1}] * taps + [{"watched": watched}]


def _stretches(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    seconds = max(today * (60 if goal.criterion_unit == Unit.MINUTES else 1), 5)
    return [{"seconds": round(seconds)}]


def _latency(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    seconds = max(today * (60 if goal.criterion_unit == Unit.MINUTES else 1), 2)
    starts = [round(max(dice.gauss(seconds, seconds / 5), 1)) for _cue in range(3)]
    return [{"seconds": None if dice.random() < 0.06 else each} for each in starts]


def _intervals(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    every, share = goal.interval_seconds or 30, _share(goal, today)
    return [{"seen": dice.random() < share, "every": every} for _interval in range(INTERVALS)]


def _company(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    share = _share(goal, today)
    otherwise = [company for company in Company if company is not Company.WITH]
    looks = (Company.WITH if dice.random() < share else dice.choice(otherwise) for _look in range(LOOKS))
    return [{"company": str(company)} for company in looks]


def _level(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    highest = len(goal.parts) - 1 if goal.parts else (goal.criterion_of or 5) - 1
    return [{"level": max(min(round(today), highest), 0)}]


def _attainment(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    return [{"level": max(min(round(today), 2), -2)}]


def _face(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    return [{"face": max(min(round(today), 5), 1)}]


def _participation(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    by_level = goal.criterion_unit == Unit.LEVEL
    return (_level if by_level else _intervals)(goal, today, ladder, dice)


def _risk_taking(goal: Goal, today: float, ladder: Sequence[str], dice: Random) -> list[Value]:
    by_level = goal.criterion_unit == Unit.LEVEL
    return (_level if by_level else _times)(goal, today, ladder, dice)


_MADE: dict[Measure, Callable[[Goal, float, Sequence[str], Random], list[Value]]] = {
    Measure.TRIALS: _trials,
    Measure.PERCENT: _percent,
    Measure.COUNT: _times,
    Measure.RATE: _times,
    Measure.DURATION: _stretches,
    Measure.LATENCY: _latency,
    Measure.PARTIAL_INTERVAL: _intervals,
    Measure.WHOLE_INTERVAL: _intervals,
    Measure.MOMENTARY: _intervals,
    Measure.TASK_STEPS: _steps,
    Measure.RUBRIC: _level,
    Measure.GOAL_ATTAINMENT: _attainment,
    Measure.PARTICIPATION: _participation,
    Measure.ENGAGEMENT: _company,
    Measure.INITIATIONS: _times,
    Measure.RISK_TAKING: _risk_taking,
    Measure.CONFIDENCE: _face,
}
