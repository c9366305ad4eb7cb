"""A week that a teacher keeps in a spreadsheet is read as the teacher means it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.formats.grid import read_grid
from alongside.formats.odd import NotThisFormat
from alongside.formats.timetables import ClassTimetables, Lesson
from tests.formats.hostile import workbook

WEEK = """Time,Monday,Tuesday,Wed,Thursday,Friday
8.30,Literacy,Literacy,Maths,Literacy,PE
9.15,Literacy,Maths,Maths,Art,PE
1000,Recess,Recess,Recess,Recess,Recess
10.20,Maths,,Reading,Maths,Music
12:30,Lunch,Lunch,Lunch,Lunch,Lunch
1:15,Art,Science,Science,"Circle
Ms Lee
Room 4",Art
2:00-2:45,Home,Home,Home,Home,Home
"""


def read(text: str, name: str = "2B.csv") -> ClassTimetables:
    return read_grid([(name, text.encode())])[0]


def on(timetables: ClassTimetables, day: str) -> list[tuple[int | None, int | None, str]]:
    return [(one.start, one.end, one.subject) for one in timetables.lessons if one.day == day]


def test_week_on_a_page_is_read_with_noon_passed_and_neighbours_joined() -> None:
    timetables = read(WEEK)
    assert timetables.class_names == ("2B",)
    assert on(timetables, "Monday") == [
        (510, 600, "Literacy"), (600, 620, "Recess"), (620, 750, "Maths"), (750, 795, "Lunch"), (795, 840, "Art"),
        (840, 885, "Home"),
    ]  # fmt: skip
    assert (620, 750, "Maths") not in on(timetables, "Tuesday")
    circle = next(one for one in timetables.lessons if one.subject == "Circle")
    assert (circle.teachers, circle.room, circle.line) == (("Ms Lee",), "Room 4", 7)


@pytest.mark.parametrize(
    ("head", "weekdays"),
    [
        ("Ώρα,Δευτέρα,Τρίτη,Τετάρτη", ["Mon", "Tue", "Wed"]),
        ("Hora;Lunes;Martes;Miércoles", ["Mon", "Tue", "Wed"]),
        ("Heure,Lundi,Mardi,Mercredi", ["Mon", "Tue", "Wed"]),
        ("Masa,Isnin,Selasa,Rabu", ["Mon", "Tue", "Wed"]),
        ("时间,星期一,星期二,星期三", ["Mon", "Tue", "Wed"]),
        ("Time,Day 1,Day 2,Day 3", [None, None, None]),
        ("Time,Mo,Tu,We", ["Mon", "Tue", "Wed"]),
        ("Time,A-Mon,B-Mon,B-Tue", ["Mon", "Mon", "Tue"]),
    ],
)
def test_days_are_known_in_many_languages(head: str, weekdays: list[str | None]) -> None:
    mark = ";" if ";" in head else ","
    timetables = read(f"{head}\n" + mark.join(("8h30-9h00", "a", "b", "c")) + "\n")
    assert [day.weekday for day in timetables.days] == weekdays
    assert [one.subject for one in timetables.lessons] == ["a", "b", "c"]
    assert (timetables.lessons[0].start, timetables.lessons[0].end) == (510, 540)


def test_letters_are_days_only_as_a_whole_week() -> None:
    for head in ("Time,M,T,W,T,F", "P,M,T,W,Th,F", "Ώρα,Δ,Τ,Τ,Π,Π", "Hora,L,M,X,J,V"):
        timetables = read(f"{head}\n8:30-9:00,a,b,c,d,e\n")
        assert [(day.weekday, one.subject) for day, one in zip(timetables.days, timetables.lessons, strict=True)] == [
            ("Mon", "a"), ("Tue", "b"), ("Wed", "c"), ("Thu", "d"), ("Fri", "e"),
        ]  # fmt: skip
    with pytest.raises(NotThisFormat):
        read("Time,M,W,F\n8:30-9:00,a,b,c\n")


def test_sheet_a_class_with_merged_cells_gives_long_lessons() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("K1", "K2"):
        sheet = book.create_sheet(name)
        for row in (
            ["", "Mon", "Tue"],
            ["8:30-9:00", "Circle", "Circle"],
            ["9:00-9:30", None, "Art"],
            ["9:30-10:00", "Snack", None],
        ):
            sheet.append(row)
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("B4:C4")
    stream = io.BytesIO()
    book.save(stream)
    timetables, odd = read_grid([("school.xlsx", stream.getvalue())])
    assert timetables.class_names == ("K1", "K2")
    assert on(timetables, "Mon") == [(510, 570, "Circle"), (570, 600, "Snack")] * 2
    assert on(timetables, "Tue") == [(510, 540, "Circle"), (540, 570, "Art"), (570, 600, "Snack")] * 2
    assert odd == []


def test_school_over_every_sheet_is_not_a_class() -> None:
    rows: list[list[object]] = [["Reed Lane Primary"], ["Time", "Mon", "Tue"], ["8:30-9:00", "Maths", "Art"]]
    timetables, odd = read_grid(
        [("K1.xlsx", workbook(rows, "Sheet1")), ("K2.xlsx", workbook(rows, "Sheet1"))]
    )
    assert timetables.class_names == ("K1", "K2")
    assert "stands over 2 sheets" in odd[0].sentence
    alone, _ = read_grid([("term1.xlsx", workbook([["Class K1"], *rows[1:]], "Sheet1"))])
    assert alone.class_names == ("K1",)


def test_several_classes_on_one_page_are_told_apart() -> None:
    timetables = read(
        "Class 2A timetable\nTime,Mon,Tue\n8:30-9:00,Maths,Art\n\nClass 2B\nTime,Monday,Tuesday\n8:30-9:15,PE,PE\n"
    )
    assert [(one.class_name, one.day, one.end, one.subject) for one in timetables.lessons] == [
        ("2A", "Mon", 540, "Maths"), ("2A", "Tue", 540, "Art"), ("2B", "Mon", 555, "PE"), ("2B", "Tue", 555, "PE"),
    ]  # fmt: skip


def test_file_a_class_is_named_by_its_file() -> None:
    data = b"Time,Mon,Tue\n8:30-9:00,Maths,Art\n"
    timetables, _ = read_grid([("week/2A.csv", data), ("week/2B.csv", data)])
    assert timetables.class_names == ("2A", "2B")
    assert len(timetables.slots) == 1


def test_grid_with_days_down_is_turned_round() -> None:
    timetables = read("Day,8:30-9:00,9:00-9:30,9:30-10:00\nMonday,Maths,Maths,Art\nTuesday,PE,,Art\n")
    assert on(timetables, "Monday") == [(510, 570, "Maths"), (570, 600, "Art")]
    assert on(timetables, "Tuesday") == [(510, 540, "PE"), (570, 600, "Art")]


def test_start_and_end_in_two_columns_are_one_period() -> None:
    timetables = read("Start,End,Mon,Tue\n8:30,9:10,Maths,Art\n12:50,1:30,PE,PE\n")
    assert [(slot.start, slot.end) for slot in timetables.slots] == [(510, 550), (770, 810)]


def test_same_period_name_at_two_times_stays_two_periods() -> None:
    grids = [
        ("K1.csv", b"P,Mon,Tue\nPeriod 1 8:30-9:00,a,b\n"),
        ("K2.csv", b"P,Mon,Tue\nPeriod 1 8:30-9:00,a,b\nPeriod 1,c,d\n"),
    ]
    timetables, odd = read_grid(grids)
    assert timetables.unknown_slots == ("Period 1",)
    assert any("Give its bell times" in one.sentence for one in odd)


def test_last_period_without_an_end_is_a_guess_that_is_told() -> None:
    timetables, odd = read_grid([("2B.csv", b"Time,Mon,Tue\n8:30,Maths,Art\n9:15,PE,PE\n10:00,Home,Home\n")])
    assert [(slot.end, slot.guessed) for slot in timetables.slots] == [
        (555, False),
        (600, False),
        (645, True),
    ]
    assert any("Check the bell times" in one.sentence for one in odd)


def test_row_without_a_time_is_told() -> None:
    _, odd = read_grid([("2B.csv", b"Time,Mon,Tue\n8:30-9:00,Maths,Art\n,Extra,Extra\n")])
    assert [(one.line, one.sentence) for one in odd] == [
        (3, "The row has no time or period in front. It was set aside.")
    ]


def test_period_that_ends_before_it_begins_is_left_out_and_told() -> None:
    timetables, odd = read_grid(
        [("2B.csv", b"Time,Mon,Tue\n8:30-9:00,Maths,Art\n10:00-9:00,PE,PE\n12:30-1:30,Lunch,Lunch\n")]
    )
    assert on(timetables, "Mon") == [(510, 540, "Maths"), (750, 810, "Lunch")]
    assert [(one.line, one.sentence.split(".")[0]) for one in odd] == [
        (3, "“10:00-9:00” ends before it begins and was left out")
    ]


def test_class_beside_the_word_for_it_is_read() -> None:
    timetables = read(
        "Class,Ash\nTime,Mon,Tue\n8:30-9:00,Maths,Art\n\nClass:,Elm\nTime,Mon,Tue\n8:30-9:00,PE,PE\n"
    )
    assert timetables.class_names == ("Ash", "Elm")


def test_days_without_lessons_are_refused_with_what_to_do() -> None:
    with pytest.raises(NotThisFormat, match="a line of days and no lesson"):
        read("Time,Mon,Tue,Wed\n")


def test_page_without_days_is_refused() -> None:
    with pytest.raises(NotThisFormat, match="Put the days in one row"):
        read("Name,Class\nMia,2B\n")


_SUBJECT = st.sampled_from(("Maths", "Art", "PE", "Circle time", "Ελληνικά", "语文", ""))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_SUBJECT, min_size=5, max_size=5), min_size=1, max_size=10))
def test_generated_week_is_read_minute_for_minute(rows: list[list[str]]) -> None:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    times = [
        f"{8 + number // 2}:{number % 2 * 30:02d}-{8 + (number + 1) // 2}:{(number + 1) % 2 * 30:02d}"
        for number in range(len(rows))
    ]
    table = [["", *days], *([time, *row] for time, row in zip(times, rows, strict=True))]
    if not any(map(any, rows)):
        return
    timetables, _ = read_grid([("2B.xlsx", workbook([list(row) for row in table], "2B"))])
    expected = {
        (day, 480 + 30 * number, subject)
        for number, row in enumerate(rows)
        for day, subject in zip(days, row, strict=True)
        if subject
    }
    assert {piece for lesson in timetables.lessons for piece in _halves(lesson)} == expected


def _halves(lesson: Lesson) -> set[tuple[str, int, str]]:
    assert lesson.start is not None
    assert lesson.end is not None
    return {(lesson.day, minute, lesson.subject) for minute in range(lesson.start, lesson.end, 30)}
