"""Two observers' columns, held to be columns of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from alongside.stats.estimate import Estimate, NotDefined
from alongside.stats.exact import Number, whole
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

Entry = TypeVar("Entry")

NO_ERROR = N_("A description of these two records; it has no standard error.")


def paired(first: Sequence[Entry], second: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """The two columns side by side.

    Raises
    ------
    NotDefined
        They are empty or of different length.
    """
    if len(first) != len(second):
        sentence = _("The two records do not pair: one has {first} entries, the other {second}.")
        raise NotDefined(sentence.format(first=len(first), second=len(second)))
    if not first:
        raise NotDefined(_("There is nothing to compare: both records are empty."))
    return list(zip(first, second, strict=True))


def counted(first: Sequence[Number], second: Sequence[Number]) -> list[tuple[int, int]]:
    """The two columns as whole multiples of one unit, none below zero."""
    paired(first, second)
    counts, _scale = whole([*first, *second])
    if min(counts) < 0:
        raise NotDefined(_("A count or a duration cannot lie below zero."))
    return list(zip(counts[: len(first)], counts[len(first) :], strict=True))


def smaller_over_larger(one: int, other: int) -> float:
    """The smaller as a share of the larger; two zeros agree wholly."""
    return min(one, other) / max(one, other) if one or other else 1.0


def per_cent(share: float, n: int, kind: str, label: str) -> Estimate:
    """An agreement as the room answers it."""
    return Estimate(100 * share, None, None, None, (n,), kind, label, _(NO_ERROR))
