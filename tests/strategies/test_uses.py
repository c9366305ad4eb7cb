"""What adults say of a day: who says it, that it is said once, and that it can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from alongside.people import actions as people_actions
from alongside.people.actions.families import say_guardianship_ends, set_rights
from alongside.people.choices import Right
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Who
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions import uses
from alongside.strategies.choices import Went
from alongside.strategies.models import Assignment, Use
from alongside.strategies.queries.given import assignment_to_speak_for, given_to_class
from alongside.strategies.queries.uses import own_use, uses_of
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.strategies.told import a_parent, an_own_strategy, given_to
from tests.strategies.told import given_to_class as give_class

YESTERDAY, TOMORROW = ON - timedelta(days=1), ON + timedelta(days=1)


@pytest.fixture
def for_teacher(people: SmallSchool) -> Assignment:
    return given_to(people.ada, an_own_strategy(people.mei), people.mei)


@pytest.fixture
def for_family(people: SmallSchool) -> Assignment:
    return given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)


def test_two_taps_say_that_it_was_used_and_how_it_went(people: SmallSchool, for_teacher: Assignment) -> None:
    use = uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)
    uses.say_went(use=use, went=Went.WELL, words="Found it alone", by=people.carla, at=AT)
    [row] = given_to_class(people.carla, people.class_2b.pk, ON)
    assert row.mine is not None
    assert (row.mine.was_used, row.mine.went, row.mine.words) == (True, Went.WELL, "Found it alone")
    [said] = uses_of([people.ada.pk], DateSpan(ON, TOMORROW))
    assert (said.child_id, said.kind, said.was_used, said.went) == (people.ada.pk, "writing", True, "well")


def test_the_same_word_twice_is_said_once_and_the_other_takes_it_back(
    people: SmallSchool, for_teacher: Assignment
) -> None:
    first = uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)
    again = uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)
    assert again == first
    other = uses.say_used(assignment=for_teacher, on=ON, was_used=False, by=people.carla, at=AT)
    first.refresh_from_db()
    assert (first.taken_back_at, other.was_used) == (AT, False)
    assert [row.was_used for row in uses_of([people.ada.pk], DateSpan(ON, TOMORROW))] == [False]


def test_word_taken_back_stays_with_its_moment_and_the_day_is_open(
    people: SmallSchool, for_teacher: Assignment
) -> None:
    use = uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)
    uses.take_back(use=use, by=people.carla, at=AT)
    assert Use.objects.get().taken_back_at == AT
    assert own_use(people.carla, use.pk) is None
    assert given_to_class(people.carla, people.class_2b.pk, ON)[0].mine is None
    with pytest.raises(NotNow, match="taken back"):
        uses.say_went(use=use, went=Went.WELL, by=people.carla, at=AT)
    uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)


def test_what_was_not_used_did_not_go(people: SmallSchool, for_teacher: Assignment) -> None:
    use = uses.say_used(assignment=for_teacher, on=ON, was_used=False, by=people.carla, at=AT)
    with pytest.raises(NotNow, match="not used"):
        uses.say_went(use=use, went=Went.WELL, by=people.carla, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.filter(pk=use.pk).update(went=Went.HARD)


@pytest.mark.parametrize("who", ["hugo", "li", "amara", "joy", "mei"])
def test_nobody_else_speaks_for_the_class_teacher(
    people: SmallSchool, for_teacher: Assignment, who: str
) -> None:
    viewer = getattr(people, who)
    assert assignment_to_speak_for(viewer, for_teacher.pk) is None
    with pytest.raises(NotAllowed, match="was given this"):
        uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=viewer, at=AT)


def test_each_adult_speaks_for_what_they_were_given(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    for who, speakers in {
        Who.TEACHER: {"carla"},
        Who.PEER: {"carla"},
        Who.ASSISTANT: {"carla", "mei"},
        Who.THERAPIST: {"mei"},
        Who.FAMILY: {"li"},
    }.items():
        assignment = given_to(people.ada, key, people.mei, who=who)
        asked = ("joy", "mei", "amara", "carla", "hugo", "li")
        assert {
            name for name in asked if assignment_to_speak_for(getattr(people, name), assignment.pk)
        } == speakers


def test_class_strategy_is_spoken_for_by_its_own_teacher(people: SmallSchool) -> None:
    assignment = give_class(people.class_2b, an_own_strategy(people.mei), people.mei)
    uses.say_used(assignment=assignment, on=ON, was_used=True, by=people.carla, at=AT)
    with pytest.raises(NotAllowed):
        uses.say_used(assignment=assignment, on=ON, was_used=True, by=people.hugo, at=AT)
    assert uses_of([people.ada.pk], DateSpan(ON, TOMORROW)) == []


def test_family_says_its_own_and_another_family_never(people: SmallSchool, for_family: Assignment) -> None:
    other = a_parent(people, people.ben)
    with pytest.raises(NotAllowed):
        uses.say_used(assignment=for_family, on=ON, was_used=True, by=other, at=AT)
    second = a_parent(people, people.ada, "Noor Lund")
    for viewer in (people.li, second):
        uses.say_used(assignment=for_family, on=ON, was_used=True, by=viewer, at=AT)
    assert len(uses_of([people.ada.pk], DateSpan(ON, TOMORROW))) == 2


def test_tie_that_has_ended_speaks_no_more(people: SmallSchool, for_family: Assignment) -> None:
    people_actions.say_child_leaves(child=people.ada, leaves_on=TOMORROW, by=people.joy, at=AT)
    with pytest.raises(NotAllowed):
        uses.say_used(
            assignment=for_family, on=TOMORROW, was_used=True, by=people.as_on(people.li, TOMORROW), at=AT
        )


@pytest.mark.parametrize(("on", "sentence"), [(YESTERDAY, "not to be done"), (TOMORROW, "still to come")])
def test_days_before_it_was_given_and_to_come_are_refused(
    people: SmallSchool, for_teacher: Assignment, on: object, sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        uses.say_used(assignment=for_teacher, on=on, was_used=True, by=people.carla, at=AT)  # type: ignore[arg-type]


def test_somebody_elses_word_is_left_alone(
    people: SmallSchool, for_teacher: Assignment, stranger: Stranger
) -> None:
    use = uses.say_used(assignment=for_teacher, on=ON, was_used=True, by=people.carla, at=AT)
    assert own_use(people.mei, use.pk) is None
    with pytest.raises(NotAllowed):
        uses.say_went(use=use, went=Went.HARD, by=people.mei, at=AT)
    with scope(organisation=stranger.organisation):
        assert own_use(stranger.stan, use.pk) is None
        with pytest.raises(NotAllowed):
            uses.take_back(use=use, by=stranger.stan, at=AT)


def test_a_guardian_of_before_does_not_touch_what_she_said(
    people: SmallSchool, for_family: Assignment
) -> None:
    use = uses.say_used(assignment=for_family, on=ON, was_used=True, by=people.li, at=AT)
    assert own_use(people.li, use.pk) == use
    set_rights(tie=people.li_tie, rights=set(), by=people.joy, at=AT)
    assert own_use(people.li, use.pk) is None
    set_rights(tie=people.li_tie, rights=set(Right), by=people.joy, at=AT)
    say_guardianship_ends(tie=people.li_tie, ends=TOMORROW, by=people.joy, at=AT)
    assert own_use(people.li, use.pk) == use
    assert own_use(people.as_on(people.li, TOMORROW), use.pk) is None
