"""Whatever a reader of files says, it says as a whole in the language of the person who brings the file."""

from __future__ import annotations

import ast
import io
import warnings
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from alongside import wording
from alongside.formats import names, roster_columns, services
from alongside.formats.container import open_container, open_folder
from alongside.formats.delimited import _MAGIC as KINDS_OF_BYTES
from alongside.formats.encoding import _NAMES as NAMES_OF_LETTERS
from alongside.formats.fet import read_fet, read_fet_csv
from alongside.formats.grid import read_grid
from alongside.formats.odd import NotThisFormat, Oddities, first_of
from alongside.formats.oneroster import read_oneroster
from alongside.formats.recognise import Recognised, recognise, recognise_files
from alongside.formats.roster import _ROLES as WORDS_OF_ROLES
from alongside.formats.roster import role_in_words
from alongside.formats.table import read_table
from alongside.formats.workbook import read_sheets
from tests.formats.hostile import (
    CLASSES,
    ENROLLMENTS,
    HOSTILE,
    LIST,
    MANIFEST,
    ORGS,
    SESSIONS,
    USERS,
    roster_zip,
    workbook,
    zipped,
)
from tests.formats.test_hostile import read
from tests.house.source import sources
from tests.wording.invented import Invented, is_whole


def said(reading: Callable[[], object]) -> list[str]:
    """What a reading says: the sentences of its oddities, how it knew the file, or its refusal."""
    try:
        found = reading()
    except NotThisFormat as refusal:
        return [str(refusal)]
    if isinstance(found, Recognised):
        return [found.sentence]
    oddities = found[1] if isinstance(found, tuple) else found
    return [odd.sentence for odd in oddities]  # type: ignore[attr-defined]


def table(text: str | bytes, reader: object = roster_columns, **mapping: str) -> Callable[[], object]:
    """Reads a list, its columns as given or as guessed."""

    def reading() -> object:
        notes = Oddities()
        data = text.encode() if isinstance(text, str) else text
        whole = read_table("list.csv", data, notes)
        columns = mapping or reader.guess_columns(whole.header, [cells for _, cells in whole.rows])  # type: ignore[attr-defined]
        read_one = reader.read_roster if reader is roster_columns else reader.read_services  # type: ignore[attr-defined]
        return [*notes.listed(), *read_one(whole, columns)[1]]

    return reading


def roster(**changed: str | bytes | None) -> Callable[[], object]:
    return lambda: read_oneroster(open_container("roster.zip", roster_zip(**changed)))


def fet(inside: str) -> Callable[[], object]:
    hours = "".join(f"<Hour><Name>{name}</Name></Hour>" for name in ("Hour 1", "Hour 2"))
    head = f"<fet><Days_List><Day><Name>Mon</Name></Day></Days_List><Hours_List>{hours}</Hours_List>"
    return lambda: read_fet("t.fet", f"{head}{inside}</fet>".encode())


def activity(id: int, students: str, hour: str = "Hour 1", long: int = 1) -> str:
    placed = (
        f"<ConstraintActivityPreferredStartingTime><Activity_Id>{id}</Activity_Id><Preferred_Day>Mon</Preferred_Day>"
        f"<Preferred_Hour>{hour}</Preferred_Hour></ConstraintActivityPreferredStartingTime>"
    )
    return (
        f"<Activity><Id>{id}</Id>{students and f'<Students>{students}</Students>'}<Subject>Art</Subject>"
        f"<Duration>{long}</Duration></Activity>{placed}"
    )


