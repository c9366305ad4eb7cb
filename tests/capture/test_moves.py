"""A visit at another time: what cannot be is refused, what was meant otherwise is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django_scopes import scope

from alongside.capture.actions.changes import say_change
from alongside.capture.actions.visits import end_visit, move_visit, write_down
from alongside.capture.choices import ChangeKind, Outcome, Reason
from alongside.capture.models import DatedVisit, Mark
from alongside.capture.models.days import visit_id
from alongside.capture.queries.clashes import clashes_at
from alongside.capture.queries.dated import StandingVisit, visit_standing
from alongside.capture.rules.visits import NotAgreed, check_is_school_day
from alongside.classrooms.actions import NewRoutine, set_class_timetable
from alongside.classrooms.models import Classroom, ClassTimetable
from alongside.people.models import Child
from alongside.people.rules import NotNow
from alongside.scheduling.queries.planned import PlannedVisit, planned_tasks
from alongside.schooltime.spans import DateSpan
from tests.capture.said import planned_for
from tests.capture.test_visits import A_DAY, AFTER, standing
from tests.scheduling.test_dated import publish_sami
from tests.scheduling.world import MONDAY, NOW, World, a_day, later


def _as_planned(world: World, planned: PlannedVisit) -> StandingVisit:
    visit = visit_standing(world.joy, visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit is not None
    return visit


def _set_day(world: World, routines: list[NewRoutine]) -> None:
    """2A has another day from the week of these tests on."""
    set_class_timetable(
        classroom=world.classes["2A"], holds_from=MONDAY, routines=routines, by=world.joy, at=NOW
    )


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


def test_change_of_another_class_or_of_one_child_of_several_asks_nothing(world: World) -> None:
    world.published()
    visit, wednesday = with_both(world), MONDAY + 2 * A_DAY
    step: dict[str, Any] = {"school": world.schools["Alder"], "on": wednesday, "by": world.joy, "at": NOW}
    say_change(classroom=world.classes["2A"], kind=ChangeKind.TRIP, **step)
    say_change(child=world.children["Noor"], kind=ChangeKind.CHILD_AWAY, **step)
    row = move_visit(visit=visit, on=wednesday, starts=635, by=world.joy, at=NOW)
    away = dict(row.sessions.values_list("child", "away"))
    assert away == {world.children["Noor"].pk: Reason.CHILD_AWAY, world.children["Eli"].pk: ""}


def with_both(world: World) -> StandingVisit:
    """A visit in which Noor and Eli are together, as planned or else put together."""
    shared = [each for each in planned_for(world, "Eli") if len(each.shares) == 2]
    return _as_planned(world, shared[0])


def test_visit_does_not_move_where_none_of_its_children_is_at_school(world: World) -> None:
    world.published()
    visit, wednesday = with_both(world), MONDAY + 2 * A_DAY
    step: dict[str, Any] = {"school": world.schools["Alder"], "on": wednesday, "by": world.joy, "at": NOW}
    say_change(child=world.children["Noor"], kind=ChangeKind.CHILD_AWAY, **step)
    say_change(child=world.children["Eli"], kind=ChangeKind.CHILD_AWAY, starts=600, ends=690, **step)
    with pytest.raises(NotNow, match=r"Eli and Noor are not at school then\. Choose another time\."):
        move_visit(visit=visit, on=wednesday, starts=635, agreed=True, by=world.joy, at=NOW)
    Child.objects.filter(pk=world.children["Sami"].pk).update(leaves_on=wednesday)
    sami = standing(world, "Sami")
    with pytest.raises(NotNow, match=r"Sami is not at school then\. Choose another time\."):
        move_visit(visit=sami, on=wednesday, starts=630, agreed=True, by=world.joy, at=NOW)
    assert not DatedVisit.objects.exists()


@pytest.mark.parametrize("starts", [9 * 60 - 1, 11 * 60 + 30 - 45 + 1, 20 * 60])
@pytest.mark.parametrize("on", [MONDAY + 2 * A_DAY, MONDAY - 4 * A_DAY], ids=["published", "before"])
def test_hour_outside_the_day_of_the_class_is_refused_whoever_has_agreed(
    world: World, starts: int, on: date
) -> None:
    publish_sami(world, "Tue", MONDAY)
    with pytest.raises(NotNow) as refused:
        move_visit(visit=standing(world, "Sami"), on=on, starts=starts, agreed=True, by=world.joy, at=NOW)
    day = "Wednesday 2 December" if on > MONDAY else "Thursday 26 November"
    assert refused.value.sentence == f"On {day} the day of 2A is from 9:00 to 11:30. Choose a time within it."
    assert not DatedVisit.objects.exists()


def test_first_and_last_hour_of_the_day_are_within_it(world: World) -> None:
    publish_sami(world, "Tue", MONDAY)
    visit = standing(world, "Sami")
    for starts in (9 * 60, 11 * 60 + 30 - 45):
        assert clashes_at(world.joy, visit, MONDAY + 2 * A_DAY, starts).facts == ()


def test_visit_outside_class_keeps_to_the_day_of_its_childrens_class(world: World) -> None:
    world.published()
    speech = standing(world, "Mira")
    assert not speech.in_class
    facts = clashes_at(world.joy, speech, MONDAY + A_DAY, 8 * 60 + 45).facts
    assert facts[-1] == "On Tuesday 1 December the day of 2A is from 9:00 to 11:30. Choose a time within it."


def test_class_that_has_no_day_then_or_is_closed_is_not_at_school(world: World) -> None:
    world.published()
    visit, friday = standing(world, "Sami"), MONDAY + 4 * A_DAY
    _set_day(world, a_day(("Mon", "Tue", "Wed", "Thu")))
    with pytest.raises(NotNow, match=r"2A is not at school on Friday 4 December\. Choose another day\."):
        move_visit(visit=visit, on=friday, starts=540, agreed=True, by=world.joy, at=NOW)
    Classroom.objects.filter(name="2A").update(closes_on=MONDAY + 2 * A_DAY)
    with pytest.raises(NotNow, match=r"2A is not at school on Wednesday 2 December"):
        move_visit(visit=visit, on=MONDAY + 2 * A_DAY, starts=630, agreed=True, by=world.joy, at=NOW)


def test_gap_in_the_day_of_a_class_is_asked_about(world: World) -> None:
    world.published()
    visit, wednesday = standing(world, "Sami"), MONDAY + 2 * A_DAY
    _set_day(world, [each for each in a_day() if each.starts != 9 * 60 + 30])
    with pytest.raises(NotAgreed, match=r"2A has no routine then\."):
        move_visit(visit=visit, on=wednesday, starts=570, by=world.joy, at=NOW)
    assert move_visit(visit=visit, on=wednesday, starts=570, agreed=True, by=world.joy, at=NOW).starts == 570


def test_class_whose_day_nobody_has_said_keeps_to_the_hours_of_its_school(world: World) -> None:
    world.published()
    visit, wednesday = standing(world, "Sami"), MONDAY + 2 * A_DAY
    ClassTimetable.objects.filter(classroom=world.classes["2A"]).delete()
    with pytest.raises(NotNow, match=r"the day of Alder is from 9:00 to 11:30"):
        move_visit(visit=visit, on=wednesday, starts=20 * 60, agreed=True, by=world.joy, at=NOW)
    ClassTimetable.objects.all().delete()
    move_visit(visit=visit, on=wednesday, starts=20 * 60, agreed=True, by=world.joy, at=NOW)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 28), "Saturday 28 November"),
        (date(2026, 12, 26), "Saturday 26 December"),
        (date(2027, 1, 2), "Saturday 2 January 2027"),
        (date(2027, 11, 27), "Saturday 27 November 2027"),
        (date(2026, 3, 7), "Saturday 7 March 2026"),
    ],
)
def test_day_is_named_with_its_year_where_that_is_another_one_or_it_is_far(on: date, said: str) -> None:
    with pytest.raises(NotNow) as refused:
        check_is_school_day(None, on, "Alder", NOW.date())
    assert refused.value.sentence == f"Alder has no school on {said}. Choose another day."


def test_stranger_moves_no_visit_of_ours_and_learns_nothing(world: World, elsewhere: World) -> None:
    world.published()
    visit = standing(world, "Sami")
    with scope(organisation=elsewhere.organisation), pytest.raises(NotNow, match="not in the timetable"):
        move_visit(visit=visit, on=visit.on, starts=585, agreed=True, by=elsewhere.joy, at=NOW)
    assert not DatedVisit.objects.exists()
