"""What a family allows stands purpose by purpose, from a day, and a guardian can say otherwise on any day."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.actions import add_guardian, give_account
from alongside.people.actions.consents import ask_consent, say_consent, write_down_consent
from alongside.people.actions.families import say_guardianship_ends, set_rights
from alongside.people.choices import WHAT_FOLLOWS, Answer, Purpose, Relation, Right
from alongside.people.models import Child, Consent, Guardianship
from alongside.people.queries import viewer_of
from alongside.people.queries.consents import (
    ConsentLine,
    children_refused,
    consents_of,
    has_consent,
)
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger

PICTURES = Purpose.PICTURES


@pytest.fixture
def bo(people: SmallSchool) -> Viewer:
    """Ada's other guardian."""
    tie = add_guardian(child=people.ada, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT)
    account = give_account(
        person=tie.guardian, email="bo@riverside.example", password=PASSWORD, by=people.joy, at=AT
    )
    viewer = viewer_of(account, ON)
    assert viewer is not None
    return viewer


#: Each thing is said a minute after the one before.
MINUTES = count(1)


def _say(child: Child, is_given: bool, by: Viewer, purpose: Purpose = PICTURES, named: str = "") -> Consent:
    at = AT + timedelta(minutes=next(MINUTES))
    return say_consent(child=child, purpose=purpose, is_given=is_given, named=named, by=by, at=at)


def _line(viewer: Viewer, child: Child, purpose: Purpose = PICTURES) -> ConsentLine:
    return next(line for line in consents_of(viewer, child) if line.purpose is purpose)


def test_nothing_said_is_no_consent(people: SmallSchool) -> None:
    assert not has_consent(people.ada, PICTURES, ON)
    line = _line(people.li, people.ada)
    assert (line.holds, line.answers, line.history) == (False, (), ())


