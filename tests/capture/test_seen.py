"""What was seen, in words: each measure as it reads, what reaches a criterion, and what was last seen of a goal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.models import Observation
from alongside.capture.queries.seen import last_seen
from alongside.capture.rules.seen import Aim, reaches, tally, time_in_words
from alongside.plans.choices import Direction, Measure, Unit
from alongside.plans.models import Goal
from tests.capture.held import a_share, a_visit, see
from tests.factories import ON, SmallSchool
from tests.plans.written import in_force


def helped(*rungs: int | None) -> list[dict[str, Any]]:
    return [{"help": rung, "word": f"rung {rung}"} for rung in rungs]


@pytest.mark.parametrize(
    ("measure", "values", "aim", "words", "amount"),
    [
        (Measure.TRIALS, helped(0, 0, 1, None), Aim(), "2 of 4 alone", 2),
        (Measure.TRIALS, helped(0, 1), Aim(unit=Unit.PERCENT), "1 of 2 alone", 50),
        (Measure.PERCENT, [{"percent": 80}], Aim(), "80 %", 80),
        (Measure.PERCENT, [{"percent": 70}, {"percent": 80.5}], Aim(), "70 to 80.5 %, 2 times", 75.25),
        (Measure.COUNT, [{"times": 1}, {"times": 1}], Aim(), "2 times", 2),
        (Measure.COUNT, [{"watched": 600}], Aim(), "0 times in 10 min", 0),
        (
            Measure.RATE,
            [{"times": 3}, {"watched": 720}],
            Aim(unit=Unit.PER_HOUR),
            "3 times in 12 min (15 an hour)",
            15,
        ),
        (Measure.RATE, [{"times": 1}], Aim(unit=Unit.PER_HOUR), "1 time", None),
        (Measure.DURATION, [{"seconds": 400}], Aim(), "6 min 40 s", 400),
        (
            Measure.DURATION,
            [{"seconds": 60}, {"seconds": 120}],
            Aim(unit=Unit.MINUTES),
            "3 min in 2 stretches",
            3,
        ),
        (Measure.LATENCY, [{"seconds": 12}], Aim(), "started after 12 s", 12),
        (
            Measure.LATENCY,
            [{"seconds": 4}, {"seconds": None}, {"seconds": 8}],
            Aim(),
            "started 2 of 3 times, mostly after 6 s",
            6,
        ),
        (Measure.LATENCY, [{"seconds": None}], Aim(), "did not start, asked once", None),
        (
            Measure.MOMENTARY,
            [{"seen": True, "every": 60}, {"seen": False, "every": 60}],
            Aim(),
            "in 1 of 2 intervals",
            50,
        ),
        (
            Measure.ENGAGEMENT,
            [{"company": "with"}, {"company": "beside"}],
            Aim(),
            "with classmates in 1 of 2 looks",
            50,
        ),
        (
            Measure.TASK_STEPS,
            [{"step": 1, "help": 2, "word": "Say"}, {"step": 0, "help": 0}, {"step": 1, "help": 0}],
            Aim(),
            "2 of 2 steps alone",
            2,
        ),
        (Measure.RUBRIC, [{"level": 1}], Aim(parts=("Begins", "Goes on")), "level 1, “Goes on”", 1),
        (Measure.RUBRIC, [{"level": 1}, {"level": 3}], Aim(), "level 3; the last of 2 looks", 3),
        (Measure.GOAL_ATTAINMENT, [{"level": -1}], Aim(scale=("a", "b", "c", "d", "e")), "level −1, “b”", -1),
        (Measure.PARTICIPATION, [{"level": 2}], Aim(), "level 2", 2),
        (Measure.RISK_TAKING, [{"times": 1}], Aim(), "1 time", 1),
        (Measure.CONFIDENCE, [{"face": 1}, {"face": 5}], Aim(), "Great", 5),
    ],
)  # fmt: skip
def test_data_read_as_they_were_seen(
    measure: Measure, values: list[dict[str, Any]], aim: Aim, words: str, amount: float | None
) -> None:
    seen = tally(measure, values, aim)
    assert seen.words == words
    assert seen.amount == amount


def test_help_is_told_with_the_most_frequent_first() -> None:
    seen = tally(Measure.TRIALS, helped(2, 1, 2, 0, None))
    assert seen.detail == "1 alone, 3 with help, 1 not yet"
    assert seen.helps == (("rung 2", 2), ("rung 1", 1))
    assert seen.dots == ("half", "half", "half", "full", "empty")


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=1, max_size=40))
def test_every_trial_has_its_dot(rungs: list[int | None]) -> None:
    seen = tally(Measure.TRIALS, helped(*rungs))
    assert len(seen.dots) == seen.number == len(rungs)
    assert seen.dots.count("full") == rungs.count(0) == seen.amount
    assert sum(times for _word, times in seen.helps) == seen.dots.count("half")


def goal(**fields: Any) -> Goal:
    usual: dict[str, Any] = {
        "measure": Measure.TRIALS, "criterion_value": 4, "criterion_of": 5, "criterion_unit": Unit.TRIALS,
    }  # fmt: skip
    return Goal(**(usual | fields))


@pytest.mark.parametrize(
    ("rungs", "reached"),
    [((0, 0, 0, 0, 1), True), ((0, 0, 0, 1, 1), False), ((0, 0, 0, 0), None), ((0,) * 8 + (1, 1), True)],
)
def test_criterion_out_of_some_is_compared_once_there_are_as_many(
    rungs: tuple[int, ...], reached: bool | None
) -> None:
    assert reaches(goal(), tally(Measure.TRIALS, helped(*rungs))) is reached


def test_criterion_that_asks_for_less_is_reached_from_above() -> None:
    few = goal(
        measure=Measure.COUNT, criterion_unit=Unit.TIMES, criterion_of=None, criterion_value=2,
        criterion_direction=Direction.AT_MOST,
    )  # fmt: skip
    assert reaches(few, tally(Measure.COUNT, [{"times": 2}])) is True
    assert reaches(few, tally(Measure.COUNT, [{"times": 3}])) is False
    assert reaches(goal(criterion_value=None), tally(Measure.TRIALS, helped(0))) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(12, "12 s"), (60, "1 min"), (400.4, "6 min 40 s"), (0, "0 s")]
)
def test_time_reads_in_minutes_and_seconds(seconds: float, words: str) -> None:
    assert time_in_words(seconds) == words


def test_last_seen_is_of_the_last_day_before_that_stands(people: SmallSchool) -> None:
    of_plan = in_force(people).goals.get()
    seen: dict[int, Observation] = {}
    for days in (7, 3, 0):
        visit = a_visit(people, on=ON - timedelta(days=days))
        a_share(visit, people.ada, people)
        seen[days] = see(visit, people.ada, {"help": days and 1, "word": "Point"}, of_plan)
        see(visit, people.ada, {"help": 0}, of_plan)
    last = last_seen([of_plan], ON)[of_plan.lineage]
    assert (last.on, last.tally.words) == (ON - timedelta(days=3), "1 of 2 alone")
    for row in Observation.objects.filter(visit=seen[3].visit):
        see(row.visit, people.ada, {}, of_plan, corrects=row.pk, is_withdrawal=True)
    assert last_seen([of_plan], ON)[of_plan.lineage].on == ON - timedelta(days=7)
    assert last_seen([of_plan], ON - timedelta(days=7)) == {}


def test_last_seen_goes_by_the_day_of_the_zone_in_which_the_page_is_read(people: SmallSchool) -> None:
    """At eight in the evening in London it is four in the morning of the next day in Singapore."""
    of_plan = in_force(people).goals.get()
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    evening = datetime(ON.year, ON.month, ON.day, 20, tzinfo=UTC)
    see(visit, people.ada, {"help": 0}, of_plan, observed_at=evening)
    next_day = ON + timedelta(days=1)
    with timezone.override(ZoneInfo("Europe/London")):
        assert last_seen([of_plan], next_day)[of_plan.lineage].on == ON
    with timezone.override(ZoneInfo("Asia/Singapore")):
        assert last_seen([of_plan], next_day) == {}
        assert last_seen([of_plan], next_day + timedelta(days=1))[of_plan.lineage].on == next_day
