"""Numbers as they were written down, so that what was equal on paper stays equal in arithmetic.

A float is read as the shortest decimal that means it: 0.1 is one tenth, not the binary fraction beside it.
Every comparison of this room is then made between whole numbers; a tie is a tie, never a rounding error. A share
such as 7 of 9 has no decimal that means it: hand it over as `Fraction(700, 9)`, not as 77.77777777777779.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isfinite, lcm
from typing import Literal, NamedTuple

import numpy as np

from alongside.stats.estimate import NotDefined
from alongside.wording import day, ngettext, number
from alongside.wording import gettext as _

Number = int | float | Decimal | Fraction
#: Observations in the order of time; None for a session that gave none.
Values = Sequence[Number | None]
#: Which way is improvement.
Better = Literal["higher", "lower"]

#: Up to here a decimal and the float that means it find each other again (15 digits).
_FIFTEEN_DIGITS = 10**15
_DECIMALS = range(7)


class Phases(NamedTuple):
    """Two phases as whole multiples of 1/scale, turned so that higher is better."""

    a: list[int]
    b: list[int]
    scale: int


def observed(values: Values) -> list[Number]:
    """The observations without the missing ones."""
    return [value for value in values if value is not None]


def whole(values: Sequence[Number]) -> tuple[list[int], int]:
    """The values as whole multiples of 1/scale, and that scale.

    Raises
    ------
    NotDefined
        A value is not a finite number.
    """
    kinds = set(map(type, values))
    if kinds <= {int}:
        return list(values), 1  # type: ignore[arg-type]  # they are int, as the line above found
    if kinds <= {int, float}:
        array = np.array(values, dtype=float)
        for decimals in _DECIMALS if np.all(np.abs(array) < _FIFTEEN_DIGITS) else ():
            scale = 10**decimals
            near = np.rint(array * scale)
            if np.all(near / scale == array) and np.all(np.abs(near) < _FIFTEEN_DIGITS):
                return near.astype(np.int64).tolist(), scale
    fractions = [fraction(value) for value in values]
    scale = lcm(*(each.denominator for each in fractions))
    return [each.numerator * (scale // each.denominator) for each in fractions], scale


def fraction(value: object) -> Fraction:
    """One value as the fraction that was written down."""
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    if not isinstance(value, (float, Decimal, np.number)) or not isfinite(value):
        raise NotDefined(_("“{value}” is not a number that can be counted with.").format(value=value))
    return Fraction(str(value))


def written(value: Number) -> str:
    """A number as the reader's language writes it, with the decimal places that it has, two at the most."""
    exact = fraction(value)
    return number(float(exact), next((places for places in (0, 1) if exact * 10**places % 1 == 0), 2))


def two_phases(a: Values, b: Values, better: Better, *, least: int = 1) -> Phases:
    """Both phases on one scale, each with at least `least` observations, turned so that higher is better.

    Raises
    ------
    NotDefined
        A phase has too few observations, or one that is no number.
    """
    if better not in ("higher", "lower"):
        raise ValueError(f"Improvement is “higher” or “lower”, not “{better}”.")
    before, after = observed(a), observed(b)
    if min(len(before), len(after)) < least:
        sentence = ngettext(
            "This needs at least one observation in each phase; here there are {before} and {after}.",
            "This needs at least {least} observations in each phase; here there are {before} and {after}.",
            least,
        )
        raise NotDefined(sentence.format(least=least, before=len(before), after=len(after)))
    counts, scale = whole([*before, *after])
    if better == "lower":
        counts = [-count for count in counts]
    return Phases(counts[: len(before)], counts[len(before) :], scale)


def one_phase(values: Values, *, least: int = 1) -> tuple[list[int], int]:
    """One phase as whole multiples of 1/scale, with at least `least` observations."""
    kept = observed(values)
    if len(kept) < least:
        sentence = ngettext(
            "This needs at least one observation; here there are {n}.",
            "This needs at least {least} observations; here there are {n}.",
            least,
        )
        raise NotDefined(sentence.format(least=least, n=len(kept)))
    return whole(kept)


def days(values: Values, on: Sequence[date] | None, *, first: int = 0) -> list[int]:
    """The day of each observation that is there.

    Without dates, sessions stand one step apart from `first` on, the missing ones among them: a gap stays
    a gap.

    Raises
    ------
    NotDefined
        Dates and values do not pair, or the dates run backwards.
    """
    if on is None:
        return [first + place for place, value in enumerate(values) if value is not None]
    if len(on) != len(values):
        sentence = _("There are {n} observations and {dates} dates; each needs its own.")
        raise NotDefined(sentence.format(n=len(values), dates=len(on)))
    kept = [date_of.toordinal() for date_of, value in zip(on, values, strict=True) if value is not None]
    for earlier, later in pairwise(kept):
        if later < earlier:
            sentence = _("The dates run backwards: {later} stands after {earlier}.")
            raise NotDefined(sentence.format(later=_day(later), earlier=_day(earlier)))
    return kept


def days_of_both(
    a: Values, a_on: Sequence[date] | None, b: Values, b_on: Sequence[date] | None
) -> tuple[list[int], list[int]]:
    """The days of two phases, one after the other; without dates the second goes on where the first ends.

    Raises
    ------
    NotDefined
        One phase has dates and the other none, or the second begins before the first has ended.
    """
    if (a_on is None) != (b_on is None):
        raise NotDefined(_("One phase has dates and the other has none; give the dates of both."))
    before, after = days(a, a_on), days(b, b_on, first=len(a))
    if before and after and after[0] < before[-1]:
        sentence = _("The later phase begins on {day}, before the earlier one has ended.")
        raise NotDefined(sentence.format(day=_day(after[0])))
    return before, after


def _day(ordinal: int) -> str:
    return day(date.fromordinal(ordinal))


def ranks(*lists: Sequence[int]) -> list[list[int]]:
    """The lists with each number replaced by its place among all of them: small enough for any array."""
    places = {number: place for place, number in enumerate(sorted(set().union(*lists)))}
    return [[places[number] for number in numbers] for numbers in lists]


class Moments(NamedTuple):
    """Sum and sum of squares of whole numbers: mean and variance without a rounding error on the way."""

    n: int
    total: int
    #: n Σx² - (Σx)², which is n(n-1) times the variance, in 1/scale².
    spread: int
    scale: int

    @property
    def mean(self) -> float:
        return self.total / (self.n * self.scale)

    @property
    def variance(self) -> float:
        return self.spread / (self.n * (self.n - 1) * self.scale * self.scale)


def moments(counts: Sequence[int], scale: int) -> Moments:
    """What mean and variance are made of."""
    total = sum(counts)
    n = len(counts)
    return Moments(n, total, n * sum(count * count for count in counts) - total * total, scale)


def twice_median(counts: Sequence[int]) -> int:
    """The two middle numbers added, or the middle one doubled: the median, kept whole."""
    ordered = sorted(counts)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
