"""Every term of the cost, counted by hand."""

from dataclasses import replace

import pytest

from alongside.engine.cost import cost_of, misfit_of, priced
from alongside.engine.problem import Classroom, Mode, PullOut, PushIn, Task, Therapist, Weights
from alongside.engine.timetable import Status
from tests.engine.tiny import (
    DAYS,
    at,
    changed,
    every_day,
    placed,
    pull_out,
    push_in,
    routine,
    school,
    service,
    timetable,
    two_sites,
    window,
)


def counts(problem, *visits, tasks=()):
    """The count of every term that is not 0."""
    terms = cost_of(problem, timetable(problem, *visits, tasks=tasks)).terms
    return {name: term.count for name, term in terms.items() if term.count}


def with_routines(*routines, **parts):
    classrooms = Classroom("1A", "north", routines), Classroom("1B", "north", every_day())
    return school(classrooms=classrooms, **parts)


def only_ann(**fields):
    return school(services=(service("ann", sessions=1, **fields),))


def test_terms_stand_in_the_order_of_the_format():
    terms = cost_of(school(), timetable(school())).terms
    assert list(terms) == [
        "unmet",
        "unfair",
        "misfit",
        "avoid",
        "repeat",
        "visit",
        "travel",
        "moved",
        "shifted",
    ]
    assert [term.weight for term in terms.values()] == [35, 300, 1, 30, 20, 10, 2, 40, 15]


def test_total_is_weight_times_count():
    cost = cost_of(school(), timetable(school(), push_in("Mon", "9:00")))
    # 5 sessions of 30 minutes are missing, one each of Ben and Cem after their first; Ann's fits not at all.
    assert cost.total == 35 * 150 + 300 * 2 + 100 + 10
    assert cost.terms["unmet"].cost == 35 * 150


def test_weights_of_the_problem_count():
    problem = school(weights=Weights(unmet=1, unfair=0))
    assert cost_of(problem, timetable(problem)).total == 180


def test_unmet_is_minutes_times_priority_of_services_and_tasks():
    task = Task("plan", "lim", 15, "north", (window("Mon", "8:00", "16:00"),), priority=2)
    problem = school(services=(service("ann", priority=3), service("ben", sessions=1)), tasks=(task,))
    assert counts(problem)["unmet"] == 2 * 30 * 3 + 30 + 15 * 2
    assert counts(problem, tasks=(placed("plan", "Mon", "9:00"),))["unmet"] == 210


def test_unfair_is_a_childs_missing_sessions_after_the_first_over_all_services():
    one_each = school(services=(service("ann", sessions=1), service("ann", id="ann-slt", sessions=1)))
    assert counts(one_each)["unfair"] == 1
    two_children = school(services=(service("ann", sessions=1), service("ben", sessions=1)))
    assert "unfair" not in counts(two_children)
    assert counts(school(services=(service("ann", sessions=4), service("ben", sessions=1))))["unfair"] == 3


def test_misfit_of_push_in_weighs_routines_by_the_minute_and_rounds_the_fit_down():
    problem = with_routines(
        routine("Mon", "9:00", "9:10", "art"),
        routine("Mon", "9:10", "10:00", "play"),
        services=(service("ann", sessions=1, fit={"art": 50, "*": 33}),),
    )
    # (10 x 50 + 20 x 33) / 30 = 38.67, so a fit of 38.
    assert counts(problem, push_in("Mon", "9:00"))["misfit"] == 62


@pytest.mark.parametrize(("fit", "misfit"), [(50, 40), (95, 0), (0, 90)])
def test_welcome_adds_ten_up_to_a_hundred(fit, misfit):
    problem = with_routines(
        routine("Mon", "9:00", "10:00", "art", PushIn.WELCOME), services=(service("ann", fit={"art": fit}),)
    )
    assert misfit_of(problem, problem.services[0], "Mon", at("9:00"), Mode.PUSH_IN) == misfit


