"""Two guardians of a child may differ in what they may do, and a tie that has ended opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.people.actions.families import say_guardianship_ends, set_rights
from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.people.queries import children_of_guardian
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, ON, SmallSchool, Stranger


@pytest.mark.parametrize("right", Right)
def test_a_right_alone_opens_its_own_alone(people: SmallSchool, right: Right) -> None:
    set_rights(tie=people.li_tie, rights={right}, by=people.joy, at=AT)
    assert list(children_of_guardian(people.li)) == [people.ada]
    for each in Right:
        assert children_of_guardian(people.li, each).exists() == (each is right)


def test_a_tie_ends_on_its_day_and_can_go_on(people: SmallSchool) -> None:
    later = ON + timedelta(days=7)
    say_guardianship_ends(tie=people.li_tie, ends=later, by=people.joy, at=AT)
    assert children_of_guardian(people.as_on(people.li, later - timedelta(days=1))).exists()
    assert not children_of_guardian(people.as_on(people.li, later)).exists()
    say_guardianship_ends(tie=people.li_tie, ends=None, by=people.joy, at=AT)
    assert children_of_guardian(people.as_on(people.li, later)).exists()


def test_a_tie_does_not_end_before_it_began(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="before the tie began"):
        say_guardianship_ends(tie=people.li_tie, ends=ON - timedelta(days=1), by=people.joy, at=AT)


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
def test_only_a_coordinator_says_it(people: SmallSchool, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(NotAllowed):
        set_rights(tie=people.li_tie, rights=set(), by=by, at=AT)
    with pytest.raises(NotAllowed):
        say_guardianship_ends(tie=people.li_tie, ends=ON, by=by, at=AT)
    kept = Guardianship.objects.get(pk=people.li_tie.pk)
    assert (kept.reads_plan, kept.ends) == (True, None)


def test_stranger_changes_no_tie_of_ours(people: SmallSchool, stranger: Stranger) -> None:
    with scope(organisation=stranger.organisation):
        with pytest.raises(NotAllowed, match="another organisation"):
            set_rights(tie=people.li_tie, rights=set(), by=stranger.stan, at=AT)
        with pytest.raises(NotAllowed, match="another organisation"):
            say_guardianship_ends(tie=people.li_tie, ends=ON, by=stranger.stan, at=AT)
