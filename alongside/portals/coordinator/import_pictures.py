"""The week of each class of a preview as a small drawing: days across, time down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.classrooms.choices import PushIn, RoutineKind
from alongside.exchange.models import ImportRun
from alongside.schooltime.clock import clock

DRAWN = 60
"""A preview of more classes than this draws the first ones only; every class has its line."""
DAY_WIDTH, GAP, TOP, SCALE = 44, 4, 14, 3
_FILLS = {PushIn.WELCOME.value: "welcome", PushIn.ALLOWED.value: "possible", PushIn.NEVER.value: "never"}


@dataclass(frozen=True)
class Box:
    """One routine in the drawing."""

    x: int
    y: float
    height: float
    fill: str
    title: str


@dataclass(frozen=True)
class WeekDrawing:
    """A class's week; sizes are in the drawing's own units."""

    name: str
    width: int
    height: int
    boxes: list[Box]
    days: list[tuple[int, str]]
    first: str
    last: str


def weeks_of(run: ImportRun) -> list[WeekDrawing]:
    """The drawings of a class timetable's preview, all on one scale; none for other imports."""
    weeks: dict[str, list[list[Any]]] = run.found.get("weeks") or {}
    days = run.found.get("cycle_days", [])
    routines = [routine for week in weeks.values() for routine in week]
    if not routines:
        return []
    first, last = min(routine[1] for routine in routines), max(routine[2] for routine in routines)
    return [_drawing(name, week, days, first, last) for name, week in list(weeks.items())[:DRAWN]]


def _drawing(name: str, week: list[list[Any]], days: list[str], first: int, last: int) -> WeekDrawing:
    columns = {day: place * (DAY_WIDTH + GAP) for place, day in enumerate(days)}
    boxes = [
        Box(
            columns[day],
            TOP + (starts - first) / SCALE,
            (ends - starts) / SCALE - 1,
            _FILLS[push_in],
            _("{day} {start} to {end}: {title}, {kind}").format(
                day=day, start=clock(starts), end=clock(ends), title=title,
                kind=RoutineKind(kind).label,
            ),
        )
        for day, starts, ends, kind, title, push_in, _pull_out in week
        if day in columns
    ]  # fmt: skip
    return WeekDrawing(
        name,
        len(days) * (DAY_WIDTH + GAP) - GAP,
        TOP + (last - first) // SCALE,
        boxes,
        [(place, day[:6]) for day, place in columns.items()],
        clock(first),
        clock(last),
    )
