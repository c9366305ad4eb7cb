"""Goals on their pages: by hand, from the bank, measured, ordered, and what does not fit said at its field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.people.choices import Discipline
from alongside.plans.models import Goal, PlanVersion
from tests.factories import ON, SmallSchool
from tests.plans.written import TARGET, a_goal, in_review

BEFORE = (ON - timedelta(days=1)).isoformat()
HTMX = {"HTTP_HX_REQUEST": "true"}
VALUES: dict[str, Any] = {
    "measure": "trials",
    "criterion_direction": "at_least",
    "criterion_value": "4",
    "criterion_of": "5",
    "criterion_unit": "trials",
    "baseline_value": "1",
    "baseline_on": ON.isoformat(),
    "target_on": TARGET.isoformat(),
    "settings": ["writing", "home"],
    "people": ["teacher", "peer"],
    "importance": "3",
    "difficulty": "1",
    "scale_dimension": "",
}


def address(goal: Goal, rest: str = "") -> str:
    return f"/plans/versions/{goal.version_id}/goals/{goal.pk}/{rest}"


def test_a_goal_by_hand_leads_to_its_own_page(draft: PlanVersion, mei: Client) -> None:
    page = mei.post(
        f"/plans/versions/{draft.pk}/goals/add/",
        {"title": "Asks for help", "discipline": Discipline.SPEECH},
        follow=True,
    ).text
    assert "Asks for help" in page
    assert "What would help" in page
    assert "Where does it stand today?" in page


def test_the_bank_is_searched_by_words_discipline_and_age(draft: PlanVersion, mei: Client) -> None:
    bank = f"/plans/versions/{draft.pk}/goals/bank/"
    whole = mei.get(bank).text
    assert "Take this goal" in whole
    found = mei.get(bank, {"q": "grip", "discipline": "occupational_therapy", "age": "6"}, **HTMX).text
    assert "grip" in found.lower()
    assert "<html" not in found
    assert "Nothing fits that." in mei.get(bank, {"q": "xyzzy"}, **HTMX).text


def test_a_goal_of_the_bank_is_taken(draft: PlanVersion, mei: Client) -> None:
    bank = f"/plans/versions/{draft.pk}/goals/bank/"
    page = mei.post(bank, {"bank_id": "ot-pencil-steady-grip"}, follow=True).text
    assert "Uses a steady grip for class writing" in page
    assert draft.goals.get(bank_id="ot-pencil-steady-grip").people[:2] == ["therapist", "teacher"]
    refused = mei.post(bank, {"bank_id": "none"}, follow=True).text
    assert "no longer in the bank" in refused


def test_values_are_kept(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    assert "Kept." in mei.post(address(goal), VALUES, follow=True).text
    goal.refresh_from_db()
    assert goal.settings == ["writing", "home"]
    assert goal.people == ["teacher", "peer"]
    assert goal.importance == 3


def test_a_target_before_the_baseline_is_said_at_its_field_and_kept(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    odd = {**VALUES, "target_on": BEFORE}
    answer = mei.post(address(goal), odd, **HTMX).text
    assert (
        "The target is not after the baseline" in answer.split('id="faults-target_on"')[1].split("</div>")[0]
    )
    page = mei.get(address(goal)).text
    assert f'value="{BEFORE}"' in page
    assert "The target is not after the baseline" in page
    refused = mei.post(f"/plans/versions/{draft.pk}/send/", follow=True).text
    assert "The target is not after the baseline" in refused


def test_what_no_field_can_hold_is_refused_and_stays_in_the_form(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    page = mei.post(address(goal), {**VALUES, "criterion_value": "many"}).text
    assert "Enter a number." in page
    assert 'value="many"' in page
    answer = mei.post(address(goal), {**VALUES, "criterion_value": "many"}, **HTMX).text
    assert "Not kept yet" in answer


def test_another_measure_brings_its_own_units(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    answer = mei.post(address(goal), {**VALUES, "measure": "duration", "criterion_unit": ""}, **HTMX).text
    units = answer.split('id="units"')[1]
    assert "minutes" in units
    assert "trials" not in units
    answer = mei.post(address(goal), {**VALUES, "measure": "duration"}, **HTMX).text
    fault = answer.split('id="faults-criterion_unit"')[1].split("</div>")[0]
    assert "Choose: minutes, seconds." in fault
    goal.refresh_from_db()
    assert goal.measure == "duration", "kept, and said at its field"


def test_goals_change_places_and_leave(people: SmallSchool, draft: PlanVersion, mei: Client) -> None:
    first = draft.goals.get()
    second = a_goal(draft, by=people.mei, title="Cuts along a line")
    mei.post(address(second, "move/"), {"to": "up"})
    assert [goal.pk for goal in draft.goals.order_by("place")] == [second.pk, first.pk]
    page = mei.post(address(first, "remove/"), follow=True).text
    assert "is out of this draft" in page
    assert not draft.goals.filter(pk=first.pk).exists()


def test_steps_are_added_dated_and_taken_out(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    page = mei.post(address(goal, "steps/"), {"text": "With one reminder", "by_on": ""}, follow=True).text
    assert "With one reminder" in page
    step = goal.objectives.get(text="With one reminder")
    mei.post(address(goal, f"steps/{step.pk}/"), {"by_on": TARGET.isoformat()})
    step.refresh_from_db()
    assert step.by_on is not None
    mei.post(address(goal, f"steps/{step.pk}/"), {"remove": "1"})
    assert not goal.objectives.filter(pk=step.pk).exists()


def test_a_goal_in_review_leads_back_to_the_plan(people: SmallSchool, mei: Client) -> None:
    version = in_review(people)
    answer = mei.get(address(version.goals.get()))
    assert answer.status_code == 302
    assert answer["Location"].endswith("#goals")