#: What is said only of files that take too long to make, or that no program writes; all else is heard.
NOT_REACHED = {
    "The sheet has too many merged cells: the rest were read as if not merged.",
    "{file} has far too many lessons. Bring in one school at a time.",
    "{file} has more than {most} cells. Keep only the table to bring in.",
    "{file} has more than {most} lessons. Export one school at a time.",
    "{file} has more than {most} rows. Bring in one school at a time.",
    "{file} has more than {most} rows. Export one school at a time.",
    "{file} has more than {most} sheets. Keep only those to bring in.",
    "{file} holds a file without a name. Zip the exported files again.",
    "{file} holds more than {limit} MiB. Export one school at a time.",
    "{file} is far larger than a list or a timetable. Keep only the table to bring in.",
    "{file} is far larger than a timetable. Bring in one school at a time.",
    "{file} is larger than {limit} MiB. Export one school at a time.",
    "{file} is too large for a timetable. Export one school at a time.",
    "{file} is too large to read as one table. Export one school at a time.",
    "{member} in {file} would unpack to more than {limit} MiB, so it is not opened. Export one school at a time.",
}
_HEAD = "Activity Id,Day,Hour,Students Sets,Subject\n"
_NEEDS = "Child,Service,Times,Minutes,Per,Delivery,Group size,Priority,Start\n"
READINGS: dict[str, Callable[[], object]] = {
    **{f"hostile: {name}": lambda made=make: read(made().file, made().data) for name, make in HOSTILE.items()},  # type: ignore[misc]
    "recognised": lambda: recognise("x.csv", b"Item,Price\nPen,2\n"),
    "recognised services": lambda: recognise("x.csv", f"{_NEEDS}Mia,OT,2,30\n".encode()),
    "recognised grid": lambda: recognise("x.csv", b"Time,Mon,Tue\n8:30,a,b\n"),
    "recognised CSV of FET": lambda: recognise("x.csv", f"{_HEAD}1,Mon,1,2B,Art\n".encode()),
    "nothing in a folder": lambda: recognise_files(open_folder([(".hidden", b"x")], "set")),
    "nothing known": lambda: recognise("x.zip", zipped({".hidden": "x"})),
    "list without ids, classes, dates": table(
        "Full name,Date of birth,Guardian email\nMia Lee,31/31/2018,no\nOmar Lee,1/05/2018,\n,,\nAna Bo,43210,\n"
    ),
    "list with gaps": table("Id,Name,Class\n,Mia Lee,2B\n1,Omar Lee,\n2,Ana Bo,2B\n2,Ana Bo,2B\n2,Bo Bo,2B\n"),
    "list with no such column": table(LIST, full_name="Nobody"),
    "list with no names": table(LIST, id="Id"),
    "a title, a line break, one heading": table('Reed Lane,,\nId,Name,Class\n1,"Mia\nLee",2B\n'),
    "one heading": lambda: read_table("l.csv", b"Name\nMia,2\n", notes := Oddities()) and notes.listed(),
    "cells missing beside passwords": table("Id,Name,Class,Password\n1,Mia,2B\n1\n1,Mia,2B,x,y\n"),
    "cells missing": table("Id,Name,Class\n1\n2,Bo Lee\n"),
    "no heading": table("password,pwd\n1,2\n"),
    "no rows": lambda: read_table("list.csv", b",,\n,,\n", Oddities()),
    "an OpenDocument": lambda: read_sheets("l.xlsx", zipped({"mimetype": "x"}), Oddities()),
    "no workbook": lambda: read_sheets("l.xlsx", zipped({"a": "x"}), Oddities()),
    "a workbook without the sheet": lambda: read_table("l.xlsx", workbook([["Id"]]), Oddities(), "Other"),
    "one name twice in a zip": lambda: open_container("r.zip", _twice()),
    "a large zip": lambda: open_container("r.zip", zipped({str(n): "" for n in range(501)})),
    "tabs": table(LIST.replace(",", "\t")),
    "bars": table(LIST.replace(",", "|")),
    "a long cell": lambda: read_table(
        "l.csv", b"Id,Name\n1,\"" + b"x" * 40_000 + b'"\n', notes := Oddities()
    ) and notes.listed(),
    "600 odd rows": table("Id,Name,Class\n" + "1,Mia Lee,\n" * 600),
    "501 odd rows": table("Id,Name,Class\n" + "".join(f"{n},Mia Lee,\n" for n in range(501))),
    "services": table(
        _NEEDS + "Mia,OT,2,30,week,in,3,high,2026-09-01\nMia,OT,often,long,aeon,beside,crowd,urgentish,soon\n"
        "Mia,Magic,,,,,,,\n,OT,1,1,,,,,\n", services,
    ),
    "services with no such column": table(_NEEDS + "Mia,OT,2,30\n", services, child_name="Nobody"),
    "services without a child": table(_NEEDS + "Mia,OT,2,30\n", services, discipline="Service"),
    "roster of liberties": roster(
        orgs="sourcedid,status,Name,Type\no1,deleted,A,District\no2,strange,B,castle\n",
        users=USERS + "u1,,,true,o9,pupyl,x,,Mia,Lee,u9,\nu2,,,true,o1,,x,,,,u1,\n,,,true,o1,student,,,Bo,Bo,,\n"
        "u3,,,true,o1,teacher,x,,Cy,Cy,,\nu4,,,true,o1,,x,,Di,Di,,\n",
        classes=CLASSES + "c1,active,,2B,02,,Home Room,o1,t9,\nc2,,,3B,,,club,o7,t1,\n",
        enrollments=ENROLLMENTS + "e1,,,c9,o1,u9,student,,,\ne2,,,c9,o1,u1,student,,,\ne3,,,c1,o1,,student,,,\n"
        "e4,,,c1,o1,u3,student,,,\ne5,,,c1,o1,u2,aide,,,\n",
        academicSessions=SESSIONS + "t1,,,Term,term,2026-09-01,2026-01-01,t9,\n",
    ),
    "roster by other names": lambda: read_oneroster(open_container("r.zip", zipped({
        "user.csv": USERS + "u1,,,true,,student,x,,Mia,Lee,,\n", "schools.csv": ORGS + "o1,,,A,school,,o9\n",
        "Classes.csv": CLASSES, "classes.txt": CLASSES, "groups.csv": CLASSES, "pupils.csv": CLASSES,
        "else.csv": "a,b\n1,2\n", "enrollments.csv": "sourcedId,role\n1,x\n",
        "manifest.csv": MANIFEST.replace("1.1", "9").replace("users,bulk", "users,absent"),
    }))),
    "roster of which nothing is here": lambda: read_oneroster(
        open_container("r.zip", zipped({"manifest.csv": MANIFEST}))
    ),
    "roster with a manifest that cannot be read": roster(manifest="\0\0"),
    "roster with empty files": roster(classes="", users=USERS, enrollments=None, manifest=None),
    "no roster": lambda: read_oneroster(open_container("r.zip", zipped({"a.csv": "x\n"}))),
    "bulk with a status": roster(users=USERS + "u1,active,,true,o1,student,x,,Mia,Lee,,\n"),
    "grid": lambda: read_grid([("2B.csv", b"Reed Lane\nTime,Mon,Tue\n9:00-8:00,a,b\n8:30,a,b\n9:00,c,d\n,e,f\n")]),
    "grids": lambda: read_grid([
        ("K.csv", b"Time,Mon,Tue\nOne,a,b\nTime,Mon,Tue\nTwo,a,b\n"), ("L.csv", b"Time,Mon,Tue\n,,\n"),
        ("M.csv", b"a\n"), ("N.csv", b""),
    ]),
    "a school over the grids": lambda: read_grid(
        [(f"{name}.csv", b"Reed Lane\nTime,Mon,Tue\n8:30-9:00,a,b\n") for name in "ABCDEFGH"]
    ),
    "grid without lessons": lambda: read_grid([("2B.csv", b"Time,Mon,Tue\n")]),
    "no grid": lambda: read_grid([("2B.csv", b"a,b\nc,d\n")]),
    "no files": lambda: read_grid([]),
    "FET's CSV": lambda: read_fet_csv(
        "t.csv", f"{_HEAD}1,,1,2B,Art\n2,Mon,1,,Art\n3,Mon,1,2B,\n4,Mon,1,2BGp1,Art\n5,Mon,2,2B,Art\n".encode()
    ),
    "FET's CSV without lessons": lambda: read_fet_csv("t.csv", f"{_HEAD}1,,1,2B,Art\n".encode()),
    "no CSV of FET": lambda: read_fet_csv("t.csv", b"Day,Colour\nMon,red\n"),
    "FET": fet(activity(1, "2B", "Hour 2", 3) + activity(2, "") + activity(3, "2B", "Never")),
    "FET without students": fet(activity(1, "")),
    "not FET": lambda: read_fet("t.fet", b"<xml></xml>"),
    "XML with entities": lambda: read_fet("t.fet", b"<!DOCTYPE fet [<!ENTITY a 'b'>]><fet>&a;</fet>"),
    "workbook of several sheets": lambda: _sheets(),
    "folder": lambda: list(open_folder([("set/a.csv", b"x"), ("set/b/c.csv", b"x")], "set").oddities),
    "large folder": lambda: list(open_folder([(f"{n}.csv", b"x") for n in range(501)], "set").oddities),
}  # fmt: skip


