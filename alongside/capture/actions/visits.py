"""Writing down what is said about a visit, and how it stands after that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from alongside.capture.models import DatedSession, DatedVisit, Mark
from alongside.capture.models.days import visit_id
from alongside.capture.queries.changes import changes_of_children
from alongside.capture.rules.standing import share_of, standing_of
from alongside.people.rules import Viewer
from alongside.scheduling.queries.planned import PlannedVisit

_VISIT = ["on", "starts", "ends", "role", "outcome", "reason", "words", "ended_at"]


@transaction.atomic
def write_down(*, planned: Collection[PlannedVisit], by: Viewer, at: datetime) -> dict[UUID, DatedVisit]:
    """The rows of these planned visits with a session for each child, by id; made where there are none yet.

    A visit that somebody else writes down at the same moment is one visit. The audit line is the caller's: a row by
    itself says no more than the timetable does.
    """
    wanted = {visit_id(*each.name): each for each in planned}
    known = DatedVisit.objects.in_bulk(list(wanted))
    new = [_row(pk, wanted[pk], by) for pk in sorted(wanted.keys() - known.keys())]
    if new:
        DatedVisit.objects.bulk_create(new, ignore_conflicts=True)
        sessions = [session for visit in new for session in _sessions(visit, wanted[visit.pk])]
        DatedSession.objects.bulk_create(sessions, ignore_conflicts=True)
        apply_marks(visits=new, by=by, at=at)
    return DatedVisit.objects.in_bulk(list(wanted))


def _row(pk: UUID, planned: PlannedVisit, by: Viewer) -> DatedVisit:
    return DatedVisit(
        pk=pk,
        organisation=by.organisation,
        series=planned.series,
        planned_on=planned.on,
        planned_starts=planned.starts,
        staff_id=planned.staff_id,
        school_id=planned.school_id,
        on=planned.on,
        starts=planned.starts,
        ends=planned.ends,
        mode=planned.mode,
        classroom_id=planned.classroom_id,
        room_id=planned.room_id,
        routine=planned.routine,
        routine_kind=planned.routine_kind,
    )


def _sessions(visit: DatedVisit, planned: PlannedVisit) -> list[DatedSession]:
    return [
        DatedSession(
            organisation=visit.organisation,
            visit=visit,
            child_id=share.child_id,
            discipline=share.discipline,
            service_id=share.service_id,
            planned_id=share.planned_id,
            planned_minutes=share.minutes,
        )
        for share in planned.shares
    ]


@transaction.atomic
def apply_marks(*, visits: Collection[DatedVisit], by: Viewer, at: datetime) -> list[DatedVisit]:
    """Brings visits and their sessions to what stands after everything that was said, new marks included.

    It reads all their marks, so that it does not matter in which order marks arrive, nor how often they are applied.
    Six statements however many visits, which are locked meanwhile; the fresh rows are returned.
    """
    # What refers to a visit may be written meanwhile: its key stays.
    locked = DatedVisit.objects.select_for_update(no_key=True).order_by("pk")
    rows = list(locked.filter(pk__in=[visit.pk for visit in visits]))
    marks: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(visit__in=rows):
        marks[mark.visit_id].append(mark)
    stands = {row.pk: standing_of(row, marks[row.pk]) for row in rows}
    sessions = list(DatedSession.objects.filter(visit__in=rows))
    dates = {standing.on for standing in stands.values()}
    changes = changes_of_children(by, {session.child_id for session in sessions}, dates)
    other_visits = [
        row for row in rows if _set(row, {name: getattr(stands[row.pk], name) for name in _VISIT})
    ]
    other_sessions = []
    for session in sessions:
        away, minutes = share_of(
            session, stands[session.visit_id], marks[session.visit_id], changes.get(session.child_id, ())
        )
        if _set(session, {"away": away, "minutes": minutes}):
            other_sessions.append(session)
    DatedVisit.objects.bulk_update(other_visits, _VISIT, batch_size=200)
    DatedSession.objects.bulk_update(other_sessions, ["away", "minutes"], batch_size=200)
    return rows


def _set(row: Model, values: dict[str, Any]) -> bool:
    """Sets the columns of a row; whether any had another value before."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return before != values
