"""A plan's services on their pages: in the plan's own unit, how they are given, and why they fit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils.formats import date_format

from alongside.people.choices import Discipline
from alongside.plans.models import PlanVersion
from tests.factories import ON, SmallSchool
from tests.plans.written import LATER, TARGET

TERMS: dict[str, Any] = {
    "times": "1",
    "per": "week",
    "minutes": "30",
    "starts": ON.isoformat(),
    "ends": TARGET.isoformat(),
    "pattern": "steady",
    "max_group": "1",
    "group": "",
    "min_days_apart": "1",
    "priority": "1",
}


def test_a_service_says_what_it_comes_to(draft: PlanVersion, mei: Client) -> None:
    page = mei.get(f"/plans/versions/{draft.pk}/").text
    assert "2 times a week, 30 minutes each" in page
    assert "minutes in Autumn." in page
    assert "Fills 2 places in each cycle of the timetable." in page


def test_a_service_a_month_reserves_no_place(draft: PlanVersion, mei: Client) -> None:
    add = f"/plans/versions/{draft.pk}/services/add/{Discipline.SPEECH}/"
    page = mei.post(add, {**TERMS, "per": "month"}, follow=True).text
    assert "1 time a month, 30 minutes each" in page
    assert "reserves no place" in page


def test_a_second_service_of_a_discipline_is_refused_at_its_field(draft: PlanVersion, mei: Client) -> None:
    add = f"/plans/versions/{draft.pk}/services/add/{Discipline.OCCUPATIONAL}/"
    page = mei.post(add, {**TERMS, "minutes": "45"})
    assert page.status_code == 200
    assert "There is a service of occupational therapy in these weeks already." in page.text
    assert 'value="45"' in page.text
    assert draft.planned_services.count() == 1


def test_a_service_longer_than_its_goals_is_refused_at_its_end(draft: PlanVersion, mei: Client) -> None:
    service = draft.planned_services.get()
    change = f"/plans/versions/{draft.pk}/services/{service.pk}/"
    beyond = (TARGET + timedelta(days=1)).isoformat()
    page = mei.post(change, {**TERMS, "ends": beyond}).text
    assert "The service runs longer than its last goal" in page
    assert f'value="{beyond}"' in page
    assert "Changed." in mei.post(change, TERMS, follow=True).text


def test_a_receding_service_is_written_in_steps(draft: PlanVersion, mei: Client) -> None:
    service = draft.planned_services.get()
    change = f"/plans/versions/{draft.pk}/services/{service.pk}/"
    receding = {**TERMS, "times": "3", "pattern": "receding", "from_0": "4", "times_0": "2"}
    assert "Write both the week and the times" in mei.post(change, {**receding, "from_1": "8"}).text
    mei.post(change, receding)
    service.refresh_from_db()
    assert service.steps == [{"from": 4, "times": 2}]


def test_a_service_is_taken_out(draft: PlanVersion, mei: Client) -> None:
    service = draft.planned_services.get()
    mei.post(f"/plans/versions/{draft.pk}/services/{service.pk}/remove/")
    assert not draft.planned_services.exists()


def test_what_speaks_for_each_model_is_shown_before_anything_is_written(
    draft: PlanVersion, mei: Client
) -> None:
    service = draft.planned_services.get()
    decide = f"/plans/versions/{draft.pk}/services/{service.pk}/model/"
    page = mei.post(decide, {"lives_in_class": "yes", "reason": "We saw it", "only": "answers"}).text
    assert "The skill is needed in the class’s own activity" in page
    assert "7 questions are still open." in page
    assert "We saw it" in page
    service.refresh_from_db()
    assert service.answers == {}


def test_a_choice_needs_its_reason_and_a_day_to_look_again(draft: PlanVersion, mei: Client) -> None:
    service = draft.planned_services.get()
    decide = f"/plans/versions/{draft.pk}/services/{service.pk}/model/"
    said = {"quiet": "no", "asked": ["child", "family"], "model": "combination"}
    without = mei.post(decide, said).text
    assert "Say why the team chose this" in without
    assert "Choose a day to come" in mei.post(decide, {**said, "reason": "Both help"}).text
    page = mei.post(
        decide, {**said, "reason": "Both help", "look_again_on": LATER.isoformat()}, follow=True
    ).text
    assert "Both help" in page
    assert "Asked: the child, the family." in page
    assert f"How it is given: {date_format(LATER, 'j F Y')}" in page


def test_why_a_routine_fits_is_a_sentence(draft: PlanVersion, people: SmallSchool, mei: Client) -> None:
    service = draft.planned_services.get()
    page = mei.get(f"/plans/versions/{draft.pk}/services/{service.pk}/fit/").text
    assert "Writing: 1 of 1 goals is practised there by others." in page
    assert "None of these goals lives there." in page