def test_each_purpose_stands_alone(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    assert has_consent(people.ada, PICTURES, ON)
    assert not any(has_consent(people.ada, each, ON) for each in Purpose if each is not PICTURES)
    assert not has_consent(people.ben, PICTURES, ON)


def test_consent_begins_on_its_day_and_is_withdrawn_on_any(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    later = ON + timedelta(days=9)
    _say(people.ada, False, people.as_on(people.li, later))
    assert not has_consent(people.ada, PICTURES, ON - timedelta(days=1))
    assert has_consent(people.ada, PICTURES, later - timedelta(days=1))
    assert not has_consent(people.ada, PICTURES, later)
    history = _line(people.as_on(people.joy, later), people.ada).history
    assert [(each.answer, each.holds_from, each.said_by) for each in history] == [
        (Answer.NO, later, people.li.account),
        (Answer.YES, ON, people.li.account),
    ]


def test_saying_it_twice_is_saying_it_once(people: SmallSchool) -> None:
    assert _say(people.ada, True, people.li) == _say(people.ada, True, people.li)
    assert Consent.objects.count() == 1


def test_one_no_of_two_guardians_is_no(people: SmallSchool, bo: Viewer) -> None:
    _say(people.ada, True, people.li)
    _say(people.ada, False, bo)
    assert not has_consent(people.ada, PICTURES, ON)
    _say(people.ada, True, bo)
    assert has_consent(people.ada, PICTURES, ON)


def test_a_guardian_without_the_right_neither_says_nor_counts(people: SmallSchool, bo: Viewer) -> None:
    _say(people.ada, True, people.li)
    _say(people.ada, False, bo)
    tie = Guardianship.objects.get(guardian__in=bo.guardian_ids)
    set_rights(tie=tie, rights=set(Right) - {Right.CONSENT}, by=people.joy, at=AT)
    assert has_consent(people.ada, PICTURES, ON)
    with pytest.raises(NotAllowed, match="do not give consent"):
        _say(people.ada, False, bo)
    assert consents_of(bo, people.ada) == []


def test_the_word_of_a_guardian_who_has_left_no_longer_counts(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    say_guardianship_ends(tie=people.li_tie, ends=ON + timedelta(days=5), by=people.joy, at=AT)
    assert has_consent(people.ada, PICTURES, ON + timedelta(days=4))
    assert not has_consent(people.ada, PICTURES, ON + timedelta(days=5))


def test_an_outside_service_is_asked_for_by_name(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="which service"):
        _say(people.ada, True, people.li, Purpose.OUTSIDE)
    ask_consent(child=people.ada, purpose=Purpose.OUTSIDE, named="Hearing clinic ", by=people.joy, at=AT)
    line = _line(people.li, people.ada, Purpose.OUTSIDE)
    assert (line.named, line.is_asked, line.holds) == ("Hearing clinic", True, False)
    _say(people.ada, True, people.li, Purpose.OUTSIDE, "Hearing clinic")
    assert has_consent(people.ada, Purpose.OUTSIDE, ON, "Hearing clinic")
    assert not has_consent(people.ada, Purpose.OUTSIDE, ON, "Another clinic")


def test_asking_again_leaves_what_stands_until_it_is_answered(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    later = people.as_on(people.joy, ON + timedelta(days=1))
    ask_consent(child=people.ada, purpose=PICTURES, by=later, at=AT + timedelta(days=1))
    line = _line(later, people.ada)
    assert (line.holds, line.is_asked) == (True, True)
    say_consent(
        child=people.ada,
        purpose=PICTURES,
        is_given=True,
        by=people.as_on(people.li, later.on),
        at=AT + timedelta(days=1, minutes=5),
    )
    line = _line(later, people.ada)
    assert (line.holds, line.is_asked) == (True, False)


def test_what_was_signed_on_paper_holds_from_its_day(people: SmallSchool) -> None:
    later = people.as_on(people.joy, ON + timedelta(days=3))
    wrote = {"child": people.ada, "guardian": people.li_tie.guardian, "purpose": PICTURES, "by": later}
    consent = write_down_consent(
        **wrote, is_given=True, signed_on=ON + timedelta(days=1), at=AT + timedelta(days=3)
    )
    assert (consent.on_paper, consent.said_by) == (True, people.joy.account)
    assert has_consent(people.ada, PICTURES, ON + timedelta(days=1))
    assert not has_consent(people.ada, PICTURES, ON)
    with pytest.raises(NotNow, match="still to come"):
        write_down_consent(**wrote, is_given=True, signed_on=ON + timedelta(days=4), at=AT)


def test_paper_that_comes_late_does_not_overrule_a_later_no(people: SmallSchool) -> None:
    later = ON + timedelta(days=3)
    _say(people.ada, False, people.as_on(people.li, later))
    write_down_consent(
        child=people.ada,
        guardian=people.li_tie.guardian,
        purpose=PICTURES,
        is_given=True,
        signed_on=ON,
        by=people.as_on(people.joy, later),
        at=AT + timedelta(days=3),
    )
    assert not has_consent(people.ada, PICTURES, later)


@pytest.mark.parametrize("who", ["mei", "carla", "joy"])
def test_nobody_else_says_it_for_a_family(people: SmallSchool, who: str) -> None:
    with pytest.raises(NotAllowed):
        _say(people.ada, True, getattr(people, who))


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
def test_only_a_coordinator_asks_and_writes_down(people: SmallSchool, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(NotAllowed):
        ask_consent(child=people.ada, purpose=PICTURES, by=by, at=AT)
    with pytest.raises(NotAllowed):
        write_down_consent(
            child=people.ada,
            guardian=people.li_tie.guardian,
            purpose=PICTURES,
            is_given=True,
            signed_on=ON,
            by=by,
            at=AT,
        )


def test_therapist_teacher_and_other_family_read_none(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    assert consents_of(people.mei, people.ada) == []
    assert consents_of(people.carla, people.ada) == []
    assert consents_of(people.li, people.ben) == []
    assert len(consents_of(people.joy, people.ada)) == len(Purpose) - 1


def test_stranger_says_asks_and_reads_nothing(people: SmallSchool, stranger: Stranger) -> None:
    with scope(organisation=stranger.organisation):
        with pytest.raises(NotAllowed):
            _say(people.ada, True, stranger.stan)
        with pytest.raises(NotAllowed, match="another organisation"):
            ask_consent(child=people.ada, purpose=PICTURES, by=stranger.stan, at=AT)
        assert all(not line.history for line in consents_of(stranger.stan, people.ada))
    assert not Consent.objects.exists()


def test_every_answer_leaves_an_event_without_a_name(people: SmallSchool) -> None:
    _say(people.ada, True, people.li)
    _say(people.ada, False, people.li)
    events = AuditEvent.objects.filter(action__startswith="consent.").order_by("number")
    assert [event.action for event in events] == ["consent.given", "consent.refused"]
    assert {event.detail["child"] for event in events} == {str(people.ada.pk)}
    assert "Ada" not in str([event.detail for event in events])


def test_a_row_without_its_guardian_or_service_is_impossible(people: SmallSchool) -> None:
    row = Consent(
        organisation=people.organisation,
        child=people.ada,
        purpose=PICTURES,
        answer=Answer.YES,
        holds_from=ON,
        said_by=people.joy.account,
        said_at=AT,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.answer, row.named = Answer.ASKED, "Hearing clinic"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@given(answers=st.lists(st.booleans(), min_size=1, max_size=6))
def test_the_last_word_stands(answers: list[bool]) -> None:
    from alongside.people.queries.consents import _holds, _standing

    guardian, child = AuditEvent().pk, AuditEvent().pk
    rows = [
        Consent(child_id=child, guardian_id=guardian, answer=Answer.YES if each else Answer.NO)
        for each in answers
    ]
    assert _holds(_standing(reversed(rows), {(child, guardian)})) is answers[-1]
    assert not _holds(_standing(reversed(rows), set()))


def test_every_purpose_says_what_follows(people: SmallSchool) -> None:
    assert set(WHAT_FOLLOWS) == set(Purpose)
    for words in WHAT_FOLLOWS.values():
        assert len({str(each).format(name="Ada") for each in words}) == 3


def test_a_no_is_told_from_nothing_said(people: SmallSchool, bo: Viewer) -> None:
    children = [people.ada.pk, people.ben.pk]
    assert children_refused(children, PICTURES, ON) == set()
    _say(people.ada, True, people.li)
    assert children_refused(children, PICTURES, ON) == set()
    _say(people.ada, False, bo)
    assert children_refused(children, PICTURES, ON) == {people.ada.pk}
