"""What could be given next: from the plan's matrix in force, and to a class where three children have the same."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people.models import Child
from alongside.plans.actions import matrix, plans
from alongside.plans.choices import Who
from alongside.plans.models import PlanVersion
from alongside.strategies.actions import given
from alongside.strategies.actions.given import Choice
from alongside.strategies.models import Assignment
from alongside.strategies.queries.suggestions import class_suggestions, suggestions_for
from tests.factories import AT, ON, SmallSchool, a_child
from tests.plans.written import a_draft, a_goal, fresh, in_force
from tests.strategies.told import an_own_strategy, given_to, given_to_class


def agreed_with_two_goals(people: SmallSchool) -> PlanVersion:
    """Ada's plan in force with a second goal that her teacher practises in writing too."""
    version = a_draft(people)
    second = a_goal(version, by=people.mei, title="Checks the writing with the list")
    matrix.set_opportunity(goal=second, kind="writing", who=Who.TEACHER, times_a_week=1, by=people.mei, at=AT)
    plans.send_for_review(version=version, by=people.mei, at=AT)
    plans.sign(version=fresh(version), name="Li Lund", role="Father", by=people.mei, at=AT)
    plans.agree(version=fresh(version), by=people.mei, at=AT)
    plans.put_in_force(version=fresh(version), on=ON, by=people.mei, at=AT)
    return version


def test_each_place_of_the_matrix_has_a_suggestion_until_something_is_given(people: SmallSchool) -> None:
    in_force(people)
    key = an_own_strategy(people.mei, title="Writes with the checklist")
    suggestions = suggestions_for(people.mei, people.ada.pk)
    assert [(each.kind or each.home, each.who) for each in suggestions] == [
        ("writing", Who.TEACHER),
        ("centres", Who.TEACHER),
        ("Letters to grandma", Who.FAMILY),
    ]
    assert all(key in {strategy.key for strategy in each.strategies} for each in suggestions)
    first = suggestions[0]
    choice = Choice(strategy=key, who=first.who, kind=first.kind, lineage=first.goal.lineage)
    given.give(child=people.ada, choice=choice, by=people.mei, at=AT)
    left = suggestions_for(people.mei, people.ada.pk)
    assert [each.kind or each.home for each in left] == ["centres", "Letters to grandma"]


def test_two_goals_in_one_place_are_not_proposed_the_same_first(people: SmallSchool) -> None:
    version = agreed_with_two_goals(people)
    places = [each for each in suggestions_for(people.mei, people.ada.pk) if each.kind == "writing"]
    assert len(places) == 2
    assert len({each.strategies[0].key for each in places}) == 2
    assert version.goals.count() == 2


def test_draft_proposes_nothing(people: SmallSchool) -> None:
    a_draft(people)
    assert suggestions_for(people.mei, people.ada.pk) == []


def test_only_who_may_give_is_proposed_anything(people: SmallSchool) -> None:
    in_force(people)
    for viewer in (people.carla, people.li, people.amara, people.hugo):
        assert suggestions_for(viewer, people.ada.pk) == []
    assert suggestions_for(people.joy, people.ada.pk)


def _three(people: SmallSchool) -> list[Child]:
    return [people.ada, people.ben, a_child(people.class_2b, "Eda", by=people.joy)]


def test_what_three_children_have_is_proposed_for_everybody(people: SmallSchool) -> None:
    key = an_own_strategy(people.joy)
    children = _three(people)
    for child in children[:2]:
        given_to(child, key, people.joy)
    assert class_suggestions(people.joy, people.class_2b.pk) == []
    given_to(children[2], key, people.joy, kind="maths")
    assert class_suggestions(people.joy, people.class_2b.pk) == []
    given_to(children[2], key, people.joy)
    [suggestion] = class_suggestions(people.joy, people.class_2b.pk)
    assert (suggestion.strategy.key, suggestion.kind, suggestion.names) == (
        key,
        "writing",
        ("Ada", "Ben", "Eda"),
    )
    assert class_suggestions(people.mei, people.class_2b.pk) == []
    assert class_suggestions(people.carla, people.class_2b.pk) == []


def test_class_strategy_ends_what_it_takes_the_place_of(people: SmallSchool) -> None:
    key = an_own_strategy(people.joy)
    own = [given_to(child, key, people.joy) for child in _three(people)]
    choice = Choice(strategy=key, who=Who.TEACHER, kind="writing")
    given.give_to_class(
        classroom=people.class_2b, choice=choice, instead_of=own, starts=ON, by=people.joy, at=AT
    )
    assert Assignment.objects.filter(ends=None).get().classroom == people.class_2b
    assert class_suggestions(people.joy, people.class_2b.pk) == []


def test_suggestions_ask_as_often_for_one_goal_as_for_three(people: SmallSchool) -> None:
    in_force(people)
    an_own_strategy(people.mei)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            suggestions_for(people.mei, people.ada.pk)
        return len(caught)

    before = asked()
    given_to(people.ada, an_own_strategy(people.mei, "Another"), people.mei)
    given_to_class(people.class_2b, an_own_strategy(people.mei, "For all"), people.mei)
    assert asked() == before
