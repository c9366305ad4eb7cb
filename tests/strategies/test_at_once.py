"""Two taps at the same moment: one word is kept, and the same strategy is given once."""

from __future__ import annotations

import pytest
from django_scopes import scope

from alongside.people.rules import NotNow
from alongside.strategies.actions.uses import say_used
from alongside.strategies.models import Assignment, Use
from tests.conversations.test_at_once import at_once, shared_school
from tests.factories import AT, ON, SmallSchool
from tests.strategies.told import an_own_strategy, given_to

__all__ = ["shared_school"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_same_word_said_by_four_at_once_is_one(shared_school: SmallSchool) -> None:
    people = shared_school
    with scope(organisation=people.organisation):
        given = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    said = at_once(
        people, lambda: say_used(assignment=given, on=ON, was_used=True, by=people.carla, at=AT).pk
    )
    assert len(set(said)) == 1
    with scope(organisation=people.organisation):
        assert Use.objects.count() == 1


def test_same_strategy_given_by_four_at_once_is_given_once(shared_school: SmallSchool) -> None:
    people = shared_school
    with scope(organisation=people.organisation):
        own = an_own_strategy(people.mei)

    def give() -> bool:
        try:
            given_to(people.ada, own, people.mei)
        except NotNow:
            return False
        return True

    assert sorted(at_once(people, give)) == [False, False, False, True]
    with scope(organisation=people.organisation):
        assert Assignment.objects.count() == 1
