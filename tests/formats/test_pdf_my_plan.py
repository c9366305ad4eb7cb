"""A child's own page on paper: tagged, upright, in the direction of its language, and nothing of it lost."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from alongside.formats.pdf.direction import standing_apart
from alongside.formats.pdf.my_plan import Drawn, MyPlanSheet, Told, my_plan_pdf
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper

FACES = font_paths(Path(__file__).resolve().parent.parent.parent / "frontend" / "node_modules")
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7H1z" fill="#f00"/></svg>'
CREDIT = "Pictures: a set, its licence"


def pictured(words: str) -> Drawn:
    return Drawn(SQUARE, "a square", words)


def plain(*words: str) -> tuple[Drawn, ...]:
    return tuple(Drawn("", "", each) for each in words)


SHEET = MyPlanSheet(
    title="My plan: Mei-Ling",
    head=pictured("I am Mei-Ling."),
    own_words="“I want to be asked.”",
    boxes=(
        Told(pictured("What I like"), plain("“The swing.”", "“Being first.”")),
        Told(pictured("What is hard"), plain("“Waiting.”")),
        Told(pictured("What helps"), plain("“My headphones.”")),
    ),
    parts=(
        Told(Drawn("", "", "What I am learning"), (pictured("I write my name."), pictured("I wait."))),
        Told(
            pictured("Who helps me"), plain("Carla Ferreira, my teacher", "Mei helps with hands and moving")
        ),
    ),
    credit=CREDIT,
    letters_missing="A □ is no letter.",
    language="en-GB",
)


@pytest.fixture(scope="module", autouse=True)
def _faces() -> None:
    if not all(folder.is_dir() for folder in FACES):
        pytest.skip("The faces are not here: run npm ci in frontend/.")


def read(of: MyPlanSheet, paper: Paper = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(my_plan_pdf(of, paper=paper, font_paths=FACES)))


def words_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def left_of(pdf: PdfReader, words: str) -> float:
    """Where these words begin on the first page, in points from its left edge."""
    found: list[float] = []

    def visit(text: str, page: list[float], line: list[float], _font: object, _size: object) -> None:
        if words in text:
            found.append(line[4] * page[0] + line[5] * page[2] + page[4])

    pdf.pages[0].extract_text(visitor_text=visit)
    return found[0]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_page_stands_upright_on_one_sheet_and_says_all(paper: Paper, size: tuple[int, int]) -> None:
    pdf = read(SHEET, paper)
    box = pdf.pages[0].mediabox
    assert len(pdf.pages) == 1
    assert (round(float(box.width)), round(float(box.height))) == size
    text = words_of(pdf)
    told = [*SHEET.boxes, *SHEET.parts]
    for each in (
        SHEET.head,
        *(part.heading for part in told),
        *(line for part in told for line in part.lines),
    ):
        assert each.words in text
    assert SHEET.own_words in text
    assert CREDIT in text


def test_the_page_is_tagged_with_title_language_and_what_pictures_show() -> None:
    pdf = read(SHEET)
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    assert catalog["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == SHEET.title
    things = [pdf.get_object(at) for at in range(1, len(pdf.xref[0]) + 1)]
    alts = [each["/Alt"] for each in things if isinstance(each, DictionaryObject) and "/Alt" in each]
    assert alts.count("a square") == 7


def test_a_page_of_a_language_from_right_to_left_begins_at_the_right() -> None:
    """Words in other letters keep their own direction; what stands beside what is turned round."""
    left, right = read(SHEET), read(replace(SHEET, language="ar-XB"))
    assert right.trailer["/Root"]["/Lang"].startswith("ar")
    assert left_of(left, "What I like") < left_of(left, "What is hard")
    assert left_of(right, "What I like") > left_of(right, "What is hard")
    middle = float(right.pages[0].mediabox.width) / 2
    assert left_of(left, "What I am learning") < 100
    assert left_of(right, "What I am learning") > middle
    assert words_of(right).count("I write my name.") == 1


@pytest.mark.parametrize(
    ("words", "sign"), [("אני אוהב", "ב"), ("أحب الأرجوحة", "ب"), ("… («أحب", "ب"), ("ߒߞߏ", "□")]
)
def test_words_from_right_to_left_begin_at_the_right_on_any_page(words: str, sign: str) -> None:
    """Where no face has their letters a sign stands for each, and nothing is lost in silence."""
    sheet = replace(SHEET, boxes=(Told(pictured("What I like"), plain(words)),))
    pdf = read(sheet)
    assert ("A □ is no letter." in words_of(pdf)) is (sign == "□")
    assert "A □ is no letter." not in words_of(read(SHEET))
    assert left_of(pdf, sign) > float(pdf.pages[0].mediabox.width) / 2


def test_a_helper_s_name_does_not_turn_its_line_round() -> None:
    line = f"{standing_apart('نور')}, my teacher"
    pdf = read(replace(SHEET, parts=(Told(Drawn("", "", "Who helps me"), plain(line)),)))
    assert left_of(pdf, "ن") < left_of(pdf, "my teacher") < float(pdf.pages[0].mediabox.width) / 2


@pytest.mark.parametrize(
    ("language", "words"), [("zh-Hans", "我喜欢秋千"), ("ta", "எனக்குப் பிடித்தது"), ("ms", "Saya suka buaian")]
)
def test_the_child_s_language_is_printed(language: str, words: str) -> None:
    pdf = read(replace(SHEET, language=language, own_words=words))
    assert pdf.trailer["/Root"]["/Lang"].lower().startswith(language[:2])
    assert "□" not in words_of(pdf)


def test_a_page_on_which_nothing_is_said_yet_is_printed() -> None:
    bare = replace(SHEET, own_words="", boxes=(), parts=(Told(pictured("Who helps me"), ()),))
    assert "Who helps me" in words_of(read(bare))


def test_much_that_was_said_runs_over_pages_and_nothing_is_cut_off() -> None:
    lines = plain(*(f"“{at} {'very ' * 40}long {at}.”" for at in range(30)))
    pdf = read(replace(SHEET, boxes=(Told(pictured("What I like"), lines), *SHEET.boxes)))
    assert len(pdf.pages) > 1
    text = words_of(pdf)
    assert all(f"long {at}.”" in text for at in range(30))


def test_the_same_page_is_the_same_file() -> None:
    once, twice = (my_plan_pdf(SHEET, paper="a4", font_paths=FACES) for _time in range(2))
    assert once == twice
