"""The published weeks laid over the calendar: what happens on which date, for calendar programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.rules import Viewer
from alongside.scheduling.queries.timetables import starts_within
from alongside.scheduling.queries.weeks import (
    Week,
    WeekTask,
    WeekVisit,
    week_of_child,
    week_of_classroom,
    week_of_staff,
)
from alongside.schooltime.spans import DateSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Dated:
    """One thing on one date."""

    on: date
    thing: WeekVisit | WeekTask


def dated_week(viewer: Viewer, first: date, end: date) -> list[Dated]:
    """Everything on the viewer's own calendar between two dates, `end` excluded: own visits, classes, children.

    A stretch in which another timetable holds is read from that one.
    """
    seams = [first, *starts_within(viewer, first, end), end]
    found: dict[tuple[date, object], Dated] = {}
    for starts, ends in pairwise(seams):
        for week in _own_weeks(viewer, starts):
            for dated in _laid_out(viewer, week, DateSpan(starts, ends)):
                found[dated.on, dated.thing.series] = dated
    return sorted(found.values(), key=lambda each: (each.on, each.thing.starts, str(each.thing.series)))


def _own_weeks(viewer: Viewer, on: date) -> Iterator[Week]:
    look: Callable[[Viewer, UUID, date], Week | None]
    for ids, look in (
        (sorted(viewer.staff_ids), week_of_staff),
        (_taught(viewer), week_of_classroom),
        (_children(viewer), week_of_child),
    ):
        for pk in ids:
            week = look(viewer, pk, on)
            if week is not None:
                yield week


def _taught(viewer: Viewer) -> list[UUID]:
    return list(classrooms.classrooms_taught_by(viewer).values_list("pk", flat=True))


def _children(viewer: Viewer) -> list[UUID]:
    if not viewer.guardian_ids:
        return []
    own = people.children_of_guardian(viewer)
    return list(own.values_list("pk", flat=True))


def _laid_out(viewer: Viewer, week: Week, between: DateSpan) -> Iterator[Dated]:
    things: list[WeekVisit | WeekTask] = [*week.visits, *week.tasks]
    calendars = {
        school.name: classrooms.calendar_of(school)
        for school in people.schools_for(viewer)
        if school.name in {thing.school for thing in things}
    }
    for thing in things:
        calendar = calendars.get(thing.school)
        if calendar is None or thing.day not in calendar.cycle.days:
            continue
        for on in calendar.dates_of(thing.day, between):
            yield Dated(on, thing)


def feed_span(on: date) -> tuple[date, date]:
    """What a calendar address shows: four weeks back, eight weeks ahead."""
    return on - timedelta(weeks=4), on + timedelta(weeks=8)
