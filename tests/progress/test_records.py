"""A goal's record: what is in it, up to which day, who reads it, and in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.capture.models import Observation
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.models import Goal
from alongside.progress.actions.goals import decide, drop_probe, schedule_probes
from alongside.progress.choices import ProbeKind, Step
from alongside.progress.models import Decision, Probe
from alongside.progress.queries.child import child_progress
from alongside.progress.queries.overview import overview
from alongside.progress.queries.pictures import picture_of
from alongside.progress.queries.places import places_of
from alongside.progress.queries.probes import due_probes, probe_for, probes_of
from alongside.progress.queries.records import record_of, records_of
from alongside.progress.rules.goals import probe_in_words
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.plans.written import a_draft, fresh
from tests.progress.recorded import WEEK, ada_goal, tap, weeks

LATER = ON + 10 * WEEK


def test_record_holds_a_point_a_session_in_its_phase(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 3)
    tap(goal, people.ada, people.mei, ON + WEEK, [0, 0], adult="teacher", routine_kind="centres")
    tap(goal, people.ada, people.mei, ON + WEEK, [0, 0, 2, 2, 2], is_second=True)
    record = record_of(people.as_on(people.mei, LATER), people.ada.pk, goal.lineage)
    assert record is not None
    assert [point.value for point in record.points] == [20, 40, 60]
    assert [(point.value, point.is_second) for point in record.apart] == [(100, False), (40, True)]
    assert [change.key for change in record.changes] == ["push_in"]
    assert record.scale.goal == 80
    assert record.agreement is not None
    assert record.agreement.sessions == 1
    assert {row.title for row in places_of(record).rows} == {
        "Writing · Therapist",
        "Centres and group work · Teacher",
    }
    assert picture_of(record, None)["sessions"][0][1] == 20


def test_people_whom_the_goal_names_are_counted_each(people: SmallSchool) -> None:
    goal = ada_goal(people)
    Goal.objects.filter(pk=goal.pk).update(people=["therapist", "teacher", "family"])
    weeks(people, goal, 1, 4, 5)
    tap(goal, people.ada, people.mei, ON + WEEK, [0, 0], adult="teacher")
    tap(goal, people.ada, people.mei, ON + 2 * WEEK, [2, 2], adult="teacher")
    tap(goal, people.ada, people.mei, ON + 2 * WEEK, [0], adult="assistant")
    tap(goal, people.ada, people.mei, ON + 3 * WEEK, [0], adult="")
    tap(goal, people.ada, people.mei, ON + 3 * WEEK, [0, 0], adult="family", is_second=True)
    record = record_of(people.as_on(people.mei, LATER), people.ada.pk, goal.lineage)
    assert record is not None
    rows = [(row.title, row.reached, row.looked, row.is_few) for row in places_of(record).shown_with]
    assert rows == [
        ("With the therapist", 2, 3, False),
        ("With the class teacher", 1, 2, True),
        ("With the family", 0, 0, False),
    ]


def test_goal_that_names_nobody_has_no_rows_of_people(people: SmallSchool) -> None:
    goal = ada_goal(people)
    Goal.objects.filter(pk=goal.pk).update(people=[])
    weeks(people, goal, 1, 4)
    record = record_of(people.as_on(people.mei, LATER), people.ada.pk, goal.lineage)
    assert record is not None
    assert places_of(record).shown_with == ()


def test_what_was_corrected_or_withdrawn_is_no_point(people: SmallSchool) -> None:
    goal = ada_goal(people)
    (first, *_rest) = tap(goal, people.ada, people.mei, ON + WEEK, [2])
    Observation.objects.filter(pk=first.pk).update(order=1)
    (better,) = tap(goal, people.ada, people.mei, ON + WEEK, [0])
    Observation.objects.filter(pk=better.pk).update(corrects=first.pk)
    record = record_of(people.as_on(people.mei, LATER), people.ada.pk, goal.lineage)
    assert record is not None
    assert [point.value for point in record.points] == [100]


def test_record_goes_up_to_the_day_that_is_asked(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 3)
    mei = people.as_on(people.mei, LATER)
    (record,) = records_of(mei, [people.ada], until=ON + 2 * WEEK)[people.ada.pk]
    assert len(record.points) == 2


def test_strangers_teachers_and_families_have_no_record(people: SmallSchool, stranger: Stranger) -> None:
    goal = ada_goal(people)
    for viewer in (stranger.stan, people.carla, people.li, people.amara):
        assert record_of(viewer, people.ada.pk, goal.lineage) is None
        assert child_progress(viewer, people.ada.pk) is None
        assert records_of(viewer, [people.ada]) == {}


def test_queries_do_not_grow_with_points(people: SmallSchool) -> None:
    goal = ada_goal(people)
    mei = people.as_on(people.mei, LATER)
    counts = []
    for _more in range(2):
        weeks(people, goal, 1, 2, 3, 4)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            records_of(mei, [people.ada, people.ben])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_change_of_teaching_begins_a_phase_and_needs_words(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 1)
    mei = people.as_on(people.mei, LATER)
    with pytest.raises(NotNow, match="what changes"):
        decide(child=people.ada, lineage=goal.lineage, step=Step.CHANGE, words=" ", by=mei, at=AT)
    decide(child=people.ada, lineage=goal.lineage, step=Step.CHANGE, words="Picture checklist", by=mei, at=AT)
    record = record_of(mei, people.ada.pk, goal.lineage)
    assert record is not None
    assert record.changes[-1].label == "Picture checklist"
    (decision,) = record.decisions
    assert (decision.points, decision.said != "") == (3, True)


def test_fading_plans_probes_once_and_an_observation_there_does_them(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 4, 5, 5)
    mei = people.as_on(people.mei, ON + 4 * WEEK)
    decide(child=people.ada, lineage=goal.lineage, step=Step.FADE, words="", by=mei, at=AT)
    assert schedule_probes(child=people.ada, lineage=goal.lineage, by=mei, at=AT) == 0
    probes = list(Probe.objects.order_by("due_on"))
    assert [probe.kind for probe in probes].count(ProbeKind.MAINTENANCE) == 3
    travels = [probe for probe in probes if probe.kind == ProbeKind.GENERALISATION]
    assert {probe_in_words(probe) for probe in travels} == {
        "Centres and group work",
        "With the class teacher",
    }
    (centres,) = [probe for probe in travels if probe.routine_kind]
    assert centres.routine_kind == "centres"
    later = people.as_on(people.mei, ON + 30 * WEEK)
    assert len(due_probes(later, [people.ada])) == 5
    tap(goal, people.ada, people.mei, centres.due_on, [0, 0], routine_kind="centres")
    record = record_of(later, people.ada.pk, goal.lineage)
    assert record is not None
    done = {row.probe.pk for row in probes_of(record, later.on) if row.is_done}
    assert centres.pk in done
    (teacher,) = [probe for probe in travels if probe.adult]
    assert teacher.pk not in done
    tap(goal, people.ada, people.carla, teacher.due_on, [0], adult="teacher")
    record = record_of(later, people.ada.pk, goal.lineage)
    assert record is not None
    assert teacher.pk in {row.probe.pk for row in probes_of(record, later.on) if row.is_done}
    last = probes[-1]
    drop_probe(probe=last, why="She has moved", by=later, at=AT)
    assert probe_for(later, last.pk) is None


def test_only_the_team_decides(people: SmallSchool, stranger: Stranger) -> None:
    goal = ada_goal(people)
    for viewer in (stranger.stan, people.carla, people.li):
        with pytest.raises(NotAllowed):
            decide(child=people.ada, lineage=goal.lineage, step=Step.GO_ON, words="", by=viewer, at=AT)
    assert not Decision.objects.exists()


def test_overview_puts_first_who_needs_a_look(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 1, 1, 1, 1, 1, 1, 1)
    rows = overview(people.as_on(people.joy, LATER))
    assert [row.child for row in rows] == [people.ada]
    assert rows[0].why
    assert overview(people.as_on(people.joy, LATER), classroom_id=people.class_2a.pk) in ([], rows)


def test_a_plan_that_was_never_in_force_has_no_record(people: SmallSchool) -> None:
    version = fresh(a_draft(people))
    goal = version.goals.get()
    assert record_of(people.mei, people.ada.pk, goal.lineage) is None


def test_child_page_has_minutes_taking_part_and_attainment(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    for number, face in enumerate((2, 4)):
        (row,) = tap(goal, people.ada, people.mei, ON + WEEK + timedelta(days=number), [0])
        Observation.objects.filter(pk=row.pk).update(
            goal=None, lineage=None, measure="confidence", value={"face": face}
        )
    page = child_progress(people.as_on(people.mei, LATER), people.ada.pk)
    assert page is not None
    (course,) = page.over_time
    assert [point.value for point in course.points] == [2, 4]
    assert page.attainment is None
