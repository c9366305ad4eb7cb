"""The timetable board: everything that its picture needs, as plain values."""

from __future__ import annotations

import calendar
from typing import Any
from uuid import UUID

from django.conf import settings

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Routine
from alongside.classrooms.rules import day_in_words
from alongside.engine import moves
from alongside.engine.insertions import insertions
from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.rules import breaches
from alongside.engine.timetable import Timetable as Answer
from alongside.people import queries as people
from alongside.people.rules import Viewer
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.names import Named, named
from alongside.scheduling.queries.weeks import routine_at

Json = dict[str, Any]

#: How the days of an ordinary week are said in a heading, before they are said in the reader's language.
FULL_NAMES = {name[:3]: name for name in calendar.day_name}

#: The rules that forbid the most starts come first; more than these would hide them.
REASONS_SHOWN = 4


def board(viewer: Viewer, timetable: Timetable) -> Json:
    """The whole board; minutes are counted from midnight, ids are those of the rows, a visit's is its number."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    names = named(problem)
    changed = changed_visits(problem, answer)
    broken = breaches(problem, answer, names.by_id)
    minutes = {service.id: service.minutes for service in problem.services}
    called = people.first_names_apart(viewer, [each.child for each in names.services.values()])
    days = _days(problem, timetable)
    return {
        "id": str(timetable.pk),
        "name": timetable.name,
        "state": timetable.state,
        "editable": timetable.state == TimetableState.DRAFT and viewer.is_coordinator,
        "explains": True,
        "revision": timetable.revision,
        "cycle": _cycle(problem),
        "quality": {
            "cost": timetable.cost,
            "bound": timetable.bound,
            "unmet_sessions": timetable.unmet_sessions,
            "asked_sessions": timetable.asked_sessions,
            "unmet_minutes": sum(unmet.sessions * minutes[unmet.service] for unmet in answer.unmet),
            "moved_visits": len(changed),
            "breaches": [
                {"rule": str(each.rule), "sentence": each.sentence, "visits": [str(n) for n in each.visits]}
                for each in broken
            ],
        },
        "therapists": _therapists(problem, names),
        "classrooms": _classrooms(problem, names, days),
        "rooms": [
            {"id": room.id, "name": names.rooms[room.id].name, "school": names.schools[room.site].name}
            for room in problem.rooms
            if room.id in names.rooms
        ],
        "children": _children(problem, names, called),
        "visits": _visits(timetable, answer, names, changed, days, called),
        "tasks": [
            {
                "id": placed.task,
                "name": names.tasks[placed.task].title,
                "therapist": problem.task[placed.task].therapist,
                "day": placed.day,
                "start": placed.start,
                "end": placed.start + problem.task[placed.task].minutes,
            }
            for placed in answer.tasks
            if placed.task in names.tasks
        ],
        "unmet": _unmet(timetable, answer, names, minutes),
    }


def places_for_visit(timetable: Timetable, visit: int) -> list[Json]:
    """Where a visit may go by every rule, and what that does to the cost; empty for one that is not there."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    if not 0 <= visit < len(answer.visits):
        return []
    therapist = answer.visits[visit].therapist
    return [
        {
            "day": place.day,
            "start": place.start,
            "mode": str(place.mode),
            "place": place.place,
            "therapist": therapist,
            "cost_change": place.cost_change,
        }
        for place in moves.places(problem, answer, visit)
    ]


def places_for_service(timetable: Timetable, service: str) -> list[Json]:
    """Where a session that has no place could go by every rule, with whom, and what that does to the cost."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    if service not in problem.service:
        return []
    return [
        {
            "day": each.visit.day,
            "start": each.visit.start,
            "mode": str(each.visit.mode),
            "place": each.visit.place,
            "therapist": each.visit.therapist,
            "cost_change": each.cost_change,
        }
        for each in insertions(problem, answer, service)
    ]


def why_not(timetable: Timetable, visit: int, *, day: str, start: int, mode: str, place: str) -> list[str]:
    """The rules that a visit would break at a place, in sentences; empty where it may go there."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    known = problem.classroom if mode == Mode.PUSH_IN else problem.room
    if not 0 <= visit < len(answer.visits) or day not in problem.day_number or place not in known:
        return []
    broken = moves.breaches_after(problem, answer, visit, day, start, Mode(mode), place, named(problem).by_id)
    return [each.sentence for each in broken]


