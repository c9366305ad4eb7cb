"""Supports on paper: tagged, in big letters, upright or lying as suits, in exact sizes to cut."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from alongside.formats.pdf.supports import Layout, Place, SupportSheet, support_pdf
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper

FACES = font_paths(Path(__file__).resolve().parent.parent.parent / "frontend" / "node_modules")
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7H1z" fill="#f00"/></svg>'
CREDIT = "Pictures: a set, its licence"


def sheet(layout: Layout, number: int, words: str = "Wash hands") -> SupportSheet:
    places = tuple(Place(SQUARE, "a square", f"{words} {at}", f"{8 + at}:30") for at in range(number))
    return SupportSheet(layout, "My day", "Mei-Ling", places, CREDIT, "en-GB", ("First", "Then"))


@pytest.fixture(scope="module", autouse=True)
def _faces() -> None:
    if not all(folder.is_dir() for folder in FACES):
        pytest.skip("The faces are not here: run npm ci in frontend/.")


def read(of: SupportSheet, paper: Paper = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(support_pdf(of, paper=paper, font_paths=FACES)))


@pytest.mark.parametrize(
    ("layout", "number", "pages"),
    [
        ("schedule", 9, 1),
        ("schedule", 10, 2),
        ("first_then", 2, 1),
        ("choices", 8, 1),
        ("cards", 8, 1),
        ("story", 5, 3),
    ],
)
def test_every_support_fits_its_pages_and_says_all(layout: Layout, number: int, pages: int) -> None:
    pdf = read(sheet(layout, number))
    assert len(pdf.pages) == pages
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for said in ("My day", "Mei-Ling", *(f"hands {at}" for at in range(number))):
        assert said in text
    assert all(CREDIT in page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("layout", ["schedule", "first_then", "choices", "cards", "story"])
def test_every_support_is_tagged_with_title_language_and_what_pictures_show(layout: Layout) -> None:
    content = support_pdf(sheet(layout, 2), paper="a4", font_paths=FACES)
    pdf = PdfReader(io.BytesIO(content))
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    assert catalog["/Lang"].startswith("en")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "My day, Mei-Ling"
    alts = [
        item.get_object()["/Alt"]
        for at in range(1, len(pdf.xref[0]) + 1)
        if (item := pdf.get_object(at)) is not None and isinstance(item, dict) and "/Alt" in item
    ]
    assert alts.count("a square") >= 2


@pytest.mark.parametrize(
    ("layout", "paper", "size"),
    [
        ("schedule", "a4", (595, 842)),
        ("first_then", "a4", (842, 595)),
        ("choices", "us-letter", (792, 612)),
        ("cards", "us-letter", (612, 792)),
        ("story", "us-letter", (612, 792)),
    ],
)
def test_paper_stands_or_lies_as_suits(layout: Layout, paper: Paper, size: tuple[int, int]) -> None:
    box = read(sheet(layout, 4), paper).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_eight_cards_fit_on_letter_too() -> None:
    assert len(read(sheet("cards", 8), "us-letter").pages) == 1


@pytest.mark.parametrize("number", range(2, 9))
def test_any_number_of_choices_fits_on_one_page(number: int) -> None:
    assert len(read(sheet("choices", number)).pages) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "洗手"), ("ta", "கைகளைக் கழுவு"), ("ms", "Basuh tangan"), ("es", "Lávate las manos")],
)
def test_the_child_s_language_is_printed(language: str, words: str) -> None:
    pdf = read(replace(sheet("cards", 4, words), language=language))
    assert pdf.trailer["/Root"]["/Lang"].lower().startswith(language[:2])
    assert "□" not in pdf.pages[0].extract_text()
    if language != "ta":  # A PDF gives back the letters of Tamil in the order in which they are drawn.
        assert words in " ".join(pdf.pages[0].extract_text().split())


@pytest.mark.parametrize("layout", ["schedule", "first_then", "choices", "cards", "story"])
def test_long_words_and_places_without_picture_are_printed(layout: Layout) -> None:
    long = Place("", "", "Donaudampfschifffahrtsgesellschaftskapi", "")
    none = Place(SQUARE, "a square", "", "")
    pdf = read(replace(sheet(layout, 2), places=(long, none)))
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert "Donaudampf" in text


def test_the_same_support_is_the_same_file() -> None:
    once, twice = (support_pdf(sheet("cards", 6), paper="a4", font_paths=FACES) for _time in range(2))
    assert once == twice
