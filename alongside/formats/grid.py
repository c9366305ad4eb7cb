"""Reads class timetables from a plain grid, as schools keep them by hand: days across, times down, a sheet a class.

There is no standard for these. A sheet (or file) may hold several classes below each other, each under a line with its
name; a grid with the days down and the times across is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.formats.container import leaf
from alongside.formats.delimited import Row, read_rows
from alongside.formats.odd import NotThisFormat, Oddities, Oddity, UnsafeFile, first_of
from alongside.formats.timetables import (
    ClassTimetables,
    Lesson,
    Slot,
    days_named,
    ends_filled,
    joined,
    note_unknown,
)  # fmt: skip
from alongside.formats.when import (
    afternoon,
    days_of_letters,
    ends_before_it_begins,
    in_order,
    is_day,
    span_in,
    times_in,
    which_day,
)  # fmt: skip
from alongside.formats.workbook import is_workbook, read_sheets
from alongside.wording import gettext as _
from alongside.wording import ngettext

MAX_GRID_ROWS = 5_000
MAX_GRID_CELLS = 300_000
MAX_CELLS_OF_LESSONS = 100_000

_ROOM = re.compile(
    r"(?:room|rm\.?|aula|salle|sala|bilik|αίθουσα|αιθ\.?|教室|课室)\s*\S.*|[A-Z]{0,2}\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
_CLASS_WORD = re.compile(
    r"^(?:timetable|schedule|class timetable|class|classe|clase|grade|kelas|τμήμα|τάξη|ωρολόγιο πρόγραμμα|班级|班)"
    r"\s*[:\-–]?\s*|\s*[:\-–]?\s*(?:timetable|schedule|20\d\d.*)$",
    re.IGNORECASE,
)


_UNNAMED = re.compile(
    r"(?:sheet|hoja|feuil|feuille|foglio|tabelle|planilha|helaian|φύλλο|工作表)\s?\d*", re.IGNORECASE
)
"""What a spreadsheet program calls a sheet that nobody named."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int


_Grid = list[list[_Cell]]


def read_grid(files: Sequence[tuple[str, bytes]]) -> tuple[ClassTimetables, list[Oddity]]:
    """The timetables in grids, given as (name, bytes) of CSV and XLSX files.

    A class is named by the line above its grid where there is one that no other sheet has too, else by its sheet, else
    by its file. Cells that
    repeat downwards, or are merged, are one lesson. Raises NotThisFormat where no file holds a grid.
    """
    notes = Oddities()
    found_in: list[tuple[str, Lesson]] = []
    slots: dict[tuple[str, int | None, int | None], Slot] = {}
    refusals: list[NotThisFormat] = []
    has_days = False
    for name, data in files:
        try:
            sheets = _sheets(name, data, notes)
        except UnsafeFile:
            raise
        except NotThisFormat as refusal:
            refusals.append(refusal)
            notes.note(leaf(name), None, str(refusal))
            continue
        if sum(len(cells) for _title, rows in sheets for _line, cells in rows) > MAX_GRID_CELLS:
            sentence = _("{file} is far larger than a timetable. Bring in one school at a time.")
            raise UnsafeFile(sentence.format(file=leaf(name)))
        for title, rows in sheets:
            found = _blocks(leaf(name), title, rows, notes)
            if not found:
                if looks_like_grid(rows):
                    has_days = True
                    sentence = _("“{sheet}” has a line of days and no lesson under it, and was not read.")
                else:
                    sentence = _("“{sheet}” has no line of days such as Monday, Tuesday, and was not read.")
                notes.note(leaf(name), None, sentence.format(sheet=title))
            for block_slots, block_pieces in found:
                renamed = _shared(block_slots, slots)
                found_in.extend(
                    (title, replace(piece, slots=(renamed[piece.slots[0]],))) for piece in block_pieces
                )
                if len(found_in) > MAX_CELLS_OF_LESSONS:
                    raise UnsafeFile(_too_many(leaf(name)))
    if not found_in:
        if refusals and len(files) == len(refusals):
            raise refusals[0]
        raise NotThisFormat(_no_timetable([leaf(name) for name, _data in files], has_days))
    ordered = tuple(
        sorted(slots.values(), key=lambda slot: (slot.start is None, slot.start or 0, slot.end or 0))
    )
    note_unknown(ordered, leaf(files[0][0]), notes)
    pieces = _days_alike(_classes_apart(found_in, notes))
    days = days_named(in_order(piece.day for piece in pieces))
    return ClassTimetables(days, ordered, joined(pieces, days, ordered)), notes.listed()


