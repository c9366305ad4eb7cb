"""The child's own voice: what it said of a visit, and what its faces and pictures add up to."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import get_current_timezone

from alongside.capture.models import Observation
from alongside.capture.queries.seen import standing_observations
from alongside.capture.rules.voice import Voice, voice
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.queries.plans import children_planned_by


def face_in_visit(viewer: Viewer, visit: UUID, child: UUID) -> Observation | None:
    """The face that the viewer has kept for a child in a visit, without a goal; None where there is none."""
    return (
        standing_observations()
        .filter(
            organisation=viewer.organisation,
            visit=visit,
            child=child,
            goal=None,
            measure=Measure.CONFIDENCE,
            observer=viewer.account,
            is_second=False,
        )
        .order_by("observed_at", "order")
        .last()
    )


def voice_of(viewer: Viewer, child_id: UUID) -> Voice | None:
    """All that a child chose up to the day of looking; None for who is not of its team."""
    if not children_planned_by(viewer).filter(pk=child_id).exists():
        return None
    until = datetime.combine(viewer.on + timedelta(days=1), time(), get_current_timezone())
    said = standing_observations().filter(
        child=child_id, measure=Measure.CONFIDENCE, is_second=False, observed_at__lt=until
    )
    return voice(said.values_list("value", flat=True))
