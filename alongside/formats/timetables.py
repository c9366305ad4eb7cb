"""Class timetables as plain values: which class does what, on which day of the cycle, from when to when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from alongside.formats.odd import Oddities, first_of
from alongside.formats.when import weekday
from alongside.wording import ngettext

PASSING_MINUTES = 5
"""A gap of this length between two periods is the walk to the next one; a longer one is a break."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the cycle as the file calls it; `weekday` is Mon … Sun, None for the day of a cycle ("DAY 3")."""

    name: str
    weekday: str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A period of the day; minutes from midnight, half-open; None where the file does not say. Guesses are marked."""

    name: str
    start: int | None
    end: int | None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """One class (or a group of it) at one subject; `start` and `end` are None until the bell times are known.

    `slots` names the periods that it fills, in order. `group` names the part of the class, "" for all of it.
    """

    class_name: str
    day: str
    start: int | None
    end: int | None
    subject: str
    teachers: tuple[str, ...] = ()
    room: str = ""
    line: int | None = None
    group: str = ""
    slots: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True)
class ClassTimetables:
    """The weeks (or cycles) of a school's classes."""

    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def class_names(self) -> tuple[str, ...]:
        """Every class, in the order of the file."""
        return tuple(dict.fromkeys(lesson.class_name for lesson in self.lessons))

    @property
    def unknown_slots(self) -> tuple[str, ...]:
        """Names of periods without times, for which a person must give the bell times."""
        return tuple(slot.name for slot in self.slots if slot.start is None or slot.end is None)

    def with_bell_times(self, times: Mapping[str, tuple[int, int]]) -> ClassTimetables:
        """The same timetables with the given periods at the given times (minutes from midnight, half-open)."""
        slots = tuple(
            Slot(slot.name, *times[slot.name]) if slot.name in times else slot for slot in self.slots
        )
        pieces = [
            replace(lesson, slots=(name,)) for lesson in self.lessons for name in (lesson.slots or ("",))
        ]
        return ClassTimetables(self.days, slots, joined(pieces, self.days, slots))

    def week_of(self, class_name: str) -> list[Lesson]:
        """What the class as a whole does: its timed lessons, in order, none overlapping another.

        Where groups of a class part, the subjects stand beside each other ("Biology / History"), and so do teachers.
        """
        by_day: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in self.lessons:
            if lesson.class_name == class_name and lesson.start is not None and lesson.end is not None:
                by_day[lesson.day].append(lesson)
        return [lesson for day in self.days for lesson in _one_at_a_time(by_day.get(day.name, []))]


def days_named(names: Iterable[str]) -> tuple[Day, ...]:
    """Days of the cycle with the weekdays that their names mean."""
    return tuple(Day(name, weekday(name)) for name in names)


def joined(pieces: Iterable[Lesson], days: Sequence[Day], slots: Sequence[Slot]) -> list[Lesson]:
    """Lessons from pieces of one period each: equal neighbours become one lesson, a break parts them.

    Pieces of one activity are told apart from an equal activity next to it only by subject, teachers and room, which is
    all that a classroom sees.
    """
    pieces = list(pieces)
    order = {name: number for number, name in enumerate(dict.fromkeys(piece.class_name for piece in pieces))}
    place = {slot.name: number for number, slot in enumerate(slots)}
    day_place = {day.name: number for number, day in enumerate(days)}
    result: list[Lesson] = []
    open_lessons: dict[tuple[object, ...], Lesson] = {}
    for piece in sorted(
        pieces,
        key=lambda one: (
            one.class_name,
            day_place[one.day],
            place[one.slots[0]],
            one.group,
            one.subject,
            one.line or 0,
        ),
    ):
        slot = slots[place[piece.slots[0]]]
        timed = replace(piece, start=slot.start, end=slot.end)
        key = piece.class_name, piece.day, piece.group, piece.subject, piece.teachers, piece.room
        before = open_lessons.get(key)
        if before is not None and before.slots[-1] == slot.name:
            continue  # the same thing said twice
        if before is not None and _adjoin(slots[place[before.slots[-1]]], slot, place):
            longer = replace(before, end=timed.end, slots=(*before.slots, slot.name))
            open_lessons[key] = longer
        else:
            if before is not None:
                result.append(before)
            open_lessons[key] = timed
    result.extend(open_lessons.values())
    return sorted(
        result,
        key=lambda one: (
            order[one.class_name],
            day_place[one.day],
            place[one.slots[0]],
            one.group,
            one.subject,
        ),
    )


