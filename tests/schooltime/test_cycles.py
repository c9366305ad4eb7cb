"""The calendar is held against weeks worked out by hand, then against what must be true of every calendar."""

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan
from tests.wording.invented import Invented, is_whole, speaking

WEEK = Cycle(("Mon", "Tue", "Wed", "Thu", "Fri"))
FORTNIGHT = Cycle(
    ("Mon A", "Tue A", "Wed A", "Thu A", "Fri A", "Mon B", "Tue B", "Wed B", "Thu B", "Fri B"),
    kind="fortnight",
)
SIX_DAYS = Cycle(("Day 1", "Day 2", "Day 3", "Day 4", "Day 5", "Day 6"), kind="rotation")


def dates(first: date, end: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((end - first).days)]


def test_week_follows_weekdays_in_term_alone() -> None:
    # 31 August 2026 is a Monday; the term ends with Friday 18 December.
    calendar = SchoolCalendar(
        WEEK, (DateSpan(date(2026, 8, 31), date(2026, 12, 19)),), closed={date(2026, 9, 2): "Staff day"}
    )
    assert calendar.cycle_day_on(date(2026, 8, 31)) == "Mon"
    assert calendar.cycle_day_on(date(2026, 9, 2)) is None
    assert calendar.cycle_day_on(date(2026, 9, 3)) == "Thu"
    assert calendar.cycle_day_on(date(2026, 9, 5)) is None
    assert calendar.cycle_day_on(date(2026, 8, 28)) is None
    assert calendar.cycle_day_on(date(2026, 12, 21)) is None


def test_week_from_sunday_to_thursday_has_no_school_on_friday() -> None:
    cycle = Cycle(("Sun", "Mon", "Tue", "Wed", "Thu"))
    calendar = SchoolCalendar(cycle, (DateSpan(date(2026, 9, 6), date(2026, 9, 20)),))
    assert [calendar.cycle_day_on(on) for on in dates(date(2026, 9, 6), date(2026, 9, 14))] == [
        "Sun", "Mon", "Tue", "Wed", "Thu", None, None, "Sun",
    ]  # fmt: skip
    assert calendar.next_school_day(date(2026, 9, 10)) == date(2026, 9, 13)


def test_days_in_another_language_take_their_weekdays_from_the_caller() -> None:
    cycle = Cycle(("Δευτέρα", "Τρίτη"), weekdays=(0, 1))
    calendar = SchoolCalendar(cycle, (DateSpan(date(2026, 9, 14), date(2026, 9, 19)),))
    assert [calendar.cycle_day_on(on) for on in dates(date(2026, 9, 14), date(2026, 9, 17))] == [
        "Δευτέρα", "Τρίτη", None,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="“Δευτέρα” does not name a weekday"):
        Cycle(("Δευτέρα", "Τρίτη"))


def test_fortnight_carries_on_after_a_holiday_week() -> None:
    # Weeks of Monday 12 October (A) and 19 October (B), the holiday week of 26 October, then A again.
    terms = (
        DateSpan(date(2026, 10, 12), date(2026, 10, 24)),
        DateSpan(date(2026, 11, 2), date(2026, 11, 14)),
    )
    calendar = SchoolCalendar(FORTNIGHT, terms)
    assert calendar.cycle_day_on(date(2026, 10, 12)) == "Mon A"
    assert calendar.cycle_day_on(date(2026, 10, 23)) == "Fri B"
    assert calendar.cycle_day_on(date(2026, 10, 28)) is None
    assert calendar.cycle_day_on(date(2026, 11, 2)) == "Mon A"
    assert calendar.cycle_day_on(date(2026, 11, 9)) == "Mon B"
    assert calendar.dates_of("Tue A", DateSpan(date(2026, 10, 1), date(2026, 12, 1))) == [
        date(2026, 10, 13),
        date(2026, 11, 3),
    ]


