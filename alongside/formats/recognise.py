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
from alongside.wording import gettext as _


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
        sentence = _("{file} holds files named as OneRoster names them.")
        return Recognised(Kind.ONEROSTER, sentence.format(file=container.name))
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
    raise refusal or NotThisFormat(_("{file} holds nothing that we can read.").format(file=container.name))


def _one(name: str, data: bytes) -> Recognised:
    file = leaf(name)
    if b"<fet" in data[:2000].replace(b"\x00", b"").lower():
        sentence = _("{file} says inside that FET, the timetabling program, wrote it.")
        return Recognised(Kind.FET, sentence.format(file=file))
    return _table(file, _first_rows(name, data))


def _first_rows(name: str, data: bytes) -> list[list[Row]]:
    """The first rows of each sheet."""
    if is_workbook(data):
        return [sheet.rows for sheet in read_sheets(name, data, Oddities(), most_rows=60)]
    return [list(islice(read_rows(name, data, Oddities()), 60))]


def _table(file: str, sheets: list[list[Row]]) -> Recognised:
    for rows in sheets:
        for _line, cells in rows[:10]:
            header = [cell for cell in cells if cell]
            words = {plain(cell) for cell in header}
            if {"activity id", "day", "hour"} <= words or {"day", "hour", "students sets"} <= words:
                sentence = _("{file} has the heading of FET's timetable as CSV.")
                return Recognised(Kind.FET_CSV, sentence.format(file=file))
            if services.looks_like_services(header):
                sentence = _("{file} has a column of services, and how often or how long.")
                return Recognised(Kind.SERVICES, sentence.format(file=file))
            if roster_columns.looks_like_roster(header):
                sentence = _("{file} has a column of names, and of classes or ids.")
                return Recognised(Kind.ROSTER, sentence.format(file=file))
        if looks_like_grid(rows):
            sentence = _("{file} has a row or a column of days, as a timetable has.")
            return Recognised(Kind.GRID, sentence.format(file=file))
    raise NotThisFormat(
        _(
            "{file} is a table, but neither a class list, a timetable nor a list of services that we recognise. "
            "Say what it is, or give its columns plain headings such as Name and Class."
        ).format(file=file)
    )
