"""What is owed, counted by hand on weeks, fortnights and six-day cycles."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plans.choices import Pattern, Per
from alongside.plans.rules.owed import Promise, Step, owed_between, places_in_cycle
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan

# Monday 7 September to Friday 18 December 2026, half-term 26 to 30 October; spring from Monday 4 January.
AUTUMN = DateSpan(date(2026, 9, 7), date(2026, 12, 19))
SPRING = DateSpan(date(2027, 1, 4), date(2027, 3, 27))
HALF_TERM = frozenset(date(2026, 10, 26) + timedelta(days=day) for day in range(5))
WEEK = Cycle(("Mon", "Tue", "Wed", "Thu", "Fri"))
CALENDAR = SchoolCalendar(WEEK, (AUTUMN, SPRING), closed=HALF_TERM)
SIX_DAYS = SchoolCalendar(
    Cycle(tuple(f"Day {n}" for n in range(1, 7)), kind="rotation"), (AUTUMN, SPRING), closed=HALF_TERM
)
A_AND_B = SchoolCalendar(
    Cycle(
        tuple(f"{day} {week}" for week in "AB" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")),
        kind="fortnight",
    ),
    (AUTUMN, SPRING),
    closed=HALF_TERM,
)


def promise(times: int = 2, per: Per = Per.WEEK, **more: object) -> Promise:
    return Promise(**{"times": times, "minutes": 30, "per": per, "starts": AUTUMN.starts} | more)  # type: ignore[arg-type]


def test_two_a_week_owe_two_in_each_week_with_school() -> None:
    week = DateSpan(date(2026, 9, 14), date(2026, 9, 21))
    assert owed_between(promise(), week, CALENDAR).sessions == 2
    assert owed_between(promise(), week, CALENDAR).minutes == 60


def test_a_week_of_holidays_owes_nothing() -> None:
    assert owed_between(promise(), DateSpan(date(2026, 10, 26), date(2026, 11, 2)), CALENDAR).sessions == 0


def test_a_term_of_fourteen_school_weeks_owes_twice_as_many() -> None:
    assert owed_between(promise(), AUTUMN, CALENDAR).sessions == 2 * 14


def test_a_day_off_takes_its_fifth_away() -> None:
    closed = SchoolCalendar(WEEK, (AUTUMN,), closed=frozenset({date(2026, 9, 16)}))
    week = DateSpan(date(2026, 9, 14), date(2026, 9, 21))
    assert owed_between(promise(), week, closed).sessions == Fraction(8, 5)


def test_a_start_on_wednesday_owes_three_fifths_of_its_week() -> None:
    late = promise(starts=date(2026, 9, 16))
    assert owed_between(late, DateSpan(date(2026, 9, 14), date(2026, 9, 21)), CALENDAR).sessions == Fraction(
        6, 5
    )


def test_an_end_is_the_first_day_without() -> None:
    ending = promise(ends=date(2026, 9, 18))
    assert owed_between(
        ending, DateSpan(date(2026, 9, 14), date(2026, 9, 21)), CALENDAR
    ).sessions == Fraction(8, 5)


def test_an_amendment_in_mid_week_owes_each_part_by_its_own_promise() -> None:
    before, after = promise(2, ends=date(2026, 9, 16)), promise(5, starts=date(2026, 9, 16))
    week = DateSpan(date(2026, 9, 14), date(2026, 9, 21))
    owed = [owed_between(each, week, CALENDAR).sessions for each in (before, after)]
    assert owed == [Fraction(4, 5), 3]


def test_four_a_month_are_four_in_october_though_a_week_is_closed() -> None:
    assert (
        owed_between(promise(4, Per.MONTH), DateSpan(date(2026, 10, 1), date(2026, 11, 1)), CALENDAR).sessions
        == 4
    )


def test_a_month_without_school_owes_none() -> None:
    july = DateSpan(date(2027, 7, 1), date(2027, 8, 1))
    assert owed_between(promise(4, Per.MONTH), july, CALENDAR).sessions == 0


def test_three_a_term_are_three_in_each_term() -> None:
    assert owed_between(promise(3, Per.TERM), AUTUMN, CALENDAR).sessions == 3
    assert owed_between(promise(3, Per.TERM), DateSpan(AUTUMN.starts, SPRING.ends), CALENDAR).sessions == 6


def test_ten_a_year_are_ten_from_september_on() -> None:
    assert owed_between(promise(10, Per.YEAR), DateSpan(AUTUMN.starts, SPRING.ends), CALENDAR).sessions == 10


def test_a_fortnight_owes_its_number_in_weeks_a_and_b_together() -> None:
    both = DateSpan(date(2026, 9, 7), date(2026, 9, 21))
    assert owed_between(promise(3, Per.FORTNIGHT), both, A_AND_B).sessions == 3


def test_a_six_day_cycle_owes_by_weeks_not_by_cycles() -> None:
    assert owed_between(promise(2), AUTUMN, SIX_DAYS).sessions == 2 * 14


def test_three_to_one_gives_every_fourth_school_week_to_the_adults() -> None:
    four_weeks = DateSpan(date(2026, 9, 7), date(2026, 10, 5))
    owed = owed_between(promise(2, pattern=Pattern.THREE_TO_ONE), four_weeks, CALENDAR)
    assert (owed.direct, owed.indirect) == (6, 2)


def test_three_to_one_counts_over_a_holiday_as_if_it_were_not_there() -> None:
    # Weeks from 7 September: the 8th school week is 2 November, after half-term, and belongs to the adults.
    week = DateSpan(date(2026, 11, 2), date(2026, 11, 9))
    owed = owed_between(promise(2, pattern=Pattern.THREE_TO_ONE), week, CALENDAR)
    assert (owed.direct, owed.indirect) == (0, 2)


def test_a_receding_service_owes_by_the_last_step_that_has_begun() -> None:
    receding = promise(3, pattern=Pattern.RECEDING, steps=(Step(2, 2), Step(4, 1)))
    six_weeks = DateSpan(date(2026, 9, 7), date(2026, 10, 19))
    assert owed_between(receding, six_weeks, CALENDAR).sessions == 3 + 3 + 2 + 2 + 1 + 1


@pytest.mark.parametrize(
    ("times", "per", "calendar", "places"),
    [
        (2, Per.WEEK, CALENDAR, 2),
        (1, Per.FORTNIGHT, CALENDAR, 0),
        (4, Per.MONTH, CALENDAR, 1),
        (1, Per.MONTH, CALENDAR, 0),
        (3, Per.FORTNIGHT, A_AND_B, 3),
        (2, Per.WEEK, A_AND_B, 4),
        (2, Per.WEEK, SIX_DAYS, 2),
        (5, Per.WEEK, SIX_DAYS, 6),
        (28, Per.TERM, CALENDAR, 2),
    ],
)
def test_places_in_a_cycle_are_those_that_every_cycle_needs(
    times: int, per: Per, calendar: SchoolCalendar, places: int
) -> None:
    assert places_in_cycle(promise(times, per), calendar, date(2026, 9, 7)) == places


days = st.dates(min_value=date(2026, 8, 20), max_value=date(2027, 4, 10))


@given(days=st.tuples(days, days, days), per=st.sampled_from(Per), pattern=st.sampled_from(Pattern))
def test_what_two_spans_owe_that_adjoin_both_together_owe(
    days: tuple[date, date, date], per: Per, pattern: Pattern
) -> None:
    first, middle, last = sorted(days)
    asked = promise(3, per, pattern=pattern, steps=(Step(3, 1),), starts=date(2026, 9, 9))
    if first == middle or middle == last:
        return
    parts = [owed_between(asked, DateSpan(*span), CALENDAR) for span in ((first, middle), (middle, last))]
    whole = owed_between(asked, DateSpan(first, last), CALENDAR)
    assert whole.direct == sum(part.direct for part in parts)
    assert whole.indirect == sum(part.indirect for part in parts)
