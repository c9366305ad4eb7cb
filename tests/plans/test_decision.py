"""The decision aid says what speaks for each model and never chooses."""

from __future__ import annotations

import pytest

from alongside.plans.choices import Model
from alongside.plans.rules.decision import CRITERIA, open_questions, speaks_for


def test_each_answer_is_a_sentence_for_the_models_it_speaks_for() -> None:
    said = speaks_for({"quiet": "yes", "stage": "generalising"})
    assert said[Model.PULL_OUT] == ["The work needs quiet or privacy."]
    assert said[Model.PUSH_IN] == ["Use with other people and places is practised where those are."]
    assert said[Model.CONSULTATION] == ["The adults who are there all day can carry it further."]
    assert said[Model.COMBINATION] == []


def test_nothing_answered_says_nothing_and_asks_everything() -> None:
    assert not any(speaks_for({}).values())
    assert len(open_questions({})) == len(CRITERIA)


def test_an_unknown_answer_says_nothing() -> None:
    assert not any(speaks_for({"quiet": "perhaps", "weather": "fine"}).values())


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.key)
def test_each_criterion_has_a_source_and_answers_that_differ(criterion) -> None:  # type: ignore[no-untyped-def]
    assert str(criterion.source)
    keys = [answer.key for answer in criterion.answers]
    assert len(set(keys)) == len(keys) >= 3


def test_every_model_can_be_spoken_for() -> None:
    assert {
        model for criterion in CRITERIA for answer in criterion.answers for model in answer.speaks_for
    } == set(Model)
