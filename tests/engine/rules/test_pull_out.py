"""Rule 7, kept and broken at each edge."""

from alongside.engine.problem import Classroom, Delivery, PullOut, Room, Therapist
from tests.engine.tiny import (
    broken,
    changed,
    every_day,
    pull_out,
    routine,
    school,
    service,
    told,
    two_sites,
    window,
)


def test_children_of_two_classes_share_a_visit():
    assert broken(school(), pull_out("Mon", "9:00", "ann-ot", "cem-ot")) == []


def test_delivery_admits_pull_out():
    for delivery, rules in ((Delivery.PULL_OUT, []), (Delivery.EITHER, []), (Delivery.PUSH_IN, [7])):
        assert broken(changed(school(), "services", 0, delivery=delivery), pull_out("Mon", "9:00")) == rules


def test_children_are_of_the_site_of_the_room():
    assert broken(two_sites(), pull_out("Mon", "9:00", "ann-ot")) == []
    (breach,) = told(7, two_sites(), pull_out("Mon", "9:00", "ann-ot", "cem-ot"))
    assert breach.sentence == "cem is at another site than blue."


def test_services_of_a_visit_have_one_group_word():
    problem = school(services=(service("ann", group="hands"), service("ben", group="hands"), service("cem")))
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "ben-ot")) == []
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "cem-ot")) == [7]


def test_group_word_is_the_discipline_where_none_is_given():
    problem = school(services=(service("ann", group="ot"), service("ben"), service("cem")))
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "ben-ot")) == []


def test_smallest_group_limit_counts():
    problem = school(services=(service("ann", max_group=2), service("ben"), service("cem")))
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "ben-ot")) == []
    assert broken(problem, pull_out("Mon", "9:00", "ben-ot", "cem-ot")) == []
    (breach,) = told(7, problem, pull_out("Mon", "9:00", "ann-ot", "ben-ot", "cem-ot"))
    assert breach.sentence == "The visit in blue on Mon 09:00–09:30 is a group of 3; ann-ot allows 2 at most."


def test_limit_of_children_per_visit_is_for_push_in_only():
    problem = changed(school(), "therapists", 0, max_children_per_visit=1)
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "ben-ot")) == []


def test_room_is_open_over_adjoining_windows():
    rooms = (Room("blue", "north", (window("Mon", "9:15", "9:30"), window("Mon", "9:00", "9:15"))),)
    assert broken(school(rooms=rooms), pull_out("Mon", "9:00")) == []
    assert broken(school(rooms=rooms), pull_out("Mon", "9:05")) == [7]
    assert broken(school(rooms=rooms), pull_out("Tue", "9:00")) == [7]


def test_room_takes_one_visit_at_a_time():
    kim = Therapist("kim", "ot", (window("Mon", "8:00", "16:00"),))
    problem = school(therapists=(*school().therapists, kim))
    assert broken(problem, pull_out("Mon", "9:00"), pull_out("Mon", "9:30", "ben-ot", therapist="kim")) == []
    assert broken(problem, pull_out("Mon", "9:00"), pull_out("Mon", "9:25", "ben-ot", therapist="kim")) == [7]


def test_child_may_leave_for_its_own_session_not_the_whole_visit():
    closed = routine("Mon", "9:30", "10:00", "assembly", pull_out=PullOut.NEVER)
    one = Classroom("1A", "north", (routine("Mon", "8:30", "9:30"), closed))
    problem = school(
        classrooms=(one, Classroom("1B", "north", every_day())),
        services=(service("ann"), service("ben"), service("cem", minutes=45)),
    )
    assert broken(problem, pull_out("Mon", "9:00", "ann-ot", "cem-ot", minutes=45)) == []
    (breach,) = told(7, problem, pull_out("Mon", "9:05", "ann-ot", "cem-ot", minutes=45))
    assert breach.sentence == "ann is not to leave 1A during assembly on Mon 09:30–10:00."


def test_moment_outside_every_routine_lets_nobody_leave():
    assert broken(school(), pull_out("Mon", "14:30")) == []
    assert broken(school(), pull_out("Mon", "14:35")) == [7]


def test_avoided_routine_is_allowed():
    one = Classroom("1A", "north", (routine("Mon", "8:30", "9:30", pull_out=PullOut.AVOID),))
    assert broken(school(classrooms=(one, Classroom("1B", "north"))), pull_out("Mon", "9:00")) == []
