"""Places for one session on a date: they keep every rule beside whatever stands, and no group grows past its limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.classrooms import actions as classrooms
from alongside.engine.problem import Mode as EngineMode
from alongside.engine.problem import Problem, Visit
from alongside.engine.rules import breaches_of_visits
from alongside.engine.timetable import PlacedTask
from alongside.engine.timetable import Timetable as Answer
from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.plans.choices import Delivery, Model, Per
from alongside.plans.models import Plan, PlannedService, PlanVersion, Service
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.free_places import (
    FreePlace,
    apart,
    free_places,
    next_school_days,
    span_of_turns,
)
from alongside.scheduling.queries.planned import planned_visits
from alongside.scheduling.queries.turns import Closed, Share, Stands, turns_of
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan
from tests.scheduling.world import DAYS, MONDAY, NOW, World

WEEK = DateSpan(MONDAY, MONDAY + timedelta(days=7))


def standing(world: World, between: DateSpan = WEEK) -> list[Stands]:
    """What the published timetable plans in a span."""
    return [
        Stands(
            uuid4(),
            each.on,
            each.starts,
            each.ends,
            each.mode,
            each.staff_id,
            each.school_id,
            place,
            tuple(Share(share.service_id, share.child_id, share.minutes) for share in each.shares),
        )
        for each in planned_visits(world.joy, between)
        if (place := each.classroom_id or each.room_id)
    ]


def places(
    world: World, key: str, stands: list[Stands], between: DateSpan = WEEK, **more: Any
) -> list[FreePlace]:
    service = world.services[key]
    return free_places(world.joy, service.child, service, between, stands=stands, **more)


def without(stands: list[Stands], service: Service) -> list[Stands]:
    return [each for each in stands if service.pk not in {share.service for share in each.shares}]


def new_breaches(published: Timetable, stands: list[Stands], place: FreePlace, service: Service) -> list[str]:
    """What the rules say of the week with the place taken that they did not say before, read from the document."""
    problem = Problem.from_json(published.problem | {"previous": [], "pinned": []})
    asked = tuple(replace(each, sessions=20) for each in problem.services)
    problem = replace(problem, services=asked)
    tasks = [
        PlacedTask(each["task"], each["day"], clock(each["start"])) for each in published.document["tasks"]
    ]

    def visit(each: Stands) -> Visit:
        services = tuple(str(share.service) for share in each.shares)
        return Visit(
            str(each.staff), DAYS[each.on.weekday()], each.starts, each.ends, EngineMode(each.mode),
            str(each.place), services,
        )  # fmt: skip

    before = [visit(each) for each in stands]
    after = [visit(each) for each in stands if each.id != place.joins]
    joined = next((visit(each).services for each in stands if each.id == place.joins), ())
    after.append(
        Visit(
            str(place.staff_id),
            DAYS[place.on.weekday()],
            place.starts,
            place.ends,
            EngineMode(place.mode),
            str(place.place),
            (*joined, str(service.pk)),
        )
    )
    said, known = (
        Counter(breach.sentence for breach in breaches_of_visits(problem, Answer.of(problem, visits, tasks)))
        for visits in (after, before)
    )
    return list((said - known).elements())


def clock(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)


def test_missed_session_may_be_where_it_was_and_every_place_keeps_the_rules(world: World) -> None:
    published = world.published()
    stands = standing(world)
    service = world.services["Sami OT"]
    (gone,) = [each for each in stands if service.pk in {share.service for share in each.shares}]
    left = without(stands, service)
    found = places(world, "Sami OT", left)
    assert (gone.on, gone.starts, gone.place) in {(each.on, each.starts, each.place) for each in found}
    assert [new_breaches(published, left, each, service) for each in found] == [[]] * len(found)


def test_make_up_beside_a_whole_week_is_no_session_too_many(world: World) -> None:
    published = world.published()
    stands = standing(world)
    found = places(world, "Wren speech", stands)
    held = {
        each.on for each in stands if world.services["Wren speech"].pk in {s.service for s in each.shares}
    }
    assert found
    assert not held & {each.on for each in found}, "two of one service are never on a day"
    assert not any(new_breaches(published, stands, each, world.services["Wren speech"]) for each in found)


@pytest.mark.parametrize("who", ["child", "therapist", "class", "school"])
def test_nothing_is_offered_while_somebody_cannot_be_had(world: World, who: str) -> None:
    world.published()
    stands = without(standing(world), world.services["Sami OT"])
    day = MONDAY + timedelta(days=2)
    ids = {
        "child": world.children["Sami"].pk,
        "therapist": world.staff["Ada"].pk,
        "class": world.classes["2A"].pk,
        "school": world.schools["Alder"].pk,
    }
    whole = places(world, "Sami OT", stands)
    closed = [Closed(day, ids[who], 9 * 60, 10 * 60)]
    found = places(world, "Sami OT", stands, closed=closed)
    there = [each for each in found if each.on == day and each.starts < 10 * 60]
    assert [each for each in whole if each.on == day and each.starts < 10 * 60]
    assert not there
    assert {each.on for each in found} == {each.on for each in whole}, "other days stay as they were"


def test_day_off_and_days_before_the_timetable_have_no_place(world: World) -> None:
    world.published()
    off = MONDAY + timedelta(days=1)
    classrooms.add_day_off(school=world.schools["Alder"], on=off, reason="Snow", by=world.joy, at=NOW)
    between = DateSpan(MONDAY - timedelta(days=7), MONDAY + timedelta(days=7))
    found = places(world, "Sami OT", [], between)
    assert min(each.on for each in found) >= MONDAY
    assert off not in {each.on for each in found}


def test_therapist_who_has_left_is_not_offered(world: World) -> None:
    world.published()
    ada = world.staff["Ada"]
    ada.leaves_on = MONDAY + timedelta(days=2)
    ada.save()
    found = places(world, "Sami OT", [])
    assert {each.on for each in found} == {MONDAY, MONDAY + timedelta(days=1)}


def test_group_is_joined_up_to_its_limit_and_never_past_it(world: World) -> None:
    for child in ("Noor", "Mira", "Eli"):
        terms: dict[str, Any] = {"delivery": Delivery.PULL_OUT, "max_group": 2, "group": "talk"}
        world.service(child, Discipline.SPEECH, f"{child} talk", **terms)
    world.published()
    room, ben = world.room, world.staff["Ben"]
    assert room is not None
    alone = Stands(
        uuid4(), MONDAY, 9 * 60 + 30, 10 * 60, "pull_out", ben.pk, world.schools["Alder"].pk, room.pk,
        (share(world, "Noor talk"),),
    )  # fmt: skip
    full = replace(alone, id=uuid4(), shares=(share(world, "Noor talk"), share(world, "Mira talk")))
    assert alone.id in {each.joins for each in places(world, "Eli talk", [alone])}
    assert full.id not in {each.joins for each in places(world, "Eli talk", [full])}


def share(world: World, key: str) -> Share:
    service = world.services[key]
    return Share(service.pk, service.child_id, service.minutes)


SPANS = st.tuples(st.integers(0, 4), st.integers(108, 134), st.integers(1, 12))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(["Noor OT", "Noor speech", "Eli OT", "Sami OT", "Wren speech", "Mira speech"]),
    gone=st.sets(st.integers(0, 12), max_size=6),
    moved=st.lists(st.tuples(st.integers(0, 12), SPANS), max_size=4),
    closed=st.lists(
        st.tuples(st.sampled_from(["Ada", "Ben", "Noor", "Sami", "1A", "2A"]), SPANS), max_size=3
    ),
)
def test_places_keep_every_rule_whatever_is_moved_missed_and_closed(
    world: World, key: str, gone: set[int], moved: list[Any], closed: list[Any]
) -> None:
    if not Timetable.objects.exists():
        world.published()
    published = Timetable.objects.get()
    ids = {
        name: row.pk for rows in (world.staff, world.children, world.classes) for name, row in rows.items()
    }
    stands = [each for n, each in enumerate(standing(world)) if n not in gone]
    for n, (day, start, _length) in moved:
        if n < len(stands):
            old = stands[n]
            length = old.ends - old.starts
            stands[n] = replace(
                old, on=MONDAY + timedelta(days=day), starts=start * 5, ends=start * 5 + length
            )
    shut = [
        Closed(MONDAY + timedelta(days=day), ids[who], start * 5, (start + length) * 5)
        for who, (day, start, length) in closed
    ]
    service = world.services[key]
    for place in places(world, key, stands, closed=shut):
        assert new_breaches(published, stands, place, service) == []
        for each in shut:
            if each.who in {place.staff_id, service.child_id, place.place} and each.on == place.on:
                assert place.ends <= each.starts or each.ends <= place.starts
        joined = [each for each in stands if each.id == place.joins]
        assert all(len(each.shares) < 4 for each in joined)
        if joined and place.mode == EngineMode.PULL_OUT:
            sizes = [Service.objects.get(pk=share.service).max_group for share in joined[0].shares]
            assert len(joined[0].shares) < min(*sizes, service.max_group)


def by_date(child: Child, **terms: Any) -> PlannedService:
    """A service of a plan that the timetable does not read."""
    plan = Plan.objects.create(organisation=child.organisation, child=child, started_at=NOW)
    version = PlanVersion.objects.create(
        organisation=child.organisation, plan=plan, number=1, made_at=NOW, agreed_at=NOW,
        in_force_from=date(2026, 9, 7), made_by=_anybody(),
    )  # fmt: skip
    usual: dict[str, Any] = {
        "discipline": Discipline.OCCUPATIONAL, "minutes": 45, "times": 1, "per": Per.MONTH,
        "starts": date(2026, 9, 7), "model": Model.PUSH_IN,
    }  # fmt: skip
    return PlannedService.objects.create(organisation=child.organisation, version=version, **usual | terms)


def _anybody() -> Any:
    from alongside.people.models import Account

    return Account.objects.first()


def test_service_rarer_than_the_cycle_finds_its_place_too(world: World) -> None:
    world.published()
    planned = by_date(world.children["Mira"])
    found = free_places(world.joy, world.children["Mira"], planned, WEEK, stands=standing(world))
    assert {each.staff_id for each in found} == {world.staff["Ada"].pk}
    assert all(each.ends - each.starts == 45 for each in found if each.joins is None)
    assert all(each.place == world.classes["2A"].pk for each in found), "push-in is in her own class"


def test_consultation_has_no_place_in_the_week(world: World) -> None:
    world.published()
    planned = by_date(world.children["Mira"], model=Model.CONSULTATION)
    assert free_places(world.joy, world.children["Mira"], planned, WEEK, stands=[]) == []


def test_best_place_suits_the_goals_and_says_so(world: World) -> None:
    world.published()
    found = places(world, "Sami OT", [], usual=world.staff["Ada"].pk)
    best = found[0]
    assert best.fit == max(each.fit for each in found)
    assert best.why.startswith(f"{best.during}: ")
    assert "Ada gives it already." in best.why
    assert len(apart(found)) < len(found)


def test_questions_do_not_grow_with_the_days_or_with_what_stands(world: World) -> None:
    world.published()
    counts = []
    for days in (5, 15):
        between = DateSpan(MONDAY, MONDAY + timedelta(days=days))
        stands = standing(world, between)
        with CaptureQueriesContext(connection) as asked:
            places(world, "Sami OT", stands, between)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_stranger_has_no_timetable_to_place_in(world: World, elsewhere: World) -> None:
    world.published()
    service = world.services["Sami OT"]
    assert free_places(elsewhere.joy, service.child, service, WEEK, stands=[]) == []


def test_next_school_days_leave_out_what_is_off(world: World) -> None:
    alder = world.schools["Alder"]
    friday = MONDAY - timedelta(days=3)
    classrooms.add_day_off(school=alder, on=MONDAY, reason="Snow", by=world.joy, at=NOW)
    assert next_school_days(alder, friday, 2) == DateSpan(
        MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    )
    assert span_of_turns(world.joy, alder, DateSpan(date(2030, 1, 1), date(2030, 1, 2))) is None


def calendar(kind: Any, days: tuple[str, ...], closed: tuple[date, ...] = ()) -> SchoolCalendar:
    term = DateSpan(date(2026, 9, 7), date(2026, 12, 19))
    return SchoolCalendar(Cycle(days, kind=kind), (term,), closed)


def test_week_is_a_turn_even_where_little_of_it_is_left() -> None:
    off = tuple(date(2026, 9, day) for day in (8, 9, 10, 11, 14, 15))
    turns = turns_of(calendar("weekday", DAYS, off), DateSpan(date(2026, 9, 7), date(2026, 9, 19)))
    assert [list(turn.dates) for turn in turns] == [["Mon"], ["Wed", "Thu", "Fri"]]


def test_fortnight_is_one_turn_of_two_weeks() -> None:
    days = tuple(f"{day} {week}" for week in "AB" for day in DAYS)
    turns = turns_of(calendar("fortnight", days), DateSpan(date(2026, 9, 16), date(2026, 9, 17)))
    assert [turn.span for turn in turns] == [DateSpan(date(2026, 9, 7), date(2026, 9, 19))]


def test_six_days_turn_over_the_weekend() -> None:
    days = tuple(f"Day {number}" for number in range(1, 7))
    turns = turns_of(calendar("rotation", days), DateSpan(date(2026, 9, 14), date(2026, 9, 16)))
    assert [turn.span for turn in turns] == [
        DateSpan(date(2026, 9, 7), date(2026, 9, 15)),
        DateSpan(date(2026, 9, 15), date(2026, 9, 23)),
    ]
