"""For whom a newly published week is another one than the week before: counted, so that they can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from alongside.scheduling.models import Timetable, Visit

_Moment = tuple[str, int, int]


def changes_for(timetable: Timetable, before: Iterable[Timetable]) -> dict[str, dict[str, int]]:
    """How many visits a cycle are elsewhere: {"staff", "classrooms", "children"}: {id: visits}.

    Whoever keeps theirs is left out. A therapist's visit is another one at another time, place or with other
    children; a class's and a child's at another time or with somebody else. Ids are written out, as the audit trail
    keeps them.
    """
    now, then = _seen([timetable]), _seen(before)
    return {
        kind: {
            str(pk): changed
            for pk in sorted(now[kind].keys() | then[kind].keys(), key=str)
            if (changed := _differing(now[kind][pk], then[kind][pk]))
        }
        for kind in ("staff", "classrooms", "children")
    }


def _differing(now: set[tuple[object, ...]], then: set[tuple[object, ...]]) -> int:
    """One that moved is gone from one side and new on the other: it counts once."""
    return max(len(now - then), len(then - now))


def _seen(timetables: Iterable[Timetable]) -> dict[str, dict[UUID, set[tuple[object, ...]]]]:
    """The week as each therapist, class and child sees it."""
    seen: dict[str, dict[UUID, set[tuple[object, ...]]]] = {
        kind: defaultdict(set) for kind in ("staff", "classrooms", "children")
    }
    visits = Visit.objects.filter(timetable__in=list(timetables)).prefetch_related("sessions__service")
    for visit in visits:
        moment: _Moment = (visit.day, visit.starts, visit.ends)
        children = {session.service.child_id for session in visit.sessions.all()}
        place = visit.classroom_id or visit.room_id
        seen["staff"][visit.staff_id].add((*moment, place, frozenset(children)))
        if visit.classroom_id:
            seen["classrooms"][visit.classroom_id].add((*moment, visit.staff_id))
        for child in children:
            seen["children"][child].add((*moment, visit.staff_id))
    return seen
