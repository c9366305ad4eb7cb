"""Values on their pages keep themselves; two who change one at once see both at the field, and choose."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client
from django.utils.formats import date_format
from django_scopes import scope

from alongside.people.choices import Discipline
from alongside.plans.actions import matrix, plans
from alongside.plans.actions.values import save_values
from alongside.plans.models import KeptText, PlanVersion
from tests.factories import AT, ON, SmallSchool, Stranger, a_therapist
from tests.plans.written import LATER, TARGET
from tests.portals.therapist.conftest import SignedIn
from tests.portals.therapist.sent import HTMX, form_on, goal_address, service_address, slot


def test_a_value_is_kept_as_it_changes_and_the_page_knows_what_it_began_from(
    draft: PlanVersion, mei: Client
) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    typed = form_on(mei, address)
    assert typed["initial-criterion_value"] == ["4"]
    answer = mei.post(address, {**typed, "criterion_value": "3"}, **HTMX).text
    assert "Kept" in answer
    assert 'name="initial-criterion_value" value="3"' in answer
    assert 'name="initial-target_on"' not in answer, "what did not change is left alone"
    goal.refresh_from_db()
    assert goal.criterion_value == 3
    assert KeptText.objects.filter(target=goal.pk).count() == 1


def test_what_somebody_else_changed_meanwhile_is_not_written_over_by_an_old_page(
    draft: PlanVersion, mei: Client, joy: Client
) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    mine = form_on(mei, address)
    joy.post(address, {**form_on(joy, address), "importance": "3"}, **HTMX)
    mei.post(address, {**mine, "difficulty": "1"}, **HTMX)
    goal.refresh_from_db()
    assert (goal.importance, goal.difficulty) == (3, 1)


def test_two_in_one_value_are_told_and_choose(draft: PlanVersion, mei: Client, joy: Client) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    mine = form_on(mei, address) | {"criterion_value": ["3"]}
    joy.post(address, {**form_on(joy, address), "criterion_value": "5"}, **HTMX)
    met = mei.post(address, mine, **HTMX).text
    said = slot(met, "criterion_value")
    assert "Joy Adeyemi has written “5” meanwhile." in said
    assert "Keep theirs: Criterion" in said
    assert "Keep mine: Criterion" in said
    assert 'name="initial-criterion_value" value="5"' in met, "mine goes in from here only if I say so"
    assert "Criterion: Mei Tan" in mei.get(f"/plans/versions/{draft.pk}/").text, "set aside, and shown"
    told = mine | {"initial-criterion_value": ["5"], "waiting": ["criterion_value"]}
    mei.post(address, told | {"difficulty": ["1"]}, **HTMX)
    goal.refresh_from_db()
    assert (goal.criterion_value, goal.difficulty) == (5, 1), "another change does not choose"
    theirs = mei.post(address, told | {"theirs": ["criterion_value"]}, **HTMX).text
    assert re.search(r'name="criterion_value" value="5"', theirs)
    assert "waiting" not in theirs
    mei.post(address, told | {"mine": ["criterion_value"]}, **HTMX)
    goal.refresh_from_db()
    assert goal.criterion_value == 3


def test_a_third_who_changes_it_before_the_choice_is_told_of(
    draft: PlanVersion, people: SmallSchool, mei: Client
) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    typed = form_on(mei, address) | {"criterion_value": ["3"], "initial-criterion_value": ["5"]}
    said = mei.post(
        address, typed | {"waiting": ["criterion_value"], "mine": ["criterion_value"]}, **HTMX
    ).text
    assert "Somebody has written “4” meanwhile." in slot(said, "criterion_value")


def test_without_a_script_both_values_stand_on_the_page(draft: PlanVersion, mei: Client, joy: Client) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    mine = form_on(mei, address) | {"target_on": [LATER.isoformat()], "difficulty": ["1"]}
    joy.post(address, {**form_on(joy, address), "target_on": ""})
    page = mei.post(address, mine).text
    assert "Joy Adeyemi has emptied this meanwhile." in page
    assert f'name="target_on" value="{LATER.isoformat()}"' in page
    assert re.search(r'name="initial-target_on">', page)
    goal.refresh_from_db()
    assert (goal.target_on, goal.difficulty) == (None, 1)
    again = mine | {"initial-target_on": [""], "initial-difficulty": ["1"], "waiting": ["target_on"]}
    assert "Kept." in mei.post(address, again | {"mine": ["target_on"]}, follow=True).text
    goal.refresh_from_db()
    assert goal.target_on == LATER


def test_one_field_that_cannot_be_read_does_not_hold_the_others_back(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    typed = form_on(mei, address) | {"criterion_value": ["?"], "importance": ["1"]}
    answer = mei.post(address, typed, **HTMX).text
    assert "Enter a number." in slot(answer, "criterion_value")
    assert "Not kept yet: one field needs another look." in answer
    goal.refresh_from_db()
    assert (goal.criterion_value, goal.importance) == (4, 1)


def test_a_services_values_keep_themselves_and_say_what_does_not_fit(draft: PlanVersion, mei: Client) -> None:
    address = service_address(draft)
    typed = form_on(mei, address)
    assert typed["initial-minutes"] == ["30"]
    answer = mei.post(address, {**typed, "minutes": "33", "pattern": "receding"}, **HTMX).text
    assert "steps of 5 minutes" in slot(answer, "minutes")
    assert "Say in which steps" in slot(answer, "from_0")
    assert "Kept. One field does not fit yet" in answer
    service = draft.planned_services.get()
    assert (service.minutes, service.pattern) == (33, "receding")
    page = mei.get(address).text
    assert "steps of 5 minutes" in page
    assert re.search(r"<details [^>]*open>", page)
    assert "steps of 5 minutes" in mei.get(f"/plans/versions/{draft.pk}/").text
    half = {**form_on(mei, address), "from_0": "4"}
    assert "Write both the week and the times" in slot(mei.post(address, half, **HTMX).text, "from_0")
    mei.post(address, {**half, "times_0": "1", "minutes": "30"}, **HTMX)
    service.refresh_from_db()
    assert (service.minutes, service.steps) == (30, [{"from": 4, "times": 1}])


def test_a_service_that_would_end_before_it_begins_stays_on_the_page(draft: PlanVersion, mei: Client) -> None:
    address = service_address(draft)
    odd = {**form_on(mei, address), "ends": ON.isoformat()}
    answer = mei.post(address, odd, **HTMX).text
    assert "ends before it has begun" in slot(answer, "ends")
    assert 'id="seen-ends"' not in answer
    assert draft.planned_services.get().ends == TARGET
    page = mei.post(address, odd).text
    assert f'name="ends" value="{ON.isoformat()}"' in page
    assert "ends before it has begun" in page


def test_two_name_therapists_and_steps_at_once(draft: PlanVersion, people: SmallSchool, mei: Client) -> None:
    address = service_address(draft)
    mine = form_on(mei, address) | {
        "therapists": [str(people.mei_staff.pk)],
        "from_0": ["4"],
        "times_0": ["1"],
    }
    other = a_therapist("Noor", Discipline.OCCUPATIONAL, people.school, by=people.joy)
    save_values(
        version=draft,
        target=draft.planned_services.get(),
        values={"therapists": [other], "steps": [{"from": 2, "times": 1}]},
        seen={},
        by=people.joy,
        at=AT,
    )
    met = mei.post(address, mine, **HTMX).text
    assert f"Joy Adeyemi has written “{other.name}” meanwhile." in slot(met, "therapists")
    assert "Joy Adeyemi has written “from week 2: 1 times” meanwhile." in slot(met, "from_0")
    assert "meanwhile" not in slot(met, "times_0"), "said once"
    told = mine | {"waiting": ["therapists", "steps"], "initial-from_0": ["2"], "initial-times_0": ["1"]}
    theirs = mei.post(address, told | {"theirs": ["steps"]}, **HTMX).text
    assert 'name="from_0" value="2"' in theirs
    assert [each.pk for each in draft.planned_services.get().therapists.all()] == [other.pk]


def test_answers_keep_themselves_one_by_one_and_show_what_speaks_for_each(
    draft: PlanVersion, mei: Client, joy: Client
) -> None:
    address = service_address(draft, "model/")
    mine = form_on(mei, address)
    joys = form_on(joy, address)
    answer = mei.post(address, {**mine, "lives_in_class": "yes"}, **HTMX).text
    assert "The skill is needed in the class’s own activity" in answer
    assert "7 questions are still open." in answer
    joy.post(address, {**joys, "quiet": "no", "asked": ["child", "family"]}, **HTMX)
    service = draft.planned_services.get()
    assert service.answers == {"lives_in_class": "yes", "quiet": "no"}
    assert service.asked == ["child", "family"]
    met = joy.post(address, {**joys, "lives_in_class": "no"}, **HTMX).text
    assert "Mei Tan has written “Yes, it belongs to a class activity” meanwhile." in slot(
        met, "lives_in_class"
    )


def test_a_choice_is_kept_before_its_reason_and_its_day_and_says_that_they_lack(
    draft: PlanVersion, mei: Client
) -> None:
    address = service_address(draft, "model/")
    typed = form_on(mei, address)
    answer = mei.post(address, {**typed, "model": "pull_out"}, **HTMX).text
    assert "Say why the team chose this" in slot(answer, "reason")
    assert "Choose a day to come" in slot(answer, "look_again_on")
    assert draft.planned_services.get().model == "pull_out"
    past = mei.post(address, {**typed, "look_again_on": ON.isoformat()}, **HTMX).text
    assert "That day has passed" in slot(past, "look_again_on")


def test_a_reason_is_kept_as_a_text_and_its_number_is_on_the_page(draft: PlanVersion, mei: Client) -> None:
    service = draft.planned_services.get()
    address = service_address(draft, "model/")
    said = {"target": str(service.pk), "field": "reason", "seen": "0", "text": "Stories are told in class"}
    kept = mei.post(f"/plans/versions/{draft.pk}/text/", said, HTTP_ACCEPT="application/json")
    assert kept.json() == {"number": 1}
    typed = form_on(mei, address)
    assert (typed["seen"], typed["reason"]) == (["1"], ["Stories are told in class"])
    mei.post(address, {**typed, "reason": "Half a word", "model": "pull_out"}, **HTMX)
    service.refresh_from_db()
    assert service.reason == "Stories are told in class", "a script keeps the text by itself"
    mei.post(address, {**typed, "reason": "All of it"})
    service.refresh_from_db()
    assert service.reason == "All of it"


def test_a_cells_times_and_how_keep_themselves(draft: PlanVersion, mei: Client, joy: Client) -> None:
    cell = draft.goals.get().opportunities.get(kind="writing")
    places = f"/plans/versions/{draft.pk}/goals/{cell.goal_id}/places/"
    mine = {"cell": str(cell.pk), "times_a_week": "3", "initial-times_a_week": "2", "initial-how": ""}
    assert "Kept" in mei.post(places, mine, **HTMX).text
    met = joy.post(places, mine | {"times_a_week": "4"}, **HTMX).text
    assert "Mei Tan has written “3” meanwhile." in slot(met, f"{cell.pk}-times_a_week")
    said = {"target": str(cell.pk), "field": "how", "seen": "0", "text": "Reads out the task"}
    kept = mei.post(f"/plans/versions/{draft.pk}/text/", said, HTTP_ACCEPT="application/json")
    assert kept.json() == {"number": 1}
    assert "Reads out the task" in mei.get(places).text
    whole = {**mine, "initial-times_a_week": "3", "initial-how": "Reads out the task", "how": "In turns"}
    assert "Kept." in mei.post(places, whole, follow=True).text
    late = joy.post(places, whole | {"how": "By turns"}, follow=True).text
    assert "Mei Tan has written “In turns” meanwhile. What you wrote stands under “Set aside”" in late
    cell.refresh_from_db()
    assert (cell.times_a_week, cell.how) == (3, "In turns")
    assert "By turns" in mei.get(f"/plans/versions/{draft.pk}/").text


def test_a_place_that_is_there_already_keeps_how_it_is_done(
    draft: PlanVersion, people: SmallSchool, mei: Client
) -> None:
    goal = draft.goals.get()
    matrix.set_opportunity(
        goal=goal, kind="maths", who="peer", times_a_week=2, how="Ben reads", by=people.joy, at=AT
    )
    places = f"/plans/versions/{draft.pk}/goals/{goal.pk}/places/"
    add = {"column": "school:maths", "who": "peer", "times_a_week": "3", "how": "They take turns"}
    page = mei.post(places, add).text
    assert "“Ben reads” stands there already. Change it in the list." in page
    assert "They take turns" in page
    mei.post(places, add | {"how": ""})
    cell = goal.opportunities.get(kind="maths")
    assert (cell.times_a_week, cell.how) == (3, "Ben reads")


def test_the_days_of_a_step_and_of_the_review_keep_themselves(
    draft: PlanVersion, mei: Client, joy: Client
) -> None:
    step = draft.goals.get().objectives.get()
    day = f"{goal_address(draft.goals.get())}steps/{step.pk}/"
    review = f"/plans/versions/{draft.pk}/review/"
    for address, name, before in ((day, "by_on", LATER.isoformat()), (review, "review_on", "")):
        typed = {f"initial-{name}": before, name: TARGET.isoformat()}
        assert "Kept" in mei.post(address, typed, **HTMX).text
        met = joy.post(address, {f"initial-{name}": before, name: ""} if before else typed, **HTMX).text
        assert ("meanwhile" in met) is bool(before)
        assert "Not kept yet" in mei.post(address, {name: "soon"}, **HTMX).text
    step.refresh_from_db()
    draft.refresh_from_db()
    assert (step.by_on, draft.review_on) == (TARGET, TARGET)
    told = joy.post(day, {"initial-by_on": LATER.isoformat(), "by_on": ""}, follow=True).text
    assert f"Mei Tan has written “{date_format(TARGET, 'j F Y')}” meanwhile." in told


def test_in_review_a_value_is_refused_with_a_sentence(
    draft: PlanVersion, people: SmallSchool, mei: Client
) -> None:
    address = service_address(draft, "model/")
    typed = form_on(mei, address)
    plans.send_for_review(version=draft, by=people.joy, at=AT)
    answer = mei.post(address, {**typed, "model": "pull_out"}, **HTMX).text
    assert "This version is in review." in answer
    assert draft.planned_services.get().model == "push_in"


@pytest.mark.parametrize("who", ["amara", "carla", "li"])
def test_only_the_team_changes_a_value(
    draft: PlanVersion, people: SmallSchool, stranger: Stranger, signed_in: SignedIn, who: str
) -> None:
    goal, service = draft.goals.get(), draft.planned_services.get()
    cell, step = goal.opportunities.filter(home=None)[0], goal.objectives.get()
    sent: list[tuple[str, UUID | None]] = [
        (goal_address(goal), None),
        (f"{goal_address(goal)}places/", cell.pk),
        (f"{goal_address(goal)}steps/{step.pk}/", None),
        (service_address(draft), None),
        (service_address(draft, "model/"), None),
        (f"/plans/versions/{draft.pk}/review/", None),
    ]
    for address, pk in sent:
        said = {"cell": str(pk), "times_a_week": "1"} if pk else {"times": "1", "model": "pull_out"}
        assert signed_in(getattr(people, who)).post(address, said, **HTMX).status_code == 404, address
        with scope(organisation=stranger.organisation):
            assert signed_in(stranger.stan).post(address, said, **HTMX).status_code == 404, address
    service.refresh_from_db()
    assert (service.times, service.model) == (2, "push_in")


def test_a_cell_of_another_goal_is_not_there(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    places = f"/plans/versions/{draft.pk}/goals/{goal.pk}/places/"
    assert mei.post(places, {"cell": str(goal.pk), "times_a_week": "1"}, **HTMX).status_code == 404


def test_a_routine_at_home_keeps_its_name_and_no_other_one_takes_it(
    draft: PlanVersion, people: SmallSchool, mei: Client, joy: Client
) -> None:
    home = draft.home_routines.get()
    matrix.add_home_routine(version=draft, name="Bath", by=people.joy, at=AT)
    address = f"/plans/versions/{draft.pk}/matrix/home/{home.pk}/"
    mine = form_on(mei, address)
    taken = mei.post(address, mine | {"name": ["bath"]}, **HTMX).text
    assert "There is a routine called bath already." in slot(taken, "name")
    assert "There is a routine called bath already." in mei.post(address, mine | {"name": ["bath"]}).text
    joy.post(address, mine | {"name": ["Post"]}, **HTMX)
    met = mei.post(address, mine | {"name": ["Cards"]}, **HTMX).text
    assert "Joy Adeyemi has written “Post” meanwhile." in slot(met, "name")
    home.refresh_from_db()
    assert home.name == "Post"
