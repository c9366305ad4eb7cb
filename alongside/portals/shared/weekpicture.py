"""A week laid out for the eye: five-minute rows, lanes where visits coincide, days with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.scheduling.queries.weeks import Week, WeekRoutine, WeekTask, WeekVisit

STEP = 5
LANES = 12


@dataclass(frozen=True)
class Block:
    """One thing in a day's grid: rows of five minutes from 1, columns of twelve."""

    row: int
    rows: int
    column: int
    columns: int
    thing: WeekVisit | WeekTask | WeekRoutine

    @property
    def is_short(self) -> bool:
        """Too low for a second line."""
        return self.rows < 4


@dataclass(frozen=True)
class Day:
    """A column: its date or without one its name, its blocks, and the same as a plain list.

    `name` stands beside a date too, where the school calls the day something else than its weekday. `is_off` says
    that there is no school, `off` why.
    """

    name: str
    on: date | None
    is_today: bool
    is_off: bool
    off: str
    bands: tuple[Block, ...]
    blocks: tuple[Block, ...]
    listed: tuple[WeekVisit | WeekTask, ...]


@dataclass(frozen=True)
class Picture:
    """The whole week; `hours` are (row, minutes)."""

    week: Week
    days: tuple[Day, ...]
    hours: tuple[tuple[int, int], ...]
    monday: date

    @property
    def is_empty(self) -> bool:
        """There is school all week, and nothing stands in it."""
        return not any(day.listed or day.is_off for day in self.days)

    @property
    def is_holiday(self) -> bool:
        """The week lies outside the terms."""
        return self.week.is_dated and not self.days


def picture(week: Week, monday: date, today: date) -> Picture:
    """The week of `monday` for the page; a class's visits leave room for the names of its routines."""
    first, last = week.first, week.last
    left = 5 if week.routines else 1
    days = []
    for column in week.columns:
        things: list[WeekVisit | WeekTask] = [
            *(each for each in week.visits if column.has(each.school, each.day)),
            *(each for each in week.tasks if column.has(each.school, each.day)),
        ]
        things.sort(key=lambda each: (each.starts, each.ends))
        own_day = [each for each in week.routines if each.day in column.turns.values()]
        days.append(
            Day(
                name=column.title,
                on=column.on,
                is_today=column.on == today,
                is_off=column.is_off,
                off=column.off,
                bands=tuple(_block(each, first, 1, LANES) for each in own_day),
                blocks=tuple(_in_lanes(things, first, left)),
                listed=tuple(things),
            )
        )
    hours = tuple(
        ((minute - first) // STEP + 1, minute) for minute in range(-(-first // 60) * 60, last + 1, 60)
    )
    return Picture(week, tuple(days), hours, monday)


def _block(thing: WeekVisit | WeekTask | WeekRoutine, first: int, column: int, columns: int) -> Block:
    row = (thing.starts - first) // STEP + 1
    return Block(row, max(1, (thing.ends - first) // STEP + 1 - row), column, columns, thing)


def _in_lanes(things: Sequence[WeekVisit | WeekTask], first: int, left: int) -> list[Block]:
    """Things that coincide stand beside each other, each cluster as wide as it needs."""
    placed: list[Block] = []
    cluster: list[tuple[WeekVisit | WeekTask, int]] = []
    lane_ends: list[int] = []

    def close() -> None:
        width = max(1, (LANES + 1 - left) // max(1, len(lane_ends)))
        placed.extend(_block(thing, first, left + lane * width, width) for thing, lane in cluster)
        cluster.clear()
        lane_ends.clear()

    for thing in things:
        if thing.starts >= max(lane_ends, default=0):
            close()
        lane = next((lane for lane, end in enumerate(lane_ends) if end <= thing.starts), len(lane_ends))
        lane_ends[lane : lane + 1] = [thing.ends]
        cluster.append((thing, lane))
    close()
    return placed
