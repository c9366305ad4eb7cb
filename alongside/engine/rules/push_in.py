"""Rule 6: a push-in visit serves children of its classroom, in routines that admit it, as many as it can host."""

from collections import defaultdict
from collections.abc import Iterator

from alongside.engine.problem import Mode, Problem, PushIn, Visit, within
from alongside.engine.rules.breach import Breach, Naming, counted, hours, when
from alongside.engine.timetable import Timetable


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, visit in enumerate(timetable.visits):
        if visit.mode is Mode.PUSH_IN:
            by_day[visit.place, visit.day].append(number)
            for sentence in _of_one(problem, visit, name):
                yield Breach(6, sentence, (number,))

    for (classroom_id, day), numbers in by_day.items():
        classroom = problem.classroom[classroom_id]
        yield from _crowded(timetable, numbers, classroom.max_visitors, name)
        limit = classroom.max_visits_per_day
        if limit is not None and len(numbers) > limit:
            yield Breach(
                6,
                f"{name(classroom_id)} has {len(numbers)} visits on {day}; {limit} is the most.",
                tuple(numbers),
            )


def _of_one(problem: Problem, visit: Visit, name: Naming) -> Iterator[str]:
    """What one visit breaks, whatever the others do."""
    for service in visit.services:
        if problem.classroom_of(service).id != visit.place:
            yield f"{name(problem.service[service].child)} is not of {name(visit.place)}."
        if not problem.service[service].delivery.admits(Mode.PUSH_IN):
            yield f"{name(service)} is for pull-out only."
    if not within(problem.visitable(visit.place, visit.day), visit.start, visit.end):
        yield _unwelcome(problem, visit, name)
    most = problem.therapist[visit.therapist].max_children_per_visit
    if len(visit.services) > most:
        yield (
            f"The visit of {name(visit.therapist)} in {name(visit.place)} on {when(visit)} serves "
            f"{len(visit.services)} children; {most} is the most."
        )


def _unwelcome(problem: Problem, visit: Visit, name: Naming) -> str:
    for routine in problem.routines_on(visit.place, visit.day):
        if routine.push_in is PushIn.NEVER and routine.start < visit.end and visit.start < routine.end:
            time = hours(visit.day, routine.start, routine.end)
            return f"{name(visit.place)} admits no push-in during {name(routine.kind)} on {time}."
    return f"{name(visit.place)} has no routine to join for the whole of {when(visit)}."


def _crowded(timetable: Timetable, numbers: list[int], most: int, name: Naming) -> Iterator[Breach]:
    """Visits are fullest where one begins, so those moments are enough to look at."""
    seen: set[tuple[int, ...]] = set()
    for number in numbers:
        moment = timetable.visits[number].start
        present = tuple(n for n in numbers if timetable.visits[n].start <= moment < timetable.visits[n].end)
        if len(present) > most and present not in seen:
            seen.add(present)
            visit = timetable.visits[number]
            yield Breach(
                6,
                f"{name(visit.place)} has {counted(len(present), 'visit')} at once on {when(visit)}; "
                f"{most} is the most.",
                present,
            )
