"""A caseload or a class at a glance: whose goals need a look first, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms import queries as classrooms
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.choices import Step
from alongside.progress.queries.probes import probes_of
from alongside.progress.queries.records import GoalRecord, records_of

#: What needs a look before what does not: a plan that does not happen, a way that does not work, then what is missing.
ORDER = (Step.COACH, Step.CHANGE, Step.WAIT, Step.FADE, Step.RAISE, Step.GO_ON)
#: A goal without a point for so many days has gone quiet.
QUIET_DAYS = 21


@dataclass(frozen=True)
class NeedsALook:
    """One child in the overview: its goals in the order in which they need a look, and why the first one does."""

    child: Child
    classroom: str
    records: tuple[GoalRecord, ...]
    why: tuple[str, ...]
    steps: tuple[tuple[Step, int], ...]
    due_probes: int
    urgency: tuple[int, ...]

    @property
    def first(self) -> GoalRecord:
        return self.records[0]


def overview(
    viewer: Viewer, *, classroom_id: UUID | None = None, school_id: UUID | None = None
) -> list[NeedsALook]:
    """The viewer's children with goals in force, those who need a look first: constant query counts."""
    children = children_planned_by(viewer).select_related("school")
    if school_id:
        children = children.filter(school=school_id)
    if classroom_id:
        class_of = classrooms.classroom_ids_of(children, viewer.on)
        children = children.filter(pk__in=[child for child, here in class_of.items() if here == classroom_id])
    listed = list(classrooms.with_classroom(children, viewer.on))
    records = records_of(viewer, listed)
    rows = [_row(child, records[child.pk], viewer.on) for child in listed if records.get(child.pk)]
    return sorted(rows, key=lambda row: (row.urgency, row.child.first_name))


def _row(child: Child, records: Sequence[GoalRecord], on: date) -> NeedsALook:
    ordered = sorted(records, key=lambda record: (not is_quiet(record, on), ORDER.index(record.reading.step)))
    quiet = [record for record in ordered if is_quiet(record, on)]
    steps = Counter(record.reading.step for record in records)
    due = sum(row.is_due for record in records for row in probes_of(record, on))
    return NeedsALook(
        child=child,
        classroom=getattr(child, "classroom_name", "") or "",
        records=tuple(ordered),
        why=tuple(_why(ordered, quiet, due, on)),
        steps=tuple((step, steps[step]) for step in ORDER if steps[step]),
        due_probes=due,
        urgency=(*(-steps[step] for step in ORDER[:2]), -len(quiet), -due),
    )


def is_quiet(record: GoalRecord, on: date) -> bool:
    """Whether nobody has recorded a goal for some weeks, though it has been in force for longer."""
    begun = record.changes[0].on if record.changes else on
    last = max((point.on for point in (*record.points, *record.apart)), default=begun)
    return (on - max(last, begun)) > timedelta(days=QUIET_DAYS)


def _why(ordered: Sequence[GoalRecord], quiet: Sequence[GoalRecord], due: int, on: date) -> list[str]:
    lines = [
        ngettext(
            "{goal}: {headline} ({n} point)", "{goal}: {headline} ({n} points)", record.reading.points
        ).format(goal=record.goal.title, headline=record.reading.headline, n=record.reading.points)
        for record in ordered
        if record.reading.step in (Step.COACH, Step.CHANGE)
    ]
    if quiet:
        lines.append(
            ngettext(
                "{n} goal has not been recorded for three weeks.",
                "{n} goals have not been recorded for three weeks.",
                len(quiet),
            ).format(n=len(quiet))
        )
    if due:
        lines.append(ngettext("{n} probe is due.", "{n} probes are due.", due).format(n=due))
    return lines or [_("Nothing presses: {headline}").format(headline=ordered[0].reading.headline)]
