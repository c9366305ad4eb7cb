"""The day's pack for a device: the visits of one person on one day, with as little of each child as they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.capture.choices import FACES, HARD, HELPED, ClassRole, Company, Reason, Setting
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.visits import ChildOnDay, GoalOnDay, VisitOnDay, team_on, with_everything
from alongside.capture.queries.ways import ways_of
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.schooltime.spans import DateSpan


def pack_for(viewer: Viewer, on: date) -> dict[str, Any]:
    """What a device needs on a day, as the capture page's contract has it; without device, account and moment.

    The viewer's own visits, then those of others with a child in whose team she is; and only children whom she has a
    relation to. It counts until midnight where the organisation is. The number of queries does not grow with the day.
    """
    visits = with_everything(viewer, _visits(viewer, on))
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
            _visit(visit) for visit in sorted(visits, key=lambda each: (not each.is_mine, each.starts))
        ],
    }


def _visits(viewer: Viewer, on: date) -> list[StandingVisit]:
    """The visits that the viewer may record in on a day, each once."""
    day = DateSpan(on, on + timedelta(days=1))
    mine = visits_between(viewer, day, staff=viewer.staff_ids)
    with_mine = visits_between(viewer, day, children=team_on(viewer, on))
    return [visit for visit in {each.id: each for each in (*mine, *with_mine)}.values() if visit.on == on]


def _visit(visit: VisitOnDay) -> dict[str, Any]:
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
        "children": [_child(each) for each in visit.pupils],
    }


def _child(pupil: ChildOnDay) -> dict[str, Any]:
    return {
        "id": str(pupil.child.pk),
        "name": pupil.name,
        "initials": pupil.initials,
        "away": str(pupil.away),
        "goals": [_goal(each) for each in pupil.goals if each.goal.measure],
    }


def _goal(each: GoalOnDay) -> dict[str, Any]:
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
        "how": each.how,
        "today": each.today,
        "last": {"on": last.on.isoformat(), "words": last.tally.words} if last else None,
    }


def _pairs(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in choices]