def test_fortnight_counts_a_week_of_which_one_day_is_open() -> None:
    # A holiday from Tuesday 20 to Friday 23 October leaves Monday 19: the week is B, the next is A.
    holiday = frozenset(dates(date(2026, 10, 20), date(2026, 10, 24)))
    calendar = SchoolCalendar(FORTNIGHT, (DateSpan(date(2026, 10, 12), date(2026, 11, 14)),), closed=holiday)
    assert calendar.cycle_day_on(date(2026, 10, 19)) == "Mon B"
    assert calendar.cycle_day_on(date(2026, 10, 21)) is None
    assert calendar.cycle_day_on(date(2026, 10, 26)) == "Mon A"


def test_fortnight_counts_from_the_week_of_its_anchor_in_both_directions() -> None:
    # The term begins on Wednesday 2 September, in week B; the first week A is that of Monday 7 September.
    calendar = SchoolCalendar(
        FORTNIGHT, (DateSpan(date(2026, 9, 2), date(2026, 9, 26)),), anchor=date(2026, 9, 9)
    )
    assert calendar.cycle_day_on(date(2026, 9, 3)) == "Thu B"
    assert calendar.cycle_day_on(date(2026, 9, 7)) == "Mon A"
    assert calendar.cycle_day_on(date(2026, 9, 14)) == "Mon B"


def test_fortnight_may_have_a_day_in_one_week_alone() -> None:
    cycle = Cycle(("Mon A", "Sat A", "Mon B", "Fri B"), kind="fortnight")
    calendar = SchoolCalendar(cycle, (DateSpan(date(2026, 9, 7), date(2026, 9, 21)),))
    assert list(calendar.school_days(DateSpan(date(2026, 9, 1)))) == [
        (date(2026, 9, 7), "Mon A"),
        (date(2026, 9, 12), "Sat A"),
        (date(2026, 9, 14), "Mon B"),
        (date(2026, 9, 18), "Fri B"),
    ]


def test_rotation_does_not_use_up_a_day_on_a_closure() -> None:
    # Thursday 3 September is Day 1. Monday 7 is closed, so Day 3 waits until Tuesday 8.
    calendar = SchoolCalendar(
        SIX_DAYS, (DateSpan(date(2026, 9, 3), date(2026, 9, 19)),), closed={date(2026, 9, 7): "Labour Day"}
    )
    assert list(calendar.school_days(DateSpan(date(2026, 9, 3), date(2026, 9, 15)))) == [
        (date(2026, 9, 3), "Day 1"),
        (date(2026, 9, 4), "Day 2"),
        (date(2026, 9, 8), "Day 3"),
        (date(2026, 9, 9), "Day 4"),
        (date(2026, 9, 10), "Day 5"),
        (date(2026, 9, 11), "Day 6"),
        (date(2026, 9, 14), "Day 1"),
    ]


def test_rotation_goes_on_over_the_gap_between_terms() -> None:
    # Four days before the holiday, so the first day after it is Day 5.
    terms = (DateSpan(date(2026, 10, 19), date(2026, 10, 23)), DateSpan(date(2026, 11, 2), date(2026, 11, 7)))
    calendar = SchoolCalendar(SIX_DAYS, terms)
    assert calendar.cycle_day_on(date(2026, 10, 22)) == "Day 4"
    assert calendar.cycle_day_on(date(2026, 11, 2)) == "Day 5"
    assert calendar.cycle_day_on(date(2026, 11, 4)) == "Day 1"


def test_rotation_anchored_later_counts_backwards_before_it() -> None:
    calendar = SchoolCalendar(
        SIX_DAYS, (DateSpan(date(2026, 9, 3), date(2026, 9, 19)),), anchor=date(2026, 9, 7)
    )
    assert [day for _, day in calendar.school_days(DateSpan(date(2026, 9, 3), date(2026, 9, 9)))] == [
        "Day 5", "Day 6", "Day 1", "Day 2",
    ]  # fmt: skip


