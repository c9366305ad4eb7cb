"""Rule 1, kept and broken at each edge."""

from alongside.engine.problem import Task
from tests.engine.tiny import broken, changed, placed, push_in, school, told, two_sites, window


def test_visit_from_first_to_last_minute_of_availability_is_kept():
    problem = changed(school(), "therapists", 0, available=(window("Mon", "9:00", "9:30"),))
    assert broken(problem, push_in("Mon", "9:00")) == []


def test_visit_outside_availability_is_broken():
    problem = changed(school(), "therapists", 0, available=(window("Mon", "9:00", "9:30"),))
    assert broken(problem, push_in("Mon", "8:55")) == [1]
    assert broken(problem, push_in("Mon", "9:05")) == [1]
    assert broken(problem, push_in("Tue", "9:00")) == [1]


def test_adjoining_windows_count_as_one():
    windows = (window("Mon", "9:15", "9:45"), window("Mon", "9:00", "9:15"))
    assert broken(changed(school(), "therapists", 0, available=windows), push_in("Mon", "9:00")) == []
    windows = (window("Mon", "9:20", "9:45"), window("Mon", "9:00", "9:15"))
    assert broken(changed(school(), "therapists", 0, available=windows), push_in("Mon", "9:00")) == [1]


def test_window_of_another_site_does_not_count():
    problem = changed(two_sites(), "therapists", 0, available=(window("Mon", "8:30", "12:00", "south"),))
    assert broken(problem, push_in("Mon", "9:00")) == [1]
    assert broken(problem, push_in("Mon", "9:00", "cem-ot", place="1B")) == []


def test_window_without_site_counts_for_every_site_and_adjoins_that_of_one():
    windows = (window("Mon", "9:00", "9:15"), window("Mon", "9:15", "9:30", "south"))
    problem = changed(two_sites(), "therapists", 0, available=windows)
    assert broken(problem, push_in("Mon", "9:00", "cem-ot", place="1B")) == []
    assert broken(problem, push_in("Mon", "9:00")) == [1]


def test_sentence_names_the_site_only_where_there_are_several():
    none = ()
    (one,) = told(1, changed(school(), "therapists", 0, available=none), push_in("Mon", "9:00"))
    assert one.sentence == "lim is not available on Mon 09:00–09:30."
    assert one.visits == (0,)
    (other,) = told(1, changed(two_sites(), "therapists", 0, available=none), push_in("Mon", "9:00"))
    assert other.sentence == "lim is not available at north on Mon 09:00–09:30."


def test_task_lies_in_its_windows_and_in_the_availability_at_its_site():
    task = Task(
        "plan", "lim", 30, "north", (window("Mon", "15:00", "15:15"), window("Mon", "15:15", "17:00"))
    )
    problem = school(tasks=(task,))
    assert broken(problem, tasks=(placed("plan", "Mon", "15:00"),)) == []
    assert broken(problem, tasks=(placed("plan", "Mon", "15:30"),)) == []
    assert broken(problem, tasks=(placed("plan", "Mon", "15:35"),)) == [1]
    assert broken(problem, tasks=(placed("plan", "Mon", "14:55"),)) == [1]
    assert broken(problem, tasks=(placed("plan", "Tue", "15:00"),)) == [1]


def test_task_takes_place_once():
    task = Task("plan", "lim", 30, "north", (window("Mon", "15:00", "16:00"),))
    twice = (placed("plan", "Mon", "15:00"), placed("plan", "Mon", "15:30"))
    assert broken(school(tasks=(task,)), tasks=twice) == [1]
