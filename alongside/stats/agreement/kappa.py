"""Cohen's kappa: agreement beyond what two observers would reach by chance."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from alongside.stats.agreement.columns import paired
from alongside.stats.estimate import Estimate, NotDefined
from alongside.wording import gettext as _

Weights = Literal["none", "linear", "squared"]

Shares = NDArray[np.float64]


def kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    *,
    weights: Weights = "none",
    categories: Sequence[Hashable] | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Cohen's kappa: agreement beyond chance.

    0 is what two people would reach who each kept their own habits and never looked at the child; 1 is full
    agreement. Where nearly every interval is alike, kappa can be low although the observers agree on nine of
    ten: look at the intervals too.

    Parameters
    ----------
    first, second : sequence
        What each observer recorded: intervals, codes or ratings.
    weights : {"none", "linear", "squared"}
        Whether near ratings agree in part, by the distance or its square.
    categories : sequence, optional
        The scale in order, with levels that nobody used; else those used, sorted. It matters only with weights.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        Kappa with the error of Fleiss, Cohen and Everitt.

    Raises
    ------
    NotDefined
        The records do not pair, or both observers recorded one and the same all along.

    Notes
    -----
    Formula: (agreement - expected agreement)/(1 - expected agreement).
    Range: -1 to 1.
    Null value: 0.
    Not for: comparing behaviours of different frequency, on which it depends.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20:37-46.
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72:323-327.
    """
    shares, size = _table(first, second, categories)
    weight = _weights(len(shares), weights)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    expected = float(rows @ weight @ columns)
    value = (float((weight * shares).sum()) - expected) / (1 - expected)
    mean_weight = (weight @ columns)[:, None] + (rows @ weight)[None, :]
    spread = float((shares * (weight - mean_weight * (1 - value)) ** 2).sum())
    variance = (spread - (value - expected * (1 - value)) ** 2) / (size * (1 - expected) ** 2)
    se = sqrt(max(variance, 0.0))
    half = float(ndtri((1 + confidence) / 2)) * se
    kind = "kappa" if weights == "none" else f"kappa, {weights} weights"
    label = _label(weights)
    if list(first) == list(second):
        note = _("Without a disagreement the error is 0, which is not certainty: no interval is given.")
        return Estimate(1.0, 0.0, None, None, (size,), kind, label, note)
    return Estimate(value, se, value - half, value + half, (size,), kind, label)


def kappa_error_without_agreement(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Standard error of unweighted kappa if the observers agreed by chance alone.

    Raises
    ------
    NotDefined
        As in `kappa`.

    References
    ----------
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72:323-327.
    """
    shares, size = _table(first, second, None)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    expected = float(rows @ columns)
    spread = expected + expected**2 - float((rows * columns * (rows + columns)).sum())
    return sqrt(spread / size) / (1 - expected)


def _label(weights: Weights) -> str:
    return {
        "none": _("Cohen's kappa"),
        "linear": _("Cohen's kappa (linear weights)"),
        "squared": _("Cohen's kappa (squared weights)"),
    }[weights]


def _table(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable] | None
) -> tuple[Shares, int]:
    """Shares of each pair of categories, and how many entries there were."""
    pairs = paired(first, second)
    used: set[Any] = {*first, *second}
    if len(used) == 1:
        raise NotDefined(_("Both observers recorded one and the same all along, so kappa is not defined."))
    scale = list(categories) if categories is not None else sorted(used)
    if missing := used - set(scale):
        raise NotDefined(_("“{value}” is not a level of the scale.").format(value=missing.pop()))
    places = {category: place for place, category in enumerate(scale)}
    counts = np.zeros((len(scale), len(scale)))
    for one, other in pairs:
        counts[places[one], places[other]] += 1
    return counts / len(pairs), len(pairs)


def _weights(size: int, weights: Weights) -> Shares:
    """How far each pair of categories counts as agreement."""
    if weights == "none":
        return np.eye(size)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    return 1 - (apart if weights == "linear" else apart**2)
