"""Which way a text runs, and that it keeps it whatever stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.pdf.direction import (
    has_rtl,
    is_rtl,
    is_rtl_language,
    isolated,
    keeping_ways,
    standing_apart,
)

ARABIC, HEBREW = "محمد", "נועם"


@pytest.mark.parametrize("text", [ARABIC, HEBREW, f"“{HEBREW}”", f"2 {ARABIC}, Kofi"])
def test_a_text_runs_as_its_first_letter_does(text: str) -> None:
    assert is_rtl(text)
    assert not is_rtl(f"Kofi, {text}")


@pytest.mark.parametrize("text", ["", "8:30", "Kofi", "ਗੁਰਪ੍ਰੀਤ", "ก้อง", "美玲"])
def test_any_other_text_runs_from_left_to_right(text: str) -> None:
    assert not is_rtl(text)
    assert not has_rtl(text)


def test_a_name_that_stands_apart_does_not_turn_its_sentence_round() -> None:
    assert is_rtl(f"{ARABIC}, my teacher")
    assert not is_rtl(f"{standing_apart(ARABIC)}, my teacher")
    assert standing_apart("Carla") == "Carla"
    assert is_rtl(f"{isolated('Carla')} {HEBREW}")


@pytest.mark.parametrize(
    ("tag", "right"), [("ar", True), ("he-IL", True), ("en-GB", False), ("pa", False), ("zh-Hans", False)]
)
def test_a_sheet_runs_as_its_language_does(tag: str, right: bool) -> None:
    assert is_rtl_language(tag) is right


def test_texts_are_isolated_as_soon_as_one_runs_from_right_to_left() -> None:
    data = {
        "language": "en",
        "layout": "cards",
        "places": [{"svg": f"<svg>{ARABIC}</svg>", "words": HEBREW, "time": "8:30", "row": 2}],
        "name": "Kofi",
    }
    kept = keeping_ways(data)
    assert kept["name"] == isolated("Kofi")
    assert kept["places"] == [{**data["places"][0], "words": isolated(HEBREW)}]  # type: ignore[dict-item]
    assert (kept["language"], kept["layout"]) == ("en", "cards")


@given(
    st.dictionaries(st.text(max_size=3), st.lists(st.text(alphabet="abc 12.,é美ก", max_size=5), max_size=3))
)
def test_data_without_such_a_text_stay_as_they_are(data: dict[str, list[str]]) -> None:
    assert keeping_ways(data) == data
