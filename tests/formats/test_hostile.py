"""No hostile file gets further than a sentence, and none takes memory that it was not given."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.formats import roster_columns, services
from alongside.formats.container import open_container, open_folder
from alongside.formats.fet import read_fet, read_fet_csv
from alongside.formats.grid import read_grid
from alongside.formats.odd import NotThisFormat, Oddities, Oddity, UnsafeFile
from alongside.formats.oneroster import read_oneroster
from alongside.formats.recognise import Kind, recognise
from alongside.formats.table import read_table
from tests.formats.hostile import HOSTILE, Hostile, roster_zip, workbook, zipped


def read(file: str, data: bytes) -> list[Oddity]:
    """Reads a file as the product does: recognised first, then by its reader."""
    kind = recognise(file, data).kind
    container = open_container(file, data)
    if kind is Kind.ONEROSTER:
        return read_oneroster(container)[1]
    if kind is Kind.FET:
        return read_fet(file, data)[1]
    if kind is Kind.FET_CSV:
        return read_fet_csv(file, data)[1]
    if kind is Kind.GRID:
        return read_grid(list(container.files()))[1]
    notes = Oddities()
    table = read_table(file, data, notes)
    sample = [cells for _, cells in table.rows[:20]]
    if kind is Kind.ROSTER:
        odd = roster_columns.read_roster(table, roster_columns.guess_columns(table.header, sample))[1]
    else:
        odd = services.read_services(table, services.guess_columns(table.header, sample))[1]
    return [*notes.listed(), *odd]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_ends_in_a_sentence(name: str) -> None:
    hostile = HOSTILE[name]()
    if hostile.fate == "odd":
        assert read(hostile.file, hostile.data)
        return
    with pytest.raises(NotThisFormat) as refusal:
        read(hostile.file, hostile.data)
    assert isinstance(refusal.value, UnsafeFile) == (hostile.fate == "unsafe"), str(refusal.value)
    sentence = str(refusal.value)
    assert any(name in sentence for name in (hostile.file, ".csv", ".png", ".zip"))
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize(
    "name", ["10 GB of zeros in a zip", "zeros that a zip denies", "workbook that is a bomb"]
)
def test_bomb_takes_little_memory(name: str) -> None:
    hostile = HOSTILE[name]()
    tracemalloc.start()
    try:
        with pytest.raises(NotThisFormat):
            read(hostile.file, hostile.data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zip inside a zip", "more.zip is packed once more"),
        ("semicolons for commas", "separated by semicolons"),
        ("wrong delimiter in a set", "separated by tabs"),
        ("UTF-16 without a mark", "read as UTF-16"),
        ("Windows-1252", "read as Western European"),
        ("Windows-1253", "read as Greek"),
        ("two rows with one id", "The id 1 stands in row 2 with another name"),
        ("two rows with one id in a set", "The id u1 stands in row 2 already"),
        ("a term that ends before it begins", "before it begins"),
        ("a class that ends before it begins", "before it begins"),
        ("references to nothing", "which the set does not hold. It was set aside."),
        ("NUL bytes", "Signs that no keyboard writes"),
        ("control signs", "Signs that no keyboard writes"),
        ("ragged rows", "The row has more cells than the 3 headings"),
        ("blank and repeated headings", "Two columns are headed “Name”"),
        ("formulas", "looks like a formula"),
        ("a column of passwords", "holds passwords. It was not read"),
    ],
)  # fmt: skip
def test_odd_file_says_what_is_odd(name: str, said: str) -> None:
    hostile = HOSTILE[name]()
    assert any(said in odd.sentence for odd in read(hostile.file, hostile.data))


def test_password_is_nowhere_in_what_is_read() -> None:
    secret = "Tulip-Harbour-7"
    users = (
        "sourcedId,orgSourcedIds,role,username,givenName,familyName,password,grades,ext_parentPassword\n"
        f"u1,o1,student,mia,Mia,Sample,{secret},02,{secret}\n"
        f"u2,o1,student,bo,Bo,Sample,Jr,{secret},02,{secret}\n"
        f"u3,o1,student,Cy,Sample,{secret},02,{secret}\n"
    )
    roster, odd = read_oneroster(open_container("roster.zip", roster_zip(users=users)))
    assert secret not in repr(roster)
    assert secret not in repr(odd)
    assert [person.id for person in roster.people] == ["u1"]
    assert sum("set aside unread" in one.sentence for one in odd) == 2


def test_folder_of_files_is_held_to_the_same_rules() -> None:
    with pytest.raises(UnsafeFile):
        open_folder([("../users.csv", b"x")], "export")
    with pytest.raises(UnsafeFile):
        open_folder([("a/users.csv", b"x"), ("a/USERS.csv", b"x")], "export")
    assert open_folder([("set/users.csv", b"x"), ("set/orgs.csv", b"y")], "export").read("ORGS.csv") == b"y"


def test_each_reader_refuses_what_is_another_format() -> None:
    for hostile in (HOSTILE["picture called .csv"](), Hostile("x.csv", b"a\nb\nc\n", "refused")):
        for refused in (
            lambda data: read_fet("x.fet", data),
            lambda data: read_fet_csv("x.csv", data),
            lambda data: read_grid([("x.csv", data)]),
            lambda data: read_oneroster(open_container("x.csv", data)),
        ):
            with pytest.raises(NotThisFormat):
                refused(hostile.data)


def tried(reading: Callable[[], object]) -> None:
    """Reads, and lets nothing through but a refusal."""
    with contextlib.suppress(NotThisFormat):
        reading()


_ANY = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=300).map(str.encode),
    st.text("ab,;\t|\"'\n\r0123456789:=@éλ中", max_size=400).map(lambda text: text.encode("utf-8")),
    st.text('Monday Tuesday,8:30-9\n"', max_size=300).map(str.encode),
)


@settings(max_examples=150, deadline=None)
@given(_ANY)
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe\x00")
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    tried(lambda: read("x.csv", data))
    tried(lambda: read_fet("x.fet", data))
    tried(lambda: read_fet_csv("x.csv", data))
    tried(lambda: read_grid([("x", data)]))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(("zip", "xlsx", "fet")),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=5),
)
def test_no_damage_raises_anything_but_a_refusal(kind: str, damage: list[tuple[float, bytes]]) -> None:
    whole = {
        "zip": roster_zip(),
        "xlsx": workbook([["Time", "Mon", "Tue"], ["8:30", "Maths", "Art"], ["9:00", "PE", "Art"]]),
        "fet": b'<fet version="6"><Days_List><Day><Name>Mon</Name></Day></Days_List></fet>',
    }[kind]
    data = bytearray(whole)
    for place, wrong in damage:
        at = int(place * len(data))
        data[at : at + len(wrong)] = wrong
    tried(lambda: read(f"x.{kind}", bytes(data)))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("users.csv", "Classes.csv", "enrolments.csv", "manifest.csv", "a/b.csv")), _ANY
    )
)
def test_no_set_raises_anything_but_a_refusal(files: dict[str, bytes]) -> None:
    tried(lambda: read_oneroster(open_container("x.zip", zipped(dict(files)))))
