"""Ruin and recreate keeps every rule and never hands back a dearer plan."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.engine.problem import Problem, Therapist
from alongside.engine.solver.answer import fixed_plan, told
from alongside.engine.solver.greedy import fill
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.plan import Plan
from alongside.engine.solver.recreate import become, recreate
from alongside.engine.solver.worth import MINUTE_WORTH, guided_cost, scarce_minutes
from tests.engine.invented import problems
from tests.engine.tiny import school, service, window


def filled(problem: Problem) -> Plan | None:
    plan = fixed_plan(Instance(problem))
    if not isinstance(plan, Plan):
        return None
    fill(plan)
    return plan


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=problems(), seed=st.integers(0, 99))
def test_recreate_keeps_every_rule_and_is_never_dearer(problem: Problem, seed: int) -> None:
    plan = filled(problem)
    if plan is None:
        return
    before = plan.cost
    recreate(plan, Random(seed), lambda: False)
    assert plan.cost <= before
    assert told(plan, bound=0).cost == plan.cost  # raises where a rule is broken


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=problems())
def test_become_puts_back_what_stood(problem: Problem) -> None:
    plan = filled(problem)
    if plan is None:
        return
    before, cost = set(plan.blocks()), plan.cost
    for block in sorted(before - plan.pinned)[::2]:
        plan.remove(block)
    become(plan, before)
    assert (set(plan.blocks()), plan.cost) == (before, cost)


def test_minutes_are_worth_something_only_where_sessions_are_missing() -> None:
    half_an_hour = (Therapist("lim", "ot", (window("Mon", "9:00", "9:30"),)),)
    met = filled(school(therapists=half_an_hour, services=(service("ann", sessions=1),)))
    short = filled(school(therapists=half_an_hour, services=(service("ann"),)))
    assert met is not None
    assert short is not None
    assert (met.unmet(), scarce_minutes(met)) == (0, {})
    assert (short.unmet(), scarce_minutes(short)) == (1, {0: MINUTE_WORTH})
    assert guided_cost(short, {0: 3}) == short.cost + 3 * 30
