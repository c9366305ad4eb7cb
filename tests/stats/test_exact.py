"""Numbers are read as they were written down."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats import NotDefined
from alongside.stats.exact import fraction, moments, one_phase, ranks, twice_median, whole

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=4)


@given(st.lists(decimals, min_size=1, max_size=12))
def test_decimals_and_the_floats_that_mean_them_are_the_same_whole_numbers(values):
    counts, scale = whole([float(value) for value in values])
    assert [Fraction(count, scale) for count in counts] == [Fraction(value) for value in values]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=6))
def test_any_float_is_its_own_shortest_decimal(values):
    counts, scale = whole(values)
    assert [Fraction(count, scale) for count in counts] == [Fraction(str(value)) for value in values]


def test_numbers_of_every_kind_share_one_scale():
    counts, scale = whole([1, 0.5, Decimal("0.25"), Fraction(1, 3), np.float64(0.1), np.int64(2)])
    assert scale == 60
    assert counts == [60, 30, 15, 20, 6, 120]


@pytest.mark.parametrize("bad", [float("nan"), float("-inf"), Decimal("NaN"), "7", None, [1]])
def test_what_is_no_finite_number_is_refused(bad):
    with pytest.raises(NotDefined, match="is not a number that can be counted with"):
        fraction(bad)


def test_mean_and_variance_have_no_rounding_on_the_way():
    sums = moments(*one_phase([0.1, 0.1, 0.1]))
    assert (sums.mean, sums.variance) == (0.1, 0)


def test_too_few_observations_are_counted_in_the_refusal():
    with pytest.raises(NotDefined, match="at least 3 observations; here there are 1"):
        one_phase([1, None], least=3)


def test_ranks_keep_ties_and_order():
    assert ranks([30, 10], [10, 10**40]) == [[1, 0], [0, 2]]


def test_median_of_an_even_count_is_half_way():
    assert twice_median([3, 1]) == 4
    assert twice_median([4, 1, 1, 2]) == 3
    assert twice_median([5, 1, 2]) == 4
