"""How well goals fit a routine, counted by hand from a small matrix."""

from __future__ import annotations

import uuid

from alongside.classrooms.choices import RoutineKind as Kind
from alongside.people.choices import Discipline
from alongside.plans.choices import Who
from alongside.plans.models import Goal, Opportunity
from alongside.plans.rules.fit import ELSEWHERE, as_fit, fits


def goal(
    importance: int = 2, settings: tuple[Kind, ...] = (), discipline: Discipline = Discipline.SPEECH
) -> Goal:
    return Goal(
        id=uuid.uuid4(), title="A goal", discipline=discipline, importance=importance, settings=list(settings)
    )


def there(whose: Goal, kind: Kind, who: Who) -> Opportunity:
    return Opportunity(goal=whose, kind=kind, who=who)


def fit_of(
    goals: list[Goal], opportunities: list[Opportunity], discipline: str = Discipline.SPEECH
) -> dict[str, int]:
    return as_fit(fits(goals, opportunities, discipline))


def test_a_goal_practised_with_the_therapist_fits_fully() -> None:
    asks = goal()
    assert fit_of([asks], [there(asks, Kind.CIRCLE_TIME, Who.THERAPIST)]) == {
        "circle_time": 100,
        "*": ELSEWHERE,
    }


def test_others_count_three_quarters_and_a_wish_counts_half() -> None:
    one, two = goal(), goal(settings=(Kind.WRITING,))
    found = fit_of([one, two], [there(one, Kind.WRITING, Who.TEACHER)])
    assert found["writing"] == int((75 + 50) / 2)


def test_importance_weighs() -> None:
    heavy, light = goal(importance=3), goal(importance=1)
    found = fit_of([heavy, light], [there(heavy, Kind.PLAY, Who.THERAPIST)])
    assert found["play"] == 75


def test_the_best_of_several_adults_counts_once() -> None:
    asks = goal()
    both = [there(asks, Kind.PLAY, Who.TEACHER), there(asks, Kind.PLAY, Who.THERAPIST)]
    assert fit_of([asks], both)["play"] == 100


def test_home_and_other_disciplines_do_not_count() -> None:
    asks, other = goal(), goal(discipline=Discipline.OCCUPATIONAL)
    opportunities = [
        there(other, Kind.PLAY, Who.THERAPIST),
        there(asks, Kind.PLAY, Who.FAMILY),
        there(asks, Kind.ART, Who.PEER),
    ]
    assert fit_of([asks, other], opportunities) == {"art": 75, "*": ELSEWHERE}


def test_without_goals_nothing_is_known() -> None:
    assert fit_of([], []) == {}


def test_each_fit_says_why() -> None:
    one, two, three = goal(), goal(), goal(settings=(Kind.WRITING,))
    opportunities = [there(one, Kind.WRITING, Who.THERAPIST), there(two, Kind.WRITING, Who.ASSISTANT)]
    best = fits([one, two, three], opportunities, Discipline.SPEECH)[0]
    assert best.why == (
        "Writing: 1 of 3 goals is practised there with the therapist; 1 by others; "
        "1 goal is to show there and nobody practises it yet."
    )