def _cycle(problem: Problem) -> Json:
    starts = [span.start for each in problem.therapists for span in each.available]
    ends = [span.end for each in problem.therapists for span in each.available]
    lessons = [routine for each in problem.classrooms for routine in each.routines]
    first = min([*starts, *(routine.start for routine in lessons)], default=8 * 60)
    last = max([*ends, *(routine.end for routine in lessons)], default=15 * 60)
    return {
        "days": [
            {"key": day, "name": day_in_words(FULL_NAMES.get(day, day)), "date": None} for day in problem.days
        ],
        "step": problem.step,
        "first": first // problem.step * problem.step,
        "last": -(-last // problem.step) * problem.step,
    }


def _therapists(problem: Problem, names: Named) -> list[Json]:
    several = len(problem.sites) > 1
    found = []
    for therapist in problem.therapists:
        row = names.therapists.get(therapist.id)
        if row is None:
            continue
        found.append(
            {
                "id": therapist.id,
                "name": row.name,
                "initials": row.initials,
                "discipline": row.mark,
                "available": [
                    {
                        "day": span.day,
                        "start": span.start,
                        "end": span.end,
                        "school": names.schools[span.site].name if span.site and several else None,
                    }
                    for span in therapist.available
                ],
                "lunch": {
                    "earliest": therapist.lunch.earliest,
                    "latest": therapist.lunch.latest,
                    "minutes": therapist.lunch.minutes,
                }
                if therapist.lunch
                else None,
            }
        )
    return found


def _days(problem: Problem, timetable: Timetable) -> dict[str, list[Routine]]:
    """What each class does all day, in the school's own words, when this timetable begins to hold."""
    rows = Classroom.objects.filter(pk__in=[each.id for each in problem.classrooms])
    days = classrooms.routines_on(rows, timetable.holds_from or timetable.for_on)
    return {str(classroom): day for classroom, day in days.items()}


def _classrooms(problem: Problem, names: Named, days: dict[str, list[Routine]]) -> list[Json]:
    titles = {
        (classroom, routine.day, routine.starts): routine.title
        for classroom, day in days.items()
        for routine in day
    }
    return [
        {
            "id": classroom.id,
            "name": names.classrooms[classroom.id].name,
            "school": names.schools[classroom.site].name,
            "routines": [
                {
                    "day": routine.day,
                    "start": routine.start,
                    "end": routine.end,
                    "kind": routine.kind,
                    "name": titles.get((classroom.id, routine.day, routine.start))
                    or str(RoutineKind(routine.kind).label),
                    "push_in": str(routine.push_in),
                    "pull_out": str(routine.pull_out),
                }
                for routine in classroom.routines
            ],
        }
        for classroom in problem.classrooms
        if classroom.id in names.classrooms
    ]


def _children(problem: Problem, names: Named, called: dict[UUID, str]) -> list[Json]:
    """Every child with a session to place, told apart by id: two of one name in one class are two."""
    found = []
    for child in problem.children:
        services = [each.id for each in problem.services_of(child.id) if each.id in names.services]
        if services:
            found.append(
                {
                    "id": child.id,
                    "name": called[UUID(child.id)],
                    "classroom": child.classroom,
                    "services": services,
                }
            )
    return found


def _visits(
    timetable: Timetable,
    answer: Answer,
    names: Named,
    changed: set[int],
    days: dict[str, list[Routine]],
    called: dict[UUID, str],
) -> list[Json]:
    pinned = set(timetable.pinned)
    return [
        {
            "id": str(number),
            "therapist": visit.therapist,
            "day": visit.day,
            "start": visit.start,
            "end": visit.end,
            "mode": str(visit.mode),
            "place": visit.place,
            "routine": routine_at(days.get(visit.place, []), visit.day, visit.start, visit.end),
            "children": [
                {"service": service, "name": called[names.services[service].child_id]}
                for service in visit.services
                if service in names.services
            ],
            "pinned": number in pinned,
            "changed": number in changed,
        }
        for number, visit in enumerate(answer.visits)
    ]


def _unmet(timetable: Timetable, answer: Answer, names: Named, minutes: dict[str, int]) -> list[Json]:
    reasons = {reason["service"]: reason for reason in timetable.reasons}
    found = []
    for unmet in answer.unmet:
        row = names.services.get(unmet.service)
        if row is None:
            continue
        reason = reasons.get(unmet.service, {})
        found.append(
            {
                "service": unmet.service,
                "child": row.child.name,
                "discipline": row.mark,
                "sessions": unmet.sessions,
                "minutes": minutes[unmet.service],
                "why": reason.get("sentences", [])[:REASONS_SHOWN],
                "language": reason.get("language", settings.LANGUAGE_CODE),
                "remedies": [
                    {"sentence": each["sentence"], "cost_change": each["cost_change"]}
                    for each in reason.get("remedies", [])
                ],
            }
        )
    return found


def changed_visits(problem: Problem, answer: Answer) -> set[int]:
    """The visits that do not stand so in the week that is published; none where nothing is."""
    if not problem.previous:
        return set()

    def key(visit: Visit) -> tuple[object, ...]:
        return visit.therapist, visit.day, visit.start, visit.mode, visit.place, frozenset(visit.services)

    before = {key(visit) for visit in problem.previous}
    return {number for number, visit in enumerate(answer.visits) if key(visit) not in before}