def _no_timetable(files: list[str], has_days: bool) -> str:
    if not files:
        return _("The folder holds no file. Choose the files of the timetable.")
    if has_days:
        sentence = _(
            "{file} has a line of days and no lesson at a time under it. Put a period or time (8:30-9:00) in "
            "front of each row and the lessons in the cells."
        )
    else:
        sentence = _(
            "{file} is no timetable in a grid. Put the days in one row (Monday, Tuesday, …), the times in the first "
            "column (8:30-9:00) and the lessons in the cells."
        )
    return sentence.format(file=files[0])


def _too_many(file: str) -> str:
    return _("{file} has far too many lessons. Bring in one school at a time.").format(file=file)


def looks_like_grid(rows: Sequence[Row]) -> bool:
    """Whether some row, or the first column, names at least two days."""
    across = any(sum(map(is_day, _spelt_out(cells))) >= 2 for _, cells in rows[:30])
    down = sum(is_day(cells[0]) for _, cells in rows[:60] if cells) >= 2
    timed = any(times_in(cell) for _, cells in rows[:60] for cell in cells)
    return across or (down and timed)


def _sheets(name: str, data: bytes, notes: Oddities) -> list[tuple[str, list[Row]]]:
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", leaf(name))
    if is_workbook(data):
        return [
            (stem if _UNNAMED.fullmatch(sheet.name) else sheet.name, sheet.rows[:MAX_GRID_ROWS])
            for sheet in read_sheets(name, data, notes)
        ]
    rows: list[Row] = []
    for row in read_rows(name, data, notes):
        if len(rows) >= MAX_GRID_ROWS:
            break
        rows.append(row)
    return [(stem, rows)]


def _blocks(file: str, title: str, rows: list[Row], notes: Oddities) -> list[tuple[list[Slot], list[Lesson]]]:
    """Each grid of a sheet: its periods and its lessons, one piece a cell."""
    grid = [[_Cell(text, line) for text in _spelt_out(cells)] for line, cells in rows]
    heads = [place for place, cells in enumerate(grid) if sum(is_day(cell.text) for cell in cells) >= 2]
    if not heads:
        turned = _turned(grid)
        if turned is None:
            return []
        grid, heads = turned, [0]
    titles = [_title(grid, heads[place - 1] + 1 if place else 0, head) for place, head in enumerate(heads)]
    found: list[tuple[list[Slot], list[Lesson]]] = []
    for place, head in enumerate(heads):
        name = titles[place][0]
        end = titles[place + 1][1] if place + 1 < len(heads) else len(grid)
        if not name and place:
            name = f"{title} ({place + 1})"
            sentence = _("A second grid without a class's name above it was called “{name}”.")
            notes.note(file, grid[head][0].line, sentence.format(name=name))
        block = _block(file, name or title, grid[head], grid[head + 1 : end], notes)
        if block[1]:
            found.append(block)
    return found


def _spelt_out(cells: list[str]) -> list[str]:
    days = days_of_letters(cells)
    return [days.get(place, text) for place, text in enumerate(cells)] if days else cells


def _turned(grid: _Grid) -> _Grid | None:
    """A grid with days down the side, turned so that they stand across; None where there is none."""
    days = [place for place, cells in enumerate(grid) if cells and is_day(cells[0].text)]
    if len(days) < 2 or days[0] == 0:
        return None
    chosen = [grid[days[0] - 1], *(grid[place] for place in days)]
    width = max(map(len, chosen))
    return [
        [cells[place] if place < len(cells) else _Cell("", cells[0].line) for cells in chosen]
        for place in range(width)
    ]


def _title(grid: _Grid, above: int, head: int) -> tuple[str, int]:
    """The class named over a grid and the row where it is: one text alone, no time. Else "" and the grid's own row.

    The word for a class may have a cell to itself: "Class" | "Ash".
    """
    for place in range(head - 1, max(above, head - 6) - 1, -1):
        texts = list(dict.fromkeys(cell.text for cell in grid[place] if cell.text))
        if len(texts) == 2 and not _CLASS_WORD.sub("", texts[0]).strip():
            texts = texts[1:]
        if len(texts) == 1 and not times_in(texts[0]) and len(texts[0]) <= 80:
            return _CLASS_WORD.sub("", texts[0]).strip() or texts[0], place
    return "", head


