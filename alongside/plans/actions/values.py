"""Saving a value as it changes; of two people who change one at once, neither loses theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.models import StaffMember
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.plans.actions.texts import keep_typed
from alongside.plans.models import Goal, KeptText, PlannedService, PlannedTherapist, PlanVersion
from alongside.plans.queries.kept import last_writer
from alongside.plans.queries.plans import draft_held, target_for
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.goals import check_goal_makes_sense
from alongside.plans.rules.planned import faults_of
from alongside.plans.rules.texts import Written
from alongside.plans.rules.values import (
    Met,
    Outcome,
    check_has_values,
    in_words,
    place_value,
    says_the_same,
    unfit,
    value_of,
)


@transaction.atomic
def save_values(
    *,
    version: PlanVersion,
    target: Written,
    values: Mapping[str, Any],
    seen: Mapping[str, Any],
    by: Viewer,
    at: datetime,
) -> Outcome:
    """Keeps what somebody changed, field by field; `seen` is what they began from, and a field without it has no guard.

    Where somebody else has changed a field since, theirs stands, this one's is set aside among the kept texts, and the
    outcome says so. What a field cannot hold is refused alone, and set aside too; what merely contradicts something
    else is kept, and said. Who may not write, no draft, and a row that was removed are refused outright.
    """
    check_has_values(target, values)
    version = draft_held(by, version)
    row = target_for(by, version, target.pk)
    if row is None:
        raise NotNow(_("Somebody has removed this meanwhile. Load the page again."))
    check_is_ours(by, *values.get("therapists", ()))
    standing = {field: value_of(row, field) for field in values}
    changed = {
        field: value for field, value in values.items() if not says_the_same(field, value, standing[field])
    }
    met = [
        Met(field, in_words(row, field, standing[field]), last_writer(by, row.pk, field))
        for field in changed
        if field in seen and not says_the_same(field, seen[field], standing[field])
    ]
    mine = [field for field in changed if field not in {each.field for each in met}]
    columns = {field: place_value(row, field, changed[field]) for field in mine if field != "therapists"}
    refused = unfit(row, mine, by.on)
    for field in {fault.field for fault in refused}:
        place_value(row, field, standing[field])
        columns.pop(field)
    kept = [field for field in mine if field in columns or field == "therapists"]
    for field, value in changed.items():
        words, stands = in_words(row, field, value), field in kept
        if stands or not _lies_aside(row, field, words, by):
            keep_typed(version=version, target=row.pk, field=field, text=words, stands=stands, by=by, at=at)
    if "model" in kept and isinstance(row, PlannedService):
        row.decided_on, columns["decided_on"] = by.on, "decided_on"
    if columns:
        row.save(update_fields=set(columns.values()))
    if "therapists" in kept and isinstance(row, PlannedService):
        name_therapists(planned=row, therapists=changed["therapists"], by=by, at=at)
    if changed:
        audit(by, at, "plan.values_saved", row, kept=sorted(kept), set_aside=len(changed) - len(kept))
    return Outcome(
        tuple(values.keys() - changed.keys()) + tuple(kept), tuple(refused), tuple(met), _faults(row)
    )


def _lies_aside(row: Written, field: str, words: str, by: Viewer) -> bool:
    """Whether this is what the viewer wrote last, set aside: it is sent again with whatever changes beside it."""
    last = KeptText.objects.filter(target=row.pk, field=field, typed_by=by.account).order_by("number").last()
    return last is not None and not last.stands and last.text == words


@transaction.atomic
def name_therapists(
    *, planned: PlannedService, therapists: Iterable[StaffMember], by: Viewer, at: datetime
) -> None:
    """Says who may give a service, in the place of whoever was named before; whoever calls, checks and audits."""
    planned.named_therapists.all().delete()
    PlannedTherapist.objects.bulk_create(
        [
            PlannedTherapist(organisation=planned.organisation, planned=planned, staff=each)
            for each in therapists
        ]
    )


def _faults(row: Written) -> tuple[Fault, ...]:
    """What does not fit together in a goal or a service as it stands now."""
    if isinstance(row, Goal):
        return tuple(check_goal_makes_sense(row))
    if isinstance(row, PlannedService):
        services, goals = row.version.planned_services.all(), row.version.goals.all()
        return tuple(faults_of(row, list(row.therapists.all()), services, goals))
    return ()
