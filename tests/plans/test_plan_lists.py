"""Lists over many plans: reviews that are due, and what a class teacher reads, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.plans.actions import planned, plans
from alongside.plans.choices import Model
from alongside.plans.queries import goals as goals_read
from alongside.plans.queries import plans as read
from tests.factories import AT, ON, SmallSchool, a_child
from tests.plans.written import LATER, a_goal, a_planned_service

SOON = ON + timedelta(days=10)


def _in_force(people: SmallSchool, child: Child) -> None:
    """A plan in force with a review and a delivery to look at again, SOON and LATER."""
    version = plans.start_plan(child=child, by=people.joy, at=AT)
    a_goal(version, by=people.joy)
    plans.set_review(version=version, review_on=LATER, by=people.joy, at=AT)
    service = a_planned_service(version, by=people.joy)
    planned.decide(
        planned=service,
        answers={},
        asked=["class teacher"],
        model=Model.PUSH_IN,
        reason="Her goals live in writing",
        look_again_on=SOON,
        by=people.joy,
        at=AT,
    )
    plans.send_for_review(version=version, by=people.joy, at=AT)
    plans.sign(version=version, name="Joy", role="Coordinator", by=people.joy, at=AT)
    plans.agree(version=version, by=people.joy, at=AT)
    plans.put_in_force(version=version, on=ON, by=people.joy, at=AT)


def _queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_plan_and_delivery_are_due_by_their_days(people: SmallSchool) -> None:
    _in_force(people, people.ada)
    due = read.reviews_due(people.joy, LATER)
    assert [(each.on, read.says_what_is_due(each)) for each in due] == [
        (SOON, "How occupational therapy is given"),
        (LATER, "The plan"),
    ]
    assert [each.on for each in read.reviews_due(people.joy, SOON)] == [SOON]
    ended = people.as_on(people.joy, LATER)
    plans.end_plan(plan=due[0].version.plan, on=SOON, by=people.joy, at=AT)
    assert read.reviews_due(ended, LATER) == []


def test_lists_ask_as_much_for_many_children_as_for_one(people: SmallSchool) -> None:
    _in_force(people, people.ada)
    reviews = _queries(lambda: read.reviews_due(people.joy, LATER))
    goals = _queries(lambda: goals_read.goals_for_teacher(people.carla, people.class_2b.pk))
    for child in (people.ben, a_child(people.class_2b, "Eli", by=people.joy)):
        _in_force(people, child)
    assert len(read.reviews_due(people.joy, LATER)) == 6
    assert len(goals_read.goals_for_teacher(people.carla, people.class_2b.pk)) == 3
    assert _queries(lambda: read.reviews_due(people.joy, LATER)) == reviews
    assert _queries(lambda: goals_read.goals_for_teacher(people.carla, people.class_2b.pk)) == goals


def test_bank_asks_the_database_nothing(people: SmallSchool) -> None:
    assert _queries(lambda: goals_read.bank("story", Discipline.SPEECH, 6)) == 0
