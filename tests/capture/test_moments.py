"""When something was, whatever the device's clock says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.rules.moments import RIGHT_ENOUGH, Moment, When, batch_skew, moment_of

LONDON = ZoneInfo("Europe/London")
ON = date(2026, 11, 24)
VISIT = When(frozenset({ON}), ON, 9 * 60, 9 * 60 + 30)
"""From nine to half past nine; London is at UTC in November."""
RIGHT = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
NONE = timedelta()
A_DAY = timedelta(days=1)


def moment(
    device_at: datetime,
    skew: timedelta = NONE,
    when: When | None = VISIT,
    received_at: datetime = RECEIVED,
    zone: ZoneInfo = LONDON,
) -> Moment:
    return moment_of(device_at, skew=skew, received_at=received_at, zone=zone, when=when)


def test_a_right_clock_is_believed() -> None:
    assert moment(RIGHT) == Moment(RIGHT)


@pytest.mark.parametrize("wrong", [A_DAY, -A_DAY, timedelta(hours=5), timedelta(days=-20_000)])
def test_a_known_error_is_taken_off(wrong: timedelta) -> None:
    assert moment(RIGHT + wrong, skew=-wrong) == Moment(RIGHT)


@pytest.mark.parametrize("wrong", [A_DAY, -A_DAY, timedelta(days=365)])
def test_another_date_is_put_on_the_visits_at_the_same_time_of_day(wrong: timedelta) -> None:
    assert moment(RIGHT + wrong) == Moment(RIGHT, is_doubtful=True)


def test_another_date_far_from_the_visit_becomes_its_start() -> None:
    starts = RIGHT.replace(minute=0)
    assert moment(RIGHT + A_DAY + timedelta(hours=4)) == Moment(starts, is_doubtful=True)
    within = RIGHT.replace(hour=12, minute=29)
    assert moment(within + A_DAY) == Moment(within, is_doubtful=True)
    assert moment(within + A_DAY + timedelta(minutes=2)) == Moment(starts, is_doubtful=True)


def test_a_moment_to_come_on_the_visits_date_becomes_its_start() -> None:
    soon = RIGHT + timedelta(minutes=5)
    assert moment(RIGHT + timedelta(hours=2), received_at=soon) == Moment(
        RIGHT.replace(minute=0), is_doubtful=True
    )


def test_nothing_is_after_its_arrival_even_where_the_visit_is() -> None:
    before = RIGHT.replace(hour=8)
    assert moment(RIGHT, received_at=before) == Moment(before, is_doubtful=True)


def test_a_moment_to_come_without_a_visit_is_that_of_its_arrival() -> None:
    assert moment(RECEIVED + A_DAY, when=None) == Moment(RECEIVED, is_doubtful=True)
    assert moment(RECEIVED - A_DAY, when=None) == Moment(RECEIVED - A_DAY)


def test_both_dates_of_a_moved_visit_are_its_own() -> None:
    moved = When(frozenset({ON, ON - A_DAY}), ON, 9 * 60, 9 * 60 + 30)
    assert moment(RIGHT - A_DAY, when=moved) == Moment(RIGHT - A_DAY)


def test_the_date_is_that_of_the_organisation() -> None:
    singapore = ZoneInfo("Asia/Singapore")
    early = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)  # ten to eight on the 24th over there
    assert moment(early, zone=singapore) == Moment(early)


def test_a_device_in_a_wrong_zone_is_right_as_long_as_its_moment_is() -> None:
    honolulu = timezone(timedelta(hours=-10))
    assert moment(RIGHT.astimezone(honolulu)).at == RIGHT


@pytest.mark.parametrize("year", [1, 9999])
def test_a_clock_at_the_end_of_time_is_only_wrong(year: int) -> None:
    wild = RIGHT.replace(year=year)
    assert moment(wild, skew=timedelta(days=365 * (1 if year > 1 else -1))).is_doubtful


@pytest.mark.parametrize(
    ("off", "skew"),
    [
        (timedelta(seconds=119), NONE),
        (timedelta(seconds=-119), NONE),
        (timedelta(minutes=3), timedelta(minutes=3)),
        (-A_DAY, -A_DAY),
    ],
)
def test_a_clock_off_by_two_minutes_counts_as_right(off: timedelta, skew: timedelta) -> None:
    assert batch_skew(RECEIVED - off, RECEIVED) == skew


moments = st.datetimes(timezones=st.timezones() | st.just(UTC))
skews = st.timedeltas(min_value=timedelta(days=-40_000), max_value=timedelta(days=40_000))


@given(moments, skews, st.none() | st.just(VISIT))
def test_whatever_the_clock_says_there_is_a_moment(
    device_at: datetime, skew: timedelta, when: When | None
) -> None:
    found = moment(device_at, skew=skew, when=when)
    assert found.at <= RECEIVED + RIGHT_ENOUGH
    if when:
        assert found.at.astimezone(LONDON).date() == ON