def _block(
    file: str, class_name: str, head: list[_Cell], rows: _Grid, notes: Oddities
) -> tuple[list[Slot], list[Lesson]]:
    columns = {place: cell.text for place, cell in enumerate(head) if is_day(cell.text)}
    if len(columns) * len(rows) > MAX_CELLS_OF_LESSONS:
        raise UnsafeFile(_too_many(file))
    first = min(columns)
    names: dict[str, int] = {}
    labels: list[tuple[str, int | None, int | None]] = []
    kept: list[list[_Cell]] = []
    for cells in rows:
        side = [cell.text for cell in cells[:first] if cell.text]
        lessons = [cells[place].text for place in columns if place < len(cells) and cells[place].text]
        if not side:
            if lessons and kept:
                sentence = _("The row has no time or period in front. It was set aside.")
                notes.note(file, cells[0].line, sentence)
            continue
        written = " - ".join(side)
        if ends_before_it_begins(written):
            sentence = _(
                "“{period}” ends before it begins and was left out. Correct its times, and read the file again."
            )
            notes.note(file, cells[0].line, sentence.format(period=written[:40]))
            continue
        start, end = span_in(written)
        label = " ".join(" ".join(side).split())
        names[label] = names.get(label, 0) + 1
        labels.append((label if names[label] == 1 else f"{label} ({names[label]})", start, end))
        kept.append(cells)
    slots = _timed(file, labels, notes)
    pieces = []
    for slot, cells in zip(slots, kept, strict=True):
        for place, day in columns.items():
            text = cells[place].text if place < len(cells) else ""
            if not re.search(r"\w", text):
                continue
            subject, teachers, room = _contents(text)
            pieces.append(Lesson(
                class_name, day, None, None, subject, teachers, room, cells[place].line, slots=(slot.name,), file=file,
            ))  # fmt: skip
    return slots, pieces


def _timed(file: str, labels: list[tuple[str, int | None, int | None]], notes: Oddities) -> list[Slot]:
    """Periods with noon passed where the times fall back, and ends taken from the next start where missing."""
    starts = afternoon([start for _, start, _ in labels])
    slots: list[Slot] = []
    for (label, written, end), start in zip(labels, starts, strict=True):
        if start is not None and end is not None and written is not None:
            end += start - written
        slots.append(Slot(label, start, end))
    filled: list[Slot] = []
    for place, slot in enumerate(slots):
        following = slots[place + 1].start if place + 1 < len(slots) else None
        if slot.start is not None and slot.end is None and following is not None and following > slot.start:
            slot = replace(slot, end=following)
        filled.append(slot)
    return list(ends_filled(filled, file, notes))


def _shared(slots: list[Slot], known: dict[tuple[str, int | None, int | None], Slot]) -> dict[str, str]:
    """This block's period names as all blocks share them: one name means one time."""
    renamed: dict[str, str] = {}
    taken = {slot.name for slot in known.values()}
    for slot in slots:
        key = slot.name, slot.start, slot.end
        if key not in known:
            name, again = slot.name, 1
            while name in taken:
                again += 1
                name = f"{slot.name} ({again})"
            known[key] = replace(slot, name=name)
            taken.add(name)
        renamed[slot.name] = known[key].name
    return renamed


def _classes_apart(found_in: list[tuple[str, Lesson]], notes: Oddities) -> list[Lesson]:
    """The pieces with a line that stands over several sheets (a school's name) not taken for a class."""
    sheets: dict[str, set[tuple[str, str]]] = {}
    for title, piece in found_in:
        sheets.setdefault(piece.class_name, set()).add((piece.file, title))
    shared = {name for name, places in sheets.items() if len({title for _, title in places}) > 1}
    for name in sorted(shared):
        places = sorted({title for _, title in sheets[name]})
        sentence = ngettext(
            "“{name}” stands over {n} sheet, so each class is called after its sheet: {sheets}.",
            "“{name}” stands over {n} sheets, so each class is called after its sheet: {sheets}.",
            len(places),
        ).format(name=name[:60], n=len(places), sheets=first_of(places, 6))
        notes.note(min(file for file, _title in sheets[name]), None, sentence)
    return [
        replace(piece, class_name=title) if piece.class_name in shared else piece for title, piece in found_in
    ]


def _days_alike(pieces: list[Lesson]) -> list[Lesson]:
    """The pieces with one name for each day, the first met, where grids call it "Mon" here and "Monday" there."""
    first: dict[tuple[object, ...], str] = {}
    for name in dict.fromkeys(piece.day for piece in pieces):
        first.setdefault(which_day(name), name)
    return [replace(piece, day=first[which_day(piece.day)]) for piece in pieces]


def _contents(text: str) -> tuple[str, tuple[str, ...], str]:
    """Subject, teachers and room of a cell: its first line, its other lines, and those of them that look like rooms."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rooms = [line for line in lines[1:] if _ROOM.fullmatch(line)]
    return lines[0], tuple(line for line in lines[1:] if line not in rooms), " ".join(rooms)
