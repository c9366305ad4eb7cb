"""Where a published week no longer fits the facts: what has changed since, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alongside.engine.problem import Mode, Problem
from alongside.engine.problem import Visit as PlannedVisit
from alongside.engine.rules import breaches
from alongside.engine.timetable import Timetable as Answer
from alongside.people.rules import NotNow, Viewer
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.names import Named, named
from alongside.scheduling.queries.problems import schedule_problem
from alongside.scheduling.queries.timetables import DOCUMENTS, published_on, starts_within

#: More reasons than these are counted, not read.
REASONS_SHOWN = 8


@dataclass(frozen=True)
class Misfit:
    """A published week that does not fit any more, and why."""

    timetable: Timetable
    reasons: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return self.reasons[:REASONS_SHOWN]

    @property
    def more(self) -> int:
        """How many reasons are not shown."""
        return len(self.reasons) - len(self.shown)


def misfits(viewer: Viewer) -> list[Misfit]:
    """The weeks on the wall and to come that break a rule or name what has gone, for those who run the programme.

    Each is checked as for publishing: against the facts of the day of looking, or of its first day if that is later.
    """
    if not viewer.is_coordinator:
        return []
    found: dict[object, Misfit] = {}
    for on in [viewer.on, *starts_within(viewer, viewer.on, date.max)]:
        for timetable in published_on(viewer, on):
            if timetable.pk not in found:
                timetable.refresh_from_db(fields=DOCUMENTS)
                found[timetable.pk] = Misfit(timetable, tuple(dict.fromkeys(_reasons(viewer, timetable, on))))
    return [misfit for misfit in found.values() if misfit.reasons]


def things_gone(problem: Problem, answer: Answer) -> list[str]:
    """The ids in a timetable that the facts do not have any more: of a service, person, place, task or day."""
    wanted = [each for visit in answer.visits for each in _things(visit)]
    wanted += [each for placed in answer.tasks for each in (placed.task, placed.day)]
    there = {
        *problem.service,
        *problem.therapist,
        *problem.classroom,
        *problem.room,
        *problem.task,
        *problem.days,
    }
    return [each for each in dict.fromkeys(wanted) if each not in there]


def _things(visit: PlannedVisit) -> tuple[str, ...]:
    return (*visit.services, visit.therapist, visit.place, visit.day)


def _reasons(viewer: Viewer, timetable: Timetable, on: date) -> Iterator[str]:
    try:
        problem = schedule_problem(viewer, list(timetable.schools.all()), on)
    except NotNow as refusal:
        yield refusal.sentence
        return
    answer, before = answer_of(timetable), named(problem_of(timetable))
    words = before.by_id | named(problem).by_id
    gone = things_gone(problem, answer)
    for each in gone:
        yield from _why_gone(each, before, words, on)
    moved = dict(_moved(problem, answer))
    for (service, place), classroom in moved.items():
        yield _("{child} is in {now} now, and the week has visits in {before}.").format(
            child=words[problem.service[service].child], now=words[classroom], before=words.get(place, place)
        )
    # What has been said is left out, so that the rules speak of what stands beside it.
    left = [
        visit
        for visit in answer.visits
        if not set(_things(visit)) & set(gone)
        and not any((service, visit.place) in moved for service in visit.services)
    ]
    tasks = [placed for placed in answer.tasks if not {placed.task, placed.day} & set(gone)]
    for breach in breaches(problem, Answer.of(problem, left, tasks), words):
        yield breach.sentence


def _moved(problem: Problem, answer: Answer) -> Iterator[tuple[tuple[str, str], str]]:
    """Each service that is given in a class which its child has left: ((service, that class), the class now)."""
    for visit in answer.visits:
        for service in visit.services:
            if service in problem.service and visit.mode is Mode.PUSH_IN:
                now = problem.classroom_of(service).id
                if now != visit.place:
                    yield (service, visit.place), now


def _why_gone(thing: str, before: Named, words: dict[str, str], on: date) -> Iterator[str]:
    if service := before.services.get(thing):
        child = service.child
        if child.leaves_on and child.leaves_on <= on:
            yield _("{child} has left.").format(child=child.name)
        elif service.ends and service.ends <= on:
            yield _("{service} has ended.").format(service=words[thing])
        else:
            yield _("{child} is in no class of this timetable’s schools any more.").format(child=child.name)
    elif staff := before.therapists.get(thing):
        if staff.leaves_on and staff.leaves_on <= on:
            yield _("{name} has left.").format(name=staff.name)
        else:
            yield _("{name} has no working hours any more.").format(name=staff.name)
    elif task := before.tasks.get(thing):
        if not task.ends_on or task.ends_on > on:
            return  # It went with its therapist, of whom it is said already.
        yield _("{task} has ended.").format(task=words[thing])
    elif thing not in before.classrooms:  # A class without services is spoken of with its children.
        yield _("{thing} is not there any more.").format(thing=words.get(thing, thing))
