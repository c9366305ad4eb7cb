"""The columns of a week: its dates as the schools' calendars say, or the days of the cycle where none is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.classrooms.rules import day_in_words
from alongside.schooltime.cycles import SchoolCalendar


@dataclass(frozen=True)
class WeekDay:
    """One column: a date, or without `on` a day of the cycle.

    `turns` says which day of the cycle it is at each school, by the school's name; a school without school is not
    in it. `title` is what to call the day beside its date, in the reader's language; empty where the weekday says it
    all. `off` is why there is no school anywhere, empty where there is or nobody has said.
    """

    turns: Mapping[str, str]
    on: date | None = None
    title: str = ""
    off: str = ""

    @property
    def is_off(self) -> bool:
        return not self.turns

    def has(self, school: str, day: str) -> bool:
        """Whether what a school has on a day of its cycle stands in this column."""
        return self.turns.get(school) == day


def dated_days(calendars: Mapping[str, SchoolCalendar], monday: date) -> tuple[WeekDay, ...]:
    """The dates of a week on which one of these schools has school, or would but for a day off; by name of school.

    Empty for a week outside the terms.
    """
    found = []
    for on in (monday + timedelta(days=days) for days in range(7)):
        turns = {name: day for name, each in calendars.items() if (day := each.cycle_day_on(on))}
        reasons = [why for each in calendars.values() if (why := each.why_closed(on)) is not None]
        if turns:
            titles = (
                day_in_words(day)
                for name, day in turns.items()
                if not _is_its_weekday(calendars[name], on, day)
            )
            found.append(WeekDay(turns, on, title=" / ".join(dict.fromkeys(titles))))
        elif reasons:
            found.append(WeekDay({}, on, off=", ".join(dict.fromkeys(filter(None, reasons)))))
    return tuple(found)


def _is_its_weekday(calendar: SchoolCalendar, on: date, day: str) -> bool:
    """Whether the day of the cycle is no more than the weekday of its date, as in a plain week."""
    cycle = calendar.cycle
    return cycle.kind == "weekday" and cycle.weekdays[cycle.days.index(day)] == on.weekday()


def undated_days(schools: Iterable[str], days: Iterable[str]) -> tuple[WeekDay, ...]:
    """The days of the cycle alone, the same at each of these schools."""
    names = list(schools)
    return tuple(WeekDay(dict.fromkeys(names, day), title=day_in_words(day)) for day in days)
