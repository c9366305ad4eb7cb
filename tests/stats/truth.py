"""How a row of the table of expected values is asked of the room: one entry for each variant of a statistic.

The table lies outside the project. It also holds numbers that other programs print and that this room does not
offer, such as p-values of overlap; those are worked out here from what the room does offer, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt
from typing import Any

from scipy.special import ndtr

from alongside.stats import Estimate, NotDefined
from alongside.stats.aggregate import combine, pooled_pand
from alongside.stats.agreement import (
    count_per_interval,
    exact_count,
    interval_by_interval,
    kappa,
    kappa_error_without_agreement,
    mean_duration,
    scored_interval,
    total_count,
    total_duration,
    unscored_interval,
    within,
)
from alongside.stats.attainment import gas_t, reliable_change, sem
from alongside.stats.decision import dual_criteria
from alongside.stats.level import (
    describe,
    lor,
    lrm,
    lrr_decrease,
    lrr_increase,
    percent_change,
    pogo,
    smd,
)
from alongside.stats.overlap import ird, kendall, nap, pand, pem, phi, pnd, sorted_table, tau, tau_bc, tau_u
from alongside.stats.trend import aimline, autocorrelation, ols, theil_sen

Row = dict[str, Any]
Ask = Callable[[Row], Any]
Read = Callable[[Estimate], Any]
START = date(2026, 1, 5)


def weekly(values: list[Any], *, after: int = 0) -> list[date]:
    """One day a week, so that a slope per session is a slope per week; session 1 is a week after the start."""
    return [START + timedelta(weeks=after + session) for session in range(1, len(values) + 1)]


def better(row: Row) -> Any:
    return "lower" if row["improvement"] == "decrease" else "higher"


def value(estimate: Estimate) -> float:
    return estimate.value


def error(estimate: Estimate) -> float:
    if estimate.se is None:
        assert estimate.note
        raise NotDefined(estimate.note)
    return estimate.se


def ends(estimate: Estimate) -> list[float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return [estimate.low, estimate.high]


def overlap(function: Callable[..., Estimate], read: Read = value, **named: Any) -> Ask:
    return lambda row: read(function(row["A"], row["B"], better=better(row), **named))


def columns(function: Callable[..., Estimate], read: Read = value, **named: Any) -> Ask:
    return lambda row: read(function(row["A"], row["B"], **named))


def ratio(function: Callable[..., Estimate], read: Read = value, **named: Any) -> Ask:
    def ask(row: Row) -> Any:
        params = row["params"]
        return read(
            function(
                row["A"],
                row["B"],
                better=better(row),
                scale=params["scale"],
                minutes=params.get("observation_length"),
                intervals=params.get("intervals"),
                **named,
            )
        )

    return ask


def odds(read: Read) -> Ask:
    return lambda row: read(
        lor(
            row["A"],
            row["B"],
            better=better(row),
            scale=row["params"]["scale"],
            intervals=row["params"]["intervals"],
        )
    )


def to_goal(read: Read) -> Ask:
    return lambda row: read(pogo(row["A"], row["B"], goal=row["params"]["goal"]))


def combined(function: Callable[..., Estimate], weights: Any, read: Read) -> Ask:
    def ask(row: Row) -> Any:
        each = [function(pair["A"], pair["B"], better=better(row)) for pair in row["params"]["pairs"]]
        return read(combine(each, weights=weights))

    return ask


def described(phase: str, field: str) -> Ask:
    return lambda row: getattr(describe(row[phase]), field)


def slope_of(phase: str) -> Ask:
    return lambda row: ols(row[phase], weekly(row[phase])).slope.value


def robust(phase: str, field: str) -> Ask:
    return lambda row: getattr(theil_sen(row[phase], weekly(row[phase]), start=START), field)


def wilcoxon_p(row: Row) -> float:
    """The one-sided p-value that another program prints beside NAP, from our NAP: the room itself offers none."""
    m, n = len(row["A"]), len(row["B"])
    seen = [*row["A"], *row["B"]]
    tied = sum(count**3 - count for count in (seen.count(each) for each in set(seen)))
    size = m + n
    spread = sqrt(m * n / 12 * (size + 1 - tied / (size * (size - 1))))
    beyond = nap(row["A"], row["B"], better=better(row)).value * m * n - m * n / 2
    return float(1 - ndtr((beyond - 0.5) / spread))


def tau_u_z(row: Row) -> float:
    """The z that another program prints beside Tau-U, from our index: S over Kendall's error with ties.

    The second series is the session before the change, backwards, and one tied value after it.
    """
    m, n = len(row["A"]), len(row["B"])
    size = m + n
    seen = [*row["A"], *row["B"]]
    tied = [seen.count(each) for each in set(seen)]
    single = sum(t * (t - 1) * (2 * t + 5) for t in [*tied, n])
    spread = (size * (size - 1) * (2 * size + 5) - single) / 18
    spread += sum(t * (t - 1) for t in tied) * n * (n - 1) / (2 * size * (size - 1))
    spread += (
        sum(t * (t - 1) * (t - 2) for t in tied)
        * n
        * (n - 1)
        * (n - 2)
        / (9 * size * (size - 1) * (size - 2))
    )
    return tau_u(row["A"], row["B"]).value * m * n / sqrt(spread)


def gated(form: Any, corrected: str) -> Ask:
    """Tau-BC as programs gate it with a test of the baseline's trend; the row says what their test decided."""

    def ask(row: Row) -> Any:
        function = tau_bc if row["params"][corrected] else tau
        return function(row["A"], row["B"], better=better(row), form=form).value

    return ask


