"""Every remedy really places a session, and each kind of policy is proposed where it alone forbids."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.changes import Change, ChangeKind
from alongside.engine.explain import explain
from alongside.engine.insertions import insert
from alongside.engine.problem import Classroom, Delivery, Problem, PullOut, PushIn, Room, Window
from alongside.engine.rules import breaches
from tests.engine.invented import legal_timetables, problems
from tests.engine.tiny import (
    at,
    changed,
    pull_out,
    push_in,
    routine,
    school,
    service,
    timetable,
    two_sites,
    window,
)


def tried(problem: Problem, table, remedy) -> Problem:
    """The changed problem, in which the remedy's session was placed and every rule and cost looked at in full."""
    changed_problem = remedy.change.applied(problem) if remedy.change else problem
    after = insert(changed_problem, table, remedy.insertion)
    assert breaches(changed_problem, after) == []
    assert after.cost - table.cost == remedy.cost_change
    assert sum(each.sessions for each in after.unmet) == sum(each.sessions for each in table.unmet) - 1
    return changed_problem


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_every_remedy_places_a_session_by_every_rule(data):
    problem = data.draw(problems())
    table = data.draw(legal_timetables(problem))
    reasons = explain(problem, table)
    assert [(each.service, each.sessions) for each in reasons] == [
        (u.service, u.sessions) for u in table.unmet
    ]
    for reason in reasons:
        for remedy in reason.remedies:
            tried(problem, table, remedy)
            assert reason.service in remedy.insertion.visit.services


def one_routine(**flags) -> tuple[Classroom, ...]:
    """1A meets on Monday from 9:00 to 9:30 alone."""
    return (Classroom("1A", "north", (routine("Mon", "9:00", "9:30", "art", **flags),)),)


def small(**parts) -> Problem:
    """A problem whose one service fits on Monday at 9:00 as push-in and nowhere else."""
    own = {
        "classrooms": one_routine(),
        "children": (school().children[0],),
        "services": (service("ann", sessions=1, delivery=Delivery.PUSH_IN),),
    }
    return school(**{**own, **parts})


def only_change(problem: Problem, *visits) -> Change:
    """The first change proposed for the one service that lacks a session."""
    table = timetable(problem, *visits)
    (reason,) = explain(problem, table)
    tried(problem, table, reason.remedies[0])
    return reason.remedies[0].change


def test_free_place_needs_no_change():
    table = timetable(small())
    (reason,) = explain(small(), table)
    assert reason.remedies[0].change is None
    assert reason.remedies[0].sentence == (
        "Nothing needs to change: ann-ot fits in class 1A on Mon 09:00–09:30 with lim."
    )


def test_routine_that_refuses_push_in_is_asked_to_admit_it():
    change = only_change(small(classrooms=one_routine(push_in=PushIn.NEVER)))
    assert change == Change(ChangeKind.ROUTINE_PUSH_IN, ("1A",), window=window("Mon", "9:00", "9:30"))
    assert change.applied(small()).classrooms[0].routines[0].push_in is PushIn.ALLOWED


def test_routine_that_keeps_children_is_asked_to_let_them_go_at_a_price():
    services = (service("ann", sessions=1, delivery=Delivery.PULL_OUT),)
    problem = small(services=services, classrooms=one_routine(pull_out=PullOut.NEVER))
    change = only_change(problem)
    assert change.kind is ChangeKind.ROUTINE_PULL_OUT
    assert change.applied(problem).classrooms[0].routines[0].pull_out is PullOut.AVOID


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("max_direct_minutes_per_day", ChangeKind.DAY_MINUTES),
        ("max_direct_minutes_per_cycle", ChangeKind.CYCLE_MINUTES),
    ],
)
def test_minutes_of_a_therapist_are_asked_to_be_just_enough(field, kind):
    assert only_change(changed(small(), "therapists", 0, **{field: 20})) == Change(kind, ("lim",), 30)


def test_therapist_is_asked_to_stay_a_little_longer():
    problem = changed(small(), "therapists", 0, available=(window("Mon", "8:00", "9:15"),))
    assert only_change(problem) == Change(
        ChangeKind.AVAILABILITY, ("lim",), window=window("Mon", "9:15", "9:30", "north")
    )


