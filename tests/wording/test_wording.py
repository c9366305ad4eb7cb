"""The pure rooms speak English by themselves, and the reader's language in the house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from alongside import wording
from alongside.config.voice import HouseVoice


@pytest.fixture
def nobody_listening() -> Iterator[None]:
    wording.speak_through(wording.English())
    yield
    wording.speak_through(HouseVoice())


@pytest.mark.usefixtures("nobody_listening")
def test_without_a_reader_it_is_english() -> None:
    assert wording.gettext("Draft {letter}") == "Draft {letter}"
    assert wording.ngettext("{n} visit", "{n} visits", 1) == "{n} visit"
    assert wording.ngettext("{n} visit", "{n} visits", 2) == "{n} visits"
    assert wording.pgettext("on the phone", "Home") == "Home"
    assert wording.number(1234.56, 1) == "1,234.6"
    assert wording.day(date(2026, 9, 7)) == "2026-09-07"


def test_in_the_house_it_is_the_language_of_the_reader() -> None:
    with translation.override("es"):
        assert wording.gettext("Today") == translation.gettext("Today") != "Today"
        assert wording.number(1.5, 1) == "1,5"
        assert "septiembre" in wording.day(date(2026, 9, 7))
    with translation.override("en-gb"):
        assert wording.gettext("Today") == "Today"
        assert wording.number(12345.6, 1) == "12,345.6"
        assert wording.number(1.96, 1) == "2.0"
        assert wording.day(date(2026, 9, 7)) == "7 September 2026"


def test_what_is_marked_for_later_stays_as_it_is() -> None:
    with translation.override("es"):
        assert wording.gettext_noop("Today") == "Today"


@pytest.mark.usefixtures("nobody_listening")
def test_names_are_listed_as_one_says_them() -> None:
    assert wording.listed(["Ann"]) == "Ann"
    assert wording.listed(["Ann", "Ben"]) == "Ann and Ben"
    assert wording.listed(["Ann", "Ben", "Cem"]) == "Ann, Ben and Cem"
    with pytest.raises(ValueError, match="not enough values"):
        wording.listed([])