def baseline_rci(row: Row) -> float:
    before, after = describe(row["A"]), describe(row["B"])
    assert before.sd is not None
    published = sem(before.sd, row["params"]["rel"])
    return reliable_change(before.mean, after.mean, sem=published).index


def pooled_phi(row: Row) -> float:
    return phi(*(sorted_table(pair["A"], pair["B"]) for pair in row["params"]["pairs"]))


def pooled_sorting(row: Row) -> float:
    tables = [sorted_table(pair["A"], pair["B"]) for pair in row["params"]["pairs"]]
    return sum(table.low_a + table.high_b for table in tables) / sum(map(sum, tables))


def without_missing(function: Callable[..., Estimate]) -> Ask:
    """Missing values taken out first, and the sessions numbered anew, as the row says."""

    def ask(row: Row) -> Any:
        a, b = ([each for each in row[phase] if each is not None] for phase in "AB")
        return function(a, b, better=better(row)).value

    return ask


def rci(field: str) -> Ask:
    return lambda row: getattr(
        reliable_change(*(row["A"] or [0]), *(row["B"] or [0]), sem=row["params"]["SEM"]), field
    )


def growth(row: Row) -> float:
    due = START + timedelta(weeks=row["params"]["weeks"])
    return aimline(row["A"], row["B"][0], start=START, due=due).per_week


SCAN_NAMES = {"A vs. B": "A vs B", "Trend A": "trend A", "Trend B": "trend B"}


def scan(variant: str) -> Ask:
    """A variant of Tau-U by the name that the table gives it."""
    method, _, contrast = variant.removeprefix("scan_").partition(": ")
    for theirs, ours in SCAN_NAMES.items():
        contrast = contrast.replace(theirs, ours)
    denominator = "tau-b" if method == "complete_tau_b" else method
    return overlap(tau_u, contrast=contrast, denominator=denominator)


def percent(function: Callable[..., Estimate]) -> Ask:
    return ratio(function, lambda estimate: percent_change(estimate).value)


