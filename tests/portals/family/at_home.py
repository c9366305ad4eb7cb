"""Ada's home told through the actions: her plan, weeks of data, one thing to do, a visit; and two more parents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from alongside.capture.models import DatedSession
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.strategies.models import Assignment
from tests.capture.held import a_share, a_visit, see
from tests.factories import AT, SmallSchool, browser_of
from tests.progress.recorded import ada_goal, weeks
from tests.strategies.told import a_parent, an_own_strategy, given_to

#: The Tuesday on which the family looks, after five weeks of data.
NOW = AT + timedelta(weeks=6, days=1)
TODAY = NOW.date()


@dataclass(frozen=True)
class Home:
    """What there is: `li` is Ada's father, `bo` the parent of Ben, who sits in the same visit."""

    goal: Goal
    thing: Assignment
    session: DatedSession
    li: Client
    bo: Client
    bo_viewer: Viewer


def a_home(people: SmallSchool) -> Home:
    """Ada's week with everything in it."""
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 2, 3, 4)
    thing = given_to(people.ada, an_own_strategy(people.mei), people.mei, who="family", lineage=goal.lineage)
    visit = a_visit(people, on=TODAY - timedelta(days=1))
    session = a_share(visit, people.ada, people)
    a_share(visit, people.ben, people)
    see(visit, people.ada, {"face": 4}, measure=Measure.CONFIDENCE)
    see(visit, people.ben, {"face": 1}, measure=Measure.CONFIDENCE)
    bo = a_parent(people, people.ben)
    return Home(goal, thing, session, browser_of(people.li), browser_of(bo), bo)
