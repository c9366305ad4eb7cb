"""Every answer keeps the rules and costs what it says, also where a problem is made to trip a solver."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.engine.cost import cost_of
from alongside.engine.problem import Delivery, Lunch, Problem, Site, Task, Therapist, Window
from alongside.engine.progress import Progress
from alongside.engine.rules import breaches
from alongside.engine.solver import first_fit, solve
from alongside.engine.timetable import Status, Timetable
from tests.engine.invented import legal_timetables, problems
from tests.engine.tiny import (
    DAYS,
    at,
    changed,
    pull_out,
    push_in,
    routine,
    school,
    service,
    timetable,
    two_sites,
    window,
)


def checked(problem: Problem, answer: Timetable) -> Timetable:
    """The answer, once the rules and the cost have confirmed it."""
    assert breaches(problem, answer) == []
    if answer.status is not Status.INFEASIBLE:
        assert cost_of(problem, answer).total == answer.cost
        assert answer.bound <= answer.cost
        assert (answer.status is Status.OPTIMAL) == (answer.bound == answer.cost)
    return answer


def solved(problem: Problem, seconds: float = 1.0, start: Timetable | None = None) -> Timetable:
    return checked(problem, solve(problem, seconds=seconds, workers=1, start=start))


def one_day(**parts: object) -> Problem:
    """A Monday from 9 to 11 for Lim, with both classes at work all day."""
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "11:00"),))
    return school(**{"therapists": (lim,), **parts})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=problems())
def test_first_fit_keeps_every_rule(problem: Problem) -> None:
    checked(problem, first_fit(problem))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_answer_costs_more_than_the_timetable_it_began_from(data: st.DataObject) -> None:
    problem = data.draw(problems())
    start = data.draw(legal_timetables(problem))
    assert solved(problem, seconds=0.5, start=start).cost <= start.cost


def test_pins_that_cannot_stand_are_infeasible_and_say_why() -> None:
    problem = school(pinned=(push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")))
    answer = solved(problem)
    assert answer.status is Status.INFEASIBLE
    assert answer.visits == ()
    assert len(answer.conflicts) >= 1


def test_pins_stand_as_given() -> None:
    pin = push_in("Mon", "9:00")
    answer = solved(school(pinned=(pin,)))
    assert pin in answer.visits


def test_without_a_therapist_everything_is_unmet_and_that_is_optimal() -> None:
    problem = school(therapists=(), tasks=())
    answer = solved(problem)
    assert (answer.status, len(answer.visits), len(answer.unmet)) == (Status.OPTIMAL, 0, 3)


def test_without_availability_everything_is_unmet() -> None:
    answer = solved(school(therapists=(Therapist("lim", "ot"),)))
    assert (answer.status, answer.visits) == (Status.OPTIMAL, ())


def test_without_services_there_is_nothing_to_do() -> None:
    answer = solved(school(services=()))
    assert (answer.status, answer.cost) == (Status.OPTIMAL, 0)


def test_a_day_one_step_too_short_holds_one_visit_less() -> None:
    services = tuple(service(child, sessions=1, delivery=Delivery.PUSH_IN) for child in ("ann", "cem"))
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "10:05"),), changeover=5)
    assert not solved(school(therapists=(lim,), services=services)).unmet
    short = Therapist("lim", "ot", (window("Mon", "9:00", "10:04"),), changeover=5)
    assert sum(each.sessions for each in solved(school(therapists=(short,), services=services)).unmet) == 1


@pytest.mark.parametrize(("ends", "missing"), [("9:34", 1), ("9:35", 0)])
def test_edges_off_the_grid_are_kept(ends: str, missing: int) -> None:
    problem = one_day(services=(service("ann", sessions=1),))
    problem = changed(problem, "classrooms", 0, routines=(routine("Mon", "9:03", ends),))
    assert sum(each.sessions for each in solved(problem).unmet) == missing


def test_lunch_takes_its_stretch_out_of_a_full_day() -> None:
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "10:30"),), Lunch(at("9:00"), at("10:30"), 30))
    services = tuple(
        service(child, sessions=1, max_group=1, delivery=Delivery.PULL_OUT) for child in ("ann", "ben", "cem")
    )
    answer = solved(school(therapists=(lim,), services=services))
    assert (answer.status, sum(each.sessions for each in answer.unmet)) == (Status.OPTIMAL, 1)


def test_separation_fits_before_lunch_or_after_it() -> None:
    lunch = Lunch(at("9:30"), at("10:00"), 30)
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "10:40"),), lunch, changeover=10)
    services = tuple(service(child, sessions=1, max_group=1) for child in ("ann", "cem"))
    answer = solved(school(therapists=(lim,), services=services))
    assert (answer.status, answer.unmet) == (Status.OPTIMAL, ())


def test_travel_parts_visits_at_two_sites() -> None:
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "10:20"),))
    services = tuple(service(child, sessions=1, delivery=Delivery.PUSH_IN) for child in ("ann", "cem"))
    assert not solved(two_sites(20, therapists=(lim,), services=services)).unmet
    assert solved(two_sites(25, therapists=(lim,), services=services)).unmet
    assert solved(two_sites(None, therapists=(lim,), services=services)).unmet


def test_a_way_over_a_third_site_does_not_join_two_that_cannot_be_travelled_between() -> None:
    sites = (Site("north", {"middle": 5}), Site("middle", {"south": 5}), Site("south"))
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "15:00"),))
    services = tuple(service(child, sessions=1, delivery=Delivery.PUSH_IN) for child in ("ann", "cem"))
    task = Task("plan", "lim", 15, "middle", (window("Mon", "9:00", "15:00"),))
    problem = two_sites(None, sites=sites, therapists=(lim,), services=services, tasks=(task,))
    answer = solved(problem)
    assert sum(each.sessions for each in answer.unmet) == 1


@pytest.mark.parametrize("days", [("A-Mon", "A-Tue", "B-Mon", "B-Tue"), ("1", "2", "3", "4", "5", "6")])
def test_other_cycles_than_a_week_are_filled(days: tuple[str, ...]) -> None:
    problem = school(
        days=days,
        classrooms=tuple(
            replace(each, routines=tuple(routine(day, "9:00", "12:00") for day in days))
            for each in school().classrooms
        ),
        rooms=(),
        therapists=(Therapist("lim", "ot", tuple(window(day, "9:00", "12:00") for day in days)),),
        services=(service("ann", sessions=2, min_days_apart=3, delivery=Delivery.PUSH_IN),),
    )
    answer = solved(problem)
    first, second = (
        days.index(visit.day) for visit in sorted(answer.visits, key=lambda each: days.index(each.day))
    )
    assert second - first >= 3


def test_a_group_is_no_larger_than_its_most_cautious_child() -> None:
    room = {"delivery": Delivery.PULL_OUT, "sessions": 1}
    services = (service("ann", max_group=2, **room), service("ben", **room), service("cem", **room))
    lim = Therapist("lim", "ot", (window("Mon", "9:00", "9:30"),))
    answer = solved(school(therapists=(lim,), services=services))
    assert sum(each.sessions for each in answer.unmet) == 1


def test_a_warm_start_that_is_no_longer_legal_is_used_as_far_as_it_goes() -> None:
    problem = school()
    start = timetable(problem, push_in("Mon", "9:00", "ann-ot", "ben-ot"), pull_out("Tue", "9:00", "cem-ot"))
    fewer = replace(problem, services=problem.services[1:], rooms=())
    assert solved(fewer, start=start).cost <= 2 * 30 * 35


def test_stop_is_heard_and_the_best_so_far_is_returned(shared: Path) -> None:
    problem = sample(shared, "school-normal.json")
    told: list[Progress] = []
    answer = solve(problem, seconds=60, on_progress=told.append, stop=lambda: len(told) >= 2)
    checked(problem, answer)
    assert told[-1].cost == answer.cost
    assert [each.cost for each in told] == sorted((each.cost for each in told), reverse=True)
    assert [each.bound for each in told] == sorted(each.bound for each in told)


def test_previous_visits_stay_where_nothing_speaks_against_it() -> None:
    previous = (push_in("Wed", "10:00", "ann-ot"), push_in("Fri", "13:00", "ann-ot"))
    problem = school(previous=previous, services=(service("ann", fit={"*": 50}, delivery=Delivery.PUSH_IN),))
    answer = solved(problem)
    assert set(answer.visits) == set(previous)


def sample(shared: Path, name: str) -> Problem:
    packed = (shared / "problems" / name).read_bytes()
    return Problem.from_json(json.loads(gzip.decompress(packed) if name.endswith("gz") else packed))


@pytest.mark.parametrize("name", ["caseload-tight", "school-tight", "large-normal", "itinerant-normal"])
def test_sample_problems_are_answered_in_short_time(shared: Path, name: str) -> None:
    problem = sample(shared, f"{name}.json")
    began = monotonic()
    plain = first_fit(problem)
    busy = 6 * (monotonic() - began)  # Where the machine has other work, the same search takes longer.
    answer = checked(problem, solve(problem, seconds=max(2.5, busy), workers=2))
    assert answer.cost <= plain.cost


def test_bound_of_a_sample_is_more_than_nothing(shared: Path) -> None:
    problem = sample(shared, "caseload-normal.json")
    assert solve(problem, seconds=2, workers=2).bound > 0


def test_one_thread_and_one_seed_take_the_same_first_steps() -> None:
    problem = school()
    one, other = (solve(problem, seconds=20, workers=1, seed=3) for _ in range(2))
    assert (one.status, one.cost) == (other.status, other.cost) == (Status.OPTIMAL, one.cost)


def test_days_of_the_tiny_school_are_all_offered() -> None:
    problem = school(services=(service("ann", sessions=5, delivery=Delivery.PUSH_IN),))
    assert {visit.day for visit in solved(problem).visits} == set(DAYS)


def test_windows_that_adjoin_count_as_one() -> None:
    halves = (Window("Mon", at("9:00"), at("9:15")), Window("Mon", at("9:15"), at("9:30"), "north"))
    lim = Therapist("lim", "ot", halves)
    assert not solved(school(therapists=(lim,), services=(service("ann", sessions=1),))).unmet