def ends_filled(slots: Sequence[Slot], file: str, notes: Oddities) -> tuple[Slot, ...]:
    """Periods that have only a start get an end, marked as guessed: the usual length, or the next start if sooner.

    The usual length is the commonest gap of at most an hour between two starts (the shorter of two as common), since
    longer gaps hold a break.
    """
    starts = sorted(slot.start for slot in slots if slot.start is not None)
    gaps = [after - before for before, after in pairwise(starts) if after > before]
    short = [gap for gap in gaps if gap <= 60] or gaps
    if not any(slot.start is not None and slot.end is None for slot in slots):
        return tuple(slots)
    counts = Counter(short)
    usual = min(counts, key=lambda gap: (-counts[gap], gap)) if counts else 45
    filled = []
    for slot in slots:
        if slot.start is not None and slot.end is None:
            following = min((start for start in starts if start > slot.start), default=24 * 60)
            slot = replace(slot, end=min(following, slot.start + usual), guessed=True)
        filled.append(slot)
    sentence = ngettext(
        "The file says when periods begin and not when they end. Each was taken to last {n} minute, or until the "
        "next begins. Check the bell times.",
        "The file says when periods begin and not when they end. Each was taken to last {n} minutes, or until the "
        "next begins. Check the bell times.",
        usual,
    )
    notes.note(file, None, sentence.format(n=usual))
    return tuple(filled)


def note_unknown(slots: Sequence[Slot], file: str, notes: Oddities) -> None:
    """Says which periods have a name and no time."""
    names = [slot.name for slot in slots if slot.start is None]
    if names:
        sentence = ngettext(
            "The period {periods} has no times. Give its bell times to bring the lessons in.",
            "The periods {periods} have no times. Give their bell times to bring the lessons in.",
            len(names),
        )
        notes.note(file, None, sentence.format(periods=first_of([f"“{name[:30]}”" for name in names], 8)))


def _adjoin(before: Slot, after: Slot, place: Mapping[str, int]) -> bool:
    if before.end is not None and after.start is not None:
        return 0 <= after.start - before.end <= PASSING_MINUTES
    return place[after.name] == place[before.name] + 1


def _one_at_a_time(lessons: list[Lesson]) -> list[Lesson]:
    edges = sorted({edge for lesson in lessons for edge in (lesson.start, lesson.end) if edge is not None})
    result: list[Lesson] = []
    for start, end in pairwise(edges):
        here = [lesson for lesson in lessons if (lesson.start or 0) <= start and (lesson.end or 0) >= end]
        if not here:
            continue
        together = replace(
            here[0],
            start=start,
            end=end,
            subject=" / ".join(dict.fromkeys(lesson.subject for lesson in here)),
            teachers=tuple(dict.fromkeys(name for lesson in here for name in lesson.teachers)),
            room=" / ".join(dict.fromkeys(lesson.room for lesson in here if lesson.room)),
            group="",
            slots=tuple(dict.fromkeys(name for lesson in here for name in lesson.slots)),
        )
        before = result[-1] if result else None
        if before and before.end == start and (before.subject, before.teachers, before.room) == (
            together.subject, together.teachers, together.room,
        ) and any(lesson.start is not None and lesson.start < start for lesson in here):  # fmt: skip
            result[-1] = replace(before, end=end)
        else:
            result.append(together)
    return result
