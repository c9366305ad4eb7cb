"""Reads CSV and its relatives as rows of text, whatever stands between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from alongside.formats.container import leaf
from alongside.formats.encoding import encoding_of
from alongside.formats.odd import NotThisFormat, Oddities, UnsafeFile

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet shows it, and its cells, trimmed."""

MAX_TEXT_BYTES = 96 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 1_000
MAX_CELL_CHARACTERS = 32_767
"""What Excel holds in one cell; a longer one is cut, with an oddity."""
MAX_LINES_IN_CELL = 60

_DELIMITERS = ",;\t|"
_SPELT = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip"),
    (b"PK\x05\x06", "an empty zip"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7-Zip)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one locked with a password"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<?xml", "an XML file"),
    (b"<html", "a web page"),
    (b"<!DOCTYPE", "a web page"),
    (b"SQLite format 3", "a database"),
)
_BOM = b"\xef\xbb\xbf"


def kind_of_bytes(data: bytes) -> str:
    """What the first bytes say the file is, in words; "" for what may be text."""
    start = data[:64].removeprefix(_BOM).lstrip()
    return next(
        (words for magic, words in _MAGIC if start[: len(magic)].lower() == magic.lower()),
        "",
    )


def read_rows(name: str, data: bytes, notes: Oddities) -> Iterator[Row]:
    """Each row of a delimited text file with its number, blank rows left out.

    Raises NotThisFormat for bytes that are no text, and while iterating for a quotation mark never closed.
    """
    file = leaf(name)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise NotThisFormat(f"{file} is empty. Export it again and choose the new file.")
    if len(data) > MAX_TEXT_BYTES:
        raise UnsafeFile(f"{file} is too large to read as one table. Export one school at a time.")
    if kind := kind_of_bytes(data):
        raise NotThisFormat(f"{file} is {kind}, not a table. Save it as CSV or XLSX and choose the new file.")
    encoding = encoding_of(data)
    if encoding.codec.startswith("utf-8") and data.count(0) > max(3, len(data) // 200):
        raise NotThisFormat(f"{file} is not text. Save the table as CSV or XLSX and choose the new file.")
    if encoding.codec.startswith("cp") and _looks_binary(data):
        raise NotThisFormat(f"{file} is not text. Save the table as CSV or XLSX and choose the new file.")
    if encoding.sentence:
        notes.note(file, None, encoding.sentence)
    return _rows(file, data, encoding.codec, notes)


def _looks_binary(data: bytes) -> bool:
    sample = data[:8192]
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return control > 0.02 * len(sample)


def _rows(file: str, data: bytes, codec: str, notes: Oddities) -> Iterator[Row]:
    stated, delimiter = _delimiter(_text(data, codec))
    if delimiter != ",":
        notes.note(
            file,
            None,
            f"The cells are separated by {_SPELT[delimiter]}. They were read so.",
        )
    held: list[
        str
    ] = []  # the physical lines of the record being read, to tell an open quotation mark from a line break

    def lines() -> Iterator[str]:
        for line in _text(data, codec):
            held.append(line)
            if len(held) > MAX_LINES_IN_CELL:
                raise NotThisFormat(_never_closed(file, number + 1))
            yield line

    number = 0
    reader = csv.reader(lines(), delimiter=delimiter)
    try:
        for cells in reader:
            number += 1
            if number > MAX_ROWS:
                raise UnsafeFile(f"{file} has more than {MAX_ROWS:,} rows. Export one school at a time.")
            if len(cells) > MAX_COLUMNS:
                raise UnsafeFile(
                    f"{file} has more than {MAX_COLUMNS:,} columns in row {number}. Export a plain list."
                )
            if len(held) > 1:
                _check_closed(file, number, "".join(held), delimiter)
            raw = "".join(held)
            held.clear()
            if stated and number == 1:
                continue
            cells = [_clean(cell, file, number, notes) for cell in cells] if _CONTROL.search(raw) else cells
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield number, [_bounded(cell, file, number, notes) for cell in cells]
    except csv.Error as fault:
        raise NotThisFormat(_never_closed(file, number + 1)) from fault


def _text(data: bytes, codec: str) -> Iterator[str]:
    # io.TextIOWrapper knows only newline marks, not the separators U+2028 or form feed, exactly as a spreadsheet does.
    return iter(io.TextIOWrapper(io.BytesIO(data), encoding=codec, errors="replace", newline=""))


def _delimiter(lines: Iterator[str]) -> tuple[bool, str]:
    """Whether the first line states the delimiter (`sep=;`, Excel's habit), and the delimiter."""
    sample = [line[:20_000] for line in islice(lines, 40)]
    stated = re.fullmatch(r"\ufeff?\"?sep=(.)\"?\s*", sample[0] if sample else "", re.IGNORECASE)
    if stated and stated[1] in _DELIMITERS:
        return True, stated[1]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [
                len(cells) for cells in csv.reader(sample, delimiter=delimiter) if any(map(str.strip, cells))
            ]
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        score = (width > 1) * (count / len(widths) + min(width, 10) / 20)
        if score > best_score:
            best, best_score = delimiter, score
    return False, best


def _check_closed(file: str, number: int, record: str, delimiter: str) -> None:
    try:
        for _ in csv.reader([record], delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            raise NotThisFormat(_never_closed(file, number)) from fault


def _never_closed(file: str, number: int) -> str:
    return (
        f"{file} cannot be read from row {number} on: a quotation mark is opened and never closed, or one cell is "
        "far too long. Correct that row, or save the table as XLSX, and choose the new file."
    )


def _clean(cell: str, file: str, number: int, notes: Oddities) -> str:
    cleaned = _CONTROL.sub("", cell)
    if cleaned != cell:
        notes.note(
            file,
            number,
            "Signs that no keyboard writes were taken out of this row. Check it.",
        )
    return cleaned


def _bounded(cell: str, file: str, number: int, notes: Oddities) -> str:
    if len(cell) <= MAX_CELL_CHARACTERS:
        return cell
    notes.note(
        file,
        number,
        f"A cell is longer than {MAX_CELL_CHARACTERS:,} characters and was cut there.",
    )
    return cell[:MAX_CELL_CHARACTERS]
