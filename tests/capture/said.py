"""Marks and changes as tests say them, and the visits of the small world on their dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from alongside.capture.actions.visits import write_down
from alongside.capture.choices import MarkKind
from alongside.capture.models import DatedVisit, Mark
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.scheduling.queries.planned import PlannedVisit, planned_visits
from alongside.schooltime.spans import DateSpan
from tests.scheduling.world import MONDAY, NOW, World

WEEK = timedelta(days=7)


def a_mark(
    visit: DatedVisit,
    kind: MarkKind,
    detail: dict[str, Any] | None = None,
    *,
    child: Child | None = None,
    at: datetime = NOW,
    order: int = 0,
    by: Viewer | None = None,
) -> Mark:
    """A mark that has not been saved yet."""
    mark = Mark(
        organisation_id=visit.organisation_id, visit=visit, child=child, kind=kind, detail=detail or {},
        marked_at=at, device_at=at, received_at=at, order=order,
    )  # fmt: skip
    if by is not None:
        mark.marked_by = by.account
    return mark


def planned_for(world: World, child: str, on: date = MONDAY) -> list[PlannedVisit]:
    """What is planned for a child in the week from a date on."""
    return planned_visits(world.joy, DateSpan(on, on + WEEK), children=[world.children[child].pk])


def written(world: World, child: str = "Noor") -> DatedVisit:
    """The first visit of a child that is written down, in a week published for it."""
    first = planned_for(world, child)[0]
    (visit,) = write_down(planned=[first], by=world.joy, at=NOW).values()
    return visit
