"""A read-only calendar feed (iCalendar, RFC 5545 and 7986) that Google, Outlook and Apple accept.

The same events give the same bytes, whenever they are asked for: nothing is taken from the clock, and events
stand in one order. So a hash of the bytes is a strong ETag.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText
from icalendar import Event as VEvent

from alongside.formats.zones import rule_of, vtimezone, zone_of
from alongside.wording import gettext as _

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Event:
    """One event of a feed.

    - `uid` stays the same for the event's whole life, whatever else of it changes.
    - `starts` and `ends` are local times of the calendar's zone, or aware times of any zone; `ends` is exclusive.
    - `sequence` goes up with each change of time, place or cancellation, from 0.
    - `changed_at` is the aware moment of its last change.
    - A cancelled event stays in the feed for a while, so that subscribers learn of it.

    A feed lies on other people's servers: put no diagnosis, goal or full name of a child in any text.
    Raises `ValueError` with a sentence where it ends before it begins or `changed_at` is naive.
    """

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    changed_at: datetime
    location: str = ""
    description: str = ""
    sequence: int = 0
    cancelled: bool = False

    def __post_init__(self) -> None:
        if (self.starts.tzinfo is None) != (self.ends.tzinfo is None):
            raise ValueError("An event's two times are both local or both with a zone.")
        if self.ends <= self.starts:
            raise ValueError("An event must end after it begins.")
        if self.changed_at.tzinfo is None:
            raise ValueError("The moment of an event's last change needs its zone.")


def calendar_bytes(
    name: str,
    zone: str,
    events: Iterable[Event],
    *,
    refresh_hours: int = 4,
) -> bytes:
    """A whole feed: its name, its IANA zone (such as ``Europe/London``) and its events.

    The summary of a cancelled one says so in the reader's language.

    `refresh_hours` is a wish; Google and Outlook ask when they like. Raises `ValueError` with a sentence for
    an unknown zone or two events with one uid.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Alongside//Calendar//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", zone)
    refresh = timedelta(hours=refresh_hours)
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{refresh_hours}H")
    calendar.add_component(vtimezone(zone))

    here = zone_of(zone)
    in_order = sorted(
        events,
        key=lambda event: (_aware(event.starts, here).astimezone(UTC), event.uid),
    )
    if len({event.uid for event in in_order}) < len(in_order):
        raise ValueError("Two events of one calendar have the same uid.")
    for event in in_order:
        calendar.add_component(_component(event, zone))
    feed: bytes = calendar.to_ical()
    return feed


def _component(event: Event, zone: str) -> VEvent:
    component = VEvent()
    component.add("uid", event.uid)
    component.add("dtstart", _moment(event.starts, zone))
    component.add("dtend", _moment(event.ends, zone))
    summary = event.summary
    if event.cancelled:
        summary = _("Cancelled: {what}").format(what=summary)
    component.add("summary", _text(summary))
    if event.location:
        component.add("location", _text(event.location))
    if event.description:
        component.add("description", _text(event.description))
    component.add("class", "PRIVATE")
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("last-modified", event.changed_at.astimezone(UTC))
    return component


def _moment(moment: datetime, zone: str) -> datetime:
    """The moment in the calendar's zone, or in UTC on a day when the zone's rule in force does not hold.

    Where a law changes the clocks, the days before and after it follow two rules, and a VTIMEZONE in its compact
    form can say one: a moment under the other is written in the form that cannot be misread.
    """
    local = _aware(moment, zone_of(zone))
    holds = rule_of(zone).offset_at(local.replace(tzinfo=None)) == local.utcoffset()
    return local if holds else local.astimezone(UTC)


def _aware(moment: datetime, here: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=here) if moment.tzinfo is None else moment.astimezone(here)


def _text(written: str) -> vText:
    """The text with plain line ends and a blank for each control character, which iCalendar forbids."""
    lines = written.splitlines()
    return vText(
        "\n".join(
            "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in line) for line in lines
        )
    )
