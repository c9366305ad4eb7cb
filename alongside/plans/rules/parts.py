"""The named parts of what is measured (steps of a task, levels of a rubric), and the length of an interval."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal
from alongside.plans.rules.faults import AtFault, Fault

#: More parts than this nobody looks at while a child works: our assumption.
MOST_PARTS = 20
#: So many letters of a part have room beside each other on a sheet.
LONGEST_PART = 120
SHORTEST_INTERVAL, LONGEST_INTERVAL = 5, 600


def has_levels(goal: Goal) -> bool:
    """Whether its parts are levels, of which the lowest is 0; goal attainment and confidence have their own scales."""
    is_level = goal.measure == Measure.PARTICIPATION and goal.criterion_unit == Unit.LEVEL
    return goal.measure == Measure.RUBRIC or is_level


def takes_parts(goal: Goal) -> bool:
    """Whether what it measures has parts that a team names."""
    return goal.measure == Measure.TASK_STEPS or has_levels(goal)


def takes_interval(goal: Goal) -> bool:
    """Whether it is looked at in intervals of time."""
    sampled = {Measure.PARTIAL_INTERVAL, Measure.WHOLE_INTERVAL, Measure.MOMENTARY}
    return goal.measure in sampled or goal.criterion_unit == Unit.INTERVALS


def parts_in_words(goal: Goal) -> str:
    """ "1. Opens the pot; 2. Spreads the glue", levels from 0; empty where it has none."""
    if not takes_parts(goal):
        return ""
    first = 0 if has_levels(goal) else 1
    return "; ".join(f"{number}. {name}" for number, name in enumerate(goal.parts, first))


def interval_in_words(goal: Goal) -> str:
    """ "30 seconds"; empty where it is not looked at in intervals, or nobody has said how long they are."""
    if not takes_interval(goal) or goal.interval_seconds is None:
        return ""
    return _("{seconds} seconds").format(seconds=goal.interval_seconds)


def check_interval_fits(goal: Goal) -> None:
    """Refuses an interval that nobody could keep to."""
    seconds = goal.interval_seconds
    if seconds is not None and not SHORTEST_INTERVAL <= seconds <= LONGEST_INTERVAL:
        said = _("An interval lasts from {shortest} to {longest} seconds. Choose one between.")
        sentence = said.format(shortest=SHORTEST_INTERVAL, longest=LONGEST_INTERVAL)
        raise AtFault([Fault("interval_seconds", sentence)])


def part_faults(goal: Goal) -> list[Fault]:
    """What is wrong with the parts of a goal that has some; at most one sentence, the first to mend."""
    if not goal.parts or not takes_parts(goal):
        return []
    sentence = _too_much(goal) or _twice(goal) or _beyond(goal)
    return [Fault("parts", sentence)] if sentence else []


def _too_much(goal: Goal) -> str:
    if len(goal.parts) > MOST_PARTS:
        return _("{count} are more than anybody can look at. Put some together: {most} at most.").format(
            count=len(goal.parts), most=MOST_PARTS
        )
    longest = max(goal.parts, key=len)
    if len(longest) > LONGEST_PART:
        return _("“{start}…” is {count} letters long; {longest} have room. Say it in fewer words.").format(
            start=longest[:30], count=len(longest), longest=LONGEST_PART
        )
    return ""


def _twice(goal: Goal) -> str:
    names = [name.casefold() for name in goal.parts]
    twice = next((name for name, same in zip(goal.parts, names, strict=True) if names.count(same) > 1), "")
    if not twice:
        return ""
    return _("“{name}” stands there twice. Give each a name of its own.").format(name=twice)


def _beyond(goal: Goal) -> str:
    """The goal bank names one level more than a criterion is out of, since the lowest is 0; of steps, as many."""
    usual = Unit.LEVEL if has_levels(goal) else Unit.STEPS
    if goal.criterion_unit not in {usual, ""}:  # Percent of the steps, or a unit that is a fault of its own.
        return ""
    highest = max(goal.criterion_of or 0, int(goal.criterion_value or 0))
    if has_levels(goal) and highest > len(goal.parts) - 1:
        said = _(
            "The criterion goes up to level {highest}, and the names up to {named}, since the lowest is 0."
        )
        more = _("Name the levels above, or lower the criterion.")
        return f"{said.format(highest=highest, named=len(goal.parts) - 1)} {more}"
    if not has_levels(goal) and highest > len(goal.parts):
        said = _("The criterion counts {highest} steps, and {named} are named.")
        more = _("Name the others, or lower the criterion.")
        return f"{said.format(highest=highest, named=len(goal.parts))} {more}"
    return ""
