"""Which moment of a family's day a thing to do at home belongs to, for its picture."""

from __future__ import annotations

from alongside.strategies.choices import HomeMoment
from alongside.strategies.models import Assignment
from alongside.strategies.queries.library import library_strategy
from alongside.strategies.rules.words import moment_said


def moment_of(assignment: Assignment) -> HomeMoment | None:
    """The moment that the routine's name tells, else the first for which the library has this; None for neither."""
    strategy = library_strategy(assignment.strategy)
    moments = strategy.home.moments if strategy and strategy.home else ()
    return moment_said(assignment.home) or next(iter(moments), None)
