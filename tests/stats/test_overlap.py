"""Overlap: what holds of any two phases, what is refused, and what an interval must not do."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats import NotDefined
from alongside.stats.overlap import ird, kendall, nap, pand, pem, phi, pnd, sorted_table, tau, tau_bc, tau_u
from tests.stats.records import RANKED, decimal_phases, few, phases, weekly


@pytest.mark.parametrize("index", RANKED)
@few
@given(a=decimal_phases, b=decimal_phases)
def test_index_mirrors_when_the_direction_is_flipped(index, a, b):
    flipped = index([-each for each in a], [-each for each in b], better="lower")
    assert flipped == index(a, b)


@pytest.mark.parametrize("index", [nap, tau, tau_u, tau_bc])
@few
@given(a=decimal_phases, b=decimal_phases)
def test_index_changes_sides_when_worse_is_called_better(index, a, b):
    middle = 1 if index is nap else 0
    assert index(a, b).value + index(a, b, better="lower").value == pytest.approx(middle)


@pytest.mark.parametrize("index", RANKED)
@few
@given(a=decimal_phases, b=decimal_phases, shift=st.integers(-99, 99), scale=st.integers(1, 60))
def test_shifting_and_scaling_leave_ranks_alone(index, a, b, shift, scale):
    moved = [[scale * each + shift for each in phase] for phase in (a, b)]
    assert index(*moved) == index(a, b)


@given(a=phases, b=phases)
def test_dates_a_week_apart_are_sessions_one_apart(a, b):
    on = weekly(len(a) + len(b))
    dated = tau_bc(a, b, a_on=on[: len(a)], b_on=on[len(a) :])
    assert dated == tau_bc(a, b)


@given(a=phases, b=phases, gap=st.data())
def test_missing_session_keeps_its_place_in_time(a, b, gap):
    at = gap.draw(st.integers(1, len(a) - 1))
    with_gap = [*a[:at], None, *a[at:]]
    on = weekly(len(with_gap) + len(b))
    kept = [day for day, value in zip(on, with_gap, strict=False) if value is not None]
    without = tau_bc(a, b, a_on=kept, b_on=on[len(with_gap) :])
    assert tau_bc(with_gap, b) == without
    assert tau_bc(with_gap, b, a_on=on[: len(with_gap)], b_on=on[len(with_gap) :]) == without


def test_gap_in_the_baseline_changes_what_its_trend_foretells():
    # The third observation lies on the line of the first two, or far beneath it, as the gap has it.
    assert tau_bc([0, 4, 8], [13, 14.5, 16]).value == pytest.approx(-1 / 3)
    assert tau_bc([0, 4, None, None, None, 8], [13, 14.5, 16]).value == 1


@given(a=decimal_phases, b=decimal_phases)
def test_floats_are_read_as_they_were_written(a, b):
    floats = [[float(each) for each in phase] for phase in (a, b)]
    fractions = [[Fraction(each) for each in phase] for phase in (a, b)]
    assert tau_bc(*floats) == tau_bc(a, b) == tau_bc(*fractions)


def test_ties_after_a_trend_are_exact_in_tenths():
    # 0.1 + 0.2 is not 0.3 in floats: on its own line every residual is the same.
    assert tau_bc([0.1, 0.2, 0.3], [0.4, 0.5, 0.6]).value == 0


@given(a=phases, b=phases)
def test_nap_lies_within_its_interval_and_tau_is_the_same_on_another_scale(a, b):
    share, doubled = nap(a, b), tau(a, b)
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1
    assert share.high - share.low > 0.2
    assert doubled.value == pytest.approx(2 * share.value - 1)
    assert doubled.se == pytest.approx(2 * share.se)
    assert (doubled.low, doubled.high) == pytest.approx((2 * share.low - 1, 2 * share.high - 1))


@given(a=phases, b=phases)
def test_pand_is_what_trying_every_cut_leaves(a, b):
    most = max(
        sum(each < cut for each in a) + sum(each >= cut for each in b)
        for cut in range(min(a + b), max(a + b) + 2)
    )
    most = max(most, len(b))
    assert pand(a, b).value == most / (len(a) + len(b))
    assert ird(a, b).value == pytest.approx(
        1 - (len(a) + len(b)) ** 2 / (2 * len(a) * len(b)) * (1 - pand(a, b).value)
    )


def test_single_baseline_observation_has_a_value_and_no_error():
    alone = nap([5], [3, 4, 2], better="lower")
    assert alone.value == 1
    assert alone.se is None
    assert alone.note == "A standard error needs two observations in each phase; here there are 1 and 3."
    assert alone.low < 0.5


def test_errors_of_nap_differ_by_their_name():
    a, b = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
    assert nap(a, b).se == pytest.approx(0.0690065559342354)
    assert nap(a, b, error="hanley").se == pytest.approx(0.0773918534097282)
    assert nap(a, b, error="null").se == pytest.approx(1 / 6)


def test_published_tau_u_leaves_the_range_of_a_correlation():
    assert tau_u([9, 8, 7, 6, 5], [10, 11, 12, 13, 14]).value == pytest.approx(1.4)
    within = tau_u([9, 8, 7, 6, 5], [10, 11, 12, 13, 14], denominator="tarlow")
    assert within.value == 1
    assert within.label == "Tau-U (A vs B - trend A, tarlow)"


@pytest.mark.parametrize("index", RANKED)
def test_empty_phase_is_refused_in_words(index):
    with pytest.raises(NotDefined, match="at least one observation in each phase; here there are 0 and 2"):
        index([None, None], [1, 2])


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "12"])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(NotDefined, match="is not a number"):
        nap([1, bad], [2, 3])


def test_unknown_direction_is_an_error():
    with pytest.raises(ValueError, match="sideways"):
        nap([1], [2], better="sideways")


def test_trend_of_one_moment_is_refused():
    with pytest.raises(NotDefined, match="two observations at different times"):
        tau_bc([1], [2, 3])
    today = date(2026, 3, 2)
    with pytest.raises(NotDefined, match="two observations at different times"):
        tau_bc([1, 2], [2, 3], a_on=[today, today], b_on=weekly(2, start=today))


def test_dates_that_do_not_pair_or_run_backwards_are_refused():
    on = weekly(2)
    with pytest.raises(NotDefined, match="3 observations and 2 dates"):
        tau_bc([1, 2, 3], [2, 3], a_on=on, b_on=on)
    with pytest.raises(NotDefined, match="run backwards: 2026-01-05 stands after 2026-01-12"):
        tau_bc([1, 2], [2, 3], a_on=on[::-1], b_on=on)


def test_phases_in_the_wrong_order_or_half_dated_are_refused():
    on = weekly(4)
    with pytest.raises(NotDefined, match="give the dates of both"):
        tau_bc([1, 2], [2, 3], a_on=on[:2])
    with pytest.raises(NotDefined, match="begins on 2026-01-05, before the earlier one has ended"):
        tau_bc([1, 2], [2, 3], a_on=on[2:], b_on=on[:2])


def test_shares_of_trials_are_exact_as_fractions():
    # A ninth more each session: no decimal says so, but a fraction does.
    line = [Fraction(100 * right, 9) for right in range(1, 7)]
    assert tau_bc(line[:3], line[3:]).value == 0


def test_trend_of_equal_observations_is_refused_by_tau_b():
    with pytest.raises(NotDefined, match="nothing to rank"):
        tau_u([4, 4, 4], [5, 6], contrast="trend A", denominator="tau-b")
    with pytest.raises(NotDefined, match="never changes"):
        kendall([1, 1], [1, 2])
    with pytest.raises(NotDefined, match="do not pair"):
        kendall([1, 1], [1])


def test_a_tie_with_the_best_or_the_median_counts_as_each_index_says():
    assert pnd([1, 2, 3], [3, 4]).value == 0.5
    assert pem([1, 2, 3], [2, 4]).value == 0.75
    assert pem([1, 2, 3], [2, 4], tie=0).value == 0.5


def test_phi_of_an_empty_column_is_refused():
    table = sorted_table([1, 2], [3])
    assert phi(table) == 1
    with pytest.raises(NotDefined, match="empty"):
        phi(table._replace(low_b=0, high_b=0, high_a=0))


def test_numbers_too_long_for_floats_are_still_told_apart():
    huge = 10**30
    assert nap([huge, huge + 1], [huge + 1, huge + 2]).value == 0.875
    on = [date(2026, 1, 1) + timedelta(days=day) for day in range(6)]
    line = [huge + 3 * day for day in range(6)]
    assert tau_bc(line[:3], line[3:], a_on=on[:3], b_on=on[3:]).value == 0
