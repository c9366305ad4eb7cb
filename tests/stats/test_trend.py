"""Trend: on real dates, per week, with the uncertainty of the slope."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import linregress, theilslopes

from alongside.stats import NotDefined
from alongside.stats.trend import aimline, autocorrelation, celeration, ols, theil_sen
from alongside.stats.trend.theil_sen import median_slope
from tests.stats.records import weekly

START = date(2026, 1, 5)


@st.composite
def dated(draw):
    """Some observations with a day for each, in order, days apart at will."""
    values = draw(st.lists(st.integers(0, 100), min_size=3, max_size=25))
    steps = draw(st.lists(st.integers(0, 20), min_size=len(values), max_size=len(values)))
    on, day = [], START
    for step in steps:
        day += timedelta(days=step)
        on.append(day)
    if on[0] == on[-1]:
        on[-1] += timedelta(days=1)
    return values, on


@given(dated())
def test_slope_and_error_are_those_of_a_textbook_regression(record):
    values, on = record
    assume(len(set(values)) > 1)  # its error is not defined for equal values
    weeks = [(day - on[0]).days / 7 for day in on]
    textbook = linregress(weeks, values)
    trend = ols(values, on)
    assert trend.slope.value == pytest.approx(textbook.slope, abs=1e-6)
    assert trend.slope.se == pytest.approx(textbook.stderr, abs=1e-4)
    assert trend.at(on[-1]) == pytest.approx(textbook.intercept + textbook.slope * weeks[-1], abs=1e-4)


@given(dated())
def test_theil_sen_is_the_joint_form(record):
    values, on = record
    assume(len(set(values)) > 1)  # its error is not defined for equal values
    weeks = np.array([(day - on[0]).days for day in on]) / 7
    slope, level, _, _ = theilslopes(values, weeks, method="joint")
    line = theil_sen(values, on)
    assert line.per_week == pytest.approx(slope, abs=1e-9)
    assert line.level == pytest.approx(level, abs=1e-9)


@given(dated(), st.data())
def test_missing_observation_goes_with_its_date(record, data):
    values, on = record
    at = data.draw(st.integers(0, len(values)))
    day = on[min(at, len(on) - 1)]
    with_gap, days = [*values[:at], None, *values[at:]], [*on[:at], day, *on[at:]]
    assert ols(with_gap, days) == ols(values, on)
    assert theil_sen(with_gap, days) == theil_sen(values, on)


def test_joint_intercept_is_not_the_separate_one():
    values = [20, 20, 26, 25, 22, 23]
    line = theil_sen(values, weekly(6, start=START + timedelta(weeks=1)), start=START)
    assert (line.per_week, line.level) == (pytest.approx(0.6), pytest.approx(19.4))


@given(dated(), st.sampled_from([10**16, 10**20]))
def test_numbers_too_long_for_floats_have_the_same_slope(record, huge):
    values, on = record
    at = [day.toordinal() for day in on]
    assert median_slope(at, [huge + value for value in values]) == median_slope(at, values)
    # Beside slopes of this size the values' own are lost in floats: only fractions keep them in order.
    steep = [huge * day + value for day, value in zip(at, values, strict=True)]
    assert median_slope(at, steep) == huge + median_slope(at, values)


@pytest.mark.parametrize(("points", "share"), [(6, 0.24), (10, 0.11), (15, 0.06)])
def test_error_of_a_weekly_slope_after_christ_2006(points, share):
    trend = ols([10 + (-1) ** week * 3 for week in range(points)], weekly(points))
    assert trend.slope.se / trend.spread == pytest.approx(share, abs=0.005)


def test_two_observations_have_a_slope_and_no_error():
    slope = ols([3, 5], weekly(2)).slope
    assert (slope.value, slope.se, slope.low) == (2, None, None)
    assert slope.note


def test_perfect_line_claims_no_certainty():
    trend = ols([0.1, 0.2, 0.3, 0.4], weekly(4))
    assert trend.slope.se == 0
    assert trend.slope.low is None
    assert "exactly on one line" in trend.slope.note
    assert trend.band(START) is None


def test_band_is_narrowest_in_the_middle_and_holds_the_line():
    on = weekly(9)
    trend = ols([2, 4, 3, 5, 4, 6, 7, 6, 8], on)
    widths = [high - low for low, high in (trend.band(day) for day in on)]
    assert min(widths) == widths[4]
    assert widths[0] == pytest.approx(widths[8])
    low, high = trend.band(on[0])
    assert (low + high) / 2 == pytest.approx(trend.level)


@pytest.mark.parametrize("fit", [ols, theil_sen])
def test_one_day_has_no_trend(fit):
    with pytest.raises(NotDefined, match=r"two (different days|observations at different times)"):
        fit([1, 2], [START, START])
    with pytest.raises(NotDefined, match="at least 2 observations"):
        fit([1], [START])


def test_aimline_goes_from_the_median_probe_to_the_goal():
    line = aimline([33, 35, 90], 90, start=START, due=START + timedelta(weeks=20))
    assert line.per_week == 2.75
    assert line.at(START) == 35
    assert line.at(START + timedelta(weeks=20)) == 90
    assert line.ahead(35, START) == 0
    assert line.better == "higher"


def test_being_ahead_follows_the_goal_downwards():
    line = aimline([10], 0, start=START, due=START + timedelta(weeks=10))
    assert line.better == "lower"
    assert line.ahead(8, START) == 2
    assert line.ahead(0.1, START + timedelta(days=69)) > 0


def test_aimline_without_a_way_is_refused():
    with pytest.raises(NotDefined, match="not after the start"):
        aimline([1], 2, start=START, due=START)
    with pytest.raises(NotDefined, match="already is"):
        aimline([0.1, 0.3], 0.2, start=START, due=START + timedelta(days=1))


def test_celeration_of_a_doubling_record_is_two():
    growing = celeration([1, 2, 4, 8.4], weekly(4))
    assert growing.value == pytest.approx(2, abs=0.05)
    assert growing.low < 2 < growing.high
    assert celeration([1, 2], weekly(2)).value == pytest.approx(2)


def test_celeration_of_zero_needs_a_floor():
    with pytest.raises(NotDefined, match="how long was observed"):
        celeration([0, 1, 2], weekly(3))
    assert celeration([0, 0.2, 0.4], weekly(3), floor=0.1).value == pytest.approx(2)
    for bad in ([-1, 2], [1]):
        with pytest.raises(NotDefined):
            celeration(bad, weekly(len(bad)))
    with pytest.raises(NotDefined, match="two different days"):
        celeration([1, 2], [START, START])


def test_autocorrelation_of_equal_observations_is_refused():
    with pytest.raises(NotDefined, match="All observations are equal"):
        autocorrelation([4, 4, 4])
    with pytest.raises(NotDefined, match="at least 3"):
        autocorrelation([4, 5])
    assert autocorrelation([5, 7, 8, 5, 7]).value == pytest.approx(-0.411111111111111)
