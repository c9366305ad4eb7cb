"""Saying how an organisation records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from alongside.capture.choices import Reason
from alongside.capture.models import Ways
from alongside.capture.rules.ways import check_ladder, check_within
from alongside.people.actions import audit
from alongside.people.rules import Viewer, check_can_run_programme


@transaction.atomic
def set_ladder(*, words: Sequence[str], by: Viewer, at: datetime) -> None:
    """Names the ladder of help from none to most; no words mean the usual one again.

    What was recorded keeps the word that it was recorded with.
    """
    check_can_run_programme(by)
    said = [" ".join(word.split()) for word in words if word.strip()]
    if said:
        check_ladder(said)
    ways = _ways_of(by)
    ways.ladder = said
    ways.save(update_fields=["ladder"])
    audit(by, at, "ways.ladder_set", ways, rungs=len(said))


@transaction.atomic
def set_make_up(*, made_up: Mapping[Reason, bool], within: int, by: Viewer, at: datetime) -> None:
    """Says by reason whether a missed session is owed again, and within how many school days.

    A reason that is not named stays as is usual.
    """
    check_can_run_programme(by)
    check_within(within)
    ways = _ways_of(by)
    ways.made_up = {Reason(reason).value: bool(is_owed) for reason, is_owed in made_up.items()}
    ways.make_up_within = within
    ways.save(update_fields=["made_up", "make_up_within"])
    audit(by, at, "ways.make_up_set", ways, within=within)


def _ways_of(by: Viewer) -> Ways:
    ways, _is_new = Ways.objects.select_for_update().get_or_create(organisation=by.organisation)
    return ways
