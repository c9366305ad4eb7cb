"""Times for visits: the class's week in a picture, each part answered with one tap."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from alongside.classrooms.choices import PushIn
from alongside.classrooms.models import Routine
from tests.factories import SmallSchool, Stranger, browser_of

pytestmark = pytest.mark.usefixtures("monday")

TAP = {"HX-Request": "true"}


@pytest.fixture
def carla(people: SmallSchool) -> Client:
    """The teacher of 2B at her screen."""
    return browser_of(people.carla)


def writing(people: SmallSchool, day: str = "Mon") -> Routine:
    return Routine.objects.get(timetable__classroom=people.class_2b, title="Writing", day=day)


def times(people: SmallSchool) -> str:
    return reverse("my_class:times", args=[people.class_2b.pk])


def say(people: SmallSchool, routine: Routine) -> str:
    return reverse("my_class:times_say", args=[people.class_2b.pk, routine.pk])


def test_page_draws_the_week_and_asks_for_today(people: SmallSchool, carla: Client) -> None:
    html = carla.get(times(people)).content.decode()
    for words in ("Times for visits", "Mon", "Fri", "9:00–10:00", "Good", "Possible", "Bad"):
        assert words in html, words
    assert f'id="suits-{writing(people).pk}-welcome"' in html
    assert f'id="suits-{writing(people, "Tue").pk}-welcome"' not in html
    other = carla.get(times(people) + "?day=Tue").content.decode()
    assert f'id="suits-{writing(people, "Tue").pk}-welcome"' in other


def test_tap_is_kept_and_answers_with_the_picture(people: SmallSchool, carla: Client) -> None:
    answer = carla.post(say(people, writing(people)), {"suits": "never", "day": "Mon"}, headers=TAP)
    html = answer.content.decode()
    assert writing(people).push_in == PushIn.NEVER
    assert writing(people, "Tue").push_in == PushIn.WELCOME
    assert "<html" not in html
    assert "Kept" in html
    assert "“Bad” for Writing on every day" in html


def test_same_for_every_day(people: SmallSchool, carla: Client) -> None:
    carla.post(say(people, writing(people)), {"suits": "allowed", "day": "Mon", "every": "1"})
    assert {writing(people, day).push_in for day in ("Mon", "Wed", "Fri")} == {PushIn.ALLOWED}


def test_tap_works_without_script(people: SmallSchool, carla: Client) -> None:
    part = writing(people)
    answer = carla.post(say(people, part), {"suits": "never", "day": "Mon"})
    assert answer.headers["Location"] == f"{times(people)}?day=Mon#part-{part.pk}"


def test_answer_that_is_none_is_no_page(people: SmallSchool, carla: Client) -> None:
    assert carla.post(say(people, writing(people)), {"suits": "perhaps"}).status_code == 404


def test_class_whose_day_is_not_known_says_so(people: SmallSchool, carla: Client) -> None:
    people.class_2b.timetables.all().delete()
    assert "We do not know yet what your class does" in carla.get(times(people)).content.decode()


def test_everybody_else_finds_no_page(people: SmallSchool, stranger: Stranger) -> None:
    for viewer in (people.hugo, people.mei, people.joy, people.li, stranger.stan):
        browser = browser_of(viewer)
        assert browser.get(times(people)).status_code == 404
        assert browser.post(say(people, writing(people)), {"suits": "never"}).status_code == 404
    mine = reverse("my_class:times_say", args=[people.class_2a.pk, writing(people).pk])
    browser_of(people.hugo).post(mine, {"suits": "never"})
    assert writing(people).push_in == PushIn.WELCOME
