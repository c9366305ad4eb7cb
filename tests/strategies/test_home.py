"""What a family says of a day in one tap, and the picture of the moment that it is done in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.people.actions.families import set_rights
from alongside.people.choices import Right
from alongside.people.rules import NotAllowed
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions.home import say_how_it_went
from alongside.strategies.choices import HomeMoment
from alongside.strategies.models import Assignment, Use
from alongside.strategies.queries.moments import moment_of
from alongside.strategies.queries.uses import days_done_at_home
from tests.factories import AT, ON, SmallSchool
from tests.strategies.told import a_parent, an_own_strategy, given_to


@pytest.fixture
def thing(people: SmallSchool) -> Assignment:
    return given_to(people.ada, an_own_strategy(people.mei), people.mei, who="family")


def test_the_last_word_of_a_day_counts(people: SmallSchool, thing: Assignment) -> None:
    for went in ("", "hard", "well"):
        say_how_it_went(assignment=thing, went=went, by=people.li, at=AT)
    standing = Use.objects.get(taken_back_at=None)
    assert (standing.was_used, standing.went) == (True, "well")
    assert Use.objects.count() == 2


def test_the_days_on_which_it_was_done_are_the_viewers_own(people: SmallSchool, thing: Assignment) -> None:
    tomorrow = people.as_on(people.li, ON + timedelta(days=1))
    say_how_it_went(assignment=thing, went="well", by=people.li, at=AT)
    say_how_it_went(assignment=thing, went="", by=tomorrow, at=AT + timedelta(days=1))
    week = DateSpan(ON, ON + timedelta(days=7))
    assert days_done_at_home(tomorrow, thing.pk, week) == [ON]
    assert days_done_at_home(people.mei, thing.pk, week) == []


def test_nobody_else_and_nobody_without_the_right_says_it(people: SmallSchool, thing: Assignment) -> None:
    others = [people.mei, people.carla, people.joy, a_parent(people, people.ben)]
    for by in others:
        with pytest.raises(NotAllowed):
            say_how_it_went(assignment=thing, went="well", by=by, at=AT)
    set_rights(tie=people.li_tie, rights=set(Right) - {Right.HELP_AT_HOME}, by=people.joy, at=AT)
    with pytest.raises(NotAllowed):
        say_how_it_went(assignment=thing, went="well", by=people.li, at=AT)
    assert not Use.objects.exists()


@pytest.mark.parametrize(
    ("strategy", "home", "moment"),
    [
        ("slt-one-more-turn", "Bath", HomeMoment.BATH),
        ("slt-one-more-turn", "Dinner", HomeMoment.MEAL),
        ("slt-one-more-turn", "Qwerty", HomeMoment.MEAL),
        ("no-such-strategy", "Qwerty", None),
    ],
)
def test_a_moment_is_told_by_the_routines_name_else_by_the_library(
    strategy: str, home: str, moment: HomeMoment | None
) -> None:
    assert moment_of(Assignment(strategy=strategy, home=home)) == moment