def test_saturday_made_up_is_the_day_it_stands_for() -> None:
    # Friday 4 September is lost; Saturday 12 September is taught as a Friday.
    calendar = SchoolCalendar(
        WEEK,
        (DateSpan(date(2026, 8, 31), date(2026, 9, 26)),),
        closed={date(2026, 9, 4): "Storm"},
        overrides={date(2026, 9, 12): "Fri"},
    )
    assert calendar.dates_of("Fri", DateSpan(date(2026, 8, 31), date(2026, 9, 20))) == [
        date(2026, 9, 11),
        date(2026, 9, 12),
        date(2026, 9, 18),
    ]
    assert calendar.next_school_day(date(2026, 9, 11)) == date(2026, 9, 12)


def test_override_moves_no_other_day_of_a_rotation() -> None:
    term = (DateSpan(date(2026, 9, 3), date(2026, 9, 19)),)
    plain = SchoolCalendar(SIX_DAYS, term)
    changed = SchoolCalendar(SIX_DAYS, term, overrides={date(2026, 9, 5): "Day 6", date(2026, 9, 8): "Day 1"})
    for on in dates(date(2026, 9, 3), date(2026, 9, 19)):
        if on not in changed.overrides:
            assert changed.cycle_day_on(on) == plain.cycle_day_on(on)
    assert changed.cycle_day_on(date(2026, 9, 5)) == "Day 6"


def test_next_school_day_skips_weekends_and_ends_with_the_last_term() -> None:
    calendar = SchoolCalendar(WEEK, (DateSpan(date(2026, 8, 31), date(2026, 9, 12)),))
    assert calendar.next_school_day(date(2026, 8, 1)) == date(2026, 8, 31)
    assert calendar.next_school_day(date(2026, 9, 4)) == date(2026, 9, 7)
    assert calendar.next_school_day(date(2026, 9, 11)) is None


def test_calendar_without_terms_has_no_school() -> None:
    assert SchoolCalendar(FORTNIGHT, ()).cycle_day_on(date(2026, 9, 7)) is None


def test_cycle_that_cannot_be_followed_is_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        Cycle(("Mon", "Mon"))
    with pytest.raises(ValueError, match="same weekday"):
        Cycle(("Mon", "Monday"))
    with pytest.raises(ValueError, match="equally many"):
        Cycle(("Mon A", "Tue A", "Mon B"), kind="fortnight")
    with pytest.raises(ValueError, match="does not divide the day"):
        Cycle(("Mon",), step=7)
    with pytest.raises(ValueError, match="at least one day"):
        Cycle(())
    with pytest.raises(ValueError, match="needs its weekday"):
        Cycle(("Mon", "Tue"), weekdays=(0,))


@pytest.mark.parametrize(
    "fault",
    [
        {"days": ()},
        {"days": ("Mon", "Mon")},
        {"days": ("Mon", "Monday")},
        {"days": ("Mon A", "Tue A", "Mon B"), "kind": "fortnight"},
        {"days": ("Mon",), "step": 7},
        {"days": ("Mon", "Tue"), "weekdays": (0,)},
        {"days": ("Mon",), "weekdays": (7,)},
        {"days": ("Δευτέρα",)},
    ],
)
def test_why_days_make_no_cycle_is_said_in_the_readers_language(fault: dict[str, Any]) -> None:
    with speaking(Invented()), pytest.raises(ValueError, match=r"^«.+»$") as refusal:
        Cycle(**fault)
    assert is_whole(str(refusal.value))


