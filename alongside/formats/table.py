"""A table with a heading, from CSV or XLSX, its odd rows named and its secrets left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from alongside.formats.container import leaf
from alongside.formats.delimited import Row, read_rows
from alongside.formats.names import column, in_words
from alongside.formats.odd import NotThisFormat, Oddities, UnsafeFile
from alongside.formats.workbook import is_workbook, read_sheets
from alongside.wording import gettext as _
from alongside.wording import ngettext, number
from alongside.wording.plain import bare

MAX_TABLE_ROWS = 200_000
"""A list kept by hand has hundreds; a whole district's comes as OneRoster, which is read row by row."""

_LOOK_AHEAD = 30
_SECRET = re.compile(
    r"pass ?(?:word|code|phrase)|passwd|pwd|contrasena|mot de passe|kata laluan|passwort|senha|parola"
    r"|κωδικοσ προσβασησ|συνθηματικο|密码|密碼|口令"
)


@dataclass(frozen=True)
class Table:
    """A heading and its rows; each row knows its line, and its cells by the heading above them.

    Columns of passwords are never in it. `name` is the file's, with the sheet's after it where a workbook has several.
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A heading or word for comparing: lower case, no accents, no punctuation; `givenName` is `given name`."""
    return bare(re.sub(r"(?<=[a-zα-ω])(?=[A-ZΑ-Ω])", " ", text))


def is_secret(heading: str) -> bool:
    """Whether a column so headed holds passwords, which no part of the program may ever see."""
    return bool(_SECRET.search(plain(heading)))


def read_table(name: str, data: bytes, notes: Oddities, sheet: str | None = None) -> Table:
    """The one table of a CSV or XLSX file: of a workbook the named sheet, else the one with the most rows.

    Raises NotThisFormat where there is none.
    """
    if not is_workbook(data):
        header, rows = stream_table(name, data, notes)
        return Table(leaf(name), header, _held(leaf(name), rows))
    sheets = read_sheets(name, data, notes)
    if sheet is not None:
        sheets = [known for known in sheets if known.name == sheet]
    if not sheets:
        raise NotThisFormat(
            _("{file} holds no sheet with anything in it. Choose the file that has the table.").format(
                file=leaf(name)
            )
        )
    chosen = max(sheets, key=lambda known: len(known.rows))
    if len(sheets) > 1:
        sentence = ngettext(
            "The workbook has {n} sheet. “{sheet}”, the longest, was read.",
            "The workbook has {n} sheets. “{sheet}”, the longest, was read.",
            len(sheets),
        )
        notes.note(leaf(name), None, sentence.format(n=len(sheets), sheet=chosen.name))
    header, rows = _headed(leaf(name), chosen.rows, notes)
    return Table(leaf(name), header, _held(leaf(name), rows))


def check_has_rows(table: Table) -> None:
    """Refuses a table that is empty below its heading."""
    if not table.rows:
        raise NotThisFormat(
            _(
                "{file} has a heading and no rows. Export it again with its rows and choose the new file."
            ).format(file=table.name)
        )


def stream_table(
    name: str, data: bytes, notes: Oddities
) -> tuple[tuple[str, ...], Iterator[tuple[int, dict[str, str]]]]:
    """The heading of a delimited file and its rows one by one, for files too long to hold as a `Table`."""
    return _headed(leaf(name), read_rows(name, data, notes), notes)


