"""A time zone as calendars must be told it: one VTIMEZONE with yearly rules, from the zone's own POSIX rule.

Outlook misreads a zone block that lists past changes one by one (`RDATE`) and shows events an hour off. So the
block here holds the zone's rule in force alone, as `RRULE` from 1970 on. The rule is the last line of the zone's
TZif file (RFC 9636, section 3.3) in the notation of POSIX.1-2024, section 8.3, such as
``GMT0BST,M3.5.0/1,M10.5.0``.

Zones come from the package `tzdata`, not from the machine, whose copy may be years behind the law and would give
another feed on another machine.
"""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

FIRST_YEAR = 1970

_NAME = r"([A-Za-z]+|<[A-Za-z0-9+-]+>)"
_CLOCK = r"([+-]?[0-9:]+)"
_CHANGE = rf"M([0-9]+)\.([1-5])\.([0-6])(?:/{_CLOCK})?"
_RULE = re.compile(rf"{_NAME}{_CLOCK}(?:{_NAME}{_CLOCK}?,{_CHANGE},{_CHANGE})?")
_ICAL_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


@dataclass(frozen=True)
class Change:
    """The yearly moment of a change: week 1 to 5 (5 is the last) of a weekday (0 is Sunday) in a month.

    `at` is the time from that day's midnight, in the local time that holds before the change. It may be
    negative or more than a day.
    """

    month: int
    week: int
    weekday: int
    at: timedelta

    def in_year(self, year: int) -> datetime:
        """The moment of that year, in local time before the change."""
        first = date(year, self.month, 1)
        following = date(year + self.month // 12, self.month % 12 + 1, 1)
        days = [
            first + timedelta(days=number)
            for number in range((following - first).days)
            if (first + timedelta(days=number)).isoweekday() % 7 == self.weekday
        ]
        return datetime.combine(days[min(self.week, len(days)) - 1], time()) + self.at

    def recurrences(self) -> list[tuple[int, dict[str, object]]]:
        """The same moments as yearly iCalendar rules, one for each month in which they fall.

        Where `at` reaches into another day, that day is named by its weekday and its place in the month,
        since the day after the fourth Thursday may be the fifth Friday.
        """
        days_off = self.at // timedelta(days=1)
        weekday = _ICAL_DAYS[(self.weekday + days_off) % 7]
        if days_off == 0:
            place = -1 if self.week == 5 else self.week
            return [
                (
                    self.month,
                    {
                        "FREQ": "YEARLY",
                        "BYMONTH": self.month,
                        "BYDAY": f"{place}{weekday}",
                    },
                )
            ]
        from_end = self.week == 5
        days_of_month = range(-7, 0) if from_end else range(7 * self.week - 6, 7 * self.week + 1)
        by_month: dict[int, list[int]] = {}
        for day in (day + days_off for day in days_of_month):
            if from_end and day >= 0:
                by_month.setdefault(self.month % 12 + 1, []).append(day + 1)
            elif not from_end and day <= 0:
                by_month.setdefault((self.month - 2) % 12 + 1, []).append(day - 1)
            else:
                by_month.setdefault(self.month, []).append(day)
        return [
            (
                month,
                {
                    "FREQ": "YEARLY",
                    "BYMONTH": month,
                    "BYMONTHDAY": days,
                    "BYDAY": weekday,
                },
            )
            for month, days in by_month.items()
        ]


@dataclass(frozen=True)
class Rule:
    """The rule in force in a zone: its standard time, and its summer time where it has one.

    Offsets are ahead of UTC. Dublin's summer time is its standard, so `summer_offset` may be the smaller.
    """

    name: str
    offset: timedelta
    summer_name: str | None = None
    summer_offset: timedelta = timedelta()
    summer_begins: Change | None = None
    summer_ends: Change | None = None

    def offset_at(self, local: datetime) -> timedelta:
        """How far a local time is ahead of UTC; the hour that a change skips or repeats counts as after it."""
        if self.summer_begins is None or self.summer_ends is None:
            return self.offset
        begins, ends = (
            self.summer_begins.in_year(local.year),
            self.summer_ends.in_year(local.year),
        )
        summer = begins <= local < ends if begins < ends else not ends <= local < begins
        return self.summer_offset if summer else self.offset


@cache
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name, such as ``Europe/London``.

    Raises `ValueError` with a sentence where there is no such zone.
    """
    return ZoneInfo.from_file(io.BytesIO(_tzif(name)), key=name)


@cache
def rule_of(zone: str) -> Rule:
    """The rule in force in an IANA zone. Raises `ValueError` as `zone_of` does."""
    tzif = _tzif(zone)
    written = tzif.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")
    match = _RULE.fullmatch(written)
    if match is None:
        raise ValueError(f"The rule of the time zone {zone} cannot be read: {written}")
    name, offset, summer_name, summer_offset, *changes = match.groups()
    # POSIX counts offsets westwards, so that New York is 5; everyone else counts the other way.
    standard = -_duration(offset)
    if summer_name is None:
        return Rule(name.strip("<>"), standard)
    return Rule(
        name.strip("<>"),
        standard,
        summer_name.strip("<>"),
        -_duration(summer_offset) if summer_offset else standard + timedelta(hours=1),
        _change(changes[:4]),
        _change(changes[4:]),
    )


def vtimezone(zone: str) -> Timezone:
    """The VTIMEZONE of an IANA zone, in its compact form. Raises `ValueError` as `zone_of` does."""
    rule = rule_of(zone)
    block = Timezone()
    block.add("tzid", zone)
    if rule.summer_begins is None or rule.summer_ends is None or rule.summer_name is None:
        always = TimezoneStandard()
        always.add("dtstart", datetime(FIRST_YEAR, 1, 1))
        _add_offsets(always, rule.name, rule.offset, rule.offset)
        block.add_component(always)
        return block
    sides = (
        (rule.summer_begins, rule.summer_name, rule.offset, rule.summer_offset),
        (rule.summer_ends, rule.name, rule.summer_offset, rule.offset),
    )
    for change, name, before, after in sides:
        for month, recurrence in change.recurrences():
            part = TimezoneDaylight() if after > before else TimezoneStandard()
            part.add("dtstart", _first_in(month, change))
            part.add("rrule", vRecur(recurrence))
            _add_offsets(part, name, before, after)
            block.add_component(part)
    return block


def _tzif(zone: str) -> bytes:
    if zone not in _zone_names():
        raise ValueError(f"“{zone}” is not a time zone. Give one such as Europe/London.")
    return files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def _add_offsets(
    part: TimezoneDaylight | TimezoneStandard,
    name: str,
    before: timedelta,
    after: timedelta,
) -> None:
    part.add("tzname", name)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)


def _first_in(month: int, change: Change) -> datetime:
    years = range(FIRST_YEAR, FIRST_YEAR + 28)  # the days of the week come back after 28 years
    return next(moment for moment in map(change.in_year, years) if moment.month == month)


def _change(parts: list[str]) -> Change:
    month, week, weekday, at = parts
    return Change(int(month), int(week), int(weekday), _duration(at or "2"))


def _duration(written: str) -> timedelta:
    """The length of ``[+-]h[:mm[:ss]]``."""
    sign = -1 if written.startswith("-") else 1
    hours, minutes, seconds = [*map(int, written.lstrip("+-").split(":")), 0, 0][:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)
