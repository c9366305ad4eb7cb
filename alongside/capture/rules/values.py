"""What the value of an observation must be, measure by measure, and the sentence where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.capture.choices import FACES, Company, VoicePicture
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal

#: A stretch or a watch longer than a day was a timer that nobody stopped.
LONGEST_SECONDS = 24 * 60 * 60
LONGEST_INTERVAL = 60 * 60
#: The most taps that one entry stands for, when a tally from paper is keyed in.
MOST_TIMES = 1000
#: How many steps or levels there can be where the goal neither names nor counts them.
MOST_STEPS = 50
HIGHEST_LEVEL = 10
LONGEST_WORD = 60

#: What may be recorded for a child without a goal.
WITHOUT_GOAL = frozenset(
    {
        Measure.PARTICIPATION,
        Measure.ENGAGEMENT,
        Measure.INITIATIONS,
        Measure.RISK_TAKING,
        Measure.CONFIDENCE,
    }
)


@dataclass(frozen=True)
class Limits:
    """How far a value can go: `rungs` of the ladder of help, and what the goal names or counts.

    `parts` are the steps of its task or the levels of its rubric that it names, `count` how many it counts where it
    names none; `unit` is "" for an observation without a goal.
    """

    rungs: int
    parts: int = 0
    count: int | None = None
    unit: str = ""

    @property
    def steps(self) -> int:
        """The steps of a task are counted from 0, so that "3 of 5" has the steps 0 to 4."""
        return self.parts or self.count or MOST_STEPS

    @property
    def highest_level(self) -> int:
        """Levels with names are counted from 0 too; without, "3 of 4" goes from 0 up to 4."""
        return self.parts - 1 if self.parts else self.count or HIGHEST_LEVEL

    @classmethod
    def of(cls, goal: Goal | None, rungs: int) -> Limits:
        """The limits that a goal and an organisation's ladder set."""
        if goal is None:
            return cls(rungs)
        return cls(rungs, len(goal.parts), goal.criterion_of, goal.criterion_unit)


def check_value(measure: str, value: object, limits: Limits) -> None:
    """Refuses a value that is not one of its measure; `capture/contract.ts` of the front end makes them."""
    if not isinstance(value, Mapping):
        raise NotNow(_("What was seen is missing. Write it again as a new entry."))
    _CHECKS[Measure(measure)](value, limits)


def _has(value: Mapping[str, Any], *names: str, beside: tuple[str, ...] = ()) -> bool:
    """Whether a value says these things, perhaps those beside them, and nothing else."""
    return set(names) <= value.keys() <= {*names, *beside}


