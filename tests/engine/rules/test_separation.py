"""Rule 2, kept and broken at each edge."""

from alongside.engine.problem import Site, Task
from tests.engine.tiny import broken, changed, placed, pull_out, push_in, school, told, two_sites, window


def test_visits_may_follow_at_once_where_no_changeover_is_asked():
    assert broken(school(), push_in("Mon", "9:00"), push_in("Mon", "9:30", "ben-ot")) == []
    assert broken(school(), push_in("Mon", "9:00"), push_in("Mon", "9:25", "cem-ot", place="1B")) == [2]


def test_changeover_is_kept_between_places():
    problem = changed(school(), "therapists", 0, changeover=5)
    first = push_in("Mon", "9:00")
    assert broken(problem, first, push_in("Mon", "9:35", "cem-ot", place="1B")) == []
    assert broken(problem, first, push_in("Mon", "9:30", "cem-ot", place="1B")) == [2]


def test_changeover_is_nothing_between_visits_in_the_same_place():
    problem = changed(school(), "therapists", 0, changeover=5)
    assert broken(problem, push_in("Mon", "9:00"), push_in("Mon", "9:30", "ben-ot")) == []
    assert broken(problem, pull_out("Mon", "9:00"), pull_out("Mon", "9:30", "ben-ot")) == []
    assert broken(problem, push_in("Mon", "9:00"), pull_out("Mon", "9:30", "ben-ot")) == [2]


def test_changeover_is_kept_before_and_after_a_task():
    task = Task("plan", "lim", 30, "north", (window("Mon", "8:00", "16:00"),))
    problem = changed(school(tasks=(task,)), "therapists", 0, changeover=5)
    assert broken(problem, push_in("Mon", "9:00"), tasks=(placed("plan", "Mon", "9:30"),)) == [2]
    assert broken(problem, push_in("Mon", "9:00"), tasks=(placed("plan", "Mon", "8:30"),)) == [2]
    assert broken(problem, push_in("Mon", "9:00"), tasks=(placed("plan", "Mon", "9:35"),)) == []


def test_travel_is_kept_between_sites():
    first = push_in("Mon", "9:00")
    assert broken(two_sites(20), first, push_in("Mon", "9:50", "cem-ot", place="1B")) == []
    assert broken(two_sites(20), first, push_in("Mon", "9:45", "cem-ot", place="1B")) == [2]


def test_longer_of_travel_and_changeover_counts():
    first = push_in("Mon", "9:00")
    problem = changed(two_sites(5), "therapists", 0, changeover=15)
    assert broken(problem, first, push_in("Mon", "9:45", "cem-ot", place="1B")) == []
    assert broken(problem, first, push_in("Mon", "9:40", "cem-ot", place="1B")) == [2]


def test_sites_without_travel_share_no_day():
    first = push_in("Mon", "8:30")
    problem = two_sites(None)
    assert broken(problem, first, push_in("Mon", "14:00", "cem-ot", place="1B")) == [2]
    assert broken(problem, first, push_in("Tue", "14:00", "cem-ot", place="1B")) == []


def test_any_two_are_looked_at_not_only_neighbours():
    sites = (Site("north", {"mid": 10}), Site("mid", {"south": 10}), Site("south"))
    task = Task("talk", "lim", 30, "mid", (window("Mon", "8:00", "16:00"),))
    problem = two_sites(None, sites=sites, tasks=(task,))
    visits = push_in("Mon", "8:30"), push_in("Mon", "14:00", "cem-ot", place="1B")
    assert broken(problem, *visits, tasks=(placed("talk", "Mon", "10:00"),)) == [2]


def test_sentence_says_what_is_missing():
    problem = changed(school(), "therapists", 0, changeover=5)
    (breach,) = told(2, problem, push_in("Mon", "9:30", "cem-ot", place="1B"), push_in("Mon", "9:00"))
    assert breach.visits == (0, 1)
    assert breach.sentence == (
        "lim needs 5 minutes to change over on Mon: the visit in 1A ends at 09:30 and the visit in 1B starts at 09:30."
    )
