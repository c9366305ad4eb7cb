"""What stands in the way of one more visit, for every start of a day at once.

A set of starts is one whole number whose bit `i` is the start at `i` steps after midnight, so a day is asked
in a few operations. This says the rules a second time, for speed; tests hold it to agree with `rules/` start
by start.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from alongside.engine.document import DAY_MINUTES
from alongside.engine.problem import Mode, Problem, PullOut, PushIn, Routine, Service, Span
from alongside.engine.rules.lunch import lunch_gaps
from alongside.engine.rules.separation import separation
from alongside.engine.standing import Standing
from alongside.engine.timetable import Engagement

Starts = int
"""A set of starts, one bit each."""


class Kind(StrEnum):
    """What an obstacle is; some are policy, which people can change, and some are the way things are."""

    AWAY = "therapist not available"
    BUSY = "therapist has another visit or task"
    LUNCH = "therapist's lunch"
    DAY_MINUTES = "therapist's minutes of the day"
    CYCLE_MINUTES = "therapist's minutes of the cycle"
    NOT_ADMITTED = "service not for this therapist"
    DELIVERY = "service not for this mode"
    WRONG_PLACE = "child not of this place"
    ROUTINE = "routine refuses"
    NO_ROUTINE = "outside every routine"
    VISITORS = "classroom has its visitors"
    VISITS_OF_DAY = "classroom has its visits of the day"
    VISIT_SIZE = "visit has its children"
    GROUP_WORD = "not of one group"
    GROUP_SIZE = "group is full"
    ROOM_CLOSED = "room not open"
    ROOM_TAKEN = "room taken"
    CHILD_BUSY = "child has another session"
    CHILD_AWAY = "child not available"
    SESSIONS_OF_DAY = "child has the sessions of the day"
    COMPLETE = "service has all its sessions"
    APART = "too near another session"
    OTHER_THERAPIST = "service is another therapist's"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Starts that one thing forbids, by which rule, and what the thing is.

    `service` is the service whose rule it is, where it is one's; `routine` likewise.
    """

    rule: int
    kind: Kind
    starts: Starts
    service: str | None = None
    routine: Routine | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit without its start: who would give what, where and on which day."""

    therapist: str
    services: tuple[str, ...]
    day: str
    mode: Mode
    place: str


class Grid:
    """The starts of one day on a grid of `step` minutes, for visits of one length."""

    def __init__(self, step: int, minutes: int) -> None:
        self.step = step
        self.minutes = minutes
        self.all = self.within(0, DAY_MINUTES)

    def within(self, opens: int, closes: int) -> Starts:
        """The starts whose visit lies inside opens to closes."""
        return self._range(-(-opens // self.step), (closes - self.minutes) // self.step + 1)

    def touching(self, opens: int, closes: int, minutes: int | None = None) -> Starts:
        """The starts of which a minute of the visit (or of its first `minutes`) falls in opens to closes."""
        length = self.minutes if minutes is None else minutes
        return self._range(max(0, (opens - length) // self.step + 1), -(-closes // self.step)) & self.all

    def outside(self, spans: Iterable[Span], minutes: int | None = None) -> Starts:
        """The starts whose visit (or its first `minutes`) lies inside none of the spans."""
        length = self.minutes if minutes is None else minutes
        inside = 0
        for opens, closes in spans:
            inside |= self._range(-(-opens // self.step), (closes - length) // self.step + 1)
        return self.all & ~inside

    def minutes_of(self, starts: Starts) -> list[int]:
        """The starts of a set in minutes from midnight, in order."""
        found = []
        while starts:
            lowest = starts & -starts
            found.append((lowest.bit_length() - 1) * self.step)
            starts ^= lowest
        return found

    @staticmethod
    def _range(first: int, after: int) -> Starts:
        return ((1 << (after - first)) - 1) << first if after > first else 0


def grid_of(problem: Problem, services: Iterable[str]) -> Grid:
    """The grid of a visit that serves these services."""
    return Grid(problem.step, max(problem.service[service].minutes for service in services))


def obstacles(standing: Standing, wish: Wish) -> list[Obstacle]:
    """Everything that forbids some start of the wished visit, beside what already stands."""
    grid = grid_of(standing.problem, wish.services)
    services = [standing.problem.service[service] for service in wish.services]
    found = [*_of_therapist(standing, wish, grid), *_of_place(standing, wish, grid, services)]
    for service in services:
        found.extend(_of_service(standing, wish, grid, service))
    found.extend(_of_children(standing, wish, grid, services))
    return [obstacle for obstacle in found if obstacle.starts]


def free_starts(standing: Standing, wish: Wish) -> list[int]:
    """The starts, in minutes from midnight, at which the wished visit keeps every rule."""
    grid = grid_of(standing.problem, wish.services)
    blocked = 0
    for obstacle in obstacles(standing, wish):
        blocked |= obstacle.starts
    return grid.minutes_of(grid.all & ~blocked)


def _of_therapist(standing: Standing, wish: Wish, grid: Grid) -> Iterator[Obstacle]:
    problem, day = standing.problem, wish.day
    therapist = problem.therapist[wish.therapist]
    site = problem.site_of(wish.mode, wish.place)
    yield Obstacle(1, Kind.AWAY, grid.outside(problem.availability(therapist.id, day, site)))

    visit = Engagement(0, grid.minutes, site, (wish.mode, wish.place))
    busy = 0
    for other in standing.engagements(therapist.id, day):
        apart = separation(problem, therapist.id, other, visit)
        busy |= grid.all if apart is None else grid.touching(other.start - apart, other.end + apart)
    yield Obstacle(2, Kind.BUSY, busy)
    yield Obstacle(3, Kind.LUNCH, _without_lunch(standing, wish, grid, site))

    limit = therapist.max_direct_minutes_per_day
    if limit is not None and standing.direct_minutes(therapist.id, day) + grid.minutes > limit:
        yield Obstacle(4, Kind.DAY_MINUTES, grid.all)
    limit = therapist.max_direct_minutes_per_cycle
    if limit is not None and standing.direct_minutes_in_cycle(therapist.id) + grid.minutes > limit:
        yield Obstacle(4, Kind.CYCLE_MINUTES, grid.all)


def _without_lunch(standing: Standing, wish: Wish, grid: Grid, site: str) -> Starts:
    """The starts in a gap of the day that leave the therapist no lunch; where she is busy is not asked.

    Only the one gap that holds her lunch needs a look: where there are two, one of them stays.
    """
    problem = standing.problem
    lunch = problem.lunch_due(wish.therapist, wish.day)
    if not lunch:
        return 0
    engaged = standing.engagements(wish.therapist, wish.day)
    gaps = lunch_gaps(problem, wish.therapist, lunch, engaged)
    if len(gaps) != 1:
        return 0
    before, after = engaged[: gaps[0]], engaged[gaps[0] :]
    opens = max((each.end for each in before), default=0)
    closes = after[0].start if after else DAY_MINUTES
    looked_at = grid.within(opens, closes)
    if not engaged:
        looked_at &= grid.touching(lunch.earliest, lunch.latest)
    blocked = 0
    for start in grid.minutes_of(looked_at):
        visit = Engagement(start, start + grid.minutes, site, (wish.mode, wish.place))
        if not lunch_gaps(problem, wish.therapist, lunch, [*before, visit, *after]):
            blocked |= 1 << (start // grid.step)
    return blocked


def _of_place(standing: Standing, wish: Wish, grid: Grid, services: list[Service]) -> Iterator[Obstacle]:
    problem = standing.problem
    taken = standing.visits_in(wish.mode, wish.place, wish.day)
    if wish.mode is Mode.PULL_OUT:
        yield Obstacle(7, Kind.ROOM_CLOSED, grid.outside(problem.open_on(wish.place, wish.day)))
        yield Obstacle(7, Kind.ROOM_TAKEN, _touching_any(grid, taken))
        if len({service.group_word for service in services}) > 1:
            yield Obstacle(7, Kind.GROUP_WORD, grid.all)
        for service in services:
            if len(services) > service.max_group:
                yield Obstacle(7, Kind.GROUP_SIZE, grid.all, service.id)
        return

    classroom = problem.classroom[wish.place]
    routines = problem.routines_on(wish.place, wish.day)
    for routine in routines:
        if routine.push_in is PushIn.NEVER:
            yield Obstacle(6, Kind.ROUTINE, grid.touching(routine.start, routine.end), routine=routine)
    yield Obstacle(6, Kind.NO_ROUTINE, grid.outside(problem.in_routines(wish.place, wish.day)))
    yield Obstacle(6, Kind.VISITORS, _touching_any(grid, _full(taken, classroom.max_visitors)))
    if classroom.max_visits_per_day is not None and len(taken) >= classroom.max_visits_per_day:
        yield Obstacle(6, Kind.VISITS_OF_DAY, grid.all)
    if len(services) > problem.therapist[wish.therapist].max_children_per_visit:
        yield Obstacle(6, Kind.VISIT_SIZE, grid.all)


def _of_service(standing: Standing, wish: Wish, grid: Grid, service: Service) -> Iterator[Obstacle]:
    problem = standing.problem
    if not problem.admits(service.id, wish.therapist):
        yield Obstacle(5, Kind.NOT_ADMITTED, grid.all, service.id)
    rule = 6 if wish.mode is Mode.PUSH_IN else 7
    if not service.delivery.admits(wish.mode):
        yield Obstacle(rule, Kind.DELIVERY, grid.all, service.id)

    classroom = problem.classroom_of(service.id)
    if wish.mode is Mode.PUSH_IN:
        if classroom.id != wish.place:
            yield Obstacle(6, Kind.WRONG_PLACE, grid.all, service.id)
    else:
        if classroom.site != problem.room[wish.place].site:
            yield Obstacle(7, Kind.WRONG_PLACE, grid.all, service.id)
        for routine in problem.routines_on(classroom.id, wish.day):
            if routine.pull_out is PullOut.NEVER:
                starts = grid.touching(routine.start, routine.end, service.minutes)
                yield Obstacle(7, Kind.ROUTINE, starts, service.id, routine)
        unknown = grid.outside(problem.in_routines(classroom.id, wish.day), service.minutes)
        yield Obstacle(7, Kind.NO_ROUTINE, unknown, service.id)

    held = standing.visits_of(service.id)
    if len(held) >= service.sessions:
        yield Obstacle(9, Kind.COMPLETE, grid.all, service.id)
    number = problem.day_number
    if any(abs(number[visit.day] - number[wish.day]) < service.min_days_apart for visit in held):
        yield Obstacle(9, Kind.APART, grid.all, service.id)
    if any(visit.therapist != wish.therapist for visit in held):
        yield Obstacle(9, Kind.OTHER_THERAPIST, grid.all, service.id)


def _of_children(standing: Standing, wish: Wish, grid: Grid, services: list[Service]) -> Iterator[Obstacle]:
    problem, day = standing.problem, wish.day
    for n, service in enumerate(services):
        child = problem.child[service.child]
        held = standing.sessions_of(child.id, day)
        busy = 0
        for start, end in held:
            busy |= grid.touching(start, end, service.minutes)
        if any(other.child == child.id for other in services[:n]):
            busy = grid.all
        yield Obstacle(8, Kind.CHILD_BUSY, busy, service.id)
        away = 0
        for start, end in problem.unavailable(child.id, day):
            away |= grid.touching(start, end, service.minutes)
        yield Obstacle(8, Kind.CHILD_AWAY, away, service.id)
        most = child.max_sessions_per_day
        asked = sum(other.child == child.id for other in services)
        if most is not None and len(held) + asked > most:
            yield Obstacle(8, Kind.SESSIONS_OF_DAY, grid.all, service.id)


def _touching_any(grid: Grid, spans: Iterable[Span]) -> Starts:
    touching = 0
    for start, end in spans:
        touching |= grid.touching(start, end)
    return touching


def _full(spans: list[Span], most: int) -> list[Span]:
    """The stretches at which `most` of the spans or more run at once."""
    if most == 0:
        return [(0, DAY_MINUTES)]
    edges = sorted({edge for span in spans for edge in span})
    return [
        (start, end)
        for start, end in pairwise(edges)
        if sum(opens <= start < closes for opens, closes in spans) >= most
    ]
