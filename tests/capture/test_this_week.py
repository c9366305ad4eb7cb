"""What a therapist's week comes to: minutes delivered of those planned, and what is to be made up."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from alongside.capture.actions.visits import end_visit
from alongside.capture.choices import Outcome, Reason
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.this_week import this_week
from alongside.schooltime.spans import DateSpan
from tests.scheduling.world import MONDAY, World

FRIDAY = MONDAY + timedelta(days=4)
EVENING = datetime.combine(FRIDAY, time(18), UTC)


@pytest.fixture
def visits(world: World) -> list[StandingVisit]:
    """Ada's visits of the first week."""
    world.published()
    week = DateSpan(MONDAY, FRIDAY + timedelta(days=1))
    return visits_between(world.viewer("Ada", FRIDAY), week, staff=[world.staff["Ada"].pk])


def test_week_counts_what_was_delivered_of_what_was_planned(
    world: World, visits: list[StandingVisit]
) -> None:
    ada, staff = world.viewer("Ada", FRIDAY), world.staff["Ada"].pk
    planned = sum(share.planned_minutes for visit in visits for share in visit.shares)
    before = this_week(ada, staff, FRIDAY)
    assert before is not None
    assert (before.planned, before.delivered, before.to_make_up, before.overdue) == (planned, 0, 0, 0)
    end_visit(visit=visits[0], outcome=Outcome.HELD, by=ada, at=EVENING)
    end_visit(visit=visits[1], outcome=Outcome.MISSED, reason=Reason.STAFF_AWAY, by=ada, at=EVENING)
    after = this_week(ada, staff, FRIDAY)
    assert after is not None
    assert after.planned == planned
    assert after.delivered == sum(share.planned_minutes for share in visits[0].shares)
    assert after.to_make_up == len(visits[1].shares)
    assert after.due_on is not None
    assert after.due_on > FRIDAY


def test_week_without_a_visit_and_anybody_elses_are_none(world: World, visits: list[StandingVisit]) -> None:
    ada, staff = world.viewer("Ada", FRIDAY), world.staff["Ada"].pk
    assert this_week(ada, staff, MONDAY - timedelta(days=7)) is None
    for name in ("Ben", "joy", "Tom", "Gita"):
        assert this_week(world.viewer(name, FRIDAY), staff, FRIDAY) is None
