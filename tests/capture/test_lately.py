"""What a family reads of the last visits: its own child's share, the face it chose, the words left for home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions import notes
from alongside.capture.choices import Audience
from alongside.capture.queries.lately import held_lately
from alongside.people.actions.families import set_rights
from alongside.people.choices import Right
from alongside.scheduling.choices import Mode
from tests.capture.held import a_share, a_visit, see
from tests.factories import AT, ON, SmallSchool, Stranger


def test_the_latest_visit_comes_first_with_face_and_words(people: SmallSchool) -> None:
    a_share(a_visit(people, on=ON - timedelta(days=3)), people.ada, people)
    visit = a_visit(people)
    session = a_share(visit, people.ada, people)
    see(visit, people.ada, {"face": 2})
    see(visit, people.ada, {"face": 5})
    notes.leave_behind(session=session, audience=Audience.HOME, text="Let her write.", by=people.mei, at=AT)
    first, second = held_lately(people.li, people.ada.pk)
    assert (first.on, first.staff, first.minutes, first.in_class, first.routine) == (
        ON,
        "Mei Tan",
        30,
        True,
        "Writing",
    )
    assert first.face is not None
    assert (first.face.number, first.face.word) == (5, "Great")
    assert first.left == ("Let her write.",)
    assert (second.on, second.face, second.left) == (ON - timedelta(days=3), None, ())


def test_outside_class_no_routine_is_told(people: SmallSchool) -> None:
    a_share(a_visit(people, mode=Mode.PULL_OUT), people.ada, people)
    (held,) = held_lately(people.li, people.ada.pk)
    assert (held.in_class, held.routine) == (False, "")


@pytest.mark.parametrize(
    ("fields", "days"), [({"away": "child_absent"}, 0), ({"minutes": 0}, 0), ({}, 14), ({}, -1)]
)
def test_no_share_too_long_ago_and_still_to_come_are_left_out(
    people: SmallSchool, fields: dict[str, object], days: int
) -> None:
    a_share(a_visit(people, on=ON - timedelta(days=days)), people.ada, people, **fields)
    assert held_lately(people.li, people.ada.pk) == []


def test_rights_decide_and_others_read_nothing(people: SmallSchool, stranger: Stranger) -> None:
    visit = a_visit(people)
    session = a_share(visit, people.ada, people)
    a_share(visit, people.ben, people)
    notes.leave_behind(session=session, audience=Audience.HOME, text="Let her write.", by=people.mei, at=AT)
    set_rights(tie=people.li_tie, rights={Right.READ_REPORTS}, by=people.joy, at=AT)
    assert [each.left for each in held_lately(people.li, people.ada.pk)] == [()]
    assert held_lately(people.li, people.ben.pk) == []
    for viewer in (people.mei, people.carla, people.joy):
        assert held_lately(viewer, people.ada.pk) == []
    with scope(organisation=stranger.organisation):
        assert held_lately(stranger.stan, people.ada.pk) == []
    set_rights(tie=people.li_tie, rights={Right.HELP_AT_HOME}, by=people.joy, at=AT)
    assert held_lately(people.li, people.ada.pk) == []


def test_three_visits_ask_as_much_as_one(people: SmallSchool) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            held_lately(people.li, people.ada.pk)
        return len(context)

    a_share(a_visit(people), people.ada, people)
    one = asked()
    for days in (1, 2):
        a_share(a_visit(people, on=ON - timedelta(days=days)), people.ada, people)
    assert len(held_lately(people.li, people.ada.pk)) == 3
    assert asked() == one
