"""The feed is read back by another library, compared with zoneinfo, and held to a golden file."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from alongside.formats.calendar import Event, calendar_bytes
from alongside.formats.zones import zone_of

GOLDEN = Path(__file__).parents[1] / "golden" / "calendar.ics"
CHANGED = datetime(2026, 9, 1, 7, 30, tzinfo=UTC)


def event(uid: str, starts: datetime, **facts: object) -> Event:
    given_facts = {"ends": starts + timedelta(minutes=30), "summary": "Visit: 2B", "changed_at": CHANGED}
    return Event(uid=uid, starts=starts, **{**given_facts, **facts})  # type: ignore[arg-type]


def read(feed: bytes) -> Any:
    return Calendar.from_ical(feed)


WEEK = [
    event(
        "7d6f0c0e@alongside.example",
        datetime(2026, 10, 23, 9, 0),
        location="2B, Writing",
        description="Occupational therapy; 3 children\nRosa Delgado",
    ),
    event("1b2c3d4e@alongside.example", datetime(2026, 10, 26, 9, 0), sequence=2),
    event(
        "5a6b7c8d@alongside.example",
        datetime(2026, 10, 26, 10, 50),
        summary="Visit: 3A, " + "Ανάγνωση 阅读 வாசிப்பு Đọc " * 3,
        cancelled=True,
        sequence=1,
        changed_at=datetime(2026, 10, 20, 18, 5, tzinfo=UTC),
    ),
]


def test_feed_is_the_golden_file() -> None:
    assert calendar_bytes("Rosa Delgado, visits", "Europe/London", WEEK) == GOLDEN.read_bytes()


def test_same_events_in_any_order_give_the_same_bytes() -> None:
    feed = calendar_bytes("Visits", "Asia/Singapore", WEEK)
    assert calendar_bytes("Visits", "Asia/Singapore", reversed(WEEK)) == feed


def test_feed_says_who_may_see_it_and_how_often_to_ask() -> None:
    calendar = read(calendar_bytes("Class 2B, visits; week 3", "Europe/London", WEEK, refresh_hours=6))
    assert calendar["name"].to_ical() == calendar["x-wr-calname"].to_ical() == rb"Class 2B\, visits\; week 3"
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert calendar["x-published-ttl"].to_ical() == b"PT6H"
    assert "method" not in calendar
    assert {each["class"] for each in calendar.walk("VEVENT")} == {"PRIVATE"}


def test_event_is_stamped_with_its_own_last_change() -> None:
    kept = {
        str(each["uid"]): each for each in read(calendar_bytes("V", "Asia/Singapore", WEEK)).walk("VEVENT")
    }
    moved = kept["1b2c3d4e@alongside.example"]
    assert moved["sequence"] == 2
    assert moved["dtstamp"].dt == moved["last-modified"].dt == CHANGED


def test_cancelled_event_stays_and_says_so() -> None:
    (cancelled,) = [
        each
        for each in read(calendar_bytes("V", "Asia/Singapore", WEEK)).walk("VEVENT")
        if each["status"] == "CANCELLED"
    ]
    assert cancelled["summary"].startswith("Cancelled: Visit: 3A")
    assert cancelled["transp"] == "TRANSPARENT"


@pytest.mark.usefixtures("another_language")
def test_what_is_cancelled_is_said_in_the_reader_s_language() -> None:
    summaries = [
        str(each["summary"]) for each in read(calendar_bytes("V", "Asia/Singapore", WEEK)).walk("VEVENT")
    ]
    assert [summary[:19] for summary in summaries] == ["Visit: 2B", "Visit: 2B", "«Cancelled: Visit: "]


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/London",
        "America/New_York",
        "Australia/Sydney",
        "Asia/Singapore",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "America/Santiago",
        "America/Vancouver",
    ],
)
def test_every_event_keeps_its_instant_across_both_changes_of_the_clock(zone: str) -> None:
    mornings = [datetime(2026, 1, 5, 8, 45) + timedelta(days=number) for number in range(800)]
    feed = read(calendar_bytes("V", zone, [event(f"{number}@x", at) for number, at in enumerate(mornings)]))
    (block,) = feed.walk("VTIMEZONE")
    told = block.to_tz(lookup_tzid=False)
    for number, component in enumerate(feed.walk("VEVENT")):
        for name, length in (("dtstart", 0), ("dtend", 30)):
            stated = component[name]
            at = stated.dt if "TZID" not in stated.params else stated.dt.replace(tzinfo=told)
            expected = (mornings[number] + timedelta(minutes=length)).replace(tzinfo=zone_of(zone))
            assert at.astimezone(UTC) == expected.astimezone(UTC)


def test_days_under_an_earlier_law_are_written_in_utc() -> None:
    # British Columbia kept winter time in January 2026 for the last time; since then its rule has none.
    feed = calendar_bytes(
        "V",
        "America/Vancouver",
        [event("a@x", datetime(2026, 1, 15, 9, 0)), event("b@x", datetime(2027, 1, 15, 9, 0))],
    ).decode()
    assert "DTSTART:20260115T170000Z" in feed
    assert "DTSTART;TZID=America/Vancouver:20270115T090000" in feed


def test_time_with_its_own_zone_is_told_in_the_calendars_zone() -> None:
    feed = calendar_bytes("V", "Asia/Singapore", [event("a@x", datetime(2026, 11, 24, 1, 0, tzinfo=UTC))])
    assert b"DTSTART;TZID=Asia/Singapore:20261124T090000" in feed


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_comes_back_whole_from_short_lines(summary: str, description: str) -> None:
    feed = calendar_bytes(
        "V",
        "Europe/London",
        [event("a@x", datetime(2026, 9, 7, 9), summary=summary, description=description)],
    )
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    assert re.search(rb"[^\r]\n|\r[^\n]|[\x00-\x08\x0b\x0c\x0e-\x1f]", feed) is None
    for line in feed.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    (component,) = read(feed).walk("VEVENT")

    def spoken(text: str) -> list[str]:
        return "".join(sign if sign.isprintable() else " " for sign in text).split()

    assert spoken(str(component["summary"])) == spoken(summary)
    assert spoken(str(component.get("description", ""))) == spoken(description)


def test_feed_without_events_is_a_calendar() -> None:
    assert read(calendar_bytes("V", "Europe/London", [])).walk("VEVENT") == []


def test_two_events_with_one_uid_are_refused() -> None:
    at = datetime(2026, 9, 7, 9)
    with pytest.raises(ValueError, match="same uid"):
        calendar_bytes("V", "Europe/London", [event("a@x", at), event("a@x", at + timedelta(days=1))])


def test_event_that_makes_no_sense_is_refused() -> None:
    at = datetime(2026, 9, 7, 9)
    with pytest.raises(ValueError, match="end after it begins"):
        event("a@x", at, ends=at)
    with pytest.raises(ValueError, match="needs its zone"):
        event("a@x", at, changed_at=at)
    with pytest.raises(ValueError, match="both local"):
        event("a@x", at, ends=datetime(2026, 9, 7, 10, tzinfo=UTC))
