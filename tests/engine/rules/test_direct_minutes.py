"""Rule 4, kept and broken at each edge."""

from alongside.engine.problem import Task
from tests.engine.tiny import broken, changed, placed, push_in, school, told, window

VISITS = push_in("Mon", "9:00"), push_in("Mon", "9:30", "ben-ot"), push_in("Tue", "9:00")


def test_limit_of_the_day_is_reached_but_not_passed():
    assert broken(changed(school(), "therapists", 0, max_direct_minutes_per_day=60), *VISITS) == []
    assert broken(changed(school(), "therapists", 0, max_direct_minutes_per_day=59), *VISITS) == [4]


def test_limit_of_the_cycle_is_reached_but_not_passed():
    assert broken(changed(school(), "therapists", 0, max_direct_minutes_per_cycle=90), *VISITS) == []
    (breach,) = told(4, changed(school(), "therapists", 0, max_direct_minutes_per_cycle=85), *VISITS)
    assert breach.sentence == "lim has 90 minutes of visits in the cycle; 85 is the most."
    assert breach.visits == (0, 1, 2)


def test_group_counts_once():
    problem = changed(school(), "therapists", 0, max_direct_minutes_per_day=30)
    assert broken(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot")) == []


def test_tasks_do_not_count():
    task = Task("plan", "lim", 30, "north", (window("Mon", "8:00", "16:00"),))
    problem = changed(school(tasks=(task,)), "therapists", 0, max_direct_minutes_per_day=30)
    assert broken(problem, push_in("Mon", "9:00"), tasks=(placed("plan", "Mon", "10:00"),)) == []
