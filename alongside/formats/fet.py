"""Reads class timetables from FET, the free timetabling program: its `.fet` file and its CSV export.

Sources: the files that FET 6 writes and its manual (lalescu.ro/liviu/fet). A `.fet` file holds a solved timetable only
as constraints on the starting time of each activity ("data and timetable"); the CSV has one row for each period.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Protocol

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from alongside.formats.container import leaf
from alongside.formats.names import NO_SUBJECT, in_words
from alongside.formats.odd import NotThisFormat, Oddities, Oddity, UnsafeFile, first_of
from alongside.formats.table import plain, stream_table
from alongside.formats.timetables import (
    ClassTimetables,
    Lesson,
    Slot,
    days_named,
    ends_filled,
    joined,
    note_unknown,
)  # fmt: skip
from alongside.formats.when import in_order, span_in
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext, number

MAX_FET_BYTES = 32 * 1024 * 1024
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 30
MAX_PIECES = 200_000

_CSV_COLUMNS = {
    "activity id": "id", "day": "day", "hour": "hour", "students sets": "students", "students": "students",
    "subject": "subject", "teachers": "teachers", "teacher": "teachers", "room": "room",
}  # fmt: skip
_GROUP = re.compile(
    r"[_\-./]?[^\W\d_]\w+|[\s_\-./]*(?:gp|grp|gr|g|group|groupe|grupo|kumpulan|ομάδα|组|組|set|band)[\s_\-.]*\w{1,3}",
    re.IGNORECASE,
)


class _Element(Protocol):
    tag: str
    text: str | None

    def findtext(self, path: str) -> str | None: ...
    def findall(self, path: str) -> list[_Element]: ...
    def iter(self, tag: str) -> Iterable[_Element]: ...
    def clear(self) -> None: ...


def read_fet_csv(name: str, data: bytes) -> tuple[ClassTimetables, list[Oddity]]:
    """The timetables in FET's `…_timetable.csv`. Raises NotThisFormat for any other table."""
    file, notes = leaf(name), Oddities()
    header, rows = stream_table(name, data, notes)
    columns = {_CSV_COLUMNS[plain(heading)]: heading for heading in header if plain(heading) in _CSV_COLUMNS}
    if missing := [word for word in ("day", "hour", "students", "subject") if word not in columns]:
        sentence = _(
            "{file} is not FET's timetable as CSV: it has no column for {columns}. "
            "In FET, choose Timetable, then Export to CSV, and take the file that ends in _timetable.csv."
        )
        raise NotThisFormat(sentence.format(file=file, columns=listed(missing)))
    pieces: list[Lesson] = []
    for line, cells in rows:
        row = {word: cells[heading] for word, heading in columns.items()}
        if not row["day"] or not row["hour"]:
            sentence = _("The activity has no day or hour: it is not in the timetable and was set aside.")
            notes.note(file, line, sentence)
            continue
        if not row["students"]:
            sentence = _("“{subject}” names no class and was set aside.")
            notes.note(file, line, sentence.format(subject=row["subject"][:60]))
            continue
        if not row["subject"]:
            sentence = _("The row has no subject. It was kept as “{name}”.")
            notes.note(file, line, sentence.format(name=in_words(NO_SUBJECT)))
        for students in _split(row["students"]):
            pieces.append(Lesson(
                students, row["day"], None, None, row["subject"] or NO_SUBJECT, _split(row.get("teachers", "")),
                row.get("room", ""), line, slots=(row["hour"],), file=file,
            ))  # fmt: skip
        if len(pieces) > MAX_PIECES:
            raise UnsafeFile(_too_many(file))
    if not pieces:
        sentence = _(
            "{file} has FET's heading but no lesson. Generate the timetable in FET and export it again."
        )
        raise NotThisFormat(sentence.format(file=file))
    hours = _hours_in_order({piece.slots[0] for piece in pieces}, [piece.slots[0] for piece in pieces])
    timetables = _timetables(
        file, in_order(piece.day for piece in pieces), hours, _grouped(pieces, file, notes), notes
    )
    return timetables, notes.listed()


