"""How words are compared, in whatever language they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.wording.plain import bare, plain


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("  Été, à l’ÉCOLE! ", "ete a l ecole"),
        ("Straße", "strasse"),
        ("吃晚饭 now", "吃 晚 饭 now"),
        ("கழுவு", "கழுவு"),
        ("…", ""),
    ],
)
def test_case_accents_and_signs_do_not_count(text: str, compared: str) -> None:
    assert plain(text) == compared


@given(some.text())
def test_what_is_compared_once_is_compared_again_unchanged(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("text", "compared"),
    [("密码 (Password)", "密码 password"), ("ΤΆΞΗΣ", "ταξησ"), ("τάξης", "ταξησ"), ("Ｎａｍｅ", "name")],
)
def test_a_heading_is_compared_as_a_whole(text: str, compared: str) -> None:
    assert bare(text) == compared


@given(some.text())
def test_only_chinese_tells_the_two_apart(text: str) -> None:
    assert plain(text) == plain(bare(text))
    assert plain(text).replace(" ", "") == bare(text).replace(" ", "")
