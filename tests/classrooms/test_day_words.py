"""The days of the cycle in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from alongside.classrooms.rules import day_in_words


@pytest.mark.parametrize("day", ["Mon", "Wednesday", "Mon A", "Sun", "Day 3", "Groene dag", ""])
def test_day_in_english_is_as_the_cycle_has_it(day: str) -> None:
    assert day_in_words(day) == day


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        ("Mon", "es", "lun"),
        ("Mon B", "es", "lun B"),
        ("Monday", "es", "lunes"),
        ("Mon", "zh-hans", "周一"),
        ("Sunday", "zh-hans", "星期日"),
        ("Day 3", "es", "Day 3"),
    ],
)
def test_weekday_is_said_in_the_readers_language(day: str, language: str, said: str) -> None:
    with override(language):
        assert day_in_words(day) == said


@pytest.mark.parametrize(
    ("day", "said"), [("Mon", "Monday"), ("Mon B", "Monday B"), ("Monday", "Monday"), ("Day 3", "Day 3")]
)
def test_weekday_is_said_in_full_where_it_is_asked_for(day: str, said: str) -> None:
    assert day_in_words(day, in_full=True) == said
