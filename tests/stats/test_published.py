"""Numbers that papers and manuals print, each test named for its source."""

from __future__ import annotations

import pytest

from alongside.stats.aggregate import pooled_pand
from alongside.stats.agreement import (
    count_per_interval,
    exact_count,
    interval_by_interval,
    mean_duration,
    scored_interval,
    total_count,
    total_duration,
    unscored_interval,
)
from alongside.stats.attainment import gas_t, reliable_change
from alongside.stats.level import describe
from alongside.stats.overlap import ird, kendall, nap, pand, pem, phi, pnd, sorted_table, tau, tau_bc, tau_u

PARKER_VANNEST_DAVIS_2011 = ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29])
PARKER_VANNEST_DAVIS_SAUBER_2011 = ([3, 3, 4, 5], [4, 5, 6, 7, 7])
BOB_2011 = ([2, 3, 5, 3], [4, 5, 5, 7, 6])
PARKER_2009_A1_B1 = ([0] * 7, [0, 50, 30, 0, 0, 40, 50, 70, 40, 60, 60, 70, 70, 60, 60, 60])
PARKER_2007_THREE_CASES = [
    ([20, 18, 20], [20, 21, 23]),
    ([18, 17, 16, 20], [19, 22, 19, 20, 20, 24]),
    ([19, 18, 24, 22, 21, 19], [30, 21, 23, 28, 32, 34]),
]


@pytest.mark.parametrize(
    ("index", "printed"),
    [
        (nap, 38.5 / 42),
        (tau, 35 / 42),
        (pnd, 5 / 7),
        (pem, 1),
        (pand, 11 / 13),
        (ird, 0.690476190476),
        (tau_u, 0.738095238095),
    ],
)
def test_overlap_of_parker_vannest_and_davis_2011(index, printed):
    assert index(*PARKER_VANNEST_DAVIS_2011).value == pytest.approx(printed)


def test_phi_of_parker_vannest_and_davis_2011():
    assert phi(sorted_table(*PARKER_VANNEST_DAVIS_2011)) == pytest.approx(0.6905, abs=5e-5)


def test_tau_and_tau_u_of_parker_vannest_davis_and_sauber_2011():
    assert tau(*PARKER_VANNEST_DAVIS_SAUBER_2011).value == pytest.approx(0.80)
    assert tau_u(*PARKER_VANNEST_DAVIS_SAUBER_2011).value == pytest.approx(0.55)


def test_linear_trend_of_tarlow_2017_is_no_change_once_it_is_taken_out():
    a, b = [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]
    assert tau(a, b).value == 1
    assert tau_u(a, b).value == pytest.approx(0.6)
    assert tau_bc(a, b).value == 0
    assert tau_bc(a, b, form="tau-b").value == 0


def test_bob_of_parker_2011_has_the_tau_bc_of_exact_arithmetic():
    # Floats split three tied residuals here and say -0.40, as the field's R package does.
    assert tau_bc(*BOB_2011).value == -0.5


def test_minimum_removal_of_parker_2009_is_not_sorting():
    assert pand(*PARKER_2009_A1_B1).value == pytest.approx(0.8695652, abs=5e-8)
    assert pand(*PARKER_2009_A1_B1, by="sorting").value == 1


def test_three_cases_of_parker_2007_are_pooled():
    assert pooled_pand(PARKER_2007_THREE_CASES).value == pytest.approx(24 / 28)


def test_ranks_of_kendall_1970_page_35():
    x = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    y = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10]
    assert kendall(x, y).s == 33
    assert kendall(x, y).tau_b == pytest.approx(0.859, abs=5e-4)


def test_counts_of_reed_and_azulay_2011_figure_1():
    first = [1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    second = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]
    assert total_count(first, second).value == 100
    assert count_per_interval(first, second).value == 70
    assert exact_count(first, second).value == pytest.approx(66.67, abs=0.005)


def test_intervals_of_reed_and_azulay_2011_figure_2():
    first, second = [1, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 1, 1, 0]
    assert interval_by_interval(first, second).value == pytest.approx(71.4, abs=0.05)
    assert scored_interval(first, second).value == 50


def test_intervals_and_durations_of_a_teaching_page_on_observer_agreement():
    first, second = [1, 1, 0, 1, 0], [0, 1, 0, 0, 0]
    assert scored_interval(first, second).value == pytest.approx(100 / 3)
    assert unscored_interval(first, second).value == 50
    assert mean_duration([0.75, 1.0, 0.8], [1, 1, 1]).value == pytest.approx(85)


def test_total_duration_of_a_teaching_page_agrees_without_a_second_in_common():
    assert total_duration([30], [30]).value == 100


@pytest.mark.parametrize(
    ("levels", "printed"),
    [
        ([2, 2, 2], 77.38613),
        ([0, 1, 1], 59.12871),
        ([2, 1, 2], 72.82177),
        ([0, -1, 1], 50),
        ([1], 60),
        ([-1], 40),
    ],
)
def test_t_scores_after_kiresuk_and_sherman_1968(levels, printed):
    assert gas_t(levels).value == pytest.approx(printed, abs=5e-6)


def test_weighted_t_score_after_kiresuk_and_sherman_1968():
    assert gas_t([1, 0], weights=[6, 6]).value == pytest.approx(56.2, abs=0.01)
    assert gas_t([-2, 0, -1, 2, 0, 1], weights=[3, 5, 1, 4, 2, 6]).value == pytest.approx(55)
    assert gas_t([1, 1], rho=0).value == pytest.approx(64.142135623731)


def test_reliable_change_of_the_arizona_textbook_on_the_piers_harris():
    change = reliable_change(24, 35, sem=3.07)
    assert change.standard_error == pytest.approx(4.34, abs=0.006)
    assert change.least_reliable == pytest.approx(8.51, abs=0.006)
    assert change.beyond


@pytest.mark.parametrize(
    ("probes", "middle"),
    [
        ([55, 58, 52], 55),
        ([56, 58, 53, 57], 56.5),
        ([87, 81, 80, 89, 90, 82], 84.5),
        ([30, 49, 23, 41, 59], 41),
    ],
)
def test_medians_of_progress_monitoring_handouts(probes, middle):
    assert describe(probes).median == middle


@pytest.mark.parametrize(("size", "low"), [(3, 0.50), (5, 0.64), (8, 0.76)])
def test_newcombe_2006_method_5_stays_open_at_complete_non_overlap(size, low):
    apart = nap(list(range(size)), list(range(size, 2 * size)))
    assert apart.value == 1
    assert (apart.low, apart.high) == (pytest.approx(low, abs=0.005), 1)
    reverse = nap(list(range(size, 2 * size)), list(range(size)))
    assert (reverse.low, reverse.high) == (0, pytest.approx(1 - low, abs=0.005))
