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
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_
from alongside.wording import number as written

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet shows it, and its cells, trimmed."""

MAX_TEXT_BYTES = 96 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 1_000
MAX_CELL_CHARACTERS = 32_767
"""What Excel holds in one cell; a longer one is cut, with an oddity."""
MAX_LINES_IN_CELL = 60

_DELIMITERS = ",;\t|"
_SEPARATED = {
    ";": N_("The cells are separated by semicolons. They were read so."),
    "\t": N_("The cells are separated by tabs. They were read so."),
    "|": N_("The cells are separated by upright bars. They were read so."),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", N_("a picture (PNG)")),
    (b"\xff\xd8\xff", N_("a picture (JPEG)")),
    (b"GIF8", N_("a picture (GIF)")),
    (b"%PDF", N_("a PDF document")),
    (b"PK\x03\x04", N_("a zip")),
    (b"PK\x05\x06", N_("an empty zip")),
    (b"\x1f\x8b", N_("a packed file (gzip)")),
    (b"7z\xbc\xaf", N_("a packed file (7-Zip)")),
    (b"Rar!", N_("a packed file (RAR)")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel file (.xls) or one locked with a password")),
    (b"{\\rtf", N_("a text document (RTF)")),
    (b"<?xml", N_("an XML file")),
    (b"<html", N_("a web page")),
    (b"<!DOCTYPE", N_("a web page")),
    (b"SQLite format 3", N_("a database")),
)
_BOM = b"\xef\xbb\xbf"


def kind_of_bytes(data: bytes) -> str:
    """What the first bytes say the file is, in words; "" for what may be text."""
    start = data[:64].removeprefix(_BOM).lstrip()
    return next(
        (_(words) for magic, words in _MAGIC if start[: len(magic)].lower() == magic.lower()),
        "",
    )


def read_rows(name: str, data: bytes, notes: Oddities) -> Iterator[Row]:
    """Each row of a delimited text file with its number, blank rows left out.

    Raises NotThisFormat for bytes that are no text, and while iterating for a quotation mark never closed.
    """
    file = leaf(name)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise NotThisFormat(_("{file} is empty. Export it again and choose the new file.").format(file=file))
    if len(data) > MAX_TEXT_BYTES:
        raise UnsafeFile(
            _("{file} is too large to read as one table. Export one school at a time.").format(file=file)
        )
    if kind := kind_of_bytes(data):
        raise NotThisFormat(
            _("{file} is {kind}, not a table. Save it as CSV or XLSX and choose the new file.").format(
                file=file, kind=kind
            )
        )
    encoding = encoding_of(data)
    if (encoding.codec.startswith("utf-8") and data.count(0) > max(3, len(data) // 200)) or (
        encoding.codec.startswith("cp") and _looks_binary(data)
    ):
        raise NotThisFormat(
            _("{file} is not text. Save the table as CSV or XLSX and choose the new file.").format(file=file)
        )
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
        notes.note(file, None, _(_SEPARATED[delimiter]))
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
                sentence = _("{file} has more than {most} rows. Export one school at a time.")
                raise UnsafeFile(sentence.format(file=file, most=written(MAX_ROWS)))
            if len(cells) > MAX_COLUMNS:
                sentence = _("{file} has more than {most} columns in row {number}. Export a plain list.")
                raise UnsafeFile(sentence.format(file=file, most=written(MAX_COLUMNS), number=number))
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
        for _cells in csv.reader([record], delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            raise NotThisFormat(_never_closed(file, number)) from fault


def _never_closed(file: str, number: int) -> str:
    return _(
        "{file} cannot be read from row {number} on: a quotation mark is opened and never closed, or one cell is "
        "far too long. Correct that row, or save the table as XLSX, and choose the new file."
    ).format(file=file, number=number)


def _clean(cell: str, file: str, number: int, notes: Oddities) -> str:
    cleaned = _CONTROL.sub("", cell)
    if cleaned != cell:
        notes.note(file, number, _("Signs that no keyboard writes were taken out of this row. Check it."))
    return cleaned


def _bounded(cell: str, file: str, number: int, notes: Oddities) -> str:
    if len(cell) <= MAX_CELL_CHARACTERS:
        return cell
    sentence = _("A cell is longer than {most} characters and was cut there.")
    notes.note(file, number, sentence.format(most=written(MAX_CELL_CHARACTERS)))
    return cell[:MAX_CELL_CHARACTERS]
