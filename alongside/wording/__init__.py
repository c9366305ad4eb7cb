"""How the pure rooms speak: in English, until the house lends them the voice of its reader.

The engine, the statistics and the readers of files know neither a reader nor a framework, and yet they say why a visit
cannot be there or what is odd about a row. They mark such a sentence as every other room does, and where they say it,
``gettext("{who} is not there.").format(who=name)``: at import no reader is known yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

__all__ = [
    "Voice",
    "day",
    "gettext",
    "gettext_noop",
    "listed",
    "ngettext",
    "number",
    "pgettext",
    "speak_through",
]


class Voice(Protocol):
    """What says things in a reader's language: texts as in the standard library's `gettext`, numbers and days."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, singular: str, plural: str, n: int) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...

    def number(self, value: float, places: int) -> str: ...

    def day(self, on: date) -> str: ...


class English:
    """The language in which the texts are written."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural

    def pgettext(self, context: str, message: str) -> str:
        return message

    def number(self, value: float, places: int) -> str:
        return f"{value:,.{places}f}"

    def day(self, on: date) -> str:
        return on.isoformat()


_voice: Voice = English()


def speak_through(voice: Voice) -> None:
    """From now on everything is said through this voice; it is asked at each sentence, so its reader may change."""
    global _voice
    _voice = voice


def gettext(message: str) -> str:
    """The text in the reader's language."""
    return _voice.gettext(message)


def gettext_noop(message: str) -> str:
    """The text as it is, marked for translation: for what is kept at import and said later by `gettext`."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for n things in the reader's language."""
    return _voice.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The text in the reader's language, where the same English words mean several things."""
    return _voice.pgettext(context, message)


def number(value: float, places: int = 0) -> str:
    """A number as the reader's language writes it, rounded to so many places: 1,234.5 or 1.234,5."""
    return _voice.number(value, places)


def day(on: date) -> str:
    """A day as the reader's language writes it; ISO 8601 where no reader is known."""
    return _voice.day(on)


def listed(names: Iterable[str]) -> str:
    """ "Ann, Ben and Cem"; raises `ValueError` where there is nobody to name."""
    first, *rest = names
    for place, name in enumerate(rest, start=1):
        pattern = gettext("{some} and {last}") if place == len(rest) else gettext("{some}, {last}")
        first = pattern.format(some=first, last=name)
    return first
