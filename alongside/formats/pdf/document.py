"""A printed document: a title, headed sections of paragraphs, lists and tables, and lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typst

from alongside.formats.pdf.typeset import typeset
from alongside.formats.pdf.week import PAPERS, Paper

Mark = Literal["ot", "slt", "beh"]

_TEMPLATE = Path(__file__).with_name("document.typ")
#: What the template says when the smallest letters still need a second page.
_TOO_LONG = "too long for one page"


@dataclass(frozen=True)
class Paragraph:
    """A piece of running text; line breaks in it are kept. `lead` stands before it in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """Short points, one below the other."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows beneath headings, each as long as the headings; the first cell of a row heads it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("Every row of a table needs a cell for each heading.")


@dataclass(frozen=True)
class Item:
    """One thing with its own heading, such as a goal: a mark, a title, a few lines, points beneath."""

    title: str
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True)
class SignatureLines:
    """Who has signed, as sentences, and the roles for which a line is left open."""

    signed: tuple[str, ...]
    open_for: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG text over the width of the page, what it shows for those who do not see it, and a caption."""

    svg: str
    shows: str
    caption: str = ""


Block = Paragraph | Bullets | Table | Item | SignatureLines | Picture
_KINDS = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Item: "item",
    SignatureLines: "signatures",
    Picture: "picture",
}


@dataclass(frozen=True)
class Section:
    """A heading and what stands beneath it."""

    title: str
    blocks: tuple[Block, ...]


class TooLongForOnePage(Exception):
    """The document does not fit on one page in letters that can be read; say less."""


@dataclass(frozen=True)
class Document:
    """A whole document. `printed` is the sentence in the corner; `large` sets it for a family, in larger letters.

    `one_page` makes the letters as large as one page allows, from large down to the usual size.

    `language` is the tag of its language, such as ``en`` or ``zh-Hans``, for letterforms and screen readers.
    """

    title: str
    subtitle: str
    printed: str
    sections: tuple[Section, ...]
    language: str
    large: bool = False
    one_page: bool = False


def document_pdf(document: Document, *, paper: Paper, font_paths: Sequence[Path]) -> bytes:
    """The document as a tagged PDF (PDF/UA-1), upright.

    Raises `FacesMissing` where `font_paths` hold no faces, and `TooLongForOnePage` where one page was asked for.
    """
    height, width = PAPERS[paper]
    language, _, region = document.language.partition("-")
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "printed": document.printed,
        "large": document.large,
        "one_page": document.one_page,
        "language": language,
        "region": region if len(region) == 2 else None,
        "paper": {"width": width, "height": height},
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
    }
    try:
        return typeset(_TEMPLATE, data, font_paths=font_paths)
    except typst.TypstError as refusal:
        if _TOO_LONG not in str(refusal):
            raise
        raise TooLongForOnePage from refusal


def _block(block: Block) -> dict[str, Any]:
    """The block as the template reads it; running text as its lines, since a text in the data holds no line breaks."""
    data = {"is": _KINDS[type(block)], **vars(block)}
    if isinstance(block, Paragraph):
        data["text"] = block.text.splitlines()
    return data
