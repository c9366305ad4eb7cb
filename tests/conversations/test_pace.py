"""When a mail may go: by pace and hour, and never in quiet hours, in any zone and on the days when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.conversations.choices import Pace
from alongside.conversations.rules.pace import (
    MINUTES_A_DAY,
    Wish,
    after_quiet,
    check_wish,
    due_at,
    is_due,
    is_quiet,
    next_clock,
)
from alongside.people.rules import NotNow

LONDON, SINGAPORE = ZoneInfo("Europe/London"), ZoneInfo("Asia/Singapore")
ZONES = [LONDON, SINGAPORE, *map(ZoneInfo, ("America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"))]
MINUTES = st.integers(0, 1439)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
WISHES = st.builds(
    Wish,
    zone=st.sampled_from(ZONES),
    pace=st.sampled_from([pace for pace in Pace if pace != Pace.NEVER]),
    at_minute=MINUTES,
    quiet_from=MINUTES,
    quiet_to=MINUTES,
)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The Sundays on which London's clocks leap from 1:00 to 2:00, and show the hour from 1:00 twice."""


def at(on: date, hour: int, minute: int = 0, zone: ZoneInfo = LONDON, fold: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone, fold=fold)


MONDAY = date(2026, 11, 23)
USUAL = Wish(LONDON)


@given(MOMENTS, st.booleans(), WISHES)
@example(at(SPRING, 0, 30), True, Wish(LONDON, quiet_from=22 * 60, quiet_to=90))
@example(at(AUTUMN, 1, 15, fold=1), True, Wish(LONDON, quiet_from=22 * 60, quiet_to=90))
def test_mail_is_never_due_before_it_was_told_nor_in_quiet_hours(
    told_at: datetime, is_urgent: bool, wish: Wish
) -> None:
    due = due_at(told_at, is_urgent, wish)
    assert due is not None
    assert due >= told_at
    assert not is_quiet(due, wish)


@given(MOMENTS, WISHES)
def test_urgent_waits_for_the_end_of_quiet_hours_alone(told_at: datetime, wish: Wish) -> None:
    due = due_at(told_at, True, wish)
    assert due is not None
    if not is_quiet(told_at, wish):
        assert due == told_at
    else:
        assert due - told_at <= timedelta(hours=25, minutes=1)
        minute = due.astimezone(wish.zone).hour * 60 + due.astimezone(wish.zone).minute
        # Only a clock that leaps over the end of quiet hours shows another time.
        assert (
            minute == wish.quiet_to
            or due.astimezone(wish.zone).utcoffset() != told_at.astimezone(wish.zone).utcoffset()
        )


@given(MOMENTS, WISHES)
def test_every_pace_is_kept_within_its_span(told_at: datetime, wish: Wish) -> None:
    due = due_at(told_at, False, wish)
    assert due is not None
    most = {Pace.AT_ONCE: 1, Pace.DAILY: 2, Pace.WEEKLY: 8}[wish.pace]
    assert due - told_at <= timedelta(days=most, hours=2)


@given(MOMENTS, WISHES)
def test_end_of_quiet_hours_is_itself_not_quiet(moment: datetime, wish: Wish) -> None:
    assert after_quiet(after_quiet(moment, wish), wish) == after_quiet(moment, wish)


@given(MOMENTS, MINUTES, st.sampled_from(ZONES))
def test_clock_shows_the_minute_within_a_day(moment: datetime, minute: int, zone: ZoneInfo) -> None:
    found = next_clock(moment, minute, zone)
    assert moment <= found <= moment + timedelta(hours=26)


