"""The bound is a claim: never above the optimum that trying every timetable finds."""

from hypothesis import HealthCheck, given, settings

from alongside.engine.problem import Problem
from alongside.engine.solver import solve
from alongside.engine.solver.greedy import fill
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.lagrangian import Lagrangian
from alongside.engine.solver.plan import Plan
from alongside.engine.solver.search import Search
from alongside.engine.timetable import Status
from tests.engine.invented import problems
from tests.engine.solver.brute import optimum, toys
from tests.engine.tiny import school


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=toys())
def test_bounds_and_costs_of_tiny_problems_enclose_the_optimum(problem: Problem) -> None:
    best = optimum(problem)
    relaxation = Lagrangian(Instance(problem))
    for _ in range(30):
        relaxation.improve(best)
        assert relaxation.value <= best
    answer = solve(problem, seconds=5, workers=1)
    assert answer.bound <= best <= answer.cost


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=toys())
def test_tiny_problems_are_solved_to_the_proven_optimum(problem: Problem) -> None:
    answer = solve(problem, seconds=20, workers=1)
    assert (answer.status, answer.cost, answer.bound) == (Status.OPTIMAL, optimum(problem), answer.cost)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=problems())
def test_relaxation_stays_below_what_one_model_proves(problem: Problem) -> None:
    answer = solve(problem, seconds=1.0, workers=1)
    relaxation = Lagrangian(Instance(problem))
    for _ in range(30):
        relaxation.improve(answer.cost)
        assert relaxation.value <= answer.cost


def test_a_proof_that_is_cut_short_claims_nothing_above_the_cost() -> None:
    plan = Plan(Instance(school()))
    fill(plan)
    for seconds in (0.0, 0.05, 0.2):
        assert Search(plan, seed=0).prove(seconds) <= plan.cost
