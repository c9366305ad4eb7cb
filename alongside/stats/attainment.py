"""Goal attainment and reliable change: what a scale with published properties can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Number, fraction, written
from alongside.wording import gettext as _

LEVELS = range(-2, 3)
#: Kiresuk and Sherman's assumption of how goals of one person go together.
RHO = 0.3


def gas_t(levels: Sequence[int], *, weights: Sequence[Number] | None = None, rho: float = RHO) -> Estimate:
    """Goal attainment T: the levels of several goals in one number.

    50 is every goal at the expected level. The levels beneath it are an order and not a measure, and a scale that
    the treating therapist alone has set and scored is not proof: always show the levels beside it.

    Parameters
    ----------
    levels : sequence of int
        Attainment of each goal, from -2 (much less than expected) to 2 (much more).
    weights : sequence of number, optional
        Importance times difficulty of each goal; 1 for each if not given.
    rho : float
        How far goals of one person are supposed to go together.

    Returns
    -------
    Estimate
        A T-score; `n` is the number of goals.

    Raises
    ------
    NotDefined
        No goal, a level that is none, or weights that do not fit.

    Notes
    -----
    Formula: 50 + 10 sum(w x)/sqrt((1 - rho) sum w^2 + rho (sum w)^2).
    Range: 50 plus or minus a number that grows with the goals: (2, 2, 2) is 77.4.
    Null value: none: 50 says that goals stand where they were expected to, whatever brought them there.
    Not for: differences of a few points: the treating therapist and an independent assessor lie up to 24.5 points
    to either side of each other in 19 of 20 children. Nor for comparing children with different numbers of goals:
    two goals at +1 are 62.4, four are 64.5.

    References
    ----------
    Kiresuk and Sherman (1968), Community Mental Health Journal 4:443-453.
    Turner-Stokes (2009), Clinical Rehabilitation 23:362-370, with its erratum.
    Bovend'Eerdt, Dawes, Izadi and Wade (2011), Journal of Rehabilitation Medicine 43:46-49.
    """
    if not levels:
        raise NotDefined(_("There is no goal to score."))
    for level in levels:
        if level not in LEVELS:
            sentence = _("“{level}” is not a level of attainment; they go from -2 to 2.")
            raise NotDefined(sentence.format(level=level))
    weighing = [float(fraction(weight)) for weight in weights] if weights is not None else [1.0] * len(levels)
    if len(weighing) != len(levels) or min(weighing) <= 0:
        raise NotDefined(_("Each goal needs one weight above zero."))
    if not 0 <= rho <= 1:
        sentence = _("How far goals go together lies between 0 and 1, not at {value}.")
        raise NotDefined(sentence.format(value=written(rho)))
    together = (1 - rho) * sum(weight * weight for weight in weighing) + rho * sum(weighing) ** 2
    moved = sum(weight * level for weight, level in zip(weighing, levels, strict=True))
    value, label = 50 + 10 * moved / sqrt(together), _("GAS T-score")
    note = _("No standard error: the levels beneath it are an order, not a measure.")
    return Estimate(value, None, None, None, (len(levels),), "gas t", label, note)


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """How a difference stands to what measuring twice would bring about on its own.

    Attributes
    ----------
    index : float
        The difference over its standard error.
    standard_error : float
        Of a difference of two measurements, in the instrument's unit.
    least_reliable : float
        The smallest difference beyond what measuring twice brings about, at the confidence asked for.
    beyond : bool
        Whether this difference is larger than that, in either direction.
    """

    index: float
    standard_error: float
    least_reliable: float
    beyond: bool


def reliable_change(before: float, after: float, *, sem: float, confidence: float = 0.95) -> ReliableChange:
    """Reliable change: whether a difference is more than the instrument's own error.

    Parameters
    ----------
    before, after : float
        Two scores of one child on one instrument.
    sem : float
        Standard error of measurement, from the instrument's manual (`sem` computes it from the manual's standard
        deviation and reliability). Never from the child's own few scores.
    confidence : float
        How sure the smallest reliable difference is to be.

    Returns
    -------
    ReliableChange
        The index, the standard error of a difference, and the smallest reliable difference.

    Raises
    ------
    NotDefined
        The standard error of measurement is not above zero.

    Notes
    -----
    Formula: (after - before)/sqrt(2 SEM^2); smallest reliable difference z sqrt(2) SEM.
    Range: any.
    Null value: 0.
    Not for: an instrument without a published standard error; whether the change matters to the child.

    References
    ----------
    Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59:12-19.
    Christensen and Mendoza (1986), Behavior Therapy 17:305-308.
    """
    if not sem > 0:
        raise NotDefined(_("A reliable change needs the instrument's published standard error, above zero."))
    standard_error = sqrt(2) * sem
    least = float(ndtri((1 + confidence) / 2)) * standard_error
    index = (after - before) / standard_error
    return ReliableChange(index, standard_error, least, abs(after - before) > least)


def sem(sd: float, reliability: float) -> float:
    """Standard error of measurement from a manual's standard deviation and reliability.

    Notes
    -----
    Formula: SD sqrt(1 - r).

    Raises
    ------
    NotDefined
        The standard deviation is not above zero, or the reliability does not lie from 0 up to below 1.
    """
    if not sd > 0 or not 0 <= reliability < 1:
        raise NotDefined(
            _("A manual's standard deviation lies above 0 and its reliability from 0 to below 1.")
        )
    return sd * sqrt(1 - reliability)
