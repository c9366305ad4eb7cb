"""Rule 10, and what pins alone can make impossible."""

from dataclasses import replace

from alongside.engine.rules import breaches, conflicts_of_pins
from alongside.engine.timetable import Status, Timetable
from tests.engine.tiny import broken, push_in, school, told

PIN = push_in("Mon", "9:00", "ann-ot", "ben-ot")


def test_pin_stands_as_given_whatever_the_order_of_its_services():
    problem = school(pinned=(PIN,))
    assert broken(problem, PIN) == []
    assert broken(problem, replace(PIN, services=("ben-ot", "ann-ot"))) == []


def test_pin_that_is_moved_or_served_differently_is_broken():
    problem = school(pinned=(PIN,))
    assert broken(problem) == [10]
    assert broken(problem, push_in("Tue", "9:00", "ann-ot", "ben-ot")) == [10]
    assert broken(problem, push_in("Mon", "9:00", "ann-ot")) == [10]
    (breach,) = told(10, problem)
    assert breach.sentence == "The pinned visit of lim with 1A on Mon 09:00–09:30 does not stand as given."


def test_infeasible_is_right_only_where_the_pins_break_a_rule():
    clash = school(pinned=(PIN, push_in("Mon", "9:15", "cem-ot", place="1B")))
    answer = Timetable(Status.INFEASIBLE, 0, 0, conflicts=("Two pinned visits clash.",))
    assert [breach.rule for breach in conflicts_of_pins(clash)] == [2]
    assert breaches(clash, answer) == []
    assert [each.rule for each in breaches(clash, replace(answer, conflicts=()))] == [0]
    assert [each.rule for each in breaches(clash, replace(answer, visits=(PIN,)))] == [0]

    sound = school(pinned=(PIN,))
    assert conflicts_of_pins(sound) == []
    assert [each.rule for each in breaches(sound, answer)] == [0]
