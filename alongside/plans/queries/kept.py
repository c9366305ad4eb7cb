"""Who wrote what stands in a field."""

from __future__ import annotations

from uuid import UUID

from alongside.people.rules import Viewer
from alongside.plans.models import KeptText


def last_writer(viewer: Viewer, target: UUID, field: str) -> str:
    """The name of whoever saved what stands in a field; empty where nobody wrote it down."""
    kept = KeptText.objects.filter(organisation=viewer.organisation, target=target, field=field, stands=True)
    last = kept.select_related("typed_by").order_by("number").last()
    return last.typed_by.name if last else ""
