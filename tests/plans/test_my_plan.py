"""The child's own page: written down by its team, read by its family, and closed to everybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.actions.said import take_back_said, write_down_said
from alongside.plans.choices import SaidAbout
from alongside.plans.models import ChildSaid, Goal
from alongside.plans.queries.my_plan import my_plan_of, said_for
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.plans.written import in_force


def said(people: SmallSchool, words: str = "I like the swing.", about: str = "likes") -> ChildSaid:
    """Something that Ada said, written down by Mei."""
    return write_down_said(child=people.ada, about=about, words=words, by=people.mei, at=AT)


def test_what_was_said_stands_dated_with_who_wrote_it(people: SmallSchool) -> None:
    each = said(people, "  I like the swing.  ")
    assert (each.words, each.on, each.written_by) == ("I like the swing.", ON, people.mei.account)
    page = my_plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert page.may_write
    assert dict(page.said)[SaidAbout.LIKES] == (each,)
    event = AuditEvent.objects.get(action="said.written_down")
    assert event.detail == {"child": str(people.ada.pk)}


def test_page_tells_goals_in_the_child_s_words_and_who_helps(people: SmallSchool) -> None:
    version = in_force(people)
    goal = version.goals.first()
    assert goal is not None
    Goal.objects.filter(pk=goal.pk).update(child_words="I write my name.", settings=["writing"])
    page = my_plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert ("I write my name.", True, "writing") in [
        (each.words, each.is_own, each.kind) for each in page.goals
    ]
    assert [staff.given_name for staff in page.helpers] == ["Mei"]
    assert page.teachers == ("Carla Ferreira",)


def test_a_goal_without_words_for_a_child_is_left_to_the_adults(people: SmallSchool) -> None:
    version = in_force(people)
    Goal.objects.filter(version=version).update(child_words="", plain="")
    page = my_plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert page.goals == ()


def test_a_guardian_and_the_class_teacher_read_and_do_not_write(people: SmallSchool) -> None:
    each = said(people)
    for reader in (people.li, people.carla):
        page = my_plan_of(reader, people.ada.pk)
        assert page is not None
        assert dict(page.said)[SaidAbout.LIKES] == (each,)
        assert not page.may_write
        for write in (
            lambda by: write_down_said(child=people.ada, about="likes", words="x", by=by, at=AT),
            lambda by: take_back_said(said=each, by=by, at=AT),
        ):
            with pytest.raises(NotAllowed):
                write(reader)


def test_a_guardian_without_the_right_reads_nothing(people: SmallSchool) -> None:
    Guardianship.objects.filter(pk=people.li_tie.pk).update(**{Right.READ_PLAN.value: False})
    assert my_plan_of(people.li, people.ada.pk) is None


def test_everybody_else_gets_nothing(people: SmallSchool, stranger: Stranger) -> None:
    each = said(people)
    for other in (people.hugo, people.amara, stranger.stan):
        assert my_plan_of(other, people.ada.pk) is None
        assert said_for(other, people.ada.pk, each.pk) is None
        with pytest.raises(NotAllowed):
            write_down_said(child=people.ada, about="likes", words="x", by=other, at=AT)
        with pytest.raises(NotAllowed):
            take_back_said(said=each, by=other, at=AT)
    assert said_for(people.joy, people.ben.pk, each.pk) is None


def test_taken_back_it_no_longer_stands(people: SmallSchool) -> None:
    each = said(people)
    take_back_said(said=each, by=people.mei, at=AT)
    page = my_plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert dict(page.said)[SaidAbout.LIKES] == ()
    with pytest.raises(NotNow):
        take_back_said(said=each, by=people.mei, at=AT)


def test_what_makes_no_sense_is_refused_with_a_sentence(people: SmallSchool) -> None:
    for about, words, days in (
        ("food", "x", 0),
        ("likes", " ", 0),
        ("likes", "x" * 301, 0),
        ("likes", "x", 1),
    ):
        with pytest.raises(NotNow):
            write_down_said(
                child=people.ada,
                about=about,
                words=words,
                on=ON + timedelta(days=days),
                by=people.mei,
                at=AT,
            )
    assert not ChildSaid.objects.exists()