def _held(file: str, rows: Iterable[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    held = list(islice(rows, MAX_TABLE_ROWS + 1))
    if len(held) > MAX_TABLE_ROWS:
        sentence = _("{file} has more than {most} rows. Bring in one school at a time.")
        raise UnsafeFile(sentence.format(file=file, most=number(MAX_TABLE_ROWS)))
    return held


def _headed(
    file: str, rows: Iterable[Row], notes: Oddities
) -> tuple[tuple[str, ...], Iterator[tuple[int, dict[str, str]]]]:
    stream = iter(rows)
    first = list(islice(stream, _LOOK_AHEAD))
    if not first:
        raise NotThisFormat(
            _("{file} has no rows. Export it again and choose the new file.").format(file=file)
        )
    place = _heading_place(first)
    if place:
        sentence = _("What stands above the heading in row {number} was not read.")
        notes.note(file, first[0][0], sentence.format(number=first[place][0]))
    line, headings = first[place]
    names = _names(file, line, headings, first[place + 1 :], notes)
    if not any(names):
        raise NotThisFormat(
            _("{file} has no heading. Give each column a name in the first row.").format(file=file)
        )
    header = tuple(name for name in names if name)
    secret = any(map(is_secret, headings))
    return header, _rows(file, names, chain(first[place + 1 :], stream), secret, notes)


def _heading_place(first: list[Row]) -> int:
    """Titles above a table fill a cell or two; its heading fills most of the table's width."""
    widths = Counter(sum(map(bool, cells)) for _, cells in first)
    usual = max(widths, key=lambda width: (widths[width], width))
    return next(
        (place for place, (_, cells) in enumerate(first) if sum(map(bool, cells)) >= max(2, usual / 2)),
        0,
    )


def _names(file: str, line: int, headings: list[str], sample: list[Row], notes: Oddities) -> list[str]:
    """A name for each column, "" for one that is not read; repeated names are told apart."""
    names: list[str] = []
    for place, heading in enumerate(" ".join(text.split()) for text in headings):
        if is_secret(heading):
            sentence = _("The column “{name}” holds passwords. It was not read and is not kept.")
            notes.note(file, line, sentence.format(name=heading))
            heading = ""
        elif not heading and any(place < len(cells) and cells[place] for _, cells in sample):
            heading = column(place + 1)
            sentence = _("Column {number} has no heading. It is called “{name}” here.")
            notes.note(file, line, sentence.format(number=place + 1, name=in_words(heading)))
        elif heading in names:
            again = sum(name == heading or name.startswith(f"{heading} (") for name in names) + 1
            sentence = _("Two columns are headed “{name}”. The later is called “{other}”.")
            notes.note(file, line, sentence.format(name=heading, other=f"{heading} ({again})"))
            heading = f"{heading} ({again})"
        names.append(heading)
    return names


def _rows(
    file: str, names: list[str], rows: Iterable[Row], secret: bool, notes: Oddities
) -> Iterator[tuple[int, dict[str, str]]]:
    columns = [(place, name) for place, name in enumerate(names) if name]
    width = len(names)
    for line, cells in rows:
        if len(cells) != width:
            beyond = any(cells[width:])
            if secret and (beyond or len(cells) < width):
                # Its cells may have slipped sideways, and a password with them into a column that is kept.
                sentence = ngettext(
                    "The row has one cell under {headings} headings and was set aside unread.",
                    "The row has {cells} cells under {headings} headings and was set aside unread.",
                    len(cells),
                )
                notes.note(file, line, sentence.format(cells=len(cells), headings=width))
                continue
            if beyond:
                sentence = ngettext(
                    "The row has more cells than the one heading. The rest was not read.",
                    "The row has more cells than the {headings} headings. The rest was not read.",
                    width,
                )
                notes.note(file, line, sentence.format(headings=width))
            elif len(cells) < width:
                sentence = ngettext(
                    "The row has one cell under {headings} headings. The rest was read as blank.",
                    "The row has {cells} cells under {headings} headings. The rest was read as blank.",
                    len(cells),
                )
                notes.note(file, line, sentence.format(cells=len(cells), headings=width))
            cells = cells[:width] + [""] * (width - len(cells))
        if any("\n" in cell or "\r" in cell for cell in cells):
            notes.note(file, line, _("A cell holds a line break. Check that it is not two rows read as one."))
        for place, _name in columns:
            if cells[place][:1] in ("=", "@") and len(cells[place]) > 1:
                sentence = _("“{text}” looks like a formula. It was kept as plain text.")
                notes.note(file, line, sentence.format(text=cells[place][:40]))
        yield line, {name: cells[place] for place, name in columns}