@given(
    st.lists(st.tuples(st.integers(0, 7 * 24 * 60), st.booleans()), min_size=1, max_size=8),
    st.builds(
        Wish,
        zone=st.sampled_from([LONDON, SINGAPORE]),
        pace=st.sampled_from([Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY]),
        at_minute=st.integers(4 * 60, 1439),
        quiet_from=MINUTES,
        quiet_to=MINUTES,
    ),
    st.sampled_from([7, 20, 55]),
)
def test_rounds_carry_everything_once_by_day_and_a_digest_at_most_once_a_day(
    told: list[tuple[int, bool]], wish: Wish, minutes: int
) -> None:
    """Two weeks of a worker's rounds over the end of summer time, with what is told at any moment of the first."""
    begins = datetime(2026, 10, 20, tzinfo=UTC)
    waiting = [(begins + timedelta(minutes=after), is_urgent) for after, is_urgent in told]
    digests: list[date] = []
    for number in range(16 * 24 * 60 // minutes):
        at_round = begins + timedelta(minutes=number * minutes)
        carried = [
            each for each in waiting if each[0] <= at_round and is_due(each[0], each[1], wish, at_round)
        ]
        assert not (carried and is_quiet(at_round, wish))
        waiting = [each for each in waiting if each not in carried]
        if any(not is_urgent for _told_at, is_urgent in carried):
            digests.append(at_round.astimezone(wish.zone).date())
    open_hours = MINUTES_A_DAY - _quiet_minutes(wish)
    assert waiting == [] or open_hours <= 2 * minutes  # quiet hours that leave no round in between
    if wish.pace is not Pace.AT_ONCE and open_hours > 2 * minutes:
        assert len(digests) == len(set(digests))


def _quiet_minutes(wish: Wish) -> int:
    if wish.quiet_from is None or wish.quiet_to is None:
        return 0
    return (wish.quiet_to - wish.quiet_from) % MINUTES_A_DAY


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (at(MONDAY, 9), at(MONDAY, 16)),
        (at(MONDAY, 16), at(MONDAY, 16)),
        (at(MONDAY, 16, 1), at(MONDAY + timedelta(days=1), 16)),
        (at(MONDAY, 23), at(MONDAY + timedelta(days=1), 16)),
    ],
)
def test_daily_mail_goes_at_four_of_that_day_or_the_next(told: datetime, due: datetime) -> None:
    assert due_at(told, False, USUAL) == due


def test_weekly_mail_goes_on_friday() -> None:
    weekly = Wish(LONDON, Pace.WEEKLY)
    assert due_at(at(MONDAY, 9), False, weekly) == at(date(2026, 11, 27), 16)
    assert due_at(at(date(2026, 11, 27), 17), False, weekly) == at(date(2026, 12, 4), 16)


def test_urgent_goes_at_once_by_day_and_at_seven_after_a_night() -> None:
    assert due_at(at(MONDAY, 9, 12), True, USUAL) == at(MONDAY, 9, 12)
    assert due_at(at(MONDAY, 19), True, USUAL) == at(MONDAY + timedelta(days=1), 7)
    assert due_at(at(MONDAY, 3), True, USUAL) == at(MONDAY, 7)
    assert due_at(at(MONDAY, 6, 59), True, USUAL) == at(MONDAY, 7)


def test_whoever_wants_no_mail_gets_none_not_even_urgent() -> None:
    assert due_at(at(MONDAY, 9), True, Wish(LONDON, Pace.NEVER)) is None


def test_hour_is_the_one_on_the_wall_of_the_place() -> None:
    told = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert due_at(told, False, Wish(SINGAPORE)) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert due_at(told, False, Wish(LONDON)) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_four_stays_four_when_clocks_change() -> None:
    for told, hour_utc in (
        (at(SPRING - timedelta(days=1), 17), 15),
        (at(AUTUMN - timedelta(days=1), 17), 16),
    ):
        due = due_at(told, False, USUAL)
        assert due is not None
        assert due.astimezone(UTC).hour == hour_utc
        assert due.astimezone(LONDON).hour == 16


def test_time_that_spring_leaps_over_is_taken_after_the_leap() -> None:
    assert next_clock(at(SPRING, 0), 90, LONDON).astimezone(LONDON).hour == 2


def test_time_that_autumn_shows_twice_counts_twice() -> None:
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert next_clock(between - timedelta(minutes=30), 90, LONDON) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert next_clock(between, 90, LONDON) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("quiet_from", "quiet_to"), [(None, None), (480, 480)])
def test_without_quiet_hours_nothing_waits(quiet_from: int | None, quiet_to: int | None) -> None:
    wish = Wish(LONDON, quiet_from=quiet_from, quiet_to=quiet_to)
    assert not any(is_quiet(at(MONDAY, hour), wish) for hour in range(24))


def test_quiet_hours_within_a_day_and_over_midnight() -> None:
    lesson = Wish(LONDON, quiet_from=9 * 60, quiet_to=12 * 60)
    assert [hour for hour in range(24) if is_quiet(at(MONDAY, hour), lesson)] == [9, 10, 11]
    night = Wish(LONDON, quiet_from=22 * 60, quiet_to=2 * 60)
    assert [hour for hour in range(24) if is_quiet(at(MONDAY, hour), night)] == [0, 1, 22, 23]


@pytest.mark.parametrize(
    ("quiet_from", "quiet_to", "at_minute"), [(60, None, 0), (None, 60, 0), (0, 1440, 0), (0, 0, -1)]
)
def test_half_a_span_and_no_time_are_refused(
    quiet_from: int | None, quiet_to: int | None, at_minute: int
) -> None:
    with pytest.raises(NotNow):
        check_wish(quiet_from, quiet_to, at_minute)
