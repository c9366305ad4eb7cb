"""Reads an XLSX workbook as rows of text, sheet by sheet, without evaluating anything in it.

Dates come out as YYYY-MM-DD and times as HH:MM; a formula as the result that was saved with it (ECMA-376 part 1,
18.3.1.40); a merged cell repeats its value over the cells it covers.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
from openpyxl.utils.cell import range_boundaries

from alongside.formats.container import leaf, open_zip_checked, read_member
from alongside.formats.delimited import MAX_CELL_CHARACTERS, Row
from alongside.formats.odd import NotThisFormat, Oddities, UnsafeFile
from alongside.wording import gettext as _
from alongside.wording import number as written

MAX_WORKBOOK_BYTES = 64 * 1024 * 1024
MAX_SHEETS = 200
MAX_SHEET_COLUMNS = 256
MAX_CELLS = 4_000_000
MAX_SHEET_ROWS = 200_000
MAX_MERGED_CELLS = 200_000
MAX_BLANK_ROWS = 1_000
"""After so many blank rows a sheet is taken to have ended; some are formatted down to their millionth row."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its name and its rows that are not blank."""

    name: str
    rows: list[Row]


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an XLSX workbook (or say they are)."""
    return data[:4] == b"PK\x03\x04" and (
        b"xl/workbook.xml" in data[-65_536 * 4 :] or b"[Content_Types].xml" in data[:4096]
    )


def read_sheets(name: str, data: bytes, notes: Oddities, most_rows: int = MAX_SHEET_ROWS) -> list[Sheet]:
    """Every visible sheet that holds anything, in the order of the workbook; of each at most the first rows.

    Raises UnsafeFile beyond the limits and NotThisFormat for what is no XLSX workbook.
    """
    file = leaf(name)
    archive = open_zip_checked(file, io.BytesIO(data))
    members = set(archive.namelist())
    if "xl/workbook.xml" not in members:
        if "mimetype" in members:
            sentence = _(
                "{file} is an OpenDocument file. Save the table as XLSX or CSV and choose the new file."
            )
        else:
            sentence = _(
                "{file} is a zip, but no XLSX workbook. Save the table as XLSX or CSV and choose the new file."
            )
        raise NotThisFormat(sentence.format(file=file))
    if sum(member.file_size for member in archive.infolist()) > MAX_WORKBOOK_BYTES:
        raise UnsafeFile(
            _("{file} is far larger than a list or a timetable. Keep only the table to bring in.").format(
                file=file
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and rules that we do not read
            return list(_sheets(file, data, archive, notes, most_rows))
    except NotThisFormat:
        raise
    except Exception as fault:  # openpyxl meets a stranger's XML and fails with whatever error comes first
        raise NotThisFormat(
            _(
                "{file} looks like an XLSX workbook but cannot be read. Open it in a spreadsheet program, save it "
                "again as XLSX and choose the new file."
            ).format(file=file)
        ) from fault


def _sheets(
    file: str, data: bytes, archive: zipfile.ZipFile, notes: Oddities, most_rows: int
) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        sentence = _("{file} has more than {most} sheets. Keep only those to bring in.")
        raise UnsafeFile(sentence.format(file=file, most=written(MAX_SHEETS)))
    budget = MAX_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            sentence = _("The sheet “{sheet}” is hidden and was not read.")
            notes.note(file, None, sentence.format(sheet=sheet.title))
            continue
        path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        xml = read_member(archive, archive.getinfo(path), file) if path in archive.namelist() else b""
        if _FORMULA.search(xml):
            sentence = _(
                "The sheet “{sheet}” holds formulas. Their last saved results were read, not worked out."
            )
            notes.note(file, None, sentence.format(sheet=sheet.title))
        rows: list[Row] = []
        for number, values in enumerate(
            sheet.iter_rows(max_col=MAX_SHEET_COLUMNS, values_only=True), start=1
        ):
            if number > most_rows or number - (rows[-1][0] if rows else 0) > MAX_BLANK_ROWS:
                break
            budget -= len(values) - values.count(None)
            if budget < 0:
                sentence = _("{file} has more than {most} cells. Keep only the table to bring in.")
                raise UnsafeFile(sentence.format(file=file, most=written(MAX_CELLS)))
            cells = [_written(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                rows.append((number, cells))
        rows = _unmerged(rows, xml, file, notes)
        if rows:
            yield Sheet(sheet.title, rows)


def _unmerged(rows: list[Row], xml: bytes, file: str, notes: Oddities) -> list[Row]:
    by_number = dict(rows)
    left_to_fill = MAX_MERGED_CELLS
    for found in _MERGED.finditer(xml):
        # The pattern asks for letters and digits on both sides, so no edge is open.
        left, top, right, bottom = (edge or 1 for edge in range_boundaries(found[1].decode("ascii")))
        head = by_number.get(top, [])
        value = head[left - 1] if left <= len(head) else ""
        if not value or not (0 <= right - left < MAX_SHEET_COLUMNS and 0 <= bottom - top < MAX_BLANK_ROWS):
            continue
        left_to_fill -= (right - left + 1) * (bottom - top + 1)
        if left_to_fill < 0:
            notes.note(
                file, None, _("The sheet has too many merged cells: the rest were read as if not merged.")
            )
            break
        for number in range(top, bottom + 1):
            cells = by_number.setdefault(number, [])
            cells.extend([""] * (right - len(cells)))
            cells[left - 1 : right] = [value] * (right - left + 1)
    return sorted(by_number.items())


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.strftime("%H:%M")
        case dt.timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.10g}"
        case _:
            return str(value)[:MAX_CELL_CHARACTERS].replace("\r\n", "\n").replace("_x000D_", "").strip()
