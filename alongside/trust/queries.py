"""Reading the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from alongside.trust import rules
from alongside.trust.models import AuditChain, AuditEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet


def events_about(viewer_organisation: UUID, *, subject_type: str, subject_id: str) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first."""
    return AuditEvent.objects.filter(
        organisation_id=viewer_organisation, subject_type=subject_type, subject_id=subject_id
    ).select_related("actor")


def first_broken_link(viewer_organisation: UUID) -> int | None:
    """The number of the first event that was changed, removed or added behind the chain's back; None if whole."""
    previous, number = "", 0
    for event in AuditEvent.objects.filter(organisation_id=viewer_organisation).iterator():
        number += 1
        if event.number != number or event.previous != previous or event.digest != rules.digest_of(event):
            return number
        previous = event.digest
    chain = AuditChain.objects.filter(organisation_id=viewer_organisation).first()
    length, digest = (chain.length, chain.digest) if chain else (0, "")
    if number != length:
        return min(number, length) + 1
    return None if previous == digest else number
