"""When something was, as far as it can be known from a device's clock: nothing is refused for a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Up to this much a device's clock counts as right.
RIGHT_ENOUGH = timedelta(minutes=2)
#: How far from its visit a time of day may still be believed when its date is not.
NEAR = timedelta(hours=3)


@dataclass(frozen=True)
class When:
    """The span of a visit: the dates on which it was planned or stands, the date that counts, and its minutes."""

    dates: frozenset[date]
    on: date
    starts: int
    ends: int


@dataclass(frozen=True)
class Moment:
    """A moment as we know it; doubtful where the device's clock and the visit could not be reconciled."""

    at: datetime
    is_doubtful: bool = False


def batch_skew(device_now: datetime, received_at: datetime) -> timedelta:
    """What a device's clock is off by as it sends, server minus device; nothing where it is right enough."""
    skew = received_at - device_now
    return skew if abs(skew) > RIGHT_ENOUGH else timedelta()


def moment_of(
    device_at: datetime, *, skew: timedelta, received_at: datetime, zone: ZoneInfo, when: When | None
) -> Moment:
    """The moment of an entry: its device's moment and what that clock was off by.

    What lies in the future or on another date than its visit's is put on the visit's date: at the device's time of day
    where that is within three hours of the visit and has been, else when the visit starts. Without a visit, a moment in
    the future becomes that of its arrival.
    """
    try:
        believed = device_at + skew
        local = believed.astimezone(zone)
    except OverflowError:  # A clock set to the first or the last year that there is.
        believed = local = device_at.astimezone(UTC)
    latest = received_at + RIGHT_ENOUGH
    if believed <= latest and (when is None or local.date() in when.dates):
        return Moment(believed)
    if when is None:
        return Moment(received_at, is_doubtful=True)
    starts, ends = (_at(when.on, minutes, zone) for minutes in (when.starts, when.ends))
    same_time = datetime.combine(when.on, local.time(), tzinfo=zone)
    if same_time <= latest and starts - NEAR <= same_time <= ends + NEAR:
        return Moment(same_time, is_doubtful=True)
    return Moment(min(starts, received_at), is_doubtful=True)


def _at(on: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), tzinfo=zone) + timedelta(minutes=minutes)
