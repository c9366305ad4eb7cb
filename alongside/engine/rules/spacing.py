"""Rule 9: a service has its sessions far enough apart, with one therapist, and what is missing is said."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from alongside.engine.problem import Problem, Service
from alongside.engine.rules.breach import Breach, Naming, counted, listed
from alongside.engine.timetable import Timetable, missing


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
        yield Breach(
            9,
            f"{name(service.id)} has {counted(len(numbers), 'session')}; it asks for {service.sessions}.",
            tuple(numbers),
        )
    in_order = sorted(numbers, key=lambda number: problem.day_number[timetable.visits[number].day])
    for a, b in pairwise(in_order):
        first, second = timetable.visits[a].day, timetable.visits[b].day
        if problem.day_number[second] - problem.day_number[first] < service.min_days_apart:
            days = first if first == second else f"{first} and {second}"
            yield Breach(
                9,
                f"{name(service.id)} has sessions on {days}; they are to lie "
                f"{counted(service.min_days_apart, 'day')} apart.",
                (a, b),
            )
    therapists = dict.fromkeys(timetable.visits[number].therapist for number in numbers)
    if len(therapists) > 1:
        yield Breach(
            9,
            f"{name(service.id)} is to have one therapist, not {listed(map(name, therapists))}.",
            tuple(numbers),
        )


def _unmet(problem: Problem, timetable: Timetable, name: Naming) -> Iterator[Breach]:
    lacking = missing(problem, timetable.visits)
    listings = Counter(unmet.service for unmet in timetable.unmet)
    said = {unmet.service: unmet.sessions for unmet in timetable.unmet}
    for service, times in listings.items():
        if times > 1:
            yield Breach(9, f"{name(service)} stands {times} times among the unmet.")
    for service in sorted(lacking.keys() | said.keys()):
        if lacking.get(service, 0) != said.get(service, 0):
            yield Breach(
                9,
                f"{name(service)} lacks {counted(lacking.get(service, 0), 'session')}, "
                f"but {said.get(service, 0)} stand as unmet.",
            )


def _unmet_tasks(problem: Problem, timetable: Timetable, name: Naming) -> Iterator[Breach]:
    placed = {each.task for each in timetable.tasks}
    said = Counter(timetable.unmet_tasks)
    for task in problem.tasks:
        if task.id not in placed and task.id not in said:
            yield Breach(9, f"{name(task.id)} has no place, but does not stand as unmet.")
        if task.id in placed and task.id in said:
            yield Breach(9, f"{name(task.id)} has a place, but stands as unmet.")
        if said[task.id] > 1:
            yield Breach(9, f"{name(task.id)} stands {said[task.id]} times among the unmet.")
