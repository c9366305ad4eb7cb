"""Every write about an organisation's own strategies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.strategies.models import OwnStrategy
from alongside.strategies.queries.writers import check_unchanged
from alongside.strategies.rules.library import check_can_write_own, own_text
from alongside.strategies.rules.texts import seen_of


@transaction.atomic
def write_own(*, discipline: str, text: Mapping[str, Any], by: Viewer, at: datetime) -> OwnStrategy:
    """Adds a strategy of the organisation's own to its library; `text` has the fields that `own_text` reads."""
    check_can_write_own(by)
    own = OwnStrategy.objects.create(
        organisation=by.organisation,
        discipline=_discipline(discipline),
        text=own_text(text),
        written_by=by.account,
        written_at=at,
    )
    audit(by, at, "own_strategy.written", own)
    return own


@transaction.atomic
def change_own(
    *,
    own: OwnStrategy,
    discipline: str,
    text: Mapping[str, Any],
    seen: int | None = None,
    by: Viewer,
    at: datetime,
) -> OwnStrategy:
    """Writes an own strategy anew; what was given with it keeps its words, since they were given so.

    `seen` is the fingerprint (`seen_of`) of what the page showed, None without a page. Where somebody has changed it
    since, `ChangedMeanwhile` is raised.
    """
    _check_is_theirs(by, own)
    own.refresh_from_db(from_queryset=OwnStrategy.objects.select_for_update())
    said = (_discipline(discipline), own_text(text))
    if said == (own.discipline, own.text):
        return own
    check_unchanged(by, seen, seen_of(own), own)
    own.discipline, own.text = said
    own.save(update_fields=["discipline", "text"])
    audit(by, at, "own_strategy.changed", own)
    return own


@transaction.atomic
def put_away_own(*, own: OwnStrategy, put_away: bool = True, by: Viewer, at: datetime) -> OwnStrategy:
    """Takes an own strategy out of the library, or back into it; who was given it goes on with it."""
    _check_is_theirs(by, own)
    if put_away == (own.put_away_at is not None):
        return own
    own.put_away_at = at if put_away else None
    own.save(update_fields=["put_away_at"])
    audit(by, at, "own_strategy.put_away" if put_away else "own_strategy.taken_out", own)
    return own


def _check_is_theirs(by: Viewer, own: OwnStrategy) -> None:
    """Refuses to change a strategy that somebody else wrote, but for those who run the programme."""
    check_is_ours(by, own)
    check_can_write_own(by)
    if not by.is_coordinator and own.written_by_id != by.account.pk:
        raise NotAllowed(_("Only who wrote this, or a coordinator, changes it. Write your own beside it."))


def _discipline(discipline: str) -> str:
    if discipline not in Discipline.values:
        raise NotNow(_("Choose to which family of service it belongs."))
    return discipline
