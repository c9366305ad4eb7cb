"""Where in the day a goal is supported: the view changes with what teacher and family say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Opportunity
from alongside.progress.queries.consistency import Consistency, consistency_of
from alongside.progress.queries.records import records_of
from alongside.progress.rules.consistency import asked_days
from alongside.strategies.actions import given, uses
from alongside.strategies.models import Assignment
from alongside.strategies.queries.library import library
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.progress.recorded import ada_goal, tap

LATER = ON + timedelta(days=14)


def shown(viewer: Viewer, people: SmallSchool) -> Consistency:
    page = consistency_of(people.as_on(viewer, LATER), people.ada.pk)
    assert page
    return page


def test_view_changes_because_of_teacher_and_family(people: SmallSchool) -> None:
    goal = ada_goal(people)
    before = shown(people.mei, people)
    assert before.days
    assert before.rows[0].days == frozenset()
    assert before.gap
    assert before.gap.says.endswith("it was recorded on 0.")
    assert before.gap.does.startswith("Nothing was given there")
    home = goal.version.home_routines.get()
    strategy = library(people.mei)[0].key

    def give(who: Who, kind: str = "", at_home: str = "") -> Assignment:
        choice = given.Choice(strategy, who, kind=kind, home=at_home, lineage=goal.lineage)
        return given.give(child=people.ada, choice=choice, by=people.mei, at=AT)

    in_class, at_home = give(Who.TEACHER, kind="writing"), give(Who.FAMILY, at_home=home.name)
    day = people.as_on(people.carla, LATER)
    uses.say_used(assignment=in_class, on=LATER, was_used=True, by=day, at=AT)
    record = records_of(people.as_on(people.mei, LATER), [people.ada])[people.ada.pk][0]
    assert (record.carried_out.used, record.carried_out.to_use) == (1, 1)
    assert "Strategies used on 1 of 1 day of which somebody said" in record.carried_out.sentences
    after_teacher = shown(people.mei, people)
    assert after_teacher.rows[0].days == {LATER}
    uses.say_used(
        assignment=at_home,
        on=LATER - timedelta(days=1),
        was_used=True,
        by=people.as_on(people.li, LATER),
        at=AT,
    )
    after_both = shown(people.mei, people)
    assert after_both.rows[0].days == {LATER, LATER - timedelta(days=1)}
    assert {column.column.key.split(":")[0] for column in after_both.rows[0].where} == {"school", "home"}
    assert "in 2 places" in after_both.rows[0].sentence(len(after_both.days))


def test_observations_count_where_they_were_made(people: SmallSchool) -> None:
    goal = ada_goal(people)
    tap(goal, people.ada, people.mei, LATER - timedelta(days=2), [0, 1])
    tap(goal, people.ada, people.mei, LATER - timedelta(days=3), [0], setting="out_class", routine_kind="")
    row = shown(people.mei, people).rows[0]
    assert row.days == {LATER - timedelta(days=2), LATER - timedelta(days=3)}
    assert row.elsewhere == {LATER - timedelta(days=3)}
    writing = next(each for each in row.places if each.column.kind == "writing")
    assert {who: len(days) for who, days in writing.days.items() if days} == {Who.THERAPIST: 1}


def test_only_team_and_coordinator_see_it(people: SmallSchool, stranger: Stranger) -> None:
    ada_goal(people)
    assert consistency_of(people.joy, people.ada.pk)
    for other in (people.carla, people.hugo, people.li, stranger.stan):
        assert consistency_of(other, people.ada.pk) is None


def test_as_many_queries_for_a_month_of_words_as_for_none(people: SmallSchool) -> None:
    goal = ada_goal(people)
    viewer = people.as_on(people.mei, LATER)

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            consistency_of(viewer, people.ada.pk)
        return len(caught)

    few = count()
    for back in range(10):
        tap(goal, people.ada, people.mei, LATER - timedelta(days=back), [0])
    assert count() == few


@pytest.mark.parametrize(("times", "asked"), [(1, 4), (3, 12), (5, 20), (7, 20)])
def test_plan_asks_for_days_in_proportion_and_for_every_day_at_the_most(times: int, asked: int) -> None:
    assert asked_days([Opportunity(times_a_week=times)], 20) == asked
    assert asked_days([], 20) == 0


def test_days_of_which_nobody_said_anything_are_no_days_without(people: SmallSchool) -> None:
    """Silence is unknown: it lowers nothing, and without a word there is no figure at all."""
    ada_goal(people)
    record = records_of(people.as_on(people.mei, LATER), [people.ada])[people.ada.pk][0]
    assert record.carried_out.to_use is None
    assert "Nobody has recorded how often the strategies were used" in record.carried_out.sentences
