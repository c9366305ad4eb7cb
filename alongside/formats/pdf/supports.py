"""Supports on paper: a schedule, a first–then board, a choice board, cards to cut and a story, in exact sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from alongside.formats.pdf.typeset import typeset
from alongside.formats.pdf.week import PAPERS, Paper

_TEMPLATE = Path(__file__).with_name("supports.typ")

Layout = Literal["schedule", "first_then", "choices", "cards", "story"]
#: The layouts that lie on their side.
_LYING = frozenset({"first_then", "choices"})


@dataclass(frozen=True)
class Place:
    """One picture as SVG text (empty: none), what it shows for those who do not see it, its words and its time."""

    svg: str
    shows: str
    words: str
    time: str = ""


@dataclass(frozen=True)
class SupportSheet:
    """A support. `labels` are the words above the two places of a first–then board; `credit` names the pictures.

    Schedule rows are 27 mm high, cards 90 by 60 mm, a story has two pages to a sheet, each half of it.
    """

    layout: Layout
    title: str
    name: str
    places: tuple[Place, ...]
    credit: str
    language: str
    labels: tuple[str, ...] = ()


def support_pdf(sheet: SupportSheet, *, paper: Paper, font_paths: Sequence[Path]) -> bytes:
    """The support as a tagged PDF (PDF/UA-1); raises `FacesMissing` where `font_paths` hold no faces."""
    long, short = PAPERS[paper]
    language, _, region = sheet.language.partition("-")
    width, height = (long, short) if sheet.layout in _LYING else (short, long)
    data = asdict(sheet) | {
        "language": language,
        "region": region.upper() if len(region) == 2 else None,
        "paper": {"width": width, "height": height},
    }
    return typeset(_TEMPLATE, data, font_paths=font_paths)
