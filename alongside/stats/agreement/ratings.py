"""Agreement of ratings, exact or within a step."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.stats.agreement.columns import paired, per_cent
from alongside.stats.estimate import Estimate
from alongside.stats.exact import Number, fraction, written
from alongside.wording import gettext as _


def within(first: Sequence[Number], second: Sequence[Number], *, steps: Number = 0) -> Estimate:
    """Agreement of ratings: ratings that lie no further apart than so many steps.

    Parameters
    ----------
    first, second : sequence of number
        Ratings of the two observers.
    steps : number
        How far apart still counts as agreement; 0 for identical ratings only.

    Returns
    -------
    Estimate
        Per cent.

    Raises
    ------
    NotDefined
        The records do not pair.

    Notes
    -----
    Formula: 100 ratings within the steps / ratings.
    Range: 0 to 100.
    Null value: none: chance alone lifts it, the more the fewer levels the scale has.
    Not for: a scale of three levels with one step allowed.

    References
    ----------
    Cooper, Heron and Heward (2020), Applied Behavior Analysis, 3rd edition.
    """
    pairs = paired(first, second)
    near = sum(abs(fraction(one) - fraction(other)) <= fraction(steps) for one, other in pairs)
    label = (
        _("Exact agreement of ratings")
        if steps == 0
        else _("Agreement of ratings within {steps}").format(steps=written(steps))
    )
    return per_cent(near / len(pairs), len(pairs), f"ratings within {fraction(steps)}", label)
