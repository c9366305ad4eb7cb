"""How long what somebody writes may be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.people.rules import NotNow


def check_length(text: str, most: int) -> None:
    """Refuses a text that is longer than `most` letters; nothing of it is cut off or lost in silence."""
    if len(text.strip()) > most:
        raise NotNow(_("That is longer than {most} letters. Write it shorter.").format(most=most))
