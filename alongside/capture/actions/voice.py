"""Keeping what a child said of a visit on a page of ours: a face and pictures, as they are kept when tapped offline."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from alongside.capture.actions.visits import put_down
from alongside.capture.choices import Setting, Source
from alongside.capture.models import Observation
from alongside.capture.queries.entries import maker_of
from alongside.capture.queries.visits import VisitOnDay
from alongside.capture.queries.voice import face_in_visit
from alongside.capture.rules.makers import check_may_record
from alongside.capture.rules.values import Limits, check_value
from alongside.capture.rules.voice import check_has_part
from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import Viewer, check_is_ours
from alongside.plans.choices import Measure, Who


@transaction.atomic
def say_voice(
    *, visit: VisitOnDay, child: Child, face: int, pictures: Sequence[str] = (), by: Viewer, at: datetime
) -> Observation:
    """Keeps the face that a child chose for a visit, and pictures of what helped or was hard.

    It is an observation of the measure confidence without a goal and is never changed: said anew, the same account's
    last word of the visit takes the place of the one before.
    """
    check_is_ours(by, child)
    check_has_part(visit.children, child)
    maker = maker_of(by, by.account, {child.pk}, ())
    check_may_record(maker, child.pk, visit.on)
    value: dict[str, object] = {"face": face} | ({"pictures": list(pictures)} if pictures else {})
    check_value(Measure.CONFIDENCE, value, Limits(rungs=0))
    dated = put_down(visit=visit, by=by, at=at)
    before = face_in_visit(by, dated.pk, child.pk)
    said = Observation.objects.create(
        pk=uuid.uuid4(),
        organisation=by.organisation,
        child=child,
        visit=dated,
        measure=Measure.CONFIDENCE.value,
        value=value,
        observed_at=at,
        device_at=at,
        received_at=at,
        routine_kind=visit.routine_kind,
        setting=(Setting.IN_CLASS if visit.in_class else Setting.OUTSIDE).value,
        adult=Who.THERAPIST.value,
        observer=by.account,
        source=Source.TAPPED.value,
        corrects=before.pk if before else None,
    )
    audit(by, at, "voice.said", dated, child=str(child.pk))
    return said
