"""How an audit event is sealed, and what a reversible change to rows is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from alongside.trust.models import AuditEvent


def digest_of(event: AuditEvent) -> str:
    """SHA-256 over everything the event says and the digest of the event before it, in hexadecimal."""
    content = [
        str(event.organisation_id),
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.actor_id) if event.actor_id else None,
        event.action,
        event.subject_type,
        event.subject_id,
        event.detail,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One row before and after, as plain JSON values by column name; None where there is (or was) no row."""

    model: str
    id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def reversed(self) -> Change:
        return Change(self.model, self.id, self.after, self.before)


@dataclass(frozen=True)
class Kept:
    """A row that was left as it is, and why."""

    change: Change
    reason: str
