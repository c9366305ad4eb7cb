"""What a family says of a day at home in one tap: it was done, and so it went; or it was not tried yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from alongside.people.rules import Viewer
from alongside.strategies.actions.uses import say_used, say_went
from alongside.strategies.models import Assignment, Use


@transaction.atomic
def say_how_it_went(*, assignment: Assignment, went: str, by: Viewer, at: datetime) -> Use:
    """Says of today that it was done and how it went (`Went`), or with an empty `went` that it was not tried yet.

    The last word of a day counts.
    """
    use = say_used(assignment=assignment, on=by.on, was_used=bool(went), by=by, at=at)
    return say_went(use=use, went=went, by=by, at=at) if went else use
