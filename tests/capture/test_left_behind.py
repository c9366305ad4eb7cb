"""What is left behind after class: one thing for the teacher, one for home, and who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.capture.actions import notes
from alongside.capture.choices import Audience
from alongside.capture.models import DatedSession, DatedVisit, LeaveBehind
from alongside.capture.queries import notes as queries
from alongside.people.rules import NotAllowed, NotNow
from tests.capture.held import a_share, a_visit
from tests.factories import AT, ON, SmallSchool, Stranger

LATER = AT + timedelta(hours=2)
MEI = "Mei Tan"


@pytest.fixture
def visit(people: SmallSchool) -> DatedVisit:
    """Mei with Ada in Writing."""
    made = a_visit(people)
    a_share(made, people.ada, people)
    return made


def share(visit: DatedVisit) -> DatedSession:
    return visit.sessions.get()


def test_one_thing_is_left_for_the_teacher_and_one_for_home(people: SmallSchool, visit: DatedVisit) -> None:
    for text in ("Point to the checklist.", "Point to the checklist, then wait."):
        notes.leave_behind(session=share(visit), audience=Audience.TEACHER, text=text, by=people.mei, at=AT)
    notes.leave_behind(
        session=share(visit), audience=Audience.HOME, text="Let her write the list.", by=people.mei, at=AT
    )
    (for_class,) = queries.left_for_class(people.carla, people.class_2b.pk)
    assert (for_class.text, for_class.by, for_class.on) == ("Point to the checklist, then wait.", MEI, ON)
    (for_home,) = queries.left_for_home(people.li, people.ada.pk)
    assert (for_home.text, for_home.called) == ("Let her write the list.", "Ada")
    notes.take_back_leave_behind(session=share(visit), audience=Audience.HOME, by=people.mei, at=LATER)
    assert queries.left_for_home(people.li, people.ada.pk) == []
    assert LeaveBehind.objects.count() == 3


def test_what_is_left_is_read_by_the_classs_teacher_and_the_family_alone(
    people: SmallSchool, visit: DatedVisit, stranger: Stranger
) -> None:
    for audience in Audience:
        notes.leave_behind(session=share(visit), audience=audience, text="Do it.", by=people.mei, at=AT)
    for viewer in (people.hugo, people.amara, people.li, stranger.stan):
        assert queries.left_for_class(viewer, people.class_2b.pk) == []
    for viewer in (people.carla, people.mei, people.joy, stranger.stan):
        assert queries.left_for_home(viewer, people.ada.pk) == []
    assert len(queries.left_for_class(people.joy, people.class_2b.pk)) == 1
    later = people.as_on(people.carla, ON + timedelta(days=15))
    assert queries.left_for_class(later, people.class_2b.pk) == []


def test_what_is_left_has_words_and_comes_from_who_was_there(people: SmallSchool, visit: DatedVisit) -> None:
    for text in ("", " ", "x" * 301):
        with pytest.raises(NotNow):
            notes.leave_behind(session=share(visit), audience=Audience.HOME, text=text, by=people.mei, at=AT)
    for other in (people.joy, people.amara, people.carla, people.li):
        with pytest.raises(NotAllowed):
            notes.leave_behind(session=share(visit), audience=Audience.HOME, text="x", by=other, at=AT)
        with pytest.raises(NotAllowed):
            notes.take_back_leave_behind(session=share(visit), audience=Audience.HOME, by=other, at=AT)
