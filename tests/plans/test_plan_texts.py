"""Texts are saved while typing; of two people in one field each is told, and neither loses a word."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people import actions as people_actions
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions import goals, plans
from alongside.plans.models import KeptText, PlanVersion
from alongside.plans.queries import plans as read
from alongside.plans.rules.faults import AtFault
from alongside.plans.rules.texts import TEXTS_OF, EditedMeanwhile, Written, text_of
from alongside.trust.models import AuditEvent
from tests.factories import AT, SmallSchool
from tests.plans.written import a_draft, fresh


def _save(
    version: PlanVersion,
    text: str,
    seen: int,
    by: Viewer,
    target: Written | None = None,
    field: str = "needs",
) -> int:
    kept = plans.save_text(
        version=version, target=target or version, field=field, text=text, seen=seen, by=by, at=AT
    )
    return kept.number


def test_each_save_is_kept_and_numbered(people: SmallSchool) -> None:
    version = a_draft(people)
    first = _save(version, "More time", 0, people.mei)
    second = _save(version, "More time to write", first, people.mei)
    assert (first, second) == (1, 2)
    assert fresh(version).needs == "More time to write"
    history = read.texts_kept(people.mei, version, version.pk, "needs")
    assert [(kept.number, kept.text, kept.typed_by) for kept in history] == [
        (2, "More time to write", people.mei.account),
        (1, "More time", people.mei.account),
    ]
    assert read.texts_kept(people.li, version, version.pk, "needs") == []


def test_text_that_stands_already_writes_nothing(people: SmallSchool) -> None:
    version = a_draft(people)
    _save(version, "More time", 0, people.mei)
    before = AuditEvent.objects.count(), KeptText.objects.count()
    assert _save(version, "More time", 0, people.joy) == 1
    assert (AuditEvent.objects.count(), KeptText.objects.count()) == before


def test_second_of_two_is_told_and_both_texts_are_kept(people: SmallSchool) -> None:
    version = a_draft(people)
    mine = _save(version, "Mei: more time", 0, people.mei)
    with pytest.raises(EditedMeanwhile, match="Mei Tan has changed this meanwhile") as told:
        _save(version, "Joy: a quiet place", 0, people.joy)
    assert (told.value.theirs, told.value.number) == ("Mei: more time", mine)
    assert fresh(version).needs == "Mei: more time"
    kept = {(text.text, text.stands) for text in KeptText.objects.filter(target=version.pk)}
    assert kept == {("Mei: more time", True), ("Joy: a quiet place", False)}
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert [(text.text, text.typed_by) for text in page.set_aside] == [
        ("Joy: a quiet place", people.joy.account)
    ]


def test_text_set_aside_is_put_in_with_the_number_that_was_told(people: SmallSchool) -> None:
    version = a_draft(people)
    _save(version, "More time", 0, people.mei)
    with pytest.raises(EditedMeanwhile) as told:
        _save(version, "A quiet place", 0, people.joy)
    together = _save(version, "More time, a quiet place", told.value.number, people.joy)
    assert fresh(version).needs == "More time, a quiet place"
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert page.set_aside == ()
    assert page.numbers is not None
    assert page.numbers[version.pk] == {"needs": together}
    with pytest.raises(EditedMeanwhile, match="Joy Adeyemi"):
        _save(version, "Much more time", 1, people.mei)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.lists(
        st.tuples(st.booleans(), st.text("ab", max_size=3), st.integers(0, 4)), min_size=1, max_size=8
    )
)
def test_no_text_is_ever_lost(people: SmallSchool, typed: list[tuple[bool, str, int]]) -> None:
    child = people_actions.add_child(school=people.school, given_name="Eli", by=people.joy, at=AT)
    people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
    version = plans.start_plan(child=child, by=people.joy, at=AT)
    for is_mei, text, seen in typed:
        with suppress(EditedMeanwhile):
            _save(version, text, seen, people.mei if is_mei else people.joy)
        kept = set(KeptText.objects.filter(version=version).values_list("text", flat=True))
        assert {text, fresh(version).needs} <= kept | {""}


def test_different_fields_do_not_meet(people: SmallSchool) -> None:
    version = a_draft(people)
    assert _save(version, "More time", 0, people.mei) == 1
    assert _save(version, "Draws", 0, people.joy, field="strengths") == 1


def test_every_text_of_a_plan_is_saved_by_itself(people: SmallSchool) -> None:
    version = a_draft(people)
    goal = version.goals.get()
    targets: list[Written] = [
        version,
        goal,
        goal.objectives.get(),
        version.planned_services.get(),
        goal.opportunities.filter(home=None)[0],
    ]
    for target in targets:
        found = read.target_for(people.mei, version, target.pk)
        assert found == target
        for field in TEXTS_OF[type(target)]:
            _save(version, f"New {field}", 0, people.mei, target, field)
            again = read.target_for(people.mei, fresh(version), target.pk)
            assert again is not None
            assert text_of(again, field) == f"New {field}"
    assert version.goals.get().scale == [f"New scale_{place}" for place in range(5)]


def test_field_that_is_no_text_is_a_mistake_of_the_program(people: SmallSchool) -> None:
    version = a_draft(people)
    with pytest.raises(LookupError, match="PlanVersion has no text number"):
        _save(version, "2", 0, people.mei, field="number")


def test_text_too_long_for_its_field_is_refused_there_and_kept(people: SmallSchool) -> None:
    version = a_draft(people)
    goal = version.goals.get()
    with pytest.raises(AtFault, match="This is 121 letters long; 120 have room") as refused:
        _save(version, "a" * 121, 0, people.mei, goal, "title")
    assert [fault.field for fault in refused.value.faults] == ["title"]
    assert version.goals.get().title == "Writes with her checklist"
    assert KeptText.objects.filter(target=goal.pk, text="a" * 121, stands=False).exists()


def test_goal_keeps_a_name(people: SmallSchool) -> None:
    version = a_draft(people)
    with pytest.raises(AtFault, match="A goal needs a name"):
        _save(version, " ", 0, people.mei, version.goals.get(), "title")


def test_text_of_a_goal_that_was_removed_meanwhile_is_kept(people: SmallSchool) -> None:
    version = a_draft(people)
    goal = version.goals.get()
    goals.remove_goal(goal=version.goals.get(), by=people.joy, at=AT)
    with pytest.raises(NotNow, match="Your text is kept"):
        _save(version, "She writes alone", 0, people.mei, goal, "behaviour")
    assert KeptText.objects.filter(target=goal.pk, text="She writes alone").exists()


def test_text_of_another_version_is_not_reached(people: SmallSchool) -> None:
    version = a_draft(people)
    other = plans.start_plan(child=people.cem, by=people.joy, at=AT)
    assert read.target_for(people.joy, other, version.goals.get().pk) is None
