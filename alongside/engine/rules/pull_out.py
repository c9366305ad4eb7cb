"""Rule 7: a pull-out visit has an open room to itself, one group of fitting size, and children who may leave."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from alongside.engine.problem import Mode, Problem, PullOut, Visit, within
from alongside.engine.rules.breach import Breach, Naming, hours, listed, when
from alongside.engine.timetable import Timetable


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, visit in enumerate(timetable.visits):
        if visit.mode is Mode.PULL_OUT:
            by_day[visit.place, visit.day].append(number)
            for sentence in _of_one(problem, visit, name):
                yield Breach(7, sentence, (number,))

    for (room, _), numbers in by_day.items():
        for a, b in combinations(numbers, 2):
            first, second = timetable.visits[a], timetable.visits[b]
            if first.start < second.end and second.start < first.end:
                yield Breach(
                    7,
                    f"{name(room)} is taken twice: {name(first.therapist)} on {when(first)} "
                    f"and {name(second.therapist)} on {when(second)}.",
                    (a, b),
                )


def _of_one(problem: Problem, visit: Visit, name: Naming) -> Iterator[str]:
    """What one visit breaks, whatever the others do."""
    services = [problem.service[service] for service in visit.services]
    for service in services:
        if not service.delivery.admits(Mode.PULL_OUT):
            yield f"{name(service.id)} is for push-in only."
        if problem.classroom_of(service.id).site != problem.room[visit.place].site:
            yield f"{name(service.child)} is at another site than {name(visit.place)}."
    words = sorted({service.group_word for service in services})
    if len(words) > 1:
        yield f"The visit in {name(visit.place)} on {when(visit)} mixes {listed(map(name, words))}."
    most = min((service.max_group for service in services), default=0)
    if len(services) > most > 0:
        smallest = next(service for service in services if service.max_group == most)
        yield (
            f"The visit in {name(visit.place)} on {when(visit)} is a group of {len(services)}; "
            f"{name(smallest.id)} allows {most} at most."
        )
    if not within(problem.open_on(visit.place, visit.day), visit.start, visit.end):
        yield f"{name(visit.place)} is not open on {when(visit)}."
    for service in services:
        classroom = problem.classroom_of(service.id).id
        end = visit.start + service.minutes
        if not within(problem.leavable(classroom, visit.day), visit.start, end):
            yield _kept(problem, classroom, service.child, (visit.day, visit.start, end), name)


def _kept(problem: Problem, classroom: str, child: str, time: tuple[str, int, int], name: Naming) -> str:
    day, start, end = time
    for routine in problem.routines_on(classroom, day):
        if routine.pull_out is PullOut.NEVER and routine.start < end and start < routine.end:
            during = f"during {name(routine.kind)} on {hours(day, routine.start, routine.end)}"
            return f"{name(child)} is not to leave {name(classroom)} {during}."
    return f"{name(child)} has no routine of {name(classroom)} to leave for the whole of {hours(day, start, end)}."
