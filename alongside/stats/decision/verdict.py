"""What a decision rule answers: what it says, what it looked at, and how often it errs by chance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
        The same as a sentence, with the number of observations behind it.
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
    sentence = (
        f"{n} of the {needs} observations that this rule needs: {missing} more before it can say anything."
    )
    return Decision(Says.TOO_FEW, sentence, n, needs, None)


def with_chance(sentence: str, false_alarm: float) -> str:
    """A sentence and how often chance alone leads a child on the aimline there."""
    return f"{sentence} By chance alone this befalls {100 * false_alarm:.0f} of 100 children who are exactly on it."


def shown(slope: float) -> str:
    """A slope with its sign, to two places, or two digits where those would be noughts."""
    return f"{slope:+.2f}" if abs(slope) >= 0.1 or slope == 0 else f"{slope:+.2g}"
