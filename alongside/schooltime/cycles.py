"""The repeating cycle of school days, and the calendar that says which day of the cycle a date is."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from alongside.schooltime.clock import MINUTES_IN_DAY
from alongside.schooltime.spans import DateSpan, merge
from alongside.wording import gettext as _
from alongside.wording import ngettext

Kind = Literal["weekday", "fortnight", "rotation"]

_ENGLISH = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Cycle:
    """The days of one repeating cycle by name, in order, and the grid of its times.

    `step` is the grid in minutes. `kind` says how the days follow the dates:

    - ``weekday``: each day is one weekday, as Mon to Fri or Sun to Thu;
    - ``fortnight``: the first half of the days is week A, the second half week B;
    - ``rotation``: the days follow one another from school day to school day, whatever the weekday.

    `weekdays` (0 is Monday, as in `date.weekday`) gives the weekday of each day in order; left out, it is read
    from English names such as ``Mon``, ``Tuesday`` or ``Mon B``. For a rotation it is the weekdays on which
    school is held, Monday to Friday if left out. Raises `ValueError` with a sentence where these do not fit.
    """

    days: tuple[str, ...]
    step: int = 5
    kind: Kind = "weekday"
    weekdays: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.days or "" in self.days:
            raise ValueError(_("A cycle needs at least one day, and every day a name."))
        if len(set(self.days)) < len(self.days):
            raise ValueError(_("Two days of a cycle have the same name."))
        if self.step < 1 or MINUTES_IN_DAY % self.step:
            sentence = ngettext(
                "A grid of {n} minute does not divide the day.",
                "A grid of {n} minutes does not divide the day.",
                self.step,
            )
            raise ValueError(sentence.format(n=self.step))
        if not self.weekdays:
            object.__setattr__(self, "weekdays", self._weekdays_by_default())
        if any(not 0 <= weekday <= 6 for weekday in self.weekdays):
            raise ValueError(_("Weekdays are numbered from 0 (Monday) to 6 (Sunday)."))
        if self.kind != "rotation" and len(self.weekdays) != len(self.days):
            raise ValueError(_("Each day of the cycle needs its weekday."))
        if self.kind == "fortnight" and len(self.days) % 2:
            raise ValueError(_("The two weeks of a fortnight need equally many days."))
        if any(len(set(week)) < len(week) for week in self._weeks):
            raise ValueError(_("Two days of one week of the cycle fall on the same weekday."))

    def _weekdays_by_default(self) -> tuple[int, ...]:
        if self.kind == "rotation":
            return (0, 1, 2, 3, 4)
        found = [_ENGLISH.search(day) for day in self.days]
        unread = [day for day, match in zip(self.days, found, strict=True) if match is None]
        if unread:
            sentence = _("“{day}” does not name a weekday. Say which weekday each day of the cycle is.")
            raise ValueError(sentence.format(day=unread[0]))
        return tuple(_WEEKDAYS.index(match[1].lower()) for match in found if match)

    @property
    def _weeks(self) -> tuple[tuple[int, ...], ...]:
        if self.kind == "fortnight":
            half = len(self.weekdays) // 2
            return self.weekdays[:half], self.weekdays[half:]
        return (self.weekdays,)


@dataclass(frozen=True)
class SchoolCalendar:
    """Which day of the cycle each date is: terms, less closures, with single dates set by hand.

    - `terms`: spans of dates, each with an end; they may adjoin but not overlap.
    - `closed`: dates without school, or a mapping from such a date to its reason.
    - `overrides`: the cycle day of single dates, as for a make-up Saturday. An override changes its own date
      alone: it wins over weekend, closure and term, and neither moves nor feeds the count of the days after it.
    - `anchor`: the date from which a fortnight or rotation is counted, left out the first day of the first
      term. The first school day on or after it is the first day of the rotation; its week, or the next that
      has school, is week A. A closed day does not use up a day of the rotation, and a week wholly without
      school does not use up a week of the fortnight.

    Raises `ValueError` with a sentence for terms without an end, terms that overlap, and unknown cycle days.
    """

    cycle: Cycle
    terms: tuple[DateSpan, ...]
    closed: Collection[date] = frozenset()
    overrides: Mapping[date, str] = field(default_factory=dict)
    anchor: date | None = None

    def __post_init__(self) -> None:
        if any(term.ends is None for term in self.terms):
            raise ValueError("Every term needs an end. Give the last day on which this calendar is known.")
        terms = sorted(self.terms, key=lambda term: term.bounds)
        if any(earlier.overlaps(later) for earlier, later in itertools.pairwise(terms)):
            raise ValueError("Two terms overlap.")
        unknown = sorted(set(self.overrides.values()) - set(self.cycle.days))
        if unknown:
            raise ValueError(f"“{unknown[0]}” is not a day of the cycle.")

    def cycle_day_on(self, on: date) -> str | None:
        """The day of the cycle on that date, or None where there is no school."""
        return self._by_date.get(on)

    def why_closed(self, on: date) -> str | None:
        """Why a day of a term that would have school has none; empty where nobody has said, None for any other day."""
        due = on.weekday() in self.cycle.weekdays and any(term.contains(on) for term in self.terms)
        if not due or on not in self.closed or on in self.overrides:
            return None
        return self.closed[on] if isinstance(self.closed, Mapping) else ""

    def dates_of(self, cycle_day: str, between: DateSpan) -> list[date]:
        """Every date within `between` that is that day of the cycle, in order."""
        if cycle_day not in self.cycle.days:
            raise ValueError(f"“{cycle_day}” is not a day of the cycle.")
        return [on for on, day in self.school_days(between) if day == cycle_day]

    def school_days(self, between: DateSpan) -> Iterator[tuple[date, str]]:
        """Every date with school within `between`, with its day of the cycle, in order."""
        return ((on, day) for on, day in self._by_date.items() if between.contains(on))

    def next_school_day(self, after: date) -> date | None:
        """The first date with school later than `after`, or None past the end of the calendar."""
        dates = list(self._by_date)
        place = bisect_right(dates, after)
        return dates[place] if place < len(dates) else None

    @cached_property
    def _by_date(self) -> dict[date, str]:
        """Every date with school and its day of the cycle, in order of date."""
        return dict(sorted((dict(self._counted_days()) | dict(self.overrides)).items()))

    def _counted_days(self) -> Iterator[tuple[date, str]]:
        """The dates that the cycle runs over, each with its day."""
        open_dates = [
            on
            for term in merge(self.terms)
            for on in _dates_in(term)
            if on.weekday() in self.cycle.weekdays and on not in self.closed
        ]
        if not open_dates:
            return
        days, weekdays = self.cycle.days, self.cycle.weekdays
        anchor = self.anchor or min(term.starts for term in self.terms)
        if self.cycle.kind == "weekday":
            for on in open_dates:
                yield on, days[weekdays.index(on.weekday())]
        elif self.cycle.kind == "rotation":
            before = sum(on < anchor for on in open_dates)
            for place, on in enumerate(open_dates):
                yield on, days[(place - before) % len(days)]
        else:
            half = len(days) // 2
            weeks = sorted({self._week_of(on) for on in open_dates})
            before = sum(week < self._week_of(anchor) for week in weeks)
            for on in open_dates:
                first = half * ((weeks.index(self._week_of(on)) - before) % 2)
                week = dict(zip(weekdays[first : first + half], days[first : first + half], strict=True))
                if on.weekday() in week:
                    yield on, week[on.weekday()]

    def _week_of(self, on: date) -> date:
        """The first day of that date's week, which begins on the weekday of the cycle's first day."""
        return on - timedelta(days=(on.weekday() - self.cycle.weekdays[0]) % 7)


def _dates_in(term: DateSpan) -> Iterator[date]:
    first, end = term.bounds
    return (first + timedelta(days=days) for days in range((end - first).days))
