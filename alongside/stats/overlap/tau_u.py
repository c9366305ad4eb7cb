"""Tau-U in each of its variants, every one called by its name."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, two_phases
from alongside.stats.overlap.pairs import pairs, rising, ties
from alongside.wording import gettext as _

Contrast = Literal[
    "A vs B", "trend A", "trend B", "A vs B - trend A", "A vs B + trend B", "A vs B + trend B - trend A"
]
Denominator = Literal["parker", "tarlow", "tau-b"]

#: For each contrast: what A vs B, the trend of A and the trend of B are multiplied by.
PARTS: dict[Contrast, tuple[int, int, int]] = {
    "A vs B": (1, 0, 0),
    "trend A": (0, 1, 0),
    "trend B": (0, 0, 1),
    "A vs B - trend A": (1, -1, 0),
    "A vs B + trend B": (1, 0, 1),
    "A vs B + trend B - trend A": (1, -1, 1),
}


def tau_u(
    a: Values,
    b: Values,
    *,
    better: Better = "higher",
    contrast: Contrast = "A vs B - trend A",
    denominator: Denominator = "parker",
) -> Estimate:
    """Tau-U: Tau less the trend that was already there before.

    Pairs that improve between the phases, less pairs that already improved within the baseline. Several
    different numbers bear this name; the variant is part of the label and must be named every time.

    Parameters
    ----------
    a, b : sequence of number or None
        Observations of the baseline and of the phase after it, in the order of time.
    better : {"higher", "lower"}
        Which way is improvement.
    contrast : str
        What is counted: "A vs B - trend A" as published; or "A vs B", "trend A", "trend B", "A vs B + trend B",
        "A vs B + trend B - trend A".
    denominator : {"parker", "tarlow", "tau-b"}
        What it is divided by: mn where B's trend is left out, as first published; every pair that was counted;
        or the pairs that could have differed, ties taken out.

    Returns
    -------
    Estimate
        The index alone: it has no agreed standard error and no interval.

    Raises
    ------
    NotDefined
        A phase is empty; or a trend is asked of fewer than two observations, or of equal ones with tau-b.

    Notes
    -----
    Formula: (S of A vs B - S of A against time) / mn in the published variant.
    Range: beyond 1 in the published variant: up to 1 + (m - 1)/(2n), 1.4 with 5 and 5 observations.
    Null value: 0.
    Not for: comparing children whose phases differ in length, nor anything that needs an interval.

    References
    ----------
    Parker, Vannest, Davis and Sauber (2011), Behavior Therapy 42:284-299.
    Tarlow (2017), Behavior Modification 41:427-467.
    """
    phases = two_phases(a, b, better)
    m, n = len(phases.a), len(phases.b)
    across, along_a, along_b = PARTS[contrast]
    s = across * pairs(phases.a, phases.b).s
    s += along_a * rising(phases.a) if along_a else 0
    s += along_b * rising(phases.b) if along_b else 0
    counted = across * m * n + abs(along_a) * m * (m - 1) // 2 + along_b * n * (n - 1) // 2
    below: float = counted
    if denominator == "parker" and contrast == "A vs B - trend A":
        below = m * n
    elif denominator == "tau-b":
        below = _free_pairs(phases.a, phases.b, contrast, counted)
    if below == 0:
        sentence = _("“{contrast}” has nothing to rank: too few observations, or all of them equal.")
        raise NotDefined(sentence.format(contrast=_named(contrast)))
    kind = f"tau-u {contrast}, {denominator}"
    label = _("Tau-U ({contrast}, {denominator})").format(contrast=_named(contrast), denominator=denominator)
    note = _("Tau-U has no agreed standard error and no interval.")
    return Estimate(s / below, None, None, None, (m, n), kind, label, note)


def _named(contrast: Contrast) -> str:
    """A contrast in the reader's language."""
    return {
        "A vs B": _("A vs B"),
        "trend A": _("trend A"),
        "trend B": _("trend B"),
        "A vs B - trend A": _("A vs B - trend A"),
        "A vs B + trend B": _("A vs B + trend B"),
        "A vs B + trend B - trend A": _("A vs B + trend B - trend A"),
    }[contrast]


def _free_pairs(a: list[int], b: list[int], contrast: Contrast, counted: int) -> float:
    """Pairs that could have differed, as Kendall's tau-b takes them."""
    if contrast == "A vs B":
        between = ties([*a, *b]) - ties(a) - ties(b)
        return counted - between / 2
    seen = {"trend A": a, "trend B": b}.get(contrast, [*a, *b])
    return sqrt(counted * (len(seen) * (len(seen) - 1) // 2 - ties(seen)))
