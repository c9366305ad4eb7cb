"""What must hold whatever happens: all or nothing, no decision on stale ground, no run stuck, no wall climbed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.exchange import tasks
from alongside.exchange.actions import import_work, imports
from alongside.exchange.choices import IMPORT_TRANSITIONS, ImportState
from alongside.exchange.models import ImportFile, ImportLine, ImportRun
from alongside.exchange.queries import imports as queries
from alongside.people.actions import add_school
from alongside.people.choices import Role
from alongside.people.models import Child, Organisation, RoleHeld, School
from alongside.people.queries import viewer_of
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans import actions as plans
from alongside.scheduling.actions.availability import set_travel
from alongside.trust.models import AuditEvent
from alongside.trust.queries import first_broken_link
from tests.exchange.importing import Desk, counts, dump, found, state
from tests.exchange.test_import_roster import a_set, pupils
from tests.formats.hostile import HOSTILE, roster_zip

CHILDREN = b"Name,Class\nMia Reed,2B\nOmar Said,2B\n"
SERVICES = b"Child,Service,Times per week,Minutes\nMia Reed,OT,1,30\n"


class Killed(Exception):
    """The machine stops in the middle."""


def test_a_commit_killed_in_the_middle_leaves_nothing(desk: Desk) -> None:
    run = desk.start(a_set(*pupils(3)))
    run = imports.decide(run=run, changed=True, missing=False, by=desk.by, at=desk.now)
    before = dump()

    def die(done: int, total: int) -> None:
        if done * 2 > total:
            raise Killed

    with pytest.raises(Killed):
        import_work.commit_import(run=run, by=desk.by, at=desk.now, tick=die)
    assert dump() == before
    run = import_work.stop_import(run=run, by=desk.by, at=desk.now)
    assert state(run) is ImportState.PREVIEW
    assert "nothing was written" in run.sentence
    desk.commit(run)
    assert Child.objects.count() == 3


def test_an_undo_killed_in_the_middle_leaves_all(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(3))))
    run = imports.ask_undo(run=run, by=desk.by, at=desk.now)
    before = dump()

    def die(done: int, total: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        import_work.undo_import(run=run, by=desk.by, at=desk.now, tick=die)
    assert dump() == before


@pytest.mark.parametrize("name", [name for name, make in HOSTILE.items() if make().fate != "odd"])
def test_a_hostile_file_is_refused_and_no_row_is_written(desk: Desk, name: str) -> None:
    hostile = HOSTILE[name]()
    before = counts()
    run = desk.start((hostile.file, hostile.data))
    assert state(run) is ImportState.REFUSED
    assert run.sentence
    assert counts() == before
    assert not run.changes.exists()


def test_a_preview_overtaken_by_another_import_is_compared_anew(desk: Desk) -> None:
    first = desk.start(a_set(*pupils(2)))
    second = desk.start(a_set(*pupils(2)))
    desk.commit(first)
    second = desk.commit(second)
    assert state(second) is ImportState.READING
    second = desk.read(second)
    assert state(second) is ImportState.PREVIEW
    assert "brought in after you looked" in second.sentence
    assert set(second.summary["counts"]) == {"same"}
    assert Child.objects.count() == 2


def test_a_row_written_by_hand_in_between_sends_the_file_back_to_be_compared(desk: Desk) -> None:
    run = desk.start(a_set(*pupils(2)))
    run = imports.decide(run=run, changed=True, missing=False, by=desk.by, at=desk.now)
    add_school(name="Reed Lane Primary", by=desk.by, at=desk.now)
    run = import_work.commit_import(run=run, by=desk.by, at=desk.now)
    assert state(run) is ImportState.READING
    desk.commit(desk.read(run))
    assert School.objects.count() == 1
    assert Child.objects.count() == 2


def test_a_child_with_a_service_by_now_stays_when_the_roster_goes(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(2))))
    child = Child.objects.get(given_name="Pupil1")
    plans.add_service(
        child=child, discipline="speech", sessions=1, minutes=30, starts=desk.by.on, by=desk.by, at=desk.now
    )
    run = desk.undo(run)
    assert Child.objects.get() == child
    reasons = {row["label"]: row["reason"] for row in run.summary["kept_by_undo"]}
    assert "something else points to it" in reasons["Child Pupil1 Sample"]


def test_a_school_that_therapists_travel_to_stays_when_the_roster_goes(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(1))))
    school, other = School.objects.get(), add_school(name="Hill", by=desk.by, at=desk.now)
    set_travel(one=school, other=other, minutes=15, by=desk.by, at=desk.now)
    run = desk.undo(run)
    assert [row["label"] for row in run.summary["kept_by_undo"]] == [f"School {school}"]
    assert not Child.objects.exists()


def test_every_step_is_a_transition_that_the_table_knows(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(1))))
    for action in (imports.discard, imports.reopen_mapping, imports.read_again):
        with pytest.raises(NotNow, match="another step"):
            action(run=run, by=desk.by, at=desk.now)
    assert set(IMPORT_TRANSITIONS) == set(ImportState)


def test_what_is_put_away_takes_its_file_along(desk: Desk) -> None:
    run = imports.discard(run=desk.start(a_set(*pupils(1))), by=desk.by, at=desk.now)
    assert state(run) is ImportState.DISCARDED
    assert not ImportFile.objects.exists()
    assert not ImportLine.objects.exists()


def test_a_silent_task_is_given_up_and_a_speaking_one_is_not(desk: Desk) -> None:
    run = imports.start_import(files=[a_set(*pupils(1))], limit_bytes=10**6, by=desk.by, at=desk.now)
    later = desk.now + timedelta(seconds=120)
    import_work.hear(run_id=run.pk, done=5, total=10, at=later - timedelta(seconds=5))
    with scopes_disabled():
        assert import_work.give_up_silent_imports(at=later) == 0
        assert import_work.give_up_silent_imports(at=later + timedelta(seconds=120)) == 1
    run.refresh_from_db()
    assert state(run) is ImportState.REFUSED
    run = imports.read_again(run=run, by=desk.by, at=later + timedelta(seconds=130))
    assert state(desk.read(run)) is ImportState.PREVIEW


def test_a_task_that_waits_behind_others_is_given_time(desk: Desk) -> None:
    imports.start_import(files=[a_set(*pupils(1))], limit_bytes=10**6, by=desk.by, at=desk.now)
    with scopes_disabled():
        assert import_work.give_up_silent_imports(at=desk.now + timedelta(minutes=10)) == 0
        assert import_work.give_up_silent_imports(at=desk.now + timedelta(minutes=20)) == 1


def test_an_import_that_was_being_written_while_another_was_compared_counts(desk: Desk) -> None:
    first = desk.start(("c.csv", CHILDREN))
    first = desk.columns(first, school="Reed Lane")
    first = imports.decide(run=first, changed=True, missing=False, by=desk.by, at=desk.now)
    began = desk.now
    second = desk.columns(desk.start(("c.csv", CHILDREN)), school="Reed Lane")
    import_work.commit_import(run=first, by=desk.by, at=began)
    assert state(desk.commit(second)) is ImportState.READING


def test_work_is_done_in_the_name_of_whoever_decided(desk: Desk) -> None:
    run = desk.start(a_set(*pupils(1)))
    other = found("Reed Lane", "sam@reedlane.example")
    RoleHeld.objects.create(
        organisation=desk.by.organisation, account=other.account, role=Role.COORDINATOR, starts=desk.by.on
    )
    sam = viewer_of(other.account, desk.by.on, desk.by.organisation.pk)
    assert sam is not None
    imports.decide(run=run, changed=True, missing=False, by=sam, at=desk.now)
    tasks.work_on_import.call(str(run.pk))
    (event,) = AuditEvent.objects.filter(action="import.committed")
    assert event.actor == other.account


def test_what_the_preview_showed_goes_with_the_file(desk: Desk) -> None:
    run = desk.columns(desk.start(("c.csv", CHILDREN)), school="Reed Lane")
    assert "Mia Reed" in str(run.found)
    assert "Mia Reed" not in str(vars(imports.discard(run=run, by=desk.by, at=desk.now)))


def test_the_task_works_until_a_person_is_needed(desk: Desk) -> None:
    run = imports.start_import(files=[a_set(*pupils(1))], limit_bytes=10**6, by=desk.by, at=desk.now)
    tasks.work_on_import.call(str(run.pk))
    run.refresh_from_db()
    assert state(run) is ImportState.PREVIEW
    imports.decide(run=run, changed=True, missing=False, by=desk.by, at=desk.now)
    tasks.work_on_import.call(str(run.pk))
    run.refresh_from_db()
    assert state(run) is ImportState.COMMITTED
    assert queries.progress_of(run.pk) is not None


def test_the_task_finds_whoever_decided_by_the_day_of_the_organisation(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imports.start_import(files=[a_set(*pupils(1))], limit_bytes=10**6, by=desk.by, at=desk.now)
    Organisation.objects.filter(pk=run.organisation_id).update(time_zone="Pacific/Auckland")
    noon = desk.now.replace(hour=12, minute=0)  # Past midnight over there.
    RoleHeld.objects.update(starts=noon.date() + timedelta(days=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    tasks.work_on_import.call(str(run.pk))
    run.refresh_from_db()
    assert state(run) is ImportState.PREVIEW


def test_a_fault_of_ours_brings_the_run_back_with_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imports.start_import(files=[a_set(*pupils(1))], limit_bytes=10**6, by=desk.by, at=desk.now)

    def break_down(**more: Any) -> ImportRun:
        raise Killed

    monkeypatch.setitem(tasks._WORK, ImportState.READING, break_down)
    with pytest.raises(Killed):
        tasks.work_on_import.call(str(run.pk))
    run.refresh_from_db()
    assert state(run) is ImportState.REFUSED
    assert "stopped halfway" in run.sentence


def test_old_files_are_forgotten_and_the_run_stays(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(1))))
    assert import_work.forget_old_files(at=desk.now + timedelta(days=31)) == 1
    run.refresh_from_db()
    assert run.summary["counts"]["new"]["child"] == 1
    with pytest.raises(NotNow, match="too old"):
        desk.undo(run)


def test_only_a_coordinator_of_the_organisation_may(desk: Desk) -> None:
    run = desk.start(a_set(*pupils(1)))
    stranger = found("Hill", "sam@hill.example")
    nobody = Viewer(desk.by.account, desk.by.organisation, desk.by.on, frozenset())
    with scope(organisation=stranger.organisation):
        assert queries.import_for(stranger, run.pk) is None
        with pytest.raises(NotNow):
            imports.discard(run=run, by=stranger, at=desk.now)
    with pytest.raises(NotAllowed):
        imports.discard(run=run, by=nobody, at=desk.now)
    assert queries.import_for(nobody, run.pk) is None


def test_the_audit_trail_stays_whole_through_it_all(desk: Desk) -> None:
    desk.undo(desk.commit(desk.start(a_set(*pupils(2)))))
    assert first_broken_link(desk.by.organisation.pk) is None


PUPILS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["c1", "c2", ""]), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=PUPILS, second=PUPILS, changed=st.booleans(), missing=st.booleans())
def test_undo_restores_whatever_two_files_did(
    desk: Desk, first: dict[str, str], second: dict[str, str], changed: bool, missing: bool
) -> None:
    def file_of(places: dict[str, str]) -> tuple[str, bytes]:
        users = "".join(f"{id},,,true,o1,student,{id},,{id.upper()},Sample,,02\n" for id in places)
        enrolments = "".join(f"e{id},,,{place},o1,{id},student,,,\n" for id, place in places.items() if place)
        return a_set(
            users + "t1,,,true,o1,teacher,t1,,Ada,Lee,,\n", enrolments + "et,,,c1,o1,t1,teacher,,,\n"
        )

    def bring_in(places: dict[str, str]) -> ImportRun | None:
        run = desk.start(file_of(places))
        try:
            return desk.commit(run, changed=changed, missing=missing, checked=True)
        except NotNow:
            return None

    start = dump()
    one = bring_in(first)
    between = dump()
    two = bring_in(second)
    if two:
        desk.undo(two)
    assert dump() == between
    if one:
        desk.undo(one)
    assert dump() == start


def test_services_wait_for_children_and_go_back_before_them(desk: Desk) -> None:
    start = dump()
    roster = desk.commit(desk.columns(desk.start(("c.csv", CHILDREN)), school="Reed Lane"))
    services = desk.commit(desk.columns(desk.start(("s.csv", SERVICES))))
    desk.undo(services)
    desk.undo(roster)
    assert dump() == start


def test_a_set_in_a_folder_is_the_same_as_in_a_zip(desk: Desk) -> None:
    import io
    import zipfile

    archive = zipfile.ZipFile(io.BytesIO(roster_zip()))
    run = desk.start(*((f"export/{name}", archive.read(name)) for name in archive.namelist()))
    assert state(run) is ImportState.PREVIEW, run.sentence
    desk.commit(run)
    assert set(desk.start(("set.zip", roster_zip())).summary["counts"]) == {"same"}