ASKED: dict[tuple[str, str], Ask] = {
    ("NAP", "estimate"): overlap(nap),
    ("NAP", "estimate_published"): overlap(nap),
    ("NAP", "single_baseline_point_estimate"): overlap(nap),
    ("NAP", "single_baseline_point_SE"): overlap(nap, error),
    ("NAP", "SE_unbiased"): overlap(nap, error),
    ("NAP", "SE_hanley"): overlap(nap, error, error="hanley"),
    ("NAP", "SE_null"): overlap(nap, error, error="null"),
    ("NAP", "CI95_newcombe5"): overlap(nap, ends),
    ("NAP", "CI90_newcombe5"): overlap(nap, ends, confidence=0.9),
    ("NAP", "wilcoxon_normal_approx_one_sided_p"): wilcoxon_p,
    ("Tau", "A_vs_B_estimate"): overlap(tau),
    ("Tau", "A_vs_B_estimate_published"): overlap(tau),
    ("Tau", "A_vs_B_SE_unbiased"): overlap(tau, error),
    ("Tau", "A_vs_B_CI95"): overlap(tau, ends),
    ("Tau-U", "parker_A_vs_B_minus_trendA_over_mn"): overlap(tau_u),
    ("Tau-U", "parker_A_vs_B_minus_trendA_over_mn_published"): overlap(tau_u),
    ("Tau-U", "scan_parker A vs. B - Trend A: z"): tau_u_z,
    ("Tau-U", "scan_parker A vs. B - Trend A: p"): lambda row: 2 * float(ndtr(-abs(tau_u_z(row)))),
    ("Tau-BC", "theilsen_always_corrected_nonoverlap"): overlap(tau_bc),
    ("Tau-BC", "theilsen_always_corrected_nonoverlap_published"): overlap(tau_bc),
    ("Tau-BC", "theilsen_always_corrected_kendall_tau_b"): overlap(tau_bc, form="tau-b"),
    ("Tau-BC", "theilsen_always_corrected_kendall_tau_b_published"): overlap(tau_bc, form="tau-b"),
    ("Tau-BC", "kendall_SE_tarlow"): overlap(tau_bc, error, form="tau-b"),
    ("Tau-BC", "pretest_05_nonoverlap"): gated("non-overlap", "corrected"),
    ("Tau-BC", "scan_corrected_tau_default_pretest05_tau_b"): gated("tau-b", "correction_applied"),
    ("Tau-BC", "missing_values_dropped_then_sessions_renumbered"): without_missing(tau_bc),
    ("PND", "strict_proportion"): overlap(pnd),
    ("PND", "strict_proportion_published"): overlap(pnd),
    ("PEM", "ties_half"): overlap(pem),
    ("PEM", "ties_half_published"): overlap(pem),
    ("PEM", "ties_zero_scan"): overlap(pem, tie=0),
    ("PAND", "minimum_removal"): overlap(pand),
    ("PAND", "minimum_removal_published"): overlap(pand),
    ("PAND", "sort_scan_default"): overlap(pand, by="sorting"),
    ("PAND", "sort_phi_published"): lambda row: phi(sorted_table(row["A"], row["B"], better=better(row))),
    ("PAND", "pooled_cases_minimum"): lambda row: (
        pooled_pand([(pair["A"], pair["B"]) for pair in row["params"]["pairs"]]).value
    ),
    ("PAND", "pooled_cases_sort"): pooled_sorting,
    ("PAND", "pooled_cases_sort_phi"): pooled_phi,
    ("IRD", "robust_from_PAND"): overlap(ird),
    ("IRD", "robust_from_PAND_published"): overlap(ird),
    ("SMD", "baseline_SD_hedges_corrected"): overlap(smd),
    ("SMD", "baseline_SD_hedges_corrected_SE"): overlap(smd, error),
    ("SMD", "baseline_SD_hedges_corrected_CI95"): overlap(smd, ends),
    ("SMD", "baseline_SD_uncorrected_glass"): overlap(smd, corrected=False),
    ("SMD", "pooled_SD_hedges_corrected"): overlap(smd, sd="pooled"),
    ("SMD", "pooled_SD_hedges_corrected_SE"): overlap(smd, error, sd="pooled"),
    ("SMD", "pooled_SD_hedges_corrected_CI95"): overlap(smd, ends, sd="pooled"),
    ("LRM", "estimate"): overlap(lrm),
    ("LRM", "SE"): overlap(lrm, error),
    ("LOR", "bias_corrected"): odds(value),
    ("LOR", "SE"): odds(error),
    ("PoGO", "percent_of_goal"): to_goal(value),
    ("PoGO", "SE"): to_goal(error),
    ("LRRi", "bias_corrected_R2_rate_10min"): ratio(lrr_increase),
    ("LRRi", "SE_rate_10min"): ratio(lrr_increase, error),
    ("LRRi", "no_truncation_scale_other"): ratio(lrr_increase),
    ("OLS_slope", "phaseB_sessions_1_to_n"): slope_of("B"),
    ("OLS_slope", "phaseB_SE_of_slope"): lambda row: error(ols(row["B"], weekly(row["B"])).slope),
    ("Theil-Sen", "slope_phaseA_sessions_1_to_m"): robust("A", "per_week"),
    ("Theil-Sen", "slope_phaseB_sessions_1_to_n"): robust("B", "per_week"),
    ("Theil-Sen", "intercept_phaseA_median_of_residual_offsets"): robust("A", "level"),
    ("CDC", "ols_0.25sd_points_beyond_both_lines"): lambda row: (
        dual_criteria(row["A"], row["B"], better=better(row)).beyond
    ),
    ("CDC", "ols_0.25sd_binomial_p"): lambda row: dual_criteria(row["A"], row["B"], better=better(row)).coin,
    ("GAS_T", "kiresuk_sherman"): lambda row: (
        gas_t(row["A"], weights=row["B"], rho=row["params"]["rho"]).value
    ),
    ("RCI", "SE_difference"): rci("standard_error"),
    ("RCI", "minimum_reliable_difference_95"): rci("least_reliable"),
    ("RCI", "is_reliable_change_95"): rci("beyond"),
    ("RCI", "mean_difference_over_sqrt2_SEM_baselineSD"): baseline_rci,
    ("RCI", "scan_jacobson_1984_no_sqrt2"): lambda row: baseline_rci(row) * sqrt(2),
    ("aimline", "weekly_growth_needed"): growth,
    ("median", "baseline_median"): described("A", "median"),
    ("median", "even_count"): described("A", "median"),
    ("median", "tukey_third_median"): described("A", "median"),
    ("kendall_tau_b", "S"): lambda row: kendall(row["A"], row["B"]).s,
    ("kendall_tau_b", "paired_x_y_with_ties"): lambda row: kendall(row["A"], row["B"]).tau_b,
    ("kappa", "cohen_unweighted"): columns(kappa),
    ("kappa", "cohen_unweighted_prevalence_paradox"): columns(kappa),
    ("kappa", "both_raters_constant"): columns(kappa),
    ("kappa", "weighted_linear"): columns(kappa, weights="linear"),
    ("kappa", "weighted_squared"): columns(kappa, weights="squared"),
    ("kappa", "SE_fleiss_cohen_everitt"): columns(kappa, error),
    ("kappa", "CI95_unweighted"): columns(kappa, ends),
    ("kappa", "z_null"): lambda row: (
        kappa(row["A"], row["B"]).value / kappa_error_without_agreement(row["A"], row["B"])
    ),
    ("IOA", "total_count_percent"): columns(total_count),
    ("IOA", "partial_agreement_within_intervals_percent"): columns(count_per_interval),
    ("IOA", "exact_count_per_interval_percent"): columns(exact_count),
    ("IOA", "interval_by_interval_percent"): columns(interval_by_interval),
    ("IOA", "scored_interval_percent"): columns(scored_interval),
    ("IOA", "unscored_interval_percent"): columns(unscored_interval),
    ("IOA", "total_duration_percent"): columns(total_duration),
    ("IOA", "mean_duration_per_occurrence_from_ratios"): lambda row: (
        mean_duration(row["A"], [1] * len(row["A"])).value
    ),
    ("IOA", "percent_exact_agreement_ratings"): columns(within),
    ("IOA", "percent_agreement_within_1"): columns(within, steps=1),
}

