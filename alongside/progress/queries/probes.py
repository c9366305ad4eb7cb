"""The probes that are planned: due, to come, done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.models import Probe
from alongside.progress.queries.records import GoalRecord, records_of
from alongside.progress.rules.goals import is_done, probe_in_words


@dataclass(frozen=True)
class ProbeRow:
    """A probe with its goal, in words, and whether it is done or due."""

    probe: Probe
    record: GoalRecord
    words: str
    is_done: bool
    is_due: bool


def probes_of(record: GoalRecord, on: date) -> list[ProbeRow]:
    """The probes of a goal whose record the viewer was given, in order; those put aside are left out."""
    rows = []
    for probe in record.probes:
        done = is_done(probe, record.by_routine)
        rows.append(ProbeRow(probe, record, probe_in_words(probe), done, not done and probe.due_on <= on))
    return rows


def due_probes(viewer: Viewer, children: Collection[Child]) -> list[ProbeRow]:
    """What is due of some children's goals on the day of looking, the longest due first; constant query count."""
    waiting = Probe.objects.filter(child__in=children, due_on__lte=viewer.on, dropped_at=None).values("child")
    having = list(Child.objects.filter(pk__in=waiting))
    records = [record for of_child in records_of(viewer, having).values() for record in of_child]
    rows = [row for record in records for row in probes_of(record, viewer.on) if row.is_due]
    return sorted(rows, key=lambda row: row.probe.due_on)


def probe_for(viewer: Viewer, pk: UUID) -> Probe | None:
    """One probe that was not put aside, or None where there is none that the viewer may see."""
    mine = children_planned_by(viewer).values("pk")
    return (
        Probe.objects.filter(pk=pk, child__in=mine, dropped_at=None).select_related("child__school").first()
    )
