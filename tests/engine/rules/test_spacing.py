"""Rule 9, kept and broken at each edge."""

from dataclasses import replace

import pytest

from alongside.engine.problem import Task, Therapist
from alongside.engine.rules import breaches
from alongside.engine.timetable import Unmet
from tests.engine.tiny import DAYS, broken, changed, placed, push_in, school, timetable, told, window


def test_sessions_are_no_more_than_asked():
    days = [push_in(day, "9:00") for day in ("Mon", "Tue", "Wed")]
    assert broken(school(), *days[:2]) == []
    (breach,) = told(9, school(), *days)
    assert breach.sentence == "ann-ot has 3 sessions; it asks for 2."


def test_sessions_are_on_different_days():
    (breach,) = told(9, school(), push_in("Mon", "9:00"), push_in("Mon", "10:00"))
    assert breach.sentence == "ann-ot has sessions on Mon; they are to lie 1 day apart."
    assert breach.visits == (0, 1)


@pytest.mark.parametrize(("other", "rules"), [("Tue", [9]), ("Wed", []), ("Fri", [])])
def test_sessions_lie_so_many_days_apart_and_the_cycle_does_not_wrap(other, rules):
    problem = changed(school(), "services", 0, min_days_apart=2)
    assert broken(problem, push_in(other, "9:00"), push_in("Mon", "9:00")) == rules


def test_service_has_one_therapist():
    kim = Therapist("kim", "ot", tuple(window(day, "8:00", "16:00") for day in DAYS))
    problem = school(therapists=(*school().therapists, kim))
    (breach,) = told(9, problem, push_in("Mon", "9:00"), push_in("Tue", "9:00", therapist="kim"))
    assert breach.sentence == "ann-ot is to have one therapist, not lim and kim."
    assert broken(problem, push_in("Mon", "9:00"), push_in("Tue", "9:00", "ben-ot", therapist="kim")) == []


def test_unmet_says_what_is_missing():
    right = timetable(school(), push_in("Mon", "9:00"))
    assert right.unmet == (Unmet("ann-ot", 1), Unmet("ben-ot", 2), Unmet("cem-ot", 2))
    assert breaches(school(), right) == []
    for wrong in (right.unmet[1:], (Unmet("ann-ot", 2), *right.unmet[1:]), (*right.unmet, right.unmet[0])):
        assert [breach.rule for breach in breaches(school(), replace(right, unmet=wrong))] == [9]


def test_unmet_names_no_service_that_has_all():
    full = timetable(school(), push_in("Mon", "9:00"), push_in("Tue", "9:00"))
    wrong = replace(full, unmet=(Unmet("ann-ot", 1), *full.unmet))
    assert [breach.rule for breach in breaches(school(), wrong)] == [9]


def test_unmet_tasks_are_those_without_a_place():
    problem = school(tasks=(Task("plan", "lim", 30, "north", (window("Mon", "15:00", "16:00"),)),))
    with_task = timetable(problem, tasks=(placed("plan", "Mon", "15:00"),))
    without = timetable(problem)
    assert without.unmet_tasks == ("plan",)
    assert breaches(problem, with_task) == breaches(problem, without) == []
    assert [each.rule for each in breaches(problem, replace(with_task, unmet_tasks=("plan",)))] == [9]
    assert [each.rule for each in breaches(problem, replace(without, unmet_tasks=()))] == [9]
    assert [each.rule for each in breaches(problem, replace(without, unmet_tasks=("plan", "plan")))] == [9]
