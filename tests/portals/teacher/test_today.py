"""The teacher's day: who comes, what to do at this routine, and two taps that say how it went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.capture.actions import notes
from alongside.capture.actions.changes import say_change
from alongside.capture.choices import Audience, ChangeKind, ClassRole
from alongside.classrooms import actions as classrooms
from alongside.people import actions as people_actions
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.strategies.models import Assignment, Use
from tests.capture.held import a_share, a_visit
from tests.factories import AT, ON, SmallSchool, Stranger, a_child, browser_of
from tests.strategies.told import an_own_strategy, given_to, given_to_class

pytestmark = pytest.mark.usefixtures("monday")

TAP = {"HX-Request": "true"}


@pytest.fixture
def carla(people: SmallSchool) -> Client:
    """The teacher of 2B at her screen."""
    return browser_of(people.carla)


@pytest.fixture
def given(people: SmallSchool) -> Assignment:
    """Something to do with Ada in Writing."""
    return given_to(people.ada, an_own_strategy(people.mei), people.mei)


def today(people: SmallSchool) -> str:
    return reverse("my_class:today", args=[people.class_2b.pk])


def tap(
    browser: Client, people: SmallSchool, given: Assignment, said: str, headers: dict[str, str] | None = None
) -> str:
    address = reverse("my_class:say", args=[people.class_2b.pk, given.pk])
    return browser.post(address, {"said": said}, headers=headers).content.decode()


def test_teacher_of_one_class_is_led_to_its_day_and_of_two_chooses(
    people: SmallSchool, carla: Client
) -> None:
    leads = carla.get(reverse("my_class:mine"), follow=True)
    assert leads.redirect_chain[-1][0] == today(people)
    classrooms.post_teacher(
        classroom=people.class_2a, teacher=people.carla_staff, starts=ON, by=people.joy, at=AT
    )
    for page in ("today_mine", "children_mine", "times_mine"):
        chooses = carla.get(reverse(f"my_class:{page}")).content.decode()
        assert "2A" in chooses
        assert "2B" in chooses


def test_page_says_who_comes_and_what_to_do_for_everybody_first(people: SmallSchool, carla: Client) -> None:
    visit = a_visit(people, outcome="", ended_at=None, role=ClassRole.PARALLEL, starts=720, ends=750)
    a_share(visit, people.ada, people, minutes=None)
    key = an_own_strategy(people.mei)
    given_to(people.ben, key, people.joy)
    given_to(people.ada, key, people.mei, who=Who.PEER)
    given_to_class(people.class_2b, key, people.joy, do="Say the next step aloud.")
    html = carla.get(today(people)).content.decode()
    wanted = (
        "2B today",
        "Monday 8 September. Good morning, Carla.",
        "Who comes",
        "12:00",
        "Mei Tan",
        "takes half the class, with Ada",
        "At Writing, do this",
        "Everybody",
        "Say the next step aloud.",
        "Used it",
        "With a classmate",
        "So that Ada finds the next step without a voice.",
        "Ben",
    )
    places = [html.index(words, html.index("<main")) for words in wanted]
    assert places == sorted(places)


def test_two_taps_and_undo_by_htmx(people: SmallSchool, carla: Client, given: Assignment) -> None:
    asks = tap(carla, people, given, "used", TAP)
    assert "How did it go?" in asks
    assert "<html" not in asks
    assert "Used, went well." in tap(carla, people, given, "well", TAP)
    use = Use.objects.get(assignment=given, taken_back_at=None)
    assert (use.on, use.was_used, use.went, use.said_by) == (ON, True, "well", people.carla.account)
    assert "Used it" in tap(carla, people, given, "undo", TAP)
    assert not Use.objects.filter(assignment=given, taken_back_at=None).exists()
    assert "Not used today." in tap(carla, people, given, "not", TAP)


def test_taps_work_without_script(people: SmallSchool, carla: Client, given: Assignment) -> None:
    address = reverse("my_class:say", args=[people.class_2b.pk, given.pk])
    answer = carla.post(address, {"said": "used"})
    assert answer.headers["Location"] == f"{today(people)}?at=writing#do-{given.pk}"
    assert "How did it go?" in carla.get(today(people)).content.decode()


def test_tap_that_means_nothing_is_no_page(people: SmallSchool, carla: Client, given: Assignment) -> None:
    address = reverse("my_class:say", args=[people.class_2b.pk, given.pk])
    assert carla.post(address, {"said": "great"}).status_code == 404
    assert carla.get(address).status_code == 405
    assert carla.post(address, {"said": "undo"}).status_code == 302
    assert carla.post(address, {"said": "well"}).status_code == 302
    assert not Use.objects.exists()


def test_routine_that_is_next_is_shown_until_another_is_asked_for(people: SmallSchool, carla: Client) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei, do="In writing.")
    given_to(people.ada, key, people.mei, kind="centres", do="In centres.")
    now = carla.get(today(people)).content.decode()
    assert "At Centres, do this" in now
    assert "In writing." not in now
    asked = carla.get(today(people) + "?at=writing").content.decode()
    assert "In writing." in asked
    assert "At Centres, do this" in carla.get(today(people) + "?at=nonsense").content.decode()


def test_what_was_left_after_a_visit_stands_there(people: SmallSchool, carla: Client) -> None:
    session = a_share(a_visit(people), people.ada, people)
    notes.leave_behind(
        session=session, audience=Audience.TEACHER, text="Point to the list.", by=people.mei, at=AT
    )
    html = carla.get(today(people)).content.decode()
    assert "Left for you after a visit" in html
    assert "Point to the list." in html


def test_therapist_who_is_away_is_said(people: SmallSchool, carla: Client) -> None:
    a_share(a_visit(people, outcome="", ended_at=None), people.ada, people, minutes=None)
    say_change(
        kind=ChangeKind.STAFF_AWAY,
        school=people.school,
        staff=people.mei_staff,
        on=ON,
        by=people.joy,
        at=AT,
    )
    assert "The therapist is away today." in carla.get(today(people)).content.decode()


def test_day_without_anything_says_so(people: SmallSchool, carla: Client) -> None:
    html = carla.get(today(people)).content.decode()
    assert "Nobody comes today." in html
    assert "Nothing was given to you yet." in html
    classrooms.add_day_off(school=people.school, on=ON, reason="Staff training", by=people.joy, at=AT)
    assert "No school today: Staff training." in carla.get(today(people)).content.decode()


def test_nothing_of_another_class_or_clinical_stands_there(
    people: SmallSchool, carla: Client, given: Assignment
) -> None:
    given_to(people.cem, an_own_strategy(people.mei, "Another"), people.joy, do="Cem alone.")
    given_to(people.ada, given.strategy, people.mei, who=Who.THERAPIST, do="For the therapist.")
    given_to(people.ada, given.strategy, people.mei, who=Who.FAMILY, do="At home.")
    html = carla.get(today(people)).content.decode()
    for hidden in ("Cem", "For the therapist.", "At home.", "Practice wisdom"):
        assert hidden not in html, hidden


def test_everybody_else_finds_no_page(people: SmallSchool, stranger: Stranger, given: Assignment) -> None:
    other: tuple[Viewer, ...] = (people.hugo, people.mei, people.amara, people.joy, people.li, stranger.stan)
    for viewer in other:
        assert browser_of(viewer).get(today(people)).status_code == 404
        address = reverse("my_class:say", args=[people.class_2b.pk, given.pk])
        assert browser_of(viewer).post(address, {"said": "used"}).status_code == 404
    mine = reverse("my_class:say", args=[people.class_2a.pk, given.pk])
    assert browser_of(people.hugo).post(mine, {"said": "used"}).status_code == 404
    assert not Use.objects.exists()


def test_teacher_who_left_the_class_finds_no_page(people: SmallSchool) -> None:
    people.class_2b.class_teachers.update(ends=ON)
    assert browser_of(people.carla).get(today(people)).status_code == 404


def test_signed_out_reader_is_asked_to_sign_in(people: SmallSchool) -> None:
    assert Client().get(today(people)).headers["Location"].startswith(reverse("account_login"))


def test_page_asks_as_often_for_three_children_as_for_one(people: SmallSchool, carla: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            carla.get(today(people))
        return len(context)

    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei)
    a_share(a_visit(people), people.ada, people)
    carla.get(today(people))
    one = asked()
    for place, name in enumerate(("Eve", "Finn")):
        child = a_child(people.class_2b, name, by=people.joy)
        people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
        given_to(child, key, people.mei)
        starts = 600 + 30 * place
        a_share(
            a_visit(people, starts=starts, ends=starts + 30, on=ON + timedelta(days=place)), child, people
        )
    assert asked() == one
