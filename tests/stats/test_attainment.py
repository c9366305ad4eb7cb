"""Goal attainment and reliable change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats import NotDefined
from alongside.stats.attainment import gas_t, reliable_change, sem

levels = st.lists(st.integers(-2, 2), min_size=1, max_size=8)


@given(levels)
def test_t_score_mirrors_about_fifty(goals):
    assert gas_t(goals).value + gas_t([-each for each in goals]).value == pytest.approx(100)


@given(levels, st.integers(1, 20))
def test_equal_weights_weigh_nothing(goals, weight):
    assert gas_t(goals, weights=[weight] * len(goals)).value == pytest.approx(gas_t(goals).value)


def test_number_of_goals_moves_the_t_score():
    assert gas_t([1, 1]).value == pytest.approx(62.4, abs=0.01)
    assert gas_t([1, 1, 1, 1]).value == pytest.approx(64.5, abs=0.01)


@pytest.mark.parametrize(
    ("goals", "how", "sentence"),
    [
        ([], {}, "no goal"),
        ([3], {}, "“3” is not a level"),
        ([0.5], {}, "“0.5” is not a level"),
        ([1], {"weights": [1, 2]}, "one weight above zero"),
        ([1], {"weights": [0]}, "one weight above zero"),
        ([1], {"rho": 1.2}, "between 0 and 1"),
    ],
)
def test_undefined_t_score_is_refused(goals, how, sentence):
    with pytest.raises(NotDefined, match=sentence):
        gas_t(goals, **how)


def test_reliable_change_has_two_measurements_in_it():
    # Without the square root of 2, the slip of 1984, this index would be 2.
    change = reliable_change(10, 14, sem=2)
    assert change.index == pytest.approx(1.41421356)
    assert not change.beyond
    assert reliable_change(14, 8, sem=2).beyond


@pytest.mark.parametrize("bad", [0, -1, float("nan")])
def test_reliable_change_without_a_published_error_is_refused(bad):
    with pytest.raises(NotDefined, match="published"):
        reliable_change(1, 2, sem=bad)


def test_error_of_measurement_comes_from_a_manual():
    assert sem(10, 0.91) == pytest.approx(3)
    for bad in [(0, 0.9), (10, 1), (10, -0.1)]:
        with pytest.raises(NotDefined, match="manual"):
            sem(*bad)
