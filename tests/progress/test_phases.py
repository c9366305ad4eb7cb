"""Phases by dated facts, and points that the record cannot hold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from alongside.plans.choices import Measure, Model, Unit
from alongside.plans.models import Goal
from alongside.progress.rules.phases import (
    BEFORE,
    PhaseChange,
    fitting,
    given_as,
    phase_changes,
    phase_on,
    present_stretch,
    series_of,
)
from alongside.progress.rules.points import Condition, Point, scale_of

START = date(2026, 9, 7)
SCALE = scale_of(Goal(measure=Measure.PERCENT, criterion_unit=Unit.PERCENT, criterion_value=Decimal(80)))


def point(day: int, value: int, is_second: bool = False) -> Point:
    return Point(START + timedelta(days=day), str(day), Fraction(value), 5, Condition("", "", ""), is_second)


def test_phases_follow_the_service_and_the_changes_of_teaching() -> None:
    changes = phase_changes(
        [
            given_as(Model.PUSH_IN, START + timedelta(days=20)),
            given_as(Model.PULL_OUT, START),
            given_as(Model.PUSH_IN, START + timedelta(days=30)),
            PhaseChange(START + timedelta(days=40), "change 1", "Checklist"),
        ]
    )
    assert [change.key for change in changes] == ["pull_out", "push_in", "change 1"]
    days = (-1, 0, 19, 20, 45)
    assert [phase_on(START + timedelta(days=day), changes) for day in days] == [
        BEFORE,
        "pull_out",
        "pull_out",
        "push_in",
        "change 1",
    ]


def test_only_the_present_phase_is_judged_and_a_second_observer_is_no_point_of_it() -> None:
    changes = [given_as(Model.PUSH_IN, START + timedelta(days=10))]
    series = series_of([point(1, 20), point(11, 40), point(12, 60), point(12, 90, True)], changes, SCALE)
    values, on = present_stretch(series, changes)
    assert values == (40, 60)
    assert on == (START + timedelta(days=11), START + timedelta(days=12))


def test_before_anything_was_given_nothing_is_judged() -> None:
    assert present_stretch(series_of([point(1, 20)], [], SCALE), []) == ((), ())


def test_a_point_off_the_scale_or_before_the_plan_is_refused_in_words_and_spoils_no_other() -> None:
    kept, refused = fitting([point(1, 20), point(2, 120), point(-9, 20)], SCALE, START)
    assert [each.value for each in kept] == [20]
    assert len(refused) == 2
    assert refused[0] == "9 September 2026: 120 is above 100, the top of the scale."
    assert refused[1] == "29 August 2026: before the plan, which begins on 7 September 2026."
