"""What speaks against one visit at another time, by every rule of the timetable that a move can break."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.classrooms.rules import day_in_words
from alongside.engine.document import ProblemError, Record
from alongside.engine.obstacles import Kind, Wish, grid_of, obstacles
from alongside.engine.parts import Classroom as ClassroomPart
from alongside.engine.parts import Window
from alongside.engine.problem import Problem
from alongside.engine.rules.separation import separation
from alongside.engine.standing import Standing
from alongside.engine.timetable import Engagement
from alongside.engine.words import words
from alongside.people.models import Child, School
from alongside.people.rules import Viewer
from alongside.plans.models import PlannedService, Service
from alongside.scheduling.models import ChildUnavailability
from alongside.scheduling.queries.free_places import Facts
from alongside.scheduling.queries.names import named
from alongside.scheduling.queries.problems import classroom_part
from alongside.scheduling.queries.timetables import published_on
from alongside.scheduling.queries.turns import Stands, as_problem, as_timetable, turns_of
from alongside.schooltime.spans import DateSpan

#: What no agreement changes: the room is shut or taken, the child is elsewhere.
FACTS = {Kind.ROOM_CLOSED, Kind.ROOM_TAKEN, Kind.CHILD_BUSY, Kind.CHILD_AWAY}
#: What was decided beforehand for a class, a child or the therapist, and what these adults may decide otherwise.
POLICY = {
    Kind.AWAY,
    Kind.LUNCH,
    Kind.DAY_MINUTES,
    Kind.CYCLE_MINUTES,
    Kind.ROUTINE,
    Kind.NO_ROUTINE,
    Kind.VISITORS,
    Kind.VISITS_OF_DAY,
    Kind.SESSIONS_OF_DAY,
    Kind.APART,
}


@dataclass(frozen=True)
class Hindrance:
    """What speaks against a visit at a time; of a fact nobody can agree otherwise."""

    sentence: str
    is_fact: bool


def hindrances(viewer: Viewer, moved: Stands, stands: Collection[Stands]) -> list[Hindrance]:
    """What speaks against a visit where `moved` has it, facts first; nothing where no timetable holds.

    `stands` is what else stands in the whole turn of the cycle (`span_of_turns`). A move changes neither the group nor
    who gives it, so that those rules are not asked. Children and classes count as they are on that day, not as they
    were when the timetable was made. Asked on behalf of any viewer.
    """
    school = School.objects.get(pk=moved.school)
    calendar = classrooms.calendar_of(school)
    day = DateSpan(moved.on, moved.on + timedelta(days=1))
    turn = next(iter(turns_of(calendar, day)), None) if calendar else None
    timetable = next(iter(published_on(viewer, moved.on, schools=[school])), None)
    if turn is None or timetable is None:
        return []
    every = [*(each for each in stands if each.id != moved.id), moved]
    facts = Facts(viewer, *_first_share(moved), every, moved.on)
    base, answer, beside = facts.of(timetable)
    base = _as_it_is(base, moved, facts, moved.on)
    problem, there = as_problem(base, turn, every, facts.gone(base, [turn]), beside)
    if moved not in there:
        return []
    number = there.index(moved)
    whole = as_timetable(problem, turn, there, answer)
    visit = whole.visits[number]
    minutes = {str(share.service): share.minutes for share in moved.shares}
    problem = replace(
        problem,
        step=1,  # Whoever moves a visit by hand may choose any minute.
        services=tuple(
            replace(each, minutes=minutes.get(each.id, each.minutes)) for each in problem.services
        ),
    )
    standing = Standing(problem, whole).without(number)
    wish = Wish(visit.therapist, visit.services, visit.day, visit.mode, visit.place)
    names = named(problem).by_id | {visit.day: day_in_words(visit.day)}
    found = dict.fromkeys(
        [*_of_rules(standing, wish, visit.start, names), *_on_the_way(standing, wish, moved, names)]
    )
    return sorted(found, key=lambda each: not each.is_fact)


def _first_share(moved: Stands) -> tuple[Child, Service | PlannedService]:
    share = moved.shares[0]
    service = Service.objects.filter(pk=share.service).first()
    return Child.objects.get(pk=share.child), service or PlannedService.objects.get(pk=share.service)


def _as_it_is(base: Problem, moved: Stands, facts: Facts, on: date) -> Problem:
    """The problem with the children of a visit and their classes as they are on the day."""
    wanted = {facts.class_of.get(str(share.child)) for share in moved.shares} | {moved.place}
    rows = Classroom.objects.filter(pk__in=[pk for pk in wanted if pk])
    routines = classrooms.routines_on(rows, on)
    now = {
        str(row.pk): ClassroomPart.read(
            Record.of(classroom_part(row, routines.get(row.pk, []), base.days), "", ProblemError)
        )
        for row in rows
    }
    children = [share.child for share in moved.shares]
    away: dict[str, tuple[Window, ...]] = {str(pk): () for pk in children}
    for span in ChildUnavailability.objects.filter(child__in=children, day__in=base.days):
        away[str(span.child_id)] += (Window(span.day, span.starts, span.ends),)
    return replace(
        base,
        classrooms=tuple(now.get(each.id, each) for each in base.classrooms),
        children=tuple(
            replace(each, unavailable=away.get(each.id, each.unavailable)) for each in base.children
        ),
    )


def _of_rules(standing: Standing, wish: Wish, start: int, names: Mapping[str, str]) -> Iterator[Hindrance]:
    """What the rules forbid at a start."""
    problem = standing.problem
    grid = grid_of(problem, wish.services)
    for obstacle in obstacles(standing, wish):
        if obstacle.kind in FACTS | POLICY and start in grid.minutes_of(obstacle.starts):
            sentence = words(problem, wish, obstacle, lambda each: names.get(each, each))
            yield Hindrance(sentence, obstacle.kind in FACTS)


def _on_the_way(
    standing: Standing, wish: Wish, moved: Stands, names: Mapping[str, str]
) -> Iterator[Hindrance]:
    """What the therapist's other work of the day leaves: the way between schools is a fact, the changeover is not."""
    problem = standing.problem
    site = problem.site_of(wish.mode, wish.place)
    visit = Engagement(moved.starts, moved.ends, site, (wish.mode, wish.place))
    for other in standing.engagements(wish.therapist, wish.day):
        needed = separation(problem, wish.therapist, other, visit)
        free = max(visit.start - other.end, other.start - visit.end)
        who, there = names.get(wish.therapist, ""), names.get(other.site, "")
        if free < 0:
            yield Hindrance(_("{who} has another visit or other work then.").format(who=who), is_fact=True)
        elif needed is None:
            yield Hindrance(
                _("{who} is at {school} that day, and there is no way from there within a day.").format(
                    who=who, school=there
                ),
                is_fact=True,
            )
        elif free < needed and other.site != site:
            sentence = ngettext(
                "{who} needs {count} minute for the way from or to {school}.",
                "{who} needs {count} minutes for the way from or to {school}.",
                needed,
            )
            yield Hindrance(sentence.format(who=who, count=needed, school=there), is_fact=True)
        elif free < needed:
            sentence = ngettext(
                "{who} has less than {count} minute to change over.",
                "{who} has less than {count} minutes to change over.",
                needed,
            )
            yield Hindrance(sentence.format(who=who, count=needed), is_fact=False)
