"""A class teacher's page of plans: goals by routine and accommodations, of her own class, and nothing clinical."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.people import actions as people_actions
from alongside.people.rules import Viewer
from alongside.plans.actions import matrix, plans, texts
from alongside.plans.choices import Who
from alongside.plans.models import PlanVersion
from tests.factories import AT, SmallSchool, Stranger, a_child, browser_of
from tests.plans.written import a_draft, a_goal, in_force


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


@pytest.fixture
def carla(people: SmallSchool) -> Client:
    """The teacher of Ada's class at her screen."""
    return browser_of(people.carla)


def address(people: SmallSchool) -> str:
    return f"/class-week/{people.class_2b.pk}/plans/"


def said_in(version: PlanVersion, people: SmallSchool, **said: str) -> None:
    for field, text in said.items():
        texts.save_text(version=version, target=version, field=field, text=text, seen=0, by=people.mei, at=AT)


def put_in_force(version: PlanVersion, by: Viewer) -> None:
    plans.send_for_review(version=version, by=by, at=AT)
    plans.sign(version=version, name="Li Lund", role="Father", by=by, at=AT)
    plans.agree(version=version, by=by, at=AT)
    plans.put_in_force(version=version, on=AT.date(), by=by, at=AT)


def test_teacher_reads_goals_by_her_own_routines_and_accommodations(
    people: SmallSchool, carla: Client
) -> None:
    version = a_draft(people)
    said_in(version, people, accommodations="- A slant board\n- Five minutes more")
    goal = a_goal(version, by=people.mei, title="Joins in", plain="Says one thing in the meeting.")
    matrix.set_opportunity(
        goal=goal, kind="circle_time", who=Who.PEER, times_a_week=5, how="Sits by Ben.", by=people.mei, at=AT
    )
    a_goal(version, by=people.mei, title="Waits", plain="Waits for her turn.")
    put_in_force(version, people.mei)
    html = carla.get(address(people)).content.decode()
    wanted = (
        "Ada",
        "A slant board",
        "Five minutes more",
        "Meeting",
        "8:30",
        "Says one thing in the meeting.",
        "Sits by Ben.",
        "With a classmate, every day",
        "Writing",
        "Writes three sentences of her own.",
        "With you, twice a week",
        "Centres",
        "At any time of the day",
        "Waits for her turn.",
    )
    places = [html.index(words, html.index("<article")) for words in wanted]
    assert places == sorted(places)


def test_nothing_clinical_stands_on_the_teachers_page(people: SmallSchool, carla: Client) -> None:
    version = a_draft(people)
    said_in(
        version,
        people,
        strengths="Draws horses",
        needs="Loud rooms",
        family_words="A friend",
        child_words="I like it",
    )
    put_in_force(version, people.mei)
    html = carla.get(address(people)).content.decode()
    assert "Writes three sentences of her own." in html
    for hidden in (
        "Draws horses",
        "Loud rooms",
        "A friend",
        "I like it",
        "1 of 5",
        "4 of 5",
        "grandma",
        "30 minutes",
    ):
        assert hidden not in html, hidden


def test_only_what_is_in_force_is_read(people: SmallSchool, carla: Client) -> None:
    version = a_draft(people)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    html = carla.get(address(people)).content.decode()
    assert "No plan of this class is in force yet." in html
    assert "Writes three sentences" not in html


def test_page_is_the_class_teachers_and_the_coordinators_alone(
    people: SmallSchool, stranger: Stranger
) -> None:
    in_force(people)
    paper = f"{address(people)}{people.ada.pk}/print/"
    for viewer in (people.hugo, people.amara, people.mei, people.li, stranger.stan):
        assert browser_of(viewer).get(address(people)).status_code == 404
        assert browser_of(viewer).get(paper).status_code == 404
    for viewer in (people.carla, people.joy):
        assert browser_of(viewer).get(address(people)).status_code == 200


def test_teacher_who_left_the_class_reads_nothing_any_longer(people: SmallSchool, carla: Client) -> None:
    in_force(people)
    people.class_2b.class_teachers.update(ends=AT.date())
    assert carla.get(address(people)).status_code == 404


def test_teacher_prints_a_page_for_each_child_with_a_plan(people: SmallSchool, carla: Client) -> None:
    in_force(people)
    for query in ("", "?paper=letter"):
        answer = carla.get(f"{address(people)}{people.ada.pk}/print/{query}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    for child in (people.ben, people.cem):
        assert carla.get(f"{address(people)}{child.pk}/print/").status_code == 404


def test_class_week_leads_there_for_its_teacher_and_not_for_a_visiting_therapist(
    people: SmallSchool, carla: Client
) -> None:
    week = f"/class-week/{people.class_2b.pk}/"
    assert address(people) in carla.get(week).content.decode()
    seen_by_mei = browser_of(people.mei).get(week)
    assert seen_by_mei.status_code == 200
    assert address(people) not in seen_by_mei.content.decode()


def test_page_says_the_organisations_words(people: SmallSchool, carla: Client) -> None:
    people_actions.set_terms(
        words={"goals": "Outcomes", "accommodations": "Reasonable adjustments"}, by=people.joy, at=AT
    )
    assert "2B: Outcomes and Reasonable adjustments" in carla.get(address(people)).content.decode()


def test_page_asks_as_often_for_three_plans_as_for_one(people: SmallSchool, carla: Client) -> None:
    in_force(people)
    carla.get(address(people))
    with CaptureQueriesContext(connection) as for_one:
        carla.get(address(people))
    for name in ("Eve", "Finn"):
        child = a_child(people.class_2b, name, by=people.joy)
        version = plans.start_plan(child=child, by=people.joy, at=AT)
        goal = a_goal(version, by=people.joy)
        matrix.set_opportunity(goal=goal, kind="maths", who=Who.TEACHER, times_a_week=1, by=people.joy, at=AT)
        put_in_force(version, people.joy)
    with CaptureQueriesContext(connection) as for_three:
        html = carla.get(address(people)).content.decode()
    assert "Finn" in html
    assert len(for_three) == len(for_one)
