"""What a timetable costs, term by term, exactly as the table of the schedule format counts it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from alongside.engine.problem import Mode, Problem, PullOut, PushIn, Routine, Service
from alongside.engine.timetable import Session, Status, Timetable, engagements, missing, sessions


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the cost: its weight, its count, and their product."""

    weight: int
    count: int

    @property
    def cost(self) -> int:
        return self.weight * self.count


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a timetable, itemised in the order of the format's table."""

    terms: Mapping[str, Term]

    @property
    def total(self) -> int:
        return sum(term.cost for term in self.terms.values())


def cost_of(problem: Problem, timetable: Timetable) -> Cost:
    """Counts every term; what is missing is counted from the visits, not read from `unmet`."""
    weights: dict[str, int] = asdict(problem.weights)
    return Cost({name: Term(weights[name], count(problem, timetable)) for name, count in COUNTS.items()})


def priced(problem: Problem, timetable: Timetable) -> Timetable:
    """The same visits and tasks, with what is missing, the cost and so the status counted afresh."""
    counted = Timetable.of(problem, timetable.visits, timetable.tasks, bound=timetable.bound)
    cost = cost_of(problem, counted).total
    return replace(counted, cost=cost, status=Status.OPTIMAL if cost == timetable.bound else Status.FEASIBLE)


def misfit_of(problem: Problem, service: Service, day: str, start: int, mode: Mode) -> int:
    """100 minus the fit of one session of this service at this time."""
    if mode is Mode.PULL_OUT:
        return 100 - service.pull_out_fit
    end = start + service.minutes
    routines = problem.routines_on(problem.classroom_of(service.id).id, day)
    fit = sum(
        (min(end, routine.end) - max(start, routine.start)) * _fit_in(service, routine)
        for routine in routines
        if routine.start < end and start < routine.end
    )
    return 100 - fit // service.minutes


def _fit_in(service: Service, routine: Routine) -> int:
    return min(100, service.fit_of(routine.kind) + (10 if routine.push_in is PushIn.WELCOME else 0))


def _unmet(problem: Problem, timetable: Timetable) -> int:
    services = sum(
        sessions * problem.service[service].minutes * problem.service[service].priority
        for service, sessions in missing(problem, timetable.visits).items()
    )
    placed = {placed.task for placed in timetable.tasks}
    return services + sum(task.minutes * task.priority for task in problem.tasks if task.id not in placed)


def _unfair(problem: Problem, timetable: Timetable) -> int:
    of_child: Counter[str] = Counter()
    for service, lacking in missing(problem, timetable.visits).items():
        of_child[problem.service[service].child] += lacking
    return sum(lacking - 1 for lacking in of_child.values())


def _misfit(problem: Problem, timetable: Timetable) -> int:
    return sum(
        misfit_of(problem, session.service, session.visit.day, session.start, session.visit.mode)
        for session in sessions(problem, timetable)
    )


def _avoid(problem: Problem, timetable: Timetable) -> int:
    return sum(
        any(routine.pull_out is PullOut.AVOID for routine in _touched(problem, session))
        for session in _pulled_out(problem, timetable)
    )


def _repeat(problem: Problem, timetable: Timetable) -> int:
    touching: Counter[tuple[str, str]] = Counter()
    for session in _pulled_out(problem, timetable):
        for kind in {routine.kind for routine in _touched(problem, session)}:
            touching[session.service.child, kind] += 1
    return sum(count - 1 for count in touching.values())


def _visit(problem: Problem, timetable: Timetable) -> int:
    return len(timetable.visits)


def _travel(problem: Problem, timetable: Timetable) -> int:
    return sum(
        problem.travel(before.site, after.site) or 0
        for day in engagements(problem, timetable).values()
        for before, after in pairwise(day)
    )


def _moved(problem: Problem, timetable: Timetable) -> int:
    return sum(not starts for _, starts in _previous_sessions(problem, timetable))


def _shifted(problem: Problem, timetable: Timetable) -> int:
    return sum(
        bool(starts) and start not in starts for start, starts in _previous_sessions(problem, timetable)
    )


COUNTS: Mapping[str, Callable[[Problem, Timetable], int]] = {
    "unmet": _unmet,
    "unfair": _unfair,
    "misfit": _misfit,
    "avoid": _avoid,
    "repeat": _repeat,
    "visit": _visit,
    "travel": _travel,
    "moved": _moved,
    "shifted": _shifted,
}


def _pulled_out(problem: Problem, timetable: Timetable) -> Iterator[Session]:
    return (session for session in sessions(problem, timetable) if session.visit.mode is Mode.PULL_OUT)


def _touched(problem: Problem, session: Session) -> list[Routine]:
    """The routines of the child's classroom of which a minute falls in the session."""
    routines = problem.routines_on(problem.classroom_of(session.service.id).id, session.visit.day)
    return [routine for routine in routines if routine.start < session.end and session.start < routine.end]


def _previous_sessions(problem: Problem, timetable: Timetable) -> Iterator[tuple[int, set[int]]]:
    """For each session of the timetable in use whose service still stands: its start, and those held now."""
    if not problem.previous:
        return
    starts: dict[tuple[str, str, str, Mode], set[int]] = {}
    for visit in timetable.visits:
        for service in visit.services:
            starts.setdefault((service, visit.day, visit.therapist, visit.mode), set()).add(visit.start)
    for visit in problem.previous:
        for service in visit.services:
            if service in problem.service:
                yield visit.start, starts.get((service, visit.day, visit.therapist, visit.mode), set())