def _is_whole(number: object, least: int, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and least <= number <= most


def _is_number(number: object, least: float, most: float) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and least <= number <= most


def _check_help(value: Mapping[str, Any], limits: Limits) -> None:
    given = value["help"]
    if given is not None and not _is_whole(given, 0, limits.rungs - 1):
        raise NotNow(
            _("This help is not on your ladder, which has {rungs} steps. Choose one of them.").format(
                rungs=limits.rungs
            )
        )
    word = value.get("word", "")
    if not isinstance(word, str) or len(word) > LONGEST_WORD:
        raise NotNow(_("The word for the help is too long. Choose one of your ladder."))


def _trials(value: Mapping[str, Any], limits: Limits) -> None:
    if not _has(value, "help", beside=("word",)):
        raise NotNow(_("Say how much help the trial took, or that it is not there yet."))
    _check_help(value, limits)


def _percent(value: Mapping[str, Any], limits: Limits) -> None:
    if not (_has(value, "percent") and _is_number(value["percent"], 0, 100)):
        raise NotNow(_("A percentage lies between 0 and 100. Write it again."))


def _times(value: Mapping[str, Any], limits: Limits) -> None:
    if _has(value, "times") and _is_whole(value["times"], 1, MOST_TIMES):
        return
    if _has(value, "watched") and _is_number(value["watched"], 0, LONGEST_SECONDS):
        return
    raise NotNow(_("A count is how many times, or for how long was watched: a day at most. Write it again."))


def _stretch(value: Mapping[str, Any], limits: Limits) -> None:
    if not (_has(value, "seconds") and _is_number(value["seconds"], 0, LONGEST_SECONDS)):
        raise NotNow(_("A stretch lasts from no time to a day. Write how long it was."))


def _latency(value: Mapping[str, Any], limits: Limits) -> None:
    if not _has(value, "seconds") or (
        value["seconds"] is not None and not _is_number(value["seconds"], 0, LONGEST_SECONDS)
    ):
        raise NotNow(_("Write how long it took until it started, or that it did not start."))


def _interval(value: Mapping[str, Any], limits: Limits) -> None:
    is_one = _has(value, "seen", "every") and isinstance(value["seen"], bool)
    if not (is_one and _is_number(value["every"], 1, LONGEST_INTERVAL)):
        raise NotNow(_("An interval was seen or not, and lasts from a second to an hour. Write it again."))


def _company(value: Mapping[str, Any], limits: Limits) -> None:
    if not (_has(value, "company") and value["company"] in Company.values):
        raise NotNow(_("Say with whom the child was, in one of the five words."))


def _step(value: Mapping[str, Any], limits: Limits) -> None:
    if not _has(value, "step", "help", beside=("word",)):
        raise NotNow(_("Say which step it was and how much help it took."))
    if not _is_whole(value["step"], 0, limits.steps - 1):
        raise NotNow(_("This task has {steps} steps. Choose one of them.").format(steps=limits.steps))
    _check_help(value, limits)


def _level(value: Mapping[str, Any], limits: Limits) -> None:
    highest = limits.highest_level
    if not (_has(value, "level") and _is_whole(value["level"], 0, highest)):
        raise NotNow(_("The levels go from 0 to {highest}. Choose one of them.").format(highest=highest))


def _attainment(value: Mapping[str, Any], limits: Limits) -> None:
    if not (_has(value, "level") and _is_whole(value["level"], -2, 2)):
        raise NotNow(_("The levels of attainment go from −2 to +2. Choose one of them."))


def _face(value: Mapping[str, Any], limits: Limits) -> None:
    """A face, and perhaps pictures of what helped or was hard, each once."""
    if not (_has(value, "face", beside=("pictures",)) and _is_whole(value["face"], 1, len(FACES))):
        raise NotNow(_("There are {count} faces. Let the child choose one.").format(count=len(FACES)))
    chosen = value.get("pictures", [])
    if not isinstance(chosen, list) or any(each not in VoicePicture.values for each in chosen):
        raise NotNow(_("One of the pictures is not among those to choose from. Let the child choose again."))
    if len(set(chosen)) < len(chosen):
        raise NotNow(_("A picture is chosen once. Let the child choose again."))


def _participation(value: Mapping[str, Any], limits: Limits) -> None:
    (_level if _is_by_level(value, limits) else _interval)(value, limits)


def _risk_taking(value: Mapping[str, Any], limits: Limits) -> None:
    (_level if _is_by_level(value, limits) else _times)(value, limits)


def _is_by_level(value: Mapping[str, Any], limits: Limits) -> bool:
    """What the goal's unit says; where it says none, the value itself."""
    return limits.unit == Unit.LEVEL if limits.unit else "level" in value


_CHECKS: dict[Measure, Callable[[Mapping[str, Any], Limits], None]] = {
    Measure.TRIALS: _trials,
    Measure.PERCENT: _percent,
    Measure.COUNT: _times,
    Measure.RATE: _times,
    Measure.DURATION: _stretch,
    Measure.LATENCY: _latency,
    Measure.PARTIAL_INTERVAL: _interval,
    Measure.WHOLE_INTERVAL: _interval,
    Measure.MOMENTARY: _interval,
    Measure.TASK_STEPS: _step,
    Measure.RUBRIC: _level,
    Measure.GOAL_ATTAINMENT: _attainment,
    Measure.PARTICIPATION: _participation,
    Measure.ENGAGEMENT: _company,
    Measure.INITIATIONS: _times,
    Measure.RISK_TAKING: _risk_taking,
    Measure.CONFIDENCE: _face,
}
