"""When a goal makes sense, what it still lacks, and how its numbers read."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import UNITS, Direction, Measure, Unit, Who
from alongside.plans.models import Goal
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.parts import part_faults, takes_parts
from alongside.plans.rules.scales import scale_faults
from alongside.wording.joins import clauses, sentences, stopped

HOME = "home"
"""The setting beside the routine kinds in which a goal may have to show."""

#: The most that a number in each unit can be, where "of" does not say it: a day has 1,440 minutes.
MOST: dict[Unit, int] = {
    Unit.TRIALS: 1000,
    Unit.PERCENT: 100,
    Unit.TIMES: 1000,
    Unit.PER_HOUR: 3600,
    Unit.MINUTES: 1440,
    Unit.SECONDS: 86400,
    Unit.INTERVALS: 100,
    Unit.STEPS: 1000,
    Unit.LEVEL: 10,
}
#: What is counted one by one.
WHOLE = {Unit.TRIALS, Unit.TIMES, Unit.STEPS, Unit.LEVEL}
#: What only says something with how many there were.
OUT_OF = {Unit.TRIALS, Unit.STEPS}


def check_goal_makes_sense(goal: Goal) -> list[Fault]:
    """What contradicts itself in a goal, field by field; what is merely not there yet is a hint, no fault.

    A draft keeps such values, so that nothing typed is lost; no version is sent for review with one.
    """
    return [
        *_date_faults(goal),
        *_unit_faults(goal),
        *_number_faults(goal, "criterion_value", goal.criterion_value),
        *_number_faults(goal, "baseline_value", goal.baseline_value),
        *part_faults(goal),
        *_setting_faults(goal),
        *_people_faults(goal),
        *scale_faults(goal.scale, goal.scale_dimension),
    ]


def _date_faults(goal: Goal) -> list[Fault]:
    if goal.baseline_on is None or goal.target_on is None or goal.target_on > goal.baseline_on:
        return []
    return [
        Fault(
            "target_on",
            _("The target is not after the baseline of {day}. Give it a later day.").format(
                day=date_format(goal.baseline_on, "DATE_FORMAT")
            ),
        )
    ]


def _unit_faults(goal: Goal) -> list[Fault]:
    faults = []
    if goal.measure and goal.criterion_unit and goal.criterion_unit not in UNITS[Measure(goal.measure)]:
        units = clauses(str(unit.label) for unit in UNITS[Measure(goal.measure)])
        faults.append(
            Fault(
                "criterion_unit",
                _("“{measure}” is not written in {unit}. Choose: {units}.").format(
                    measure=goal.get_measure_display(), unit=goal.get_criterion_unit_display(), units=units
                ),
            )
        )
    if goal.criterion_of is not None:
        if goal.criterion_of == 0:
            faults.append(
                Fault("criterion_of", _("Out of none nothing can be reached. Say out of how many."))
            )
        elif goal.criterion_value is not None and goal.criterion_value > goal.criterion_of:
            faults.append(
                Fault(
                    "criterion_of",
                    _(
                        "{value} out of {of} cannot be reached. Raise the second number or lower the first."
                    ).format(value=figure(goal.criterion_value), of=goal.criterion_of),
                )
            )
    return faults


def _number_faults(goal: Goal, field: str, value: Decimal | None) -> list[Fault]:
    """A number outside its measure's range; above "of" is said once, at the criterion's second number."""
    if value is None or not goal.criterion_unit:
        return []
    unit = Unit(goal.criterion_unit)
    least, most = _range_of(goal, unit)
    is_said_at_of = field == "criterion_value" and goal.criterion_of == most and value > most
    if not least <= value <= most and not is_said_at_of:
        return [
            Fault(
                field,
                _("{value} is out of range: {unit} go from {least} to {most}.").format(
                    value=figure(value), unit=unit.label, least=least, most=most
                ),
            )
        ]
    if unit in WHOLE and value != value.to_integral_value():
        return [
            Fault(
                field,
                _("Write a whole number: {unit} are counted one by one.").format(unit=unit.label),
            )
        ]
    if field == "criterion_value" and value == least == 0 and goal.criterion_direction == Direction.AT_LEAST:
        return [Fault(field, _("At least 0 is reached before anybody begins. Write a higher number."))]
    return []


def _range_of(goal: Goal, unit: Unit) -> tuple[int, int]:
    if goal.measure == Measure.GOAL_ATTAINMENT and unit is Unit.LEVEL:
        return -2, 2
    counted = unit in OUT_OF or unit is Unit.LEVEL
    return 0, goal.criterion_of if counted and goal.criterion_of else MOST[unit]


def _setting_faults(goal: Goal) -> list[Fault]:
    unknown = [setting for setting in goal.settings if setting not in {*RoutineKind.values, HOME}]
    if not unknown:
        return []
    return [
        Fault(
            "settings",
            _("There is no routine “{name}”. Choose among the routines of a day.").format(name=unknown[0]),
        )
    ]


def _people_faults(goal: Goal) -> list[Fault]:
    unknown = [who for who in goal.people if who not in Who.values]
    if not unknown:
        return []
    return [
        Fault("people", _("“{name}” is nobody to choose. Choose among those named.").format(name=unknown[0]))
    ]


def hints(goal: Goal) -> list[str]:
    """What a goal still lacks to be measured, said kindly, the most telling first."""
    said = []
    if not goal.behaviour.strip():
        said.append(_("What will you see or hear when it is reached? Say what the child does."))
    if not goal.measure or goal.criterion_value is None:
        said.append(_("How will everybody know that it is reached? A number helps: how well, how often."))
    elif goal.criterion_unit in OUT_OF and not goal.criterion_of:
        said.append(_("Out of how many? {said} says more with it.").format(said=criterion_in_words(goal)))
    if takes_parts(goal) and not goal.parts:
        said.append(_("What are its steps or levels called? With names, everybody sees the same."))
    if goal.baseline_value is None and not goal.baseline_text.strip():
        said.append(_("Where does it stand today? One look is enough to see later how far it has come."))
    elif goal.baseline_on is None:
        said.append(_("On which day was the baseline taken?"))
    if _is_met_at_baseline(goal):
        said.append(_("The baseline meets the criterion already. Is there a next step to aim at?"))
    if goal.target_on is None:
        said.append(_("By when do you look for it? A day makes the review easier."))
    if not goal.condition.strip():
        said.append(_("When and with what does it happen? Name the routine and the support."))
    if len(goal.settings) < 2:
        said.append(_("Where else should it show? A skill is kept when more than one place asks for it."))
    if len(goal.people) < 2:
        said.append(
            _("With whom else should it show? A skill is the child’s own when it needs no one person.")
        )
    if goal.measure == Measure.GOAL_ATTAINMENT and not any(goal.scale):
        said.append(_("Its measure is a level of goal attainment. Write the five levels."))
    if not goal.plain.strip():
        said.append(_("How would you tell it to the family? One plain sentence is enough."))
    return said


def _is_met_at_baseline(goal: Goal) -> bool:
    if goal.baseline_value is None or goal.criterion_value is None:
        return False
    if goal.criterion_direction == Direction.AT_MOST:
        return goal.baseline_value <= goal.criterion_value
    return goal.baseline_value >= goal.criterion_value


def criterion_in_words(goal: Goal) -> str:
    """ "At least 4 of 5 trials, 3 weeks in a row"; empty while there is no number."""
    if goal.criterion_value is None:
        return ""
    # Translators: {amount} is such as “4 of 5 trials”.
    is_most = goal.criterion_direction == Direction.AT_MOST
    words = _("At most {amount}") if is_most else _("At least {amount}")
    words = words.format(amount=_amount(goal, goal.criterion_value))
    over = goal.criterion_over.strip()
    return _("{criterion}, {over}").format(criterion=words, over=over) if over else words


def baseline_in_words(goal: Goal) -> str:
    """ "1 of 5 trials on 7 September 2026", or how somebody put it; empty while there is none."""
    value = _amount(goal, goal.baseline_value) if goal.baseline_value is not None else ""
    written = goal.baseline_text.strip()
    said = sentences([stopped(value), written]) if value and written else value or written
    if not said or goal.baseline_on is None:
        return said
    return _("{baseline} on {day}").format(baseline=said, day=date_format(goal.baseline_on, "DATE_FORMAT"))


def _amount(goal: Goal, value: Decimal) -> str:
    number = figure(value)
    if goal.criterion_of:
        number = _("{value} of {of}").format(value=number, of=goal.criterion_of)
    unit = str(Unit(goal.criterion_unit).label) if goal.criterion_unit else ""
    if value == 1 and not goal.criterion_of:
        unit = str(ONE_OF.get(Unit(goal.criterion_unit), unit)) if goal.criterion_unit else ""
    if not unit:
        return number
    # Translators: {unit} is a unit in words, such as “trials” or “minutes”; the second is “level 3”.
    said = _("{unit} {number}") if goal.criterion_unit == Unit.LEVEL else _("{number} {unit}")
    return said.format(unit=unit, number=number)


#: How a unit is said of one: "1 time", not "1 times".
ONE_OF = {
    Unit.TRIALS: _lazy("trial"),
    Unit.TIMES: _lazy("time"),
    Unit.PER_HOUR: _lazy("time an hour"),
    Unit.MINUTES: _lazy("minute"),
    Unit.SECONDS: _lazy("second"),
    Unit.STEPS: _lazy("step"),
}


def plain_number(value: Decimal) -> str:
    """4 instead of 4.00, and 2.5 as it is: for a field to type in."""
    return f"{value.normalize():f}"


def figure(value: Decimal) -> str:
    """The same as the reader's language writes it, such as 2,5: for a sentence."""
    return number_format(Decimal(plain_number(value)))
