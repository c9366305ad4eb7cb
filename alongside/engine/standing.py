"""What already stands in a timetable, by the keys that a question about one more visit asks for."""

from collections import Counter, defaultdict
from copy import copy
from dataclasses import replace

from alongside.engine.problem import Mode, Problem, Span, Visit
from alongside.engine.timetable import Engagement, Session, Timetable, engagements, sessions


class Standing:
    """A timetable, looked at by therapist, place, child and service.

    Numbers are those of `timetable.visits`.
    """

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self._engagements = engagements(problem, timetable)
        self._places: dict[tuple[Mode, str, str], list[int]] = defaultdict(list)
        self._children: dict[str, list[Session]] = defaultdict(list)
        self._services: dict[str, list[Visit]] = defaultdict(list)
        self._direct: Counter[tuple[str, str]] = Counter()
        self._direct_in_cycle: Counter[str] = Counter()
        for number, visit in enumerate(timetable.visits):
            self._places[visit.mode, visit.place, visit.day].append(number)
            self._direct[visit.therapist, visit.day] += visit.end - visit.start
            self._direct_in_cycle[visit.therapist] += visit.end - visit.start
        for session in sessions(problem, timetable):
            self._children[session.service.child].append(session)
            self._services[session.service.id].append(session.visit)

    def engagements(self, therapist: str, day: str) -> list[Engagement]:
        """The visits and tasks of a therapist on a day, in order."""
        return self._engagements.get((therapist, day), [])

    def visits_in(self, mode: Mode, place: str, day: str) -> list[Span]:
        """When a classroom has push-in visits, or a room pull-out visits."""
        visits = self.timetable.visits
        return [(visits[n].start, visits[n].end) for n in self._places.get((mode, place, day), ())]

    def sessions_of(self, child: str, day: str) -> list[Span]:
        """When a child has sessions on a day, over all services."""
        return [(each.start, each.end) for each in self._children.get(child, ()) if each.visit.day == day]

    def visits_of(self, service: str) -> list[Visit]:
        """The visits that serve a service."""
        return self._services.get(service, [])

    def direct_minutes(self, therapist: str, day: str) -> int:
        return self._direct[therapist, day]

    def direct_minutes_in_cycle(self, therapist: str) -> int:
        return self._direct_in_cycle[therapist]

    def near(self, visit: Visit, leaving_out: int | None = None) -> tuple[list[int], Timetable]:
        """The part of the timetable that this visit can touch, and the numbers of its visits in the whole.

        A rule about visits that holds in this part with the visit added holds in the whole timetable with it:
        each looks no further than one therapist's cycle, one place's day, one child and one service.
        """
        problem = self.problem
        near = {n for n, each in enumerate(self.timetable.visits) if each.therapist == visit.therapist}
        near.update(self._places.get((visit.mode, visit.place, visit.day), ()))
        for service in visit.services:
            near.update(session.number for session in self._children.get(problem.service[service].child, ()))
        numbers = sorted(near - {leaving_out})
        part = replace(
            self.timetable,
            visits=tuple(self.timetable.visits[n] for n in numbers),
            tasks=tuple(t for t in self.timetable.tasks if problem.task[t.task].therapist == visit.therapist),
        )
        return numbers, part

    def without(self, number: int) -> "Standing":
        """The same with one visit taken out; the visits after it move up by one number."""
        visits = self.timetable.visits
        return Standing(self.problem, replace(self.timetable, visits=visits[:number] + visits[number + 1 :]))

    def under(self, problem: Problem) -> "Standing":
        """The same visits under a changed problem of the same parts."""
        changed = copy(self)
        changed.problem = problem
        return changed
