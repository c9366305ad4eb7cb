"""The printed week: tagged, titled and whole, in every writing that the interface knows, on either paper."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from alongside.formats.pdf.typeset import FacesMissing, font_paths, typeset
from alongside.formats.pdf.week import (
    PAPERS,
    Band,
    DayColumn,
    Paper,
    VisitBlock,
    WeekSheet,
    side_by_side,
    week_pdf,
)
from alongside.schooltime.clock import minutes_of

FACES = font_paths(Path(__file__).parents[2] / "frontend" / "node_modules")

needs_faces = pytest.mark.skipif(
    not all(folder.is_dir() for folder in FACES),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)


def visit(
    start: str, end: str, mark: Any, who: str, *children: str, place: str = "", role: str = ""
) -> VisitBlock:
    return VisitBlock(minutes_of(start), minutes_of(end), mark, who, children, place, role)


def band(start: str, end: str, label: str, kind: Any = "routine") -> Band:
    return Band(minutes_of(start), minutes_of(end), label, kind)


MORNING = (
    band("08:30", "09:00", "Meeting"),
    band("09:00", "09:45", "Writing"),
    band("09:45", "10:15", "Reading"),
    band("10:15", "10:35", "Recess", "break"),
    band("10:35", "11:20", "Maths"),
    band("11:20", "12:05", "Science"),
    band("12:05", "12:50", "Lunch", "break"),
    band("12:50", "14:20", "Project"),
)
ROSA = visit(
    "09:00", "09:30", "ot", "Rosa Delgado", "Mei-Ling", "Kofi", "Ngọc", role="her table by the window"
)
WEI_JIE = visit("10:50", "11:20", "slt", "Lim Wei Jie", "Ines", "Kwame", place="Maths")
LEILA = visit("13:00", "13:30", "beh", "Leila Haddad", "Oskar", role="takes half the class")
CLASS_WEEK = WeekSheet(
    title="2B",
    school="North Primary",
    holds="From Monday 7 September 2026",
    printed="Printed on 24 November 2026",
    language="en",
    days=tuple(
        DayColumn(name, bands=MORNING, visits=visits)
        for name, visits in {
            "Monday": (ROSA, WEI_JIE, LEILA),
            "Tuesday": (ROSA, WEI_JIE, LEILA),
            "Wednesday": (ROSA, WEI_JIE, visit("09:45", "10:15", "beh", "Tomás Quispe", "Priya")),
            "Thursday": (WEI_JIE, LEILA),
            "Friday": (ROSA, WEI_JIE, LEILA),
        }.items()
    ),
)
THERAPIST_WEEK = WeekSheet(
    title="Leila Haddad",
    school="North Primary and Canal Street",
    holds="From Monday 7 September 2026",
    printed="Printed on 24 November 2026",
    language="en",
    days=(
        DayColumn(
            "Monday",
            note="North Primary",
            bands=(
                band("08:00", "08:30", "Not here", "away"),
                band("12:00", "12:30", "Lunch", "break"),
                band("14:00", "14:15", "Planning with 2B", "task"),
            ),
            visits=(visit("08:30", "09:00", "beh", "1B", "Oskar", "Priya", place="Circle"),),
        ),
        DayColumn(
            "Tuesday",
            note="Canal Street",
            visits=(visit("09:15", "09:45", "beh", "4B", "Aylin", place="Therapy room"),),
        ),
    ),
)


def printed(week: WeekSheet, paper: Paper = "a4") -> PdfReader:
    return PdfReader(BytesIO(week_pdf(week, paper=paper, font_paths=FACES)))


def text_of(page: PageObject) -> str:
    """The words of a page with single blanks between them, without the marks that let a long word break."""
    return " ".join(page.extract_text().replace("\u200b", "").replace("\u2060", "").split())


def whole_text(pdf: PdfReader) -> str:
    return " ".join(text_of(page) for page in pdf.pages)


@needs_faces
@pytest.mark.usefixtures("another_language")
def test_the_sheet_s_own_words_are_the_reader_s() -> None:
    text = text_of(printed(THERAPIST_WEEK).pages[0])
    for words in ("«Behaviour and feelings»", "«Other work»", "«Not here»", "«Page 1 of 1»"):
        assert words in text
    empty = replace(THERAPIST_WEEK, days=(DayColumn("Monday"),), title="\u13a0")
    text = text_of(printed(empty).pages[0])
    for sentence in ("«No visits in this week.»", "«A □ stands for a letter that cannot be printed here.»"):
        assert sentence in text


@pytest.mark.usefixtures("another_language")
def test_faces_that_are_missing_are_told_in_the_reader_s_language(tmp_path: Path) -> None:
    with pytest.raises(FacesMissing, match=r"^«Nothing can be printed yet"):
        week_pdf(THERAPIST_WEEK, paper="a4", font_paths=[tmp_path])


@needs_faces
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_class_week_is_one_landscape_page_with_all_its_visits(paper: Paper) -> None:
    pdf = printed(CLASS_WEEK, paper)
    (page,) = pdf.pages
    millimetres = tuple(
        round(float(side) / 72 * 25.4, 1) for side in (page.mediabox.width, page.mediabox.height)
    )
    assert millimetres == PAPERS[paper]
    text = text_of(page)
    for words in (
        "2B",
        "North Primary",
        "From Monday 7 September 2026",
        "Printed on 24 November 2026",
        "Page 1 of 1",
    ):
        assert words in text
    assert text.count("Lim Wei Jie") == 5
    assert text.count("Rosa Delgado") == 4
    assert text.count("10:50–11:20") == 5
    for words in (
        "Mei-Ling, Kofi, Ngọc",
        "Tomás Quispe",
        "takes half the class",
        "8:30 Meeting",
        "Occupational therapy",
    ):
        assert words in text


@needs_faces
def test_therapist_week_names_schools_lunch_and_other_work() -> None:
    text = whole_text(printed(THERAPIST_WEEK))
    for words in (
        "Leila Haddad",
        "Canal Street",
        "12:00–12:30 Lunch",
        "Planning with 2B",
        "Not here",
        "Therapy room",
    ):
        assert words in text
    assert "Occupational therapy" not in text  # the legend explains what is on the sheet


@needs_faces
def test_document_is_tagged_and_has_title_and_language() -> None:
    pdf = printed(replace(CLASS_WEEK, language="en-GB"))
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert pdf.metadata is not None
    assert pdf.metadata.title == "2B, North Primary, From Monday 7 September 2026"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    headings = [kind for kind in structure(catalogue["/StructTreeRoot"]) if kind in {"/H1", "/H2"}]
    assert headings == ["/H1"] + ["/H2"] * 5


def structure(node: Any) -> list[str]:
    """The kinds of a structure tree's elements, in the order in which they are read aloud."""
    node = node.get_object()
    if isinstance(node, list):
        return [kind for child in node for kind in structure(child)]
    if not isinstance(node, dict):
        return []
    kinds = [str(node["/S"])] if "/S" in node else []
    return kinds + (structure(node["/K"]) if "/K" in node else [])


