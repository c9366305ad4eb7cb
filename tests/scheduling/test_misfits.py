"""A published week that no longer fits says why, and one that does says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.people.models import Child, StaffMember
from alongside.plans.actions import end_service
from alongside.scheduling.actions import availability
from alongside.scheduling.choices import Mode
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.misfits import misfits
from tests.scheduling.world import MONDAY, NOW, World

WEEK = timedelta(days=7)


@pytest.fixture
def week(world: World) -> Timetable:
    return world.published()


def reasons(world: World) -> tuple[str, ...]:
    found = misfits(world.joy)
    return found[0].reasons if found else ()


def test_week_that_fits_says_nothing(world: World, week: Timetable) -> None:
    assert misfits(world.joy) == []


def test_child_who_changed_class_is_named_with_both(world: World, week: Timetable) -> None:
    classrooms.enrol(
        classroom=world.classes["2A"], children=[world.children["Eli"]], starts=MONDAY, by=world.joy, at=NOW
    )
    [misfit] = misfits(world.joy)
    assert misfit.timetable == week
    assert misfit.reasons == ("Eli Vale is in 2A now, and the week has visits in 1A.",)


def test_child_who_has_left_is_named(world: World, week: Timetable) -> None:
    Child.objects.filter(pk=world.children["Wren"].pk).update(leaves_on=MONDAY)
    assert "Wren Vale has left." in reasons(world)


def test_service_that_has_ended_is_named(world: World, week: Timetable) -> None:
    end_service(service=world.services["Mira speech"], ends=MONDAY, by=world.joy, at=NOW)
    assert reasons(world) == ("Mira Vale’s speech has ended.",)


def test_child_in_no_class_any_more_is_named(world: World, week: Timetable) -> None:
    world.children["Sami"].enrolments.update(ends=MONDAY)
    assert reasons(world) == ("Sami Vale is in no class of this timetable’s schools any more.",)


def test_therapist_without_hours_is_named_once_and_not_her_planning(world: World, week: Timetable) -> None:
    availability.set_availability(staff=world.staff["Ada"], hours=[], by=world.joy, at=NOW)
    assert reasons(world) == ("Ada Marsh has no working hours any more.",)


def test_therapist_who_has_left_is_named(world: World, week: Timetable) -> None:
    StaffMember.objects.filter(pk=world.staff["Ben"].pk).update(leaves_on=MONDAY)
    assert reasons(world) == ("Ben Marsh has left.",)


def test_rule_that_the_facts_break_now_is_said(world: World, week: Timetable) -> None:
    days = set(week.visits.filter(mode=Mode.PULL_OUT).values_list("day", flat=True))
    assert world.room is not None
    world.room.openings.filter(day__in=days).delete()
    found = reasons(world)
    assert found
    assert all("Blue room is not open on" in reason for reason in found)


def test_week_that_has_been_replaced_is_not_asked_any_more(world: World, week: Timetable) -> None:
    end_service(service=world.services["Mira speech"], ends=MONDAY + WEEK, by=world.joy, at=NOW)
    assert reasons(world) == (), "it has not ended when the week begins"
    world.publish(world.draft(for_on=MONDAY + WEEK), MONDAY + WEEK)
    later = world.viewer("joy", MONDAY + WEEK)
    assert misfits(later) == []


def test_many_reasons_are_counted(world: World, week: Timetable) -> None:
    Child.objects.exclude(pk=world.children["Noor"].pk).update(leaves_on=MONDAY)
    [misfit] = misfits(world.joy)
    assert len(misfit.shown) + misfit.more == len(misfit.reasons) >= 4


def test_misfits_are_for_those_who_run_the_programme(world: World, elsewhere: World, week: Timetable) -> None:
    end_service(service=world.services["Mira speech"], ends=MONDAY, by=world.joy, at=NOW)
    assert misfits(world.viewer("Ada")) == []
    with scope(organisation=elsewhere.organisation):
        assert misfits(elsewhere.joy) == []
