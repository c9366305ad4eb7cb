"""What is owed in any span of days: functions of dated facts, in the plan's own unit.

The rule, the same for every unit: each school day carries its share of the unit that it lies in. A week of five school
days in which two times are owed owes two fifths on each; a holiday takes its days' share away, and a month, a term or a
year owes its whole number however many school days it has. So what is owed in two spans that adjoin is owed in both
together, a start in mid-term owes its part, and shares are exact fractions until they are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from alongside.plans.choices import Pattern, Per
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan

#: Of four weeks, three with the child and one for the adults around it.
ROUND_OF_WEEKS = 4


@dataclass(frozen=True)
class Step:
    """From so many school weeks after the start on, so many times."""

    weeks: int
    times: int


@dataclass(frozen=True)
class Promise:
    """A service as a plan states it: `times` of `minutes` per unit, from `starts`; `ends` is the first day without."""

    times: int
    minutes: int
    per: Per
    starts: date
    ends: date | None = None
    pattern: Pattern = Pattern.STEADY
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Owed:
    """Sessions with the child (`direct`) and for the adults around it (`indirect`), as exact fractions."""

    direct: Fraction
    indirect: Fraction
    minutes_each: int

    @property
    def sessions(self) -> Fraction:
        return self.direct + self.indirect

    @property
    def minutes(self) -> int:
        """Minutes in all, rounded half up: what is shown."""
        return _half_up(self.sessions * self.minutes_each)

    @property
    def direct_minutes(self) -> int:
        return _half_up(self.direct * self.minutes_each)


def owed_between(promise: Promise, span: DateSpan, calendar: SchoolCalendar) -> Owed:
    """What the promise owes on the school days of `span`, whose end is exclusive and must be given."""
    lived = span.overlap(DateSpan(promise.starts, promise.ends))
    year = _Year(calendar)
    direct, indirect = Fraction(0), Fraction(0)
    for on, _day in calendar.school_days(lived) if lived else ():
        week = year.school_week(on) - year.school_week(promise.starts)
        share = Fraction(_times(promise, week), year.days_of_unit(promise.per, on))
        if promise.pattern is Pattern.THREE_TO_ONE and week % ROUND_OF_WEEKS == ROUND_OF_WEEKS - 1:
            indirect += share
        else:
            direct += share
    return Owed(direct, indirect, promise.minutes)


def owed_by_all(promises: Iterable[Promise], span: DateSpan, calendar: SchoolCalendar) -> list[Owed]:
    """What each of several promises owes: versions of one service after each other, cut where one ends."""
    return [owed_between(promise, span, calendar) for promise in promises]


def places_in_cycle(promise: Promise, calendar: SchoolCalendar, on: date) -> int:
    """How many places in each cycle of the timetable the promise fills on a day; 0 where it is rarer than the cycle.

    What a place in every cycle cannot give (a session a month, the sixth day's part) is placed by date.
    """
    year = _Year(calendar)
    week = max(0, year.school_week(on) - year.school_week(promise.starts))
    cycle_days = len(calendar.cycle.days)
    days_of_unit = _usual_days(promise.per, year, on)
    return int(Fraction(_times(promise, week) * cycle_days, days_of_unit))


def unit_of(per: Per, on: date, calendar: SchoolCalendar) -> DateSpan:
    """The week, fortnight, month, term or school year that a date lies in; fortnights count from the term's first week.

    A date in no term is a term by itself.
    """
    year = _Year(calendar)
    if per is Per.MONTH:
        return _month(on)
    if per in (Per.TERM, Per.YEAR):
        return year.term(on) if per is Per.TERM else year.school_year(on)
    weeks = 1 if per is Per.WEEK else 2
    first = _monday(year.term(on).starts)
    passed = (_monday(on) - first).days // 7 // weeks * weeks
    starts = first + timedelta(weeks=passed)
    return DateSpan(starts, starts + timedelta(weeks=weeks))


def is_week_for_adults(promise: Promise, on: date, calendar: SchoolCalendar) -> bool:
    """Whether a date lies in the week of the round that is for the adults around the child."""
    if promise.pattern is not Pattern.THREE_TO_ONE:
        return False
    year = _Year(calendar)
    week = year.school_week(on) - year.school_week(promise.starts)
    return week % ROUND_OF_WEEKS == ROUND_OF_WEEKS - 1


def _times(promise: Promise, week: int) -> int:
    """How many times per unit after so many school weeks: the last step that has begun."""
    times = promise.times
    if promise.pattern is Pattern.RECEDING:
        for step in sorted(promise.steps, key=lambda each: each.weeks):
            if step.weeks <= week:
                times = step.times
    return times


def _usual_days(per: Per, year: _Year, on: date) -> int:
    """The school days of a unit without holidays; a month counts four weeks, as a school's month does."""
    if per in (Per.TERM, Per.YEAR):
        return year.days_of_unit(per, on)
    return {Per.WEEK: 1, Per.FORTNIGHT: 2, Per.MONTH: 4}[per] * year.days_in_week


class _Year:
    """A calendar's school days, counted."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        self.first = min(term.starts for term in calendar.terms)
        last = max(term.ends or term.starts for term in calendar.terms)
        self.days = [on for on, _day in calendar.school_days(DateSpan(self.first, last))]

    @property
    def days_in_week(self) -> int:
        """School days of a week without holidays."""
        return len(set(self.calendar.cycle.weekdays))

    def days_of_unit(self, per: Per, on: date) -> int:
        """By how many school days the unit that a date lies in is shared: a week always by its usual number."""
        if per is Per.WEEK:
            return self.days_in_week
        if per is Per.FORTNIGHT:
            return 2 * self.days_in_week
        span = {Per.MONTH: _month, Per.TERM: self.term, Per.YEAR: self.school_year}[per](on)
        return max(1, self._between(span))

    def school_week(self, on: date) -> int:
        """How many weeks with school begin before the week of a date: holidays are not counted."""
        monday = on - timedelta(days=on.weekday())
        return bisect_right(self._mondays, monday - timedelta(days=1))

    @cached_property
    def _mondays(self) -> list[date]:
        return sorted({on - timedelta(days=on.weekday()) for on in self.days})

    def _between(self, span: DateSpan) -> int:
        return sum(1 for on in self.days if span.contains(on))

    def term(self, on: date) -> DateSpan:
        return next(
            (term for term in self.calendar.terms if term.contains(on)), DateSpan(on, on + timedelta(days=1))
        )

    def school_year(self, on: date) -> DateSpan:
        """Twelve months from the month in which the calendar's first term begins."""
        month = self.first.month
        year = on.year if on.month >= month else on.year - 1
        return DateSpan(date(year, month, 1), date(year + 1, month, 1))


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _month(on: date) -> DateSpan:
    following = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return DateSpan(on.replace(day=1), following)


def _half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))
