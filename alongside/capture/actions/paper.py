"""Keying in a paper sheet: what was written by hand becomes the same observations as what was tapped."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.capture.actions.visits import put_down
from alongside.capture.choices import Setting, Source
from alongside.capture.models import Observation
from alongside.capture.queries.entries import facts_about
from alongside.capture.queries.visits import VisitOnDay
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules import makers
from alongside.capture.rules.entries import SeenEntry, VisitName
from alongside.capture.rules.keyed import Sheet, read_keyed
from alongside.capture.rules.moments import Moment
from alongside.capture.rules.observed import observation_of
from alongside.capture.rules.values import Limits, check_value
from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer
from alongside.plans.choices import Measure, Who
from alongside.plans.models import Goal


@dataclass(frozen=True)
class KeyedRow:
    """What stands on a sheet for one goal of one child, or for the child itself (`goal` None)."""

    child: UUID
    goal: Goal | None
    measure: Measure
    text: str


class KeyedWrong(NotNow):
    """Some rows cannot be read; `faults` says why, by the place of the row. Nothing of the sheet was kept."""

    def __init__(self, faults: dict[int, str]) -> None:
        super().__init__(
            _("Some fields need another look. Nothing was kept yet, and everything is as you wrote it.")
        )
        self.faults = faults


@transaction.atomic
def key_in(
    *,
    visit: VisitOnDay,
    rows: Sequence[KeyedRow],
    adult: Who,
    material: str = "",
    sheet: UUID,
    by: Viewer,
    at: datetime,
) -> int:
    """Keeps what was on a sheet, all or nothing, and returns how many observations it was.

    `sheet` is the form's own number: sent twice, as by a double click, the same writing is kept once.

    The observations bear the visit's day, one second after the other from its start, since paper knows no moments.
    Raises `KeyedWrong` with a sentence for each row that cannot be read.
    """
    ladder = ways_of(by).ladder
    entries: list[tuple[int, SeenEntry]] = []
    faults: dict[int, str] = {}
    for place, row in enumerate(rows):
        try:
            entries += [(place, entry) for entry in _entries(visit, row, ladder, adult, material, sheet, by)]
        except NotNow as refusal:
            faults[place] = refusal.sentence
    if faults:
        raise KeyedWrong(faults)
    if not entries:
        raise NotNow(_("Nothing is written yet. Key in at least one field."))
    facts = facts_about(by, by.account, [entry for _place, entry in entries])
    for place, entry in entries:
        makers.check_may_record(facts.maker, entry.child if entry.child in facts.children else None, visit.on)
        goal = facts.goals.get(entry.goal) if entry.goal else None
        try:
            makers.check_goal_fits(goal, entry)
            check_value(entry.measure, entry.value, Limits.of(goal, len(ladder)))
        except NotNow as refusal:
            faults.setdefault(place, refusal.sentence)
    if faults:
        raise KeyedWrong(faults)
    dated = put_down(visit=visit, by=by, at=at)
    Observation.objects.bulk_create(
        [
            observation_of(
                entry,
                organisation=by.organisation.pk,
                observer=by.account.pk,
                goal=facts.goals.get(entry.goal) if entry.goal else None,
                visit=dated.pk,
                moment=Moment(entry.at),
                received_at=at,
            )
            for _place, entry in entries
        ],
        ignore_conflicts=True,
    )
    audit(by, at, "sheet.keyed_in", dated, observations=len(entries))
    return len(entries)


def _entries(
    visit: VisitOnDay,
    row: KeyedRow,
    ladder: Sequence[str],
    adult: Who,
    material: str,
    sheet: UUID,
    by: Viewer,
) -> list[SeenEntry]:
    goal = row.goal
    reads = Sheet(ladder, goal.criterion_unit if goal else "", goal.interval_seconds if goal else None)
    begins = datetime.combine(visit.on, time(), ZoneInfo(by.organisation.time_zone)) + timedelta(
        minutes=visit.starts
    )
    return [
        SeenEntry(
            id=uuid.uuid5(
                sheet, f"{row.child} {goal and goal.pk} {row.measure} {place} {sorted(value.items())}"
            ),
            kind="observation",
            order=place,
            at=begins + timedelta(seconds=place),
            visit=VisitName(id=visit.id, series=visit.series, on=visit.planned_on or visit.on),
            child=row.child,
            goal=goal.pk if goal else None,
            measure=row.measure,
            value=value,
            routine_kind=visit.routine_kind,  # type: ignore[arg-type]  # one of the kinds, or ""
            setting=Setting.IN_CLASS if visit.in_class else Setting.OUTSIDE,
            adult=adult,
            material=material,
            source=Source.PAPER,
        )
        for place, value in enumerate(read_keyed(row.measure, row.text, reads))
    ]
