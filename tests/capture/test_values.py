"""What a value must be, measure by measure."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.rules.values import WITHOUT_GOAL, Limits, check_value
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal

FIVE = Limits(rungs=5)

GOOD: list[tuple[Measure, dict[str, Any]]] = [
    (Measure.TRIALS, {"help": 0, "word": "Alone"}),
    (Measure.TRIALS, {"help": 4}),
    (Measure.TRIALS, {"help": None}),
    (Measure.PERCENT, {"percent": 0}),
    (Measure.PERCENT, {"percent": 62.5}),
    (Measure.COUNT, {"times": 1}),
    (Measure.COUNT, {"watched": 600}),
    (Measure.RATE, {"times": 7}),
    (Measure.RATE, {"watched": 0}),
    (Measure.INITIATIONS, {"times": 1}),
    (Measure.DURATION, {"seconds": 0}),
    (Measure.DURATION, {"seconds": 95.4}),
    (Measure.LATENCY, {"seconds": 12}),
    (Measure.LATENCY, {"seconds": None}),
    (Measure.PARTIAL_INTERVAL, {"seen": True, "every": 15}),
    (Measure.WHOLE_INTERVAL, {"seen": False, "every": 15}),
    (Measure.MOMENTARY, {"seen": True, "every": 60}),
    (Measure.PARTICIPATION, {"seen": True, "every": 30}),
    (Measure.PARTICIPATION, {"level": 3}),
    (Measure.ENGAGEMENT, {"company": "beside"}),
    (Measure.TASK_STEPS, {"step": 0, "help": None}),
    (Measure.TASK_STEPS, {"step": 3, "help": 2, "word": "Say"}),
    (Measure.RUBRIC, {"level": 0}),
    (Measure.GOAL_ATTAINMENT, {"level": -2}),
    (Measure.RISK_TAKING, {"times": 1}),
    (Measure.RISK_TAKING, {"level": 2}),
    (Measure.CONFIDENCE, {"face": 5}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": ["friend", "noise"]}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": []}),
]

BAD: list[tuple[Measure, Any]] = [
    (Measure.TRIALS, {}),
    (Measure.TRIALS, None),
    (Measure.TRIALS, [1]),
    (Measure.TRIALS, {"help": 5}),
    (Measure.TRIALS, {"help": -1}),
    (Measure.TRIALS, {"help": True}),
    (Measure.TRIALS, {"help": 1.0}),
    (Measure.TRIALS, {"help": 1, "word": "x" * 61}),
    (Measure.TRIALS, {"help": 1, "word": 3}),
    (Measure.TRIALS, {"help": 1, "percent": 3}),
    (Measure.PERCENT, {"percent": 101}),
    (Measure.PERCENT, {"percent": -1}),
    (Measure.PERCENT, {"percent": float("nan")}),
    (Measure.PERCENT, {"percent": "50"}),
    (Measure.COUNT, {"times": 0}),
    (Measure.COUNT, {"times": 1, "watched": 60}),
    (Measure.COUNT, {"watched": float("inf")}),
    (Measure.COUNT, {"times": 10**400}),
    (Measure.DURATION, {"seconds": None}),
    (Measure.DURATION, {"seconds": 86_401}),
    (Measure.LATENCY, {"seconds": -1}),
    (Measure.PARTIAL_INTERVAL, {"seen": 1, "every": 15}),
    (Measure.PARTIAL_INTERVAL, {"seen": True}),
    (Measure.MOMENTARY, {"seen": True, "every": 0}),
    (Measure.PARTICIPATION, {"level": 11}),
    (Measure.ENGAGEMENT, {"company": "friends"}),
    (Measure.TASK_STEPS, {"step": -1, "help": 0}),
    (Measure.TASK_STEPS, {"step": 50, "help": 0}),
    (Measure.TASK_STEPS, {"step": 1}),
    (Measure.RUBRIC, {"level": 2.5}),
    (Measure.GOAL_ATTAINMENT, {"level": 3}),
    (Measure.RISK_TAKING, {"times": 0}),
    (Measure.CONFIDENCE, {"face": 0}),
    (Measure.CONFIDENCE, {"pictures": ["friend"]}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": ["friend", "friend"]}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": ["dragon"]}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": "friend"}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": [{"deep": []}]}),
    (Measure.CONFIDENCE, {"face": 2, "pictures": ["friend"], "more": 1}),
    (Measure.CONFIDENCE, {"face": 6}),
]


@pytest.mark.parametrize(("measure", "value"), GOOD)
def test_a_value_of_its_measure_passes(measure: Measure, value: dict[str, Any]) -> None:
    check_value(measure, value, FIVE)


@pytest.mark.parametrize(("measure", "value"), BAD)
def test_a_value_of_another_kind_is_refused_with_a_sentence(measure: Measure, value: Any) -> None:
    with pytest.raises(NotNow) as refused:
        check_value(measure, value, FIVE)
    assert refused.value.sentence.endswith(".")


def test_every_measure_is_tried() -> None:
    assert {measure for measure, _value in GOOD} == set(Measure)
    assert {measure for measure, _value in BAD} | {
        Measure.RATE,
        Measure.INITIATIONS,
        Measure.WHOLE_INTERVAL,
    } == (set(Measure))


def test_the_ladder_is_the_limit_of_help() -> None:
    check_value(Measure.TRIALS, {"help": 2}, Limits(rungs=3))
    with pytest.raises(NotNow, match="3 steps"):
        check_value(Measure.TRIALS, {"help": 3}, Limits(rungs=3))


def test_the_goal_names_its_steps_or_counts_them() -> None:
    named = Limits.of(Goal(parts=["Open", "Pull", "Close"], criterion_of=5), 5)
    counted = Limits.of(Goal(criterion_of=5), 5)
    check_value(Measure.TASK_STEPS, {"step": 2, "help": 0}, named)
    check_value(Measure.TASK_STEPS, {"step": 4, "help": 0}, counted)
    with pytest.raises(NotNow, match="3 steps"):
        check_value(Measure.TASK_STEPS, {"step": 3, "help": 0}, named)
    with pytest.raises(NotNow, match="5 steps"):
        check_value(Measure.TASK_STEPS, {"step": 5, "help": 0}, counted)


def test_the_parts_of_a_rubric_are_its_levels() -> None:
    rubric = Limits.of(Goal(parts=["Not yet", "With help", "Alone"]), 5)
    check_value(Measure.RUBRIC, {"level": 2}, rubric)
    with pytest.raises(NotNow, match="from 0 to 2"):
        check_value(Measure.RUBRIC, {"level": 3}, rubric)


def test_levels_without_names_go_up_to_what_the_goal_counts() -> None:
    rubric = Limits.of(Goal(criterion_of=4), 5)
    check_value(Measure.RUBRIC, {"level": 4}, rubric)
    with pytest.raises(NotNow, match="from 0 to 4"):
        check_value(Measure.RUBRIC, {"level": 5}, rubric)


@pytest.mark.parametrize(
    ("measure", "unit", "good", "bad"),
    [
        (Measure.PARTICIPATION, Unit.LEVEL, {"level": 1}, {"seen": True, "every": 15}),
        (Measure.PARTICIPATION, Unit.INTERVALS, {"seen": True, "every": 15}, {"level": 1}),
        (Measure.RISK_TAKING, Unit.LEVEL, {"level": 1}, {"times": 1}),
        (Measure.RISK_TAKING, Unit.TIMES, {"times": 1}, {"level": 1}),
    ],
)
def test_a_goals_unit_says_how_it_is_recorded(
    measure: Measure, unit: Unit, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    limits = Limits.of(Goal(criterion_unit=unit), 5)
    check_value(measure, good, limits)
    with pytest.raises(NotNow):
        check_value(measure, bad, limits)


def test_what_needs_no_goal_is_what_a_child_shows_anywhere() -> None:
    assert len(WITHOUT_GOAL) == 5
    assert Measure.TRIALS not in WITHOUT_GOAL


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
names = st.sampled_from(
    [
        "help",
        "word",
        "percent",
        "times",
        "watched",
        "seconds",
        "seen",
        "every",
        "company",
        "step",
        "level",
        "face",
        "pictures",
    ]
)


@given(st.sampled_from(Measure), anything | st.dictionaries(names, anything, max_size=3))
def test_whatever_a_value_is_it_passes_or_is_refused(measure: Measure, value: Any) -> None:
    with suppress(NotNow):
        check_value(measure, value, FIVE)
