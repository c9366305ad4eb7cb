"""Times of day are read and written, and nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.schooltime.clock import clock, minutes_of


@pytest.mark.parametrize(
    ("written", "minutes"), [("00:00", 0), ("08:30", 510), ("12:05", 725), ("23:59", 1439), ("24:00", 1440)]
)
def test_time_of_day_is_minutes_from_midnight(written: str, minutes: int) -> None:
    assert minutes_of(written) == minutes
    assert clock(minutes) == written


@pytest.mark.parametrize(
    "written", ["", "8:30", "08.30", "0830", "08:60", "24:01", "25:00", "-1:00", " 08:30", "08:30\n", "٠٨:٣٠"]
)
def test_anything_else_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time of day\..+\.$"):
        minutes_of(written)


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_minutes_outside_the_day_are_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="outside the day"):
        clock(minutes)


@given(st.integers(0, 1440))
def test_writing_and_reading_give_the_same_minutes(minutes: int) -> None:
    assert minutes_of(clock(minutes)) == minutes
