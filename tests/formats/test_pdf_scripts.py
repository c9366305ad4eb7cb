"""The writing of a school's families on paper: every letter has a face, and right to left is read from the right."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from alongside.formats.pdf.my_plan import Drawn, MyPlanSheet, Told, my_plan_pdf
from alongside.formats.pdf.supports import Layout, Place, SupportSheet, support_pdf
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Band, DayColumn, VisitBlock, WeekSheet, week_pdf

FACES = font_paths(Path(__file__).resolve().parent.parent.parent / "frontend" / "node_modules")
MISSING = "A □ is no letter."

#: "Wash your hands" or a name or two in every writing that the sheets print.
SCRIPTS = {
    "Latin": "Lávate las manos, Łukasz Nguyễn",
    "Greek": "Γιώργος",
    "Cyrillic": "Щукін",
    "Han": "洗手 學校",
    "Kana": "さくら サクラ",
    "Hangul": "손을 씻어요 김서연",
    "Arabic": "اغسل يديك مُحَمَّد",
    "Persian": "دست‌هایت را بشوی، پژمان",
    "Urdu": "ہاتھ دھوئیں، گڑیا",
    "Pashto": "ښوونځی",
    "Hebrew": "שְׁטוֹף ידיים נועם",
    "Devanagari": "हाथ धोओ कृष्णा क्षत्रिय",
    "Bengali": "হাত ধোও রহিম",
    "Gurmukhi": "ਹੱਥ ਧੋਵੋ ਗੁਰਪ੍ਰੀਤ",
    "Gujarati": "હાથ ધુઓ કૃષ્ણ",
    "Tamil": "கைகளைக் கழுவு கவிதா",
    "Thai": "ล้างมือ ก้อง",
    "Khmer": "លាងដៃ សុខា",
    "Burmese": "လက်ဆေးပါ မောင်",
    "Ethiopic": "እጅህን ታጠብ ሰላም",
    "Armenian": "Լվացիր ձեռքերը Արամ",
    "Georgian": "დაიბანე ხელები გიორგი",
}


@pytest.fixture(scope="module", autouse=True)
def _faces() -> None:
    if not all(folder.is_dir() for folder in FACES):
        pytest.skip("The faces are not here: run npm ci in frontend/.")


def support(words: str, layout: Layout = "cards", language: str = "en-GB") -> bytes:
    places = tuple(Place("", "", f"{words} {at}", f"{8 + at}:30") for at in range(2))
    sheet = SupportSheet(layout, words, words, places, "A set", language, ("First", "Then"))
    return support_pdf(sheet, paper="a4", font_paths=FACES)


def my_plan(words: str, language: str = "en-GB") -> bytes:
    said = Told(Drawn("", "", words), (Drawn("", "", f"{words} 1"), Drawn("", "", f"{words} 2")))
    sheet = MyPlanSheet(words, Drawn("", "", words), words, (said,), (said,), "A set", MISSING, language)
    return my_plan_pdf(sheet, paper="a4", font_paths=FACES)


def week(words: str, language: str = "en-GB") -> bytes:
    visit = VisitBlock(9 * 60, 10 * 60, "ot", words, (words,), words)
    days = tuple(
        DayColumn(name, words, (Band(9 * 60, 11 * 60, words),), (visit,)) for name in ("Monday", "Tuesday")
    )
    return week_pdf(WeekSheet(words, words, "", "", days, language), paper="us-letter", font_paths=FACES)


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def faces_of(pdf: bytes) -> set[str]:
    """The names of the faces on the first page, such as ``NotoSansArabic-Bold``."""
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}


def starts_of(pdf: bytes, sign: str) -> list[float]:
    """Where the pieces of text with this sign begin on the first page, in points from the left edge."""
    found: list[float] = []

    def visit(text: str, page: list[float], line: list[float], _font: object, _size: object) -> None:
        if sign in text:
            found.append(line[4] * page[0] + line[5] * page[2] + page[4])

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("make", [support, my_plan, week])
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_of_a_family_s_writing_has_a_face(make: Callable[[str], bytes], script: str) -> None:
    text = text_of(make(SCRIPTS[script]))
    assert "□" not in text
    assert "stands for a letter" not in text


def test_a_letter_of_another_writing_is_still_told() -> None:
    assert MISSING in text_of(my_plan("ᏣᎳᎩ"))


@pytest.mark.parametrize(
    ("script", "face"),
    [("Arabic", "NotoSansArabic"), ("Hebrew", "NotoSansHebrew"), ("Hangul", "NanumGothic")],
)
def test_a_sheet_has_one_face_in_two_weights_for_a_writing(script: str, face: str) -> None:
    drawn = {name for name in faces_of(my_plan(SCRIPTS[script])) if name.startswith(face)}
    assert len(drawn) == 2


@pytest.mark.parametrize(("language", "words"), [("ar", "محمد"), ("he", "נועם")])
def test_a_week_begins_where_its_reader_does_and_stays_on_the_paper(language: str, words: str) -> None:
    for sheet, from_left in ((week(words), True), (week(words, language), False)):
        width = float(PdfReader(io.BytesIO(sheet)).pages[0].mediabox.width)
        monday, tuesday = starts_of(sheet, "Monday")[0], starts_of(sheet, "Tuesday")[0]
        assert abs(tuesday - monday) > width / 4
        assert (monday < tuesday) is from_left
        assert all(0 < at < width for at in starts_of(sheet, ":"))


@pytest.mark.parametrize(("language", "from_left"), [("en-GB", True), ("he", False)])
def test_then_stands_after_first_in_the_way_of_the_language(language: str, from_left: bool) -> None:
    sheet = support("נועם", "first_then", language)
    assert (starts_of(sheet, "First")[0] < starts_of(sheet, "Then")[0]) is from_left


@pytest.mark.parametrize("language", ["en-GB", "he"])
@pytest.mark.parametrize("layout", ["schedule", "first_then", "choices", "cards", "story"])
def test_words_are_read_from_the_right_on_a_sheet_of_any_language(language: str, layout: Layout) -> None:
    """What ends them stands at their left; on its own, a sheet in English would put it at their right."""
    sheet = support("נועם!", layout, language)
    ends, begins = starts_of(sheet, "!"), starts_of(sheet, "נ")
    assert len(ends) == len(begins) >= 2
    assert all(end < begin for end, begin in zip(ends, begins, strict=True))


@pytest.mark.parametrize(("language", "from_left"), [("en-GB", True), ("he", False)])
def test_a_routine_of_two_words_keeps_their_order(language: str, from_left: bool) -> None:
    """Each word of a label stands in a box of its own, which must not line up against the writing."""
    for label, first, second, way in (
        ("אבא גדול", "א", "ל", False),
        ("Maths quietly", "Maths", "quietly", True),
    ):
        sheet = week_pdf(
            WeekSheet("א", "", "", "", (DayColumn("1", "", (Band(540, 660, label),)),), language),
            paper="a4",
            font_paths=FACES,
        )
        places = {sign: starts_of(sheet, sign)[-1] for sign in (first, second)}
        assert (places[first] < places[second]) is way or places[first] == places[second]


@pytest.mark.parametrize("words", ["ล้างมือแล้วไปเล่นข้างนอกกับเพื่อนๆ", "洗手以后和朋友们一起到外面的操场上去玩"])
def test_writing_without_blanks_breaks_its_line_before_it_becomes_small(words: str) -> None:
    sizes: list[float] = []

    def visit(text: str, _page: object, _line: object, _font: object, size: float) -> None:
        if text.strip() and text.strip()[0] in words:
            sizes.append(size)

    places = (Place("", "", words), Place("", "", words))
    sheet = SupportSheet("cards", "A", "B", places, "", "en-GB")
    pdf = PdfReader(io.BytesIO(support_pdf(sheet, paper="a4", font_paths=FACES)))
    pdf.pages[0].extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) > 20
