"""Asking for a build, building, and what happens when it fails, is stopped, or dies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django_scopes import scope

from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.rules import breaches
from alongside.engine.solver import first_fit
from alongside.engine.timetable import Timetable as Answer
from alongside.people.choices import Discipline
from alongside.people.models import Organisation, RoleHeld
from alongside.people.rules import NotAllowed, NotNow
from alongside.scheduling.actions import builds, drafts
from alongside.scheduling.choices import BuildState, TimetableState
from alongside.scheduling.models import Build, DraftRevision, Timetable
from alongside.scheduling.queries import timetables
from alongside.scheduling.tasks import begin_build, run_build
from alongside.trust import queries as trust
from tests.scheduling.world import MONDAY, NOW, TODAY, World, later


def tell_twice(problem: Problem, *, on_progress: Any, **_given: Any) -> Answer:
    """Stands in for a solver that improves once."""
    on_progress(Progress(0.1, 500, 100, 2))
    on_progress(Progress(0.9, 400, 120, 1))
    return first_fit(problem)


def test_build_makes_a_checked_draft(world: World) -> None:
    build = world.ask()
    draft = builds.run_build(build=build, by=world.joy, at=NOW)
    assert draft is not None
    build.refresh_from_db()
    assert build.state == BuildState.DONE
    assert (draft.name, draft.state, draft.for_on) == ("Draft A", TimetableState.DRAFT, MONDAY)
    assert set(draft.schools.all()) == set(world.both)
    assert breaches(Problem.from_json(draft.problem), Answer.from_json(draft.document)) == []
    assert (draft.unmet_sessions, draft.asked_sessions) == (0, 8)
    assert draft.bound <= draft.cost == draft.document["cost"]
    assert [each.number for each in draft.revisions.all()] == [0]
    assert build.ended_at is not None
    assert build.ended_at >= NOW


def test_build_writes_its_progress_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "solve", tell_twice)
    build = world.ask()
    builds.run_build(build=build, by=world.joy, at=NOW)
    build.refresh_from_db()
    assert build.progress == [[0.1, 500, 100, 2], [0.9, 400, 120, 1]]
    assert build.heard_at is not None


def test_progress_that_brings_no_news_moves_its_last_point(world: World) -> None:
    beat = builds._Beat(world.ask(), NOW, 0.0)
    for seconds in (0.0, 1.0, 2.0, 3.0):
        beat.hear(Progress(seconds, 500, 100, 2))
    assert beat.points == [[0.0, 500, 100, 2], [3.0, 500, 100, 2]]


def test_drafts_are_lettered_and_a_letter_is_free_again(world: World) -> None:
    first, second = world.draft(), world.draft()
    assert (first.name, second.name) == ("Draft A", "Draft B")
    drafts.discard_draft(draft=first, by=world.joy, at=NOW)
    assert world.draft().name == "Draft A"


def test_what_could_not_be_placed_has_its_reasons_and_remedies(world: World) -> None:
    service = world.service("Wren", Discipline.SPEECH, "too much", sessions=3, minutes=60)
    draft = world.draft()
    [reason] = [each for each in draft.reasons if each["service"] == str(service.pk)]
    assert reason["sessions"] >= 1
    assert reason["sentences"]
    assert all("Wren" in remedy["sentence"] or remedy["sentence"] for remedy in reason["remedies"])
    assert not any(str(service.pk) in sentence for sentence in reason["sentences"])


def test_build_from_a_draft_keeps_what_is_pinned(world: World) -> None:
    draft = world.draft()
    draft = drafts.pin_visit(draft=draft, visit=1, pinned=True, revision=0, by=world.joy, at=NOW)
    pinned = draft.document["visits"][1]
    again = world.draft(draft=draft)
    assert [again.document["visits"][index] for index in again.pinned] == [pinned]


def test_second_build_of_a_school_waits_for_the_first(world: World) -> None:
    world.ask()
    with pytest.raises(NotNow, match="running already"):
        world.ask()


def test_run_again_a_build_does_nothing(world: World) -> None:
    build = world.ask()
    assert builds.run_build(build=build, by=world.joy, at=NOW) is not None
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None
    assert Timetable.objects.count() == 1


def test_fault_of_the_builder_is_said_and_nothing_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(problem: Problem, **_given: Any) -> Answer:
        raise ZeroDivisionError

    monkeypatch.setattr(builds, "solve", fail)
    build = world.ask()
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert "fault of its own" in build.sentence
    assert "ZeroDivisionError" in caplog.text
    assert not Timetable.objects.exists()
    assert world.ask().state == BuildState.QUEUED


def test_fault_in_the_reasons_fails_the_build_whole(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: Any) -> list[Any]:
        raise KeyError("service")

    monkeypatch.setattr(builds, "explain", fail)
    build = world.ask()
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert "KeyError" in caplog.text
    assert not Timetable.objects.exists()


def test_pins_that_break_a_rule_fail_with_the_rule(world: World) -> None:
    draft = world.draft()
    draft = drafts.pin_visit(draft=draft, visit=1, pinned=True, revision=0, by=world.joy, at=NOW)
    clash = draft.document["visits"][1] | {"start": "03:00", "end": "03:30"}
    Timetable.objects.filter(pk=draft.pk).update(document=draft.document | {"visits": [clash], "tasks": []})
    draft.refresh_from_db()
    Timetable.objects.filter(pk=draft.pk).update(pinned=[0])
    draft.refresh_from_db()
    build = world.ask(draft=draft)
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert "03:00" in build.sentence
    assert Timetable.objects.count() == 1


def test_stopped_build_keeps_the_best_so_far(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    build = world.ask(seconds=60)
    asked: list[bool] = []

    def stop_at_once(problem: Problem, *, stop: Any, **_given: Any) -> Answer:
        asked.append(stop())
        builds.stop_build(build=build, by=world.joy, at=later(seconds=1))
        monkeypatch.setattr(builds, "BEAT", 0)
        asked.append(stop())
        return first_fit(problem)

    monkeypatch.setattr(builds, "solve", stop_at_once)
    draft = builds.run_build(build=build, by=world.joy, at=NOW)
    build.refresh_from_db()
    assert asked == [False, True]
    assert build.state == BuildState.STOPPED
    assert draft is not None
    assert draft.build == build


def test_stopping_a_waiting_build_ends_it_at_once(world: World) -> None:
    build = world.ask()
    builds.stop_build(build=build, by=world.joy, at=NOW)
    build.refresh_from_db()
    assert build.state == BuildState.STOPPED
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None


def test_what_is_over_cannot_be_stopped(world: World) -> None:
    draft = world.draft()
    assert draft.build is not None
    with pytest.raises(NotNow, match="This build is over"):
        builds.stop_build(build=draft.build, by=world.joy, at=NOW)


def test_build_that_has_died_is_given_up_and_another_may_begin(world: World) -> None:
    build = world.ask()
    builds._start(build, NOW)
    assert builds.give_up_silent_builds(at=later(seconds=59)) == 0
    assert builds.give_up_silent_builds(at=later(seconds=61)) == 1
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert "has stopped" in build.sentence
    assert world.ask().state == BuildState.QUEUED


def test_build_that_nobody_begins_is_given_up_after_an_hour(world: World) -> None:
    build = world.ask()
    assert builds.give_up_silent_builds(at=later(minutes=59)) == 0
    assert builds.give_up_silent_builds(at=later(minutes=61)) == 1
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert builds.run_build(build=build, by=world.joy, at=later(minutes=62)) is None


def test_build_that_was_given_up_while_it_ran_leaves_no_draft(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up_meanwhile(problem: Problem, **_given: Any) -> Answer:
        Build.objects.update(heard_at=NOW)
        builds.give_up_silent_builds(at=later(minutes=5))
        return first_fit(problem)

    monkeypatch.setattr(builds, "solve", give_up_meanwhile)
    build = world.ask()
    assert builds.run_build(build=build, by=world.joy, at=NOW) is None
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert not Timetable.objects.exists()
    assert not DraftRevision.objects.exists()


def test_task_runs_the_build_in_its_organisation(world: World) -> None:
    build = begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    made = run_build.call(str(build.pk))
    assert Timetable.objects.get().pk.hex == made.replace("-", "")


def test_task_finds_whoever_asked_by_the_day_of_her_organisation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    Organisation.objects.filter(pk=world.organisation.pk).update(time_zone="Pacific/Auckland")
    RoleHeld.objects.update(starts=TODAY + timedelta(days=1))
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)  # Past midnight over there.
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    assert Timetable.objects.get(pk=run_build.call(str(build.pk))).organisation == world.organisation


def test_refused_build_is_not_handed_to_the_worker(world: World) -> None:
    from django_tasks_db.models import DBTaskResult

    begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    with pytest.raises(NotNow):
        begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    assert DBTaskResult.objects.count() == Build.objects.count() == 1


def test_only_a_coordinator_builds_and_stops(world: World) -> None:
    build = world.ask()
    for name in ("Ada", "Tom", "Gita"):
        with pytest.raises(NotAllowed):
            world.ask(by=world.viewer(name))
        with pytest.raises(NotAllowed):
            builds.stop_build(build=build, by=world.viewer(name), at=NOW)
        assert timetables.build_for(world.viewer(name), build.pk) is None
        assert not timetables.builds_for(world.viewer(name)).exists()


def test_stranger_sees_neither_builds_nor_drafts(world: World, elsewhere: World) -> None:
    draft = world.draft()
    with scope(organisation=elsewhere.organisation):
        assert timetables.timetable_for(elsewhere.joy, draft.pk) is None
        assert draft.build_id
        assert timetables.build_for(elsewhere.joy, draft.build_id) is None
        assert not timetables.drafts_for(elsewhere.joy).exists()


def test_every_step_is_in_the_audit_trail(world: World) -> None:
    draft = world.draft()
    actions = [each.action for each in trust.events_about(
        world.organisation.pk, subject_type="scheduling.timetable", subject_id=str(draft.pk)
    )]  # fmt: skip
    assert actions == ["draft.built"]
    assert trust.first_broken_link(world.organisation.pk) is None


def test_build_goes_on_while_somebody_else_writes_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, failures = builds._Beat.save, [OperationalError("database is locked")]

    def fail_once(beat: builds._Beat) -> None:
        if failures:
            raise failures.pop()
        save(beat)

    monkeypatch.setattr(builds, "solve", tell_twice)
    monkeypatch.setattr(builds._Beat, "save", fail_once)
    build = world.ask()
    assert builds.run_build(build=build, by=world.joy, at=NOW) is not None
    build.refresh_from_db()
    assert (build.state, len(build.progress)) == (BuildState.DONE, 2)
