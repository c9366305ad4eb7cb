"""Writing down a contact with the adults around a child, and taking it back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from alongside.capture.choices import Partner
from alongside.capture.models import Consultation
from alongside.capture.queries import consultations as known
from alongside.capture.rules import consultations as rules
from alongside.capture.rules.makers import check_may_record
from alongside.people.actions import audit
from alongside.people.models import Child, Organisation
from alongside.people.rules import Viewer, check_is_ours


@transaction.atomic
def record_consultation(
    *,
    id: UUID,
    child: Child,
    service: UUID,
    on: date,
    minutes: int,
    partner: Partner,
    words: str,
    starts: int | None = None,
    staff: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Consultation:
    """Keeps one contact about a child under the form's own id; sent again, it is returned and not kept twice.

    `service` is the lineage of a planned service, `on` a day on which the plan has it. A therapist or assistant of the
    child's team on that day held it herself; a coordinator names in `staff` who did. Refuses what is to come, and what
    a held visit of that day counts already.
    """
    check_is_ours(by, child)
    Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    kept = known.kept_under(id)
    if kept is not None:
        rules.check_is_theirs(kept.said_by_id == by.account.pk and kept.organisation_id == by.organisation.pk)
        rules.check_still_stands(kept.taken_back_at)
        return kept
    check_may_record(known.who_says(by, child), child.pk, on)
    rules.check_is_not_to_come(by, on, starts, at)
    rules.check_length(starts, minutes)
    rules.check_says_with_whom(partner)
    rules.check_says_what(words)
    planned = rules.service_on(known.versions_of(by, child, service), on)
    rules.check_is_not_counted(known.is_held_on(planned, on))
    team = set(known.team_on(by, child, on).values_list("pk", flat=True))
    own = team & by.staff_ids
    holder = rules.held_by(staff or min(own, default=None), team if by.is_coordinator else own)
    consultation = Consultation.objects.create(
        id=id,
        organisation=by.organisation,
        child=child,
        planned=planned,
        staff_id=holder,
        on=on,
        starts=starts,
        minutes=minutes,
        partner=partner,
        words=words.strip(),
        said_by=by.account,
        said_at=at,
    )
    audit(
        by, at, "consultation.recorded", consultation, child=str(child.pk), on=on.isoformat(), minutes=minutes
    )
    return consultation


@transaction.atomic
def take_back_consultation(*, consultation: Consultation, by: Viewer, at: datetime) -> None:
    """Takes a contact back, by whoever wrote it down or was in the child's team that day; it stays in the record."""
    check_is_ours(by, consultation)
    row = Consultation.objects.select_for_update().select_related("child").get(pk=consultation.pk)
    if row.said_by_id != by.account.pk:
        check_may_record(known.who_says(by, row.child), row.child_id, row.on)
    rules.check_still_stands(row.taken_back_at)
    row.taken_back_at = at
    row.save(update_fields=["taken_back_at"])
    audit(by, at, "consultation.taken_back", row, child=str(row.child_id))
