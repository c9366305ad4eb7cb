"""The demo's past weeks: visits held and missed as often as surveys say, and data that go somewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from alongside.capture.choices import USUAL_LADDER, ChangeKind, Outcome
from alongside.capture.models import Observation
from alongside.capture.queries.changes import changes_between
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.days import day_of
from alongside.capture.queries.pace import delivered
from alongside.capture.queries.seen import standing_observations
from alongside.capture.rules.pace import Pace
from alongside.capture.rules.seen import tally
from alongside.capture.rules.values import Limits, check_value
from alongside.demo.happened import fates_of
from alongside.demo.observed import OF_HUNDRED, Course, reached, values_of
from alongside.demo.stages import tell
from alongside.people.choices import Discipline
from alongside.plans.models import Goal
from alongside.plans.queries.goals import bank
from alongside.schooltime.spans import DateSpan
from alongside.trust.queries import first_broken_link
from tests.factories.told_demo import ToldDemo

BEGUN, BREAK, DUE = date(2026, 9, 7), date(2026, 10, 26), date(2027, 1, 25)
LADDER = tuple(str(word) for word in USUAL_LADDER)


def past_visits(lived: ToldDemo) -> list[StandingVisit]:
    span = DateSpan(lived.story.first_week, lived.story.told_at.date())
    return visits_between(lived.joy, span)


def test_story_of_six_weeks(lived: ToldDemo) -> None:
    """One telling takes seconds, so that all that is true of it stands in one test."""
    visits = past_visits(lived)
    weeks = {visit.on - timedelta(days=visit.on.weekday()) for visit in visits}
    assert len(weeks) == 5, "five weeks with school, and half-term"
    outcomes = Counter(visit.outcome for visit in visits)
    assert 0.08 <= outcomes[Outcome.MISSED] / len(visits) <= 0.20
    assert outcomes[Outcome.HELD] > 0.7 * len(visits)
    assert outcomes[Outcome.SHORTENED] > 0
    assert len({visit.reason for visit in visits if visit.outcome == Outcome.MISSED}) >= 5
    assert 1 <= outcomes[""] <= 3, "of some nobody has said anything yet"

    observations = list(standing_observations())
    assert len(observations) > 5000
    points: dict[UUID, set[UUID]] = defaultdict(set)
    for each in observations:
        if each.lineage and each.visit_id:
            points[each.lineage].add(each.visit_id)
    per_week = sorted(len(visits) / 5 for visits in points.values())
    assert 0.8 <= per_week[len(per_week) // 2] <= 3
    _assert_nothing_was_seen_of_who_was_away(visits, observations)

    today = lived.story.told_at.date()
    kinds = {change.kind for change in changes_between(lived.joy, today, today)}
    assert {ChangeKind.CHILD_AWAY, ChangeKind.TRIP} <= kinds
    rosa = next(iter(lived.rosa.staff_ids))
    last_week = [lived.story.monday - timedelta(days=days) for days in range(3, 8)]
    days = [day for on in last_week if (day := day_of(lived.rosa, rosa, on))]
    pupils = [pupil for day in days for visit in day.visits for pupil in visit.pupils]
    assert any(pupil.goals_today for pupil in pupils)
    assert any(goal.last for pupil in pupils for goal in pupil.goals)

    assert tell(lived.story, until="lived") is False
    assert first_broken_link(lived.organisation.pk) is None


def _assert_nothing_was_seen_of_who_was_away(
    visits: list[StandingVisit], observations: list[Observation]
) -> None:
    away = {
        (visit.id, share.child_id)
        for visit in visits
        for share in visit.shares
        if share.away or visit.outcome == Outcome.MISSED
    }
    assert away
    assert not away & {(each.visit_id, each.child_id) for each in observations}


def bank_goals() -> list[Goal]:
    return [
        Goal(baseline_value=2, baseline_on=BEGUN, target_on=DUE, bank_id=each.id, **each.fields)
        for discipline in Discipline
        for each in bank(discipline=discipline, limit=1000)
    ]


def test_every_goal_of_the_bank_has_values_that_are_taken_in_and_read() -> None:
    dice = Random(1)
    for goal in bank_goals():
        for come in (0.0, 0.5, 1.1):
            values = values_of(goal, come, LADDER, dice)
            assert values
            for value in values:
                check_value(goal.measure, value, Limits.of(goal, len(LADDER)))
            assert tally(goal.measure, values).number == len(values)


def test_courses_part_as_they_are_named() -> None:
    goal = bank_goals()[0]

    def at(course: Course, on: date) -> float:
        return reached(goal, course, on, BREAK)

    before, after = BREAK - timedelta(days=3), BREAK + timedelta(days=10)
    assert at(Course.STUCK, after) < 0.1 < at(Course.STEADY, after) < at(Course.FAST, after)
    assert at(Course.FELL_BACK, after) < at(Course.FELL_BACK, before)
    assert sum(OF_HUNDRED.values()) == 100
    assert [OF_HUNDRED[each] for each in (Course.STUCK, Course.FAST, Course.FELL_BACK)] == [10, 10, 5]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_goal_that_has_come_far_has_better_data_than_one_that_has_not(direction: str) -> None:
    goal = next(
        each
        for each in bank_goals()
        if each.measure == ("trials" if direction == "up" else "latency")
        and each.criterion_direction == ("at_least" if direction == "up" else "at_most")
    )
    goal.baseline_value = goal.criterion_value * 3 if direction == "down" else 0  # type: ignore[operator]
    dice = Random(2)

    def amounts(come: float) -> list[float]:
        found = (tally(goal.measure, values_of(goal, come, LADDER, dice)).amount for _visit in range(40))
        return [amount for amount in found if amount is not None]

    early, late = sum(amounts(0.1)), sum(amounts(0.9))
    assert early < late if direction == "up" else early > late


def test_same_lots_give_the_same_fates(lived: ToldDemo) -> None:
    visits = past_visits(lived)[:60]
    assert fates_of(visits, Random(3)) == fates_of(visits, Random(3))
    assert fates_of(visits, Random(3)) != fates_of(visits, Random(4))


def test_team_that_is_advised_has_contacts_and_a_pace(lived: ToldDemo) -> None:
    assert tell(lived.story, until="advised") is True
    record = delivered(lived.joy)
    assert record is not None
    (line,) = [line for line in record.lines if line.is_consultation]
    assert [contact.minutes for contact in line.contacts] == [30, 20, 30]
    assert line.pace is Pace.ON
    assert tell(lived.story, until="advised") is False
