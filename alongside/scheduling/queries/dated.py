"""The published weeks laid over the calendar: what happens on which date, for calendar programs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.rules import Viewer
from alongside.scheduling.queries.timetables import starts_within
from alongside.scheduling.queries.weeks import (
    Week,
    WeekTask,
    WeekVisit,
    monday_of,
    week_of_child,
    week_of_classroom,
    week_of_staff,
)
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class Dated:
    """One thing on one date.

    `occurrence` says which turn of the cycle it is: with the thing's series it names the same event for life, even
    when the thing moves to another day. A thing is `cancelled` where a later timetable no longer has it.
    """

    on: date
    thing: WeekVisit | WeekTask
    occurrence: str
    cancelled: bool = False

    @property
    def key(self) -> tuple[UUID, str]:
        return self.thing.series, self.occurrence


def dated_week(viewer: Viewer, first: date, end: date) -> list[Dated]:
    """Everything on the viewer's own calendar between two dates, `end` excluded: own visits, classes, children.

    A stretch in which another timetable holds is read from that one; what it dropped stays in sight as cancelled.
    """
    seams = [first, *starts_within(viewer, first, end), end]
    calendars = _Calendars(viewer)
    found: dict[tuple[UUID, str], Dated] = {}
    before: list[Week] = []
    for starts, ends in pairwise(seams):
        weeks = list(_own_weeks(viewer, starts))
        span = DateSpan(starts, ends)
        for dated in calendars.laid_out(before, span, cancelled=True):
            found.setdefault(dated.key, dated)
        for dated in calendars.laid_out(weeks, span):
            met = found.get(dated.key)
            if met and not met.cancelled:
                # In the week of a seam a visit may be held on its old day and again on its new one: two events.
                dated = replace(dated, occurrence=f"{dated.occurrence}-from-{starts.isoformat()}")
            found[dated.key] = dated
        before = weeks
    return sorted(found.values(), key=lambda each: (each.on, each.thing.starts, str(each.thing.series)))


def feed_span(on: date) -> tuple[date, date]:
    """What a calendar address shows: four weeks back, eight weeks ahead, in whole weeks."""
    return monday_of(on) - timedelta(weeks=4), monday_of(on) + timedelta(weeks=9)


def _own_weeks(viewer: Viewer, on: date) -> Iterator[Week]:
    look: Callable[[Viewer, UUID, date], Week | None]
    taught = list(classrooms.classrooms_taught_by(viewer).values_list("pk", flat=True))
    children = list(people.children_of_guardian(viewer).values_list("pk", flat=True))
    for ids, look in (
        (sorted(viewer.staff_ids), week_of_staff),
        (taught, week_of_classroom),
        (children, week_of_child),
    ):
        for pk in ids:
            week = look(viewer, pk, on)
            if week is not None:
                yield week


class _Calendars:
    """The calendars of the organisation's schools, by name."""

    def __init__(self, viewer: Viewer) -> None:
        names = dict(people.schools_for(viewer).values_list("pk", "name"))
        calendars = classrooms.calendars_of(names.keys())
        self.turning = {names[school]: _Turning(calendar) for school, calendar in calendars.items()}

    def laid_out(self, weeks: list[Week], between: DateSpan, *, cancelled: bool = False) -> Iterator[Dated]:
        for week in weeks:
            things: list[WeekVisit | WeekTask] = [*week.visits, *week.tasks]
            for thing in things:
                turning = self.turning.get(thing.school)
                if turning is None or thing.day not in turning.calendar.cycle.days:
                    continue
                for on in turning.calendar.dates_of(thing.day, between):
                    yield Dated(on, thing, turning.occurrence(on), cancelled)


@dataclass
class _Turning:
    """A calendar, and how often its cycle has begun."""

    calendar: SchoolCalendar

    def occurrence(self, on: date) -> str:
        """The turn of the cycle that a date lies in: its week, or for numbered days the count of turns."""
        if self.calendar.cycle.kind != "rotation":
            return monday_of(on).isoformat()
        return f"turn-{bisect_right(self.beginnings, on)}"

    @cached_property
    def beginnings(self) -> list[date]:
        first, last = (
            self.calendar.terms[0].starts,
            max(term.ends or term.starts for term in self.calendar.terms),
        )
        return self.calendar.dates_of(self.calendar.cycle.days[0], DateSpan(first, last))