def test_calendar_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an end"):
        SchoolCalendar(WEEK, (DateSpan(date(2026, 9, 1)),))
    with pytest.raises(ValueError, match="overlap"):
        SchoolCalendar(
            WEEK,
            (DateSpan(date(2026, 9, 1), date(2026, 9, 20)), DateSpan(date(2026, 9, 19), date(2026, 9, 30))),
        )
    with pytest.raises(ValueError, match="“Sat” is not a day of the cycle"):
        SchoolCalendar(WEEK, (), overrides={date(2026, 9, 12): "Sat"})
    with pytest.raises(ValueError, match="“Sat” is not a day of the cycle"):
        SchoolCalendar(WEEK, ()).dates_of("Sat", DateSpan(date(2026, 9, 1)))


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    first = date(2026, 8, 1) + timedelta(days=draw(st.integers(0, 60)))
    end = first + timedelta(days=draw(st.integers(1, 90)))
    nearby = st.integers(-10, 100).map(lambda number: first + timedelta(days=number))
    cycle = draw(st.sampled_from([WEEK, FORTNIGHT, SIX_DAYS]))
    return SchoolCalendar(
        cycle,
        (DateSpan(first, end),),
        closed=draw(st.frozensets(nearby, max_size=30)),
        overrides=draw(st.dictionaries(nearby, st.sampled_from(cycle.days), max_size=3)),
        anchor=draw(st.none() | nearby),
    )


@given(calendars())
def test_school_is_held_on_open_weekdays_in_term_and_where_overridden(calendar: SchoolCalendar) -> None:
    (term,) = calendar.terms
    assert term.ends is not None
    for on in dates(term.starts - timedelta(days=12), term.ends + timedelta(days=12)):
        counted = term.contains(on) and on.weekday() < 5 and on not in calendar.closed
        assert (calendar.cycle_day_on(on) is not None) == (counted or on in calendar.overrides)


@given(calendars())
def test_dates_of_all_days_are_exactly_the_school_days(calendar: SchoolCalendar) -> None:
    always = DateSpan(date(2026, 1, 1))
    found = [on for day in calendar.cycle.days for on in calendar.dates_of(day, always)]
    assert sorted(found) == [on for on, _ in calendar.school_days(always)]


@given(calendars())
def test_stepping_from_school_day_to_school_day_misses_none(calendar: SchoolCalendar) -> None:
    stepped, on = [], calendar.next_school_day(date(2026, 1, 1))
    while on is not None:
        stepped.append(on)
        on = calendar.next_school_day(on)
    assert stepped == [on for on, _ in calendar.school_days(DateSpan(date(2026, 1, 1)))]


@given(calendars())
def test_rotation_takes_its_days_in_order(calendar: SchoolCalendar) -> None:
    rotation = SchoolCalendar(SIX_DAYS, calendar.terms, calendar.closed, anchor=calendar.anchor)
    names = [day for _, day in rotation.school_days(DateSpan(date(2026, 1, 1)))]
    places = [SIX_DAYS.days.index(name) for name in names]
    assert all((later - earlier) % 6 == 1 for earlier, later in itertools.pairwise(places))


@given(calendars())
def test_fortnight_changes_its_letter_with_each_week_of_school_and_never_within_one(
    calendar: SchoolCalendar,
) -> None:
    fortnight = SchoolCalendar(FORTNIGHT, calendar.terms, calendar.closed, anchor=calendar.anchor)
    letters: dict[date, set[str]] = {}
    for on, day in fortnight.school_days(DateSpan(date(2026, 1, 1))):
        letters.setdefault(on - timedelta(days=on.weekday()), set()).add(day[-1])
    in_order = [letters[monday] for monday in sorted(letters)]
    assert all(len(letter) == 1 for letter in in_order)
    assert all(earlier != later for earlier, later in itertools.pairwise(in_order))


def test_day_of_a_term_without_school_says_why_and_other_days_say_nothing() -> None:
    term = (DateSpan(date(2026, 8, 31), date(2026, 12, 19)),)
    storm, saturday, later = date(2026, 9, 2), date(2026, 9, 5), date(2026, 12, 24)
    named = SchoolCalendar(WEEK, term, closed={storm: "Storm", saturday: "Fair", later: "Feast"})
    assert named.why_closed(storm) == "Storm"
    assert [named.why_closed(on) for on in (date(2026, 9, 3), saturday, later)] == [None, None, None]
    assert SchoolCalendar(WEEK, term, closed={storm}).why_closed(storm) == ""
    assert SchoolCalendar(WEEK, term, closed={storm}, overrides={storm: "Mon"}).why_closed(storm) is None