def test_misfit_counts_the_sessions_own_minutes_not_the_visits():
    problem = with_routines(
        routine("Mon", "9:00", "9:30", "art"),
        routine("Mon", "9:30", "10:00", "play"),
        services=(
            service("ann", sessions=1, fit={"art": 80}),
            service("ben", sessions=1, minutes=60, fit={"*": 10}),
        ),
    )
    assert counts(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot", minutes=60))["misfit"] == 20 + 90


def test_misfit_of_pull_out_is_told_by_its_fit():
    assert counts(only_ann(pull_out_fit=65, fit={"centres": 90}), pull_out("Mon", "9:00"))["misfit"] == 35


def test_avoid_is_each_pull_out_session_with_a_minute_in_an_avoided_routine():
    avoided = routine("Mon", "9:30", "10:00", "maths", pull_out=PullOut.AVOID)
    problem = with_routines(routine("Mon", "8:30", "9:30"), avoided, routine("Mon", "10:00", "11:00"))
    assert counts(problem, pull_out("Mon", "9:25", "ann-ot", "ben-ot"))["avoid"] == 2
    assert "avoid" not in counts(problem, pull_out("Mon", "9:00"))
    assert "avoid" not in counts(problem, pull_out("Mon", "10:00"))
    assert "avoid" not in counts(problem, push_in("Mon", "9:25"))


def test_repeat_is_each_pull_out_session_touching_a_kind_after_the_first():
    problem = school(services=(service("ann"), service("ann", id="ann-slt", discipline="ot")))
    assert "repeat" not in counts(problem, pull_out("Mon", "9:00"), push_in("Tue", "9:00"))
    assert counts(problem, pull_out("Mon", "9:00"), pull_out("Tue", "9:00"))["repeat"] == 1
    # A session over two kinds counts for each of them.
    both = with_routines(
        *(
            each
            for day in DAYS
            for each in (routine(day, "9:00", "9:15", "art"), routine(day, "9:15", "9:30", "play"))
        )
    )
    assert counts(both, pull_out("Mon", "9:00"), pull_out("Tue", "9:00"))["repeat"] == 2
    # A kind that comes twice within one session counts once.
    twice = with_routines(routine("Mon", "9:00", "9:15", "art"), routine("Mon", "9:15", "9:30", "art"))
    assert "repeat" not in counts(twice, pull_out("Mon", "9:00"))


def test_repeat_is_counted_for_each_child():
    assert "repeat" not in counts(school(), pull_out("Mon", "9:00", "ann-ot", "ben-ot"))


def test_visit_counts_each_visit_whatever_its_size():
    assert counts(school(), push_in("Mon", "9:00", "ann-ot", "ben-ot"), push_in("Tue", "9:00"))["visit"] == 2


def test_travel_is_between_consecutive_visits_and_tasks_of_a_day():
    task = Task("plan", "lim", 15, "south", (window("Mon", "8:00", "16:00"),))
    problem = two_sites(20, tasks=(task,))
    visits = push_in("Mon", "9:00"), push_in("Mon", "13:00"), push_in("Tue", "9:00", "cem-ot", place="1B")
    assert "travel" not in counts(problem, *visits)
    assert counts(problem, *visits, tasks=(placed("plan", "Mon", "10:00"),))["travel"] == 40
    assert counts(problem, *visits, tasks=(placed("plan", "Mon", "14:00"),))["travel"] == 20


PREVIOUS = push_in("Mon", "9:00", "ann-ot", "ben-ot")


@pytest.mark.parametrize(
    ("now", "moved", "shifted"),
    [
        (push_in("Mon", "9:00"), 0, 0),
        (push_in("Mon", "9:05"), 0, 1),
        (push_in("Tue", "9:00"), 1, 0),
        (pull_out("Mon", "9:00"), 1, 0),
        (push_in("Mon", "9:00", therapist="kim"), 1, 0),
    ],
)
def test_moved_and_shifted_count_sessions_of_the_timetable_in_use(now, moved, shifted):
    kim = Therapist("kim", "ot", (window("Mon", "8:00", "16:00"),))
    problem = school(therapists=(*school().therapists, kim), previous=(PREVIOUS,))
    found = counts(problem, now)
    # Ben's session of before is not held at all.
    assert found["moved"] == moved + 1
    assert found.get("shifted", 0) == shifted


def test_session_of_a_service_that_is_gone_is_not_moved():
    problem = school(services=(service("ann"),), previous=(PREVIOUS,))
    assert counts(problem)["moved"] == 1


def test_other_place_alone_is_no_move():
    rooms = *school().rooms, replace(school().rooms[0], id="red")
    problem = school(rooms=rooms, previous=(pull_out("Mon", "9:00"),))
    found = counts(problem, pull_out("Mon", "9:00", place="red"))
    assert "moved" not in found
    assert "shifted" not in found


def test_priced_counts_afresh_and_tells_optimal_by_the_bound():
    problem = changed(only_ann(fit={"*": 100}), "services", 0, sessions=1)
    table = timetable(problem, push_in("Mon", "9:00"))
    assert (table.cost, table.status) == (10, Status.FEASIBLE)
    assert priced(problem, replace(table, bound=10, cost=0)).status is Status.OPTIMAL
