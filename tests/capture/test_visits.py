"""What is said about a visit: written down once, and what stands follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

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
from alongside.capture.choices import ClassRole, MarkKind, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, Mark, Note
from alongside.capture.models.days import visit_id
from alongside.capture.queries.dated import StandingVisit, visit_standing, visits_between
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.actions import end_service
from alongside.scheduling.queries.planned import planned_visits
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


def test_visit_that_the_timetable_has_lost_is_refused_with_a_sentence(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = standing(world, "Sami")
    end_service(service=world.services["Sami OT"], ends=MONDAY, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="not in the timetable any more"):
        end_visit(visit=visit, outcome=Outcome.MISSED, reason=Reason.TRIP, by=world.joy, at=later(minutes=5))


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
