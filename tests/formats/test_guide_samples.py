"""The samples in the guide for coordinators are read as the guide says."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from alongside.formats import roster_columns, services
from alongside.formats.grid import read_grid
from alongside.formats.odd import Oddities
from alongside.formats.recognise import Kind, recognise
from alongside.formats.roster import STUDENT
from alongside.formats.table import read_table

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "bring-in-your-school.md"


def samples() -> list[bytes]:
    """Each table of the guide as a CSV file."""
    tables: list[list[list[str]]] = [[]]
    for line in GUIDE.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            tables.append([])
        elif not line.startswith("| ---"):
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    found = []
    for table in filter(None, tables):
        stream = io.StringIO()
        csv.writer(stream).writerows(table)
        found.append(stream.getvalue().encode())
    return found


def test_guide_shows_a_class_list_a_week_and_services() -> None:
    assert [recognise("2B.csv", data).kind for data in samples()] == [Kind.ROSTER, Kind.GRID, Kind.SERVICES]


def test_samples_are_read_without_a_word() -> None:
    children, week, needs = samples()
    table = read_table("list.csv", children, Oddities())
    roster, odd = roster_columns.read_roster(
        table, roster_columns.guess_columns(table.header, [table.rows[0][1]])
    )
    assert odd == []
    assert [child.name for child in roster.people if child.role == STUDENT] == ["Mia Sample", "Omar Sample"]
    timetables, odd = read_grid([("2B.csv", week)])
    assert odd == []
    assert [(one.start, one.end) for one in timetables.lessons if one.subject == "Literacy"] == [
        (525, 615), (525, 570), (525, 570),
    ]  # fmt: skip
    table = read_table("services.csv", needs, Oddities())
    rows, odd = services.read_services(table, services.guess_columns(table.header, [table.rows[0][1]]))
    assert odd == []
    assert [(row.discipline, row.times, row.minutes, row.delivery) for row in rows] == [
        ("occupational_therapy", 2, 30, "push_in"), ("speech", 1, 20, "either"),
    ]  # fmt: skip
