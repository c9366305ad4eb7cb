"""The observation that is kept of an entry, whether it was tapped or keyed in from paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.capture.models import Observation
from alongside.capture.rules.entries import SeenEntry
from alongside.capture.rules.moments import Moment
from alongside.plans.models import Goal


def observation_of(
    entry: SeenEntry,
    *,
    organisation: UUID,
    observer: UUID,
    goal: Goal | None,
    visit: UUID | None,
    moment: Moment,
    received_at: datetime,
    device: UUID | None = None,
) -> Observation:
    """An entry that was judged, as a row that is not saved yet.

    `moment` is when it was seen as we know it; `goal` and `visit` are those that it names, as far as they are there. A
    withdrawal keeps no value.
    """
    return Observation(
        id=entry.id,
        organisation_id=organisation,
        child_id=entry.child,
        goal_id=entry.goal,
        lineage=goal.lineage if goal else None,
        visit_id=visit,
        measure=entry.measure.value,
        value={} if entry.is_withdrawal else entry.value,
        observed_at=moment.at,
        device_at=entry.at,
        received_at=received_at,
        clock_doubtful=moment.is_doubtful,
        order=entry.order,
        routine_kind=entry.routine_kind,
        setting=entry.setting.value,
        adult=entry.adult.value,
        material=entry.material,
        words=entry.words,
        observer_id=observer,
        is_second=entry.is_second,
        device_id=device,
        source=entry.source.value,
        corrects=entry.corrects,
        is_withdrawal=entry.is_withdrawal,
    )
