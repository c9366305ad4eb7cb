"""Several pairs of phases in one number."""

from __future__ import annotations

import pytest

from alongside.stats import NotDefined
from alongside.stats.aggregate import adjacent_pairs, combine, pooled_pand
from alongside.stats.overlap import nap, pand, pnd, tau

PAIRS = [([2, 4, 3], [5, 3, 6]), ([3, 2, 4, 2], [6, 7, 5])]
EACH = [nap(a, b) for a, b in PAIRS]


def test_equal_weights_are_the_plain_mean():
    mean = combine(EACH)
    assert mean.value == pytest.approx(sum(each.value for each in EACH) / 2)
    assert mean.se == pytest.approx(sum(each.se**2 for each in EACH) ** 0.5 / 2)
    assert mean.n == (3, 3, 4, 3)
    assert mean.label == "NAP, mean of 2 pairs (equal)"


def test_inverse_variance_leans_on_the_surer_pair():
    assert combine(EACH, weights="inverse variance").value > combine(EACH).value
    assert EACH[1].se < EACH[0].se


def test_interval_is_cut_at_the_ends_of_the_range():
    assert combine(EACH).high > 1
    assert combine(EACH, within=(0, 1)).high == 1


def test_pairs_are_not_thrown_together():
    # Pooled, the second baseline would overlap the first phase after.
    pairs = [([1, 2], [3, 4]), ([4, 5], [6, 7])]
    assert combine([nap(a, b) for a, b in pairs]).value == 1
    assert pooled_pand(pairs).value == 1
    assert pand([1, 2, 4, 5], [3, 4, 6, 7]).value == 0.75


def test_mean_without_errors_says_so():
    shares = combine([pnd(a, b) for a, b in PAIRS])
    assert (shares.se, shares.low) == (None, None)
    assert "no standard error" in shares.note


def test_adjacent_pairs_of_an_abab_record():
    assert adjacent_pairs(["A1", "B1", "A2", "B2"]) == [("A1", "B1"), ("A2", "B2")]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: adjacent_pairs(["A", "B", "A"]), "3 phases do not make pairs"),
        (lambda: combine([]), "no pair of phases"),
        (lambda: pooled_pand([]), "no pair of phases"),
        (lambda: combine([EACH[0], tau(*PAIRS[0])]), "different statistics: NAP and Tau"),
        (
            lambda: combine([nap([1], [2, 3]), EACH[0]], weights="inverse variance"),
            "no standard error above zero",
        ),
    ],
)
def test_undefined_mean_is_refused(ask, sentence):
    with pytest.raises(NotDefined, match=sentence):
        ask()
