"""Ada's plan, written through the actions alone: a draft with a goal of each kind, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.choices import Measure, Model, Per, Unit, Who
from alongside.plans.models import Goal, PlannedService, PlanVersion
from tests.factories import AT, ON, SmallSchool
from tests.factories.told_once import told_once

More = ParamSpec("More")
LATER = ON + timedelta(days=30)
TARGET = ON + timedelta(days=100)
#: A goal that lacks nothing.
MEASURED: dict[str, Any] = {
    "condition": "In writing, with her checklist,",
    "behaviour": "writes three sentences",
    "measure": Measure.TRIALS,
    "criterion_value": 4,
    "criterion_of": 5,
    "criterion_unit": Unit.TRIALS,
    "criterion_over": "3 weeks in a row",
    "baseline_value": 1,
    "baseline_on": ON,
    "target_on": TARGET,
    "settings": [RoutineKind.WRITING, RoutineKind.CENTRES],
    "people": [Who.THERAPIST, Who.TEACHER],
    "plain": "Writes three sentences of her own.",
}


def a_goal(
    version: PlanVersion, *, by: Viewer, title: str = "Writes with her checklist", **fields: Any
) -> Goal:
    """A goal of occupational therapy that lacks nothing, unless told otherwise."""
    given = {"discipline": Discipline.OCCUPATIONAL, **MEASURED, **fields}
    return goals.add_goal(version=version, title=title, by=by, at=AT, **given)


def a_planned_service(version: PlanVersion, *, by: Viewer, **terms: Any) -> PlannedService:
    """Twice a week, 30 minutes in class, from the day of everything until the target."""
    given = {
        "discipline": Discipline.OCCUPATIONAL,
        "minutes": 30,
        "times": 2,
        "per": Per.WEEK,
        "starts": ON,
        "ends": TARGET,
        "model": Model.PUSH_IN,
        **terms,
    }
    return planned.add_planned_service(version=version, by=by, at=AT, **given)


def _once(
    tell: Callable[Concatenate[SmallSchool, More], PlanVersion],
) -> Callable[Concatenate[SmallSchool, More], PlanVersion]:
    """A story of Ada's plan that is told once, however many tests begin with it."""

    @wraps(tell)
    def told(people: SmallSchool, *given: More.args, **named: More.kwargs) -> PlanVersion:
        story = (tell.__name__, people.ada.pk, given, frozenset(named.items()))
        return told_once(story, lambda: tell(people, *given, **named))

    return told


@_once
def a_draft(people: SmallSchool) -> PlanVersion:
    """Ada's first draft, by Mei of her team: one goal with a step, in two routines and at home, and a service."""
    version = plans.start_plan(child=people.ada, by=people.mei, at=AT)
    goal = a_goal(version, by=people.mei)
    goals.add_objective(goal=goal, text="Ticks off each step", by_on=LATER, by=people.mei, at=AT)
    bath = matrix.add_home_routine(version=version, name="Letters to grandma", by=people.mei, at=AT)
    for place in ({"kind": RoutineKind.WRITING}, {"kind": RoutineKind.CENTRES}, {"home": bath}):
        who = Who.FAMILY if "home" in place else Who.TEACHER
        matrix.set_opportunity(goal=goal, who=who, times_a_week=2, by=people.mei, at=AT, **place)
    a_planned_service(version, by=people.mei)
    return version


@_once
def in_review(people: SmallSchool) -> PlanVersion:
    """The draft, sent for review."""
    version = a_draft(people)
    plans.send_for_review(version=version, by=people.mei, at=AT)
    return fresh(version)


@_once
def agreed(people: SmallSchool) -> PlanVersion:
    """The version in review, signed by Ada's father and agreed."""
    version = in_review(people)
    plans.sign(version=version, name="Li Lund", role="Father", by=people.mei, at=AT)
    plans.agree(version=version, by=people.mei, at=AT)
    return fresh(version)


@_once
def in_force(people: SmallSchool, on: date = ON) -> PlanVersion:
    """The agreed version, in force from a day on."""
    version = agreed(people)
    plans.put_in_force(version=version, on=on, by=people.mei, at=AT)
    return fresh(version)


def fresh(version: PlanVersion) -> PlanVersion:
    """The version as it stands in the database."""
    return PlanVersion.objects.select_related("plan__child").get(pk=version.pk)
