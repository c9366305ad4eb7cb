"""Steps of a task, levels of a rubric and intervals: what each measure takes, what is wrong, and how it reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from alongside.plans.actions import goals, plans
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal
from alongside.plans.queries.goals import bank
from alongside.plans.rules.goals import check_goal_makes_sense, hints
from alongside.plans.rules.parts import (
    interval_in_words,
    part_faults,
    parts_in_words,
    takes_interval,
    takes_parts,
)
from tests.factories import AT, SmallSchool
from tests.plans.written import a_goal

TASK: dict[str, Any] = {"measure": Measure.TASK_STEPS, "criterion_unit": Unit.STEPS}
RUBRIC: dict[str, Any] = {"measure": Measure.RUBRIC, "criterion_unit": Unit.LEVEL}


def said(**fields: Any) -> list[str]:
    """What is said at the parts of a goal."""
    faults = part_faults(Goal(**fields))
    assert {fault.field for fault in faults} <= {"parts"}
    return [fault.sentence for fault in faults]


@pytest.mark.parametrize(
    ("fields", "parts", "interval"),
    [
        (TASK, True, False),
        (RUBRIC, True, False),
        ({"measure": Measure.PARTICIPATION, "criterion_unit": Unit.LEVEL}, True, False),
        ({"measure": Measure.PARTICIPATION, "criterion_unit": Unit.INTERVALS}, False, True),
        ({"measure": Measure.MOMENTARY}, False, True),
        ({"measure": Measure.PARTIAL_INTERVAL}, False, True),
        ({"measure": Measure.WHOLE_INTERVAL}, False, True),
        ({"measure": Measure.GOAL_ATTAINMENT, "criterion_unit": Unit.LEVEL}, False, False),
        ({"measure": Measure.CONFIDENCE, "criterion_unit": Unit.LEVEL}, False, False),
        ({"measure": Measure.TRIALS, "criterion_unit": Unit.TRIALS}, False, False),
        ({}, False, False),
    ],
)
def test_measure_takes_parts_or_an_interval(fields: dict[str, Any], parts: bool, interval: bool) -> None:
    assert (takes_parts(Goal(**fields)), takes_interval(Goal(**fields))) == (parts, interval)


def test_two_parts_of_one_name_are_said() -> None:
    assert said(**TASK, parts=["Rinses", "Dries", "rinses"]) == [
        "“Rinses” stands there twice. Give each a name of its own."
    ]


def test_more_than_twenty_parts_are_said() -> None:
    assert said(**TASK, parts=[str(step) for step in range(20)]) == []
    assert said(**TASK, parts=[str(step) for step in range(21)]) == [
        "21 are more than anybody can look at. Put some together: 20 at most."
    ]


def test_part_that_is_too_long_is_said() -> None:
    assert said(**TASK, parts=["w" * 120]) == []
    assert "121 letters long; 120 have room" in said(**TASK, parts=["w" * 121])[0]


@pytest.mark.parametrize(
    ("value", "of", "named", "is_beyond"),
    [(3, 4, 5, False), (4, None, 5, False), (4, None, 4, True), (3, 4, 4, True), (None, None, 1, False)],
)
def test_rubric_has_one_name_more_than_its_highest_level(
    value: int | None, of: int | None, named: int, is_beyond: bool
) -> None:
    criterion = Decimal(value) if value is not None else None
    sentences = said(
        **RUBRIC, criterion_value=criterion, criterion_of=of, parts=[str(level) for level in range(named)]
    )
    assert bool(sentences) is is_beyond
    if is_beyond:
        assert sentences == [
            "The criterion goes up to level 4, and the names up to 3, since the lowest is 0. "
            "Name the levels above, or lower the criterion."
        ]


def test_task_names_as_many_steps_as_its_criterion_counts() -> None:
    two = ["Opens it", "Closes it"]
    assert said(**TASK, criterion_value=Decimal(2), criterion_of=2, parts=two) == []
    assert said(**TASK, criterion_value=Decimal(2), criterion_of=3, parts=two) == [
        "The criterion counts 3 steps, and 2 are named. Name the others, or lower the criterion."
    ]
    percent = {**TASK, "criterion_unit": Unit.PERCENT}
    assert said(**percent, criterion_value=Decimal(80), parts=two) == []
    assert said(measure=Measure.TASK_STEPS, criterion_value=Decimal(3), parts=two) != []


def test_parts_of_another_measure_say_nothing() -> None:
    goal = Goal(measure=Measure.TRIALS, parts=["Twice", "Twice"], interval_seconds=30)
    assert part_faults(goal) == []
    assert (parts_in_words(goal), interval_in_words(goal)) == ("", "")


def test_parts_and_interval_read_as_words() -> None:
    assert parts_in_words(Goal(**TASK, parts=["Opens it", "Closes it"])) == "1. Opens it; 2. Closes it"
    assert parts_in_words(Goal(**RUBRIC, parts=["Looks", "Tells"])) == "0. Looks; 1. Tells"
    assert interval_in_words(Goal(measure=Measure.MOMENTARY, interval_seconds=30)) == "30 seconds"
    assert interval_in_words(Goal(measure=Measure.MOMENTARY)) == ""


def test_measure_without_its_parts_asks_for_them() -> None:
    asked = "What are its steps or levels called? With names, everybody sees the same."
    assert asked in hints(Goal(**TASK))
    assert asked not in hints(Goal(**TASK, parts=["Opens it"]))
    assert asked not in hints(Goal(measure=Measure.TRIALS))


def test_every_goal_of_the_bank_brings_what_its_measure_takes() -> None:
    whole = bank(limit=1000)
    assert any(goal.fields["parts"] for goal in whole)
    assert any(goal.fields["interval_seconds"] for goal in whole)
    for each in whole:
        goal = Goal(**each.fields)
        assert bool(goal.parts) is takes_parts(goal), each.id
        assert goal.interval_seconds is None or takes_interval(goal), each.id
        assert part_faults(goal) == [], each.id


def test_goal_from_the_bank_has_its_parts_and_its_interval(people: SmallSchool) -> None:
    version = plans.start_plan(child=people.ada, by=people.mei, at=AT)
    task, sampled = (
        next(goal for goal in bank(limit=1000) if goal.fields[field])
        for field in ("parts", "interval_seconds")
    )
    for entry in (task, sampled):
        taken = goals.add_goal_from_bank(version=version, bank_id=entry.id, by=people.mei, at=AT)
        kept = Goal.objects.get(pk=taken.pk)
        assert (kept.parts, kept.interval_seconds) == (
            entry.fields["parts"],
            entry.fields["interval_seconds"],
        )


def test_faults_of_parts_are_among_the_goals_own(people: SmallSchool) -> None:
    version = plans.start_plan(child=people.ada, by=people.mei, at=AT)
    goal = a_goal(version, by=people.mei, **TASK, parts=["Opens it"])
    assert [fault.field for fault in check_goal_makes_sense(goal)] == ["parts"]