def _twice() -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.csv", "x")
        archive.writestr("a.csv", "y")
    return stream.getvalue()


def _sheets() -> object:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["Id", "Name"], [1, "=A1"], [2, "Bo"]])))
    book.create_sheet("More").append(["Id"])
    book.create_sheet("Secret").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    notes = Oddities()
    read_table("l.xlsx", stream.getvalue(), notes)
    return notes.listed()


@pytest.mark.parametrize("name", READINGS)
def test_every_sentence_is_said_as_a_whole(another_language: Invented, name: str) -> None:
    assert [sentence for sentence in said(READINGS[name]) if not is_whole(sentence)] == []


def test_hardly_a_sentence_of_the_readers_is_missing_above(another_language: Invented) -> None:
    for reading in READINGS.values():
        said(reading)
    for word in (*NAMES_OF_LETTERS.values(), *(words for _magic, words in KINDS_OF_BYTES)):
        another_language.asked.add(word)
    for role in WORDS_OF_ROLES:
        role_in_words(role)
    assert marked() - another_language.asked == NOT_REACHED


def test_a_long_list_names_the_first_and_counts_the_rest(another_language: Invented) -> None:
    assert first_of(["a", "b"], 2) == "«a and b»"
    assert first_of(["a", "b", "c", "d"], 2) == "««a, b» and «2 more»»"


