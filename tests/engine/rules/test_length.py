"""Rule 5, kept and broken at each edge."""

from dataclasses import replace

from alongside.engine.problem import Therapist
from tests.engine.tiny import broken, changed, push_in, school, service, told, window


def test_visit_lasts_as_long_as_its_longest_service():
    problem = school(services=(service("ann"), service("ben", minutes=45), service("cem")))
    assert broken(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot", minutes=45)) == []
    assert broken(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot", minutes=30)) == [5]
    assert broken(problem, push_in("Mon", "9:00", "ann-ot", minutes=45)) == [5]


def test_visit_that_ends_before_it_starts_is_broken():
    assert 5 in broken(school(), replace(push_in("Mon", "9:00"), end=8 * 60))


def test_visit_serves_someone():
    visit = replace(push_in("Mon", "9:00"), services=())
    (breach,) = told(5, school(), visit)
    assert breach.sentence == "The visit of lim on Mon 09:00–09:30 serves nobody."


def test_therapist_is_one_of_those_named():
    kim = Therapist("kim", "ot", (window("Mon", "8:00", "16:00"),))
    problem = changed(school(therapists=(*school().therapists, kim)), "services", 0, therapists=("lim",))
    assert broken(problem, push_in("Mon", "9:00")) == []
    assert broken(problem, push_in("Mon", "9:00", therapist="kim")) == [5]
    assert broken(problem, push_in("Mon", "9:00", "ben-ot", therapist="kim")) == []


def test_therapist_is_of_the_discipline_where_none_is_named():
    kim = Therapist("kim", "slt", (window("Mon", "8:00", "16:00"),))
    assert broken(
        school(therapists=(*school().therapists, kim)), push_in("Mon", "9:00", therapist="kim")
    ) == [5]
