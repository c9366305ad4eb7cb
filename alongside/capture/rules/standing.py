"""What stands of a visit: of everything that was said about it, the latest word on each question."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from alongside.capture.choices import REASON_OF_CHANGE, ChangeKind, MarkKind, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, DayChange, Mark

_ENDINGS = {
    MarkKind.HELD: Outcome.HELD,
    MarkKind.SHORTENED: Outcome.SHORTENED,
    MarkKind.MISSED: Outcome.MISSED,
    MarkKind.REOPENED: "",
}
#: What is said of one child: it was away (for one who missed it, the same), or it was there.
_AWAY = (MarkKind.AWAY, MarkKind.MISSED)
_THERE = (MarkKind.THERE, MarkKind.HELD, MarkKind.SHORTENED)


@dataclass(frozen=True)
class Standing:
    """How a visit stands; the names are the columns of `DatedVisit`."""

    on: date
    starts: int
    ends: int
    role: str
    outcome: Outcome | str
    reason: Reason | str
    words: str
    ended_at: datetime | None
    minutes: int | None
    """How long it was where it was shortened."""


def standing_of(visit: DatedVisit, marks: Iterable[Mark]) -> Standing:
    """How a visit stands after these marks, in whatever order they came: per question the latest by its moment."""
    said = [mark for mark in what_stands(marks) if mark.child_id is None]
    ending = _last(said, _ENDINGS)
    moved = _last(said, {MarkKind.MOVED})
    role = _last(said, {MarkKind.ROLE})
    words = next((mark.detail["words"] for mark in reversed(said) if mark.detail.get("words")), "")
    on, starts = visit.planned_on or visit.on, visit.starts
    if visit.planned_starts is not None:
        starts = visit.planned_starts
    if moved:
        on, starts = date.fromisoformat(moved.detail["on"]), int(moved.detail["starts"])
    outcome = _ENDINGS[MarkKind(ending.kind)] if ending else ""
    return Standing(
        on=on,
        starts=starts,
        ends=starts + visit.ends - visit.starts,
        role=role.detail["role"] if role else "",
        outcome=outcome,
        reason=ending.detail.get("reason", "") if ending else "",
        words=words,
        ended_at=ending.marked_at if ending and outcome else None,
        minutes=int(ending.detail["minutes"]) if ending and outcome == Outcome.SHORTENED else None,
    )


def share_of(
    session: DatedSession, standing: Standing, marks: Iterable[Mark], changes: Collection[DayChange]
) -> tuple[Reason | str, int | None]:
    """Why a child had no share in a visit ("" where it was there), and its minutes, None until the visit has ended.

    What was said of the child in the visit counts first, else a change of the day that covers it. Of a visit that was
    shortened a child has no more than that, and of one that it left early no more than its own time there.
    """
    said = [mark for mark in in_order(marks) if mark.child_id == session.child_id]
    own = _last(said, {*_AWAY, *_THERE})
    away: Reason | str = ""
    if own is not None:
        if own.kind in _AWAY:
            away = Reason(own.detail.get("reason") or Reason.CHILD_AWAY)
    elif change := next((each for each in changes if covers(each, session.child_id, standing)), None):
        away = REASON_OF_CHANGE[ChangeKind(change.kind)]
    if not standing.outcome:
        return away, None
    if away or standing.outcome == Outcome.MISSED:
        return away, 0
    minutes = [session.planned_minutes]
    if standing.minutes is not None:
        minutes.append(standing.minutes)
    if own is not None and own.kind == MarkKind.SHORTENED:
        minutes.append(int(own.detail["minutes"]))
    return away, min(minutes)


class Time(Protocol):
    """A stretch of a date, in minutes from midnight."""

    @property
    def on(self) -> date: ...

    @property
    def starts(self) -> int: ...

    @property
    def ends(self) -> int: ...


def covers(change: DayChange, child: object, time: Time) -> bool:
    """Whether a change that stands is about this child and takes the whole of a time."""
    return (
        change.taken_back_at is None
        and change.child_id == child
        and change.on <= time.on < change.ends_on
        and (change.starts is None or change.starts <= time.starts)
        and (change.ends is None or time.ends <= change.ends)
    )


def what_stands(marks: Iterable[Mark]) -> list[Mark]:
    """Marks by their moment, without the words that whoever said them has taken back since."""
    every = in_order(marks)
    unsaid = {
        (mark.marked_by_id, UUID(mark.detail["word"])) for mark in every if mark.kind == MarkKind.UNSAID
    }
    return [
        mark for mark in every if mark.kind != MarkKind.WORD or (mark.marked_by_id, mark.pk) not in unsaid
    ]


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Marks by their moment; of equal ones by the count of the device, and then always the same way."""
    return sorted(marks, key=lambda mark: (mark.marked_at, mark.order, str(mark.pk)))


def _last(marks: list[Mark], kinds: Collection[MarkKind]) -> Mark | None:
    return next((mark for mark in reversed(marks) if MarkKind(mark.kind) in kinds), None)
