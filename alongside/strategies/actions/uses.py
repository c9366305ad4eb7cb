"""Every write about the days: it was used or not, it went so, and that was said by mistake."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from alongside.people.actions import audit
from alongside.people.rules import Viewer
from alongside.strategies.models import Assignment, Use
from alongside.strategies.rules import uses as rules
from alongside.strategies.rules.texts import check_length

LONGEST = 300


@transaction.atomic
def say_used(*, assignment: Assignment, on: date, was_used: bool, by: Viewer, at: datetime) -> Use:
    """Says whether something was used on a day: one word per adult and day.

    The same word again changes nothing; the other word takes the former back, which stays with the moment.
    """
    rules.check_can_say(by, assignment, on)
    # Held, so that two taps at once are said one after the other.
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    there = Use.objects.filter(assignment=assignment, on=on, said_by=by.account, taken_back_at=None).first()
    if there is not None:
        if there.was_used == was_used:
            return there
        there.taken_back_at = at
        there.save(update_fields=["taken_back_at"])
    use = Use.objects.create(
        organisation=by.organisation,
        assignment=assignment,
        on=on,
        was_used=was_used,
        said_by=by.account,
        said_at=at,
    )
    _audit(by, at, "strategy.used" if was_used else "strategy.not_used", use)
    return use


@transaction.atomic
def say_went(*, use: Use, went: str, words: str = "", by: Viewer, at: datetime) -> Use:
    """Says how it went, hard, okay or well, with a few words where somebody has them; the last tap counts."""
    rules.check_is_own(by, use)
    rules.check_went(use, went)
    check_length(words, LONGEST)
    use.went, use.words = went, words.strip() or use.words
    use.save(update_fields=["went", "words"])
    _audit(by, at, "strategy.went", use)
    return use


@transaction.atomic
def take_back(*, use: Use, by: Viewer, at: datetime) -> Use:
    """Takes one's own word of a day back; it stays with the moment, and the day is open again."""
    rules.check_is_own(by, use)
    use.taken_back_at = at
    use.save(update_fields=["taken_back_at"])
    _audit(by, at, "strategy.taken_back", use)
    return use


def _audit(by: Viewer, at: datetime, action: str, use: Use) -> None:
    given = use.assignment
    whom = {"child": given.child_id, "classroom": given.classroom_id}
    said = {name: str(pk) for name, pk in whom.items() if pk}
    audit(by, at, action, use, **said, who=given.who, on=use.on.isoformat())
