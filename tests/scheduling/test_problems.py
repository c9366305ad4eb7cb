"""Every fact arrives in the problem, and facts that do not make one are refused in sentences."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import CycleKind
from alongside.people import actions as people
from alongside.people.choices import Discipline, Role
from alongside.people.rules import NotNow
from alongside.plans.actions import end_service
from alongside.plans.choices import Delivery
from alongside.scheduling.actions import availability
from alongside.scheduling.queries.problems import schedule_problem
from tests.scheduling.world import DAYS, MONDAY, NOW, TERM, World, a_day


def test_problem_holds_every_fact(world: World) -> None:
    problem = schedule_problem(world.joy, world.both, MONDAY)
    alder, birch = (str(world.schools[name].pk) for name in ("Alder", "Birch"))
    assert (problem.days, problem.step, problem.name) == (DAYS, 5, "Alder, Birch")
    assert problem.travel(alder, birch) == problem.travel(birch, alder) == 20
    assert {each.id for each in problem.classrooms} == {str(each.pk) for each in world.classes.values()}
    first = problem.routines_on(str(world.classes["1A"].pk), "Mon")[0]
    assert (first.start, first.end, first.kind, first.push_in, first.pull_out) == (
        540, 570, "circle_time", "welcome", "avoid",
    )  # fmt: skip
    [room] = problem.rooms
    assert (room.id, room.site, len(room.open)) == (str(world.room and world.room.pk), alder, 5)
    assert {each.id for each in problem.children} == {str(each.pk) for each in world.children.values()}
    [task] = problem.tasks
    assert (task.therapist, task.minutes, task.site) == (str(world.staff["Ada"].pk), 15, alder)
    assert [(each.day, each.start, each.end) for each in task.windows] == [("Fri", 540, 660)]


def test_whoever_has_left_by_that_day_is_left_out(world: World) -> None:
    for person in (world.children["Wren"], world.staff["Ada"]):
        person.leaves_on = MONDAY
        person.save()
    problem = schedule_problem(world.joy, world.both, MONDAY)
    assert str(world.children["Wren"].pk) not in problem.child
    assert [each.id for each in problem.therapists] == [str(world.staff["Ben"].pk)]
    before = schedule_problem(world.joy, world.both, MONDAY - timedelta(days=1))
    assert str(world.children["Wren"].pk) in before.child
    assert len(before.therapists) == 2


def test_problem_holds_what_a_service_asks_for(world: World) -> None:
    ada = world.staff["Ada"]
    world.service(
        "Eli", Discipline.OCCUPATIONAL, "more", sessions=3, minutes=45, delivery=Delivery.PULL_OUT, max_group=3,
        group="hands", min_days_apart=2, priority=4, pull_out_fit=70, fit={"writing": 95}, therapists=[ada],
    )  # fmt: skip
    service = schedule_problem(world.joy, world.both, MONDAY).service[str(world.services["more"].pk)]
    assert (service.sessions, service.minutes, service.delivery, service.max_group) == (3, 45, "pull_out", 3)
    assert (service.group, service.min_days_apart, service.priority) == ("hands", 2, 4)
    assert (service.pull_out_fit, service.fit) == (70, {"writing": 95})
    assert service.therapists == (str(ada.pk),)


def test_problem_holds_therapists_hours_and_limits(world: World) -> None:
    availability.set_limits(
        staff=world.staff["Ada"], max_direct_minutes_per_day=90, lunch_minutes=0, by=world.joy, at=NOW
    )
    problem = schedule_problem(world.joy, world.both, MONDAY)
    ada, ben = (problem.therapist[str(world.staff[name].pk)] for name in ("Ada", "Ben"))
    assert (ada.max_direct_minutes_per_day, ada.lunch, len(ada.available)) == (90, None, 5)
    assert ben.lunch is not None
    assert {window.site for window in ben.available} == {str(each.pk) for each in world.both}


def test_problem_keeps_a_childs_other_times_free(world: World) -> None:
    availability.set_unavailable(
        child=world.children["Noor"], day="Tue", starts=540, ends=600, reason="Clinic", by=world.joy, at=NOW
    )
    noor = str(world.children["Noor"].pk)
    assert schedule_problem(world.joy, world.both, MONDAY).unavailable(noor, "Tue") == ((540, 600),)


def test_problem_stays_close_to_the_published_week(world: World) -> None:
    assert schedule_problem(world.joy, world.both, MONDAY).previous == ()
    draft = world.published()
    previous = schedule_problem(world.joy, world.both, MONDAY).previous
    assert len(previous) == len(draft.document["visits"])
    before_it_holds = schedule_problem(world.joy, world.both, MONDAY - timedelta(days=1))
    assert before_it_holds.previous == ()


def test_problem_leaves_out_a_child_without_a_class(world: World) -> None:
    child = people.add_child(school=world.schools["Alder"], given_name="Zed", by=world.joy, at=NOW)
    world.children["Zed"] = child
    world.service("Zed", Discipline.SPEECH, "Zed speech")
    problem = schedule_problem(world.joy, world.both, MONDAY)
    assert str(child.pk) not in problem.child
    assert str(world.services["Zed speech"].pk) not in problem.service


def test_problem_leaves_out_a_child_whose_class_is_at_another_school(world: World) -> None:
    classrooms.enrol(
        classroom=world.classes["1B"], children=[world.children["Eli"]], starts=MONDAY, by=world.joy, at=NOW
    )
    availability.set_availability(
        staff=world.staff["Ben"], hours=[("Mon", 540, 690, world.schools["Alder"])], by=world.joy, at=NOW
    )
    problem = schedule_problem(world.joy, [world.schools["Alder"]], MONDAY)
    assert str(world.children["Eli"].pk) not in problem.child
    assert str(world.children["Noor"].pk) in problem.child


def test_problem_holds_the_services_of_its_day_alone(world: World) -> None:
    end_service(service=world.services["Eli OT"], ends=MONDAY, by=world.joy, at=NOW)
    world.service("Eli", Discipline.SPEECH, "later", starts=MONDAY + timedelta(days=7))
    ids = set(schedule_problem(world.joy, world.both, MONDAY).service)
    assert str(world.services["Eli OT"].pk) not in ids
    assert str(world.services["later"].pk) not in ids
    assert (
        str(world.services["later"].pk)
        in schedule_problem(world.joy, world.both, MONDAY + timedelta(days=7)).service
    )


def test_service_for_a_named_therapist_who_is_not_here_goes_to_nobody_else(world: World) -> None:
    cleo = people.add_staff_member(
        role=Role.THERAPIST, discipline=Discipline.SPEECH, given_name="Cleo", by=world.joy, at=NOW
    )
    service = world.service("Eli", Discipline.SPEECH, "by Cleo", therapists=[cleo])
    problem = schedule_problem(world.joy, world.both, MONDAY)
    assert problem.therapists_of(str(service.pk)) == ()


def test_days_that_the_cycle_no_longer_has_are_left_out(world: World) -> None:
    world.published()
    four = DAYS[:4]
    for school in world.both:
        classrooms.set_cycle(
            school=school, kind=CycleKind.WEEKDAY, days=four, weekdays=range(4), anchor_on=TERM[0],
            by=world.joy, at=NOW,
        )  # fmt: skip
    availability.set_unavailable(
        child=world.children["Noor"], day="Fri", starts=540, ends=600, by=world.joy, at=NOW
    )
    problem = schedule_problem(world.joy, world.both, MONDAY)
    assert problem.days == four
    assert problem.tasks[0].windows == ()


def test_fortnight_has_twice_a_weeks_minutes(world: World) -> None:
    days = [f"{day} {week}" for week in "AB" for day in DAYS]
    for school in world.both:
        classrooms.set_cycle(
            school=school, kind=CycleKind.FORTNIGHT, days=days, anchor_on=TERM[0], by=world.joy, at=NOW
        )
    classrooms.set_class_timetable(
        classroom=world.classes["1A"], holds_from=MONDAY, routines=a_day(tuple(days)), by=world.joy, at=NOW
    )
    problem = schedule_problem(world.joy, world.both, MONDAY)
    assert problem.therapist[str(world.staff["Ada"].pk)].max_direct_minutes_per_cycle == 2 * 1320
    assert problem.routines_on(str(world.classes["1A"].pk), "Wed B")


def test_no_school_is_refused(world: World) -> None:
    with pytest.raises(NotNow, match="Choose at least one school"):
        schedule_problem(world.joy, [], MONDAY)


def test_school_without_a_cycle_is_refused(world: World) -> None:
    new = people.add_school(name="Cedar", by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="how the days turn at Cedar"):
        schedule_problem(world.joy, [*world.both, new], MONDAY)


def test_schools_with_different_days_are_refused(world: World) -> None:
    classrooms.set_cycle(
        school=world.schools["Birch"], kind=CycleKind.ROTATION, days=["Day 1", "Day 2"], anchor_on=TERM[0],
        by=world.joy, at=NOW,
    )  # fmt: skip
    with pytest.raises(NotNow, match="Alder and Birch do not share the same days"):
        schedule_problem(world.joy, world.both, MONDAY)


def test_therapist_who_works_elsewhere_too_is_refused(world: World) -> None:
    with pytest.raises(NotNow, match="Ben Marsh works at Birch too"):
        schedule_problem(world.joy, [world.schools["Alder"]], MONDAY)


def test_no_services_are_refused(world: World) -> None:
    for service in world.services.values():
        end_service(service=service, ends=MONDAY, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="Add the services, then build"):
        schedule_problem(world.joy, world.both, MONDAY)


def test_facts_that_do_not_agree_are_refused_in_a_sentence(world: World) -> None:
    cedar = people.add_school(name="Cedar", by=world.joy, at=NOW)
    classrooms.set_cycle(
        school=cedar, kind=CycleKind.WEEKDAY, days=DAYS, weekdays=range(5), anchor_on=TERM[0],
        by=world.joy, at=NOW,
    )  # fmt: skip
    for name in ("Alder", "Birch"):  # 2 + 2 minutes over Cedar, though the straight way takes 20
        availability.set_travel(one=world.schools[name], other=cedar, minutes=2, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="two facts do not agree"):
        schedule_problem(world.joy, [*world.both, cedar], MONDAY)


def test_stranger_finds_no_problem_to_build(world: World, elsewhere: World) -> None:
    with scope(organisation=elsewhere.organisation), pytest.raises(NotNow):
        schedule_problem(elsewhere.joy, world.both, MONDAY)


def test_therapist_finds_no_problem_of_other_peoples_children(world: World) -> None:
    with pytest.raises(NotNow):
        schedule_problem(world.viewer("Ada"), world.both, MONDAY)
