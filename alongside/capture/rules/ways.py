"""When a ladder of help and a rule for making up make sense."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.people.rules import NotNow

#: Fewer say nothing about help; more cannot be told apart, nor tapped, in a noisy classroom.
LEAST_RUNGS, MOST_RUNGS = 2, 8
#: What a button still holds on a phone.
LONGEST_RUNG = 24
#: School days; a year has about two hundred.
MOST_WITHIN = 200


def check_ladder(words: Sequence[str]) -> None:
    """Refuses a ladder that is too short or too long, or on which two rungs have one word."""
    if not LEAST_RUNGS <= len(words) <= MOST_RUNGS:
        raise NotNow(
            _("A ladder has {least} to {most} steps, from no help to most. Write so many.").format(
                least=LEAST_RUNGS, most=MOST_RUNGS
            )
        )
    if long := next((word for word in words if len(word) > LONGEST_RUNG), None):
        raise NotNow(
            _(
                "“{word}” is longer than {most} letters and does not fit a button. Write a shorter word."
            ).format(word=long, most=LONGEST_RUNG)
        )
    if len({word.casefold() for word in words}) < len(words):
        raise NotNow(_("Two steps of the ladder have the same word. Give each its own."))


def check_within(days: int) -> None:
    if not 1 <= days <= MOST_WITHIN:
        raise NotNow(
            _("Missed sessions are made up within 1 to {most} school days. Write such a number.").format(
                most=MOST_WITHIN
            )
        )
