"""Rule 6, kept and broken at each edge."""

import pytest

from alongside.engine.problem import Classroom, Delivery, PushIn, Therapist
from tests.engine.tiny import broken, changed, every_day, push_in, routine, school, service, told, window


def with_kim(problem=None):
    problem = problem or school()
    kim = Therapist("kim", "ot", (window("Mon", "8:00", "16:00"),))
    return school(
        therapists=(*problem.therapists, kim), classrooms=problem.classrooms, services=problem.services
    )


def with_routines(*routines):
    return school(classrooms=(Classroom("1A", "north", routines), Classroom("1B", "north", every_day())))


def test_only_children_of_the_class_are_served():
    assert broken(school(), push_in("Mon", "9:00", "ann-ot", "ben-ot")) == []
    (breach,) = told(6, school(), push_in("Mon", "9:00", "ann-ot", "cem-ot"))
    assert breach.sentence == "cem is not of 1A."


def test_delivery_admits_push_in():
    for delivery, rules in ((Delivery.PUSH_IN, []), (Delivery.EITHER, []), (Delivery.PULL_OUT, [6])):
        assert broken(changed(school(), "services", 0, delivery=delivery), push_in("Mon", "9:00")) == rules


def test_routines_of_the_whole_visit_admit_it():
    routines = routine("Mon", "9:00", "9:15", push_in=PushIn.WELCOME), routine("Mon", "9:15", "9:30", "maths")
    assert broken(with_routines(*routines), push_in("Mon", "9:00")) == []
    assert broken(with_routines(*routines), push_in("Mon", "8:55")) == [6]
    assert broken(with_routines(*routines), push_in("Mon", "9:05")) == [6]


def test_routine_that_never_admits_breaks_the_visit_by_a_minute():
    routines = routine("Mon", "9:00", "10:00"), routine("Mon", "10:00", "10:30", "assembly", PushIn.NEVER)
    assert broken(with_routines(*routines), push_in("Mon", "9:30")) == []
    (breach,) = told(6, with_routines(*routines), push_in("Mon", "9:35"))
    assert breach.sentence == "1A admits no push-in during assembly on Mon 10:00–10:30."


def test_gap_between_routines_admits_nothing():
    routines = routine("Mon", "9:00", "9:15"), routine("Mon", "9:16", "10:00")
    (breach,) = told(6, with_routines(*routines), push_in("Mon", "9:00"))
    assert breach.sentence == "1A has no routine to join for the whole of Mon 09:00–09:30."


@pytest.mark.parametrize(("most", "rules"), [(2, []), (1, [6])])
def test_visit_serves_so_many_children(most, rules):
    problem = changed(school(), "therapists", 0, max_children_per_visit=most)
    assert broken(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot")) == rules


def test_class_has_so_many_visitors_at_once():
    visits = push_in("Mon", "9:00"), push_in("Mon", "9:25", "ben-ot", therapist="kim")
    assert broken(with_kim(), *visits) == [6]
    assert broken(with_kim(changed(school(), "classrooms", 0, max_visitors=2)), *visits) == []
    one_after_the_other = push_in("Mon", "9:00"), push_in("Mon", "9:30", "ben-ot", therapist="kim")
    assert broken(with_kim(), *one_after_the_other) == []


def test_visitors_are_counted_moment_by_moment():
    services = (service("ann", minutes=60), service("ben", id="b1"), service("ben", id="b2"), service("cem"))
    problem = with_kim(changed(school(services=services), "classrooms", 0, max_visitors=2))
    long = push_in("Mon", "9:00", minutes=60)
    assert (
        broken(
            problem,
            long,
            *(push_in("Mon", *each, therapist="kim") for each in (("9:00", "b1"), ("9:30", "b2"))),
        )
        == []
    )


def test_class_has_so_many_visits_a_day():
    visits = push_in("Mon", "9:00"), push_in("Mon", "9:30", "ben-ot"), push_in("Tue", "9:30", "ben-ot")
    assert broken(changed(school(), "classrooms", 0, max_visits_per_day=2), *visits) == []
    (breach,) = told(6, changed(school(), "classrooms", 0, max_visits_per_day=1), *visits)
    assert breach.sentence == "1A has 2 visits on Mon; 1 is the most."
    assert breach.visits == (0, 1)
