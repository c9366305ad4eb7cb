"""How the teams of the demo chose a delivery model, by lots: the answers that they gave, and whom they asked."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from alongside.demo.voices import REASONS
from alongside.plans.choices import Model
from alongside.plans.rules.decision import CRITERIA

SPEAKING_FOR_IT = 75
"""ASSUMPTION: of a hundred answers so many speak for the model that was chosen; the others make it a choice."""

UNANSWERED = 6
"""ASSUMPTION: of a hundred questions so many stay open."""

ALWAYS_ASKED, ALSO_ASKED = ("teacher", "therapist"), ("family", "child", "assistant")


class Decided(NamedTuple):
    """A choice as `plans.actions.planned.decide` takes it."""

    answers: dict[str, str]
    asked: list[str]
    reason: str


def decided_on(model: Model, name: str, dice: Random) -> Decided:
    """Answers of which most speak for the model, who was asked, and a reason with the child's name."""
    answers = {}
    for criterion in CRITERIA:
        if dice.randrange(100) < UNANSWERED:
            continue
        for_it = [answer for answer in criterion.answers if model in answer.speaks_for]
        likely = for_it and dice.randrange(100) < SPEAKING_FOR_IT
        answers[criterion.key] = dice.choice(for_it if likely else criterion.answers).key
    asked = [*ALWAYS_ASKED, *(each for each in ALSO_ASKED if each in answers or dice.random() < 0.3)]
    return Decided(answers, asked, dice.choice(REASONS[model]).format(name=name))
