"""Finds every string that is marked for translation: in Python, in templates and in the front end's sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

#: What marks a string in Python, with the places of its singular, plural and context where they are not just the first.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "_lazy": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: What marks a string in the front end; see `frontend/src/words.ts`.
FRONT_END: dict[str, tuple[int | tuple[int, str], ...] | None] = {"t": None, "tn": (1, 2)}
NOTE = "Translators:"


class Marked(NamedTuple):
    """One marked string: where, its text or (singular, plural), notes for translators, and its context."""

    path: str
    id: str | tuple[str, str]
    notes: list[str]
    context: str | None


def all_marked() -> Iterator[Marked]:
    """Every marked string of the product, file by file in the order of their paths."""
    rooms = settings.BASE_DIR / "alongside"
    frontend = settings.FRONTEND_DIR / "src"
    yield from _in_files(rooms.rglob("*.py"), _from_python)
    yield from _in_files(
        (path for path in rooms.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".svg"}),
        _from_template,
    )
    yield from _in_files(
        (
            path
            for path in frontend.rglob("*")
            if path.suffix in {".ts", ".svelte"} and not path.name.endswith(".test.ts")
        ),
        _from_script,
    )


Found = Iterator[tuple[str | tuple[str, ...], list[str], str | None]]


def _in_files(paths: Iterator[Path], read: Callable[[str, str], Found]) -> Iterator[Marked]:
    for path in sorted(paths):
        if "migrations" in path.parts:
            continue
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for text, notes, context in read(path.read_text(encoding="utf-8"), name):
            yield Marked(name, text if isinstance(text, str) else (text[0], text[1]), notes, context)


def _from_python(text: str, name: str) -> Found:
    found = extract(
        "python", BytesIO(text.encode()), KEYWORDS, [NOTE], {"encoding": "utf-8"}, strip_comment_tags=True
    )
    for _line, message, notes, context in found:
        yield message, notes, context


def _from_template(text: str, name: str) -> Found:
    """Django's own reader turns a template into something like Python; without indents it can be tokenized."""
    python = re.sub(r"^[ \t]+", "", templatize(text, origin=name), flags=re.MULTILINE)
    yield from _from_python(python, name)


def _from_script(text: str, name: str) -> Found:
    found = extract(
        "javascript",
        BytesIO(text.encode()),
        FRONT_END,
        [NOTE],
        {"encoding": "utf-8"},
        strip_comment_tags=True,
    )
    for _line, message, notes, context in found:
        yield message, notes, context
