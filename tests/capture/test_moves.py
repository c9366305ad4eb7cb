"""A visit at another time: what cannot be is refused, what was meant otherwise is asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope

from alongside.capture.actions.changes import say_change
from alongside.capture.actions.visits import end_visit, move_visit, write_down
from alongside.capture.choices import ChangeKind, Outcome, Reason
from alongside.capture.models import DatedVisit, Mark
from alongside.capture.models.days import visit_id
from alongside.capture.queries.dated import StandingVisit, visit_standing
from alongside.capture.rules.visits import NotAgreed
from alongside.people.rules import NotNow
from alongside.scheduling.queries.planned import PlannedVisit, planned_tasks
from alongside.schooltime.spans import DateSpan
from tests.capture.said import planned_for
from tests.capture.test_visits import A_DAY, AFTER, standing
from tests.scheduling.test_dated import publish_sami
from tests.scheduling.world import MONDAY, NOW, World, later


def _as_planned(world: World, planned: PlannedVisit) -> StandingVisit:
    visit = visit_standing(world.joy, visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit is not None
    return visit


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
    rows: dict[str, dict[str, Any]] = {"classroom": world.classes, "staff": world.staff}
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
