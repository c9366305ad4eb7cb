"""Texts as they fit a column, and dates and names as people read them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format

_LONGEST = {
    "name": 120, "classroom": 80, "guardian": 160, "email": 254, "year_group": 40, "title": 120, "key": 255, "day": 40,
}  # fmt: skip


def full_name(given: str, family: str) -> str:
    """Both names, or the one there is."""
    return f"{given} {family}".strip()


def fit(text: str, what: str) -> str:
    """A text no longer than its column."""
    return text[: _LONGEST[what]].rstrip()


@lru_cache(maxsize=1024)
def day(on: date) -> str:
    """A date as people read it."""
    return date_format(on, "DATE_FORMAT")