@needs_faces
def test_visits_are_read_aloud_by_day_and_hour() -> None:
    text = whole_text(printed(CLASS_WEEK))
    monday = text[text.index("Monday 8:30") : text.index("Tuesday 8:30")]
    places = [
        monday.index(words) for words in ("Meeting", "Rosa Delgado", "Recess", "Lim Wei Jie", "Leila Haddad")
    ]
    assert places == sorted(places)


@needs_faces
@pytest.mark.parametrize(
    ("language", "title", "who", "child", "label"),
    [
        ("el", "Γ2", "Ελένη Παπαδοπούλου", "Γιώργος", "Μελέτη Περιβάλλοντος"),
        ("vi", "Lớp 2B", "Nguyễn Thị Thảo", "Ngọc Đặng", "Tập viết"),
        ("zh-Hans", "二年级甲班", "林伟杰", "美玲", "语文"),
        ("ta", "2 ஆம்", "கவிதா", "அருண்", "தமிழ்"),
        ("en", "2B", "Zofia Łukasz-Çelik", "Þóra", "Šport"),
    ],
)
def test_every_writing_of_the_interface_is_printed(
    language: str, title: str, who: str, child: str, label: str
) -> None:
    week = WeekSheet(
        title=title,
        school="",
        holds="",
        printed="",
        language=language,
        days=(
            DayColumn(
                "1", "", (band("08:30", "10:00", label),), (visit("08:30", "09:15", "ot", who, child),)
            ),
        ),
    )
    text = whole_text(printed(week))
    assert "□" not in text
    for words in (title, who, child) if language != "ta" else ():  # Tamil letters are drawn out of order
        assert words in text


