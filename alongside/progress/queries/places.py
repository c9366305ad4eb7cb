"""The same goal in other places and with other people, and whether it is shown where it must be."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.progress.queries.records import GoalRecord
from alongside.progress.rules.places import (
    PlaceRow,
    Shown,
    by_place,
    by_presence,
    by_setting,
    shown_in,
    shown_with,
)
from alongside.progress.rules.points import Point


@dataclass(frozen=True)
class Places:
    """Everything since the present phase began, by place and adult, by setting, with and without the therapist.

    `shown` has a row for each setting that the goal names, `shown_with` for each person; without one it is empty.
    """

    rows: tuple[PlaceRow, ...]
    settings: tuple[PlaceRow, ...]
    presence: tuple[PlaceRow, ...]
    shown: tuple[Shown, ...]
    shown_with: tuple[Shown, ...]


def places_of(record: GoalRecord) -> Places:
    """The description of a record that the viewer was given."""
    starts = record.phase_starts
    sessions, by_routine = (
        [point for point in points if starts is None or point.on >= starts]
        for points in ((*record.points, *record.apart), record.by_routine)
    )
    goal = record.scale.goal

    def reached(point: Point) -> bool:
        if goal is None or point.value is None:
            return False
        return point.value >= goal if record.scale.better == "higher" else point.value <= goal

    return Places(
        rows=tuple(by_place(by_routine, record.scale)),
        settings=tuple(by_setting(sessions, record.scale)),
        presence=tuple(by_presence(sessions, record.scale)),
        shown=tuple(shown_in(by_routine, record.goal.settings, reached)),
        shown_with=tuple(shown_with(sessions, record.goal.people, reached)),
    )
