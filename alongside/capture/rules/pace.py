"""Whether what was delivered keeps pace with what is owed, in the plan's own unit.

All is counted in minutes, and said in sessions of the length that the service has. What is owed *to date* is what is
owed up to the last week that is over, since within a week the days of a service say nothing: one that falls on Fridays
is not behind on Thursday. A service is *on pace* while it is less than one whole session ahead or behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan


class Pace(StrEnum):
    """Ahead, on, behind; or nothing was owed so far."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Amount:
    """Sessions, which may be parts of one where they are owed, and their minutes."""

    sessions: Fraction = field(default_factory=Fraction)
    minutes: Fraction = field(default_factory=Fraction)

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.sessions + other.sessions, self.minutes + other.minutes)

    @property
    def rounded(self) -> int:
        """The minutes as they are shown, rounded half up."""
        return int(self.minutes + Fraction(1, 2))

    @classmethod
    def of(cls, sessions: Fraction | int, minutes_each: int) -> Amount:
        return cls(Fraction(sessions), Fraction(sessions) * minutes_each)

    @classmethod
    def total(cls, amounts: Iterable[Amount]) -> Amount:
        return sum(amounts, cls())


@dataclass(frozen=True)
class Reckoning:
    """What is owed, planned and delivered of one kind of work: with the child, or for the adults around it.

    `owed` and `planned` are of the whole period, `owed_to_date` and `delivered` up to the day of reckoning; `to_come`
    is what still has a place after it, make-ups included.
    """

    owed_to_date: Amount = field(default_factory=Amount)
    owed: Amount = field(default_factory=Amount)
    planned: Amount = field(default_factory=Amount)
    delivered: Amount = field(default_factory=Amount)
    to_come: Amount = field(default_factory=Amount)

    def __add__(self, other: Reckoning) -> Reckoning:
        return Reckoning(
            self.owed_to_date + other.owed_to_date,
            self.owed + other.owed,
            self.planned + other.planned,
            self.delivered + other.delivered,
            self.to_come + other.to_come,
        )

    @property
    def is_empty(self) -> bool:
        return not (self.owed.minutes or self.planned.minutes or self.delivered.minutes)

    @property
    def minutes_off(self) -> Fraction:
        """By how many minutes more (or less, below 0) was delivered than was owed to date."""
        return self.delivered.minutes - self.owed_to_date.minutes

    @property
    def lacking(self) -> Fraction:
        """How many minutes of the period will be missing even if everything to come is held; 0 where none will."""
        return max(Fraction(0), self.owed.minutes - self.delivered.minutes - self.to_come.minutes)

    @classmethod
    def total(cls, reckonings: Iterable[Reckoning]) -> Reckoning:
        return sum(reckonings, cls())


def pace_of(reckoning: Reckoning, minutes_each: int) -> Pace:
    """On pace within less than one session of the service's length."""
    if not reckoning.owed_to_date.minutes and not reckoning.delivered.minutes:
        return Pace.NOTHING
    if abs(reckoning.minutes_off) < minutes_each:
        return Pace.ON
    return Pace.AHEAD if reckoning.minutes_off > 0 else Pace.BEHIND


def reckoned_until(on: date, calendar: SchoolCalendar) -> date:
    """The first day that is not counted yet: the running week's, or the next week's where no school is left in this."""
    first = on - timedelta(days=(on.weekday() - calendar.cycle.weekdays[0]) % 7)
    following = first + timedelta(days=7)
    has_more = any(True for _day in calendar.school_days(DateSpan(on, following)))
    return first if has_more else following


def owed_by_cycle(sessions: int, minutes: int, lived: DateSpan | None, calendar: SchoolCalendar) -> Amount:
    """What a service without a plan owes: its sessions a cycle, each school day its share."""
    days = sum(1 for _day in calendar.school_days(lived)) if lived else 0
    return Amount.of(Fraction(sessions * days, len(calendar.cycle.days)), minutes)
