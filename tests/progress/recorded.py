"""Ada's plan in force with weeks of trials tapped, for tests of what the record says."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.capture.models import Observation
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from tests.factories import AT, ON, SmallSchool
from tests.plans.written import in_force

WEEK = timedelta(days=7)


def ada_goal(people: SmallSchool) -> Goal:
    """Her one goal, in a plan that is in force from `ON`."""
    goal = in_force(people).goals.get()
    assert goal.measure == Measure.TRIALS
    return goal


def tap(
    goal: Goal, child: Child, by: Viewer, on: date, helps: Sequence[int | None], **where: Any
) -> list[Observation]:
    """So many trials on a day, each with its help."""
    begins = datetime.combine(on, time(9), ZoneInfo("Europe/London"))
    said = {"setting": "in_class", "routine_kind": "writing", "adult": "therapist"} | where
    return Observation.objects.bulk_create(
        Observation(
            id=uuid.uuid4(),
            organisation=by.organisation,
            child=child,
            goal=goal,
            lineage=goal.lineage,
            measure=goal.measure,
            value={"help": rung},
            observed_at=begins + timedelta(seconds=place),
            device_at=begins,
            received_at=AT,
            order=place,
            observer=by.account,
            **said,
        )
        for place, rung in enumerate(helps)
    )


def weeks(people: SmallSchool, goal: Goal, *alone_of_five: int, first: date = ON + WEEK) -> date:
    """One session a week with five trials, of which so many were done alone; returns the day of the last."""
    for week, alone in enumerate(alone_of_five):
        helps = [0] * alone + [2] * (5 - alone)
        tap(goal, people.ada, people.mei, first + week * WEEK, helps)
    return first + (len(alone_of_five) - 1) * WEEK
