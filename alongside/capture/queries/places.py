"""Where a session can be held on a date, beside everything that stands and is called off on the days to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.capture.choices import Outcome
from alongside.capture.models import DayChange
from alongside.capture.queries.changes import changes_between
from alongside.capture.queries.dated import StandingShare, StandingVisit, visits_between
from alongside.classrooms.models import Classroom, Room
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.models import PlannedService, Service
from alongside.scheduling.queries.free_places import (
    FreePlace,
    apart,
    free_places,
    next_school_days,
    span_of_turns,
)
from alongside.scheduling.queries.turns import Closed, Share, Stands
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class NamedPlace:
    """A free place with whom and where in words."""

    place: FreePlace
    staff: StaffMember
    where: str


#: How many school days ahead a place is looked for.
SCHOOL_DAYS_AHEAD = 15


def places_for(
    viewer: Viewer,
    child: Child,
    wanted: Service | PlannedService,
    *,
    usual: UUID | None = None,
    between: DateSpan | None = None,
) -> list[FreePlace]:
    """The places for one more session of a service on the next school days (or those given), the best first.

    Every rule of the timetable is kept beside what stands then: visits moved and made up, and whoever is away. A child
    that is away still counts in its group, since it may come after all. Asked on behalf of any viewer.
    """
    between = between or next_school_days(child.school, viewer.on, SCHOOL_DAYS_AHEAD)
    around = between and span_of_turns(viewer, child.school, between)
    if not between or not around:
        return []
    first, end = around.bounds
    visits = visits_between(viewer, around)
    its_own = {visit.id for visit in visits if child.pk in visit.children}
    found = free_places(
        viewer,
        child,
        wanted,
        between,
        stands=list(standing_in(visits, around, child.pk)),
        closed=list(_closed(changes_between(viewer, first, end - timedelta(days=1)), around)),
        usual=usual,
    )
    return [place for place in found if place.joins not in its_own]


def named_places(viewer: Viewer, places: Collection[FreePlace]) -> list[NamedPlace]:
    """The places that a person chooses among, in their order, with their names: three queries."""
    told_apart = apart(places)
    staff = StaffMember.objects.filter(organisation=viewer.organisation).in_bulk(
        {each.staff_id for each in told_apart}
    )
    where = {each.place for each in told_apart}
    names = dict(Classroom.objects.filter(pk__in=where).values_list("pk", "name"))
    names |= dict(Room.objects.filter(pk__in=where).values_list("pk", "name"))
    return [NamedPlace(each, staff[each.staff_id], names.get(each.place, "")) for each in told_apart]


def standing_in(
    visits: Iterable[StandingVisit], around: DateSpan, child: UUID | None = None
) -> Iterator[Stands]:
    """What takes a time of these dates; of `child`, who is to come to one of them, only shares in which it is there."""
    for visit in visits:
        if visit.outcome == Outcome.MISSED or not around.contains(visit.on):
            continue
        counted = [share for share in visit.shares if not share.away or share.child_id != child]
        stands = as_stands(visit, counted)
        if stands and not all(share.away for share in visit.shares):
            yield stands


def as_stands(visit: StandingVisit, shares: Iterable[StandingShare]) -> Stands | None:
    """A visit with these shares as the timetable's rules know it; None for one without any, or without a place."""
    place = visit.classroom_id or visit.room_id
    asked = tuple(
        Share(service, share.child_id, share.planned_minutes)
        for share in shares
        if (service := share.service_id or share.planned_id) is not None
    )
    if place is None or not asked:
        return None
    return Stands(
        visit.id,
        visit.on,
        visit.starts,
        visit.ends,
        visit.mode,
        visit.staff_id,
        visit.school_id,
        place,
        asked,
    )


def _closed(changes: Iterable[DayChange], around: DateSpan) -> Iterator[Closed]:
    for change in changes:
        who = change.child_id or change.staff_id or change.classroom_id or change.school_id
        for on in _dates(max(change.on, around.starts), min(change.ends_on, around.bounds[1])):
            yield Closed(on, who, change.starts or 0, change.ends or 24 * 60)


def _dates(first: date, end: date) -> Iterator[date]:
    return (first + timedelta(days=days) for days in range((end - first).days))
