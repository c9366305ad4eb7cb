"""The day's pack for a device: the visits of one person on one day, with as little of each child as they need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from alongside.capture.choices import FACES, ClassRole, Company, Reason, Setting
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.seen import LastSeen, last_seen
from alongside.capture.queries.ways import ways_of
from alongside.classrooms.models import Classroom, Room
from alongside.people import queries as people
from alongside.people.models import Child, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Goal
from alongside.plans.queries.plans import in_force_on
from alongside.schooltime.spans import DateSpan

#: Who practises a goal in a routine: what the therapist is told of how comes first.
_FIRST_TOLD = (Who.THERAPIST, Who.ASSISTANT)


def pack_for(viewer: Viewer, on: date) -> dict[str, Any]:
    """What a device needs on a day, as the capture page's contract has it; without device, account and moment.

    The viewer's own visits, and those of others with a child in whose team she is; of these only her own children. It
    counts until midnight where the organisation is. The number of queries does not grow with the day.
    """
    visits, team = _visits(viewer, on)
    children = _children(viewer, {child for visit in visits for child in visit.children})
    goals = list(_goals(children, on))
    last = last_seen(goals, on)
    by_child: dict[UUID, list[Goal]] = {}
    for goal in goals:
        by_child.setdefault(goal.version.plan.child_id, []).append(goal)
    places = _places(visits)
    called = people.first_names_apart(viewer, children.values())
    zone = ZoneInfo(viewer.organisation.time_zone)
    return {
        "expires_at": datetime.combine(on + timedelta(days=1), time(), tzinfo=zone).isoformat(),
        "ladder": list(ways_of(viewer).ladder),
        "faces": [str(face) for face in FACES],
        "company": _pairs(Company.choices),
        "reasons": _pairs(Reason.choices),
        "roles": _pairs(ClassRole.choices),
        "settings": _pairs(Setting.choices),
        "adults": _pairs(Who.choices),
        "visits": [
            {
                **_visit(visit, places),
                "is_mine": visit.staff_id in viewer.staff_ids,
                "children": [
                    {
                        "id": str(child.pk),
                        "name": called[child.pk],
                        "initials": (child.first_name[:1] + child.family_name[:1]).upper(),
                        "away": next(
                            (share.away for share in visit.shares if share.child_id == child.pk), ""
                        ),
                        "goals": _of_child(visit, child, by_child.get(child.pk, ()), last),
                    }
                    for child in children.values()
                    if child.pk in visit.children and (visit.staff_id in viewer.staff_ids or child.pk in team)
                ],
            }
            for visit in sorted(visits, key=lambda each: (each.staff_id not in viewer.staff_ids, each.starts))
        ],
    }


def _visits(viewer: Viewer, on: date) -> tuple[list[StandingVisit], set[UUID]]:
    """The visits that the viewer may record in on a day, and the children in whose team she is then."""
    places = TeamMembership.objects.filter(people.held_on(on), staff__in=viewer.staff_ids)
    team = set(places.values_list("child", flat=True))
    day = DateSpan(on, on + timedelta(days=1))
    mine = visits_between(viewer, day, staff=viewer.staff_ids)
    known = {visit.id for visit in mine}
    others = [visit for visit in visits_between(viewer, day, children=team) if visit.id not in known]
    return [visit for visit in [*mine, *others] if visit.on == on], team


def _children(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Child]:
    there = Child.objects.filter(organisation=viewer.organisation, pk__in=ids)
    return {child.pk: child for child in there.order_by("given_name", "family_name")}


def _goals(children: Collection[UUID], on: date) -> QuerySet[Goal]:
    goals = Goal.objects.filter(in_force_on(on, "version__"), version__plan__child__in=children)
    measured = goals.exclude(measure="").select_related("version__plan")
    return measured.prefetch_related("opportunities").order_by("place", "pk")


def _places(visits: Iterable[StandingVisit]) -> dict[UUID, str]:
    """The names of the classes and rooms in which the visits are."""
    classrooms = {visit.classroom_id for visit in visits if visit.classroom_id}
    rooms = {visit.room_id for visit in visits if visit.room_id}
    return dict(Classroom.objects.filter(pk__in=classrooms).values_list("pk", "name")) | dict(
        Room.objects.filter(pk__in=rooms).values_list("pk", "name")
    )


def _visit(visit: StandingVisit, places: dict[UUID, str]) -> dict[str, Any]:
    class_name = places[visit.classroom_id] if visit.classroom_id else ""
    place = class_name or (places[visit.room_id] if visit.room_id else "")
    return {
        "id": str(visit.id),
        "series": str(visit.series) if visit.series else None,
        "on": visit.on.isoformat(),
        "starts": visit.starts,
        "ends": visit.ends,
        "title": ", ".join(part for part in (place, visit.routine) if part),
        "class_name": class_name,
        "routine": visit.routine,
        "routine_kind": str(visit.routine_kind),
        "setting": (Setting.IN_CLASS if visit.in_class else Setting.OUTSIDE).value,
        "role": visit.role,
        "outcome": str(visit.outcome),
    }


def _of_child(
    visit: StandingVisit, child: Child, goals: Iterable[Goal], last: dict[UUID, LastSeen]
) -> list[dict[str, Any]]:
    """A child's goals of the disciplines that it has in a visit, those that its routine carries first."""
    disciplines = {share.discipline for share in visit.shares if share.child_id == child.pk}
    found = [_goal(goal, visit, last.get(goal.lineage)) for goal in goals if goal.discipline in disciplines]
    return sorted(found, key=lambda each: not each["today"])


def _goal(goal: Goal, visit: StandingVisit, last: LastSeen | None) -> dict[str, Any]:
    here = [each for each in goal.opportunities.all() if each.kind and each.kind == visit.routine_kind]
    told = sorted(here, key=lambda each: each.who not in _FIRST_TOLD)
    return {
        "id": str(goal.pk),
        "lineage": str(goal.lineage),
        "title": goal.title,
        "plain": goal.plain,
        "measure": goal.measure,
        "unit": goal.criterion_unit,
        "of": goal.criterion_of,
        "parts": [str(part) for part in goal.parts],
        "scale": [str(level) for level in goal.scale],
        "interval_seconds": goal.interval_seconds,
        "how": next((each.how for each in told if each.how), ""),
        "today": bool(here),
        "last": {"on": last.on.isoformat(), "words": last.tally.words} if last else None,
    }


def _pairs(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in choices]
