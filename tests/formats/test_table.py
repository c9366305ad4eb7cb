"""Tables come out as they were written, whatever program wrote them."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.formats.encoding import encoding_of
from alongside.formats.odd import MAX_ODDITIES_PER_FILE, NotThisFormat, Oddities
from alongside.formats.table import Table, check_has_rows, is_secret, plain, read_table
from tests.formats.hostile import workbook

_CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co", "Cf")),
    max_size=12,
).filter(lambda text: text[:1] not in ("=", "@") and "\ufffe" not in text)
_ROWS = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=12)
)


def table_of(data: bytes, name: str = "list.csv", sheet: str | None = None) -> tuple[Table, list[str]]:
    notes = Oddities()
    table = read_table(name, data, notes, sheet)
    return table, [odd.sentence for odd in notes.listed()]


@settings(deadline=None)
@given(_ROWS, st.sampled_from(",;\t|"), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_generated_table_survives_the_round_trip(rows: list[list[str]], delimiter: str, codec: str) -> None:
    header = [f"Heading {place}" for place in range(len(rows[0]))]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    table, _ = table_of(stream.getvalue().encode(codec))
    assert table.header == tuple(header)
    assert table.rows == [
        (line, dict(zip(header, row, strict=True))) for line, row in enumerate(rows, start=2) if any(row)
    ]


@settings(max_examples=25, deadline=None)
@given(_ROWS)
def test_generated_workbook_survives_the_round_trip(rows: list[list[str]]) -> None:
    header = [f"Heading {place}" for place in range(len(rows[0]))]
    table, _ = table_of(workbook([header, *rows]), "list.xlsx")
    assert [tuple(cells.values()) for _, cells in table.rows] == [tuple(row) for row in rows if any(row)]


def test_lines_are_those_of_a_spreadsheet() -> None:
    table, said = table_of(b'Name,Note\n\nMia,"two\nlines"\n\nBo,x\n')
    assert [line for line, _ in table.rows] == [3, 5]
    assert any("line break" in sentence for sentence in said)


def test_title_above_the_heading_is_passed_over() -> None:
    table, said = table_of(b"Reed Lane Primary,,\n,,\nId,Name,Class\n1,Mia,2B\n2,Bo,2B\n")
    assert table.header == ("Id", "Name", "Class")
    assert table.rows[0] == (4, {"Id": "1", "Name": "Mia", "Class": "2B"})
    assert any("above the heading in row 3" in sentence for sentence in said)


def test_stated_delimiter_is_believed() -> None:
    table, _ = table_of(b"sep=;\nName;Note\nMia;a,b,c\n")
    assert table.rows == [(3, {"Name": "Mia", "Note": "a,b,c"})]


def test_commas_in_words_do_not_win_over_semicolons() -> None:
    table, _ = table_of("Nombre;Clase\nDíaz, Ana;2B\nLi, Bo;2B\n".encode())
    assert table.header == ("Nombre", "Clase")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Name,Class\nZoë Müller,2B\nFrançois,2B\n"),
        ("cp1253", "Όνομα,Τμήμα\nΕλένη Παπαδοπούλου,Β2\nΓιώργος Νικολάου,Β2\n"),
        ("cp1251", "Имя,Класс\nАнна Иванова,2Б\nОлег Петров,2Б\n"),
        ("gb18030", "姓名,班级\n王小明,二班\n李华,二班\n"),
        ("big5", "姓名,班級\n陳大文,二班\n黃小玲,二班\n"),
    ],
)
def test_letters_of_a_country_are_guessed_and_told(codec: str, text: str) -> None:
    encoding = encoding_of(text.encode(codec))
    assert encoding.codec == codec
    table, said = table_of(text.encode(codec))
    assert ",".join(table.header) == text.split("\n")[0]
    assert any("Check the names" in sentence for sentence in said)


def test_marks_settle_the_letters_without_a_word() -> None:
    for data in (codecs.BOM_UTF8 + "Ν,Τ\n".encode(), "Ν,Τ\n".encode("utf-16"), "Ν,Τ\n".encode()):
        assert encoding_of(data).sentence == ""


def test_workbook_gives_dates_times_and_numbers_as_a_person_writes_them() -> None:
    row = [dt.date(2018, 3, 4), dt.datetime(2018, 3, 4, 0, 0), dt.time(8, 30), 7.0, 9.15, True]
    table, _ = table_of(workbook([["a", "b", "c", "d", "e", "f"], row]), "list.xlsx")
    assert list(table.rows[0][1].values()) == ["2018-03-04", "2018-03-04", "08:30", "7", "9.15", "TRUE"]


def test_workbook_repeats_merged_cells_and_never_works_out_a_formula() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Class", "Name", "Note"], ["2B", "Mia", "=1+1"], [None, "Bo", None]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    stream = io.BytesIO()
    book.save(stream)
    table, said = table_of(stream.getvalue(), "list.xlsx")
    assert [cells["Class"] for _, cells in table.rows] == ["2B", "2B"]
    assert table.rows[0][1]["Note"] == ""
    assert any("formulas" in sentence for sentence in said)


def test_workbook_of_several_sheets_reads_the_longest_or_the_named() -> None:
    book = openpyxl.Workbook()
    for title, rows in (
        ("Notes", [["About", "This"]]),
        ("List", [["Name", "Class"], ["Mia", "2B"]]),
        ("Old", [["x", "y"]]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["Old"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    table, said = table_of(stream.getvalue(), "list.xlsx")
    assert table.header == ("Name", "Class")
    assert any("“List”, the longest" in sentence for sentence in said)
    assert any("“Old” is hidden" in sentence for sentence in said)
    assert table_of(stream.getvalue(), "list.xlsx", "Notes")[0].header == ("About", "This")
    with pytest.raises(NotThisFormat):
        table_of(stream.getvalue(), "list.xlsx", "No such sheet")


def test_oddities_never_grow_without_bound() -> None:
    notes = Oddities()
    for line in range(10 * MAX_ODDITIES_PER_FILE):
        notes.note("list.csv", line, "odd")
    listed = notes.listed()
    assert len(listed) == MAX_ODDITIES_PER_FILE + 1
    assert listed[-1].sentence.startswith("4,500 more rows")


@pytest.mark.parametrize(
    "heading",
    [
        "password",
        "PassWord",
        "ext_studentPassword",
        "Contraseña",
        "Mot de passe",
        "密码",
        "Κωδικός πρόσβασης",
    ],
)
def test_column_of_passwords_is_known_by_its_heading(heading: str) -> None:
    assert is_secret(heading)
    table, _ = table_of(f"Name,{heading}\nMia,tulip-7\n".encode())
    assert "tulip-7" not in repr(table)


def test_headings_compare_by_their_words() -> None:
    assert plain("givenName") == plain("Given_name ") == plain("GIVEN-NAME") == "given name"
    assert plain("Επώνυμο") == plain("επωνυμο")
    assert plain("Τάξης") == plain("ΤΑΞΗΣ")
    assert not is_secret("Passport number")


def test_heading_without_rows_is_refused_with_what_to_do() -> None:
    table = read_table("list.csv", b"Id,Name,Class\n", Oddities())
    with pytest.raises(NotThisFormat, match=r"a heading and no rows\. Export it again"):
        check_has_rows(table)
