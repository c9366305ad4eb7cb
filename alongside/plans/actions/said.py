"""Writing down what a child says of itself."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer
from alongside.plans.models import ChildSaid
from alongside.plans.rules import said as rules


@transaction.atomic
def write_down_said(
    *,
    child: Child,
    about: str,
    words: str,
    on: date | None = None,
    form: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> ChildSaid:
    """Keeps what a child said, word for word, with the day (that of writing, where none is said) and who wrote it.

    `form` is the id that the page made: sent twice it is one thing said, which is returned. Where the second says
    something else, or the first was taken back, it is refused.
    """
    on = on or by.on
    rules.check_can_write_down(by, child, about, words, on)
    # Held, so that of two presses at once the second finds what the first has written down.
    Child.objects.select_for_update().get(pk=child.pk)
    pk = uuid5(form, str(by.account.pk)) if form else uuid4()
    known = ChildSaid.objects.filter(pk=pk).first()
    if known is not None:
        if (known.child_id, known.about, known.words, known.on, known.taken_back_at) != (
            child.pk,
            about,
            words.strip(),
            on,
            None,
        ):
            raise NotNow(
                _("This page has written something down already. Load it again, then write the next.")
            )
        return known
    said = ChildSaid.objects.create(
        pk=pk,
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
