"""Goals that can be measured: what contradicts itself is said at its field, what is missing is said kindly."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.choices import Discipline
from alongside.people.rules import NotNow
from alongside.plans.actions import goals
from alongside.plans.actions.values import save_values
from alongside.plans.choices import UNITS, Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.plans.queries.goals import bank, bank_goal
from alongside.plans.rules.faults import AtFault
from alongside.plans.rules.goals import (
    baseline_in_words,
    check_goal_makes_sense,
    criterion_in_words,
    hints,
    plain_number,
)
from tests.factories import AT, ON, SmallSchool
from tests.plans.written import LATER, MEASURED, a_draft, a_goal, fresh


def _goal(**fields: Any) -> Goal:
    """A goal that lacks nothing and stands nowhere."""
    goal = Goal(discipline=Discipline.OCCUPATIONAL, title="Writes", **(MEASURED | fields))
    for name in ("criterion_value", "baseline_value"):
        value = getattr(goal, name)
        setattr(goal, name, None if value is None else Decimal(value))
    return goal


def _faults(**fields: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.sentence) for fault in check_goal_makes_sense(_goal(**fields))]


def test_goal_that_lacks_nothing_has_neither_fault_nor_hint() -> None:
    assert check_goal_makes_sense(_goal()) == []
    assert hints(_goal()) == []


@pytest.mark.parametrize("target_on", [ON, ON - timedelta(days=1)])
def test_target_comes_after_the_baseline(target_on: object) -> None:
    [(field, sentence)] = _faults(target_on=target_on)
    assert field == "target_on"
    assert sentence.startswith(
        "The target is not after the baseline of 8 September 2025. Give it a later day"
    )


@pytest.mark.parametrize(
    ("measure", "unit", "value", "of", "field", "said"),
    [
        (Measure.PERCENT, Unit.PERCENT, 101, None, "criterion_value", "% go from 0 to 100"),
        (Measure.PERCENT, Unit.PERCENT, -1, None, "criterion_value", "-1 is out of range"),
        (Measure.MOMENTARY, Unit.INTERVALS, 120, None, "criterion_value", "% of intervals go from 0 to 100"),
        (Measure.DURATION, Unit.MINUTES, 1441, None, "criterion_value", "minutes go from 0 to 1440"),
        (Measure.GOAL_ATTAINMENT, Unit.LEVEL, 3, None, "criterion_value", "level go from -2 to 2"),
        (Measure.RUBRIC, Unit.LEVEL, 11, None, "criterion_value", "level go from 0 to 10"),
        (Measure.TRIALS, Unit.TRIALS, 6, 5, "criterion_of", "6 out of 5 cannot be reached"),
        (Measure.RUBRIC, Unit.LEVEL, 5, 4, "criterion_of", "5 out of 4 cannot be reached"),
        (Measure.TRIALS, Unit.TRIALS, 1, 0, "criterion_of", "Out of none nothing can be reached"),
        (
            Measure.TRIALS,
            Unit.TRIALS,
            2.5,
            5,
            "criterion_value",
            "Write a whole number: trials are counted one by one",
        ),
        (
            Measure.COUNT,
            Unit.TIMES,
            0,
            None,
            "criterion_value",
            "At least 0 is reached before anybody begins",
        ),
        (Measure.LATENCY, Unit.PERCENT, 5, None, "criterion_unit", "Choose: seconds, minutes"),
    ],
)
def test_criterion_out_of_its_measures_range_is_said_at_its_field(
    measure: Measure, unit: Unit, value: float, of: int | None, field: str, said: str
) -> None:
    faults = _faults(
        measure=measure, criterion_unit=unit, criterion_value=value, criterion_of=of, baseline_value=None
    )
    assert [at for at, _sentence in faults] == [field]
    assert said in faults[0][1]


def test_baseline_out_of_range_is_said_at_the_baseline() -> None:
    assert [field for field, _sentence in _faults(baseline_value=6)] == ["baseline_value"]


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_holds_a_plain_criterion_in_each_of_its_units(measure: Measure) -> None:
    for unit in UNITS[measure]:
        assert (
            _faults(measure=measure, criterion_unit=unit, criterion_value=2, criterion_of=4, baseline_value=1)
            == []
        )


def test_none_at_all_is_a_criterion_where_less_is_the_goal() -> None:
    assert (
        _faults(
            measure=Measure.COUNT,
            criterion_unit=Unit.TIMES,
            criterion_of=None,
            criterion_value=0,
            criterion_direction=Direction.AT_MOST,
            baseline_value=7,
        )
        == []
    )


def test_setting_is_a_routine_of_a_day_or_home() -> None:
    assert _faults(settings=["writing", "home"]) == []
    [(field, sentence)] = _faults(settings=["writing", "geography"])
    assert (field, "geography" in sentence) == ("settings", True)


def test_person_is_one_of_those_to_choose() -> None:
    assert _faults(people=["therapist", "peer"]) == []
    [(field, sentence)] = _faults(people=["teacher", "grandmother"])
    assert (field, "grandmother" in sentence) == ("people", True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"criterion_value": None}, "How will everybody know"),
        ({"measure": ""}, "How will everybody know"),
        ({"criterion_of": None}, "Out of how many"),
        ({"baseline_value": None}, "Where does it stand today"),
        ({"baseline_on": None}, "On which day was the baseline taken"),
        ({"baseline_value": 4}, "The baseline meets the criterion already"),
        ({"target_on": None}, "By when do you look for it"),
        ({"condition": ""}, "When and with what does it happen"),
        ({"behaviour": " "}, "What will you see or hear"),
        ({"settings": ["writing"]}, "Where else should it show"),
        ({"people": ["therapist"]}, "With whom else should it show"),
        ({"plain": ""}, "How would you tell it to the family"),
        (
            {"measure": Measure.GOAL_ATTAINMENT, "criterion_unit": Unit.LEVEL, "baseline_value": -2},
            "Write the five levels",
        ),
    ],
)
def test_what_a_goal_lacks_is_said_kindly_and_is_no_fault(fields: dict[str, Any], said: str) -> None:
    told = hints(_goal(**fields))
    assert len(told) == 1
    assert said in told[0]
    assert "must not" not in told[0]


def test_numbers_read_as_sentences() -> None:
    goal = _goal()
    assert criterion_in_words(goal) == "At least 4 of 5 trials, 3 weeks in a row"
    assert baseline_in_words(goal) == "1 of 5 trials on 8 September 2025"
    assert criterion_in_words(_goal(criterion_value=None)) == ""
    assert baseline_in_words(_goal(baseline_value=None)) == ""
    less = _goal(
        criterion_direction=Direction.AT_MOST,
        criterion_of=None,
        criterion_value=2.5,
        criterion_unit=Unit.MINUTES,
        criterion_over="",
    )
    assert criterion_in_words(less) == "At most 2.5 minutes"
    with translation.override("es"):
        assert "2,5" in criterion_in_words(less)


@given(st.decimals(min_value=0, max_value=9999, places=2))
def test_plain_number_is_the_same_number_without_an_exponent(value: Decimal) -> None:
    said = plain_number(value)
    assert Decimal(said) == value
    assert "E" not in said


def test_contradiction_is_kept_in_a_draft_and_told(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    faults = goals.change_goal(goal=goal, target_on=ON, baseline_on=LATER, by=people.mei, at=AT)
    assert [fault.field for fault in faults] == ["target_on"]
    assert goals.change_goal(goal=goal, baseline_on=None, by=people.mei, at=AT) == []
    goal.refresh_from_db()
    assert (goal.target_on, goal.baseline_on) == (ON, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("criterion_value", "many"),
        ("criterion_value", 123456789),
        ("importance", 4),
        ("measure", "feeling"),
        ("target_on", "soon"),
    ],
)
def test_value_that_a_field_cannot_hold_is_refused_there_and_nothing_changes(
    people: SmallSchool, field: str, value: object
) -> None:
    goal = a_draft(people).goals.get()
    before = getattr(goal, field)
    with pytest.raises(AtFault, match="Nothing was changed") as refused:
        goals.change_goal(goal=goal, by=people.mei, at=AT, **{field: value})
    assert [fault.field for fault in refused.value.faults] == [field]
    goal.refresh_from_db()
    assert getattr(goal, field) == before


def test_change_of_one_value_leaves_what_somebody_else_changed(people: SmallSchool) -> None:
    seen_by_mei = a_draft(people).goals.get()
    goals.change_goal(goal=seen_by_mei, importance=3, by=people.joy, at=AT)
    goals.change_goal(goal=seen_by_mei, difficulty=1, by=people.mei, at=AT)
    seen_by_mei.refresh_from_db()
    assert (seen_by_mei.importance, seen_by_mei.difficulty) == (3, 1)


def test_text_of_a_goal_is_not_changed_behind_another_writers_back(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    with pytest.raises(LookupError, match="texts are saved by save_text"):
        goals.change_goal(goal=goal, title="New", by=people.mei, at=AT)


def test_goals_are_put_in_another_order(people: SmallSchool) -> None:
    version = a_draft(people)
    for title in ("Second", "Third"):
        a_goal(version, title=title, by=people.mei)
    goals.move_goal(goal=version.goals.get(title="Third"), to=0, by=people.mei, at=AT)
    assert [goal.title for goal in version.goals.all()] == ["Third", "Writes with her checklist", "Second"]
    goals.move_goal(goal=version.goals.get(title="Third"), to=9, by=people.mei, at=AT)
    assert [goal.title for goal in version.goals.all()] == ["Writes with her checklist", "Second", "Third"]


def test_goal_that_was_removed_meanwhile_is_not_written(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    goals.remove_goal(goal=Goal.objects.get(pk=goal.pk), by=people.joy, at=AT)
    with pytest.raises(NotNow, match="Somebody has removed this meanwhile"):
        goals.change_goal(goal=goal, importance=3, by=people.mei, at=AT)


def test_steps_are_added_and_taken_out(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    step = goals.add_objective(goal=goal, text="Two sentences", by=people.mei, at=AT)
    save_values(version=goal.version, target=step, values={"by_on": LATER}, seen={}, by=people.mei, at=AT)
    assert [(each.text, each.by_on) for each in goal.objectives.all()] == [
        ("Ticks off each step", LATER),
        ("Two sentences", LATER),
    ]
    goals.remove_objective(objective=step, by=people.mei, at=AT)
    assert goal.objectives.count() == 1
    with pytest.raises(AtFault, match="Say what the child does at this step"):
        goals.add_objective(goal=goal, text=" ", by=people.mei, at=AT)


def test_goal_without_a_name_is_not_added(people: SmallSchool) -> None:
    with pytest.raises(AtFault, match="A goal needs a name"):
        a_goal(a_draft(people), title="  ", by=people.mei)


def test_goal_of_the_bank_begins_with_all_but_a_baseline(people: SmallSchool) -> None:
    version = a_draft(people)
    found = bank("", Discipline.SPEECH)[0]
    goal = goals.add_goal_from_bank(version=version, bank_id=found.id, by=people.mei, at=AT)
    assert (goal.title, goal.bank_id, goal.discipline) == (found.title, found.id, Discipline.SPEECH)
    assert goal.baseline_value is None
    assert fresh(version).goals.count() == 2
    with pytest.raises(NotNow, match="no longer in the bank"):
        goals.add_goal_from_bank(version=version, bank_id="gone", by=people.mei, at=AT)


def test_bank_is_searched_by_beginnings_of_words_discipline_and_age() -> None:
    everything = bank(limit=1000)
    assert len(everything) >= 120
    assert {goal.discipline for goal in everything} == set(Discipline)
    for goal in bank("TOPIC wor", Discipline.SPEECH, 6):
        assert goal.discipline is Discipline.SPEECH
        assert goal.ages[0] <= 6 <= goal.ages[1]
        assert " topic" in goal.words
        assert " wor" in goal.words
    assert bank("topic wor", Discipline.SPEECH, 6)[0].title == "Uses the topic’s words in class talk"
    assert bank("opic") == []
    assert bank("zebra crossing on the moon") == []
    assert len(bank(limit=3)) == 3


def test_no_goal_of_the_bank_contradicts_itself() -> None:
    for found in bank(limit=1000):
        goal = Goal(**found.fields)
        assert (found.id, check_goal_makes_sense(goal)) == (found.id, [])
        assert found.criterion
        assert bank_goal(found.id) is found
        goal.clean_fields(exclude=["organisation", "version"])