def test_therapist_is_asked_to_come_another_day_rather_than_an_hour_longer():
    far = changed(small(), "therapists", 0, available=(window("Mon", "12:00", "15:00"),))
    assert explain(far, timetable(far))[0].remedies == ()
    other_day = changed(small(), "therapists", 0, available=(window("Tue", "8:00", "15:00"),))
    assert only_change(other_day) == Change(
        ChangeKind.ANOTHER_DAY, ("lim",), window=window("Mon", "9:00", "9:30", "north")
    )


def test_class_is_asked_to_have_one_more_visit():
    services = service("ann", sessions=1, delivery=Delivery.PUSH_IN), service("ben", sessions=1)
    classrooms = (Classroom("1A", "north", (routine("Mon", "9:00", "10:00"),), max_visits_per_day=1),)
    problem = small(services=services, classrooms=classrooms, children=school().children[:2])
    problem = changed(problem, "therapists", 0, max_children_per_visit=1)
    (reason,) = explain(problem, timetable(problem, push_in("Mon", "9:00", "ben-ot")))
    asked = [(remedy.change.kind, remedy.change.value) for remedy in reason.remedies]
    assert asked[:2] == [(ChangeKind.VISIT_SIZE, 2), (ChangeKind.VISITS_OF_DAY, 2)]


def test_group_is_asked_to_take_one_more_but_never_a_fifth():
    children = tuple(replace(school().children[0], id=f"c{n}") for n in range(5))

    def full(size: int) -> Problem:
        services = tuple(
            service(f"c{n}", sessions=1, delivery=Delivery.PULL_OUT, max_group=size) for n in range(size + 1)
        )
        return small(children=children, services=services)

    three = tuple(f"c{n}-ot" for n in range(3))
    change = only_change(full(3), pull_out("Mon", "9:00", *three))
    assert change == Change(ChangeKind.GROUP_SIZE, (*three, "c3-ot"), 4)
    four = tuple(f"c{n}-ot" for n in range(4))
    (reason,) = explain(full(4), timetable(full(4), pull_out("Mon", "9:00", *four)))
    assert ChangeKind.GROUP_SIZE not in {remedy.change.kind for remedy in reason.remedies}


def test_room_is_asked_to_open_longer():
    rooms = (Room("blue", "north", (window("Mon", "9:10", "15:00"),)),)
    problem = small(services=(service("ann", sessions=1, delivery=Delivery.PULL_OUT),), rooms=rooms)
    assert only_change(problem) == Change(
        ChangeKind.ROOM_OPEN, ("blue",), window=window("Mon", "9:00", "9:10")
    )


def test_another_room_is_asked_for_where_all_are_taken():
    kim = replace(school().therapists[0], id="kim")
    services = (
        service("ann", sessions=1, delivery=Delivery.PULL_OUT, max_group=1, therapists=("lim",)),
        service("ben", sessions=1, therapists=("kim",)),
    )
    problem = small(services=services, children=school().children[:2], therapists=(*school().therapists, kim))
    table = timetable(problem, pull_out("Mon", "9:00", "ben-ot", therapist="kim"))
    (reason,) = explain(problem, table)
    remedy = reason.remedies[0]
    assert remedy.change == Change(ChangeKind.ANOTHER_ROOM, ("north",), window=window("Mon", "9:00", "9:30"))
    assert remedy.sentence == (
        "Find another room at north for Mon 09:00–09:30: ann-ot fits there on Mon 09:00–09:30 with lim."
    )
    assert tried(problem, table, remedy).rooms[-1].site == "north"


def test_delivery_is_asked_to_be_either():
    problem = small(services=(service("ann", sessions=1, delivery=Delivery.PULL_OUT),), rooms=())
    assert only_change(problem) == Change(ChangeKind.DELIVERY, ("ann-ot",))


