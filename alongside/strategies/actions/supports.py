"""Every write about supports to print: made, changed, put away and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import Viewer, check_is_ours
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.rules import supports as rules
from alongside.strategies.rules.supports import Cell


@transaction.atomic
def make_support(
    *,
    child: Child,
    kind: SupportKind,
    title: str,
    language: str = "en-gb",
    cells: Sequence[Cell],
    by: Viewer,
    at: datetime,
) -> Support:
    """Keeps a new support for a child; whoever may print it finds it from then on."""
    rules.check_can_make(by, child)
    rules.check_title(title)
    rules.check_language(language)
    support = Support.objects.create(
        organisation=by.organisation,
        child=child,
        kind=kind,
        title=title.strip(),
        language=language,
        cells=rules.kept(kind, cells),
        made_by=by.account,
        made_at=at,
        changed_at=at,
    )
    audit(by, at, "support.made", support, child=str(child.pk), kind=kind.value)
    return support


@transaction.atomic
def change_support(
    *, support: Support, title: str, language: str, cells: Sequence[Cell], by: Viewer, at: datetime
) -> Support:
    """Writes a support anew; the next print has the new pictures and words."""
    rules.check_can_change(by, support)
    rules.check_title(title)
    rules.check_language(language)
    after = rules.kept(SupportKind(support.kind), cells)
    if (title.strip(), language, after) == (support.title, support.language, support.cells):
        return support
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
