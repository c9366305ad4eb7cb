"""The day's pack for a device: the visits of one person on one day, with as little of each child as they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.capture.choices import FACES, HARD, HELPED, ClassRole, Company, Reason, Setting
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.visits import ChildOnDay, GoalOnDay, VisitOnDay, team_on, with_everything
from alongside.capture.queries.ways import ways_of
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.schooltime.spans import DateSpan
from alongside.strategies.queries.given import for_visit

#: What adults do, by child, goal and kind of routine.
Given = dict[tuple[UUID, UUID, str], str]


def pack_for(viewer: Viewer, on: date) -> dict[str, Any]:
    """What a device needs on a day, as the capture page's contract has it; without device, account and moment.

    The viewer's own visits, then those of others with a child in whose team she is; and only children whom she has a
    relation to. It counts until midnight where the organisation is. The number of queries does not grow with the day.
    """
    visits = with_everything(viewer, _visits(viewer, on))
    do = _given(viewer, visits, on)
    midnight = datetime.combine(
        on + timedelta(days=1), time(), tzinfo=ZoneInfo(viewer.organisation.time_zone)
    )
    return {
        "expires_at": midnight.isoformat(),
        "ladder": list(ways_of(viewer).ladder),
        "faces": [str(face) for face in FACES],
        "helped": [(each.value, str(each.label)) for each in HELPED],
        "hard": [(each.value, str(each.label)) for each in HARD],
        "company": _pairs(Company.choices),
        "reasons": _pairs(Reason.choices),
        "roles": _pairs(ClassRole.choices),
        "settings": _pairs(Setting.choices),
        "adults": _pairs(Who.choices),
        "visits": [
            _visit(visit, do) for visit in sorted(visits, key=lambda each: (not each.is_mine, each.starts))
        ],
    }


def _visits(viewer: Viewer, on: date) -> list[StandingVisit]:
    """The visits that the viewer may record in on a day, each once."""
    day = DateSpan(on, on + timedelta(days=1))
    mine = visits_between(viewer, day, staff=viewer.staff_ids)
    with_mine = visits_between(viewer, day, children=team_on(viewer, on))
    return [visit for visit in {each.id: each for each in (*mine, *with_mine)}.values() if visit.on == on]


def _given(viewer: Viewer, visits: Iterable[VisitOnDay], on: date) -> Given:
    """What adults do for a goal in a routine of these visits; the therapist's own words before those of others."""
    in_class = [visit for visit in visits if visit.in_class]
    children = {pupil.child.pk for visit in in_class for pupil in visit.pupils}
    rows = for_visit(viewer, children, {str(visit.routine_kind) for visit in in_class}, on)
    rows.sort(key=lambda row: row.assignment.who != Who.THERAPIST)
    found: Given = {}
    for row in rows:
        if row.child and row.assignment.lineage:
            found.setdefault((row.child.pk, row.assignment.lineage, row.assignment.kind), row.told.do)
    return found


def _visit(visit: VisitOnDay, given: Given) -> dict[str, Any]:
    return {
        "id": str(visit.id),
        "series": str(visit.series) if visit.series else None,
        # By its name a visit is found before it is written down; one that was moved is found by its id.
        "on": visit.on.isoformat(),
        "starts": visit.starts,
        "ends": visit.ends,
        "title": visit.title,
        "class_name": visit.place if visit.in_class else "",
        "routine": visit.routine,
        "routine_kind": str(visit.routine_kind),
        "setting": (Setting.IN_CLASS if visit.in_class else Setting.OUTSIDE).value,
        "role": visit.role,
        "outcome": str(visit.outcome),
        "is_mine": visit.is_mine,
        "children": [_child(each, given, str(visit.routine_kind)) for each in visit.pupils],
    }


def _child(pupil: ChildOnDay, given: Given, kind: str) -> dict[str, Any]:
    return {
        "id": str(pupil.child.pk),
        "name": pupil.name,
        "initials": pupil.initials,
        "away": str(pupil.away),
        "goals": [
            _goal(each, given.get((pupil.child.pk, each.goal.lineage, kind), ""))
            for each in pupil.goals
            if each.goal.measure
        ],
    }


def _goal(each: GoalOnDay, do: str) -> dict[str, Any]:
    """A goal to tap; how it is practised are the words of the strategy that was given for it, else the matrix's."""
    goal, last = each.goal, each.last
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
        "how": do or each.how,
        "today": each.today,
        "last": {"on": last.on.isoformat(), "words": last.tally.words} if last else None,
    }


def _pairs(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in choices]
