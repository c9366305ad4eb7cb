"""What a decision rule answers: what it says, what it looked at, and how often it errs by chance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from alongside.wording import gettext as _
from alongside.wording import ngettext, number


class Says(StrEnum):
    """What a rule can say."""

    TOO_FEW = "too few observations"
    GO_ON = "go on"
    CHANGE = "change the teaching"
    RAISE = "raise the goal"
    UNCLEAR = "cannot be judged"
    CHANGED = "systematic change"
    NOT_SHOWN = "no systematic change shown"


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule's answer.

    Attributes
    ----------
    says : Says
        What the rule says.
    sentence : str
        The same as a sentence in the reader's language, with the number of observations behind it.
    n : int
        Observations in the record.
    needs : int
        The fewest with which the rule answers.
    false_alarm : float or None
        How often a record of this length, of a child for whom there is nothing to change (or nothing changed),
        sets the rule off at least once by chance; None while there are too few observations.
    """

    says: Says
    sentence: str
    n: int
    needs: int
    false_alarm: float | None


def too_few(n: int, needs: int) -> Decision:
    """The answer of a rule that has not enough to look at."""
    missing = needs - n
    sentence = ngettext(
        "{n} of the {needs} observations that this rule needs: {missing} more before it can say anything.",
        "{n} of the {needs} observations that this rule needs: {missing} more before it can say anything.",
        missing,
    ).format(n=n, needs=needs, missing=missing)
    return Decision(Says.TOO_FEW, sentence, n, needs, None)


def with_chance(sentence: str, false_alarm: float) -> str:
    """A sentence and how often chance alone leads a child on the aimline there."""
    pattern = _("{sentence} By chance alone this befalls {n} of 100 children who are exactly on it.")
    return pattern.format(sentence=sentence, n=number(100 * false_alarm))


def shown(slope: float) -> str:
    """A slope with its sign, to two places, or two digits where those would be noughts."""
    told = Decimal(f"{slope:.2f}" if abs(slope) >= 0.1 or slope == 0 else f"{slope:.2g}")
    sign = "-" if told < 0 else "+"
    return sign + number(abs(float(told)), max(0, -int(told.as_tuple().exponent)))
