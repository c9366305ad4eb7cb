"""Decision rules: what they say, from how many observations on, and how often they err by chance."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import numpy as np
import pytest

from alongside.stats import NotDefined
from alongside.stats.decision import (
    Rule,
    Says,
    dual_criteria,
    false_alarm,
    false_alarm_of_dual_criteria,
    four_point,
    median_of_three,
    needed,
    three_point,
    trend_line,
)
from alongside.stats.decision.chance import run_of_below
from alongside.stats.decision.verdict import shown
from alongside.stats.trend import aimline, ols
from tests.stats.records import weekly

ON = weekly(40)
#: From 10 upwards by one a week.
AIM = aimline([10], 30, start=ON[0], due=ON[0] + timedelta(weeks=20))


def beside(*away):
    """Observations so far above the aimline, one a week."""
    return [10 + week + distance for week, distance in enumerate(away)], ON[: len(away)]


@pytest.mark.parametrize(
    ("rule", "away", "says"),
    [
        (four_point, (1, -1, -1, -1, -1), Says.CHANGE),
        (four_point, (-1, 1, 1, 1, 1), Says.RAISE),
        (four_point, (-1, -1, 1, -1, -1), Says.GO_ON),
        (four_point, (-1, -1, 0, -1, -1), Says.GO_ON),
        (four_point, (-1, -1, -1), Says.TOO_FEW),
        (three_point, (1, -1, -1, -1), Says.CHANGE),
        (three_point, (1, 1, 1, 1, 1), Says.GO_ON),
        (three_point, (1, 1, 1, 1, 1, 1), Says.RAISE),
        (three_point, (-1, -1), Says.TOO_FEW),
        (median_of_three, (1, -9, 1, -1), Says.CHANGE),
        (median_of_three, (-1, 1, 1, -9), Says.GO_ON),
        (median_of_three, (-1, 0, -9, 0), Says.GO_ON),
        (median_of_three, (-1, -1), Says.TOO_FEW),
        (trend_line, (0, -1, -2.5, -3, -4, -5), Says.CHANGE),
        (trend_line, (0, 1, 2.5, 3, 4, 5), Says.RAISE),
        (trend_line, (0, 1, -1, 1, -1, 0), Says.GO_ON),
        (trend_line, (0, 0, 0, 0, 0, 0), Says.UNCLEAR),
        (trend_line, (0, -1, -2, -3, -4), Says.TOO_FEW),
    ],
)
def test_rule_says(rule, away, says):
    decision = rule(*beside(*away), AIM)
    assert decision.says == says
    assert decision.n == len(away)
    assert (decision.false_alarm is None) == (says is Says.TOO_FEW)


@pytest.mark.parametrize("rule", [four_point, three_point, median_of_three, trend_line])
def test_rule_mirrors_for_a_goal_that_lies_lower(rule):
    down = aimline([-10], -30, start=ON[0], due=ON[0] + timedelta(weeks=20))
    for away in [(1, -1, -2, -2, -3, -4), (0, 1, 1, 2, 3, 4), (1, -1, 1, -1, 1, -1)]:
        values, on = beside(*away)
        assert rule([-value for value in values], on, down).says == rule(values, on, AIM).says


def test_missing_observation_is_no_observation():
    values, on = beside(1, -1, -1, 5, -1)
    values[3] = None
    assert four_point(values, on, AIM).n == 4
    assert three_point(values, on, AIM).says == Says.CHANGE


def test_sentence_names_the_number_of_observations_and_the_chance_of_error():
    values, on = beside(1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1)
    assert four_point(values, on, AIM).sentence == (
        "The last 4 of 12 observations all lie behind the aimline. "
        "By chance alone this befalls 30 of 100 children who are exactly on it."
    )
    assert four_point(*beside(1, 2), AIM).sentence == (
        "2 of the 4 observations that this rule needs: 2 more before it can say anything."
    )


def test_point_on_the_line_in_tenths_is_on_the_line():
    aim = aimline([0], 2, start=ON[0], due=ON[0] + timedelta(weeks=20))
    on_it = [round(week / 10, 1) for week in range(4)]
    assert four_point(on_it, ON[:4], aim).says == Says.GO_ON


def test_false_alarms_of_point_rules_are_counted_out():
    assert run_of_below(3, 12) == pytest.approx(0.58, abs=0.005)
    assert run_of_below(4, 12) == pytest.approx(0.30, abs=0.005)
    assert run_of_below(5, 12) == pytest.approx(0.14, abs=0.005)
    assert run_of_below(6, 12) == pytest.approx(0.06, abs=0.005)
    assert false_alarm(Rule.FOUR_POINT, 36) == pytest.approx(0.71, abs=0.005)


@pytest.mark.parametrize(
    ("rule", "asked"),
    [(Rule.THREE_POINT, three_point), (Rule.FOUR_POINT, four_point), (Rule.MEDIAN, median_of_three)],
)
def test_false_alarm_is_what_trying_every_record_counts(rule, asked):
    records = list(product((-1, 1), repeat=7))
    alarmed = 0
    for record in records:
        values, on = beside(*record)
        says = (asked(values[:end], on[:end], AIM).says for end in range(1, 8))
        alarmed += Says.CHANGE in says
    assert false_alarm(rule, 7) == alarmed / len(records)


def test_false_alarm_of_the_trend_is_what_the_rule_does_on_invented_records():
    noise = np.random.default_rng(5).standard_normal((400, 8))
    alarmed = 0
    for record in noise:
        values, on = beside(*record.tolist())
        alarmed += any(trend_line(values[:end], on[:end], AIM).says == Says.CHANGE for end in (6, 7, 8))
    assert false_alarm(Rule.TREND, 8) == pytest.approx(alarmed / 400, abs=0.03)
    assert false_alarm(Rule.TREND, 5) == 0
    assert 0.07 < false_alarm(Rule.TREND, 12) < 0.11


def test_trend_sentence_shows_slope_and_interval():
    values, on = beside(0, 1, -1, 1, -1, 0)
    slope = ols(values, on).slope
    sentence = trend_line(values, on, AIM).sentence
    assert f"{slope.value:+.2f} a week (95 % interval {slope.low:+.2f} to {slope.high:+.2f})" in sentence
    assert (shown(0.0034), shown(-0.02), shown(0), shown(120)) == ("+0.0034", "-0.02", "+0.00", "+120.00")


def test_counts_that_the_dual_criteria_need():
    assert [needed(n) for n in range(3, 13)] == [None, None, 5, 6, 7, 7, 8, 9, 9, 10]


def test_dual_criteria_count_and_refuse_a_verdict_below_five():
    short = dual_criteria([4, 5, 4, 5], [9, 9, 9, 9])
    assert (short.beyond, short.needed, short.says) == (4, None, Says.TOO_FEW)
    assert short.coin == 1 / 16
    long = dual_criteria([4, 5, 4, 5], [9, 9, 9, 9, 9])
    assert (long.beyond, long.needed, long.says) == (5, 5, Says.CHANGED)
    assert "5 of 5 later observations lie beyond both lines; it takes 5." in long.sentence


def test_trend_that_goes_on_is_no_change():
    going_on = dual_criteria([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert (going_on.beyond, going_on.says) == (0, Says.NOT_SHOWN)


def test_point_on_a_shifted_line_is_not_beyond_it():
    # Mean 0.3 with no spread and no trend: the lines lie on the observations, in tenths.
    flat = dual_criteria([0.3, 0.3, 0.3], [0.3, 0.3, 0.3, 0.3, 0.4])
    assert flat.beyond == 1


def test_dual_criteria_follow_real_dates():
    a, b = [1, 2, 3, 4], [6, 7, 8, 9, 10]
    late = [day + timedelta(weeks=30) for day in ON[4:9]]
    assert dual_criteria(a, b, a_on=ON[:4], b_on=ON[4:9]).beyond == dual_criteria(a, b).beyond == 5
    assert dual_criteria(a, b, a_on=ON[:4], b_on=late).beyond == 0


def test_dual_criteria_without_a_baseline_trend_are_refused():
    with pytest.raises(NotDefined, match="two baseline observations"):
        dual_criteria([4], [5, 6])
    with pytest.raises(NotDefined, match="at least one observation in each phase"):
        dual_criteria([4, 5], [])


def test_false_alarm_of_the_dual_criteria_is_what_they_do_on_invented_records():
    noise = np.random.default_rng(6).integers(0, 1000, (600, 11)).tolist()
    passed = sum(dual_criteria(record[:5], record[5:]).says == Says.CHANGED for record in noise)
    assert false_alarm_of_dual_criteria(5, 6, 6) == pytest.approx(passed / 600, abs=0.03)