@needs_faces
def test_text_too_long_for_its_visit_stands_in_full_beneath() -> None:
    long = visit(
        "09:00", "09:10", "ot", "Anneliese-Charlotte Vandenbroucke", "Maximiliano-Alejandro", "Oluwatobiloba",
        place="Rhinocerosornithologicalobservation", role="with the whole class at the long tables",
    )  # fmt: skip
    week = replace(CLASS_WEEK, days=(*CLASS_WEEK.days[:4], replace(CLASS_WEEK.days[4], visits=(long,))))
    text = whole_text(printed(week))
    assert "(1) 9:00–9:10" in text
    in_full = text[text.index("In full") :]
    for words in (long.who, *long.children, long.place, long.role):
        assert words in in_full


@needs_faces
def test_week_without_visits_says_so() -> None:
    days = tuple(DayColumn(name) for name in ("Monday", "Tuesday"))
    assert "No visits in this week." in whole_text(printed(replace(CLASS_WEEK, days=days)))
    assert "No visits" not in whole_text(printed(CLASS_WEEK))


@needs_faces
def test_fortnight_takes_a_page_for_each_week() -> None:
    days = tuple(replace(day, name=f"{day.name} {week}") for week in "AB" for day in CLASS_WEEK.days)
    first, second = (text_of(page) for page in printed(replace(CLASS_WEEK, days=days)).pages)
    assert "Friday A" in first
    assert "Monday B" not in first
    assert "Monday B" in second
    assert "2B" in second


@needs_faces
def test_letter_that_no_face_has_costs_a_letter_and_not_the_document() -> None:
    unknown = visit("09:00", "09:30", "ot", "Rosa ᏣᎳᎩ", "Kofi 👩\u200d👧", "\ue000\ufffe")
    week = replace(CLASS_WEEK, title="2B\x00\ud800", days=(DayColumn("Monday", visits=(unknown,)),))
    pdf = printed(week)
    text = whole_text(pdf)
    assert "Rosa □" in text
    assert "Kofi □" in text
    assert "A □ stands for a letter that cannot be printed here." in text
    catalogue: Any = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    assert "stands for a letter" not in whole_text(printed(CLASS_WEEK))


@needs_faces
def test_names_are_never_read_as_markup() -> None:
    week = replace(CLASS_WEEK, title='#panic("x") *2B* $y$ = \\ <a>', school="// _North_ @here")
    text = whole_text(printed(week))
    assert '#panic("x") *2B* $y$ = \\ <a>' in text
    assert "// _North_ @here" in text


@needs_faces
def test_same_week_gives_the_same_bytes() -> None:
    assert week_pdf(CLASS_WEEK, paper="a4", font_paths=FACES) == week_pdf(
        CLASS_WEEK, paper="a4", font_paths=FACES
    )


@needs_faces
def test_faulty_template_is_refused_and_not_printed_plain(tmp_path: Path) -> None:
    template = tmp_path / "faulty.typ"
    template.write_text("#nowhere", encoding="utf-8")
    with pytest.raises(typst.TypstError, match="unknown variable"):
        typeset(template, {}, font_paths=FACES)


def test_without_faces_the_reader_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FacesMissing, match="npm ci"):
        week_pdf(CLASS_WEEK, paper="a4", font_paths=[tmp_path / "nowhere"])


def test_week_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        week_pdf(replace(CLASS_WEEK, days=()), paper="a4", font_paths=FACES)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=12))
def test_visits_at_the_same_time_stand_side_by_side(times: list[tuple[int, int]]) -> None:
    visits = [
        VisitBlock(start, start + minutes, "ot", str(number)) for number, (start, minutes) in enumerate(times)
    ]
    placed = side_by_side(visits)
    assert sorted(each.who for each, _, _ in placed) == sorted(each.who for each in visits)
    for visit, lane, lanes in placed:
        assert 0 <= lane < lanes
        for other, other_lane, other_lanes in placed:
            if visit is not other and visit.start < other.end and other.start < visit.end:
                assert lane != other_lane
                assert lanes == other_lanes
