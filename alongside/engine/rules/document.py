"""Before any rule: every name in a timetable stands in its problem, and every start lies on the grid."""

from collections.abc import Iterator

from alongside.engine.document import clock
from alongside.engine.problem import Mode, Problem
from alongside.engine.rules.breach import Breach
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import ngettext


def unknown_names(problem: Problem, timetable: Timetable) -> Iterator[Breach]:
    """The names that the problem does not have; while there is one, the rules cannot be read."""
    for number, visit in enumerate(timetable.visits):
        at = f"visits[{number}]"
        if visit.therapist not in problem.therapist:
            sentence = _('{field}: the problem has no therapist "{name}".')
            yield _unknown(sentence, f"{at}.therapist", visit.therapist, number)
        if visit.day not in problem.day_number:
            yield _unknown(_no_day(), f"{at}.day", visit.day, number)
        if visit.mode is Mode.PUSH_IN and visit.place not in problem.classroom:
            sentence = _('{field}: the problem has no classroom "{name}".')
            yield _unknown(sentence, f"{at}.place", visit.place, number)
        if visit.mode is Mode.PULL_OUT and visit.place not in problem.room:
            sentence = _('{field}: the problem has no room "{name}".')
            yield _unknown(sentence, f"{at}.place", visit.place, number)
        for service in visit.services:
            if service not in problem.service:
                yield _unknown(_no_service(), f"{at}.services", service, number)
    for n, placed in enumerate(timetable.tasks):
        if placed.task not in problem.task:
            yield _unknown(_no_task(), f"tasks[{n}].task", placed.task)
        if placed.day not in problem.day_number:
            yield _unknown(_no_day(), f"tasks[{n}].day", placed.day)
    for n, unmet in enumerate(timetable.unmet):
        if unmet.service not in problem.service:
            yield _unknown(_no_service(), f"unmet[{n}].service", unmet.service)
    for n, task in enumerate(timetable.unmet_tasks):
        if task not in problem.task:
            yield _unknown(_no_task(), f"unmet_tasks[{n}]", task)


def off_grid(problem: Problem, timetable: Timetable) -> Iterator[Breach]:
    """The starts that are no multiple of the step, counted from midnight."""
    for number, visit in enumerate(timetable.visits):
        if visit.start % problem.step:
            yield Breach(0, _off(f"visits[{number}].start", visit.start, problem.step), (number,))
    for n, placed in enumerate(timetable.tasks):
        if placed.start % problem.step:
            yield Breach(0, _off(f"tasks[{n}].start", placed.start, problem.step))


def _unknown(sentence: str, field: str, name: str, *visits: int) -> Breach:
    return Breach(0, sentence.format(field=field, name=name), visits)


def _no_day() -> str:
    return _('{field}: "{name}" is not a day of the cycle.')


def _no_service() -> str:
    return _('{field}: the problem has no service "{name}".')


def _no_task() -> str:
    return _('{field}: the problem has no task "{name}".')


def _off(field: str, start: int, step: int) -> str:
    sentence = ngettext(
        "{field}: {time} is off the grid of {n} minute.",
        "{field}: {time} is off the grid of {n} minutes.",
        step,
    )
    return sentence.format(field=field, time=clock(start), n=step)
