"""What push-in therapy is, in six short pages for families, in their language where it has been written in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_GUIDE = Path(__file__).resolve().parent.parent / "guide"
#: The language in which the guide was written first.
FIRST = "en-gb"


@dataclass(frozen=True)
class Question:
    """A question that parents ask, with its answer."""

    ask: str
    answer: str


@dataclass(frozen=True)
class GuidePage:
    """One short page; `picture` is the name of an icon, `text` its paragraphs."""

    id: str
    title: str
    picture: str
    text: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Guide:
    """All pages in one language; `is_machine` where a machine translated them and nobody has confirmed that yet."""

    language: str
    is_machine: bool
    pages: tuple[GuidePage, ...]


@cache
def guide(language: str) -> Guide:
    """The guide in a language, or in British English where nobody has written it in that one. It is nobody's data."""
    files = {path.stem: path for path in _GUIDE.glob("*.json")}
    written_in = language if language in files else FIRST
    told = json.loads(files[written_in].read_text(encoding="utf-8"))
    pages, is_machine = (told["pages"], told["is_machine"]) if isinstance(told, dict) else (told, False)
    return Guide(
        written_in,
        is_machine,
        tuple(
            GuidePage(
                page["id"],
                page["title"],
                page["picture"],
                tuple(page["text"]),
                tuple(Question(each["ask"], each["answer"]) for each in page["questions"]),
            )
            for page in pages
        ),
    )
