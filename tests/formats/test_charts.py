"""Charts as SVG: whole, escaped, named for those who do not see them, and the same as the one that was looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.charts import (
    PAPER,
    Gap,
    GoalChart,
    IntervalRow,
    Mark,
    Phase,
    Session,
    goal_chart,
    interval_row,
    sparkline,
)
from alongside.formats.charts.goal import ticks

GOLDEN = Path(__file__).parent.parent / "golden" / "goal-chart.svg"
FIRST = date(2026, 9, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


CHART = GoalChart(
    title="Steps done alone",
    description="22 points from 4 September to 19 November 2026.",
    first=FIRST,
    last=date(2026, 12, 10),
    lowest=0,
    highest=100,
    sessions=(
        *(Session(day(3 + 4 * n), value) for n, value in enumerate((20, 30, 20, 30, 20))),
        *(Session(day(21 + 3 * n), value) for n, value in enumerate((30, 40, 20, 40, 30, 40))),
        *(Session(day(42 + 3 * n), value) for n, value in enumerate((40, 50, 40, 60, 50))),
        *(Session(day(63 + 3 * n), value) for n, value in enumerate((50, 60, None, 60, 70, 80))),
    ),
    months=tuple(
        (date(2026, month, 1), f"1 {name}") for month, name in ((9, "Sep"), (10, "Oct"), (11, "Nov"))
    ),
    phases=(Phase(FIRST, "Before"), Phase(day(18), "Pull-out"), Phase(day(40), "Push-in, in Writing")),
    gaps=(Gap(day(55), day(61), "half term"),),
    marks=(
        Mark(day(51), 60, "second"),
        Mark(day(52), 40, "place"),
        Mark(day(64), 50, "adult"),
        Mark(day(70), 45, "material"),
        Mark(day(75), 30, "maintenance"),
    ),
    aim=((day(15), 20), (day(98), 80)),
    trend=((day(42), 41), (day(78), 70)),
    band=tuple((day(42 + step), 35 + step * 0.8, 47 + step * 0.8) for step in range(0, 37, 6)),
    goal=(day(98), 80, "goal 80, by 8 Dec"),
)


def test_chart_is_as_it_was_looked_at() -> None:
    """Drawn anew on purpose? Look at it, and write the golden file again: `python -m tests.formats.test_charts`."""
    assert goal_chart(CHART, ink=PAPER) + "\n" == GOLDEN.read_text()


def test_every_session_is_a_point_and_a_session_without_value_is_none() -> None:
    picture = goal_chart(CHART)
    assert picture.count("<circle") == sum(session.value is not None for session in CHART.sessions) + 1
    root = ElementTree.fromstring(picture)
    assert root.find("{*}title").text == CHART.title
    assert root.find("{*}desc").text == CHART.description


def test_lines_break_at_phases_gaps_and_missing_values() -> None:
    three = tuple(Session(day(number), 50) for number in (0, 10, 20))
    plain = replace(
        CHART, sessions=three, phases=(), gaps=(), marks=(), aim=None, trend=None, band=(), goal=None
    )
    joined = goal_chart(plain).count("<path")
    assert joined == 2
    assert goal_chart(replace(plain, phases=(Phase(day(5), "New"),))).count("<path") == 1
    assert goal_chart(replace(plain, gaps=(Gap(day(5), day(8), ""),))).count("<path") == 1
    assert (
        goal_chart(replace(plain, sessions=(three[0], Session(day(10), None), three[2]))).count("<path") == 0
    )


def test_words_from_outside_cannot_leave_their_place() -> None:
    nasty = '<script>alert("x")</script>&'
    chart = replace(
        CHART, title=nasty, description=nasty, phases=(Phase(FIRST, nasty),), goal=(day(98), 80, nasty)
    )
    picture = goal_chart(chart)
    assert "<script" not in picture
    assert ElementTree.fromstring(picture).find("{*}title").text == nasty


@given(
    st.floats(min_value=-1e4, max_value=1e4, allow_nan=False),
    st.floats(min_value=0.01, max_value=1e4, allow_nan=False),
)
def test_ticks_are_few_and_lie_on_the_scale(low: float, span: float) -> None:
    found = ticks(low, low + span)
    assert 2 <= len(found) <= 12
    assert all(low - 1e-3 <= tick <= low + span + 1e-3 for tick in found)


@given(st.lists(st.one_of(st.none(), st.floats(min_value=-50, max_value=150, allow_nan=False)), max_size=20))
def test_small_pictures_are_whole_whatever_is_in_them(values: list[float | None]) -> None:
    ElementTree.fromstring(sparkline(values, lowest=0, highest=100, goal=80, title="x"))


@pytest.mark.parametrize(
    "row", [IntervalRow(0, 100, 56, 48, 64), IntervalRow(0, 100, singles=(1, 2)), IntervalRow(0, 0)]
)
def test_interval_row_is_whole(row: IntervalRow) -> None:
    ElementTree.fromstring(interval_row(row, title="Writing"))


if __name__ == "__main__":
    GOLDEN.write_text(goal_chart(CHART, ink=PAPER) + "\n")


def test_the_scale_is_written_as_the_reader_writes_numbers() -> None:
    chart = replace(CHART, lowest=0, highest=12, goal=None)
    assert ">2.5<" in goal_chart(chart)
    with translation.override("es"):
        assert ">2,5<" in goal_chart(chart)
