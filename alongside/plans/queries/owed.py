"""What the services of a plan owe in the term of a day, and how much of the timetable's cycle they fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.models import PlannedService
from alongside.plans.rules.owed import Owed, owed_between, places_in_cycle
from alongside.plans.rules.planned import promise_of
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class OwedInTerm:
    """What one service owes in the term that is named, and how many places of each cycle it fills."""

    term: str
    owed: Owed
    places: int


def owed_in_term(viewer: Viewer, child: Child, services: Iterable[PlannedService]) -> dict[UUID, OwedInTerm]:
    """By service: what it owes in the term of the day of looking, or the next one; empty while no term is known."""
    calendar = classrooms.calendar_of(child.school)
    terms = list(classrooms.terms_of(viewer, child.school).filter(ends__gt=viewer.on).order_by("starts")[:1])
    if calendar is None or not terms:
        return {}
    term = terms[0]
    found = {}
    for service in services:
        promise = promise_of(service)
        owed = owed_between(promise, DateSpan(term.starts, term.ends), calendar)
        begins = max(viewer.on, service.starts)
        found[service.pk] = OwedInTerm(term.name, owed, places_in_cycle(promise, calendar, begins))
    return found
