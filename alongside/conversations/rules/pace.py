"""When somebody hears of a thing by e-mail: their pace, their hour, and never in their quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alongside.conversations.choices import Pace
from alongside.people.rules import NotNow

#: The day of the weekly mail, counted from Monday as 0: Friday, when a school week can be looked back on.
WEEKLY_ON = 4
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Wish:
    """How somebody wants to hear by e-mail: minutes from midnight on the wall of `zone`.

    Quiet hours run from `quiet_from` up to `quiet_to`, over midnight where it is the earlier one. There are none where
    either is None or both are the same.
    """

    zone: ZoneInfo
    pace: Pace = Pace.DAILY
    at_minute: int = 16 * 60
    quiet_from: int | None = 19 * 60
    quiet_to: int | None = 7 * 60


def due_at(told_at: datetime, is_urgent: bool, wish: Wish) -> datetime | None:
    """The moment from which a mail about something told at `told_at` may go; None where none is wanted.

    What is urgent goes at once, whatever the pace, but for those who want no mail at all.
    """
    if wish.pace == Pace.NEVER:
        return None
    if is_urgent or wish.pace == Pace.AT_ONCE:
        return after_quiet(told_at, wish)
    weekday = WEEKLY_ON if wish.pace == Pace.WEEKLY else None
    return after_quiet(next_clock(told_at, wish.at_minute, wish.zone, weekday), wish)


def is_due(told_at: datetime, is_urgent: bool, wish: Wish, at: datetime) -> bool:
    """Whether a mail about something may go at a moment: it is due, and these are no quiet hours."""
    due = due_at(told_at, is_urgent, wish)
    return due is not None and due <= at and not is_quiet(at, wish)


def after_quiet(moment: datetime, wish: Wish) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into."""
    if not is_quiet(moment, wish):
        return moment
    assert wish.quiet_to is not None
    return next_clock(moment, wish.quiet_to, wish.zone)


def is_quiet(moment: datetime, wish: Wish) -> bool:
    """Whether a moment falls into somebody's quiet hours, by the clock on their wall."""
    starts, ends = wish.quiet_from, wish.quiet_to
    if starts is None or ends is None or starts == ends:
        return False
    here = moment.astimezone(wish.zone)
    minute = here.hour * 60 + here.minute
    return starts <= minute < ends if starts < ends else minute >= starts or minute < ends


def next_clock(moment: datetime, minute: int, zone: ZoneInfo, weekday: int | None = None) -> datetime:
    """The first moment, not before `moment`, at which the clock on the wall shows `minute` (on that weekday).

    A time that the clock leaps over in spring is taken as the same time after the leap; one that it shows twice in
    autumn counts both times.
    """
    here = moment.astimezone(zone).date()
    days = [here + timedelta(days=ahead) for ahead in range(-1, 9)]
    shown = [each for day in days if weekday in {None, day.weekday()} for each in _moments(day, minute, zone)]
    return min(each for each in shown if each >= moment)


def _moments(day: date, minute: int, zone: ZoneInfo) -> set[datetime]:
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return {first, second} if second > first else {first}  # In the leap of spring the second lies before it.


def check_wish(quiet_from: int | None, quiet_to: int | None, at_minute: int) -> None:
    """Refuses half a span of quiet hours, and times that no clock shows."""
    if (quiet_from is None) != (quiet_to is None):
        raise NotNow(_("Say both when quiet hours begin and when they end, or leave both empty."))
    if any(not 0 <= each < MINUTES_A_DAY for each in (quiet_from or 0, quiet_to or 0, at_minute)):
        raise NotNow(_("Write times between 0:00 and 23:59."))
