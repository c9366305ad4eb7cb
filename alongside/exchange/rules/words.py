"""Texts as they fit a column, and dates and names as people read them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

from alongside.formats.names import in_words

__all__ = ["day", "fit", "full_name", "in_words"]

_LONGEST = {
    "name": 120, "classroom": 80, "guardian": 160, "email": 254, "year_group": 40, "title": 120, "key": 255, "day": 40,
}  # fmt: skip


def full_name(given: str, family: str) -> str:
    """Both names, or the one there is."""
    return f"{given} {family}".strip()


def fit(text: str, what: str) -> str:
    """A text no longer than its column."""
    return text[: _LONGEST[what]].rstrip()


def day(on: date) -> str:
    """A date as people read it."""
    return _day(on, get_language())


@lru_cache(maxsize=1024)
def _day(on: date, _language: str | None) -> str:
    """Kept for each language: an import says the same dates thousands of times."""
    return date_format(on, "DATE_FORMAT")
