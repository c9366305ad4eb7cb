"""What a record says: fidelity first, no verdict from few points, and the number of points always beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from alongside.plans.choices import Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.progress.choices import Step
from alongside.progress.rules.points import scale_of
from alongside.progress.rules.reading import CarriedOut, Reading, aim_of, read, what_it_would_take
from alongside.stats.trend import Aimline

START = date(2026, 9, 7)
SCALE = scale_of(
    Goal(
        measure=Measure.PERCENT,
        criterion_unit=Unit.PERCENT,
        criterion_value=Decimal(80),
        baseline_value=Decimal(20),
    )
)
FLAT = [20, 30, 20, 10, 25, 30, 20, 15, 20, 30]
GROWING = [20, 30, 22, 35, 38, 36, 50, 46, 55, 60]
GOOD, LOW, UNKNOWN = CarriedOut(9, 10), CarriedOut(5, 10), CarriedOut(0, 0)


def weekly(*values: int) -> tuple[list[Fraction | None], list[date]]:
    return [Fraction(value) for value in values], [
        START + timedelta(weeks=week) for week in range(len(values))
    ]


def aim() -> Aimline:
    line = aim_of(SCALE, [], start=START, due=START + timedelta(weeks=15))
    assert isinstance(line, Aimline)
    return line


def says(values: list[int], carried_out: CarriedOut = GOOD) -> Reading:
    told, on = weekly(*values)
    return read(SCALE, told, on, aim(), carried_out)


@pytest.mark.parametrize(
    ("values", "carried_out", "step"),
    [
        (FLAT, GOOD, Step.CHANGE),
        (FLAT, LOW, Step.COACH),
        (FLAT, UNKNOWN, Step.WAIT),
        (GROWING, GOOD, Step.GO_ON),
        (GROWING, LOW, Step.GO_ON),
        ([20] * 8, GOOD, Step.CHANGE),
        ([40, 60, 80, 85, 90], GOOD, Step.FADE),
        ([20, 30], GOOD, Step.WAIT),
        ([], GOOD, Step.WAIT),
    ],
)
def test_reading_asks_first_whether_the_plan_was_carried_out(
    values: list[int], carried_out: CarriedOut, step: Step
) -> None:
    reading = says(values, carried_out)
    assert reading.step is step
    assert reading.points == len(values)


def test_few_points_say_what_is_missing() -> None:
    reading = says([20, 30])
    assert "2 more points" in reading.headline
    assert "2 of the 4" in reading.detail


def test_nothing_calls_a_few_points_on_track_or_large() -> None:
    for values in (FLAT, GROWING, [20], [20] * 8, [40, 60, 80, 85, 90]):
        for carried_out in (GOOD, LOW, UNKNOWN):
            reading = says(values, carried_out)
            assert not {"on track", "large", "because", "p <"} & set(
                f"{reading.headline} {reading.detail}".split()
            )


def test_without_criterion_date_or_baseline_there_is_no_aimline_and_no_verdict() -> None:
    bare = scale_of(Goal(measure=Measure.PERCENT, criterion_unit=Unit.PERCENT))
    for scale, due in ((bare, START), (SCALE, None)):
        missing = aim_of(scale, [], start=START, due=due)
        assert isinstance(missing, str)
        told, on = weekly(*FLAT)
        reading = read(scale, told, on, missing, GOOD)
        assert (reading.step, reading.detail) == (Step.WAIT, missing)


def test_a_goal_that_is_the_baseline_already_has_no_aimline() -> None:
    assert isinstance(aim_of(SCALE, [Fraction(80)], start=START, due=START + timedelta(days=9)), str)


def test_steady_points_are_seen_without_a_target_date_too() -> None:
    missing = aim_of(SCALE, [], start=START, due=None)
    told, on = weekly(80, 90, 85)
    assert read(SCALE, told, on, missing, GOOD).step is Step.FADE


def test_a_criterion_over_more_sessions_asks_for_more_points() -> None:
    scale = replace(SCALE, over="5 sessions running")
    told, on = weekly(20, 80, 85, 90, 80)
    assert read(scale, told, on, aim(), GOOD).step is not Step.FADE
    told, on = weekly(80, 80, 85, 90, 80)
    reading = read(scale, told, on, aim(), GOOD)
    assert reading.step is Step.FADE
    assert "5 sessions running" in reading.detail


def test_a_child_at_the_pace_but_far_behind_is_not_waved_through() -> None:
    told, on = weekly(0, 4, 7, 13, 15, 20, 23, 28)
    reading = read(SCALE, told, on, aim(), GOOD)
    assert reading.step is Step.GO_ON
    assert "look at the distance" in reading.headline


def test_what_it_would_take_is_arithmetic_from_the_last_three_points() -> None:
    told, on = weekly(20, 30, 35, 40, 30)
    due = on[-1] + timedelta(weeks=9)
    assert "+5.0 a week" in what_it_would_take(SCALE, told, on, due)
    assert "has passed" in what_it_would_take(SCALE, told, on, on[-1])
    for values, until in ((told[:2], due), (told, None), ([Fraction(90)] * 5, due)):
        assert what_it_would_take(SCALE, values, on[: len(values)], until) == ""


def test_visits_held_without_a_timetable_are_said() -> None:
    assert "7 visits held; no published timetable" in CarriedOut(7, 0).sentences[0]
    assert CarriedOut(7, 0).share is None


def test_at_most_is_steady_below() -> None:
    lower = scale_of(
        Goal(
            measure=Measure.COUNT,
            criterion_unit=Unit.TIMES,
            criterion_value=Decimal(2),
            baseline_value=Decimal(9),
            criterion_direction=Direction.AT_MOST,
        )
    )
    told, on = weekly(9, 5, 2, 1, 0)
    line = aim_of(lower, [], start=START, due=START + timedelta(weeks=9))
    assert read(lower, told, on, line, GOOD).step is Step.FADE


def test_what_nobody_recorded_is_said_so() -> None:
    lines = CarriedOut(13, 15).sentences
    assert lines[0] == "13 of 15 visits held"
    assert "Nobody has recorded" in lines[1]
    assert CarriedOut(13, 15, used=4, to_use=20).is_low
    assert not CarriedOut(13, 15).is_low
