"""A file is known by what is in it, not by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.formats.container import open_folder
from alongside.formats.odd import NotThisFormat
from alongside.formats.recognise import Kind, recognise, recognise_files
from tests.formats.hostile import GOOD_SET, roster_zip, workbook, zipped


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (roster_zip(), Kind.ONEROSTER),
        (b'<?xml version="1.0"?><fet version="6"></fet>', Kind.FET),
        (b"Activity Id,Day,Hour,Students Sets,Subject\n1,Mon,8:00,2B,Maths\n", Kind.FET_CSV),
        (b"Time,Mon,Tue\n8:30,Maths,Art\n", Kind.GRID),
        (b"Day,8:30,9:00\nMonday,Maths,Art\nTuesday,PE,Art\n", Kind.GRID),
        (b"Id;Name;Class\n1;Mia;2B\n", Kind.ROSTER),
        (b"Ref;Pupil;Grp;Born\n1;Mia;2B;2018-04-23\n", Kind.ROSTER),
        (b"Reed Lane Primary\nName,Class\nMia,2B\n", Kind.ROSTER),
        (b"Child,Class,Service,Times per week,Minutes\nMia,2B,OT,2,30\n", Kind.SERVICES),
        (workbook([["Time", "Mon", "Tue"], ["8:30", "Maths", "Art"]]), Kind.GRID),
        (workbook([["Child", "Therapy", "Sessions"], ["Mia", "OT", 2]]), Kind.SERVICES),
        (zipped({"2A.csv": b"Time,Mon,Tue\n8:30,Maths,Art\n"}), Kind.GRID),
    ],
)
def test_file_is_known_by_its_contents(data: bytes, kind: Kind) -> None:
    found = recognise("upload.bin", data)
    assert found.kind is kind
    assert found.sentence.endswith(".")


def test_folder_is_known_like_a_zip() -> None:
    files = [(f"set/{name}", text.encode()) for name, text in GOOD_SET.items()]
    assert recognise_files(open_folder(files, "export")).kind is Kind.ONEROSTER


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("greek-primary_timetable.csv", Kind.FET_CSV),
        ("greek-primary_data_and_timetable.fet", Kind.FET),
        ("hk-secondary-6-day-cycle_timetable.csv", Kind.FET_CSV),
        ("oneroster-1.1-full.zip", Kind.ONEROSTER),
        ("oneroster-1.2-delta.zip", Kind.ONEROSTER),
    ],
)
def test_real_file_is_known(shared: Path, name: str, kind: Kind) -> None:
    file = shared / "realdata" / name
    if not file.exists():
        pytest.skip("The real files are not here.")
    assert recognise(name, file.read_bytes()).kind is kind


def test_table_of_nothing_we_know_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotThisFormat, match="neither a class list, a timetable nor a list of services"):
        recognise("prices.csv", b"Item,Price\nPen,2\n")
