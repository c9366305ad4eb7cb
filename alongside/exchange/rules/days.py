"""How the days of a timetable file turn, and which day of the school's own cycle each of them is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.classrooms.choices import CycleKind
from alongside.classrooms.rules import day_in_words
from alongside.exchange.rules.words import fit
from alongside.formats.timetables import Day
from alongside.formats.when import WEEKDAYS, cycle_day, weekday, which_day
from alongside.people.rules import NotNow
from alongside.schooltime.cycles import Cycle
from alongside.wording import listed

WEEKDAY_NAMES = WEEKDAYS
"""Mon to Sun, as days of a cycle are called."""


@dataclass(frozen=True)
class Turning:
    """A school's cycle to be: its kind, the names of its days, their weekdays (0 is Monday)."""

    kind: CycleKind
    days: tuple[str, ...]
    weekdays: tuple[int, ...]


def propose_kind(days: Sequence[Day]) -> CycleKind:
    """A week where each day is one weekday, a fortnight where each comes twice, else numbered days."""
    named = [day.weekday for day in days]
    if not all(named) or not named:
        return CycleKind.ROTATION
    if len(set(named)) == len(named):
        return CycleKind.WEEKDAY
    half = len(named) // 2
    return CycleKind.FORTNIGHT if named[:half] == named[half:] else CycleKind.ROTATION


def propose_days(days: Sequence[Day], cycle_days: Sequence[str]) -> dict[str, str]:
    """For each day of the file the day of an existing cycle that it is most likely to be, "" where none is.

    That is the day of the same name or number, else the second Monday for the second Monday, where both have as many.
    """
    known = {which_day(name): name for name in cycle_days}
    by_number = dict(enumerate(cycle_days, start=1))
    in_turn = _in_turn([(day.name, day.weekday) for day in days])
    ours = {place: name for name, place in _in_turn([(name, weekday(name)) for name in cycle_days]).items()}
    alike = sorted(in_turn.values()) == sorted(ours)
    return {
        day.name: known.get(which_day(day.name))
        or by_number.get(cycle_day(day.name) or 0)
        or (ours[in_turn[day.name]] if alike and day.name in in_turn else "")
        for day in days
    }


def _in_turn(days: Sequence[tuple[str, str | None]]) -> dict[str, tuple[str, int]]:
    """For each named weekday which it is, and the how-manieth of its kind."""
    met: Counter[str] = Counter()
    places = {}
    for name, named in days:
        if named:
            met[named] += 1
            places[name] = named, met[named]
    return places


def days_for_form(found: Sequence[Mapping[str, str]], cycle_days: Sequence[str]) -> dict[str, str]:
    """What to propose for each day of a file: a day of the school's cycle if any fits, else a weekday or itself."""
    days = [Day(day["name"], day["weekday"] or None) for day in found]
    proposed = propose_days(days, cycle_days)
    return proposed if any(proposed.values()) else {day.name: day.weekday or day.name for day in days}


def check_days_of_cycle(days: Mapping[str, str], cycle_days: Sequence[str]) -> None:
    """Refuses days of a file that are no days of the school's cycle, and two that are the same."""
    chosen = [day for day in days.values() if day]
    if not chosen:
        raise NotNow(
            _("Say which day of the school’s cycle at least one of the days is. It has {days}.").format(
                days=_in_words(cycle_days)
            )
        )
    if unknown := [day for day in chosen if day not in cycle_days]:
        raise NotNow(
            _("“{day}” is not a day of this school’s cycle, which has {days}. Choose one of these.").format(
                day=day_in_words(unknown[0]), days=_in_words(cycle_days)
            )
        )
    if twice := _twice(chosen):
        raise NotNow(
            _(
                "Two days of the file are {day}, and this school’s cycle has it once. Leave one of them out, or set "
                "the school’s days to two weeks first, under Schools."
            ).format(day=day_in_words(twice))
        )


def _in_words(days: Sequence[str]) -> str:
    return listed(map(day_in_words, days))


def _twice(chosen: Sequence[str]) -> str | None:
    return next((day for day in chosen if chosen.count(day) > 1), None)


def turning_of(kind: CycleKind, days: Sequence[tuple[str, str]]) -> tuple[Turning, dict[str, str]]:
    """The cycle that a person chose, and the cycle day of each day of the file.

    `days` are pairs of the file's day and the weekday that it is; numbered days keep their names. "" leaves a day out.
    Raises `NotNow` where they make no cycle.
    """
    if kind is CycleKind.ROTATION:
        chosen = {name: fit(name, "day") for name, day in days if day}
        if not chosen:
            raise NotNow(_("Keep at least one of the days."))
        turning = Turning(kind, tuple(chosen.values()), (0, 1, 2, 3, 4))
    else:
        kept = [(name, day) for name, day in days if day in WEEKDAYS]
        if not kept:
            raise NotNow(_("Say which weekday at least one of the days is."))
        if kind is CycleKind.WEEKDAY and (twice := _twice([day for _name, day in kept])):
            raise NotNow(
                _(
                    "Two days of the file are {day}. Choose it once, or let the days turn over two weeks."
                ).format(day=day_in_words(twice))
            )
        half = len(kept) // 2 if kind is CycleKind.FORTNIGHT else len(kept)
        order = [
            *sorted(kept[:half], key=lambda pair: WEEKDAYS.index(pair[1])),
            *sorted(kept[half:], key=lambda pair: WEEKDAYS.index(pair[1])),
        ]
        if kind is CycleKind.WEEKDAY and "Sun" in {day for _name, day in order}:
            order.sort(key=lambda pair: (WEEKDAYS.index(pair[1]) + 1) % 7)
        chosen = {
            name: f"{day} {'A' if place < half else 'B'}" if kind is CycleKind.FORTNIGHT else day
            for place, (name, day) in enumerate(order)
        }
        weekdays = tuple(WEEKDAYS.index(day) for _name, day in order)
        turning = Turning(kind, tuple(chosen.values()), weekdays)
    try:
        Cycle(turning.days, kind=turning.kind.literal, weekdays=turning.weekdays)
    except ValueError as fault:
        raise NotNow(_("These days make no cycle: {why}").format(why=fault)) from fault
    return turning, chosen
