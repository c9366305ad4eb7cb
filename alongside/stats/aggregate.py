"""Several pairs of phases in one number: ABAB, or the same change at several places."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Literal, TypeVar

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Better, Values, two_phases
from alongside.stats.overlap.shares import NO_ERROR, kept
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext

Weighting = Literal["equal", "inverse variance"]

Phase = TypeVar("Phase")


def adjacent_pairs(phases: Sequence[Phase]) -> list[tuple[Phase, Phase]]:
    """The pairs of an ABAB record: each baseline with the phase after it.

    Raises
    ------
    NotDefined
        A phase has no partner.
    """
    if not phases or len(phases) % 2:
        sentence = ngettext(
            "{n} phase does not make pairs; each baseline needs the phase after it.",
            "{n} phases do not make pairs; each baseline needs the phase after it.",
            len(phases),
        )
        raise NotDefined(sentence.format(n=len(phases)))
    return list(zip(phases[::2], phases[1::2], strict=True))


def combine(
    estimates: Sequence[Estimate],
    *,
    weights: Weighting = "equal",
    within: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Mean over pairs of phases: one number for an ABAB record of one child.

    The statistic is taken of each baseline with the phase after it, and then averaged. All baselines are never
    thrown together, which would mix the change with what happened in between.

    Parameters
    ----------
    estimates : sequence of Estimate
        The same statistic of each pair.
    weights : {"equal", "inverse variance"}
        Whether pairs count alike, or the more the smaller their error. At complete non-overlap that error is too
        small, and the weight too great.
    within : (float, float), optional
        Ends of the statistic's range; the interval is cut there.
    confidence : float
        Share of intervals that would hold the true value, if observations were independent.

    Returns
    -------
    Estimate
        The mean with its error; `n` holds the observations of every phase in turn.

    Raises
    ------
    NotDefined
        No pair; different statistics; or weights by an error that a pair does not have.

    Notes
    -----
    Formula: sum(w e)/sum(w); SE = sqrt(sum(w^2 SE^2))/sum(w).
    Range: that of the statistic.
    Null value: that of the statistic.
    Not for: pooling all baselines against all other phases; averaging over children.

    References
    ----------
    Pustejovsky and Ferron (2017), Handbook of Special Education, 2nd edition, chapter 12.
    """
    if not estimates:
        raise NotDefined(_("There is no pair of phases to combine."))
    labels = {estimate.kind: estimate.label for estimate in estimates}
    if len(labels) > 1:
        names = listed(sorted(labels.values()))
        raise NotDefined(_("These are different statistics: {names}.").format(names=names))
    errors = [estimate.se for estimate in estimates]
    known = [se for se in errors if se is not None]
    if weights == "inverse variance" and (len(known) < len(errors) or 0 in known):
        raise NotDefined(
            _("A pair has no standard error above zero to be weighed by; weigh all pairs alike.")
        )
    weighing = [1 / se**2 for se in known] if weights == "inverse variance" else [1.0] * len(estimates)
    total = sum(weighing)
    value = sum(weight * each.value for weight, each in zip(weighing, estimates, strict=True)) / total
    n = tuple(count for estimate in estimates for count in estimate.n)
    (of_each, name), *_others = labels.items()
    kind, label = f"{of_each}, mean ({weights})", _mean_of(name, len(estimates), weights)
    if len(known) < len(errors):
        note = _("A pair has no standard error, so the mean has none.")
        return Estimate(value, None, None, None, n, kind, label, note)
    se = sqrt(sum((weight * each) ** 2 for weight, each in zip(weighing, known, strict=True))) / total
    half = float(ndtri((1 + confidence) / 2)) * se
    floor, ceiling = within or (-float("inf"), float("inf"))
    return Estimate(value, se, max(floor, value - half), min(ceiling, value + half), n, kind, label)


def _mean_of(statistic: str, pairs: int, weights: Weighting) -> str:
    said = (
        ngettext("{statistic}, mean of {n} pair (equal)", "{statistic}, mean of {n} pairs (equal)", pairs)
        if weights == "equal"
        else ngettext(
            "{statistic}, mean of {n} pair (inverse variance)",
            "{statistic}, mean of {n} pairs (inverse variance)",
            pairs,
        )
    )
    return said.format(statistic=statistic, n=pairs)


def pooled_pand(pairs: Sequence[tuple[Values, Values]], *, better: Better = "higher") -> Estimate:
    """PAND over pairs of phases: the overlap is taken away in each, and what is left is added up.

    Parameters
    ----------
    pairs : sequence of (a, b)
        Each baseline with the phase after it.
    better : {"higher", "lower"}
        Which way is improvement.

    Returns
    -------
    Estimate
        A share without error or interval.

    Raises
    ------
    NotDefined
        No pair, or a phase without observations.

    Notes
    -----
    Formula: sum(m + n - k)/sum(m + n), k the fewest observations to remove from a pair.
    Range: 0.5 to 1.
    Null value: none that holds for every length of phases.
    Not for: comparing children.

    References
    ----------
    Parker, Hagan-Burke and Vannest (2007), The Journal of Special Education 40:194-204.
    """
    if not pairs:
        raise NotDefined(_("There is no pair of phases to combine."))
    each = [two_phases(a, b, better) for a, b in pairs]
    n = tuple(count for phases in each for count in (len(phases.a), len(phases.b)))
    staying = sum(kept(phases.a, phases.b) for phases in each)
    label = ngettext("PAND of {n} pair", "PAND of {n} pairs", len(each)).format(n=len(each))
    return Estimate(staying / sum(n), None, None, None, n, "pand of pairs", label, _(NO_ERROR))
