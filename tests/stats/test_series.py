"""A record keeps its dates, its phases and its gaps, and is held to its scale and plan."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.stats import NotDefined
from alongside.stats.aggregate import adjacent_pairs
from alongside.stats.overlap import nap, tau_bc
from alongside.stats.series import Observation, Series
from tests.stats.records import weekly


def record(*phases: tuple[str, list[float | None]], **limits: object) -> Series:
    days = iter(weekly(99))
    return Series.of(
        [Observation(next(days), value, name) for name, values in phases for value in values],
        **limits,  # type: ignore[arg-type]  # since, lowest and highest as each test gives them
    )


def test_record_is_sorted_by_day_whatever_the_order_it_came_in():
    days = weekly(3)
    series = Series.of([Observation(day, place, "A") for place, day in reversed(list(enumerate(days)))])
    assert series.phase("A").values == (0, 1, 2)
    assert series.phase("A").on == tuple(days)


def test_missing_session_keeps_its_date_and_is_not_counted():
    series = record(("A", [4, None, 6]), ("B", [7, 8]))
    before, after = series.phase("A"), series.phase("B")
    assert before.n == 2
    assert before.on == tuple(weekly(3))
    dated = tau_bc(before.values, after.values, a_on=before.on, b_on=after.on)
    assert dated == tau_bc([4, None, 6], [7, 8])


def test_condition_that_comes_back_is_a_phase_of_its_own():
    series = record(("A", [4, 5]), ("B", [7, 8]), ("A", [5, 4]), ("B", [8, 9]))
    assert [phase.name for phase in series.phases] == ["A", "B", "A", "B"]
    each = [nap(a.values, b.values).value for a, b in adjacent_pairs(series.phases)]
    assert each == [1, 1]
    with pytest.raises(NotDefined, match="2 phases “A”; take them one by one"):
        series.phase("A")


def test_phase_that_is_not_there_is_refused():
    with pytest.raises(NotDefined, match="no phase “C”"):
        record(("A", [1])).phase("C")


@pytest.mark.parametrize(
    ("value", "limits", "sentence"),
    [
        (101, {"lowest": 0, "highest": 100}, "101 on 2026-01-05 lies above 100, the top of the scale."),
        (-0.5, {"lowest": 0}, "-0.5 on 2026-01-05 lies below 0, the foot of the scale."),
        (
            1,
            {"since": date(2026, 2, 1)},
            "The observation of 2026-01-05 lies before the plan, which begins on 2026-02-01.",
        ),
        (float("nan"), {}, "“nan” is not a number that can be counted with."),
    ],
)
def test_bad_data_is_refused_in_words(value, limits, sentence):
    with pytest.raises(NotDefined) as refusal:
        record(("A", [value]), **limits)
    assert str(refusal.value) == sentence
