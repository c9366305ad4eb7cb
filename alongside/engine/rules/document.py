"""Before any rule: every name in a timetable stands in its problem, and every start lies on the grid."""

from collections.abc import Iterator

from alongside.engine.document import clock
from alongside.engine.problem import Mode, Problem
from alongside.engine.rules.breach import Breach
from alongside.engine.timetable import Timetable


def unknown_names(problem: Problem, timetable: Timetable) -> Iterator[Breach]:
    """The names that the problem does not have; while there is one, the rules cannot be read."""
    for number, visit in enumerate(timetable.visits):
        at = f"visits[{number}]"
        if visit.therapist not in problem.therapist:
            yield Breach(0, f'{at}.therapist: the problem has no therapist "{visit.therapist}".', (number,))
        if visit.day not in problem.day_number:
            yield Breach(0, f'{at}.day: "{visit.day}" is not a day of the cycle.', (number,))
        if visit.mode is Mode.PUSH_IN and visit.place not in problem.classroom:
            yield Breach(0, f'{at}.place: the problem has no classroom "{visit.place}".', (number,))
        if visit.mode is Mode.PULL_OUT and visit.place not in problem.room:
            yield Breach(0, f'{at}.place: the problem has no room "{visit.place}".', (number,))
        for service in visit.services:
            if service not in problem.service:
                yield Breach(0, f'{at}.services: the problem has no service "{service}".', (number,))
    for n, placed in enumerate(timetable.tasks):
        if placed.task not in problem.task:
            yield Breach(0, f'tasks[{n}].task: the problem has no task "{placed.task}".')
        if placed.day not in problem.day_number:
            yield Breach(0, f'tasks[{n}].day: "{placed.day}" is not a day of the cycle.')
    for n, unmet in enumerate(timetable.unmet):
        if unmet.service not in problem.service:
            yield Breach(0, f'unmet[{n}].service: the problem has no service "{unmet.service}".')
    for n, task in enumerate(timetable.unmet_tasks):
        if task not in problem.task:
            yield Breach(0, f'unmet_tasks[{n}]: the problem has no task "{task}".')


def off_grid(problem: Problem, timetable: Timetable) -> Iterator[Breach]:
    """The starts that are no multiple of the step, counted from midnight."""
    grid = f"off the grid of {problem.step} minutes"
    for number, visit in enumerate(timetable.visits):
        if visit.start % problem.step:
            yield Breach(0, f"visits[{number}].start: {clock(visit.start)} is {grid}.", (number,))
    for n, placed in enumerate(timetable.tasks):
        if placed.start % problem.step:
            yield Breach(0, f"tasks[{n}].start: {clock(placed.start)} is {grid}.")