def read_fet(name: str, data: bytes) -> tuple[ClassTimetables, list[Oddity]]:
    """The timetables in a `.fet` file that was saved with its solution.

    Raises NotThisFormat where no activity has a time, UnsafeFile for XML that defines entities.
    """
    file, notes = leaf(name), Oddities()
    if len(data) > MAX_FET_BYTES:
        raise UnsafeFile(
            _("{file} is too large for a timetable. Export one school at a time.").format(file=file)
        )
    parts = _Parts()
    try:
        _gather(data, parts)
    except DefusedXmlException as fault:
        raise UnsafeFile(
            _(
                "{file} defines its own signs (XML entities), which FET never does, so it is not opened. "
                "Save it from FET again."
            ).format(file=file)
        ) from fault
    except (ParseError, ValueError, LookupError, RecursionError) as fault:
        raise NotThisFormat(
            _("{file} is damaged or is no FET file. Save it from FET again.").format(file=file)
        ) from fault
    if not parts.is_fet:
        raise NotThisFormat(
            _("{file} is XML but no FET file. Choose the file that FET saves with the ending .fet.").format(
                file=file
            )
        )
    if not parts.starts:
        raise NotThisFormat(_unsolved(file))
    pieces = _grouped(_placed(parts, file, notes), file, notes)
    if not pieces:
        raise NotThisFormat(_unsolved(file))
    return _timetables(file, tuple(parts.days), tuple(parts.hours), pieces, notes), notes.listed()


def _unsolved(file: str) -> str:
    return _(
        "{file} holds the data of a timetable but no solved timetable. In FET, generate the timetable, then export it "
        "as CSV or save “data and timetable”, and choose that file."
    ).format(file=file)


def _too_many(file: str) -> str:
    sentence = _("{file} has more than {most} lessons. Export one school at a time.")
    return sentence.format(file=file, most=number(MAX_PIECES))


class _Parts:
    """What of a .fet file matters: its days, hours, sets of students, activities and where each was put."""

    def __init__(self) -> None:
        self.is_fet = False
        self.days: list[str] = []
        self.hours: list[str] = []
        self.above: dict[str, str] = {}
        self.activities: list[tuple[str, tuple[str, ...], tuple[str, ...], str, int]] = []
        self.starts: dict[str, tuple[str, str]] = {}
        self.rooms: dict[str, str] = {}


def _gather(data: bytes, parts: _Parts) -> None:
    depth = count = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        count += 1
        if depth > MAX_DEPTH or count > 2 * MAX_ELEMENTS:
            raise ValueError("deeper or longer than any timetable")
        if event == "start":
            if not parts.is_fet:
                if element.tag.casefold() != "fet":
                    return
                parts.is_fet = True
            continue
        match element.tag:
            case "Days_List":
                parts.days = _names(element, "Day")
            case "Hours_List":
                parts.hours = _names(element, "Hour")
            case "Students_List":
                for year in element.findall("Year"):
                    for group in year.findall("Group"):
                        parts.above[_text(group, "Name")] = _text(year, "Name")
                        for subgroup in group.findall("Subgroup"):
                            parts.above[_text(subgroup, "Name")] = _text(group, "Name")
            case "Activity":
                if _text(element, "Active") != "false" and len(parts.activities) < MAX_PIECES:
                    duration = _text(element, "Duration")
                    parts.activities.append((
                        _text(element, "Id"), _texts(element, "Students"), _texts(element, "Teacher"),
                        _text(element, "Subject"), int(duration) if duration.isdigit() else 1,
                    ))  # fmt: skip
                element.clear()
            case "ConstraintActivityPreferredStartingTime":
                hour = _text(element, "Preferred_Hour") or _text(element, "Hour")
                day = _text(element, "Preferred_Day") or _text(element, "Day")
                certain = (_text(element, "Weight_Percentage") or "100").startswith("100")
                if day and hour and certain and _text(element, "Active") != "false":
                    parts.starts[_text(element, "Activity_Id")] = day, hour
                element.clear()
            case "ConstraintActivityPreferredRoom":
                if _text(element, "Active") != "false":
                    real = _texts(element, "Real_Room")
                    parts.rooms[_text(element, "Activity_Id")] = "+".join(real) or _text(element, "Room")
                element.clear()
            case tag if tag.startswith("Constraint"):
                element.clear()


