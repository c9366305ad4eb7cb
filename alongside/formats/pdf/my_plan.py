"""A child's own page on paper: what it said, its goals in its words, who helps; in big letters with pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from alongside.formats.pdf.direction import is_rtl
from alongside.formats.pdf.typeset import typeset
from alongside.formats.pdf.week import PAPERS, Paper

_TEMPLATE = Path(__file__).with_name("my_plan.typ")


@dataclass(frozen=True)
class Drawn:
    """Words beside a picture as SVG text (empty: none), and what it shows for those who do not see it."""

    svg: str
    shows: str
    words: str


@dataclass(frozen=True)
class Told:
    """A part of the page: its heading, and what stands beneath it, each with or without a picture."""

    heading: Drawn
    lines: tuple[Drawn, ...]


@dataclass(frozen=True)
class MyPlanSheet:
    """The page: `head` is who the child is, `own_words` its words in the plan (empty: none).

    `boxes` stand beside each other in pairs; `parts` over the whole width, one below the other, their lines in pairs.
    `letters_missing` stands at the foot where no face has a letter of it.
    """

    title: str
    head: Drawn
    own_words: str
    boxes: tuple[Told, ...]
    parts: tuple[Told, ...]
    credit: str
    letters_missing: str
    language: str = "en"


def my_plan_pdf(sheet: MyPlanSheet, *, paper: Paper, font_paths: Sequence[Path]) -> bytes:
    """The page as a tagged PDF (PDF/UA-1), upright; raises `FacesMissing` where `font_paths` hold no faces.

    It runs in the direction of its language. What somebody said runs in the direction of its own first letter.
    """
    height, width = PAPERS[paper]
    language, _, region = sheet.language.partition("-")
    data = _with_directions(asdict(sheet)) | {
        "language": language,
        "region": region.upper() if len(region) == 2 else None,
        "paper": {"width": width, "height": height},
        "letters_missing_words": sheet.letters_missing,
        "own_words_rtl": is_rtl(sheet.own_words),
    }
    return typeset(_TEMPLATE, data, font_paths=font_paths)


def _with_directions(told: Any) -> Any:
    """The same data, in which each text beside a picture also says whether it runs from right to left."""
    if isinstance(told, dict):
        more = {"rtl": is_rtl(told["words"])} if "words" in told else {}
        return {name: _with_directions(value) for name, value in told.items()} | more
    return [_with_directions(each) for each in told] if isinstance(told, (list, tuple)) else told
