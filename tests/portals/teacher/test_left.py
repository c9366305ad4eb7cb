"""What was left after a visit, as the class’s teacher meets it on the page of its week."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.capture.actions import notes
from alongside.capture.choices import Audience
from alongside.capture.models import DatedSession
from alongside.people import actions as people_actions
from tests.capture.held import a_share, a_visit
from tests.factories import AT, SmallSchool, Stranger, browser_of

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def session(people: SmallSchool) -> DatedSession:
    """Ada’s share of a visit of Mei that was held."""
    return a_share(a_visit(people), people.ada, people)


def left(session: DatedSession, people: SmallSchool, text: str = "Point to the checklist.") -> None:
    notes.leave_behind(session=session, audience=Audience.TEACHER, text=text, by=people.mei, at=AT)


def test_teacher_reads_what_to_do_and_who_left_it_when(people: SmallSchool, session: DatedSession) -> None:
    url = f"/class-week/{people.class_2b.pk}/"
    assert "Left for you" not in browser_of(people.carla).get(url).text
    left(session, people)
    page = browser_of(people.carla).get(url).text
    for words in (
        "Left for you after a visit",
        "Ada",
        "Point to the checklist.",
        "Mei Tan, Monday 8 September",
    ):
        assert words in page, words
    assert "Point to the checklist." in browser_of(people.joy).get(url).text
    notes.take_back_leave_behind(session=session, audience=Audience.TEACHER, by=people.mei, at=AT)
    assert "Point to the checklist." not in browser_of(people.carla).get(url).text


def test_other_readers_of_the_week_do_not_see_it(
    people: SmallSchool, session: DatedSession, stranger: Stranger
) -> None:
    left(session, people)
    assert "Point to" not in browser_of(people.mei).get(f"/class-week/{people.class_2b.pk}/").text
    assert "Point to" not in browser_of(people.hugo).get(f"/class-week/{people.class_2a.pk}/").text
    for viewer in (people.hugo, people.li, stranger.stan):
        assert browser_of(viewer).get(f"/class-week/{people.class_2b.pk}/").status_code == 404


def test_week_asks_the_same_number_of_questions_for_one_and_three(
    people: SmallSchool, session: DatedSession
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            browser_of(people.carla).get(f"/class-week/{people.class_2b.pk}/")
        return len(context)

    left(session, people)
    one = asked()
    left(a_share(a_visit(people, starts=600, ends=630), people.ben, people), people)
    people_actions.join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    other = a_share(a_visit(people, people.amara_staff, starts=700, ends=730), people.ada, people)
    notes.leave_behind(session=other, audience=Audience.TEACHER, text="Wait.", by=people.amara, at=AT)
    assert asked() == one
