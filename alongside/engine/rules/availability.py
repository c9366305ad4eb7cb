"""Rule 1: a therapist works where and when she is available; a task takes place once, inside its windows."""

from collections import Counter
from collections.abc import Iterator

from alongside.engine.problem import Problem, within
from alongside.engine.rules.breach import Breach, Naming, hours, when
from alongside.engine.timetable import Timetable


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for number, visit in enumerate(timetable.visits):
        site = problem.site_of(visit.mode, visit.place)
        if not within(problem.availability(visit.therapist, visit.day, site), visit.start, visit.end):
            who = f"{name(visit.therapist)} is not available{_at(problem, site, name)}"
            yield Breach(1, f"{who} on {when(visit)}.", (number,))

    for placed in timetable.tasks:
        task = problem.task[placed.task]
        end = placed.start + task.minutes
        time = hours(placed.day, placed.start, end)
        if not within(problem.windows_of(task.id, placed.day), placed.start, end):
            yield Breach(1, f"{name(task.id)} is not to take place on {time}.")
        if not within(problem.availability(task.therapist, placed.day, task.site), placed.start, end):
            where = _at(problem, task.site, name)
            yield Breach(1, f"{name(task.therapist)} is not available{where} on {time} for {name(task.id)}.")

    for task_id, times in Counter(placed.task for placed in timetable.tasks).items():
        if times > 1:
            yield Breach(1, f"{name(task_id)} takes place once, but stands in the timetable {times} times.")


def _at(problem: Problem, site: str, name: Naming) -> str:
    return f" at {name(site)}" if len(problem.sites) > 1 else ""
