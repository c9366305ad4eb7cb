"""What was left after a visit, as the child’s family meets it on the page of its week."""

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


def left(session: DatedSession, people: SmallSchool, text: str = "Let her write the shopping list.") -> None:
    notes.leave_behind(session=session, audience=Audience.HOME, text=text, by=people.mei, at=AT)


def test_family_reads_what_to_do_and_who_left_it_when(people: SmallSchool, session: DatedSession) -> None:
    url = f"/family/{people.ada.pk}/"
    assert "Nothing to do at home just now" in browser_of(people.li).get(url).text
    left(session, people)
    page = browser_of(people.li).get(url).text
    for words in (
        "One thing to do at home",
        "Let her write the shopping list.",
        "From Mei Tan, after school on Monday 8 September",
    ):
        assert words in page, words
    notes.take_back_leave_behind(session=session, audience=Audience.HOME, by=people.mei, at=AT)
    assert "shopping list" not in browser_of(people.li).get(url).text


def test_what_is_left_for_the_teacher_is_not_for_home(people: SmallSchool, session: DatedSession) -> None:
    notes.leave_behind(
        session=session, audience=Audience.TEACHER, text="Point to the list.", by=people.mei, at=AT
    )
    assert "Point to" not in browser_of(people.li).get(f"/family/{people.ada.pk}/").text


def test_another_family_and_everybody_else_find_no_page(
    people: SmallSchool, session: DatedSession, stranger: Stranger
) -> None:
    left(session, people)
    for viewer in (people.carla, people.mei, people.joy, stranger.stan):
        assert browser_of(viewer).get(f"/family/{people.ada.pk}/").status_code == 404
    assert browser_of(people.li).get(f"/family/{people.ben.pk}/").status_code == 404


def test_week_asks_the_same_number_of_questions_for_one_and_three(
    people: SmallSchool, session: DatedSession
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            browser_of(people.li).get(f"/family/{people.ada.pk}/")
        return len(context)

    left(session, people)
    one = asked()
    people_actions.join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    for starts in (700, 740):
        other = a_share(
            a_visit(people, people.amara_staff, starts=starts, ends=starts + 30), people.ada, people
        )
        notes.leave_behind(session=other, audience=Audience.HOME, text="Wait.", by=people.amara, at=AT)
    assert asked() == one
