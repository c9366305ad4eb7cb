"""Counting checks: what they say, and that no timetable does better than they allow."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.checks import findings
from alongside.engine.insertions import joins, own_visits
from alongside.engine.problem import (
    Child,
    Classroom,
    Delivery,
    Lunch,
    Problem,
    PushIn,
    Room,
    Routine,
    Site,
    Therapist,
    Visit,
)
from alongside.engine.standing import Standing
from alongside.engine.timetable import Status, Timetable
from alongside.engine.trial import breaches_with
from tests.engine.tiny import at, changed, every_day, push_in, routine, school, service, two_sites, window

MORNING = (("9:00", "9:30"), ("9:30", "10:00"), ("10:00", "10:30"))


def told(problem: Problem, **names: str) -> list[tuple[str, int]]:
    return [(finding.sentence, finding.sessions_lost) for finding in findings(problem, names)]


def only_ann(**fields) -> Problem:
    return school(services=(service("ann", **fields),))


def can_be_met_but_for(problem: Problem, services: tuple[str, ...], lacking: int) -> bool:
    """Whether some timetable lacks at most so many sessions of these services, by trying every one there is."""
    order = [each.id for each in problem.services if each.id in services for _ in range(each.sessions)]
    seen: set[tuple[int, int, frozenset[Visit]]] = set()

    def search(visits: tuple[Visit, ...], position: int, spare: int) -> bool:
        if position == len(order):
            return True
        state = position, spare, frozenset(visits)
        if state in seen:
            return False
        seen.add(state)
        standing = Standing(problem, Timetable(Status.FEASIBLE, 0, 0, visits))
        for visit, number in (*own_visits(standing, order[position]), *joins(standing, order[position])):
            if number is not None and breaches_with(standing, visit, instead_of=number):
                continue
            others = visits if number is None else visits[:number] + visits[number + 1 :]
            if search((*others, visit), position + 1, spare):
                return True
        return spare > 0 and search(visits, position + 1, spare - 1)

    return search((), 0, lacking)


@st.composite
def narrow_problems(draw: st.DrawFn) -> Problem:
    """Two mornings of an hour and a half, and up to three services that hardly fit in."""
    half_hours = tuple(window(day, start, end) for day in ("Mon", "Tue") for start, end in MORNING)
    flags = st.sampled_from([PushIn.ALLOWED, PushIn.ALLOWED, PushIn.NEVER])
    some = st.lists(st.sampled_from(half_hours), min_size=1, max_size=5, unique=True).map(tuple)
    limit = st.none() | st.integers(0, 2)
    lunch = Lunch(at("9:00"), at("10:30"), 30)
    return Problem(
        days=("Mon", "Tue"),
        step=30,
        sites=(Site("north"),),
        classrooms=(
            Classroom(
                "1A",
                "north",
                tuple(Routine(each.day, each.start, each.end, "art", draw(flags)) for each in half_hours),
                max_visits_per_day=draw(limit),
            ),
        ),
        rooms=(Room("blue", "north", draw(some)),),
        therapists=tuple(
            Therapist(
                name,
                "ot",
                draw(some),
                draw(st.sampled_from([None, lunch])),
                max_direct_minutes_per_day=draw(st.sampled_from([None, None, 30])),
                max_direct_minutes_per_cycle=draw(st.sampled_from([None, None, 60])),
                max_children_per_visit=draw(st.integers(1, 2)),
            )
            for name in draw(st.sampled_from([("lim",), ("lim", "kim")]))
        ),
        children=tuple(Child(name, "1A", (), draw(limit)) for name in ("ann", "ben")),
        services=tuple(
            service(
                draw(st.sampled_from(["ann", "ben"])),
                id=f"s{number}",
                sessions=draw(st.integers(1, 2)),
                delivery=draw(st.sampled_from(Delivery)),
                max_group=draw(st.integers(1, 2)),
            )
            for number in range(draw(st.integers(1, 3)))
        ),
    )


@given(narrow_problems())
@settings(max_examples=80, deadline=None)
def test_no_timetable_does_better_than_a_finding_says(problem):
    for finding in findings(problem):
        assert finding.sessions_lost > 0
        assert not can_be_met_but_for(problem, finding.services, finding.sessions_lost - 1)


def test_sound_school_has_no_findings():
    assert findings(school()) == []


def test_service_needs_more_days_than_its_therapist_is_there():
    problem = changed(
        only_ann(sessions=3),
        "therapists",
        0,
        available=tuple(window(day, "8:00", "16:00") for day in ("Mon", "Wed")),
    )
    assert told(problem, lim="Mei Lim") == [
        ("ann-ot asks for 3 sessions on different days; Mei Lim is there on 2 days, which gives 2.", 1)
    ]


def test_days_apart_are_counted_from_the_first_and_do_not_wrap():
    assert told(only_ann(sessions=3, min_days_apart=3)) == [
        (
            "ann-ot asks for 3 sessions on different days, 3 days apart; lim is there on 5 days, which gives 2.",
            1,
        )
    ]
    assert told(only_ann(sessions=3, min_days_apart=2)) == []


def test_one_therapist_gives_all_sessions_so_days_of_two_do_not_add_up():
    monday, tuesday = window("Mon", "8:00", "16:00"), window("Tue", "8:00", "16:00")
    problem = changed(only_ann(), "therapists", 0, available=(monday,))
    kim = changed(problem, "therapists", 0, id="kim", available=(tuesday,)).therapists
    both = school(services=problem.services, therapists=(*problem.therapists, *kim))
    ((sentence, lost),) = told(both)
    assert lost == 1
    assert "none of its therapists is there on more than 1 day, which gives 1" in sentence


def test_service_without_therapist_or_with_one_who_never_comes():
    assert told(school(services=(service("ann", therapists=()),)))[0][1] == 2
    problem = changed(
        two_sites(services=(service("cem"),)),
        "therapists",
        0,
        available=(window("Mon", "8:00", "16:00", "north"),),
    )
    assert told(problem) == [("cem-ot cannot be given: lim is never at south.", 2)]


def test_session_longer_than_any_stay():
    problem = changed(only_ann(minutes=60), "therapists", 0, available=(window("Mon", "9:00", "9:45"),))
    assert told(problem) == [("ann-ot lasts 60 minutes; lim is there for 45 at a time at most.", 2)]


def test_no_routine_admits_push_in():
    closed = (routine("Mon", "9:00", "12:00", push_in=PushIn.NEVER),)
    problem = school(
        classrooms=(Classroom("1A", "north", closed), Classroom("1B", "north", every_day())),
        services=(service("ann", sessions=1, delivery=Delivery.PUSH_IN),),
    )
    assert told(problem) == [
        ("ann-ot asks for 1 session; no routine of 1A admits push-in for 30 minutes.", 1)
    ]


def test_pull_out_without_a_room():
    problem = school(services=(service("ann", sessions=1, delivery=Delivery.PULL_OUT),), rooms=())
    assert told(problem) == [("ann-ot asks for 1 session; it is for pull-out only, and there is no room.", 1)]


def test_class_without_routines_is_said_once():
    problem = school(classrooms=(Classroom("1A", "north", every_day()), Classroom("1B", "north")))
    (finding,) = findings(problem)
    assert finding.sentence == "Nothing can be built for 1B yet: we do not know its routines."
    assert (finding.sessions_lost, finding.services, finding.classrooms) == (2, ("cem-ot",), ("1B",))


def test_therapist_is_asked_for_more_minutes_than_she_has():
    services = tuple(service(child, sessions=5, max_group=1) for child in ("ann", "ben", "cem"))
    problem = changed(
        school(services=services), "therapists", 0, max_children_per_visit=1, max_direct_minutes_per_day=60
    )
    (finding,) = findings(problem)
    assert finding.sentence == (
        "lim is asked for at least 450 minutes of visits, groups as large as they may be; 300 can be had."
    )
    assert finding.sessions_lost == 5
    assert finding.therapists == ("lim",)


def test_groups_make_the_minutes_go_further():
    services = tuple(service(child, sessions=5, max_group=3) for child in ("ann", "ben", "cem"))
    assert findings(changed(school(services=services), "therapists", 0, max_direct_minutes_per_day=30)) == []


def test_lunch_is_no_time_for_visits():
    services = (service("ann", sessions=5, max_group=1), service("cem", sessions=5, max_group=1))
    hours = tuple(window(day, "11:00", "12:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    problem = changed(school(services=services), "therapists", 0, available=hours)
    assert findings(problem) == []
    lunch = changed(problem, "therapists", 0, lunch=Lunch(at("11:00"), at("12:00"), 30))
    assert [finding.sessions_lost for finding in findings(lunch)] == [5]


def test_rooms_are_asked_for_longer_than_they_are_open():
    rooms = (Room("blue", "north", (window("Mon", "9:00", "9:30"), window("Tue", "9:00", "9:30"))),)
    services = tuple(service(child, delivery=Delivery.PULL_OUT, max_group=1) for child in ("ann", "ben"))
    (finding,) = findings(school(services=services, rooms=rooms))
    assert finding.sentence == (
        "blue would be needed for at least 120 minutes, groups as large as they may be, and can be had for 60."
    )
    assert (finding.sessions_lost, finding.rooms) == (2, ("blue",))


def test_class_hosts_fewer_visits_than_are_asked():
    services = tuple(service(child, sessions=5, delivery=Delivery.PUSH_IN) for child in ("ann", "ben"))
    alone = changed(school(services=services), "therapists", 0, max_children_per_visit=1)
    assert told(changed(alone, "classrooms", 0, max_visits_per_day=1)) == [
        ("1A would need at least 10 visits; 1 a day make 5.", 5)
    ]


def test_child_is_owed_more_than_its_days_hold():
    services = tuple(service("ann", id=f"s{n}", sessions=5) for n in range(2))
    problem = school(services=services, children=(Child("ann", "1A", (), 1),))
    assert told(problem) == [("ann is owed 10 sessions; 1 a day make 5 at most.", 5)]


def test_pins_that_break_a_rule_are_said():
    problem = school(pinned=(push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")))
    ((sentence, lost),) = told(problem)
    assert sentence.startswith(
        "Nothing can be built: the pinned visits break a rule. lim is in two places at once"
    )
    assert lost == 0


def test_sample_school_loses_what_is_known_to_be_lost(shared):
    for name, lost in (("school-normal", 3), ("itinerant-normal", 9)):
        problem = Problem.from_json(json.loads((shared / "problems" / f"{name}.json").read_text()))
        found = findings(problem)
        assert sum(each.sessions_lost for each in found if len(each.services) == 1) == lost
