"""Writing down what a child says of itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.models import ChildSaid
from alongside.plans.rules import said as rules


@transaction.atomic
def write_down_said(
    *, child: Child, about: str, words: str, on: date | None = None, by: Viewer, at: datetime
) -> ChildSaid:
    """Keeps what a child said, word for word, with the day (that of writing, where none is said) and who wrote it."""
    on = on or by.on
    rules.check_can_write_down(by, child, about, words, on)
    said = ChildSaid.objects.create(
        organisation=by.organisation,
        child=child,
        about=about,
        words=words.strip(),
        on=on,
        written_by=by.account,
        written_at=at,
    )
    audit(by, at, "said.written_down", said, child=str(child.pk))
    return said


@transaction.atomic
def take_back_said(*, said: ChildSaid, by: Viewer, at: datetime) -> ChildSaid:
    """Takes back what was written down wrongly, or what the child does not want to stand there."""
    rules.check_can_take_back(by, said)
    said.taken_back_at = at
    said.save(update_fields=["taken_back_at"])
    audit(by, at, "said.taken_back", said, child=str(said.child_id))
    return said
