"""What speaks against a visit at another time: every rule that a move can break, sorted by who may agree otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.people.models import School
from alongside.scheduling.actions.availability import set_limits, set_unavailable
from alongside.scheduling.queries.free_places import free_places
from alongside.scheduling.queries.moved import hindrances
from alongside.scheduling.queries.turns import Stands
from tests.scheduling.test_free_places import WEEK, standing
from tests.scheduling.world import MONDAY, NOW, World

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def of(stands: list[Stands], world: World, *keys: str) -> Stands:
    """The first visit of the week that serves these services."""
    wanted = {world.services[key].pk for key in keys}
    return next(each for each in stands if wanted <= {share.service for share in each.shares})


def at(visit: Stands, on: object, starts: int) -> Stands:
    return replace(visit, on=on, starts=starts, ends=starts + visit.ends - visit.starts)


def said(world: World, moved: Stands, stands: list[Stands]) -> list[tuple[str, bool]]:
    return [(each.sentence, each.is_fact) for each in hindrances(world.joy, moved, stands)]


def test_a_time_has_no_hindrance_just_where_a_make_up_would_be_offered(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    service = world.services["Sami OT"]
    others = [each for each in stands if each.id != visit.id]
    offered = {
        (place.on, place.starts)
        for place in free_places(world.joy, service.child, service, WEEK, stands=others)
        if (place.staff_id, place.place) == (visit.staff, visit.place)
    }
    asked = [(on, starts) for on in (MONDAY, WEDNESDAY) for starts in range(8 * 60 + 50, 12 * 60, 10)]
    free = {each for each in asked if not hindrances(world.joy, at(visit, *each), stands)}
    assert free == offered & set(asked)
    assert 0 < len(free) < len(asked)


def test_routine_without_visits_and_hours_are_for_those_whom_they_concern(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    ((sentence, is_fact),) = said(world, at(visit, WEDNESDAY, 9 * 60 + 45), stands)
    assert ("2A admits no push-in during" in sentence, is_fact) == (True, False)
    late = said(world, at(visit, WEDNESDAY, 14 * 60), stands)
    assert late == [("Ada Marsh is not at Alder.", False), ("2A has no routine then.", False)]


def test_any_minute_may_be_asked_about(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    assert said(world, at(visit, WEDNESDAY, 9 * 60 + 7), stands) == []
    assert said(world, at(visit, WEDNESDAY, 9 * 60 + 31), stands)


def test_class_takes_so_many_visitors_at_once_and_so_many_visits_a_day(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    beside = replace(
        of(stands, world, "Mira speech"),
        on=WEDNESDAY,
        starts=600,
        ends=660,
        mode="push_in",
        place=visit.place,
    )
    there = [*stands, beside]
    assert said(world, at(visit, WEDNESDAY, 10 * 60 + 30), there) == [
        ("2A has as many visitors as it takes.", False)
    ]
    assert said(world, at(visit, WEDNESDAY, 9 * 60), there) == []
    world.classes["2A"].max_visits_per_day = 1
    world.classes["2A"].save()
    ((sentence, is_fact),) = said(world, at(visit, WEDNESDAY, 9 * 60), there)
    assert ("2A has as many visits as it takes on" in sentence, is_fact) == (True, False)


def test_room_that_is_shut_or_taken_is_a_fact(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Mira speech")
    assert ("Blue room is not open.", True) in said(world, at(visit, MONDAY, 11 * 60 + 15), stands)
    taken = replace(of(stands, world, "Sami OT"), mode="pull_out", place=visit.place)
    assert ("Blue room is taken.", True) in said(world, at(visit, MONDAY, 10 * 60 + 45), [*stands, taken])


def test_way_from_another_school_is_a_fact_and_a_change_of_rooms_is_not(world: World) -> None:
    set_limits(staff=world.staff["Ada"], changeover=10, by=world.joy, at=NOW)
    world.published()
    stands = standing(world)
    pull_out = of(stands, world, "Mira speech")
    assert said(world, at(pull_out, WEDNESDAY, 9 * 60 + 40), stands) == []
    assert said(world, at(pull_out, WEDNESDAY, 9 * 60 + 45), stands)[0] == (
        "Ben Marsh needs 20 minutes for the way from or to Birch.",
        True,
    )
    visit = of(stands, world, "Sami OT")
    near = said(world, at(visit, TUESDAY, 9 * 60 + 30), stands)
    assert near == [("Ada Marsh has less than 10 minutes to change over.", False)]


def test_child_that_is_not_there_is_a_fact_as_it_is_now(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    assert said(world, at(visit, WEDNESDAY, 10 * 60 + 30), stands) == []
    swims = {"day": "Wed", "starts": 660, "ends": 690, "reason": "Swimming"}
    set_unavailable(child=world.children["Sami"], **swims, by=world.joy, at=NOW)
    assert said(world, at(visit, WEDNESDAY, 10 * 60 + 30), stands) == [("Sami Vale is not available.", True)]


def test_facts_come_first(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Mira speech")
    found = said(world, at(visit, MONDAY, 20 * 60), stands)
    assert [is_fact for _sentence, is_fact in found] == sorted((each[1] for each in found), reverse=True)
    assert found[0][1]
    assert not found[-1][1]


def test_nothing_is_asked_where_no_timetable_holds(world: World) -> None:
    world.published()
    stands = standing(world)
    visit = of(stands, world, "Sami OT")
    before = MONDAY - timedelta(days=6)
    assert said(world, at(visit, before, 20 * 60), []) == []


def test_stranger_is_told_nothing_of_our_week(world: World, elsewhere: World) -> None:
    world.published()
    stands = standing(world)
    moved = at(of(stands, world, "Sami OT"), WEDNESDAY, 14 * 60)
    with scope(organisation=elsewhere.organisation), pytest.raises(School.DoesNotExist):
        hindrances(elsewhere.joy, moved, stands)
