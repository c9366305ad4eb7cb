"""Rule 1: a therapist works where and when she is available; a task takes place once, inside its windows."""

from collections import Counter
from collections.abc import Iterator

from alongside.engine.problem import Problem, Task, within
from alongside.engine.rules.breach import Breach, Naming, hours, when
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for number, visit in enumerate(timetable.visits):
        site = problem.site_of(visit.mode, visit.place)
        if not within(problem.availability(visit.therapist, visit.day, site), visit.start, visit.end):
            yield Breach(1, _away(problem, visit.therapist, site, when(visit, name), name), (number,))

    for placed in timetable.tasks:
        task = problem.task[placed.task]
        end = placed.start + task.minutes
        time = hours(placed.day, placed.start, end, name)
        if not within(problem.windows_of(task.id, placed.day), placed.start, end):
            sentence = _("{task} is not to take place on {when}.")
            yield Breach(1, sentence.format(task=name(task.id), when=time))
        if not within(problem.availability(task.therapist, placed.day, task.site), placed.start, end):
            yield Breach(1, _away_for(problem, task, time, name))

    for task_id, times in Counter(placed.task for placed in timetable.tasks).items():
        if times > 1:
            sentence = ngettext(
                "{task} takes place once, but stands in the timetable {n} time.",
                "{task} takes place once, but stands in the timetable {n} times.",
                times,
            )
            yield Breach(1, sentence.format(task=name(task_id), n=times))


def _away(problem: Problem, therapist: str, site: str, time: str, name: Naming) -> str:
    if len(problem.sites) > 1:
        sentence = _("{therapist} is not available at {site} on {when}.")
    else:
        sentence = _("{therapist} is not available on {when}.")
    return sentence.format(therapist=name(therapist), site=name(site), when=time)


def _away_for(problem: Problem, task: Task, time: str, name: Naming) -> str:
    if len(problem.sites) > 1:
        sentence = _("{therapist} is not available at {site} on {when} for {task}.")
    else:
        sentence = _("{therapist} is not available on {when} for {task}.")
    return sentence.format(
        therapist=name(task.therapist), site=name(task.site), when=time, task=name(task.id)
    )
