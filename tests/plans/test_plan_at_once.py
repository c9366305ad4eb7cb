"""Two people in one plan at the same moment: no text is lost, and nothing is begun twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django_scopes import scope

from alongside.people.rules import NotNow
from alongside.plans.actions import plans
from alongside.plans.actions.values import save_values
from alongside.plans.models import KeptText, PlanVersion
from alongside.plans.rules.texts import EditedMeanwhile
from alongside.trust.queries import first_broken_link
from tests.factories import AT, SmallSchool, small_school
from tests.plans.written import a_draft, fresh, in_force

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everybody() -> SmallSchool:
    """The small school, written down for good, so that several connections see it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database for tests is one connection's own; tests/on_postgresql.sh runs these.")
    return small_school()


def at_once(people: SmallSchool, *acts: Callable[[], Any]) -> list[Any]:
    """What each act returns or how it is refused, all begun at one moment on connections of their own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            with scope(organisation=people.organisation):
                start.wait()
                return act()
        except NotNow as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_texts_in_one_field_one_stands_the_other_is_told_and_both_are_kept(
    everybody: SmallSchool,
) -> None:
    people = everybody
    with scope(organisation=people.organisation):
        version = a_draft(people)

    def save(text: str) -> Callable[[], Any]:
        return lambda: plans.save_text(
            version=version, target=version, field="needs", text=text, seen=0, by=people.mei, at=AT
        )

    texts = ["More time", "A quiet place", "Large print"]
    answers = at_once(people, *(save(text) for text in texts))
    told = [answer for answer in answers if isinstance(answer, EditedMeanwhile)]
    with scope(organisation=people.organisation):
        standing = fresh(version).needs
        assert [each.theirs for each in told] == [standing] * 2
        kept = KeptText.objects.filter(version=version, field="needs")
        assert set(kept.values_list("text", flat=True)) == set(texts)
        assert sorted(kept.values_list("number", flat=True)) == [1, 2, 3]
        assert kept.get(stands=True).text == standing
        assert first_broken_link(people.organisation.pk) is None


def test_of_three_in_one_value_one_is_kept_and_the_others_are_told_and_set_aside(
    everybody: SmallSchool,
) -> None:
    people = everybody
    with scope(organisation=people.organisation):
        goal = a_draft(people).goals.get()

    def save(value: int) -> Callable[[], Any]:
        return lambda: save_values(
            version=goal.version,
            target=goal,
            values={"criterion_of": value},
            seen={"criterion_of": 5},
            by=people.mei,
            at=AT,
        )

    answers = at_once(people, *(save(value) for value in (6, 7, 8)))
    with scope(organisation=people.organisation):
        goal.refresh_from_db()
        met = [each.theirs for answer in answers for each in answer.met]
        assert met == [str(goal.criterion_of)] * 2
        kept = KeptText.objects.filter(target=goal.pk)
        assert set(kept.values_list("text", flat=True)) == {"6", "7", "8"}
        assert kept.get(stands=True).text == str(goal.criterion_of)


def test_of_two_plans_and_two_changes_one_is_begun(everybody: SmallSchool) -> None:
    people = everybody
    answers = at_once(people, *[lambda: plans.start_plan(child=people.ben, by=people.joy, at=AT)] * 3)
    assert sum(isinstance(answer, PlanVersion) for answer in answers) == 1
    with scope(organisation=people.organisation):
        plan = in_force(people).plan
    answers = at_once(people, *[lambda: plans.amend(plan=plan, reason="New term", by=people.joy, at=AT)] * 3)
    assert sum(isinstance(answer, PlanVersion) for answer in answers) == 1
    assert sum(isinstance(answer, NotNow) for answer in answers) == 2
