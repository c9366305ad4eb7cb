"""Time as plain values to show: a class's week in rows of five minutes, a school year as months, times by day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from alongside.classrooms.models import Classroom, DayOff, Routine, Term
from alongside.classrooms.rules import day_in_words
from alongside.schooltime.clock import clock

STEP = 5
CELL = 16
LONGEST_YEAR_MONTHS = 14


class Block(NamedTuple):
    """A routine in the picture: the row it begins in (from 1) and how many rows long it is."""

    row: int
    rows: int
    routine: Routine


@dataclass(frozen=True)
class ClassWeek:
    """Days across, time down; `hours` are (row, time as written)."""

    hours: list[tuple[int, str]]
    days: list[tuple[str, list[Block]]]


def class_week(days: Sequence[str], routines: Iterable[Routine]) -> ClassWeek | None:
    """The picture of a class's week; None while nothing is known of it."""
    known = list(routines)
    if not known:
        return None
    first = min(each.starts for each in known) // 30 * 30
    last = max(each.ends for each in known)
    columns: dict[str, list[Block]] = {day: [] for day in days}
    for each in known:
        row, end = (each.starts - first) // STEP + 1, -(-(each.ends - first) // STEP) + 1
        columns.setdefault(each.day, []).append(Block(row, max(end - row, 1), each))
    hours = [
        ((minute - first) // STEP + 1, clock(minute).removeprefix("0"))
        for minute in range(-(-first // 60) * 60, last, 60)
    ]
    return ClassWeek(hours, list(columns.items()))


class YearDay(NamedTuple):
    """A day in the picture of a month: where its square of `CELL` begins, and what it is to the school."""

    on: date
    x: int
    y: int
    state: str
    """"school", "off" or "none"."""


class YearMonth(NamedTuple):
    """A month with its days and its counts."""

    first: date
    days: list[YearDay]
    school_days: int
    days_off: int


def school_year(
    terms: Iterable[Term], days_off: Iterable[DayOff], weekdays: Sequence[int], today: date
) -> list[YearMonth]:
    """The months from the first term that has not long passed to the last; empty without terms."""
    spans = [(term.starts, term.ends) for term in terms if term.ends > today - timedelta(days=366)]
    if not spans:
        return []
    off = {day.on for day in days_off}
    open_on = set(weekdays) or {0, 1, 2, 3, 4}
    month = min(starts for starts, _ends in spans).replace(day=1)
    end = max(ends for _starts, ends in spans)
    months: list[YearMonth] = []
    while month < end and len(months) < LONGEST_YEAR_MONTHS:
        length = calendar.monthrange(month.year, month.month)[1]
        days = []
        for number in range(length):
            on = month + timedelta(days=number)
            in_term = on.weekday() in open_on and any(starts <= on < ends for starts, ends in spans)
            state = "none" if not in_term else "off" if on in off else "school"
            days.append(YearDay(on, on.weekday() * CELL, (number + month.weekday()) // 7 * CELL, state))
        counts = [sum(day.state == state for day in days) for state in ("school", "off")]
        months.append(YearMonth(month, days, *counts))
        month += timedelta(days=length)
    return months


def by_school(classrooms: Iterable[Classroom]) -> dict[str, list[Classroom]]:
    """Classes under the name of their school, in the order in which they come."""
    found: dict[str, list[Classroom]] = {}
    for classroom in classrooms:
        found.setdefault(classroom.school.name, []).append(classroom)
    return found


def times_by_day(
    days: Sequence[str], spans: Iterable[tuple[str, int, int]]
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Spans in the order of the cycle, days with the same times in one line: [("Mon, Tue", [(500, 720)]), …]."""
    by_day: dict[str, list[tuple[int, int]]] = {}
    for day, starts, ends in spans:
        by_day.setdefault(day, []).append((starts, ends))
    lines: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for day in dict.fromkeys([*days, *by_day]):
        if day in by_day:
            lines.setdefault(tuple(sorted(by_day[day])), []).append(day_in_words(day))
    return [(", ".join(same), list(times)) for times, same in lines.items()]
