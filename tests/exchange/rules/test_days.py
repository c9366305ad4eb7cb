"""Days of a file become a week, a fortnight or a rotation."""

from __future__ import annotations

import pytest

from alongside.classrooms.choices import CycleKind
from alongside.exchange.rules.days import (
    check_days_of_cycle,
    days_for_form,
    propose_days,
    propose_kind,
    turning_of,
)
from alongside.formats.timetables import days_named
from alongside.people.rules import NotNow


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Δευτέρα", "Τρίτη"], CycleKind.WEEKDAY),
        (["Isnin", "Selasa", "Rabu"], CycleKind.WEEKDAY),
        (["A-Mon", "A-Tue", "B-Mon", "B-Tue"], CycleKind.FORTNIGHT),
        (["DAY 1", "DAY 2", "DAY 3"], CycleKind.ROTATION),
        (["red", "blue"], CycleKind.ROTATION),
    ],
)
def test_kind_is_seen_in_the_names(names: list[str], kind: CycleKind) -> None:
    assert propose_kind(days_named(names)) is kind


def test_a_week_is_put_in_order_and_sunday_first_where_it_has_one() -> None:
    turning, chosen = turning_of(CycleKind.WEEKDAY, [("Lun", "Mon"), ("Dim", "Sun"), ("Sam", "")])
    assert (turning.days, turning.weekdays) == (("Sun", "Mon"), (6, 0))
    assert chosen == {"Dim": "Sun", "Lun": "Mon"}


def test_a_fortnight_has_each_day_twice() -> None:
    turning, chosen = turning_of(
        CycleKind.FORTNIGHT, [("A-Mon", "Mon"), ("A-Tue", "Tue"), ("B-Mon", "Mon"), ("B-Tue", "Tue")]
    )
    assert turning.days == ("Mon A", "Tue A", "Mon B", "Tue B")
    assert chosen["B-Tue"] == "Tue B"


def test_days_of_the_file_find_those_of_the_school() -> None:
    assert propose_days(days_named(["Monday", "DAY 2", "red"]), ["Mon", "Tue"]) == {
        "Monday": "Mon", "DAY 2": "Tue", "red": "",
    }  # fmt: skip


def test_the_days_of_two_weeks_are_found_in_their_turn() -> None:
    days = days_named(["Week 1 Mon", "Week 1 Tue", "Week 2 Mon", "Week 2 Tue"])
    found = propose_days(days, ["Mon A", "Tue A", "Mon B", "Tue B"])
    assert list(found.values()) == ["Mon A", "Tue A", "Mon B", "Tue B"]
    assert set(propose_days(days, ["Mon", "Tue"]).values()) == {""}


def test_numbered_days_are_proposed_as_themselves_and_may_be_left_out() -> None:
    found = [{"name": "DAY 1", "weekday": ""}, {"name": "DAY 2", "weekday": ""}]
    assert days_for_form(found, []) == {"DAY 1": "DAY 1", "DAY 2": "DAY 2"}
    turning, chosen = turning_of(CycleKind.ROTATION, [("DAY 1", "DAY 1"), ("DAY 2", "")])
    assert (turning.days, chosen) == (("DAY 1",), {"DAY 1": "DAY 1"})
    with pytest.raises(NotNow, match="Keep at least one"):
        turning_of(CycleKind.ROTATION, [("DAY 1", ""), ("DAY 2", "")])


def test_two_weeks_for_a_school_of_one_week_are_refused_with_a_way_out() -> None:
    with pytest.raises(NotNow, match="under Schools"):
        check_days_of_cycle({"A-Mon": "Mon", "B-Mon": "Mon"}, ["Mon", "Tue"])


def test_days_that_make_no_cycle_are_refused() -> None:
    with pytest.raises(NotNow, match="Choose it once"):
        turning_of(CycleKind.WEEKDAY, [("a", "Mon"), ("b", "Mon")])
    with pytest.raises(NotNow, match="weekday"):
        turning_of(CycleKind.WEEKDAY, [("a", "")])
    with pytest.raises(NotNow, match="not a day of this school"):
        check_days_of_cycle({"a": "Mon"}, ["Day 1", "Day 2"])
