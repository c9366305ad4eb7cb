"""The printed document: tagged, complete, and upright on both papers."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from alongside.formats.pdf.document import (
    Bullets,
    Document,
    Item,
    Paragraph,
    Section,
    SignatureLines,
    Table,
    TooLongForOnePage,
    document_pdf,
)
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper

FACES = font_paths(Path(__file__).resolve().parent.parent.parent / "frontend" / "node_modules")

PLAN = Document(
    title="Ngọc’s plan",
    subtitle="2B, North Primary",
    printed="Printed on 24 November 2026",
    language="en",
    sections=(
        Section("In their own words", (Paragraph("I like the quiet table.\nI want to read to Kofi."),)),
        Section("Goals", (Item("Starts a talk", ("At recess,", "4 of 5 times."), ("Waves first",), "slt"),)),
        Section("Services", (Table(("What", "How much"), (("Speech", "2 × 30 minutes a week"),)),)),
        Section(
            "Agreed", (Bullets(("All of it",)), SignatureLines(("Rosa Delgado",), ("Parent or guardian",)))
        ),
    ),
)


@pytest.fixture(scope="module", autouse=True)
def _faces() -> None:
    if not all(folder.is_dir() for folder in FACES):
        pytest.skip("The faces are not here: run npm ci in frontend/.")


def read(document: Document, paper: Paper = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(document_pdf(document, paper=paper, font_paths=FACES)))


def test_document_is_tagged_and_says_its_title_and_language() -> None:
    pdf = read(replace(PLAN, language="en-GB"))
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    assert catalog["/Lang"].startswith("en")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Ngọc’s plan, 2B, North Primary"


def test_document_holds_every_text_in_order() -> None:
    text = " ".join(page.extract_text() for page in read(PLAN).pages)
    wanted = [
        "own words",
        "quiet table",
        "read to Kofi",
        "Starts a talk",
        "Waves first",
        "2 × 30",
        "All of it",
        "Rosa",
    ]
    places = [text.index(each) for each in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize(("paper", "height"), [("a4", 842), ("us-letter", 792)])
def test_document_stands_upright(paper: Paper, height: int) -> None:
    box = read(PLAN, paper).pages[0].mediabox
    assert round(box.height) == height
    assert box.height > box.width


def test_table_with_a_ragged_row_is_refused() -> None:
    with pytest.raises(ValueError, match="cell for each heading"):
        Table(("One", "Two"), (("only",),))


def test_same_document_is_the_same_bytes() -> None:
    assert document_pdf(PLAN, paper="a4", font_paths=FACES) == document_pdf(
        PLAN, paper="a4", font_paths=FACES
    )


def long(lines: int) -> Document:
    points = tuple(
        f"Line {number} says something that is worth a line of its own." for number in range(lines)
    )
    return replace(PLAN, one_page=True, sections=(Section("Much", (Bullets(points),)),))


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("lines", [5, 33, 42])
def test_one_page_is_one_page_with_everything_on_it(lines: int, paper: Paper) -> None:
    pdf = read(long(lines), paper)
    [page] = pdf.pages
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert b"pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_data()
    assert f"Line {lines - 1} says" in page.extract_text()


def largest_letters(document: Document) -> float:
    sizes: list[float] = []
    read(document).pages[0].extract_text(visitor_text=lambda _t, _c, _m, _f, size: sizes.append(size))
    return max(sizes)


def test_one_page_has_larger_letters_where_there_is_room() -> None:
    assert largest_letters(long(5)) > largest_letters(long(42))


def test_more_than_one_page_is_refused_where_one_was_asked_for() -> None:
    with pytest.raises(TooLongForOnePage):
        read(long(90))


def test_item_with_nothing_beneath_its_title_is_printed() -> None:
    assert (
        "Alone" in read(replace(PLAN, sections=(Section("Goals", (Item("Alone"),)),))).pages[0].extract_text()
    )


def test_longest_item_loses_nothing_at_the_end_of_a_page() -> None:
    lines = tuple(f"Line {number} of what was said" for number in range(120))
    text = " ".join(
        page.extract_text()
        for page in read(replace(PLAN, sections=(Section("Goals", (Item("Long", lines),)),))).pages
    )
    assert all(line in " ".join(text.split()) for line in lines)


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("zh-Hans", "美玲的计划", "在课堂上，她把纸扶稳。林伟杰和 Ngọc 在一起。"),
        ("ta", "அருணின் திட்டம்", "வகுப்பில் அவள் காகிதத்தைப் பிடிக்கிறாள்."),
        ("en", "Ngọc’s plan", "林美玲 and அருண் read to Łukasz."),
        ("ms", "Pelan Nur Aisyah", "Dia memegang kertas dengan kukuh."),
    ],
)
def test_every_writing_of_the_interface_is_printed(language: str, title: str, said: str) -> None:
    pdf = read(replace(PLAN, language=language, title=title, sections=(Section(title, (Paragraph(said),)),)))
    assert pdf.trailer["/Root"]["/Lang"].startswith(language[:2])
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert pdf.metadata is not None
    assert pdf.metadata.title is not None
    assert pdf.metadata.title.startswith(title)
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "□" not in text
    assert "美玲" in text or "美玲" not in title + said
