"""Deciding about a goal, and planning the probes that ask whether a skill stays and travels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, Viewer
from alongside.progress.choices import ProbeKind, Step
from alongside.progress.models import Decision, Probe
from alongside.progress.queries.places import places_of
from alongside.progress.queries.records import GoalRecord, record_of
from alongside.progress.rules.goals import (
    Wanted,
    check_can_decide,
    check_decision,
    generalisation,
    maintenance,
)


@transaction.atomic
def decide(*, child: Child, lineage: UUID, step: Step, words: str, by: Viewer, at: datetime) -> Decision:
    """Keeps what the team decided, and what the record said then.

    A change of the teaching begins a phase on the chart and needs words. Fading the help plans probes of whether the
    skill stays, and of every setting and person that the goal names and where nobody has seen it at the goal.
    """
    record = _record(by, child, lineage)
    check_decision(step, words)
    decision = Decision.objects.create(
        organisation=by.organisation,
        child=child,
        lineage=lineage,
        step=step,
        on=by.on,
        words=words.strip(),
        said=f"{record.reading.headline} {record.reading.detail}".strip(),
        points=record.reading.points,
        decided_at=at,
        decided_by=by.account,
    )
    if step is Step.FADE:
        _schedule(record, by.on, by, at)
    audit(by, at, "goal.decided", decision, step=str(step), lineage=str(lineage))
    return decision


@transaction.atomic
def schedule_probes(*, child: Child, lineage: UUID, by: Viewer, at: datetime) -> int:
    """Plans the probes of a goal that are not planned yet; returns how many."""
    return _schedule(_record(by, child, lineage), by.on, by, at)


@transaction.atomic
def drop_probe(*, probe: Probe, why: str, by: Viewer, at: datetime) -> None:
    """Puts a probe aside, with the reason if one is given."""
    check_can_decide(by, probe.child)
    probe.dropped_at, probe.why_dropped = at, why.strip()
    probe.save(update_fields=["dropped_at", "why_dropped"])
    audit(by, at, "probe.put_aside", probe)


def _record(by: Viewer, child: Child, lineage: UUID) -> GoalRecord:
    check_can_decide(by, child)
    record = record_of(by, child.pk, lineage)
    if record is None:
        raise NotAllowed(
            _("This goal is in no plan of this child that was in force. Go back to the child’s page.")
        )
    return record


def _schedule(record: GoalRecord, on: date, by: Viewer, at: datetime) -> int:
    calendar = classrooms.calendar_of(record.child.school)
    places = places_of(record)
    wanted = [
        *maintenance(on, calendar),
        *generalisation(on, places.shown, places.shown_with, calendar),
    ]
    waiting = {_key(probe) for probe in Probe.objects.filter(lineage=record.lineage, dropped_at=None)}
    new = [each for each in wanted if _key(each) not in waiting]
    Probe.objects.bulk_create(_rows(record, new, by, at), ignore_conflicts=True)
    if new:
        audit(by, at, "goal.probes_planned", record.child, lineage=str(record.lineage), probes=len(new))
    return len(new)


def _rows(record: GoalRecord, wanted: Iterable[Wanted], by: Viewer, at: datetime) -> list[Probe]:
    return [
        Probe(
            organisation=by.organisation,
            child=record.child,
            lineage=record.lineage,
            kind=each.kind,
            due_on=each.due_on,
            routine_kind=each.routine_kind,
            setting=each.setting,
            adult=each.adult,
            scheduled_at=at,
        )
        for each in wanted
    ]


def _key(probe: Probe | Wanted) -> tuple[str, str, str, str, str]:
    """What makes two probes the same look: a place that is waited for is asked for once, whatever the day."""
    day = probe.due_on.isoformat() if probe.kind == ProbeKind.MAINTENANCE else ""
    return str(probe.kind), day, probe.routine_kind, str(probe.setting), probe.adult
