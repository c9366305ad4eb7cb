"""Rule 9: a service has its sessions far enough apart, with one therapist, and what is missing is said."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from alongside.engine.problem import Problem, Service
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.timetable import Timetable, missing
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    yield from of_sessions(problem, timetable, name)
    yield from _unmet(problem, timetable, name)
    yield from _unmet_tasks(problem, timetable, name)


def of_sessions(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    """The part of the rule that is about the sessions which stand, not about what is said to be missing."""
    held: dict[str, list[int]] = defaultdict(list)
    for number, visit in enumerate(timetable.visits):
        for service in visit.services:
            held[service].append(number)
    for service, numbers in held.items():
        yield from _of_service(problem.service[service], numbers, problem, timetable, name)


def _of_service(
    service: Service, numbers: list[int], problem: Problem, timetable: Timetable, name: Naming
) -> Iterator[Breach]:
    if len(numbers) > service.sessions:
        sentence = ngettext(
            "{service} has {n} session; it asks for {asked}.",
            "{service} has {n} sessions; it asks for {asked}.",
            len(numbers),
        ).format(service=name(service.id), n=len(numbers), asked=service.sessions)
        yield Breach(9, sentence, tuple(numbers))
    in_order = sorted(numbers, key=lambda number: problem.day_number[timetable.visits[number].day])
    for a, b in pairwise(in_order):
        first, second = timetable.visits[a].day, timetable.visits[b].day
        if problem.day_number[second] - problem.day_number[first] < service.min_days_apart:
            yield Breach(9, _too_near(service, first, second, name), (a, b))
    therapists = dict.fromkeys(timetable.visits[number].therapist for number in numbers)
    if len(therapists) > 1:
        sentence = _("{service} is to have one therapist, not {therapists}.").format(
            service=name(service.id), therapists=listed(map(name, therapists))
        )
        yield Breach(9, sentence, tuple(numbers))


def _too_near(service: Service, first: str, second: str, name: Naming) -> str:
    if first == second:
        sentence = ngettext(
            "{service} has sessions on {day}; they are to lie {n} day apart.",
            "{service} has sessions on {day}; they are to lie {n} days apart.",
            service.min_days_apart,
        )
    else:
        sentence = ngettext(
            "{service} has sessions on {day} and {other}; they are to lie {n} day apart.",
            "{service} has sessions on {day} and {other}; they are to lie {n} days apart.",
            service.min_days_apart,
        )
    return sentence.format(
        service=name(service.id), day=name(first), other=name(second), n=service.min_days_apart
    )


def _unmet(problem: Problem, timetable: Timetable, name: Naming) -> Iterator[Breach]:
    lacking = missing(problem, timetable.visits)
    listings = Counter(unmet.service for unmet in timetable.unmet)
    said = {unmet.service: unmet.sessions for unmet in timetable.unmet}
    for service, times in listings.items():
        if times > 1:
            yield Breach(9, _listed_again(service, times, name))
    for service in sorted(lacking.keys() | said.keys()):
        if lacking.get(service, 0) != said.get(service, 0):
            n = lacking.get(service, 0)
            sentence = ngettext(
                "{service} lacks {n} session, but {said} stand as unmet.",
                "{service} lacks {n} sessions, but {said} stand as unmet.",
                n,
            )
            yield Breach(9, sentence.format(service=name(service), n=n, said=said.get(service, 0)))


def _unmet_tasks(problem: Problem, timetable: Timetable, name: Naming) -> Iterator[Breach]:
    placed = {each.task for each in timetable.tasks}
    said = Counter(timetable.unmet_tasks)
    for task in problem.tasks:
        if task.id not in placed and task.id not in said:
            sentence = _("{task} has no place, but does not stand as unmet.")
            yield Breach(9, sentence.format(task=name(task.id)))
        if task.id in placed and task.id in said:
            yield Breach(9, _("{task} has a place, but stands as unmet.").format(task=name(task.id)))
        if said[task.id] > 1:
            yield Breach(9, _listed_again(task.id, said[task.id], name))


def _listed_again(missing_one: str, times: int, name: Naming) -> str:
    sentence = ngettext(
        "{name} stands {n} time among the unmet.", "{name} stands {n} times among the unmet.", times
    )
    return sentence.format(name=name(missing_one), n=times)
