"""Any two versions side by side: what was added, removed and changed, with both texts."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Who
from alongside.plans.models import PlanVersion
from alongside.plans.queries import plans as read
from alongside.plans.rules.comparison import Difference
from tests.factories import AT, SmallSchool, Stranger
from tests.plans.written import LATER, TARGET, a_goal, a_planned_service, fresh, in_force


def _amended(people: SmallSchool) -> tuple[PlanVersion, PlanVersion]:
    first = in_force(people)
    return first, plans.amend(plan=first.plan, reason="New term", by=people.mei, at=AT)


def _save(version: PlanVersion, field: str, text: str, people: SmallSchool) -> None:
    plans.save_text(version=version, target=version, field=field, text=text, seen=0, by=people.mei, at=AT)


def _compared(people: SmallSchool, a: PlanVersion, b: PlanVersion) -> list[Difference]:
    found = read.compare(people.mei, a.pk, b.pk)
    assert found is not None
    return found


def test_changed_texts_and_values_are_told_with_both(people: SmallSchool) -> None:
    first, second = _amended(people)
    _save(second, "needs", "Time to finish", people)
    plans.set_review(version=second, review_on=LATER, by=people.mei, at=AT)
    goal = second.goals.get()
    plans.save_text(
        version=second, target=goal, field="condition", text="In any lesson,", seen=0, by=people.mei, at=AT
    )
    goals.change_goal(
        goal=goal, criterion_value=5, settings=["writing", "home"], people=["teacher", "family"],
        importance=3, by=people.mei, at=AT,
    )  # fmt: skip
    step = goal.objectives.get()
    save_values(version=second, target=step, values={"by_on": TARGET}, seen={}, by=people.mei, at=AT)
    service = second.planned_services.get()
    terms = {"therapists": [people.mei_staff], "minutes": 20}
    save_values(version=second, target=service, values=terms, seen={}, by=people.mei, at=AT)
    home = second.home_routines.get()
    save_values(version=second, target=home, values={"name": "Post"}, seen={}, by=people.mei, at=AT)
    writing = {"goal": goal, "kind": "writing", "who": Who.TEACHER}
    matrix.set_opportunity(times_a_week=5, by=people.mei, at=AT, **writing)
    told = [(each.part, each.field, each.before, each.after) for each in _compared(people, first, second)]
    assert told == [
        ("The plan", "Needs", "", "Time to finish"),
        ("The plan", "Review", "", "8 October 2025"),
        ("Goals", "Condition", "In writing, with her checklist,", "In any lesson,"),
        ("Goals", "Criterion", "4", "5"),
        ("Goals", "Where it must show", "Writing, Centres and group work", "Writing, At home"),
        (
            "Goals",
            "With whom it must show",
            "With the therapist, With the class teacher",
            "With the class teacher, With the family",
        ),
        ("Goals", "Importance", "2", "3"),
        ("Steps", "By", "8 October 2025", "17 December 2025"),
        ("Services", "Minutes", "30", "20"),
        ("Services", "Given by", "", "Mei Tan"),
        ("Routines at home", "Name", "Letters to grandma", "Post"),
        ("Where it is practised", "Times a week", "2", "5"),
    ]
    assert {each.how for each in _compared(people, first, second)} == {"changed"}


def test_parts_interval_and_what_is_made_up_are_told_in_words(people: SmallSchool) -> None:
    first, second = _amended(people)
    goal, service = second.goals.get(), second.planned_services.get()
    measured = {"parts": ["Opens it", "Closes it"], "interval_seconds": 20}
    save_values(version=second, target=goal, values=measured, seen={}, by=people.mei, at=AT)
    save_values(version=second, target=service, values={"make_up": "none"}, seen={}, by=people.mei, at=AT)
    told = [(each.part, each.field, each.before, each.after) for each in _compared(people, first, second)]
    assert told == [
        ("Goals", "Steps or levels", "", "Opens it\nCloses it"),
        ("Goals", "Seconds of an interval", "", "20"),
        ("Services", "What is made up", "As the organisation does", "None"),
    ]


def test_what_was_added_and_removed_is_told_by_its_name(people: SmallSchool) -> None:
    first, second = _amended(people)
    goals.remove_goal(goal=second.goals.get(), by=people.mei, at=AT)
    planned.remove_planned_service(planned=second.planned_services.get(), by=people.mei, at=AT)
    matrix.remove_home_routine(home=second.home_routines.get(), by=people.mei, at=AT)
    goal = a_goal(second, title="Asks for a break", discipline="behaviour", by=people.mei)
    matrix.set_opportunity(goal=goal, kind="maths", who=Who.ASSISTANT, times_a_week=5, by=people.mei, at=AT)
    a_planned_service(second, discipline="behaviour", by=people.mei)
    told = {
        (each.part, each.how, each.before or each.after)
        for each in _compared(people, first, second)
        if each.part != "Where it is practised"
    }
    assert told == {
        ("Goals", "removed", "Writes with her checklist"),
        ("Goals", "added", "Asks for a break"),
        ("Steps", "removed", "Writes with her checklist: Ticks off each step"),
        ("Services", "removed", "Occupational therapy: 2 × 30 min a week"),
        ("Services", "added", "Behavioural and social-emotional support: 2 × 30 min a week"),
        ("Routines at home", "removed", "Letters to grandma"),
    }
    cells = [
        (each.how, each.before or each.after)
        for each in _compared(people, first, second)
        if each.part == "Where it is practised"
    ]
    assert ("added", "Asks for a break: Maths, Assistant") in cells
    assert ("removed", "Writes with her checklist: Letters to grandma, Family") in cells
    assert len(cells) == 4


def test_comparison_turns_round(people: SmallSchool) -> None:
    first, second = _amended(people)
    _save(second, "needs", "Time to finish", people)
    goals.remove_goal(goal=second.goals.get(), by=people.mei, at=AT)
    there, back = _compared(people, first, second), _compared(people, second, first)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(each.part, each.how, each.before, each.after) for each in back} == {
        (each.part, turned[each.how], each.after, each.before) for each in there
    }


def test_order_of_goals_is_no_difference(people: SmallSchool) -> None:
    first, second = _amended(people)
    a_goal(second, title="Second", by=people.mei)
    goals.move_goal(goal=second.goals.get(title="Second"), to=0, by=people.mei, at=AT)
    assert [each.about for each in _compared(people, first, second)] == ["Second"]


def test_only_versions_of_one_plan_that_one_may_read_are_compared(
    people: SmallSchool, stranger: Stranger
) -> None:
    first, second = _amended(people)
    other = plans.start_plan(child=people.cem, by=people.joy, at=AT)
    assert read.compare(people.joy, first.pk, other.pk) is None
    for viewer in (people.amara, people.carla, people.hugo, people.li, stranger.stan):
        assert read.compare(viewer, first.pk, second.pk) is None
    plans.share_with_family(version=second, by=people.mei, at=AT)
    assert read.compare(people.li, first.pk, second.pk) == []
    assert read.compare(people.carla, first.pk, first.pk) is None


def test_three_versions_compare_in_any_pair(people: SmallSchool) -> None:
    first, second = _amended(people)
    _save(second, "needs", "Time", people)
    plans.send_for_review(version=second, by=people.mei, at=AT)
    plans.sign(version=second, name="Mei Tan", role="Therapist", by=people.mei, at=AT)
    plans.agree(version=second, by=people.mei, at=AT)
    plans.put_in_force(version=fresh(second), on=people.mei.on + timedelta(days=1), by=people.mei, at=AT)
    third = plans.amend(plan=first.plan, reason="Again", by=people.mei, at=AT)
    _save(third, "needs", "A quiet place", people)
    pairs = {(first, second): ("", "Time"), (second, third): ("Time", "A quiet place")}
    pairs[first, third] = ("", "A quiet place")
    for (before, after), texts in pairs.items():
        [told] = _compared(people, before, after)
        assert (told.before, told.after) == texts


def test_comparison_asks_as_much_of_long_plans_as_of_short_ones(people: SmallSchool) -> None:
    first, second = _amended(people)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            read.compare(people.mei, first.pk, second.pk)
        counts.append(len(asked))
        for each in range(3):
            goal = a_goal(second, title=f"Goal {number}.{each}", by=people.mei)
            goals.add_objective(goal=goal, text="A step", by=people.mei, at=AT)
            matrix.set_opportunity(
                goal=goal, kind="maths", who=Who.TEACHER, times_a_week=1, by=people.mei, at=AT
            )
        a_planned_service(second, discipline=("speech", "behaviour")[number], by=people.mei)
    assert counts[0] == counts[1]
