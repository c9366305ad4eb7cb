"""The columns of a week: dates in order, each with its day of the cycle at each school."""

from __future__ import annotations

from datetime import date, timedelta

from alongside.scheduling.queries.weekdays import dated_days, undated_days
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan

MONDAY = date(2026, 12, 7)
TERM = (DateSpan(date(2026, 9, 7), date(2026, 12, 17)),)
PLAIN = SchoolCalendar(
    Cycle(("Mon", "Tue", "Wed", "Thu", "Fri")), TERM, closed={date(2026, 12, 9): "Teachers’ day"}
)
SIX_DAYS = Cycle(tuple(f"DAY {number}" for number in range(1, 7)), kind="rotation")
ROTATION = SchoolCalendar(SIX_DAYS, TERM, closed={date(2026, 12, 10): "Sports day"})


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_plain_week_needs_no_name_beside_its_dates_and_a_day_off_says_why() -> None:
    days = dated_days({"Alder": PLAIN}, MONDAY)
    assert [each.on for each in days] == [day(number) for number in range(5)]
    assert {each.title for each in days} == {""}
    assert [each.off for each in days] == ["", "", "Teachers’ day", "", ""]
    assert [each.is_off for each in days] == [False, False, True, False, False]


def test_rotation_stands_in_order_of_date_and_its_days_by_name() -> None:
    days = dated_days({"Alder": ROTATION}, MONDAY)
    assert [each.on for each in days] == [day(number) for number in range(5)]
    names = [each.title for each in days if not each.is_off]
    first = SIX_DAYS.days.index(names[0])
    assert names == [SIX_DAYS.days[(first + number) % 6] for number in range(4)]
    assert days[3].off == "Sports day"


def test_fortnight_has_the_five_days_of_the_week_looked_at() -> None:
    names = tuple(f"{name} {week}" for week in "AB" for name in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    calendar = SchoolCalendar(Cycle(names, kind="fortnight"), TERM)
    one, other = (dated_days({"Alder": calendar}, MONDAY - timedelta(days=back)) for back in (7, 0))
    assert [each.title for each in one] != [each.title for each in other]
    assert {title for each in (*one, *other) for title in [each.title]} == set(names)


def test_schools_that_turn_otherwise_share_a_column() -> None:
    days = dated_days({"Alder": ROTATION, "Birch": PLAIN}, MONDAY)
    assert days[3].turns == {"Birch": "Thu"}, "Alder has its sports day"
    assert days[2].turns.keys() == {"Alder"}, "Birch has its teachers’ day"
    assert days[2].has("Alder", days[2].title)
    assert not days[2].has("Birch", "Wed")


def test_week_that_the_term_ends_in_has_the_days_until_then_and_the_next_has_none() -> None:
    days = dated_days({"Alder": PLAIN}, MONDAY + timedelta(days=7))
    assert [each.on for each in days] == [day(7), day(8), day(9)]
    assert dated_days({"Alder": PLAIN}, MONDAY + timedelta(days=14)) == ()


def test_made_up_saturday_says_which_day_it_stands_for() -> None:
    calendar = SchoolCalendar(PLAIN.cycle, TERM, overrides={day(5): "Wed"})
    assert [(each.on, each.title) for each in dated_days({"Alder": calendar}, MONDAY)][-1] == (day(5), "Wed")


def test_days_without_dates_are_those_of_the_cycle_at_every_school() -> None:
    one, two = undated_days(["Alder", "Birch"], ["Mon", "Tue"])
    assert (one.title, one.on, one.is_off) == ("Mon", None, False)
    assert one.has("Birch", "Mon")
    assert not two.has("Birch", "Mon")
