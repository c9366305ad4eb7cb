"""Finds the changes that might let one more session of a service in: every start that one thing alone
forbids.

What is found here is a guess, cheap to make; `explain` tries each by the rules before anyone sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from alongside.engine.changes import Change, ChangeKind, another_room
from alongside.engine.cost import misfit_of
from alongside.engine.insertions import joins, visit_at, wishes
from alongside.engine.obstacles import Kind, Obstacle, Starts, Wish, grid_of, obstacles
from alongside.engine.problem import Mode, Problem, Visit, Window
from alongside.engine.standing import Standing

LONGER_BY = 30
"""Minutes by which a therapist's day or a room's hours are asked to be longer, at most."""

LARGEST_GROUP = 4
"""Children seen in groups of five and more gain measurably less, so no larger group is ever proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change, and the visit that it might make legal (`joins`: in place of the visit of that number).

    Without a change, the visit might be legal as things are.
    """

    change: Change | None
    visit: Visit
    joins: int | None
    misfit: int


def proposals(standing: Standing, service: str) -> list[Proposal]:
    """The best-fitting proposal of every change."""
    best: dict[Change | None, Proposal] = {}
    for proposal in (*_of_own_visits(standing, service), *_of_joins(standing, service)):
        known = best.get(proposal.change)
        if known is None or proposal.misfit < known.misfit:
            best[proposal.change] = proposal
    return list(best.values())


def alone(found: list[Obstacle], starts: Starts) -> Iterator[tuple[Obstacle | None, Starts]]:
    """Of these starts, those that each obstacle alone forbids; with None, those that nothing forbids."""
    once = twice = 0
    for obstacle in found:
        twice |= once & obstacle.starts
        once |= obstacle.starts
    yield None, starts & ~once
    for obstacle in found:
        yield obstacle, starts & obstacle.starts & ~twice


def _of_own_visits(standing: Standing, service: str) -> Iterator[Proposal]:
    problem = standing.problem
    for wish in wishes(problem, service):
        grid = grid_of(problem, wish.services)
        for obstacle, starts in alone(obstacles(standing, wish), grid.all):
            for start in grid.minutes_of(starts):
                change = _change(standing, wish, obstacle, start) if obstacle else None
                if change or not obstacle:
                    yield _proposal(problem, service, change, visit_at(problem, wish, start), None)


def _of_joins(standing: Standing, service: str) -> Iterator[Proposal]:
    problem = standing.problem
    for visit, number in joins(standing, service):
        others = Standing(problem, standing.near(visit, number)[1])
        wish = Wish(visit.therapist, visit.services, visit.day, visit.mode, visit.place)
        bit = 1 << (visit.start // problem.step)
        found = [each for each in obstacles(others, wish) if each.starts & bit]
        full = tuple(each.service for each in found if each.kind is Kind.GROUP_SIZE and each.service)
        size = len(visit.services)
        if not found:
            yield _proposal(problem, service, None, visit, number)
        elif len(full) == len(found) and size <= LARGEST_GROUP:
            change = Change(ChangeKind.GROUP_SIZE, full, size)
            yield _proposal(problem, service, change, visit, number)
        elif len(found) == 1:
            only = _change(others, wish, found[0], visit.start)
            if only:
                yield _proposal(problem, service, only, visit, number)


def _proposal(
    problem: Problem, service: str, change: Change | None, visit: Visit, number: int | None
) -> Proposal:
    if change and change.kind is ChangeKind.ANOTHER_ROOM:
        visit = replace(visit, place=another_room(change.subject))
    misfit = misfit_of(problem, problem.service[service], visit.day, visit.start, visit.mode)
    return Proposal(change, visit, number, misfit)


def _change(standing: Standing, wish: Wish, obstacle: Obstacle, start: int) -> Change | None:
    """The change that would take the obstacle away at this start; None where people cannot change it."""
    problem = standing.problem
    therapist = problem.therapist[wish.therapist]
    grid = grid_of(problem, wish.services)
    service = problem.service[obstacle.service or wish.services[-1]]
    match obstacle.kind:
        case Kind.AWAY:
            return _longer_day(problem, wish, start, start + grid.minutes)
        case Kind.ROOM_CLOSED:
            window = _missing(problem.open_on(wish.place, wish.day), wish.day, start, start + grid.minutes)
            return Change(ChangeKind.ROOM_OPEN, (wish.place,), window=window) if window else None
        case Kind.ROOM_TAKEN:
            window = Window(wish.day, start, start + grid.minutes)
            return Change(ChangeKind.ANOTHER_ROOM, (problem.room[wish.place].site,), window=window)
        case Kind.DAY_MINUTES:
            minutes = standing.direct_minutes(therapist.id, wish.day) + grid.minutes
            return Change(ChangeKind.DAY_MINUTES, (therapist.id,), minutes)
        case Kind.CYCLE_MINUTES:
            minutes = standing.direct_minutes_in_cycle(therapist.id) + grid.minutes
            return Change(ChangeKind.CYCLE_MINUTES, (therapist.id,), minutes)
        case Kind.DELIVERY:
            return Change(ChangeKind.DELIVERY, (service.id,))
        case Kind.ROUTINE if obstacle.routine:
            routine = obstacle.routine
            opened = ChangeKind.ROUTINE_PUSH_IN if wish.mode is Mode.PUSH_IN else ChangeKind.ROUTINE_PULL_OUT
            window = Window(routine.day, routine.start, routine.end)
            return Change(opened, (problem.classroom_of(service.id).id,), window=window)
        case Kind.VISITORS:
            return Change(ChangeKind.VISITORS, (wish.place,), problem.classroom[wish.place].max_visitors + 1)
        case Kind.VISITS_OF_DAY:
            visits = len(standing.visits_in(wish.mode, wish.place, wish.day)) + 1
            return Change(ChangeKind.VISITS_OF_DAY, (wish.place,), visits)
        case Kind.VISIT_SIZE if len(wish.services) <= LARGEST_GROUP:
            return Change(ChangeKind.VISIT_SIZE, (therapist.id,), len(wish.services))
        case Kind.SESSIONS_OF_DAY:
            sessions = len(standing.sessions_of(service.child, wish.day)) + 1
            return Change(ChangeKind.SESSIONS_OF_DAY, (service.child,), sessions)
        case Kind.APART:
            return _nearer(standing, wish, service.id)
        case _:
            return None


def _longer_day(problem: Problem, wish: Wish, start: int, end: int) -> Change | None:
    """Asks a therapist for a few minutes more on a day when she is at the site, or for this time on another day."""
    site = problem.site_of(wish.mode, wish.place)
    available = problem.availability(wish.therapist, wish.day, site)
    if not available:
        window = Window(wish.day, start, end, site)
        return Change(ChangeKind.ANOTHER_DAY, (wish.therapist,), window=window)
    missing = _missing(available, wish.day, start, end)
    if not missing:
        return None
    return Change(ChangeKind.AVAILABILITY, (wish.therapist,), window=replace(missing, site=site))


def _missing(spans: tuple[tuple[int, int], ...], day: str, start: int, end: int) -> Window | None:
    """What one of the spans lacks, before it or after it, to hold start to end; None where it lacks too much."""
    lacking = [
        (start, opens) if start < opens else (closes, end)
        for opens, closes in spans
        if (start < opens <= end <= closes) or (opens <= start <= closes < end)
    ]
    shortest = min(lacking, key=lambda span: span[1] - span[0], default=None)
    if shortest is None or shortest[1] - shortest[0] > LONGER_BY:
        return None
    return Window(day, *shortest)


def _nearer(standing: Standing, wish: Wish, service: str) -> Change | None:
    number = standing.problem.day_number
    apart = min(abs(number[each.day] - number[wish.day]) for each in standing.visits_of(service))
    return Change(ChangeKind.DAYS_APART, (service,), apart) if apart else None
