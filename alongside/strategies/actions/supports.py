"""Every write about supports to print: made, changed, put away and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries.writers import check_unchanged
from alongside.strategies.rules import supports as rules
from alongside.strategies.rules.supports import Cell
from alongside.strategies.rules.texts import seen_of


@transaction.atomic
def make_support(
    *,
    child: Child,
    kind: SupportKind,
    title: str,
    language: str = "en-gb",
    cells: Sequence[Cell],
    form: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Support:
    """Keeps a new support for a child; whoever may print it finds it from then on.

    `form` is the id that the page made: sent twice it is one support, which is returned. Where the second says
    something else it is refused.
    """
    rules.check_can_make(by, child)
    rules.check_title(title)
    rules.check_language(language)
    after = rules.kept(kind, cells)
    # Held, so that of two presses at once the second finds what the first has kept.
    Child.objects.select_for_update().get(pk=child.pk)
    pk = uuid5(form, str(by.account.pk)) if form else uuid4()
    known = Support.objects.filter(pk=pk).first()
    if known is not None:
        if (known.child_id, known.title, known.language, known.cells) != (
            child.pk,
            title.strip(),
            language,
            after,
        ):
            raise NotNow(
                _("This page has kept a support already. Open that one to change it, or start a new one.")
            )
        return known
    support = Support.objects.create(
        pk=pk,
        organisation=by.organisation,
        child=child,
        kind=kind,
        title=title.strip(),
        language=language,
        cells=after,
        made_by=by.account,
        made_at=at,
        changed_at=at,
    )
    audit(by, at, "support.made", support, child=str(child.pk), kind=kind.value)
    return support


@transaction.atomic
def change_support(
    *,
    support: Support,
    title: str,
    language: str,
    cells: Sequence[Cell],
    seen: int | None = None,
    by: Viewer,
    at: datetime,
) -> Support:
    """Writes a support anew; the next print has the new pictures and words.

    `seen` is the fingerprint (`seen_of`) of what the page showed, None without a page. Where somebody has changed it
    since, `ChangedMeanwhile` is raised.
    """
    rules.check_can_change(by, support)
    support.refresh_from_db(from_queryset=Support.objects.select_for_update())
    rules.check_can_change(by, support)
    rules.check_title(title)
    rules.check_language(language)
    after = rules.kept(SupportKind(support.kind), cells)
    if (title.strip(), language, after) == (support.title, support.language, support.cells):
        return support
    check_unchanged(by, seen, seen_of(support), support)
    support.title, support.language, support.cells, support.changed_at = title.strip(), language, after, at
    support.save(update_fields=["title", "language", "cells", "changed_at"])
    audit(by, at, "support.changed", support, child=str(support.child_id))
    return support


@transaction.atomic
def put_support_away(*, support: Support, by: Viewer, at: datetime) -> Support:
    """Puts a support away: nobody prints it any more, and it can be taken out again."""
    rules.check_can_change(by, support)
    support.put_away_at = at
    support.save(update_fields=["put_away_at"])
    audit(by, at, "support.put_away", support, child=str(support.child_id))
    return support


@transaction.atomic
def take_support_out(*, support: Support, by: Viewer, at: datetime) -> Support:
    """Takes a support out again that had been put away."""
    check_is_ours(by, support)
    rules.check_can_make(by, support.child)
    if support.put_away_at is not None:
        support.put_away_at = None
        support.save(update_fields=["put_away_at"])
        audit(by, at, "support.taken_out", support, child=str(support.child_id))
    return support
