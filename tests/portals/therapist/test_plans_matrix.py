"""Goals by routine: drawn with the class's own day, changed key by key or by form, and home beside it."""

from __future__ import annotations

from django.test import Client

from alongside.plans.actions import plans
from alongside.plans.models import Goal, Opportunity, PlanVersion
from tests.factories import AT, SmallSchool


def matrix(version: PlanVersion, rest: str = "") -> str:
    return f"/plans/versions/{version.pk}/matrix/{rest}"


def key(goal: Goal, column: str, who: str, times: int) -> dict[str, str]:
    return {"cell": f"{goal.pk} {column}", "who": who, "times_a_week": str(times)}


def test_the_matrix_has_the_classs_own_day_and_home(draft: PlanVersion, mei: Client) -> None:
    page = mei.get(matrix(draft)).text
    assert "Where Ada’s goals live" in page
    for routine in ("Meeting", "Writing", "Recess", "Letters to grandma"):
        assert routine in page
    assert "3 places, 6 times a week" in page


def test_a_key_sets_counts_and_clears_a_cell(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    answer = mei.post(matrix(draft, "cell/"), key(goal, "school:maths", "therapist", 5)).text
    assert "data-matrix-body" in answer
    assert "4 places, every day" in answer
    mei.post(matrix(draft, "cell/"), key(goal, "school:maths", "therapist", 2))
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 2
    mei.post(matrix(draft, "cell/"), key(goal, "school:maths", "therapist", 0))
    assert not Opportunity.objects.filter(goal=goal, kind="maths").exists()


def test_two_in_one_cell_see_both_and_choose(draft: PlanVersion, mei: Client, joy: Client) -> None:
    goal = draft.goals.get()
    joy.post(matrix(draft, "cell/"), key(goal, "school:maths", "teacher", 3) | {"seen": "0"})
    mine = key(goal, "school:maths", "teacher", 5)
    answer = mei.post(matrix(draft, "cell/"), mine | {"seen": "0"})
    assert answer.status_code == 409
    met = answer.text.split("data-matrix-body")[0]
    assert "Joy Adeyemi has written “Teacher, 3 a week” meanwhile." in met
    assert "You wrote “Teacher, daily”" in met
    assert f"Keep mine: Maths, {goal.title}" in met
    assert f'data-met="{goal.pk} school:maths teacher"' in met
    assert 'data-mine="5" data-theirs="3"' in met
    assert "data-cell" in answer.text.split("data-matrix-body")[1], "with the matrix as it stands"
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 3
    assert "Times a week: Mei Tan" in mei.get(f"/plans/versions/{draft.pk}/").text, "set aside, and shown"
    assert mei.post(matrix(draft, "cell/"), mine | {"seen": "3"}).status_code == 200
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 5
    late = joy.post(matrix(draft, "cell/"), key(goal, "school:maths", "teacher", 0) | {"seen": "3"}).text
    assert "You took out “Teacher”" in late


def test_a_place_that_somebody_changed_meanwhile_is_not_taken_out(
    draft: PlanVersion, mei: Client, joy: Client
) -> None:
    goal = draft.goals.get()
    places = f"/plans/versions/{draft.pk}/goals/{goal.pk}/places/"
    assert 'name="seen" value="2"' in mei.get(places).text
    joy.post(matrix(draft, "cell/"), key(goal, "school:writing", "teacher", 4) | {"seen": "2"})
    gone = {"column": "school:writing", "who": "teacher", "remove": "1", "seen": "2"}
    assert (
        "Joy Adeyemi has written “Teacher, 4 a week” meanwhile." in mei.post(places, gone, follow=True).text
    )
    assert Opportunity.objects.get(goal=goal, kind="writing").times_a_week == 4


def test_a_place_that_somebody_added_meanwhile_is_not_overwritten_by_form(
    draft: PlanVersion, mei: Client, joy: Client
) -> None:
    goal = draft.goals.get()
    places = f"/plans/versions/{draft.pk}/goals/{goal.pk}/places/"
    assert 'name="listed" value="school:writing teacher 2"' in mei.get(places).text
    joy.post(matrix(draft, "cell/"), key(goal, "school:maths", "teacher", 3) | {"seen": "0"})
    said = {"column": "school:maths", "who": "teacher", "times_a_week": "5", "how": ""}
    seen = {"listed": ["", "school:writing teacher 2"]}
    answer = mei.post(places, said | seen)
    assert "Joy Adeyemi has written “Teacher, 3 a week” meanwhile." in answer.text
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 3
    mei.post(places, said | {"listed": ["", "school:maths teacher 3"]})
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 5


def test_a_cell_that_is_none_is_not_there(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    assert mei.post(matrix(draft, "cell/"), key(goal, "school:nowhere", "teacher", 1)).status_code == 404
    assert mei.post(matrix(draft, "cell/"), {"cell": "x"}).status_code == 404


def test_a_cell_in_review_is_refused_with_a_sentence(
    people: SmallSchool, draft: PlanVersion, mei: Client
) -> None:
    plans.send_for_review(version=draft, by=people.mei, at=AT)
    answer = mei.post(matrix(draft, "cell/"), key(draft.goals.get(), "school:maths", "teacher", 1))
    assert answer.status_code == 422
    assert "in review" in answer.text
    assert "data-cell" not in mei.get(matrix(draft)).text


def test_a_place_is_added_changed_and_taken_out_by_form(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    places = f"/plans/versions/{draft.pk}/goals/{goal.pk}/places/"
    assert "Nobody" not in mei.get(places, {"at": "school:maths"}).text
    said = {"column": "school:maths", "who": "peer", "times_a_week": "3", "how": "Reads out the task"}
    assert "Reads out the task" in mei.post(places, said, follow=True).text
    mei.post(places, {**said, "times_a_week": "1"})
    assert Opportunity.objects.get(goal=goal, kind="maths").times_a_week == 1
    mei.post(places, {"column": "school:maths", "who": "peer", "remove": "1"})
    assert not Opportunity.objects.filter(goal=goal, kind="maths").exists()
    odd = mei.post(places, {**said, "times_a_week": "9"}).text
    assert "Reads out the task" in odd
    assert "Select a valid choice" in odd


def test_a_routine_at_home_is_named_once(draft: PlanVersion, mei: Client) -> None:
    assert "Bath time" in mei.post(matrix(draft, "home/"), {"name": "Bath time"}, follow=True).text
    again = mei.post(matrix(draft, "home/"), {"name": "bath time"}).text
    assert "There is a routine called bath time already." in again
    home = draft.home_routines.get(name="Bath time")
    renamed = mei.post(matrix(draft, f"home/{home.pk}/"), {"name": "Bath"}, follow=True).text
    assert "Kept." in renamed
    mei.post(matrix(draft, f"home/{home.pk}/"), {"remove": "1"})
    assert not draft.home_routines.filter(pk=home.pk).exists()
