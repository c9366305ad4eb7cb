"""Every sentence and name of the statistics is said in the reader's language, as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from alongside import wording
from alongside.config.marked import all_marked
from alongside.stats import (
    Estimate,
    NotDefined,
    aggregate,
    agreement,
    attainment,
    decision,
    level,
    overlap,
    trend,
)
from alongside.stats.decision import Decision
from alongside.stats.decision.verdict import shown
from alongside.stats.exact import days, days_of_both, one_phase, written
from alongside.stats.overlap.tau_u import PARTS
from alongside.stats.series import Observation, Series
from tests.wording.invented import Invented

#: What is called so in every language.
NAMES = {"NAP", "PND", "PEM", "PAND", "Tau-BC", "Tau-BC (tau-b)", "LRRi", "LRRd", "LOR", "LRM", "PoGO"}
DAY = date(2026, 1, 5)
WEEKS = [DAY + timedelta(weeks=week) for week in range(12)]
LOW, HIGH = [2, 4, 3, 5, 2], [6, 5, 8, 7, 9]
AIM = trend.aimline([2], 13, start=DAY, due=DAY + timedelta(weeks=11))
NAPS = [overlap.nap(LOW, HIGH)] * 2
PHASES = [overlap.pnd(LOW, HIGH)] * 2


def _series(*values: float, since: date | None = None) -> Series:
    seen = [Observation(on, value, name) for on, value, name in zip(WEEKS, values, "ABA", strict=False)]
    return Series.of(seen, since=since, lowest=0, highest=Fraction(15, 2))


REFUSALS: list[Callable[[], Any]] = [
    lambda: overlap.nap([], [1]),
    lambda: overlap.nap([float("nan")], [1]),
    lambda: one_phase([], least=1),
    lambda: one_phase([1], least=3),
    lambda: level.smd([1], [2]),
    lambda: days([1, 2], WEEKS[:1]),
    lambda: days([1, 2], WEEKS[1::-1]),
    lambda: days_of_both([1], WEEKS[:1], [1], None),
    lambda: days_of_both([1], WEEKS[1:2], [1], WEEKS[:1]),
    lambda: _series(8),
    lambda: _series(-1),
    lambda: _series(1, since=WEEKS[1]),
    lambda: _series(1, 1, 1).phase("A"),
    lambda: _series(1).phase("C"),
    lambda: overlap.phi(overlap.sorted_table([1], [2])._replace(high_b=0, low_b=0)),
    lambda: overlap.kendall([1], [1, 2]),
    lambda: overlap.kendall([1, 1], [1, 2]),
    *(lambda c=c: overlap.tau_u([1], [1], contrast=c, denominator="tau-b") for c in PARTS if c != "A vs B"),
    lambda: overlap.tau_bc([1], [2]),
    lambda: level.lrm([0, 1], [1, 2]),
    lambda: level.pogo([1, 3], [4, 5], goal=2),
    lambda: level.smd([1, 1], [1, 2]),
    lambda: level.lor([100, 100], [100, 100]),
    *(lambda s=s: level.lrr_increase([-1, 1], [1, 2], scale=s) for s in level.ratios.WHOLE),
    *(lambda s=s: level.lrr_increase([-1, 1], [1, 2], scale=s) for s in ("count", "rate", "other")),
    *(lambda s=s: level.lrr_increase([101.5, 1], [1, 2], scale=s) for s in level.ratios.WHOLE),
    lambda: level.lrr_increase([0, 0], [1, 2], scale="other"),
    lambda: trend.aimline([1], 2, start=DAY, due=DAY),
    lambda: trend.aimline([1], 1, start=DAY, due=WEEKS[1]),
    lambda: trend.autocorrelation([1, 1, 1]),
    lambda: trend.ols([1, 2], [DAY, DAY]),
    lambda: trend.celeration([1], [DAY]),
    lambda: trend.celeration([-1, 1], WEEKS[:2]),
    lambda: trend.celeration([0, 1], WEEKS[:2]),
    lambda: trend.celeration([1, 1], [DAY, DAY]),
    lambda: trend.theil_sen([1, 2], [DAY, DAY]),
    lambda: decision.dual_criteria([1], [1]),
    lambda: attainment.gas_t([]),
    lambda: attainment.gas_t([3]),
    lambda: attainment.gas_t([1], weights=[0]),
    lambda: attainment.gas_t([1], rho=1.5),
    lambda: attainment.reliable_change(1, 2, sem=0),
    lambda: attainment.sem(0, 0.5),
    lambda: agreement.within([1], [1, 2]),
    lambda: agreement.within([], []),
    lambda: agreement.total_count([-1], [1]),
    lambda: agreement.total_count([0], [0]),
    lambda: agreement.total_duration([0], [0]),
    lambda: agreement.scored_interval([0], [0]),
    lambda: agreement.unscored_interval([1], [1]),
    lambda: agreement.kappa([1], [1]),
    lambda: agreement.kappa([1, 4], [1, 2], categories=[1, 2]),
    lambda: aggregate.adjacent_pairs([1]),
    lambda: aggregate.combine([]),
    lambda: aggregate.combine([NAPS[0], PHASES[0]]),
    lambda: aggregate.combine(PHASES, weights="inverse variance"),
    lambda: aggregate.pooled_pand([]),
]


@pytest.mark.parametrize("ask", REFUSALS)
def test_a_refusal_is_said_in_the_reader_s_language(
    ask: Callable[[], Any], another_language: Invented
) -> None:
    with pytest.raises(NotDefined) as refusal:
        ask()
    _is_whole(str(refusal.value))


ESTIMATES: list[Callable[[], Estimate]] = [
    lambda: overlap.nap([1], [2]),
    lambda: overlap.tau(LOW, HIGH),
    lambda: overlap.tau(LOW, HIGH, form="tau-b"),
    lambda: overlap.tau_bc(LOW, HIGH),
    lambda: overlap.tau_bc(LOW, HIGH, form="tau-b"),
    *(lambda c=c: overlap.tau_u(LOW, HIGH, contrast=c) for c in PARTS),
    lambda: overlap.pnd(LOW, HIGH),
    lambda: overlap.pem(LOW, HIGH),
    lambda: overlap.pand(LOW, HIGH),
    lambda: overlap.pand(LOW, HIGH, by="sorting"),
    lambda: overlap.ird(LOW, HIGH),
    lambda: level.mean([1, 2]),
    lambda: level.mean([1] * 5),
    lambda: level.mean(LOW),
    *(
        lambda c=c, sd=sd: level.smd(LOW, HIGH, sd=sd, corrected=c)
        for c in (0, 1)
        for sd in ("baseline", "pooled")
    ),
    lambda: level.smd([1, 2], [3, 4]),
    lambda: level.lrr_increase(LOW, HIGH),
    lambda: level.lrr_decrease(LOW, HIGH, corrected=False),
    lambda: level.percent_change(level.lrm(LOW, HIGH)),
    lambda: level.lor([20, 40], [60, 80]),
    lambda: level.lrm(LOW, HIGH),
    lambda: level.pogo(LOW, HIGH, goal=10),
    lambda: trend.ols([1, 2], WEEKS[:2]).slope,
    lambda: trend.ols([1, 2, 3], WEEKS[:3]).slope,
    lambda: trend.ols(LOW, WEEKS[:5]).slope,
    lambda: trend.celeration([1, 2], WEEKS[:2]),
    lambda: trend.celeration(LOW, WEEKS[:5]),
    lambda: trend.autocorrelation(LOW),
    lambda: attainment.gas_t([0, 1]),
    lambda: agreement.total_count([1, 2], [2, 2]),
    lambda: agreement.count_per_interval([1, 2], [2, 2]),
    lambda: agreement.exact_count([1, 2], [2, 2]),
    lambda: agreement.total_duration([1, 2], [2, 2]),
    lambda: agreement.mean_duration([1, 2], [2, 2]),
    lambda: agreement.interval_by_interval([1, 0], [1, 0]),
    lambda: agreement.scored_interval([1, 0], [1, 0]),
    lambda: agreement.unscored_interval([1, 0], [1, 0]),
    lambda: agreement.within([1, 2], [1, 2]),
    lambda: agreement.within([1, 2], [1, 2], steps=1),
    *(lambda w=w: agreement.kappa([1, 2], [1, 2], weights=w) for w in ("none", "linear", "squared")),
    *(lambda w=w: aggregate.combine(NAPS, weights=w) for w in ("equal", "inverse variance")),
    lambda: aggregate.combine(PHASES),
    lambda: aggregate.pooled_pand([(LOW, HIGH)] * 2),
]


@pytest.mark.parametrize("ask", ESTIMATES)
def test_a_figure_s_name_and_note_are_said_in_the_reader_s_language(
    ask: Callable[[], Estimate], another_language: Invented
) -> None:
    estimate = ask()
    if estimate.label not in NAMES:
        _is_whole(estimate.label)
    if estimate.note:
        _is_whole(estimate.note)


def _ways(*away: float) -> tuple[list[float], list[date], trend.Aimline]:
    """A record that lies so far from the aimline."""
    return [2 + week + each for week, each in enumerate(away)], WEEKS[: len(away)], AIM


BEHIND, AHEAD, MIXED = [-3, -2.5, -3, -3.5, -3, -2.5], [3, 2.5, 3, 3.5, 3, 2.5], [-1, 1, -1, 1, -1, 1]
DECISIONS: list[Callable[[], Decision]] = [
    *(
        lambda rule=rule, away=away: rule(*_ways(*away))
        for rule in (decision.four_point, decision.three_point, decision.median_of_three, decision.trend_line)
        for away in (
            [0],
            BEHIND,
            AHEAD,
            MIXED,
            [0, -2, -4.5, -6, -8.5, -10],
            [0, 2, 4.5, 6, 8.5, 10],
            [0] * 6,
        )
    ),
    lambda: decision.dual_criteria(LOW, HIGH),
    lambda: decision.dual_criteria(LOW, HIGH[:3]),
]


@pytest.mark.parametrize("ask", DECISIONS)
def test_a_rule_answers_in_the_reader_s_language(
    ask: Callable[[], Decision], another_language: Invented
) -> None:
    _is_whole(ask().sentence)


def test_these_examples_hold_every_text_of_the_room(another_language: Invented) -> None:
    for ask in (*REFUSALS, *ESTIMATES, *DECISIONS):
        try:
            ask()
        except NotDefined:
            continue
    texts = {
        each.id if isinstance(each.id, str) else each.id[1]
        for each in all_marked()
        if each.path.startswith("alongside/stats/")
    }
    assert len(texts) > 80
    assert texts - another_language.asked == set()


def test_the_same_statistic_is_known_as_such_in_two_languages() -> None:
    english = level.mean(LOW)
    wording.speak_through(Invented())
    other = level.mean(HIGH)
    assert other.label != english.label
    assert aggregate.combine([english, other]).value == (english.value + other.value) / 2


def test_each_statistic_has_one_kind_and_one_name() -> None:
    pairs = {(estimate.kind, estimate.label) for estimate in (ask() for ask in ESTIMATES)}
    assert len({kind for kind, _label in pairs}) == len({label for _kind, label in pairs}) == len(pairs)


def test_numbers_and_days_are_written_as_the_reader_writes_them(another_language: Invented) -> None:
    assert shown(-1.5) == "-1,50"
    assert [written(value) for value in (7, 7.5, Fraction(700, 9))] == ["7", "7,5", "77,78"]
    with pytest.raises(NotDefined, match=r"«8 on 5\. 1\. lies above 7,5"):
        _series(8)
    assert "+1,17 a week" in decision.trend_line(*_ways(*MIXED)).sentence


def test_what_is_counted_once_is_said_anew_for_each_reader() -> None:
    ask = lambda: decision.four_point(*_ways(*BEHIND)).sentence  # noqa: E731
    english = ask()
    wording.speak_through(Invented())
    assert ask() != english
    wording.speak_through(wording.English())
    assert ask() == english


def test_a_slope_keeps_its_sign_and_two_digits() -> None:
    told = [shown(value) for value in (0, 1.254, -0.5, 0.0456, -0.00012, 1234.5)]
    assert told == ["+0.00", "+1.25", "-0.50", "+0.046", "-0.00012", "+1,234.50"]


def _is_whole(said: str) -> None:
    assert said.startswith("«")
    assert said.endswith("»")