def test_days_apart_are_asked_to_be_fewer_but_never_none():
    services = (service("ann", delivery=Delivery.PUSH_IN, min_days_apart=3),)
    classrooms = (Classroom("1A", "north", tuple(routine(day, "9:00", "9:30") for day in ("Mon", "Wed"))),)
    problem = small(services=services, classrooms=classrooms)
    assert only_change(problem, push_in("Mon", "9:00")) == Change(ChangeKind.DAYS_APART, ("ann-ot",), 2)
    same_day = changed(problem, "classrooms", 0, routines=(routine("Mon", "9:00", "11:00"),))
    (reason,) = explain(same_day, timetable(same_day, push_in("Mon", "9:00")))
    assert reason.remedies == ()


def test_sessions_of_the_day_are_asked_to_be_one_more():
    problem = changed(small(), "children", 0, max_sessions_per_day=0)
    assert only_change(problem) == Change(ChangeKind.SESSIONS_OF_DAY, ("ann",), 1)


def test_visitors_are_asked_to_be_one_more():
    kim = replace(school().therapists[0], id="kim")
    services = (
        service("ann", sessions=1, delivery=Delivery.PUSH_IN, therapists=("lim",)),
        service("ben", sessions=1, therapists=("kim",)),
    )
    problem = small(services=services, children=school().children[:2], therapists=(*school().therapists, kim))
    change = only_change(problem, push_in("Mon", "9:00", "ben-ot", therapist="kim"))
    assert change == Change(ChangeKind.VISITORS, ("1A",), 2)


def test_change_that_helps_many_says_whom():
    services = tuple(service(child, sessions=1, delivery=Delivery.PUSH_IN) for child in ("ann", "ben"))
    problem = small(
        services=services, children=school().children[:2], classrooms=one_routine(push_in=PushIn.NEVER)
    )
    reasons = explain(problem, timetable(problem))
    assert [reason.remedies[0].also_helps for reason in reasons] == [("ben-ot",), ("ann-ot",)]


def test_rules_say_what_forbids_how_many_starts():
    problem = changed(small(), "therapists", 0, available=(window("Mon", "9:00", "10:00"),))
    problem = changed(
        problem, "classrooms", 0, routines=(routine("Mon", "9:00", "10:00", "art", PushIn.NEVER),)
    )
    problem = replace(problem, days=("Mon",), rooms=())
    (reason,) = explain(problem, timetable(problem), {"art": "Art", "1A": "Class 1A"})
    # Seven starts from 9:00 to 9:30, each within the therapist's hours.
    assert [(each.rule, each.sentence, each.starts) for each in reason.rules] == [
        (6, "Class 1A admits no push-in during Art.", 7)
    ]


def test_service_without_therapist_says_so():
    problem = small(services=(replace(service("ann", sessions=1), discipline="slt"),))
    (reason,) = explain(problem, timetable(problem))
    assert [(each.rule, each.sentence) for each in reason.rules] == [(5, "No therapist may give ann-ot.")]
    assert reason.remedies == ()


def test_only_services_asked_for_are_explained():
    table = timetable(school())
    assert [reason.service for reason in explain(school(), table, services=["ben-ot"])] == ["ben-ot"]


def test_sentences_of_every_change_can_be_said():
    problem = two_sites()
    windowed = Window("Mon", at("12:00"), at("12:30"), "north")
    subjects = {
        ChangeKind.VISIT_SIZE: "lim",
        ChangeKind.DAY_MINUTES: "lim",
        ChangeKind.CYCLE_MINUTES: "lim",
        ChangeKind.AVAILABILITY: "lim",
        ChangeKind.ANOTHER_DAY: "lim",
        ChangeKind.GROUP_SIZE: "ann-ot",
        ChangeKind.DAYS_APART: "ann-ot",
        ChangeKind.DELIVERY: "ann-ot",
        ChangeKind.SESSIONS_OF_DAY: "ann",
        ChangeKind.ROOM_OPEN: "blue",
        ChangeKind.ANOTHER_ROOM: "north",
    }
    for kind in ChangeKind:
        change = Change(kind, (subjects.get(kind, "1A"),), 7, windowed)
        assert change.phrase(problem, str)[0].isupper()
        narrow = changed(problem, "services", 0, delivery=Delivery.PUSH_IN)
        assert change.applied(narrow) != narrow
