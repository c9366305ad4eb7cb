"""Rule 6: a push-in visit serves children of its classroom, in routines that admit it, as many as it can host."""

from collections import defaultdict
from collections.abc import Iterator

from alongside.engine.problem import Mode, Problem, PushIn, Visit, within
from alongside.engine.rules.breach import Breach, Naming, hours, when
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import ngettext


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
            sentence = ngettext(
                "{classroom} has {n} visit on {day}; {most} is the most.",
                "{classroom} has {n} visits on {day}; {most} is the most.",
                len(numbers),
            ).format(classroom=name(classroom_id), n=len(numbers), day=name(day), most=limit)
            yield Breach(6, sentence, tuple(numbers))


def _of_one(problem: Problem, visit: Visit, name: Naming) -> Iterator[str]:
    """What one visit breaks, whatever the others do."""
    for service in visit.services:
        if problem.classroom_of(service).id != visit.place:
            child = name(problem.service[service].child)
            yield _("{child} is not of {place}.").format(child=child, place=name(visit.place))
        if not problem.service[service].delivery.admits(Mode.PUSH_IN):
            yield _("{service} is for pull-out only.").format(service=name(service))
    if not within(problem.visitable(visit.place, visit.day), visit.start, visit.end):
        yield _unwelcome(problem, visit, name)
    most = problem.therapist[visit.therapist].max_children_per_visit
    served = len(visit.services)
    if served > most:
        yield ngettext(
            "The visit of {therapist} in {place} on {when} serves {n} child; {most} is the most.",
            "The visit of {therapist} in {place} on {when} serves {n} children; {most} is the most.",
            served,
        ).format(
            therapist=name(visit.therapist),
            place=name(visit.place),
            when=when(visit, name),
            n=served,
            most=most,
        )


def _unwelcome(problem: Problem, visit: Visit, name: Naming) -> str:
    for routine in problem.routines_on(visit.place, visit.day):
        if routine.push_in is PushIn.NEVER and routine.start < visit.end and visit.start < routine.end:
            return _("{classroom} admits no push-in during {routine} on {when}.").format(
                classroom=name(visit.place),
                routine=name(routine.kind),
                when=hours(visit.day, routine.start, routine.end, name),
            )
    return _("{classroom} has no routine to join for the whole of {when}.").format(
        classroom=name(visit.place), when=when(visit, name)
    )


def _crowded(timetable: Timetable, numbers: list[int], most: int, name: Naming) -> Iterator[Breach]:
    """Visits are fullest where one begins, so those moments are enough to look at."""
    seen: set[tuple[int, ...]] = set()
    for number in numbers:
        moment = timetable.visits[number].start
        present = tuple(n for n in numbers if timetable.visits[n].start <= moment < timetable.visits[n].end)
        if len(present) > most and present not in seen:
            seen.add(present)
            visit = timetable.visits[number]
            sentence = ngettext(
                "{classroom} has {n} visit at once on {when}; {most} is the most.",
                "{classroom} has {n} visits at once on {when}; {most} is the most.",
                len(present),
            ).format(classroom=name(visit.place), n=len(present), when=when(visit, name), most=most)
            yield Breach(6, sentence, present)
