"""How long what somebody writes may be, and what happens where two people change the same."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from alongside.people.rules import NotNow
from alongside.plans.rules.texts import fingerprint
from alongside.strategies.models import Assignment, OwnStrategy, Support, Wording


class ChangedMeanwhile(NotNow):
    """Somebody has changed this since the page was opened; theirs stands, and the page keeps what was typed.

    Doing it again with `seen=number` puts one's own (or both together) in its place. `by` is empty where nobody knows.
    """

    def __init__(self, by: str, number: int) -> None:
        super().__init__(
            _(
                "{name} has changed this meanwhile. Nothing is lost: compare both, then keep what is right once more."
            ).format(name=by or _("Somebody"))
        )
        self.by = by
        self.number = number


def seen_of(row: Assignment | OwnStrategy | Support) -> int:
    """The fingerprint of what a page shows of a row, which it hands back as `seen`."""
    if isinstance(row, Assignment):
        return _number(row.do, row.why, row.steps)
    if isinstance(row, OwnStrategy):
        return _number(row.discipline, row.text)
    return _number(row.title, row.language, row.cells)


def seen_with(assignment: Assignment, wording: Wording | None) -> int:
    """The fingerprint of words beside those in another language, of which there may be none yet."""
    there = (wording.do, wording.why, wording.steps) if wording else ()
    return _number(assignment.do, assignment.why, assignment.steps, *there)


def _number(*said: object) -> int:
    return fingerprint(json.dumps(said, sort_keys=True))


def check_length(text: str, most: int) -> None:
    """Refuses a text that is longer than `most` letters; nothing of it is cut off or lost in silence."""
    if len(text.strip()) > most:
        raise NotNow(_("That is longer than {most} letters. Write it shorter.").format(most=most))
