"""What the timetable engine is asked: the facts of a day as one problem of the schedule format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, Room, Routine, SchoolCycle
from alongside.engine.problem import Problem, ProblemError
from alongside.people import queries as people
from alongside.people.models import School, StaffMember
from alongside.people.rules import NotNow, Viewer
from alongside.plans import queries as plans
from alongside.plans.models import Service
from alongside.scheduling.models import (
    Availability,
    ChildUnavailability,
    PlanningTask,
    TherapistLimits,
    Travel,
)
from alongside.scheduling.queries.timetables import published_on
from alongside.schooltime.clock import clock

#: The most sessions that a child has on a day, over all services.
SESSIONS_A_DAY = 2


def schedule_problem(
    viewer: Viewer, schools: Sequence[School], on: date, *, pinned: Iterable[dict[str, Any]] = ()
) -> Problem:
    """The problem of these schools from a day on, with the week published before as what to stay close to.

    Ids in it are those of the rows. `pinned` are visits in the schedule format. Whoever has left by that day is left
    out, and so is a child in no class of these schools, and whatever is written for a day that their cycle does not
    have (any longer). Raises `NotNow` with a sentence where the facts do not yet make a problem.
    """
    cycle = _one_cycle(schools)
    services = [
        service
        for service in plans.services_for(viewer, on).exclude(child__leaves_on__lte=on).order_by("pk")
        if service.child.school_id in {school.pk for school in schools}
    ]
    class_of = classrooms.classroom_ids_of(
        people.all_children(viewer).filter(school__in=schools, services__in=services), on
    )
    classes = list(
        classrooms.classrooms_for(viewer)
        .filter(pk__in=set(class_of.values()), school__in=schools)
        .order_by("school__name", "name")
    )
    here = {each.pk for each in classes}
    class_of = {child: classroom for child, classroom in class_of.items() if classroom in here}
    services = [service for service in services if service.child_id in class_of]
    if not services:
        raise NotNow(_("No child in a class has a service yet. Add the services, then build."))
    routines = classrooms.routines_on(Classroom.objects.filter(pk__in=[each.pk for each in classes]), on)
    therapists = [
        each for each in therapists_at(viewer, schools) if each.leaves_on is None or each.leaves_on > on
    ]
    document = {
        "format": "alongside-schedule/1",
        "name": ", ".join(school.name for school in schools),
        "cycle": {"days": cycle.days, "step": cycle.step},
        "sites": _sites(schools),
        "classrooms": [classroom_part(each, routines.get(each.pk, []), cycle.days) for each in classes],
        "rooms": [
            _room(room, cycle.days) for room in classrooms.rooms_for(viewer).filter(school__in=schools)
        ],
        "therapists": _therapists(therapists, schools, cycle.days),
        "children": _children(class_of, cycle.days),
        "services": [service_part(service, {each.pk for each in therapists}) for service in services],
        "tasks": _tasks(therapists, schools, on, cycle.days),
        "pinned": list(pinned),
        "previous": _previous(viewer, schools, on, {str(each.pk) for each in therapists}, cycle.days),
    }
    try:
        return Problem.from_json(document)
    except ProblemError as fault:
        raise NotNow(
            _("Nothing can be built yet, since two facts do not agree: {fault}").format(fault=fault)
        ) from fault


def therapists_at(viewer: Viewer, schools: Sequence[School]) -> list[StaffMember]:
    """The therapists who are available at one of these schools; refuses where one of them works elsewhere too."""
    here = Availability.objects.filter(Q(school__in=schools) | Q(school=None))
    therapists = list(people.therapists_for(viewer).filter(pk__in=here.values("staff")))
    elsewhere = (
        Availability.objects.filter(staff__in=therapists)
        .exclude(school__in=schools)
        .exclude(school=None)
        .select_related("staff", "school")
        .first()
    )
    if elsewhere and elsewhere.school:
        raise NotNow(
            _(
                "{name} works at {school} too. Choose {school} as well, so that nobody is in two places."
            ).format(name=elsewhere.staff.name, school=elsewhere.school.name)
        )
    return therapists


def _one_cycle(schools: Sequence[School]) -> SchoolCycle:
    cycles = list(
        SchoolCycle.objects.filter(school__in=schools).select_related("school").order_by("school__name")
    )
    without = {school.pk for school in schools} - {cycle.school_id for cycle in cycles}
    if not schools:
        raise NotNow(_("Choose at least one school."))
    if without:
        name = next(school.name for school in schools if school.pk in without)
        raise NotNow(
            _("We do not know yet how the days turn at {school}. Bring in its class timetable.").format(
                school=name
            )
        )
    first = cycles[0]
    for cycle in cycles[1:]:
        if (cycle.days, cycle.step) != (first.days, first.step):
            raise NotNow(
                _("{one} and {other} do not share the same days. Build them one by one.").format(
                    one=first.school.name, other=cycle.school.name
                )
            )
    return first


def _window(day: str, starts: int, ends: int) -> dict[str, Any]:
    return {"day": day, "start": clock(starts), "end": clock(ends)}


def _sites(schools: Sequence[School]) -> list[dict[str, Any]]:
    travel: dict[UUID, dict[str, int]] = {school.pk: {} for school in schools}
    for way in Travel.objects.filter(one__in=schools, other__in=schools):
        travel[way.one_id][str(way.other_id)] = way.minutes
    return [{"id": str(school.pk), "travel": travel[school.pk]} for school in schools]


def classroom_part(classroom: Classroom, routines: Iterable[Routine], days: Sequence[str]) -> dict[str, Any]:
    """A class and its day in the schedule format."""
    document: dict[str, Any] = {
        "id": str(classroom.pk),
        "site": str(classroom.school_id),
        "max_visitors": classroom.max_visitors,
        "routines": [
            _window(routine.day, routine.starts, routine.ends)
            | {"kind": routine.kind, "push_in": routine.push_in, "pull_out": routine.pull_out}
            for routine in routines
            if routine.day in days
        ],
    }
    if classroom.max_visits_per_day is not None:
        document["max_visits_per_day"] = classroom.max_visits_per_day
    return document


def _room(room: Room, days: Sequence[str]) -> dict[str, Any]:
    return {
        "id": str(room.pk),
        "site": str(room.school_id),
        "open": [
            _window(each.day, each.starts, each.ends) for each in room.openings.all() if each.day in days
        ],
    }


def _therapists(
    therapists: Sequence[StaffMember], schools: Sequence[School], days: Sequence[str]
) -> list[dict[str, Any]]:
    windows: dict[UUID, list[dict[str, Any]]] = {each.pk: [] for each in therapists}
    for span in Availability.objects.filter(staff__in=therapists, day__in=days):
        site = {"site": str(span.school_id)} if span.school_id else {}
        windows[span.staff_id].append(_window(span.day, span.starts, span.ends) | site)
    limits = {each.staff_id: each for each in TherapistLimits.objects.filter(staff__in=therapists)}
    documents = []
    for therapist in therapists:
        limit = limits.get(therapist.pk) or TherapistLimits(staff=therapist)
        document: dict[str, Any] = {
            "id": str(therapist.pk),
            "discipline": therapist.discipline,
            "available": windows[therapist.pk],
            "changeover": limit.changeover,
            "max_direct_minutes_per_day": limit.max_direct_minutes_per_day,
            "max_direct_minutes_per_cycle": limit.max_direct_minutes_per_cycle * _weeks(days),
            "max_children_per_visit": limit.max_children_per_visit,
        }
        if limit.lunch_minutes:
            document["lunch"] = {
                "earliest": clock(limit.lunch_earliest),
                "latest": clock(limit.lunch_latest),
                "minutes": limit.lunch_minutes,
            }
        documents.append(document)
    return documents


def _weeks(days: Sequence[str]) -> int:
    """A limit is said for a week; a fortnight has two."""
    return max(1, round(len(days) / 5))


def _children(class_of: dict[UUID, UUID], days: Sequence[str]) -> list[dict[str, Any]]:
    away: dict[UUID, list[dict[str, Any]]] = {child: [] for child in class_of}
    for span in ChildUnavailability.objects.filter(child__in=class_of, day__in=days):
        away[span.child_id].append(_window(span.day, span.starts, span.ends))
    return [
        {
            "id": str(child),
            "classroom": str(classroom),
            "unavailable": away[child],
            "max_sessions_per_day": SESSIONS_A_DAY,
        }
        for child, classroom in sorted(class_of.items())
    ]


def service_part(service: Service, therapists: set[UUID]) -> dict[str, Any]:
    """A service in the schedule format, with those of its named therapists who are here."""
    document: dict[str, Any] = {
        "id": str(service.pk),
        "child": str(service.child_id),
        "discipline": service.discipline,
        "sessions": service.sessions,
        "minutes": service.minutes,
        "delivery": service.delivery,
        "fit": service.fit_by_kind,
        "pull_out_fit": service.pull_out_fit,
        "max_group": service.max_group,
        "min_days_apart": service.min_days_apart,
        "priority": service.priority,
    }
    if service.group:
        document["group"] = service.group
    named = [each.pk for each in service.therapists.all()]
    if named:  # Where none of them is here, nobody is put in their place unasked: the service stays unmet.
        document["therapists"] = [str(pk) for pk in named if pk in therapists]
    return document


def _tasks(
    therapists: Sequence[StaffMember], schools: Sequence[School], on: date, days: Sequence[str]
) -> list[dict[str, Any]]:
    tasks = PlanningTask.objects.filter(staff__in=therapists, school__in=schools).exclude(ends_on__lte=on)
    return [
        {
            "id": str(task.pk),
            "therapist": str(task.staff_id),
            "minutes": task.minutes,
            "site": str(task.school_id),
            "windows": [
                _window(each["day"], each["starts"], each["ends"])
                for each in task.windows
                if each["day"] in days
            ],
            "priority": task.priority,
        }
        for task in tasks
    ]


def _previous(
    viewer: Viewer, schools: Sequence[School], on: date, therapists: set[str], days: Sequence[str]
) -> list[dict[str, Any]]:
    """The visits published before, less what names a therapist who is no longer here."""
    return [
        visit
        for timetable in published_on(viewer, on, schools=schools)
        for visit in timetable.document["visits"]
        if visit["therapist"] in therapists and visit["day"] in days
    ]
