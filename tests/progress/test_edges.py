"""Records at their edges: each ends in words, on the page as in the query, and none in a fault."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alongside.capture.models import Observation
from alongside.exchange.queries.charts import key_of
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal
from alongside.progress.actions.reports import draft_report, sign_report
from alongside.progress.choices import Audience, ProbeKind, Step
from alongside.progress.models import Probe
from alongside.progress.queries.pictures import picture_of
from alongside.progress.queries.records import GoalRecord, record_of
from alongside.progress.rules.agreement import agreement_of
from alongside.progress.rules.points import Seen
from tests.capture.held import a_share, a_visit
from tests.factories import AT, ON, SmallSchool
from tests.progress.recorded import WEEK, ada_goal, tap, weeks

LATER = ON + 10 * WEEK


def record(people: SmallSchool, goal: Goal) -> GoalRecord:
    found = record_of(people.as_on(people.mei, LATER), people.ada.pk, goal.lineage)
    assert found is not None
    return found


def changed(goal: Goal, **fields: Any) -> Goal:
    """The goal as if its plan had said so from the first."""
    Goal.objects.filter(pk=goal.pk).update(**fields)
    goal.refresh_from_db()
    return goal


def write(goal: Goal, people: SmallSchool, value: dict[str, Any], day: int = 7) -> None:
    (row,) = tap(goal, people.ada, people.mei, ON + timedelta(days=day), [0])
    Observation.objects.filter(pk=row.pk).update(value=value)


def test_a_goal_without_measure_says_so_and_gives_no_verdict(people: SmallSchool) -> None:
    goal = changed(ada_goal(people), measure="")
    found = record(people, goal)
    assert found.reading.step is Step.WAIT
    assert "how this goal is measured" in found.reading.detail


def test_what_was_recorded_by_another_measure_is_said_and_not_drawn(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    found = record(people, changed(goal, measure=Measure.COUNT, criterion_unit=Unit.TIMES, criterion_of=None))
    assert found.points == ()
    assert found.refused == (
        "10 observations were recorded as “Trials, with the help given”, which the goal is not measured by now.",
    )


def test_all_points_equal_have_no_interval_and_one_point_no_verdict(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1)
    assert "3 more points" in record(people, goal).reading.headline
    weeks(people, goal, *[1] * 6, first=ON + 2 * WEEK)
    found = record(people, goal)
    assert found.trend is not None
    assert picture_of(found, None)["band"] == []
    assert found.reading.step in (Step.WAIT, Step.CHANGE)


def test_more_than_all_and_before_the_plan_are_left_out_in_words(people: SmallSchool) -> None:
    goal = changed(ada_goal(people), measure=Measure.PERCENT, criterion_unit=Unit.PERCENT, criterion_of=None)
    write(goal, people, {"percent": 120})
    write(goal, people, {"percent": 40}, day=-20)
    found = record(people, goal)
    assert found.points == ()
    assert any("120 is above 100" in line for line in found.refused)
    assert any("before the plan" in line for line in found.refused)


def test_a_target_date_that_has_passed_is_said(people: SmallSchool) -> None:
    goal = changed(ada_goal(people), target_on=ON + 2 * WEEK)
    weeks(people, goal, 1, 1, 2, 1, 1)
    assert "has passed" in record(people, goal).takes


def test_the_day_of_the_last_report_is_not_reported_twice(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    said: dict[str, Any] = {"child": people.ada, "audience": Audience.TEAM, "language": "en-gb", "at": AT}
    mei = people.as_on(people.mei, LATER)
    report = draft_report(as_of=LATER, by=mei, **said)
    sign_report(report=report, name="Mei Okafor", by=mei, at=AT)
    with pytest.raises(NotNow, match="up to that day already"):
        draft_report(as_of=LATER, by=mei, **said)
    with pytest.raises(NotNow, match="no goal in force"):
        draft_report(as_of=ON - WEEK, by=mei, **said | {"audience": Audience.FAMILY})


def seen(times: int, session: str, is_second: bool) -> Seen:
    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    return Seen(at.date(), at, session, {"times": times}, Measure.COUNT, is_second=is_second)


def test_two_observers_who_differ_in_each_session_do_not_agree_over_both() -> None:
    told = [seen(2, "one", False), seen(4, "one", True), seen(4, "two", False), seen(2, "two", True)]
    agreement = agreement_of(Measure.COUNT, told)
    assert agreement is not None
    (estimate,) = agreement.estimates
    assert (estimate.value, estimate.n) == (50, (2,))


def test_visits_that_no_timetable_planned_are_not_called_planned(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    a_share(a_visit(people, on=ON + WEEK), people.ada, people)
    mei = people.as_on(people.mei, LATER)
    report = draft_report(
        child=people.ada, audience=Audience.TEAM, language="en-gb", as_of=LATER, by=mei, at=AT
    )
    text = next(part["text"] for part in report.sections if part["key"] == "given")
    assert "1 visit held, none planned in a published timetable, 30 minutes." in text


def test_other_material_and_a_maintenance_probe_are_marked_on_their_points(people: SmallSchool) -> None:
    goal = ada_goal(people)
    for week, material in enumerate(("pencil", "pencil", "chalk", "pencil"), start=1):
        tap(goal, people.ada, people.mei, ON + week * WEEK, [0, 2], material=material)
    Probe.objects.create(
        organisation=people.organisation,
        child=people.ada,
        lineage=goal.lineage,
        kind=ProbeKind.MAINTENANCE,
        due_on=ON + 4 * WEEK,
        scheduled_at=AT,
    )
    picture = picture_of(record(people, goal), None)
    assert [(mark[0], mark[2]) for mark in picture["marks"]] == [
        ((ON + 3 * WEEK).isoformat(), "material"),
        ((ON + 4 * WEEK).isoformat(), "maintenance"),
    ]
    words = [said for _drawn, said in key_of(picture)]
    assert {"with other material", "a maintenance probe", "goal"} <= set(words)
    assert "a second observer" not in words
