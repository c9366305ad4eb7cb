"""What became of each visit of the past weeks, by lots: held, shortened, missed and why, and who was away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from alongside.capture.choices import MarkKind, Reason
from alongside.capture.queries.dated import StandingVisit

#: ASSUMPTION: out of a hundred. With a therapist's days away they make 10 to 20 visits missed, as surveys have it.
CHILD_AWAY, REFUSED, SHORTENED, EVENT, ASSEMBLY, TEACHER_AWAY = 5.0, 1.5, 6.0, 1.5, 1.5, 1.5
TRIPS = 4
LEFT_OPEN = 3
"""How many visits of the last school day but this nobody has said anything of yet."""


@dataclass(frozen=True)
class Fate:
    """How a visit ended, None where nobody has said; and the children who were away, with the reason."""

    ending: MarkKind | None
    detail: Mapping[str, Any] = field(default_factory=dict)
    away: Mapping[UUID, Reason] = field(default_factory=dict)

    @property
    def was_there(self) -> bool:
        return self.ending is not MarkKind.MISSED


def fates_of(visits: Sequence[StandingVisit], dice: Random) -> dict[UUID, Fate]:
    """What became of each visit, by id."""
    days = sorted({visit.on for visit in visits})
    staff_away = {(staff, dice.choice(days)) for staff in _in_order(visit.staff_id for visit in visits)}
    visited = _in_order(visit.classroom_id for visit in visits if visit.classroom_id)
    trips = {(classroom, dice.choice(days)) for classroom in dice.sample(visited, min(TRIPS, len(visited)))}
    ill = _ill(visits, days, dice)
    lately = [visit.id for visit in visits if visit.on in days[-2:-1]]
    open_ones = set(dice.sample(lately, min(LEFT_OPEN, len(lately))))
    fates = {}
    for visit in visits:
        if visit.id in open_ones:
            fates[visit.id] = Fate(None)
        elif (visit.staff_id, visit.on) in staff_away:
            fates[visit.id] = _missed(Reason.STAFF_AWAY)
        elif (visit.classroom_id, visit.on) in trips:
            fates[visit.id] = _missed(Reason.TRIP)
        else:
            fates[visit.id] = _fate(visit, ill, dice)
    return fates


def _fate(visit: StandingVisit, ill: set[tuple[UUID, date]], dice: Random) -> Fate:
    whole = {Reason.SCHOOL_EVENT: EVENT, Reason.ASSEMBLY: ASSEMBLY, Reason.TEACHER_AWAY: TEACHER_AWAY}
    lot = dice.random() * 100
    for reason, share in whole.items():
        lot -= share
        if lot < 0 and (visit.in_class or reason is not Reason.TEACHER_AWAY):
            return _missed(reason)
    said = {share.child_id for share in visit.shares if share.away}
    away = {
        child: Reason.CHILD_AWAY
        for child in sorted(visit.children)
        if (child, visit.on) in ill or child in said
    }
    away |= {
        child: Reason.REFUSED
        for child in sorted(visit.children - away.keys())
        if dice.random() * 100 < REFUSED
    }
    if len(away) == len(visit.children):
        return Fate(MarkKind.MISSED, {"reason": str(next(iter(away.values())))})
    if dice.random() * 100 < SHORTENED:
        minutes = visit.ends - visit.starts - dice.choice((5, 10, 10, 15))
        return Fate(MarkKind.SHORTENED, {"minutes": max(minutes, 5)}, away)
    return Fate(MarkKind.HELD, {}, away)


def _missed(reason: Reason) -> Fate:
    return Fate(MarkKind.MISSED, {"reason": str(reason)})


def _ill(visits: Iterable[StandingVisit], days: Sequence[date], dice: Random) -> set[tuple[UUID, date]]:
    """Children are away for a day, or for two or three on end."""
    children = _in_order(child for visit in visits for child in visit.children)
    ill = set()
    for child in children:
        for place in range(len(days)):
            if dice.random() * 100 < CHILD_AWAY / 1.6:
                ill |= {(child, day) for day in days[place : place + dice.choice((1, 1, 2, 3))]}
    return ill


def _in_order(ids: Iterable[UUID]) -> list[UUID]:
    return sorted(set(ids))


def is_over(visit: StandingVisit, now: datetime) -> bool:
    """Whether a visit has ended by a moment of the school's own clock."""
    return (visit.on, visit.ends) <= (now.date(), now.hour * 60 + now.minute)
