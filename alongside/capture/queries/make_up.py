"""What is still to be placed: missed sessions that are owed again, and services that are placed by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from alongside.capture.choices import Outcome, Reason
from alongside.capture.models import DatedSession
from alongside.capture.queries.places import places_for
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules.make_up import due_by, is_made_up, reason_missed
from alongside.classrooms.queries import calendars_of, children_at_work
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import Model, Per
from alongside.plans.models import PlannedService, Service
from alongside.plans.queries.plans import in_force_on
from alongside.plans.rules.owed import owed_between, unit_of
from alongside.plans.rules.planned import promise_of
from alongside.scheduling.queries.free_places import FreePlace
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Missed:
    """A missed session that is owed again; `due_on` is the last day to make it up, None while no term is known."""

    session: DatedSession
    reason: Reason
    due_on: date | None
    is_overdue: bool

    @property
    def child(self) -> Child:
        return self.session.child

    @property
    def wanted(self) -> Service | PlannedService:
        """The service that it is a session of."""
        service = self.session.service or self.session.planned
        assert service is not None  # A constraint holds it.
        return service

    @property
    def staff(self) -> StaffMember:
        return self.session.visit.staff


@dataclass(frozen=True)
class ByDate:
    """Sessions of a service rarer than the timetable's cycle without a date yet, in the unit that runs to `due_on`."""

    planned: PlannedService
    child: Child
    sessions: int
    due_on: date

    @property
    def wanted(self) -> PlannedService:
        return self.planned


@dataclass(frozen=True)
class MakeUpList:
    """What is to be placed, the most urgent first."""

    missed: tuple[Missed, ...]
    by_date: tuple[ByDate, ...]

    @property
    def count(self) -> int:
        return len(self.missed) + sum(each.sessions for each in self.by_date)

    @property
    def overdue(self) -> int:
        return sum(each.is_overdue for each in self.missed)


def make_up_list(viewer: Viewer) -> MakeUpList:
    """A therapist's own, for a coordinator everybody's; nothing for others. The queries do not grow with the list."""
    return MakeUpList(tuple(_missed(viewer, _missed_sessions(viewer))), tuple(_by_date(viewer)))


def missed_for(viewer: Viewer, pk: UUID) -> Missed | None:
    """One missed session of the list, or None where there is none that the viewer may see."""
    return next(iter(_missed(viewer, _missed_sessions(viewer).filter(pk=pk))), None)


def by_date_for(viewer: Viewer, pk: UUID) -> ByDate | None:
    """One service of the list that is placed by date, or None where there is none that the viewer may see."""
    return next((each for each in _by_date(viewer, pk)), None)


def places_to_make_up(
    viewer: Viewer, to_place: Missed | ByDate, between: DateSpan | None = None
) -> list[FreePlace]:
    """Where it could be held, the best first; a therapist is offered her own hours, a coordinator everybody's."""
    usual = to_place.staff.pk if isinstance(to_place, Missed) else None
    found = places_for(viewer, to_place.child, to_place.wanted, usual=usual, between=between)
    return [place for place in found if viewer.is_coordinator or place.staff_id in viewer.staff_ids]


def _missed_sessions(viewer: Viewer) -> QuerySet[DatedSession]:
    sessions = DatedSession.objects.filter(
        ~Q(away="") | Q(visit__outcome=Outcome.MISSED),
        organisation=viewer.organisation,
        made_up_by=None,
        given_up="",
        child__in=children_at_work(viewer).values("pk"),
    )
    if not viewer.is_coordinator:
        sessions = sessions.filter(visit__staff__in=viewer.staff_ids)
    return sessions.select_related(
        "visit__staff", "visit__classroom", "visit__room", "child__school", "service__planned", "planned"
    )


def _missed(viewer: Viewer, sessions: Iterable[DatedSession]) -> list[Missed]:
    ways = ways_of(viewer)
    rows = list(sessions)
    calendars = calendars_of({row.child.school_id for row in rows})
    found = []
    for row in rows:
        reason = reason_missed(row)
        planned = row.planned or (row.service.planned if row.service else None)
        if reason is None or not is_made_up(reason, planned.make_up if planned else "", ways.made_up):
            continue
        calendar = calendars.get(row.child.school_id)
        due = due_by(row.visit.on, ways.make_up_within, calendar) if calendar else None
        found.append(Missed(row, reason, due, due is not None and due < viewer.on))
    return sorted(found, key=lambda each: (each.due_on or date.max, each.child.name, str(each.session.pk)))


def _by_date(viewer: Viewer, pk: UUID | None = None) -> list[ByDate]:
    """Owed from the start of its term (or its own) to the end of the running unit, less what stands there already."""
    if not (viewer.is_coordinator or viewer.staff_ids):
        return []
    services = PlannedService.objects.filter(
        in_force_on(viewer.on, "version__"),
        services=None,
        starts__lte=viewer.on,
        version__plan__child__in=children_at_work(viewer).values("pk"),
    ).exclude(model=Model.CONSULTATION)
    services = services.filter(Q(ends=None) | Q(ends__gt=viewer.on))
    if pk is not None:
        services = services.filter(pk=pk)
    if not viewer.is_coordinator:
        mine = StaffMember.objects.filter(pk__in=viewer.staff_ids)
        services = services.filter(discipline__in=mine.values("discipline")).filter(
            Q(therapists=None) | Q(therapists__in=viewer.staff_ids)
        )
    rows = list(services.select_related("version__plan__child__school").distinct())
    calendars = calendars_of({row.version.plan.child.school_id for row in rows})
    held = _held(rows)
    found = []
    for row in rows:
        child = row.version.plan.child
        calendar = calendars.get(child.school_id)
        span = _running(row, calendar, viewer.on) if calendar else None
        if calendar is None or span is None:
            continue
        owed = owed_between(promise_of(row), span, calendar).direct
        there = sum(span.contains(on) for on in held.get(row.lineage, ()))
        lacking = int(owed + Fraction(1, 2)) - there
        if lacking > 0:
            found.append(ByDate(row, child, lacking, span.bounds[1] - timedelta(days=1)))
    return sorted(found, key=lambda each: (each.due_on, each.child.name))


def _running(planned: PlannedService, calendar: SchoolCalendar, on: date) -> DateSpan | None:
    """From the first day of the term that the service and its version know to the end of the unit of a day."""
    unit = unit_of(Per(planned.per), on, calendar)
    around = unit_of(Per.YEAR if planned.per == Per.YEAR else Per.TERM, on, calendar)
    begins = max(around.starts, planned.starts, planned.version.in_force_from or planned.starts)
    end = min(unit.bounds[1], planned.ends or date.max)
    return DateSpan(begins, end) if begins < end else None


def _held(services: Iterable[PlannedService]) -> dict[UUID, list[date]]:
    """The dates on which sessions of each service stand that were not missed, by lineage, through all versions."""
    sessions = DatedSession.objects.filter(
        planned__lineage__in={row.lineage for row in services}, away=""
    ).exclude(visit__outcome=Outcome.MISSED)
    found: dict[UUID, list[date]] = {}
    for lineage, on in sessions.values_list("planned__lineage", "visit__on"):
        found.setdefault(lineage, []).append(on)
    return found
