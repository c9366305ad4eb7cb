"""Times, days and dates are read as the people who wrote them meant them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.when import (
    afternoon,
    cycle_day,
    date_in,
    day_comes_first,
    ends_before_it_begins,
    in_order,
    is_day,
    span_in,
    times_in,
    weekday,
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("08:30~09:10", 510, 550),
        ("9.30 - 11.00", 570, 660),
        ("08.30–09.15 Uhr", 510, 555),
        ("8h30", 510, None),
        ("9.15", 555, None),
        ("9.3", 570, None),
        ("915", 555, None),
        ("915-1000", 555, 600),
        ("Period 1 (8:30 - 9:10)", 510, 550),
        ("12:45-1:30", 765, 810),
        ("11:30 - 12:15", 690, 735),
        ("1:30", 810, None),
        ("1:30 - 2:15", 810, 855),
        ("1:30 pm", 810, None),
        ("2pm-3pm", 840, 900),
        ("8:00 a. m.", 480, None),
        ("9:00 π.μ.", 540, None),
        ("1:15 μ.μ.", 795, None),
        ("８：30", 510, None),
        ("10:00:00", 600, None),
        ("11:30-1:00", 690, 780),
        ("1:30-2:15", 810, 855),
        ("5:30-6:30", 1050, 1110),
        ("10:00-9:00", 600, None),
        ("2:00-1:00", 840, None),
        ("Period 3", None, None),
        ("Period 3/Break", None, None),
        ("1", None, None),
        ("Ώρα 2", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_period_name_gives_its_times(written: str, start: int | None, end: int | None) -> None:
    assert span_in(written) == (start, end)


@given(st.integers(6 * 60, 24 * 60 - 1), st.sampled_from((":", ".", "h")))
def test_every_minute_of_a_school_day_is_read_as_written(minute: int, mark: str) -> None:
    assert times_in(f"{minute // 60}{mark}{minute % 60:02d}") == [minute]


@given(st.text(max_size=60))
def test_any_text_is_days_times_and_dates_or_none(text: str) -> None:
    assert all(0 <= minute <= 24 * 60 for minute in times_in(text))
    assert is_day(text) == (weekday(text) is not None or cycle_day(text) is not None)
    date, sentence = date_in(text)
    assert date or sentence


def test_times_down_a_page_pass_noon() -> None:
    assert afternoon([510, 600, 735, 60, 105]) == [510, 600, 735, 780, 825]
    assert afternoon([510, None, 720, 45]) == [510, None, 720, 765]
    assert afternoon([90, 120]) == [810, 840]
    assert afternoon([540, 480, 540]) == [540, 480, 540], "rows out of order are no evening"


@pytest.mark.parametrize("written", ["10:00-9:00", "11:00 - 10:00", "2:00-1:00", "9:00-9:00"])
def test_a_period_that_ends_before_it_begins_is_seen(written: str) -> None:
    assert ends_before_it_begins(written)
    assert not ends_before_it_begins("11:30-1:00")
    assert not ends_before_it_begins("9:00")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Monday", "Mon"), ("TUE", "Tue"), ("Δευτέρα", "Mon"), ("Πέμπτη", "Thu"), ("ΠΑΡΑΣΚΕΥΗ", "Fri"),
        ("Miércoles", "Wed"), ("sábado", "Sat"), ("Mercredi", "Wed"), ("Lun.", "Mon"), ("Isnin", "Mon"),
        ("Jumaat", "Fri"), ("Khamis", "Thu"), ("星期三", "Wed"), ("周五", "Fri"), ("週一", "Mon"),
        ("A-Mon", "Mon"),
        ("Week B Tuesday", "Tue"), ("Mon 3 May", "Mon"), ("Maths", None), ("DAY 1", None), ("", None),
    ],
)  # fmt: skip
def test_weekday_is_known_in_many_languages(written: str, day: str | None) -> None:
    assert weekday(written) == day


@pytest.mark.parametrize(
    ("written", "number"), [("DAY 6", 6), ("Day C", 3), ("Ημέρα 2", 2), ("第三天", 3), ("Mon", None)]
)
def test_cycle_day_has_its_number(written: str, number: int | None) -> None:
    assert cycle_day(written) == number


@pytest.mark.parametrize(
    "lived",
    [
        ("Mon", "Tue", "Wed", "Thu", "Fri"),
        ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"),
        ("Sat", "Sun", "Mon", "Tue", "Wed"),
        ("A-Mon", "A-Tue", "B-Mon", "B-Tue"),
        ("DAY 1", "DAY 2", "DAY 10"),
        ("Δευτέρα", "Τρίτη", "Παρασκευή"),
    ],
)
def test_days_stand_in_the_order_in_which_they_are_lived(lived: tuple[str, ...]) -> None:
    assert in_order(reversed(lived)) == lived


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2017-05-06 08:01:05", dt.date(2017, 5, 6)),
        ("2012-04-23T18:25:43.511Z", dt.date(2012, 4, 23)),
        ("13/5/2019", dt.date(2019, 5, 13)),
        ("5/13/2019", dt.date(2019, 5, 13)),
        ("3 mai 2020", dt.date(2020, 5, 3)),
        ("12-Aug-2019", dt.date(2019, 8, 12)),
        ("2020年3月4日", dt.date(2020, 3, 4)),
        ("7 de abril de 2019", dt.date(2019, 4, 7)),
    ],
)
def test_date_with_one_reading_is_read_without_a_word(written: str, date: dt.date) -> None:
    assert date_in(written) == (date, "")


def test_date_with_two_readings_says_which_was_taken() -> None:
    date, sentence = date_in("1/05/2023")
    assert date == dt.date(2023, 5, 1)
    assert "read as 1 May 2023" in sentence
    assert date_in("1/05/2023", day_first=False) == (dt.date(2023, 1, 5), "")
    assert date_in("31/02/2020")[0] is None
    assert "spreadsheet counts days" in date_in("45047")[1]


def test_other_dates_of_a_column_settle_the_order() -> None:
    assert day_comes_first(["1/5/2023", "", "23/5/2023"]) is True
    assert day_comes_first(["1/5/2023", "5/23/2023"]) is False
    assert day_comes_first(["1/5/2023", "2023-05-23"]) is None
