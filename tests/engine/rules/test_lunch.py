"""Rule 3, kept and broken at each edge."""

import pytest

from alongside.engine.problem import Lunch, Task
from tests.engine.tiny import at, broken, changed, placed, push_in, school, told, two_sites, window

LUNCH = Lunch(at("11:00"), at("12:00"), 30)


def with_lunch(problem=None, **fields):
    return changed(problem or school(), "therapists", 0, lunch=LUNCH, **fields)


def test_lunch_fits_before_between_or_after():
    assert broken(with_lunch(), push_in("Mon", "11:30")) == []
    assert broken(with_lunch(), push_in("Mon", "11:00")) == []
    assert broken(with_lunch(), push_in("Mon", "10:30"), push_in("Mon", "11:30", "ben-ot")) == []


def test_stretch_a_minute_short_is_no_lunch():
    assert broken(with_lunch(), push_in("Mon", "11:05")) == [3]
    assert broken(with_lunch(), push_in("Mon", "11:25")) == [3]
    (breach,) = told(3, with_lunch(), push_in("Mon", "11:25"))
    assert breach.sentence == "lim has no 30 minutes for lunch between 11:00 and 12:00 on Mon."
    assert breach.visits == (0,)


@pytest.mark.parametrize(
    ("start", "end", "due"), [("11:00", "12:00", True), ("11:05", "16:00", False), ("8:00", "11:55", False)]
)
def test_lunch_is_due_where_availability_spans_it(start, end, due):
    problem = with_lunch(available=(window("Mon", start, end),))
    assert broken(problem, push_in("Mon", "11:15")) == ([3] if due else [])


def test_lunch_is_due_over_a_hole_in_availability_and_may_be_had_in_it():
    windows = window("Mon", "8:00", "11:10"), window("Mon", "11:40", "16:00")
    problem = with_lunch(available=windows)
    assert told(3, problem, push_in("Mon", "10:40"), push_in("Mon", "12:30", "ben-ot")) == []
    assert told(3, problem, push_in("Mon", "10:40"), push_in("Mon", "11:05", "ben-ot"))


def test_day_without_work_needs_no_lunch():
    assert broken(with_lunch()) == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("10:25", "11:40", True),  # Ends 10:55: 5 minutes to change over, lunch 11:00 to 11:30.
        ("10:30", "11:35", True),  # Either order: 11:05 to 11:35, or 11:00 to 11:30 and 5 minutes.
        ("10:30", "11:30", False),  # The gap holds lunch, but not the changeover besides.
        ("10:35", "11:40", True),  # 11:05, five minutes, lunch 11:10 to 11:40.
        ("10:35", "11:35", False),
    ],
)
def test_gap_holds_lunch_and_changeover(before, after, kept):
    problem = with_lunch(changeover=5)
    visits = push_in("Mon", before), push_in("Mon", after, "cem-ot", place="1B")
    assert bool(told(3, problem, *visits)) is not kept


def test_separation_may_lie_outside_lunch_time_on_either_side():
    problem = with_lunch(two_sites(60))
    early = push_in("Mon", "9:30"), push_in("Mon", "11:30", "cem-ot", place="1B")
    assert told(3, problem, *early) == []  # Travels 10:00 to 11:00, then lunch until 11:30.
    late = push_in("Mon", "10:30"), push_in("Mon", "12:30", "cem-ot", place="1B")
    assert told(3, problem, *late) == []  # Lunch 11:00 to 11:30, then travels.
    split = push_in("Mon", "10:15"), push_in("Mon", "12:10", "cem-ot", place="1B")
    assert told(3, problem, *split)  # 85 minutes hold 30 and 60 in no order.


def test_separation_is_in_one_piece():
    problem = with_lunch(two_sites(60))
    # 10:35 to 12:25 is longer than both together, but lunch may only begin at 11:00 and must end by 12:00.
    visits = push_in("Mon", "10:05"), push_in("Mon", "12:25", "cem-ot", place="1B")
    assert told(3, problem, *visits)


def test_tasks_take_lunch_time_too():
    task = Task("plan", "lim", 50, "north", (window("Mon", "8:00", "16:00"),))
    problem = with_lunch(school(tasks=(task,)))
    assert broken(problem, tasks=(placed("plan", "Mon", "11:05"),)) == [3]
    assert broken(problem, tasks=(placed("plan", "Mon", "11:30"),)) == []
