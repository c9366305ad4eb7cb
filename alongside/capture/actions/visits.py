"""Writing down what is said about a visit, and how it stands after that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from alongside.capture.choices import MarkKind, Outcome
from alongside.capture.models import DatedSession, DatedVisit, DayChange, Mark
from alongside.capture.models.days import visit_id
from alongside.capture.queries.changes import changes_of_children
from alongside.capture.queries.clashes import clashes_at
from alongside.capture.queries.dated import StandingVisit, routines_then
from alongside.capture.queries.entries import maker_of
from alongside.capture.queries.notes import signers_of
from alongside.capture.rules import visits as rules
from alongside.capture.rules.makers import VisitFacts, check_may_mark
from alongside.capture.rules.standing import share_of, standing_of
from alongside.classrooms.queries import calendar_of
from alongside.people.actions import audit
from alongside.people.models import Child, Organisation, School
from alongside.people.rules import Viewer
from alongside.scheduling.queries.planned import PlannedVisit, planned_by_name

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
        children = {share.child_id for visit in new for share in wanted[visit.pk].shares}
        changes = changes_of_children(by, children, {visit.on for visit in new})
        DatedVisit.objects.bulk_create(new, ignore_conflicts=True)
        sessions = [session for visit in new for session in _sessions(visit, wanted[visit.pk], changes)]
        DatedSession.objects.bulk_create(sessions, ignore_conflicts=True)
    return DatedVisit.objects.in_bulk(list(wanted))


@transaction.atomic
def put_down(*, visit: StandingVisit, by: Viewer, at: datetime) -> DatedVisit:
    """The row of one visit, made where there is none yet; refuses one that the timetable no longer has."""
    row = DatedVisit.objects.filter(organisation=by.organisation, pk=visit.id).first()
    if row is None and visit.series and visit.planned_on:
        planned = planned_by_name(by, {(visit.series, visit.planned_on)})
        row = write_down(planned=planned.values(), by=by, at=at).get(visit.id)
    rules.check_is_there(row)
    assert row is not None
    return row


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


def _sessions(
    visit: DatedVisit, planned: PlannedVisit, changes: Mapping[UUID, Collection[DayChange]]
) -> list[DatedSession]:
    sessions = []
    for share in planned.shares:
        session = DatedSession(
            organisation=visit.organisation,
            visit=visit,
            child_id=share.child_id,
            discipline=share.discipline,
            service_id=share.service_id,
            planned_id=share.planned_id,
            planned_minutes=share.minutes,
        )
        said = changes.get(share.child_id, ())
        session.away, session.minutes = share_of(session, standing_of(visit, ()), (), said)
        sessions.append(session)
    return sessions


@transaction.atomic
def end_visit(
    *,
    visit: StandingVisit,
    outcome: Outcome,
    minutes: int | None = None,
    reason: str = "",
    words: str = "",
    by: Viewer,
    at: datetime,
) -> DatedVisit:
    """Says how a visit ended: held, shortened to so many minutes, or missed and why. What was said before gives way.

    A visit that is still to come may be missed already, not held.
    """
    rules.check_ending(outcome, minutes, reason, visit.ends - visit.starts)
    if outcome != Outcome.MISSED:
        rules.check_has_begun(by, visit.on, visit.starts, at)
    detail: dict[str, Any] = {"minutes": minutes} if outcome == Outcome.SHORTENED else {}
    detail |= {name: value for name, value in (("reason", reason), ("words", words.strip())) if value}
    return _say(visit, MarkKind(outcome), detail, by=by, at=at)


@transaction.atomic
def reopen(*, visit: StandingVisit, by: Viewer, at: datetime) -> DatedVisit:
    """Takes back how a visit ended; refused once a note of it is signed."""
    rules.check_is_ended(visit.outcome)
    rules.check_nobody_has_signed(signers_of(visit.id))
    return _say(visit, MarkKind.REOPENED, {}, by=by, at=at)


@transaction.atomic
def move_visit(
    *, visit: StandingVisit, on: date, starts: int, agreed: bool = False, by: Viewer, at: datetime
) -> DatedVisit:
    """Puts a visit on another time or date, this once; it keeps its length.

    Refuses what cannot be: class or children not at school then, therapist or child elsewhere, the room shut or taken,
    the way from another school too long.
    What the timetable's rules or the day meant otherwise (the class's limits, a routine without visits, her own hours)
    raises `NotAgreed`, until `agreed` says that those whom it concerns have agreed. Two who move at the same moment do
    so one after the other.
    """
    _check_may_say(visit, by)  # First, since what stands in the way says who is where.
    Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    rules.check_is_open(visit.outcome)
    rules.check_time(starts, visit.ends - visit.starts)
    school = School.objects.filter(organisation=by.organisation, pk=visit.school_id).first()
    rules.check_is_there(school)
    assert school is not None
    rules.check_is_school_day(calendar_of(school), on, school.name, by.on)
    clashes = clashes_at(by, visit, on, starts)
    rules.check_nothing_is_there(clashes.facts)
    rules.check_is_agreed(clashes.policy, agreed)
    detail: dict[str, Any] = {"on": on.isoformat(), "starts": starts}
    return _say(visit, MarkKind.MOVED, detail | ({"agreed": True} if clashes.policy else {}), by=by, at=at)


@transaction.atomic
def set_role(*, visit: StandingVisit, role: str, by: Viewer, at: datetime) -> DatedVisit:
    """Says what the therapist does beside the teacher in a visit."""
    rules.check_role(role, visit.in_class)
    return _say(visit, MarkKind.ROLE, {"role": role}, by=by, at=at)


@transaction.atomic
def mark_away(*, visit: StandingVisit, child: Child, reason: str, by: Viewer, at: datetime) -> DatedVisit:
    """Says that a child has no share in a visit, and why; refused once a note of its share is signed."""
    rules.check_has_part(child.pk, visit.children)
    rules.check_nobody_has_signed(signers_of(visit.id, child.pk))
    rules.check_is_reason(reason)
    return _say(visit, MarkKind.AWAY, {"reason": reason}, child=child, by=by, at=at)


@transaction.atomic
def mark_there(*, visit: StandingVisit, child: Child, by: Viewer, at: datetime) -> DatedVisit:
    """Says that a child was there after all."""
    rules.check_has_part(child.pk, visit.children)
    return _say(visit, MarkKind.THERE, {}, child=child, by=by, at=at)


def _say(
    visit: StandingVisit,
    kind: MarkKind,
    detail: dict[str, Any],
    *,
    child: Child | None = None,
    by: Viewer,
    at: datetime,
) -> DatedVisit:
    """Keeps one mark and brings the visit to what stands then."""
    _check_may_say(visit, by)
    row = put_down(visit=visit, by=by, at=at)
    mark = Mark.objects.create(
        organisation=by.organisation,
        visit=row,
        child=child,
        kind=kind,
        detail=detail,
        marked_at=at,
        device_at=at,
        received_at=at,
        marked_by=by.account,
    )
    (row,) = apply_marks(visits=[row], by=by, at=at)
    said: dict[str, Any] = {"mark": str(mark.pk), "on": row.on.isoformat(), "staff": [str(row.staff_id)]}
    said |= {"child": str(child.pk)} if child else {}
    said |= {"classroom": str(row.classroom_id)} if row.classroom_id else {}
    audit(by, at, f"visit.{kind}", row, **said)
    return row


def _check_may_say(visit: StandingVisit, by: Viewer) -> None:
    facts = VisitFacts(
        visit.id,
        visit.staff_id,
        frozenset(on for on in (visit.on, visit.planned_on) if on),
        visit.on,
        visit.starts,
        visit.ends,
        frozenset(visit.children),
    )
    check_may_mark(maker_of(by, by.account, visit.children, [facts]), facts, min(visit.on, by.on))


@transaction.atomic
def apply_marks(*, visits: Collection[DatedVisit], by: Viewer, at: datetime) -> list[DatedVisit]:
    """Brings visits and their sessions to what stands after everything that was said, new marks included.

    It reads all their marks, so that it does not matter in which order marks arrive, nor how often they are applied. A
    visit that moves is in the routine that its class has then. As many statements for one visit as for a hundred, which
    are locked meanwhile; the fresh rows are returned.
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
    before = {row.pk: (row.on, row.starts) for row in rows}
    others = [row for row in rows if _set(row, {name: getattr(stands[row.pk], name) for name in _VISIT})]
    moved = [row for row in others if before[row.pk] != (row.on, row.starts)]
    for row, routine in zip(moved, routines_then(moved).values(), strict=True):
        row.routine, row.routine_kind = (routine.title, routine.kind) if routine else ("", "")
    other_sessions = []
    for session in sessions:
        away, minutes = share_of(
            session, stands[session.visit_id], marks[session.visit_id], changes.get(session.child_id, ())
        )
        if _set(session, {"away": away, "minutes": minutes}):
            other_sessions.append(session)
    _overwrite(DatedVisit, others, [*_VISIT, "routine", "routine_kind"])
    _overwrite(DatedSession, other_sessions, ["away", "minutes"])
    return rows


def _overwrite(model: type[DatedVisit | DatedSession], rows: Sequence[Any], names: list[str]) -> None:
    """Writes columns of rows that are there: an upsert, since `bulk_update` has a case for each value and is slow."""
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=names)


def _set(row: Model, values: dict[str, Any]) -> bool:
    """Sets the columns of a row; whether any had another value before."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return before != values
