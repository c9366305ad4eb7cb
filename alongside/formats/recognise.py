"""Tells what a file is before anyone chooses, with a sentence about why."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from itertools import islice

from alongside.formats import roster_columns, services
from alongside.formats.container import Container, leaf, open_container
from alongside.formats.delimited import Row, read_rows
from alongside.formats.grid import looks_like_grid
from alongside.formats.odd import NotThisFormat, Oddities, UnsafeFile
from alongside.formats.oneroster import looks_like_oneroster
from alongside.formats.table import plain
from alongside.formats.workbook import is_workbook, read_sheets


class Kind(enum.Enum):
    """The kinds of file that a school brings in."""

    ONEROSTER = "oneroster"
    FET = "fet"
    FET_CSV = "fet_csv"
    GRID = "grid"
    ROSTER = "roster"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file seems to be, and why, as a sentence to show."""

    kind: Kind
    sentence: str


def recognise(name: str, data: bytes) -> Recognised:
    """What an uploaded file seems to be. Raises NotThisFormat for what no reader here reads, UnsafeFile for danger."""
    return recognise_files(open_container(name, data))


def recognise_files(container: Container) -> Recognised:
    """What a zip, a folder or a single file seems to be; of several files that are no OneRoster set, the first says."""
    if looks_like_oneroster(container):
        return Recognised(Kind.ONEROSTER, f"{container.name} holds files named as OneRoster names them.")
    kinds: list[Recognised] = []
    refusal: NotThisFormat | None = None
    for name in container.names:
        try:
            kinds.append(_one(name, container.read(name)))
        except UnsafeFile:
            raise
        except NotThisFormat as fault:
            refusal = refusal or fault
    if kinds:
        return kinds[0]
    raise refusal or NotThisFormat(f"{container.name} holds nothing that we can read.")


def _one(name: str, data: bytes) -> Recognised:
    file = leaf(name)
    if b"<fet" in data[:2000].replace(b"\x00", b"").lower():
        return Recognised(Kind.FET, f"{file} says inside that FET, the timetabling program, wrote it.")
    return _table(file, _first_rows(name, data))


def _first_rows(name: str, data: bytes) -> list[list[Row]]:
    """The first rows of each sheet."""
    if is_workbook(data):
        return [sheet.rows for sheet in read_sheets(name, data, Oddities(), most_rows=60)]
    return [list(islice(read_rows(name, data, Oddities()), 60))]


def _table(file: str, sheets: list[list[Row]]) -> Recognised:
    for rows in sheets:
        for _, cells in rows[:10]:
            header = [cell for cell in cells if cell]
            words = {plain(cell) for cell in header}
            if {"activity id", "day", "hour"} <= words or {"day", "hour", "students sets"} <= words:
                return Recognised(Kind.FET_CSV, f"{file} has the heading of FET's timetable as CSV.")
            if services.looks_like_services(header):
                return Recognised(
                    Kind.SERVICES, f"{file} has a column of services, and how often or how long."
                )
            if roster_columns.looks_like_roster(header):
                return Recognised(Kind.ROSTER, f"{file} has a column of names, and of classes or ids.")
        if looks_like_grid(rows):
            return Recognised(Kind.GRID, f"{file} has a row or a column of days, as a timetable has.")
    raise NotThisFormat(
        f"{file} is a table, but neither a class list, a timetable nor a list of services that we recognise. "
        "Say what it is, or give its columns plain headings such as Name and Class."
    )
