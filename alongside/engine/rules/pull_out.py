"""Rule 7: a pull-out visit has an open room to itself, one group of fitting size, and children who may leave."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from alongside.engine.problem import Mode, Problem, PullOut, Visit, within
from alongside.engine.rules.breach import Breach, Naming, hours, when
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import listed


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, visit in enumerate(timetable.visits):
        if visit.mode is Mode.PULL_OUT:
            by_day[visit.place, visit.day].append(number)
            for sentence in _of_one(problem, visit, name):
                yield Breach(7, sentence, (number,))

    for (room, _day), numbers in by_day.items():
        for a, b in combinations(numbers, 2):
            first, second = timetable.visits[a], timetable.visits[b]
            if first.start < second.end and second.start < first.end:
                sentence = _("{room} is taken twice: {one} on {first} and {other} on {second}.").format(
                    room=name(room),
                    one=name(first.therapist),
                    first=when(first, name),
                    other=name(second.therapist),
                    second=when(second, name),
                )
                yield Breach(7, sentence, (a, b))


def _of_one(problem: Problem, visit: Visit, name: Naming) -> Iterator[str]:
    """What one visit breaks, whatever the others do."""
    services = [problem.service[service] for service in visit.services]
    room = name(visit.place)
    for service in services:
        if not service.delivery.admits(Mode.PULL_OUT):
            yield _("{service} is for push-in only.").format(service=name(service.id))
        if problem.classroom_of(service.id).site != problem.room[visit.place].site:
            sentence = _("{child} is at another site than {place}.")
            yield sentence.format(child=name(service.child), place=room)
    words = sorted({service.group_word for service in services})
    if len(words) > 1:
        sentence = _("The visit in {place} on {when} mixes {groups}.")
        yield sentence.format(place=room, when=when(visit, name), groups=listed(map(name, words)))
    most = min((service.max_group for service in services), default=0)
    if len(services) > most > 0:
        smallest = next(service for service in services if service.max_group == most)
        sentence = _("The visit in {place} on {when} is a group of {n}; {service} allows {most} at most.")
        yield sentence.format(
            place=room, when=when(visit, name), n=len(services), service=name(smallest.id), most=most
        )
    if not within(problem.open_on(visit.place, visit.day), visit.start, visit.end):
        yield _("{place} is not open on {when}.").format(place=room, when=when(visit, name))
    for service in services:
        classroom = problem.classroom_of(service.id).id
        end = visit.start + service.minutes
        if not within(problem.leavable(classroom, visit.day), visit.start, end):
            yield _kept(problem, classroom, service.child, (visit.day, visit.start, end), name)


def _kept(problem: Problem, classroom: str, child: str, time: tuple[str, int, int], name: Naming) -> str:
    day, start, end = time
    for routine in problem.routines_on(classroom, day):
        if routine.pull_out is PullOut.NEVER and routine.start < end and start < routine.end:
            return _("{child} is not to leave {classroom} during {routine} on {when}.").format(
                child=name(child),
                classroom=name(classroom),
                routine=name(routine.kind),
                when=hours(day, routine.start, routine.end, name),
            )
    return _("{child} has no routine of {classroom} to leave for the whole of {when}.").format(
        child=name(child), classroom=name(classroom), when=hours(day, start, end, name)
    )