for phase in "AB":
    for theirs, ours in (("m", "mean"), ("md", "median"), ("sd", "sd"), ("mad", "mad")):
        ASKED["describe", f"{theirs}_phase{phase}"] = described(phase, ours)
    ASKED["describe", f"trend_phase{phase}"] = slope_of(phase)

for name, function in (("LRRi", lrr_increase), ("LRRd", lrr_decrease)):
    ASKED[name, "bias_corrected_R2"] = ratio(function)
    ASKED[name, "uncorrected_R1"] = ratio(function, corrected=False)
    ASKED[name, "SE"] = ratio(function, error)
    ASKED[name, "CI95"] = ratio(function, ends)
    ASKED[name, "percent_change"] = percent(function)

for name, function in (("NAP", nap), ("Tau", tau), ("LRRd", lrr_decrease)):
    for theirs, weights in (("equal", "equal"), ("1/V", "inverse variance")):
        ASKED[name, f"ABAB_aggregate_weight_{theirs}"] = combined(function, weights, value)
        ASKED[name, f"ABAB_aggregate_SE_weight_{theirs}"] = combined(function, weights, error)

for name, function in (
    ("NAP", nap),
    ("Tau", tau),
    ("PND", pnd),
    ("PEM", pem),
    ("PAND", pand),
    ("IRD", ird),
    ("Tau-U", tau_u),
):
    ASKED[name, "missing_values_dropped_first"] = overlap(function)


def asked(row: Row) -> Any:
    """What the room answers to a row.

    Raises
    ------
    NotDefined
        The room refuses it.
    KeyError
        The room has no answer to a row of this variant.
    """
    statistic, variant = row["statistic"], row["variant"]
    if statistic == "autocorr":
        return autocorrelation(row[row["id"][-1]]).value
    if (
        statistic == "Tau-U"
        and variant.startswith("scan_")
        and ": " in variant
        and (statistic, variant) not in ASKED
    ):
        return scan(variant)(row)
    return ASKED[statistic, variant](row)
