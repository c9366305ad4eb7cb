"""The prices that the bound begins from: what sharing a visit saves, and what a minute is worth to who is short."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alongside.engine.problem import Delivery, Problem
from alongside.engine.solver import sharing
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.lagrangian import Lagrangian
from alongside.engine.solver.sharing import Duals, duals
from tests.engine.solver.brute import optimum
from tests.engine.tiny import changed, school, service, window


def found(problem: Problem, seconds: float = 60) -> Duals:
    instance = Instance(problem)
    return duals(instance, Lagrangian(instance).pricers, seconds)


def busy(**limits: Any) -> Problem:
    """Lim is there on Monday for two hours; Ann, Ben and Cem ask for a pull-out session each, alone."""
    services = [
        service(child, sessions=1, delivery=Delivery.PULL_OUT, max_group=1) for child in ("ann", "ben", "cem")
    ]
    fields = {"available": (window("Mon", "8:30", "10:30"),), **limits}
    return changed(school(services=tuple(services), step=30), "therapists", 0, **fields)


def asking_for_groups(problem: Problem) -> Problem:
    return replace(problem, services=tuple(replace(each, max_group=3) for each in problem.services))


def test_a_minute_is_worth_something_where_not_everyone_can_be_seen() -> None:
    short = found(busy(max_direct_minutes_per_day=60))
    assert short.day[0, 0] > 0
    assert not short.day[0, 1:].any()
    assert found(busy(max_direct_minutes_per_cycle=60)).cycle[0] > 0


def test_a_minute_is_worth_nothing_where_children_can_share_a_visit() -> None:
    assert not found(asking_for_groups(busy(max_direct_minutes_per_day=60))).day.any()


def test_the_first_bound_counts_who_cannot_be_seen() -> None:
    problem = busy(max_direct_minutes_per_day=60)
    relaxation = Lagrangian(Instance(problem))
    relaxation.improve(optimum(problem))
    assert problem.weights.unmet * 30 <= relaxation.value <= optimum(problem)


def test_hours_limit_the_day_where_no_minutes_are_given() -> None:
    problem = changed(busy(), "therapists", 0, available=(window("Mon", "8:30", "9:30"),))
    relaxation = Lagrangian(Instance(problem))
    assert not relaxation.prices.minute.any()
    relaxation.improve(optimum(problem))
    assert problem.weights.unmet * 30 <= relaxation.value <= optimum(problem)


def test_visits_to_a_classroom_have_a_price_where_it_can_host_too_few() -> None:
    services = tuple(
        service(child, sessions=5, delivery=Delivery.PUSH_IN, minutes=minutes)
        for child, minutes in (("ann", 30), ("ben", 20))
    )
    problem = changed(school(services=services), "therapists", 0, max_children_per_visit=1)
    assert not found(problem).classroom.any()
    assert (found(changed(problem, "classrooms", 0, max_visits_per_day=1)).classroom[0] > 0).all()


@pytest.mark.parametrize("problem", [busy(max_direct_minutes_per_day=60), school(services=())])
def test_without_time_or_visits_all_prices_are_nothing(problem: Problem) -> None:
    assert not any(part.any() for part in found(problem, seconds=0))


def test_with_smaller_sets_the_bound_stays_true(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = asking_for_groups(busy(max_direct_minutes_per_day=60))
    best = optimum(problem)
    monkeypatch.setattr(sharing, "MOST_COLUMNS", 3)
    relaxation = Lagrangian(Instance(problem))
    assert relaxation.prices.minute.any()
    for _ in range(30):
        relaxation.improve(best)
        assert relaxation.value <= best


def test_the_first_bound_of_a_short_therapist_is_most_of_the_cost(shared: Path) -> None:
    problem = Problem.from_json(json.loads((shared / "problems" / "school-tight.json").read_text()))
    relaxation = Lagrangian(Instance(problem))
    relaxation.improve(22_602)
    assert 20_000 < relaxation.value <= 22_602
