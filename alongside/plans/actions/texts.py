"""Saving a text while it is typed, with nothing lost where two people type in one field."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer
from alongside.plans.models import KeptText, PlanVersion
from alongside.plans.queries.plans import draft_held, target_for
from alongside.plans.rules.faults import AtFault
from alongside.plans.rules.texts import (
    EditedMeanwhile,
    Saved,
    Written,
    check_has_text,
    check_text_fits,
    place_text,
    text_of,
)


def save_text(
    *,
    version: PlanVersion,
    target: Written,
    field: str,
    text: str,
    seen: int,
    by: Viewer,
    at: datetime,
) -> Saved:
    """Keeps a text as typed; `seen` is the number of the text that the writer began from, 0 for one never saved.

    Where somebody has saved another text since, both are kept and `EditedMeanwhile` is raised with theirs. A text that
    is too long for its field, or whose goal was removed meanwhile, is kept too, and refused. Who may not write, and a
    version that is no draft, are refused outright.
    """
    check_has_text(target, field)
    with transaction.atomic():  # What is refused is kept as well: refusals are raised once that is certain.
        outcome = _keep(draft_held(by, version), target, field, text, seen, by, at)
    if isinstance(outcome, NotNow):
        raise outcome
    return outcome


def _keep(
    version: PlanVersion, target: Written, field: str, text: str, seen: int, by: Viewer, at: datetime
) -> Saved | NotNow:
    kept = KeptText.objects.filter(version=version, target=target.pk, field=field)
    standing = kept.filter(stands=True).select_related("typed_by").order_by("number").last()
    row = target_for(by, version, target.pk)
    refusal: NotNow | None = None
    if row is None:
        refusal = NotNow(_("Somebody has removed this meanwhile. Your text is kept with the plan."))
    elif text == text_of(row, field):
        return Saved(standing.number if standing else 0)
    elif standing and standing.number > seen:
        refusal = EditedMeanwhile(standing.text, standing.number, standing.typed_by.name)
    else:
        try:
            check_text_fits(row, field, text)
        except AtFault as fault:
            refusal = fault
    number = keep_typed(
        version=version, target=target.pk, field=field, text=text, stands=refusal is None, by=by, at=at
    )
    if row is None or refusal is not None:
        audit(by, at, "plan.text_set_aside", version, field=field)
        return refusal or NotNow()
    row.save(update_fields=[place_text(row, field, text)])
    audit(by, at, "plan.text_saved", version, field=field)
    return Saved(number)


@transaction.atomic
def keep_typed(
    *, version: PlanVersion, target: UUID, field: str, text: str, stands: bool, by: Viewer, at: datetime
) -> int:
    """Writes down what somebody typed into a field of a draft held, and returns its number; whoever calls, audits."""
    before = KeptText.objects.filter(target=target, field=field).aggregate(last=Max("number"))["last"]
    number: int = (before or 0) + 1
    KeptText.objects.create(
        organisation=by.organisation,
        version=version,
        target=target,
        field=field,
        number=number,
        text=text,
        stands=stands,
        typed_by=by.account,
        typed_at=at,
    )
    return number
