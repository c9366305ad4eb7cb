"""Level: mirrored directions, held scales, and differences that have no unit to be measured by."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.stats import NotDefined
from alongside.stats.level import describe, lor, lrm, lrr_decrease, lrr_increase, percent_change, pogo, smd
from tests.stats.records import phases

shares = st.lists(st.integers(0, 100), min_size=2, max_size=8)


@given(a=phases, b=phases)
def test_smd_mirrors_when_the_direction_is_flipped(a, b):
    assume(len(set(a)) > 1)
    there, back = smd(a, b), smd(a, b, better="lower")
    assert back.value == pytest.approx(-there.value)
    assert back.se == pytest.approx(there.se)


@given(a=phases, b=phases, shift=st.integers(-50, 50), scale=st.integers(1, 9))
def test_smd_has_no_unit(a, b, shift, scale):
    assume(len(set(a)) > 1)
    moved = [[scale * each + shift for each in phase] for phase in (a, b)]
    assert smd(*moved).value == pytest.approx(smd(a, b).value)


def test_smd_of_a_constant_baseline_is_refused():
    with pytest.raises(NotDefined, match="do not vary"):
        smd([0.1, 0.1, 0.1], [4, 5, 6])
    assert smd([3, 3, 3, 3], [4, 5, 6, 5], sd="pooled").value == pytest.approx(3.01226227403283)


def test_smd_of_two_baseline_observations_says_that_it_is_always_nought():
    estimate = smd([2, 4], [50, 60])
    assert (estimate.value, estimate.low) == (0, None)
    assert "always 0" in estimate.note


@given(a=phases, b=phases)
def test_ratios_of_counts_differ_only_in_sign(a, b):
    up, down = lrr_increase(a, b), lrr_decrease(a, b, better="higher")
    assert up.value == pytest.approx(-down.value)
    assert up.se == pytest.approx(down.se)
    assert (up.low, up.high) == pytest.approx((-down.high, -down.low))


def test_ratios_of_percentages_differ_near_the_ceiling():
    a, b = [88, 90, 92], [94, 95, 96]
    up = lrr_increase(a, b, scale="percentage", intervals=50, corrected=False)
    down = lrr_decrease(a, b, better="higher", scale="percentage", intervals=50, corrected=False)
    assert up.value == pytest.approx(log(95 / 90))
    assert down.value == pytest.approx(log(5 / 10))
    assert percent_change(down).value == pytest.approx(-50)


@given(a=shares, b=shares)
def test_share_turned_round_is_the_other_ratio(a, b):
    turned = [[100 - each for each in phase] for phase in (a, b)]
    one = lrr_decrease(a, b, better="higher", scale="percentage", intervals=20)
    other = lrr_decrease(*turned, better="lower", scale="percentage", intervals=20)
    assert one == other


@given(a=shares, b=shares)
def test_log_odds_mirror_when_the_share_is_turned_round(a, b):
    turned = [[100 - each for each in phase] for phase in (a, b)]
    assert lor(a, b, intervals=20).value == pytest.approx(-lor(*turned, intervals=20).value, abs=1e-9)
    assert lor(a, b, intervals=20).value == pytest.approx(-lor(a, b, better="lower", intervals=20).value)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: lrr_increase([0, 0], [1, 2], scale="rate"), "Say how long was observed"),
        (lambda: lrr_increase([0, 0], [1, 2], scale="other"), "mean of zero has no ratio"),
        (lambda: lrr_increase([-1, 0], [1, 2]), "A count cannot lie below zero"),
        (
            lambda: lrr_increase([50, 60], [70, 120], scale="percentage"),
            "cannot lie above 100; here is one of 120",
        ),
        (lambda: lor([0.5, 0.6], [0.7, 70], scale="proportion"), "cannot lie above 1; here is one of 70"),
        (lambda: lor([50, 60], [100, 100]), "A mean of all has no odds"),
        (lambda: lor([0, 0], [50, 60]), "mean of zero has no ratio"),
        (lambda: lrm([0, 1], [2, 3]), "above zero"),
        (lambda: pogo([0.1, 0.2], [3, 4], goal=0.15), "already is the goal"),
        (lambda: lrr_increase([3], [1, 2]), "at least 2 observations in each phase; here there are 1 and 2"),
        (lambda: smd([3], [1, 2]), "at least 2 observations in each phase"),
        (lambda: describe([None]), "at least one observation; here there are 0"),
    ],
)
def test_undefined_level_is_refused_in_words(ask, sentence):
    with pytest.raises(NotDefined, match=sentence):
        ask()


def test_goal_gives_the_direction():
    assert pogo([10, 10], [5, 5], goal=0).value == 50
    assert pogo([10, 10], [15, 15], goal=0).value == -50


def test_description_of_one_observation_has_no_spread():
    only = describe([0.5])
    assert (only.n, only.mean, only.median, only.sd, only.mad) == (1, 0.5, 0.5, None, 0)


def test_lrm_of_bonett_and_price_2020():
    a = [21, 14, 11, 27, 19, 32, 21, 23, 18, 26, 24, 23]
    b = [34, 19, 26, 31, 39, 42, 27, 14, 25, 29, 33, 36]
    assert lrm(a, b).value == pytest.approx(0.310154928303839)
    assert lrm(a, b).se == pytest.approx(0.125167209503795)
    assert lrm(a, b, better="lower").value == pytest.approx(-lrm(a, b).value)
