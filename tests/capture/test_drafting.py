"""The note that the data make: only what was seen, in whole sentences, and a next step from the goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.capture.choices import Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit
from alongside.capture.queries.facts import facts_of
from alongside.capture.rules.drafting import Facts, Practised, drafted
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from tests.capture.held import a_share, a_visit, see, try_out
from tests.factories import ON, SmallSchool
from tests.plans.written import in_force


@pytest.fixture
def goal(people: SmallSchool) -> Goal:
    """Ada's goal in force: writes with her checklist, at least 4 of 5 trials."""
    return in_force(people).goals.get()


@pytest.fixture
def visit(people: SmallSchool) -> DatedVisit:
    """Mei with Ada in Writing."""
    made = a_visit(people)
    a_share(made, people.ada, people)
    return made


def share(visit: DatedVisit) -> DatedSession:
    return visit.sessions.get()


def draft_of(people: SmallSchool, visit: DatedVisit) -> tuple[Facts, str, str]:
    facts = facts_of(people.mei, visit)[share(visit).pk]
    said = drafted(facts)
    return facts, said.text, said.next_step


def test_draft_says_service_minutes_company_place_and_what_was_practised(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    a_share(visit, people.ben, people)
    try_out(visit, people, goal, 0, 1, 0, 0, 1, None)
    said = drafted(facts_of(people.mei, visit)[visit.sessions.get(child=people.ada).pk])
    assert "Occupational therapy, 30 minutes, in a group with 1 other child." in said.text
    assert "In class (2B), during Writing." in said.text
    assert "Writes with her checklist: 3 of 6 alone, with help “Point” 2 times." in said.text
    assert "The plan looks for: At least 4 of 5 trials, 3 weeks in a row." in said.text
    assert said.next_step == "Writes with her checklist: most help was “Point”; try “Alone” first."


def test_goals_with_the_same_next_step_share_a_line(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    facts = facts_of(people.mei, visit)[share(visit).pk]
    seen = [Practised(title=title, words="5 times") for title in ("Writes", "Cuts")]
    said = drafted(
        replace(facts, practised=(*seen, Practised(title="Draws", words="1 of 2 alone", dots=("full",))))
    )
    assert said.next_step.splitlines() == [
        "Writes; Cuts: go on as before.",
        "Draws: few tries so far; go on as before and collect more.",
    ]


def test_help_that_was_as_frequent_as_another_suggests_no_change(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    try_out(visit, people, goal, 1, 1, 2, 2, 0)
    _facts, _text, step = draft_of(people, visit)
    assert step == "Writes with her checklist: go on as before."


def test_draft_with_few_tries_suggests_no_change(people: SmallSchool, visit: DatedVisit, goal: Goal) -> None:
    try_out(visit, people, goal, 2, 2)
    _facts, _text, step = draft_of(people, visit)
    assert step == "Writes with her checklist: few tries so far; go on as before and collect more."


def test_draft_names_the_next_step_of_the_plan_once_the_criterion_of_a_visit_is_met(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    try_out(visit, people, goal, 0, 0, 0, 0, 1)
    facts, _text, step = draft_of(people, visit)
    assert facts.practised[0].is_reached is True
    assert "next on the way: Ticks off each step" in step


def test_draft_tells_the_time_before_and_never_a_time_after(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    for days, rungs in ((-7, (0, 1)), (7, (0, 0, 0))):
        other = a_visit(people, on=ON + timedelta(days=days))
        try_out(other, people, goal, *rungs)
    try_out(visit, people, goal, 0)
    _facts, text, _step = draft_of(people, visit)
    assert "Last time, 1 September: 1 of 2 alone." in text
    assert "3 of 3" not in text


def test_draft_leaves_out_what_was_taken_back_and_what_a_second_observer_saw(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    try_out(visit, people, goal, 0, 0)
    mistaken = see(visit, people.ada, {"help": 4, "word": "Hands"}, goal)
    see(visit, people.ada, {}, goal, corrects=mistaken.pk, is_withdrawal=True)
    see(visit, people.ada, {"help": 3, "word": "Show"}, goal, is_second=True)
    _facts, text, _step = draft_of(people, visit)
    assert "2 of 2 alone." in text


def test_draft_without_data_claims_nothing(people: SmallSchool, visit: DatedVisit, goal: Goal) -> None:
    facts, text, step = draft_of(people, visit)
    assert not facts.has_data
    assert text.count("\n") == 0
    assert step == "Not recorded this time: Writes with her checklist."


def test_draft_tells_the_childs_own_word_and_what_was_noted(people: SmallSchool, visit: DatedVisit) -> None:
    see(visit, people.ada, {"face": 4}, words="Smiled at her page")
    see(visit, people.ada, {"company": "with"}, measure=Measure.ENGAGEMENT)
    _facts, text, _step = draft_of(people, visit)
    assert "In Ada’s own word: Good." in text
    assert "Engagement with classmates: Together with classmates 1." in text
    assert "Noted in class: Smiled at her page" in text


def test_draft_of_a_shortened_visit_says_by_what(people: SmallSchool, visit: DatedVisit) -> None:
    DatedVisit.objects.update(outcome=Outcome.SHORTENED, reason=Reason.ASSEMBLY)
    DatedSession.objects.update(minutes=12)
    visit.refresh_from_db()
    _facts, text, _step = draft_of(people, visit)
    assert "Occupational therapy, 12 minutes, one to one." in text
    assert "Planned were 30 minutes; cut short: Assembly." in text