def _placed(parts: _Parts, file: str, notes: Oddities) -> list[Lesson]:
    """A piece for each period of each placed activity, its students spread over the classes below them."""
    named = {students for _, sets, _, _, _ in parts.activities for students in sets}
    below = _below(parts.above, named)
    hour_place = {hour: number for number, hour in enumerate(parts.hours)}
    pieces: list[Lesson] = []
    unplaced = 0
    for id, sets, teachers, subject, duration in parts.activities:
        day, hour = parts.starts.get(id, ("", ""))
        if day not in parts.days or hour not in hour_place:
            unplaced += 1
            continue
        if not sets:
            sentence = _("Activity {id} ({subject}) has no students and was set aside.")
            notes.note(file, None, sentence.format(id=id, subject=subject[:60]))
        first = hour_place[hour]
        if first + duration > len(parts.hours):
            sentence = _("Activity {id} ({subject}) runs past the last hour and was cut there.")
            notes.note(file, None, sentence.format(id=id, subject=subject[:60]))
        for students in dict.fromkeys(one for whole in sets for one in below.get(whole, [whole])):
            for period in parts.hours[first : first + min(duration, len(parts.hours))]:
                pieces.append(Lesson(
                    students, day, None, None, subject or NO_SUBJECT, teachers, parts.rooms.get(id, ""),
                    slots=(period,), file=file,
                ))  # fmt: skip
        if len(pieces) > MAX_PIECES:
            raise UnsafeFile(_too_many(file))
    if unplaced and pieces:
        sentence = ngettext(
            "{n} activity has no day and hour in this timetable and was set aside.",
            "{n} activities have no day and hour in this timetable and were set aside.",
            unplaced,
        )
        notes.note(file, None, sentence.format(n=number(unplaced)))
    return pieces


def _below(above: dict[str, str], named: set[str]) -> dict[str, list[str]]:
    """For a set above classes ("Year 1"), the classes that have lessons of their own; groups do not count."""
    below: dict[str, list[str]] = {}
    for students in named:
        seen = {students}
        parent = above.get(students, "")
        while parent and parent not in seen:
            if parent in named and not is_group_of(students, parent):
                below.setdefault(parent, []).append(students)
            seen.add(parent)
            parent = above.get(parent, "")
    return {whole: sorted(parts) for whole, parts in below.items()}


def is_group_of(students: str, class_name: str) -> bool:
    """Whether a set's name says that it is part of a class: "5AGp1", "5A Group 2" and "4AMath" of 5A and 4A.

    A class's own name has a letter and a digit, and more than one sign tells a group from it: "1A" is no group of "1",
    nor "Year 1B" of "Year 1".
    """
    if students == class_name or not students.startswith(class_name):
        return False
    letters_and_digits = any(map(str.isalpha, class_name)) and any(map(str.isdigit, class_name))
    return letters_and_digits and bool(_GROUP.fullmatch(students[len(class_name) :]))


def _grouped(pieces: list[Lesson], file: str, notes: Oddities) -> list[Lesson]:
    """The pieces with groups of a class given to that class, when it has lessons of its own."""
    sets = dict.fromkeys(piece.class_name for piece in pieces)
    owner: dict[str, str] = {}
    for students in sets:
        for length in range(1, len(students)):  # the shortest: a group of a group is the class's too
            if students[:length] in sets and is_group_of(students, students[:length]):
                owner[students] = students[:length]
                break
    if owner:
        shown = [_("{group} of {whole}").format(group=group, whole=whole) for group, whole in owner.items()]
        sentence = ngettext(
            "{n} set of students was read as a group of a class ({groups}).",
            "{n} sets of students were read as groups of a class ({groups}).",
            len(owner),
        )
        notes.note(file, None, sentence.format(n=number(len(owner)), groups=first_of(shown, 4)))
    return [
        Lesson(
            owner[piece.class_name], piece.day, None, None, piece.subject, piece.teachers, piece.room, piece.line,
            piece.class_name, piece.slots, piece.file,
        )
        if piece.class_name in owner
        else piece
        for piece in pieces
    ]  # fmt: skip


def _timetables(
    file: str, days: tuple[str, ...], hours: tuple[str, ...], pieces: list[Lesson], notes: Oddities
) -> ClassTimetables:
    slots = ends_filled([Slot(hour, *span_in(hour)) for hour in hours], file, notes)
    note_unknown(slots, file, notes)
    named = days_named(days)
    return ClassTimetables(named, slots, joined(pieces, named, slots))


def _hours_in_order(hours: set[str], as_met: list[str]) -> tuple[str, ...]:
    """Hours by their times, else by the number in their names, else as they were met."""
    if all(span_in(hour)[0] is not None for hour in hours):
        return tuple(sorted(hours, key=lambda hour: span_in(hour)[0] or 0))
    numbers = {hour: re.search(r"\d+", hour) for hour in hours}
    if all(numbers.values()):
        return tuple(sorted(hours, key=lambda hour: (int(found[0]) if (found := numbers[hour]) else 0, hour)))
    return tuple(dict.fromkeys(as_met))


def _split(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in written.split("+") if part.strip()))


def _names(element: _Element, tag: str) -> list[str]:
    names = (_text(child, "Name") for child in element.findall(tag))
    return list(dict.fromkeys(name for name in names if name))


def _text(element: _Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _texts(element: _Element, tag: str) -> tuple[str, ...]:
    return tuple(filter(None, ((child.text or "").strip() for child in element.findall(tag))))
