"""The paper sheet of a day: each visit with its children and goals, and boxes for what the tablet would ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from alongside.formats.pdf.typeset import typeset
from alongside.formats.pdf.week import PAPERS, Mark, Paper

_TEMPLATE = Path(__file__).with_name("sheet.typ")

Boxes = Literal["small", "wide", "one"]


@dataclass(frozen=True)
class GoalLine:
    """One goal of a child: what it is, the hint beneath, the signs to write, and how many boxes of which kind."""

    title: str
    hint: str
    signs: str
    boxes: Boxes
    count: int


@dataclass(frozen=True)
class ChildLines:
    """A child with its goals of this visit."""

    name: str
    goals: tuple[GoalLine, ...]


@dataclass(frozen=True)
class VisitSheet:
    """A visit: its time, where, with whom, and the words to tick about how it ended."""

    time: str
    title: str
    about: str
    mark: Mark
    children: tuple[ChildLines, ...]


@dataclass(frozen=True)
class DaySheet:
    """A whole day. `ladder` are the words of help from none to most; `words` those that the sheet itself says."""

    title: str
    subtitle: str
    printed: str
    visits: tuple[VisitSheet, ...]
    ladder: tuple[str, ...]
    ladder_title: str
    not_yet: str
    ends: tuple[str, ...]
    there: str
    away: str
    note: str
    language: str


def sheet_pdf(sheet: DaySheet, *, paper: Paper, font_paths: Sequence[Path]) -> bytes:
    """The sheet as a tagged PDF (PDF/UA-1), upright; raises `FacesMissing` where `font_paths` hold no faces."""
    height, width = PAPERS[paper]
    language, _, region = sheet.language.partition("-")
    data = asdict(sheet) | {
        "language": language,
        "region": region if len(region) == 2 else None,
        "paper": {"width": width, "height": height},
    }
    return typeset(_TEMPLATE, data, font_paths=font_paths)
