"""Agreement of two observers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.stats import NotDefined
from alongside.stats.agreement import (
    count_per_interval,
    exact_count,
    interval_by_interval,
    kappa,
    mean_duration,
    scored_interval,
    total_count,
    total_duration,
    unscored_interval,
    within,
)

columns = st.integers(1, 20).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 3), min_size=size, max_size=size)] * 2)
)


@pytest.mark.parametrize(
    "index", [count_per_interval, exact_count, interval_by_interval, mean_duration, within]
)
@given(pair=columns)
def test_agreement_knows_no_first_observer(index, pair):
    first, second = pair
    assert index(first, second) == index(second, first)
    assert 0 <= index(first, second).value <= 100
    assert index(first, first).value == 100


@given(columns)
def test_careful_indices_are_the_same_question_with_the_signs_changed(pair):
    first, second = ([min(each, 1) for each in column] for column in pair)
    assume(any(first + second))
    empty = [[1 - each for each in column] for column in (first, second)]
    assert scored_interval(first, second).value == unscored_interval(*empty).value
    assert scored_interval(first, second).value <= interval_by_interval(first, second).value


@given(columns)
def test_kappa_lies_below_its_agreement(pair):
    first, second = pair
    assume(len({*first, *second}) > 1)
    assert kappa(first, second).value <= within(first, second).value / 100 + 1e-12
    assert kappa(first, second).value == pytest.approx(kappa(second, first).value)


def test_nine_in_ten_can_be_less_than_chance():
    first = [1] * 19 + [0]
    second = [1] * 18 + [0, 1]
    assert interval_by_interval(first, second).value == 90
    assert kappa(first, second).value == pytest.approx(-0.0526315789473685)


def test_full_agreement_claims_no_certainty():
    full = kappa([1, 0, 1], [1, 0, 1])
    assert (full.value, full.low) == (1, None)
    assert "not certainty" in full.note
    ratings = [1, 2, 3, 5, 2, 3, 1, 4, 4, 2, 3]
    assert kappa(ratings, ratings, weights="squared").se == 0


def test_unused_level_of_the_scale_counts_for_weights():
    first, second = [1, 1, 4, 4], [1, 4, 4, 4]
    assert kappa(first, second, weights="linear", categories=[1, 2, 3, 4]).value == pytest.approx(0.5)
    with pytest.raises(NotDefined, match="“4” is not a level"):
        kappa(first, second, categories=[1, 2, 3])


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: total_count([1], [1, 2]), "one has 1 entries, the other 2"),
        (lambda: interval_by_interval([], []), "both records are empty"),
        (lambda: total_count([0, 0], [0, 0]), "Neither observer counted"),
        (lambda: total_duration([0], [0]), "Neither observer timed"),
        (lambda: exact_count([-1], [1]), "cannot lie below zero"),
        (lambda: scored_interval([0, 0], [0, 0]), "ask for the unscored"),
        (lambda: unscored_interval([1, 1], [1, 1]), "ask for the scored"),
        (lambda: kappa([1, 1], [1, 1]), "kappa is not defined"),
        (lambda: within([1], ["x"]), "is not a number"),
    ],
)
def test_undefined_agreement_is_refused(ask, sentence):
    with pytest.raises(NotDefined, match=sentence):
        ask()
