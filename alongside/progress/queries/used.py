"""Of which days adults have said whether a strategy for a goal was used, and on which it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from alongside.schooltime.spans import DateSpan
from alongside.strategies.queries.uses import uses_of


def strategies_used(children: Iterable[UUID], between: DateSpan) -> dict[tuple[UUID, UUID], dict[date, bool]]:
    """By child and goal, each day of which an adult has said whether a strategy was used, and whether one was."""
    said: dict[tuple[UUID, UUID], dict[date, bool]] = defaultdict(dict)
    for use in uses_of(children, between):
        if use.lineage and use.child_id:
            of_goal = said[use.child_id, use.lineage]
            of_goal[use.on] = of_goal.get(use.on, False) or use.was_used
    return said
