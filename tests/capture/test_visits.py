"""What is said about a visit: written down once, and what stands follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.changes import say_change
from alongside.capture.actions.visits import (
    apply_marks,
    end_visit,
    mark_away,
    mark_there,
    move_visit,
    reopen,
    set_role,
    write_down,
)
from alongside.capture.choices import ChangeKind, ClassRole, MarkKind, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, Mark, Note
from alongside.capture.models.days import visit_id
from alongside.capture.queries.dated import StandingVisit, visit_standing, visits_between
from alongside.capture.rules.visits import NotAgreed
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.actions import end_service
from alongside.scheduling.queries.planned import PlannedVisit, planned_tasks, planned_visits
from alongside.schooltime.spans import DateSpan
from alongside.trust.models import AuditEvent
from tests.capture.said import WEEK, a_mark, planned_for, written
from tests.scheduling.test_dated import publish_sami
from tests.scheduling.test_drafts import move, number_of
from tests.scheduling.world import MONDAY, NOW, World, later

MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


def test_visit_is_written_down_as_planned_with_a_session_for_each_child(world: World) -> None:
    world.published()
    for planned in planned_for(world, "Noor"):
        (visit,) = write_down(planned=[planned], by=world.joy, at=NOW).values()
        assert visit.pk == visit_id(*planned.name)
        assert (visit.on, visit.starts, visit.ends) == (planned.on, planned.starts, planned.ends)
        assert (visit.staff_id, visit.classroom_id) == (planned.staff_id, planned.classroom_id)
        assert (visit.outcome, visit.is_moved) == ("", False)
        assert {(row.child_id, row.service_id, row.planned_minutes) for row in visit.sessions.all()} == {
            (share.child_id, share.service_id, share.minutes) for share in planned.shares
        }


def test_writing_down_again_changes_nothing(world: World) -> None:
    world.published()
    visit = written(world)
    Mark.objects.bulk_create([a_mark(visit, MarkKind.HELD, by=world.joy)])
    apply_marks(visits=[visit], by=world.joy, at=NOW)
    again = written(world)
    assert (again.pk, again.outcome) == (visit.pk, Outcome.HELD)
    assert DatedVisit.objects.count() == 1


def test_marks_are_applied_to_each_visit_and_its_sessions(world: World) -> None:
    world.published()
    visits = write_down(planned=planned_for(world, "Noor"), by=world.joy, at=NOW).values()
    noor = world.children["Noor"]
    first, second, *_others = visits
    Mark.objects.bulk_create(
        [
            a_mark(first, MarkKind.HELD, by=world.joy),
            a_mark(second, MarkKind.AWAY, child=noor, by=world.joy),
            a_mark(second, MarkKind.HELD, at=later(minutes=1), by=world.joy),
        ]
    )
    stands = {visit.pk: visit for visit in apply_marks(visits=visits, by=world.joy, at=NOW)}
    assert [stands[each.pk].outcome for each in visits][:2] == [Outcome.HELD, Outcome.HELD]
    assert first.sessions.get(child=noor).minutes == 30
    assert (second.sessions.get(child=noor).minutes, second.sessions.get(child=noor).away) == (
        0,
        "child_away",
    )
    assert set(DatedSession.objects.exclude(visit__in=[first, second]).values_list("minutes", flat=True)) <= {
        None
    }


def test_many_visits_are_written_in_as_many_queries_as_one(world: World) -> None:
    world.published()
    planned = planned_visits(world.joy, DateSpan(MONDAY, MONDAY + WEEK))
    counts = []
    for some in (planned[:1], planned[1:4]):
        with CaptureQueriesContext(connection) as asked:
            visits = write_down(planned=some, by=world.joy, at=NOW)
        counts.append(len(asked))
        Mark.objects.bulk_create([a_mark(visit, MarkKind.HELD, by=world.joy) for visit in visits.values()])
        with CaptureQueriesContext(connection) as asked:
            apply_marks(visits=list(visits.values()), by=world.joy, at=NOW)
        counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_stranger_s_scope_has_no_row_of_it(world: World, elsewhere: World) -> None:
    world.published()
    visit = written(world)
    with scope(organisation=elsewhere.organisation):
        assert apply_marks(visits=[visit], by=elsewhere.joy, at=NOW) == []
        assert not DatedVisit.objects.exists()


def standing(world: World, child: str = "Noor", who: str = "joy") -> StandingVisit:
    """The first visit of a child as it stands, named as a page names it."""
    first = planned_for(world, child)[0]
    visit = visit_standing(world.viewer(who), visit_id(*first.name), series=first.series, on=first.on)
    assert visit is not None
    return visit


AFTER = NOW + timedelta(days=30)


def test_visit_is_held_with_the_first_word_said_about_it(world: World) -> None:
    world.published()
    visit = standing(world)
    row = end_visit(visit=visit, outcome=Outcome.HELD, by=world.joy, at=AFTER)
    assert (row.pk, row.outcome, row.ended_at) == (visit.id, Outcome.HELD, AFTER)
    assert {session.minutes for session in row.sessions.all()} == {
        share.planned_minutes for share in visit.shares
    }
    (mark,) = row.marks.all()
    assert (mark.marked_by, mark.marked_at, mark.device) == (world.joy.account, AFTER, None)
    assert AuditEvent.objects.filter(action="visit.held", subject_id=str(row.pk)).exists()


def test_visit_is_shortened_then_missed_then_opened_again(world: World) -> None:
    world.published()
    by: dict[str, Any] = {"by": world.joy}
    row = end_visit(visit=standing(world), outcome=Outcome.SHORTENED, minutes=10, at=AFTER, **by)
    assert set(row.sessions.values_list("minutes", flat=True)) == {10}
    row = end_visit(
        visit=standing(world),
        outcome=Outcome.MISSED,
        reason=Reason.TRIP,
        words=" Farm ",
        at=AFTER + MINUTE,
        **by,
    )
    assert (row.reason, row.words) == (Reason.TRIP, "Farm")
    assert set(row.sessions.values_list("minutes", flat=True)) == {0}
    row = reopen(visit=standing(world), at=AFTER + 2 * MINUTE, **by)
    assert (row.outcome, row.reason, row.ended_at) == ("", "", None)
    assert set(row.sessions.values_list("minutes", flat=True)) == {None}
    assert row.marks.count() == 3
    with pytest.raises(NotNow, match="open already"):
        reopen(visit=standing(world), at=AFTER, **by)


def test_visit_of_the_future_may_be_missed_and_not_held(world: World) -> None:
    world.published()
    visit = standing(world)
    for outcome, minutes in ((Outcome.HELD, None), (Outcome.SHORTENED, 10)):
        with pytest.raises(NotNow, match="still to come"):
            end_visit(visit=visit, outcome=outcome, minutes=minutes, by=world.joy, at=NOW)
    assert not DatedVisit.objects.exists()
    row = end_visit(visit=visit, outcome=Outcome.MISSED, reason=Reason.ASSEMBLY, by=world.joy, at=NOW)
    assert row.outcome == Outcome.MISSED


def test_visit_has_begun_by_the_clock_of_its_school(world: World) -> None:
    world.published()
    visit = standing(world)
    begins = datetime.combine(visit.on, time(visit.starts // 60, visit.starts % 60), tzinfo=UTC)
    with pytest.raises(NotNow, match="still to come"):
        end_visit(visit=visit, outcome=Outcome.HELD, by=world.joy, at=begins - MINUTE)
    assert end_visit(visit=visit, outcome=Outcome.HELD, by=world.joy, at=begins).outcome == Outcome.HELD


@pytest.mark.parametrize(
    "ending",
    [
        {"outcome": ""},
        {"outcome": "moved"},
        {"outcome": Outcome.SHORTENED},
        {"outcome": Outcome.SHORTENED, "minutes": 0},
        {"outcome": Outcome.SHORTENED, "minutes": 30},
        {"outcome": Outcome.MISSED},
        {"outcome": Outcome.MISSED, "reason": "tired"},
    ],
)
def test_ending_that_says_too_little_is_refused(world: World, ending: dict[str, Any]) -> None:
    world.published()
    with pytest.raises(NotNow):
        end_visit(visit=standing(world), by=world.joy, at=AFTER, **ending)
    assert not DatedVisit.objects.exists()


def test_role_in_class_is_one_of_six(world: World) -> None:
    world.published()
    row = set_role(visit=standing(world, "Sami"), role=ClassRole.STATION, by=world.joy, at=NOW)
    assert row.role == ClassRole.STATION
    with pytest.raises(NotNow, match="six roles"):
        set_role(visit=standing(world, "Sami"), role="lead", by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="outside class"):
        set_role(visit=standing(world, "Mira"), role=ClassRole.TEAM, by=world.joy, at=NOW)


def test_child_is_marked_away_and_there(world: World) -> None:
    world.published()
    noor = world.children["Noor"]
    row = mark_away(visit=standing(world), child=noor, reason=Reason.REFUSED, by=world.joy, at=NOW)
    assert row.sessions.get(child=noor).away == Reason.REFUSED
    row = mark_there(visit=standing(world), child=noor, by=world.joy, at=later(minutes=1))
    assert row.sessions.get(child=noor).away == ""
    with pytest.raises(NotNow, match="no part"):
        mark_away(
            visit=standing(world), child=world.children["Wren"], reason=Reason.REFUSED, by=world.joy, at=NOW
        )
    with pytest.raises(NotNow, match="why the child was away"):
        mark_away(visit=standing(world), child=noor, reason="", by=world.joy, at=NOW)


def test_visit_moves_to_a_free_time_and_takes_the_routine_of_then(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = standing(world, "Sami")
    row = move_visit(visit=visit, on=visit.on + A_DAY, starts=9 * 60 + 30, by=world.joy, at=NOW)
    assert (row.on, row.starts, row.ends - row.starts) == (visit.on + A_DAY, 570, visit.ends - visit.starts)
    assert (row.planned_on, row.planned_starts, row.is_moved) == (visit.on, visit.starts, True)
    assert (row.routine, row.routine_kind) == ("Writing", "writing")
    back = move_visit(
        visit=standing(world, "Sami"), on=visit.on, starts=visit.starts, by=world.joy, at=later(minutes=1)
    )
    assert (back.is_moved, back.routine_kind) == (False, "centres")


def test_visit_does_not_move_onto_another_of_its_therapist(world: World) -> None:
    world.published()
    first, second = [each for each in planned_for(world, "Noor") if each.staff_id == world.staff["Ada"].pk]
    visit = standing(world)
    with pytest.raises(NotNow, match=r"Ada is in 1A from \d+:\d\d to \d+:\d\d then"):
        move_visit(
            visit=_as_planned(world, first), on=second.on, starts=second.starts + 5, by=world.joy, at=NOW
        )
    other = _as_planned(world, second)
    end_visit(visit=other, outcome=Outcome.MISSED, reason=Reason.TRIP, by=world.joy, at=NOW)
    row = move_visit(
        visit=_as_planned(world, first), on=second.on, starts=second.starts, by=world.joy, at=NOW
    )
    assert row.on == second.on, "what was missed leaves its time free"
    assert visit.series


def test_visit_does_not_move_where_a_child_of_it_is_with_somebody_else(world: World) -> None:
    world.published()
    ben = world.staff["Ben"].pk
    speech = next(each for each in planned_for(world, "Noor") if each.staff_id == ben)
    first = next(each for each in planned_for(world, "Noor") if each.staff_id != ben and each.on != speech.on)
    with pytest.raises(NotNow, match="Noor is in Blue room from"):
        move_visit(visit=_as_planned(world, first), on=speech.on, starts=speech.starts, by=world.joy, at=NOW)


def test_visit_does_not_move_onto_other_work_nor_to_a_day_without_school(world: World) -> None:
    world.published()
    visit = standing(world, "Sami")
    friday = MONDAY + timedelta(days=4)
    (task,) = planned_tasks(world.joy, DateSpan(friday, friday + A_DAY), staff=[world.staff["Ada"].pk])
    with pytest.raises(NotNow, match="Planning with 1A"):
        move_visit(visit=visit, on=friday, starts=task.starts, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="no school on Saturday"):
        move_visit(visit=visit, on=friday + A_DAY, starts=600, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="earlier time"):
        move_visit(visit=visit, on=friday, starts=1430, by=world.joy, at=NOW)


def test_ended_visit_is_opened_before_it_moves(world: World) -> None:
    world.published()
    end_visit(visit=standing(world), outcome=Outcome.HELD, by=world.joy, at=AFTER)
    with pytest.raises(NotNow, match="Open it again"):
        move_visit(visit=standing(world), on=MONDAY, starts=600, by=world.joy, at=AFTER)


def test_visit_that_the_timetable_has_lost_is_refused_with_a_sentence(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = standing(world, "Sami")
    end_service(service=world.services["Sami OT"], ends=MONDAY, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="not in the timetable any more"):
        end_visit(visit=visit, outcome=Outcome.MISSED, reason=Reason.TRIP, by=world.joy, at=later(minutes=5))


def test_visit_does_not_move_into_a_room_that_is_taken_or_shut(world: World) -> None:
    world.published()
    speech = standing(world, "Mira")
    first = next(each for each in planned_for(world, "Sami"))
    other = write_down(planned=[first], by=world.joy, at=NOW)[visit_id(*first.name)]
    DatedVisit.objects.filter(pk=other.pk).update(mode="pull_out", classroom=None, room=world.room)
    with pytest.raises(NotNow, match=r"Blue room is taken from 10:30 to 11:15 then\. Choose another time\."):
        move_visit(visit=speech, on=first.on, starts=11 * 60, agreed=True, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match=r"Blue room is not open\. Choose another time\."):
        move_visit(visit=speech, on=first.on, starts=11 * 60 + 15, agreed=True, by=world.joy, at=NOW)


def test_visit_does_not_move_where_the_way_from_another_school_is_too_long(world: World) -> None:
    world.published()
    wednesday = MONDAY + 2 * A_DAY
    with pytest.raises(NotNow, match=r"20 minutes for the way from or to Birch\. Choose another time\."):
        move_visit(visit=standing(world, "Mira"), on=wednesday, starts=585, agreed=True, by=world.joy, at=NOW)
    assert not DatedVisit.objects.exists()


def test_what_was_meant_otherwise_is_asked_about_and_moves_once_they_have_agreed(world: World) -> None:
    world.published()
    visit = standing(world, "Sami")
    wednesday = MONDAY + 2 * A_DAY
    with pytest.raises(NotAgreed, match="2A admits no push-in during") as asked:
        move_visit(visit=visit, on=wednesday, starts=585, by=world.joy, at=NOW)
    assert len(asked.value.reasons) == 1
    assert not DatedVisit.objects.exists()
    row = move_visit(visit=visit, on=wednesday, starts=585, agreed=True, by=world.joy, at=NOW)
    assert (row.on, row.starts) == (wednesday, 585)
    assert Mark.objects.get().detail == {"on": wednesday.isoformat(), "starts": 585, "agreed": True}


def test_agreement_is_kept_only_where_it_was_asked_for(world: World) -> None:
    world.published()
    wednesday = MONDAY + 2 * A_DAY
    move_visit(visit=standing(world, "Sami"), on=wednesday, starts=630, agreed=True, by=world.joy, at=NOW)
    assert "agreed" not in Mark.objects.get().detail


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        (
            {"classroom": "2A", "kind": ChangeKind.TRIP, "starts": 540, "ends": 720},
            "2A: Trip, 9:00 to 12:00.",
        ),
        ({"kind": ChangeKind.EVENT}, "Alder: School event, all day."),
        ({"staff": "Ada", "kind": ChangeKind.STAFF_AWAY}, "Ada Marsh: Therapist away, all day."),
    ],
)
def test_what_is_other_on_that_day_is_asked_about(world: World, about: dict[str, Any], sentence: str) -> None:
    world.published()
    wednesday = MONDAY + 2 * A_DAY
    rows = {"classroom": world.classes, "staff": world.staff}
    said = {name: rows[name][value] if name in rows else value for name, value in about.items()}
    say_change(school=world.schools["Alder"], on=wednesday, **said, by=world.joy, at=NOW)
    with pytest.raises(NotAgreed) as asked:
        move_visit(visit=standing(world, "Sami"), on=wednesday, starts=630, by=world.joy, at=NOW)
    assert asked.value.reasons == (sentence,)


def test_change_of_another_class_or_of_a_child_asks_nothing(world: World) -> None:
    world.published()
    wednesday = MONDAY + 2 * A_DAY
    step: dict[str, Any] = {"school": world.schools["Alder"], "on": wednesday, "by": world.joy, "at": NOW}
    say_change(classroom=world.classes["1A"], kind=ChangeKind.TRIP, **step)
    say_change(child=world.children["Sami"], kind=ChangeKind.CHILD_AWAY, **step)
    row = move_visit(visit=standing(world, "Sami"), on=wednesday, starts=630, by=world.joy, at=NOW)
    assert row.sessions.get().away == Reason.CHILD_AWAY


def test_stranger_moves_no_visit_of_ours_and_learns_nothing(world: World, elsewhere: World) -> None:
    world.published()
    visit = standing(world, "Sami")
    with scope(organisation=elsewhere.organisation), pytest.raises(NotNow, match="not in the timetable"):
        move_visit(visit=visit, on=visit.on, starts=585, agreed=True, by=elsewhere.joy, at=NOW)
    assert not DatedVisit.objects.exists()


@pytest.mark.parametrize("who", ["joy", "Ada"])
def test_who_holds_it_and_who_runs_the_programme_say_how_it_ended(world: World, who: str) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = standing(world, "Sami")
    by = world.viewer(who, visit.on)
    assert end_visit(visit=visit, outcome=Outcome.HELD, by=by, at=AFTER).outcome == Outcome.HELD


@pytest.mark.parametrize("who", ["Ben", "Una", "Gita"])
def test_nobody_else_says_how_it_ended(world: World, who: str) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = standing(world, "Sami")
    by = world.viewer(who, visit.on)
    for said in (
        lambda: end_visit(visit=visit, outcome=Outcome.HELD, by=by, at=AFTER),
        lambda: move_visit(visit=visit, on=visit.on, starts=600, by=by, at=AFTER),
        lambda: set_role(visit=visit, role=ClassRole.TEAM, by=by, at=AFTER),
        lambda: mark_away(visit=visit, child=world.children["Sami"], reason=Reason.REFUSED, by=by, at=AFTER),
    ):
        with pytest.raises(NotAllowed):
            said()
    assert not DatedVisit.objects.exists()


def test_stranger_says_nothing_of_our_visits(world: World, elsewhere: World) -> None:
    world.published()
    visit = standing(world)
    with scope(organisation=elsewhere.organisation), pytest.raises((NotAllowed, NotNow)):
        end_visit(visit=visit, outcome=Outcome.HELD, by=elsewhere.joy, at=AFTER)
    assert not DatedVisit.objects.exists()


def _as_planned(world: World, planned: PlannedVisit) -> StandingVisit:
    visit = visit_standing(world.joy, visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit is not None
    return visit


def test_what_a_signed_note_speaks_of_is_corrected_there(world: World) -> None:
    world.published()
    visit = written(world)
    noor = world.children["Noor"]
    standing = visit_standing(world.joy, visit.pk)
    assert standing is not None
    end_visit(visit=standing, outcome=Outcome.MISSED, reason=Reason.OTHER, by=world.joy, at=NOW)
    Note.objects.create(
        organisation=world.organisation, session=visit.sessions.get(child=noor), author=world.joy.account,
        written_as="therapist", drafted_at=NOW, signed_at=NOW, signed_name="Ada Moss",
    )  # fmt: skip
    ended = visit_standing(world.joy, visit.pk)
    assert ended is not None
    for change in (
        lambda: reopen(visit=ended, by=world.joy, at=NOW),
        lambda: mark_away(visit=ended, child=noor, reason=Reason.CHILD_AWAY, by=world.joy, at=NOW),
    ):
        with pytest.raises(NotNow, match="Ada Moss has signed"):
            change()


def test_a_new_timetable_takes_an_open_visit_of_the_old_one_away_and_leaves_what_was_said(
    world: World,
) -> None:
    world.published()
    week = DateSpan(MONDAY + WEEK, MONDAY + 2 * WEEK)
    sami = [world.children["Sami"].pk]
    before = planned_for(world, "Sami", week.starts)
    (visit,) = write_down(planned=before, by=world.joy, at=NOW).values()
    draft = world.draft()
    draft = move(world, draft, number_of(world, draft, "Sami OT"), day="Thu", start=630)
    world.publish(draft, week.starts)
    (after,) = planned_for(world, "Sami", week.starts)
    assert (after.series, after.on) == (visit.series, visit.on + 3 * A_DAY)

    def standing() -> list[date]:
        return [each.on for each in visits_between(world.joy, week, children=sami)]

    assert standing() == [after.on]
    Mark.objects.bulk_create([a_mark(visit, MarkKind.MISSED, {"reason": "trip"}, by=world.joy)])
    apply_marks(visits=[visit], by=world.joy, at=NOW)
    assert standing() == [visit.on, after.on]
