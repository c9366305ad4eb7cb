"""A goal in a family's words: then and now counted alike, few data said to be few, and never a verdict."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plans.choices import Measure, Unit
from alongside.progress.rules.family import InWords, in_plain_words, stretches
from alongside.progress.rules.points import Condition, Point, Scale

MONDAY = date(2026, 11, 23)
IN_CLASS = Condition("in_class", "writing", "therapist")
OUTSIDE = Condition("outside", "writing", "therapist")


def scale(measure: Measure = Measure.TRIALS, unit: Unit = Unit.PERCENT, **fields: object) -> Scale:
    share = unit in (Unit.PERCENT, Unit.INTERVALS)
    usual: dict[str, object] = {
        "measure": measure,
        "unit": unit,
        "lowest": Fraction(0),
        "highest": Fraction(100) if share else None,
        "goal": None,
        "baseline": None,
        "better": "higher",
    }
    return Scale(**(usual | fields))  # type: ignore[arg-type]


def counted(on: date, hits: int, looks: int, condition: Condition = IN_CLASS) -> Point:
    return Point(on, str(on), Fraction(100 * hits, looks), looks, condition)


def valued(on: date, value: int | str, condition: Condition = IN_CLASS) -> Point:
    return Point(on, str(on), Fraction(value), 1, condition)


def weeks_ago(weeks: int, day: int = 0) -> date:
    return MONDAY - timedelta(weeks=weeks) + timedelta(days=day)


def told(points: list[Point], on: date = MONDAY + timedelta(days=1), **fields: object) -> InWords:
    return in_plain_words(scale(**fields), points, on)  # type: ignore[arg-type]


def test_now_and_then_are_counted_week_by_week() -> None:
    words = told(
        [
            counted(weeks_ago(10), 1, 8),
            counted(weeks_ago(5), 2, 4),
            counted(weeks_ago(1), 2, 4),
            counted(weeks_ago(1, 3), 3, 4),
        ]
    )
    assert words.sentences == ("Without help 5 times in 8 last week.", "In September it was 1 in 8.")
    assert [(row.label, row.full, row.dots) for row in words.rows] == [
        ("at first", 1, 8),
        ("last week", 5, 8),
    ]
    assert words.rests_on == "Counted on 4 days, in class."
    assert (words.missing, words.tenths) == ("", False)


def test_what_was_counted_in_another_place_is_not_set_beside_it() -> None:
    words = told([counted(weeks_ago(9), 8, 8, OUTSIDE), counted(weeks_ago(1), 1, 8)])
    assert words.sentences == ("Without help 1 time in 8 last week.",)
    assert "Counted on 1 day" in words.rests_on


def test_few_days_are_said_to_be_too_few() -> None:
    words = told([counted(weeks_ago(2), 1, 4), counted(weeks_ago(1), 4, 4)])
    assert words.missing == "We have looked on 2 days so far: too few to say how it is going."


def test_nothing_seen_is_said_and_nothing_is_drawn() -> None:
    for points in ([], [Point(weeks_ago(1), "a", None, 3, IN_CLASS)]):
        words = told(points)
        assert (words.sentences, words.rows) == ((), ())
        assert words.missing == "Nobody has written anything down about this yet."


def test_a_long_pause_is_said() -> None:
    words = told([counted(weeks_ago(each), 3, 4) for each in (9, 8, 7, 6)])
    assert words.missing.startswith("Nobody has looked since")


def test_many_looks_are_drawn_as_tenths_and_told_exactly() -> None:
    words = told([counted(weeks_ago(4), 3, 20), counted(weeks_ago(1), 13, 20)])
    assert words.sentences[0] == "Without help 13 times in 20 last week."
    assert [(row.full, row.dots) for row in words.rows] == [(2, 10), (6, 10)]
    assert words.tenths


def test_both_weeks_of_one_month_are_told_by_their_day() -> None:
    words = told([counted(weeks_ago(3), 1, 4), counted(weeks_ago(1), 2, 4)])
    assert words.sentences[1] == "In the week of 2 November it was 1 in 4."


@pytest.mark.parametrize(
    ("measure", "unit", "value", "said"),
    [
        (Measure.COUNT, Unit.TIMES, 3, "It was 3 times last week."),
        (Measure.COUNT, Unit.TIMES, 1, "It was 1 time last week."),
        (Measure.DURATION, Unit.MINUTES, 4, "It was 4 minutes last week."),
        (Measure.LATENCY, Unit.SECONDS, 20, "It was 20 seconds last week."),
        (Measure.PERCENT, Unit.PERCENT, 70, "It was about 7 out of 10 last week."),
        (Measure.RUBRIC, Unit.LEVEL, 2, "It was step 2 on our scale last week."),
        (Measure.GOAL_ATTAINMENT, Unit.LEVEL, -1, "It was step −1 on our scale last week."),
    ],
)
def test_every_measure_is_told_in_its_own_unit(measure: Measure, unit: Unit, value: int, said: str) -> None:
    ends = {"lowest": Fraction(-2), "highest": Fraction(2)} if unit is Unit.LEVEL else {}
    words = told([valued(weeks_ago(1), value)], measure=measure, unit=unit, **ends)
    assert words.sentences == (said,)
    assert words.rows


def test_where_less_is_hoped_for_it_is_said() -> None:
    words = told([valued(weeks_ago(1), 20)], measure=Measure.LATENCY, unit=Unit.SECONDS, better="lower")
    assert words.rests_on.endswith("Less is what we hope for.")


def test_intervals_are_seen_not_done() -> None:
    words = told([counted(weeks_ago(0), 6, 10)], measure=Measure.MOMENTARY, unit=Unit.INTERVALS)
    assert words.sentences == ("Seen 6 times in 10 this week.",)


VERDICTS = ("on track", "good", "well", "better", "worse", "improv", "because")


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 30)).filter(
            lambda each: each[2] <= each[1]
        ),
        max_size=12,
    )
)
def test_no_look_is_lost_and_nothing_is_judged(looked: list[tuple[int, int, int]]) -> None:
    points = sorted(
        (counted(MONDAY - timedelta(days=days), hits, looks) for days, looks, hits in looked),
        key=lambda point: point.on,
    )
    weeks = stretches(scale(), points)
    assert sum(week.looks for week in weeks) == sum(looks for _days, looks, _hits in looked)
    assert sum(week.hits or 0 for week in weeks) == sum(hits for _days, _looks, hits in looked)
    words = told(points, on=MONDAY)
    said = " ".join([*words.sentences, words.rests_on, words.missing]).casefold()
    assert not any(verdict in said.split() for verdict in VERDICTS)
    assert all(0 <= row.full <= row.dots for row in words.rows)


def test_half_a_week_is_told_only_where_it_is_all_there_is() -> None:
    last, this = counted(weeks_ago(1), 5, 8), counted(weeks_ago(0), 1, 4)
    tuesday, friday = weeks_ago(0, 1), weeks_ago(0, 4)
    assert told([last, this], on=tuesday).sentences == ("Without help 5 times in 8 last week.",)
    assert told([this], on=tuesday).sentences == ("Without help 1 time in 4 this week.",)
    assert told([last, this], on=friday).sentences[0] == "Without help 1 time in 4 this week."
