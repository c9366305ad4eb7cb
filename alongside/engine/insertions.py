"""Where one more session of a service could stand: as a visit of its own, or joined to a visit that stands."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from alongside.engine.cost import priced
from alongside.engine.moves import is_pinned, places_of
from alongside.engine.obstacles import Wish, free_starts
from alongside.engine.problem import Problem, Visit
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable
from alongside.engine.trial import breaches_with, cost_change


@dataclass(frozen=True, slots=True)
class Insertion:
    """The visit with the session in it, and what it does to the cost (below 0: better).

    `joins` is the number of the visit that it takes the place of; None: it is a visit of its own.
    """

    visit: Visit
    joins: int | None
    cost_change: int


def insertions(problem: Problem, timetable: Timetable, service: str) -> list[Insertion]:
    """Every legal place for one more session of the service, the best for the cost first."""
    standing = Standing(problem, timetable)
    found = [
        Insertion(visit, joins, cost_change(standing, visit, instead_of=joins))
        for visit, joins in legal_visits(standing, service)
    ]
    return sorted(found, key=lambda insertion: insertion.cost_change)


def legal_visits(
    standing: Standing, service: str, days: Collection[str] | None = None
) -> Iterator[tuple[Visit, int | None]]:
    """Every legal visit with one more session of the service, and the number of the visit that it joins.

    Asked about some `days` alone, it answers sooner; what stands on the others counts all the same.
    """
    yield from own_visits(standing, service, days)
    yield from _legal_joins(standing, service, days)


def insert(problem: Problem, timetable: Timetable, insertion: Insertion) -> Timetable:
    """The timetable with the session in it and the cost counted afresh; whether it keeps the rules is not asked."""
    visits = list(timetable.visits)
    if insertion.joins is None:
        visits.append(insertion.visit)
    else:
        visits[insertion.joins] = insertion.visit
    return priced(problem, replace(timetable, visits=tuple(visits)))


def own_visits(
    standing: Standing, service: str, days: Collection[str] | None = None
) -> Iterator[tuple[Visit, None]]:
    """Every legal visit for this service alone, on any day or on some."""
    for wish in wishes(standing.problem, service, days):
        for start in free_starts(standing, wish):
            yield visit_at(standing.problem, wish, start), None


def wishes(problem: Problem, service: str, days: Collection[str] | None = None) -> Iterator[Wish]:
    """Every therapist, day (of some, where said), mode and place that a visit for this service alone could have."""
    for therapist in problem.therapists_of(service):
        for mode, place in places_of(problem, (service,)):
            for day in problem.days if days is None else days:
                yield Wish(therapist.id, (service,), day, mode, place)


def visit_at(problem: Problem, wish: Wish, start: int) -> Visit:
    """The wished visit at a start."""
    end = start + max(problem.service[service].minutes for service in wish.services)
    return Visit(wish.therapist, wish.day, start, end, wish.mode, wish.place, wish.services)


def joins(standing: Standing, service: str) -> Iterator[tuple[Visit, int]]:
    """Every standing visit that the service could join by its therapist and place, with it added; not always legal."""
    problem = standing.problem
    places = set(places_of(problem, (service,)))
    for number, visit in enumerate(standing.timetable.visits):
        if (visit.mode, visit.place) not in places or not problem.admits(service, visit.therapist):
            continue
        if service in visit.services or is_pinned(problem, visit):
            continue
        end = max(visit.end, visit.start + problem.service[service].minutes)
        yield replace(visit, end=end, services=(*visit.services, service)), number


def _legal_joins(
    standing: Standing, service: str, days: Collection[str] | None
) -> Iterator[tuple[Visit, int]]:
    for visit, number in joins(standing, service):
        if (days is None or visit.day in days) and not breaches_with(standing, visit, instead_of=number):
            yield visit, number
