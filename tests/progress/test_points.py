"""From single observations to one point a session, measure by measure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plans.choices import UNITS, Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.progress.rules.points import Seen, in_usual_condition, points_by_routine, points_of, scale_of

DAY = date(2026, 9, 7)


def seen(measure: Measure, *values: dict[str, Any], **where: Any) -> list[Seen]:
    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    said = {"on": DAY, "session": "one", "setting": "in_class", "adult": "therapist"} | where
    return [
        Seen(at=at + timedelta(seconds=place), value=value, measure=measure, **said)
        for place, value in enumerate(values)
    ]


def a_goal(measure: Measure, unit: Unit, value: str = "4", of: int | None = None, **fields: Any) -> Goal:
    said = {"measure": measure, "criterion_unit": unit, "criterion_value": Decimal(value), "criterion_of": of}
    return Goal(**(said | fields))


POINTS = [
    (
        a_goal(Measure.TRIALS, Unit.TRIALS, of=5),
        [{"help": 0}, {"help": 2}, {"help": None}, {"help": 0}],
        50,
        4,
    ),
    (a_goal(Measure.PERCENT, Unit.PERCENT), [{"percent": 60}, {"percent": 80}], 70, 2),
    (a_goal(Measure.COUNT, Unit.TIMES), [{"times": 1}, {"times": 1}, {"watched": 600}], 2, 3),
    (a_goal(Measure.COUNT, Unit.TIMES), [{"watched": 600}], 0, 1),
    (a_goal(Measure.RATE, Unit.PER_HOUR), [{"times": 3}, {"watched": 1200}], 9, 2),
    (a_goal(Measure.RATE, Unit.PER_HOUR), [{"times": 3}], None, 1),
    (a_goal(Measure.DURATION, Unit.MINUTES), [{"seconds": 60}, {"seconds": 180}], 2, 2),
    (a_goal(Measure.LATENCY, Unit.SECONDS), [{"seconds": 10}, {"seconds": 20}], 15, 2),
    (a_goal(Measure.LATENCY, Unit.SECONDS), [{"seconds": 10}, {"seconds": None}, {"seconds": 4}], 10, 3),
    (a_goal(Measure.LATENCY, Unit.SECONDS), [{"seconds": 10}, {"seconds": None}], None, 2),
    (a_goal(Measure.LATENCY, Unit.SECONDS), [{"seconds": None}], None, 1),
    (
        a_goal(Measure.MOMENTARY, Unit.INTERVALS),
        [{"seen": True, "every": 30}, {"seen": False, "every": 30}],
        50,
        2,
    ),
    (a_goal(Measure.TASK_STEPS, Unit.STEPS, of=4), [{"step": 0, "help": 0}, {"step": 1, "help": 1}], 50, 2),
    (a_goal(Measure.RUBRIC, Unit.LEVEL), [{"level": 2}], 2, 1),
    (a_goal(Measure.GOAL_ATTAINMENT, Unit.LEVEL, "0"), [{"level": -1}], -1, 1),
    (a_goal(Measure.ENGAGEMENT, Unit.INTERVALS), [{"company": "with"}, {"company": "alone"}], 50, 2),
    (a_goal(Measure.PARTICIPATION, Unit.LEVEL), [{"level": 3}], 3, 1),
    (a_goal(Measure.INITIATIONS, Unit.TIMES), [{"times": 2}], 2, 1),
    (a_goal(Measure.CONFIDENCE, Unit.LEVEL), [{"face": 4}], 4, 1),
]


@pytest.mark.parametrize(("goal", "values", "value", "looks"), POINTS)
def test_session_makes_one_point(
    goal: Goal, values: list[dict[str, Any]], value: int | None, looks: int
) -> None:
    (point,) = points_of(scale_of(goal), seen(Measure(goal.measure), *values))
    assert (point.value, point.looks) == (value, looks)


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_its_way_to_a_point(measure: Measure) -> None:
    scale = scale_of(a_goal(measure, UNITS[measure][0]))
    whole = {
        "help": 0,
        "percent": 1,
        "times": 1,
        "seconds": 1,
        "seen": True,
        "company": "with",
        "level": 1,
        "face": 1,
    }
    (point,) = points_of(scale, seen(measure, whole | {"watched": 60}))
    assert point.value is not None


def test_criterion_out_of_so_many_is_a_share() -> None:
    scale = scale_of(a_goal(Measure.TRIALS, Unit.TRIALS, "4", of=5, baseline_value=Decimal("1")))
    assert (scale.goal, scale.baseline, scale.highest, scale.unit) == (80, 20, 100, Unit.PERCENT)


def test_at_most_is_better_lower() -> None:
    goal = a_goal(Measure.COUNT, Unit.TIMES, criterion_direction=Direction.AT_MOST)
    assert scale_of(goal).better == "lower"


def test_conditions_and_observers_never_share_a_point() -> None:
    scale = scale_of(a_goal(Measure.CONFIDENCE, Unit.LEVEL))
    told = [
        *seen(Measure.CONFIDENCE, {"face": 4}),
        *seen(Measure.CONFIDENCE, {"face": 4}, session="two", on=DAY + timedelta(days=1)),
        *seen(Measure.CONFIDENCE, {"face": 2}, adult="teacher"),
        *seen(Measure.CONFIDENCE, {"face": 1}, is_second=True),
    ]
    points = points_of(scale, told)
    usual, apart = in_usual_condition(points)
    assert [point.value for point in usual] == [4, 4]
    assert {(point.condition.adult, point.is_second) for point in apart} == {
        ("teacher", False),
        ("therapist", True),
    }


def test_a_session_with_two_routines_is_one_point_of_the_series_and_two_of_the_places() -> None:
    scale = scale_of(a_goal(Measure.TRIALS, Unit.PERCENT))
    told = [
        *seen(Measure.TRIALS, {"help": 0}, routine_kind="writing", material="chalk"),
        *seen(Measure.TRIALS, {"help": 2}, routine_kind="centres", material="pencil"),
    ]
    (point,) = points_of(scale, told)
    assert (point.value, point.looks) == (50, 2)
    assert (point.condition.routine_kind, point.condition.material) == ("", "chalk, pencil")
    assert [each.value for each in points_by_routine(scale, told)] == [100, 0]


def test_what_is_usual_is_asked_in_each_phase() -> None:
    """Else a child that changed from pull-out to push-in would have no points in class at all."""
    scale = scale_of(a_goal(Measure.PERCENT, Unit.PERCENT))
    days = [DAY + timedelta(days=number) for number in range(6)]
    told = [
        each
        for number, day in enumerate(days)
        for each in seen(
            Measure.PERCENT,
            {"percent": 10 * number},
            on=day,
            session=str(number),
            setting="outside" if number < 4 else "in_class",
        )
    ]
    points = points_of(scale, told)
    assert len(in_usual_condition(points)[0]) == 4
    series, apart = in_usual_condition(points, lambda on: "push_in" if on >= days[4] else "pull_out")
    assert (len(series), apart) == (6, [])


def test_another_measure_is_left_out() -> None:
    scale = scale_of(a_goal(Measure.COUNT, Unit.TIMES))
    assert points_of(scale, seen(Measure.TRIALS, {"help": 0})) == []


@given(st.lists(st.sampled_from([0, 1, 2, None]), min_size=1, max_size=30))
def test_share_lies_between_none_and_all_and_counts_every_try(helps: list[int | None]) -> None:
    scale = scale_of(a_goal(Measure.TRIALS, Unit.PERCENT))
    (point,) = points_of(scale, seen(Measure.TRIALS, *({"help": each} for each in helps)))
    assert point.value == Fraction(100 * helps.count(0), len(helps))
    assert point.looks == len(helps)
