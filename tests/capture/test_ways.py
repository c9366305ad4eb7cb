"""An organisation's own ladder of help, and its rule for what is made up."""

from __future__ import annotations

import pytest
from django_scopes import scope

from alongside.capture.actions.ways import set_ladder, set_make_up
from alongside.capture.choices import USUALLY_MADE_UP, Reason
from alongside.capture.queries.ways import ways_of
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, SmallSchool, Stranger


def test_ways_are_the_usual_until_somebody_says_otherwise(people: SmallSchool) -> None:
    ways = ways_of(people.mei)
    assert ways.ladder == ("Alone", "Point", "Say", "Show", "Hands")
    assert (ways.made_up, ways.make_up_within, ways.is_usual_ladder) == (USUALLY_MADE_UP, 15, True)


def test_a_ladder_has_the_organisations_own_words(people: SmallSchool, stranger: Stranger) -> None:
    set_ladder(words=["Alone", "  A   look ", "", "A word"], by=people.joy, at=AT)
    assert ways_of(people.mei).ladder == ("Alone", "A look", "A word")
    with scope(organisation=stranger.organisation):
        assert ways_of(stranger.stan).is_usual_ladder
    set_ladder(words=[], by=people.joy, at=AT)
    assert ways_of(people.mei).is_usual_ladder


@pytest.mark.parametrize(
    "words",
    [["Alone"], [str(each) for each in range(9)], ["Alone", "alone"], ["Alone", "x" * 25]],
)
def test_a_ladder_that_cannot_be_tapped_is_refused(people: SmallSchool, words: list[str]) -> None:
    with pytest.raises(NotNow):
        set_ladder(words=words, by=people.joy, at=AT)
    assert ways_of(people.mei).is_usual_ladder


def test_what_is_made_up_is_said_by_reason(people: SmallSchool) -> None:
    set_make_up(made_up={Reason.CHILD_AWAY: True, Reason.TRIP: False}, within=10, by=people.joy, at=AT)
    ways = ways_of(people.mei)
    assert (ways.made_up[Reason.CHILD_AWAY], ways.made_up[Reason.TRIP]) == (True, False)
    assert ways.made_up[Reason.STAFF_AWAY] is USUALLY_MADE_UP[Reason.STAFF_AWAY]
    assert ways.make_up_within == 10


@pytest.mark.parametrize("within", [0, 201])
def test_a_time_that_is_none_is_refused(people: SmallSchool, within: int) -> None:
    with pytest.raises(NotNow):
        set_make_up(made_up={}, within=within, by=people.joy, at=AT)


def test_only_a_coordinator_says_how_things_are_recorded(people: SmallSchool) -> None:
    with pytest.raises(NotAllowed):
        set_ladder(words=["A", "B"], by=people.mei, at=AT)
    with pytest.raises(NotAllowed):
        set_make_up(made_up={}, within=5, by=people.mei, at=AT)
