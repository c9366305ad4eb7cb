"""Where one visit of a timetable could go, what it would do to the cost, and what forbids it elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from alongside.engine.cost import priced
from alongside.engine.document import clock
from alongside.engine.obstacles import Wish, free_starts, grid_of, obstacles
from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.rules import Breach, naming
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable
from alongside.engine.trial import breaches_with, cost_change
from alongside.engine.words import words
from alongside.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """A day, start (minutes from midnight), mode and place, and what going there does to the cost (below 0: better)."""

    day: str
    start: int
    mode: Mode
    place: str
    cost_change: int


def places(problem: Problem, timetable: Timetable, visit: int) -> list[Place]:
    """Everywhere that the visit numbered `visit` could stand by every rule, with its therapist and its
    services.

    Where it stands now is among them if that is legal. A pinned visit can go nowhere.
    """
    moving = timetable.visits[visit]
    if is_pinned(problem, moving):
        return []
    whole = Standing(problem, timetable)
    others = whole.without(visit)
    found = []
    for mode, place in places_of(problem, moving.services):
        for day in problem.days:
            for start in free_starts(others, Wish(moving.therapist, moving.services, day, mode, place)):
                moved = at(moving, day, start, mode, place)
                found.append(Place(day, start, mode, place, cost_change(whole, moved, instead_of=visit)))
    return found


def move(
    problem: Problem, timetable: Timetable, visit: int, day: str, start: int, mode: Mode, place: str
) -> Timetable:
    """The timetable with one visit moved and the cost counted afresh; whether it keeps the rules is not asked."""
    visits = list(timetable.visits)
    visits[visit] = at(visits[visit], day, start, mode, place)
    return priced(problem, replace(timetable, visits=tuple(visits)))


def breaches_after(
    problem: Problem,
    timetable: Timetable,
    visit: int,
    day: str,
    start: int,
    mode: Mode,
    place: str,
    names: Mapping[str, str] | None = None,
) -> list[Breach]:
    """The rules that the visit would break there, in sentences; empty where it may go there."""
    standing, name = Standing(problem, timetable), naming(names)
    moving = timetable.visits[visit]
    moved = at(moving, day, start, mode, place)
    found = breaches_with(standing, moved, instead_of=visit, name=name)
    if moved != moving and is_pinned(problem, moving):
        pin = _("The visit of {therapist} on {day} at {time} is pinned.").format(
            therapist=name(moving.therapist), day=name(moving.day), time=clock(moving.start)
        )
        found.append(Breach(10, pin, (visit,)))
    return found


def refusals(
    problem: Problem, timetable: Timetable, visit: int, names: Mapping[str, str] | None = None
) -> dict[tuple[str, int, Mode, str], str]:
    """Why the visit may not go elsewhere: one sentence by day, start, mode and place, for the hours of any therapist.

    All at once, for a board that is asked while a visit is held; `breaches_after` says everything about one place.
    """
    moving, name = timetable.visits[visit], naming(names)
    others = Standing(problem, timetable).without(visit)
    windows = [window for therapist in problem.therapists for window in therapist.available]
    opens, closes = min((w.start for w in windows), default=0), max((w.end for w in windows), default=0)
    hours = grid_of(problem, moving.services).within(opens, closes)
    found: dict[tuple[str, int, Mode, str], str] = {}
    for mode, place in places_of(problem, moving.services):
        for day in problem.days:
            wish = Wish(moving.therapist, moving.services, day, mode, place)
            for obstacle in obstacles(others, wish):
                sentence = words(problem, wish, obstacle, name)
                for start in grid_of(problem, moving.services).minutes_of(obstacle.starts & hours):
                    found.setdefault((day, start, mode, place), sentence)
    return found


def places_of(problem: Problem, services: tuple[str, ...]) -> Iterator[tuple[Mode, str]]:
    """The classroom and the rooms that a visit of these services could use, as far as their children's places say."""
    classrooms = {problem.classroom_of(service).id for service in services}
    sites = {problem.classroom[classroom].site for classroom in classrooms}
    if len(classrooms) == 1:
        yield Mode.PUSH_IN, classrooms.pop()
    if len(sites) == 1:
        for room in problem.rooms_at(sites.pop()):
            yield Mode.PULL_OUT, room.id


def at(visit: Visit, day: str, start: int, mode: Mode, place: str) -> Visit:
    """The same visit, as long as it was, at another time and place."""
    return replace(visit, day=day, start=start, end=start + visit.end - visit.start, mode=mode, place=place)


def is_pinned(problem: Problem, visit: Visit) -> bool:
    """Whether this very visit is one of the pinned."""
    return any(
        replace(pin, services=()) == replace(visit, services=()) and set(pin.services) == set(visit.services)
        for pin in problem.pinned
    )
