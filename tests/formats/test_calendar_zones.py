"""A zone's rule is read as zoneinfo reads it, and its VTIMEZONE says the same to a calendar."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from alongside.formats.zones import rule_of, vtimezone, zone_of

ZONES = [
    "Europe/London",
    "Europe/Dublin",  # its standard time is in summer
    "America/New_York",
    "America/Nuuk",  # changes on the day before the Sunday that its rule names
    "America/Santiago",  # changes at 24:00
    "Africa/Cairo",  # last Thursday at 24:00, which may be the first of the next month
    "Asia/Gaza",  # changes 50 hours into the day
    "Asia/Jerusalem",
    "Asia/Singapore",  # never changes
    "Asia/Kolkata",
    "Australia/Sydney",
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Chatham",  # at 2:45, twelve and three quarter hours ahead
]


def hours_around_every_change(zone: ZoneInfo) -> list[datetime]:
    """UTC hours of every day in 2030 to 2036 on which the zone's offset changes, and of each month's middle."""
    days = [datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(7 * 365)]
    chosen = []
    for day in days:
        changes = day.astimezone(zone).utcoffset() != (day + timedelta(days=1)).astimezone(zone).utcoffset()
        if changes or day.day == 15:
            chosen += [day + timedelta(hours=hour) for hour in range(24)]
    return chosen


@pytest.mark.parametrize("name", ZONES)
def test_vtimezone_gives_the_same_times_as_zoneinfo_on_both_sides_of_every_change(name: str) -> None:
    zone = zone_of(name)
    block: Any = Timezone.from_ical(vtimezone(name).to_ical())
    told = block.to_tz(lookup_tzid=False)
    for hour in hours_around_every_change(zone):
        local = hour.astimezone(zone)
        if local.fold or (local + timedelta(hours=1)).astimezone(UTC) != hour + timedelta(hours=1):
            continue  # the hour that a change repeats or skips has no one name
        assert local.replace(tzinfo=told).utcoffset() == local.utcoffset(), local


@pytest.mark.parametrize("name", ZONES)
def test_vtimezone_is_compact_and_begins_in_1970(name: str) -> None:
    block = vtimezone(name).to_ical().decode()
    assert "RDATE" not in block
    assert f"TZID:{name}\r\n" in block
    assert len(block) < 900
    starts = [line for line in block.splitlines() if line.startswith("DTSTART")]
    assert starts[0].startswith("DTSTART:1970")


def test_vtimezone_of_london_is_the_well_known_one() -> None:
    assert vtimezone("Europe/London").to_ical().decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_every_zone_there_is_has_a_rule_that_says_what_zoneinfo_says() -> None:
    # Past the dates that the database lists one by one and short of 2037, zoneinfo follows the rule itself.
    names = files("tzdata").joinpath("zones").read_text().split()
    for name in names:
        zone, rule = zone_of(name), rule_of(name)
        noons = [datetime(2033 + month // 12, month % 12 + 1, 15, 12) for month in range(24)]
        assert [rule.offset_at(noon) for noon in noons] == [
            noon.replace(tzinfo=zone).utcoffset() for noon in noons
        ], name
        assert "TZOFFSETTO" in vtimezone(name).to_ical().decode()


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "Europe", "london", "zones"]
)
def test_unknown_zone_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match="is not a time zone"):
        rule_of(name)
