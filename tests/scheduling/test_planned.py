"""The published weeks laid on the calendar: dates, seams, cycles, days off, services that end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.plans.actions import end_service, plans
from alongside.scheduling.actions.availability import set_availability
from alongside.scheduling.choices import Mode
from alongside.scheduling.queries.planned import PlannedVisit, planned_by_name, planned_visits
from alongside.schooltime.spans import DateSpan
from tests.plans.written import a_goal, a_planned_service, fresh
from tests.scheduling.test_dated import publish_sami
from tests.scheduling.world import DAYS, MONDAY, NOW, TERM, World, a_day

WEEK = timedelta(days=7)


def planned(
    world: World, first: date = MONDAY, end: date = MONDAY + WEEK, **asked: Any
) -> list[PlannedVisit]:
    return planned_visits(world.viewer("joy"), DateSpan(first, end), **asked)


def of_sami(world: World, first: date, end: date) -> list[PlannedVisit]:
    return planned(world, first, end, children=[world.children["Sami"].pk])


def on_dates(found: list[PlannedVisit]) -> list[date]:
    return [each.on for each in found]


def test_visit_is_planned_on_its_day_in_each_week(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    visits = of_sami(world, MONDAY - WEEK, MONDAY + 2 * WEEK)
    assert on_dates(visits) == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)]
    assert len({each.series for each in visits}) == 1
    first = visits[0]
    assert (first.day, first.starts, first.ends, first.mode) == ("Wed", 630, 675, Mode.PUSH_IN)
    assert (first.classroom_id, first.room_id) == (world.classes["2A"].pk, None)
    assert (first.staff_id, first.school_id) == (world.staff["Ada"].pk, world.schools["Alder"].pk)
    assert (first.routine, first.routine_kind) == ("Centres and group work", RoutineKind.CENTRES)
    (share,) = first.shares
    assert (share.child_id, share.service_id) == (world.children["Sami"].pk, world.services["Sami OT"].pk)
    assert (share.minutes, share.discipline) == (45, "occupational_therapy")


def test_everybody_s_visits_are_there_and_each_once(world: World) -> None:
    timetable = world.published()
    found = planned(world)
    assert sorted(each.series for each in found) == sorted(timetable.visits.values_list("series", flat=True))
    assert found == sorted(found, key=lambda each: (each.on, each.starts, str(each.series)))
    ada, ben = world.staff["Ada"].pk, world.staff["Ben"].pk
    assert [each for each in found if each.staff_id == ada] == planned(world, staff=[ada])
    assert planned(world, staff=[ada, ben]) == found
    assert planned(world, staff=[]) == []


def test_outside_class_there_is_a_room_and_no_routine(world: World) -> None:
    world.published()
    outside = [each for each in planned(world) if each.mode == Mode.PULL_OUT]
    assert outside
    for each in outside:
        assert world.room is not None
        assert (each.room_id, each.classroom_id, each.routine) == (world.room.pk, None, "")
        assert each.school_id == world.schools["Alder"].pk


def test_child_asked_for_brings_the_whole_visit(world: World) -> None:
    """Who shares a visit with a child belongs to it, whoever was asked for."""
    world.published()
    for visit in planned(world, children=[world.children["Noor"].pk]):
        assert visit in planned(world)
        assert world.children["Noor"].pk in {share.child_id for share in visit.shares}


def test_seam_within_a_week_keeps_what_was_before_it_and_plans_the_new_after(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    seam = MONDAY + WEEK + timedelta(days=3)
    publish_sami(world, "Thu", seam)
    found = of_sami(world, MONDAY, MONDAY + 3 * WEEK)
    assert on_dates(found) == [
        MONDAY + timedelta(days=2), MONDAY + timedelta(days=9), seam, seam + WEEK,
    ]  # fmt: skip
    assert len({each.series for each in found}) == 1
    assert len({each.name for each in found}) == 4


def test_of_two_timetables_from_one_day_the_later_published_holds(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    draft = world.draft()
    again = world.publish(draft, MONDAY, NOW + timedelta(hours=1))
    assert {each.series for each in planned(world)} == set(again.visits.values_list("series", flat=True))


def test_nothing_is_planned_on_a_day_off_nor_outside_the_term(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    classrooms.add_day_off(
        school=world.schools["Alder"], on=MONDAY + timedelta(days=9), reason="Snow", by=world.joy, at=NOW
    )
    found = of_sami(world, MONDAY - 2 * WEEK, TERM[1] + 4 * WEEK)
    assert on_dates(found) == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=16)]


def test_service_that_has_ended_has_no_share_any_more(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    end_service(service=world.services["Sami OT"], ends=MONDAY + WEEK, by=world.joy, at=NOW)
    assert on_dates(of_sami(world, MONDAY, MONDAY + 3 * WEEK)) == [MONDAY + timedelta(days=2)]


def test_service_that_an_amended_plan_puts_in_its_place_takes_over_the_visits(world: World) -> None:
    """A plan comes into force between two timetables: the week on the wall goes on, with what is owed now."""
    publish_sami(world, "Wed", MONDAY)
    old = world.services["Sami OT"]
    version = plans.start_plan(child=world.children["Sami"], by=world.joy, at=NOW)
    a_goal(version, by=world.joy, baseline_on=NOW.date(), target_on=TERM[1])
    promised = a_planned_service(version, by=world.joy, starts=MONDAY, ends=TERM[1])
    plans.send_for_review(version=version, by=world.joy, at=NOW)
    plans.sign(version=fresh(version), name="Sol Vale", role="Father", by=world.joy, at=NOW)
    plans.agree(version=fresh(version), by=world.joy, at=NOW)
    plans.put_in_force(version=fresh(version), on=MONDAY + WEEK, by=world.joy, at=NOW)
    before, after = of_sami(world, MONDAY, MONDAY + 2 * WEEK)
    assert (before.shares[0].service_id, before.shares[0].minutes) == (old.pk, 45)
    assert (after.shares[0].planned_id, after.shares[0].minutes) == (promised.pk, 30)


def test_routine_is_that_of_the_class_s_day_on_the_date(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    later = [classrooms.NewRoutine("Wed", 600, 690, RoutineKind.ART, "Clay", PushIn.WELCOME, PullOut.ALLOWED)]
    classrooms.set_class_timetable(
        classroom=world.classes["2A"], holds_from=MONDAY + WEEK, routines=later, by=world.joy, at=NOW
    )
    found = of_sami(world, MONDAY, MONDAY + 2 * WEEK)
    assert [each.routine for each in found] == ["Centres and group work", "Clay"]


def test_fortnight_plans_on_every_other_week(world: World) -> None:
    days = [f"{day} {week}" for week in "AB" for day in DAYS]
    by: dict[str, Any] = {"by": world.joy, "at": NOW}
    for school in world.both:
        classrooms.set_cycle(school=school, kind=CycleKind.FORTNIGHT, days=days, anchor_on=TERM[0], **by)
    for name in ("Ada", "Ben"):
        staff = world.staff[name]
        hours = [
            (f"{span.day} {week}", span.starts, span.ends, span.school)
            for span in staff.availability.all()
            for week in "AB"
        ]
        set_availability(staff=staff, hours=hours, **by)
    for classroom in world.classes.values():
        classrooms.set_class_timetable(
            classroom=classroom, holds_from=MONDAY, routines=a_day(tuple(days)), **by
        )
    publish_sami(world, "Wed B", MONDAY)
    # Week A began on 7 September; the week of 30 November is the thirteenth, an A; the next is a B.
    assert on_dates(of_sami(world, MONDAY, MONDAY + 3 * WEEK)) == [MONDAY + timedelta(days=9)]


def test_rotation_goes_on_after_a_day_off(world: World) -> None:
    days = ("Day 1", "Day 2", "Day 3")
    by: dict[str, Any] = {"by": world.joy, "at": NOW}
    for school in world.both:
        classrooms.set_cycle(
            school=school, kind=CycleKind.ROTATION, days=days, weekdays=range(5), anchor_on=TERM[0], **by
        )
    alder, birch = world.schools["Alder"], world.schools["Birch"]
    set_availability(staff=world.staff["Ada"], hours=[(day, 540, 690, alder) for day in days], **by)
    set_availability(
        staff=world.staff["Ben"], hours=[("Day 1", 540, 690, alder), ("Day 2", 540, 690, birch)], **by
    )
    for classroom in world.classes.values():
        classrooms.set_class_timetable(classroom=classroom, holds_from=MONDAY, routines=a_day(days), **by)
    publish_sami(world, "Day 3", MONDAY)
    end = MONDAY + 2 * WEEK
    assert on_dates(of_sami(world, MONDAY, end)) == [MONDAY + timedelta(days=days) for days in (2, 7, 10)]
    classrooms.add_day_off(school=alder, on=MONDAY + timedelta(days=1), reason="Snow", **by)
    assert on_dates(of_sami(world, MONDAY, end)) == [MONDAY + timedelta(days=days) for days in (3, 8, 11)]


def test_visits_are_found_by_their_names(world: World) -> None:
    world.published()
    visits = planned(world, MONDAY, MONDAY + 2 * WEEK)
    asked = {visits[0].name, visits[-1].name, (visits[0].series, visits[0].on + timedelta(days=1))}
    assert planned_by_name(world.viewer("joy"), asked) == {
        visits[0].name: visits[0], visits[-1].name: visits[-1],
    }  # fmt: skip
    assert planned_by_name(world.viewer("joy"), set()) == {}


def test_queries_are_as_many_for_three_days_as_for_two_weeks_with_a_seam(world: World) -> None:
    joy = world.viewer("joy")

    def asked(end: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert planned_visits(joy, DateSpan(MONDAY, end))
        return len(queries)

    publish_sami(world, "Wed", MONDAY)
    counts = {asked(MONDAY + timedelta(days=3)), asked(MONDAY + 2 * WEEK)}
    publish_sami(world, "Thu", MONDAY + WEEK)
    assert counts | {asked(MONDAY + 2 * WEEK)} == {9}


@pytest.mark.parametrize("asked", ["all", "staff"])
def test_stranger_has_nothing_planned_here(world: World, elsewhere: World, asked: str) -> None:
    world.published()
    chosen = {"staff": [world.staff["Ada"].pk]} if asked == "staff" else {}
    with scope(organisation=elsewhere.organisation):
        assert planned(elsewhere, **chosen) == []
