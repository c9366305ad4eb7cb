"""Pieces side by side, with the signs of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.utils.translation import override

from alongside.wording.joins import clauses, headed, items, sentences, stopped


@pytest.mark.parametrize(
    ("join", "english", "chinese"),
    [(clauses, "a, b, c", "a，b，c"), (items, "a; b; c", "a；b；c"), (sentences, "a b c", "abc")],
)
def test_pieces_are_joined_as_the_language_writes(
    join: Callable[[Iterable[str]], str], english: str, chinese: str
) -> None:
    parts = ["a", "", "b", "c"]
    assert join(parts) == english
    with override("zh-hans"):
        assert join(parts) == chinese
    assert (join([]), join(["", "a"])) == ("", "a")


def test_a_head_and_a_full_stop_are_those_of_the_language() -> None:
    assert (headed("Play", "once"), stopped("once")) == ("Play: once", "once.")
    with override("zh-hans"):
        assert (headed("游戏", "一次"), stopped("一次")) == ("游戏：一次", "一次。")


def test_braces_in_what_is_joined_stay_as_they_are() -> None:
    assert clauses(["{first}", "{next} {0}"]) == "{first}, {next} {0}"