def test_a_name_that_was_made_up_is_kept_as_it_is_and_said_in_words(another_language: Invented) -> None:
    whole = read_table("list.csv", b"Id,Name,\n1,Mia Lee,x\n", Oddities())
    assert whole.header == ("Id", "Name", "Column 3")
    assert names.in_words("Column 3") == "«Column 3»"
    lessons = read_fet_csv("t.csv", f"{_HEAD}1,Mon,1,2B,\n".encode())[0].lessons
    assert [lesson.subject for lesson in lessons] == ["(no subject)"]
    assert names.in_words("(no subject)") == "«(no subject)»"
    assert names.in_words("Column inches") == "Column inches"


def test_a_reader_who_comes_later_hears_his_own_language(another_language: Invented) -> None:
    reading = READINGS["services"]
    first = said(reading)
    wording.speak_through(wording.English())
    assert [sentence.replace("«", "").replace("»", "") for sentence in first] == said(reading)


def marked() -> set[str]:
    """The first text of every mark in the readers."""
    return {
        part.args[0].value
        for source in sources("alongside/formats")
        for part in ast.walk(source.tree)
        if not source.path.startswith(("alongside/formats/pdf/", "alongside/formats/calendar"))
        and isinstance(part, ast.Call)
        and isinstance(part.func, ast.Name)
        and part.func.id in {"_", "N_", "ngettext"}
        and isinstance(part.args[0], ast.Constant)
        and isinstance(part.args[0].value, str)
    }
