"""A page may be read from right to left: its classes say start and end, never left and right."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT

#: A class of Tailwind that names a side of the screen where it means a side of the line.
SIDED = re.compile(
    r"(?<![\w-])-?(?:(?:scroll-)?[mp][lr]-(?=[\w\[.])|text-(?:left|right)\b(?!-)|(?:left|right)-(?=\d|px|auto|full|\[)"
    r"|rounded-(?:[lr]|[tb][lr])(?=[-\s\"'`]|$)|border-[lr](?=[-\s\"'`]|$)|float-(?:left|right)\b)"
)


def sided(text: str) -> list[str]:
    """The classes that would stay on their side where the line turns about, each with its line."""
    return [f"{text.count(chr(10), 0, found.start()) + 1}: {found[0]}" for found in SIDED.finditer(text)]


def test_no_class_names_a_side_of_the_screen() -> None:
    files = [
        path
        for folder in ("alongside/portals", "frontend/src")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".html", ".svelte", ".py"}
    ]
    assert files
    assert [f"{path.relative_to(ROOT)}:{each}" for path in files for each in sided(path.read_text())] == []


@pytest.mark.parametrize(
    "text", ['class="ml-auto"', 'class="md:pr-4"', 'class="text-left"', 'class="-ml-2"', 'class="lg:right-0"']
)
def test_a_class_that_names_a_side_is_caught(text: str) -> None:
    assert len(sided(text)) == 1


@pytest.mark.parametrize(
    "text", ['class="ms-auto text-start"', '{% icon "arrow-left-right" %}', "x.left - 1", "html-4"]
)
def test_a_class_that_follows_the_line_is_let_be(text: str) -> None:
    assert sided(text) == []
