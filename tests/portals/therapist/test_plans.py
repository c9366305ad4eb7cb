"""The list of plans and the page of one: who finds it, its steps, and two people who type at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries

from alongside.people.choices import Discipline
from alongside.plans.actions import matrix, plans
from alongside.plans.models import PlanVersion
from tests.factories import AT, ON, SmallSchool, Stranger, a_child
from tests.plans.written import LATER, a_goal, a_planned_service, fresh, in_force, in_review
from tests.portals.therapist.conftest import SignedIn

SCRIPT = {"HTTP_ACCEPT": "application/json"}


def address(version: PlanVersion, rest: str = "") -> str:
    return f"/plans/versions/{version.pk}/{rest}"


def day(on: date) -> str:
    return date_format(on, "j F Y")


def typed(version: PlanVersion, text: str, seen: int, field: str = "strengths") -> dict[str, Any]:
    return {"target": str(version.pk), "field": field, "text": text, "seen": seen}


def test_list_leads_to_a_plan_and_starts_one(people: SmallSchool, mei: Client) -> None:
    page = mei.get("/plans/")
    assert page.status_code == 200
    assert "No plan yet" in page.text
    begun = mei.post(f"/plans/{people.ada.pk}/start/", follow=True)
    assert "Ada’s plan" in begun.text
    assert "Version 1: Draft." in begun.text
    assert "Ben" not in mei.get("/plans/").text, "Mei is in Ada’s team alone"


def test_list_shows_reviews_that_are_due_first(people: SmallSchool, mei: Client, joy: Client) -> None:
    version = in_force(people)
    PlanVersion.objects.filter(pk=version.pk).update(review_on=ON)
    page = mei.get("/plans/").text
    assert "1 review is due." in page
    assert f"In force since {day(ON)}" in page
    found = joy.get("/plans/", {"q": "dao"}).text
    assert "Dao" in found
    assert "Ada" not in found.split("<table")[1]


def test_list_asks_the_same_number_of_questions_for_one_and_three(
    people: SmallSchool, joy: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    in_force(people)
    joy.get("/plans/")
    with CaptureQueriesContext(connection) as before:
        joy.get("/plans/")
    for child in (people.ben, people.cem):
        plans.start_plan(child=child, by=people.joy, at=AT)
    a_child(people.class_2a, "Eli", by=people.joy)
    with django_assert_num_queries(len(before)):
        joy.get("/plans/")


def test_plan_and_matrix_ask_the_same_number_of_questions_for_one_goal_and_three(
    people: SmallSchool, draft: PlanVersion, mei: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = {}
    for rest in ("", "matrix/"):
        mei.get(address(draft, rest))
        with CaptureQueriesContext(connection) as before:
            mei.get(address(draft, rest))
        counts[rest] = len(before)
    for title in ("Cuts along a line", "Packs her bag"):
        goal = a_goal(draft, by=people.mei, title=title)
        matrix.set_opportunity(goal=goal, kind="maths", who="teacher", times_a_week=2, by=people.mei, at=AT)
    a_planned_service(draft, by=people.mei, discipline=Discipline.SPEECH)
    for rest, count in counts.items():
        with django_assert_num_queries(count):
            mei.get(address(draft, rest))


def test_only_the_team_finds_a_plan(
    people: SmallSchool, stranger: Stranger, draft: PlanVersion, signed_in: SignedIn
) -> None:
    paths = [
        "/plans/",
        f"/plans/{people.ada.pk}/",
        address(draft),
        address(draft, "matrix/"),
        address(draft, "goals/add/"),
        address(draft, "goals/bank/"),
        address(draft, f"services/{draft.planned_services.get().pk}/model/"),
    ]
    for viewer in (people.carla, people.li):
        for path in paths:
            assert signed_in(viewer).get(path).status_code == 404, (str(viewer), path)
    with scope(organisation=stranger.organisation):
        for path in paths[1:]:
            assert signed_in(stranger.stan).get(path).status_code == 404, path
    for path in paths[1:]:
        assert signed_in(people.amara).get(path).status_code == 404, "Amara is not in Ada’s team"
        assert signed_in(people.mei).get(path).status_code == 200, path
        assert signed_in(people.joy).get(path).status_code == 200, path


def test_a_text_is_kept_and_its_number_comes_back(draft: PlanVersion, mei: Client) -> None:
    answer = mei.post(address(draft, "text/"), typed(draft, "Laughs with Ben", 0), **SCRIPT)
    assert answer.json() == {"number": 1}
    assert fresh(draft).strengths == "Laughs with Ben"


def test_the_second_who_types_is_told_and_loses_no_word(draft: PlanVersion, mei: Client, joy: Client) -> None:
    joy.post(address(draft, "text/"), typed(draft, "Joy’s words", 0), **SCRIPT)
    met = mei.post(address(draft, "text/"), typed(draft, "Mei’s words", 0), **SCRIPT)
    assert met.status_code == 409
    assert met.json() == {"theirs": "Joy’s words", "number": 1, "who": "Joy Adeyemi"}
    assert fresh(draft).strengths == "Joy’s words"
    assert "Mei’s words" in mei.get(address(draft)).text, "set aside, and shown"
    both = mei.post(address(draft, "text/"), typed(draft, "Joy’s words\n\nMei’s words", 1), **SCRIPT)
    assert both.status_code == 200
    assert fresh(draft).strengths == "Joy’s words\n\nMei’s words"


def test_without_a_script_both_texts_stand_side_by_side(draft: PlanVersion, mei: Client, joy: Client) -> None:
    joy.post(address(draft, "text/"), typed(draft, "Joy’s words", 0))
    met = mei.post(address(draft, "text/"), typed(draft, "Mei’s words", 0))
    assert met.status_code == 409
    assert "Joy’s words" in met.text
    assert "Mei’s words" in met.text
    assert 'name="seen" value="1"' in met.text


def test_a_text_that_no_field_has_is_not_there(draft: PlanVersion, mei: Client) -> None:
    assert mei.post(address(draft, "text/"), typed(draft, "x", 0, "made_at")).status_code == 404
    assert mei.post(address(draft, "text/"), {"text": "x"}).status_code == 404


def test_a_text_in_review_is_refused_with_a_sentence(people: SmallSchool, mei: Client) -> None:
    version = in_review(people)
    answer = mei.post(address(version, "text/"), typed(version, "Too late", 0), **SCRIPT)
    assert answer.status_code == 422
    assert "in review" in answer.json()["sentence"]


def test_a_plan_goes_from_draft_to_in_force_and_is_changed(draft: PlanVersion, mei: Client) -> None:
    sent = mei.post(address(draft, "send/"), follow=True).text
    assert "In review. Read it together, then sign." in sent
    signed = mei.post(
        address(draft, "sign/"), {"name": "Li Lund", "role": "Father", "on_paper": "on"}, follow=True
    ).text
    assert "On paper, recorded here" in signed
    assert "Agreed. Say from which day it holds." in mei.post(address(draft, "agree/"), follow=True).text
    held = mei.post(address(draft, "put-in-force/"), {"on": ON.isoformat()}, follow=True).text
    assert f"in force since {day(ON)}" in held
    changed = mei.post(address(draft, "change/"), {"reason": "She writes longer now"}, follow=True).text
    assert "Version 2: Draft." in changed
    assert "She writes longer now" in changed
    compared = mei.get(f"/plans/{draft.plan.child_id}/compare/").text
    assert "These two say the same." in compared


def test_two_versions_stand_side_by_side(people: SmallSchool, mei: Client) -> None:
    version = in_force(people)
    later = plans.amend(plan=version.plan, reason="Longer", by=people.mei, at=AT)
    mei.post(address(later, "text/"), typed(later, "Writes alone", 0), **SCRIPT)
    page = mei.get(f"/plans/{people.ada.pk}/compare/").text
    assert "1 thing is different." in page
    assert "Writes alone" in page


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        ("sign/", {"name": "Li Lund", "role": "  "}, "This field is required"),
        ("change/", {"reason": ""}, "This field is required"),
        ("comment/", {"text": ""}, "This field is required"),
        ("end/", {"on": "soon"}, "Enter a valid date"),
    ],
)
def test_what_was_typed_stays_when_a_step_is_refused(
    people: SmallSchool, mei: Client, step: str, said: dict[str, str], sentence: str
) -> None:
    version = in_force(people)
    page = mei.post(address(version, step), said)
    assert page.status_code == 200
    assert sentence in page.text
    for value in said.values():
        assert value.strip() in page.text


def test_a_day_that_has_passed_is_refused_at_its_field(people: SmallSchool, mei: Client) -> None:
    version = in_force(people)
    before = (ON - timedelta(days=1)).isoformat()
    page = mei.post(address(version, "end/"), {"on": before}).text
    assert "That day has passed. Choose today or a day to come." in page
    assert f'value="{before}"' in page


def test_comments_and_the_day_to_look_again_stand_on_the_plan(draft: PlanVersion, mei: Client) -> None:
    said = mei.post(address(draft, "comment/"), {"about": "Goals", "text": "Too many?"}, follow=True).text
    assert "Too many?" in said
    again = mei.post(address(draft, "review/"), {"review_on": LATER.isoformat()}, follow=True).text
    assert f"The team looks again on {day(LATER)}." in again
    assert "Choose a day" in mei.post(address(draft, "review/"), {"review_on": "x"}, follow=True).text
    shared = mei.post(address(draft, "share/"), follow=True).text
    assert f"Shared with the family since {date_format(ON, 'j F')}." in shared
