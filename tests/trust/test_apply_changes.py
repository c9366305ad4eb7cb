"""Rows written in bulk can be taken back exactly, and what has moved on since is kept with a reason."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people import actions as people_actions
from alongside.people.models import Child
from alongside.trust.actions import apply_changes
from alongside.trust.models import AuditEvent
from alongside.trust.queries import first_broken_link, not_to_be_removed
from alongside.trust.rules import Change, Kept
from tests.factories import AT, SmallSchool, Stranger, a_child


def _apply(people: SmallSchool, *changes: Change) -> list[Kept]:
    return apply_changes(
        changes,
        organisation_id=people.organisation.pk,
        by=people.joy.account.pk,
        at=AT,
        action="people.taken_in",
        subject=people.organisation,
    )


def _undo(people: SmallSchool, *changes: Change) -> list[Kept]:
    return _apply(people, *(change.reversed for change in reversed(changes)))


def _new(people: SmallSchool, given_name: str = "Eva", **values: Any) -> Change:
    after = {"school_id": str(people.school.pk), "given_name": given_name, "born_on": "2019-03-04"}
    return Change("people.child", uuid4(), None, after | values)


def _renamed(child: Child, name: str) -> Change:
    return Change("people.child", child.pk, {"given_name": child.given_name}, {"given_name": name})


def _rows() -> list[dict[str, Any]]:
    return list(Child.objects.order_by("pk").values())


def test_added_row_stands_with_its_values_and_defaults(people: SmallSchool) -> None:
    change = _new(people)
    assert _apply(people, change) == []
    child = Child.objects.get(pk=change.id)
    assert (child.given_name, str(child.born_on), child.family_name) == ("Eva", "2019-03-04", "")
    assert child.organisation == people.organisation


def test_undo_restores_every_row_exactly(people: SmallSchool) -> None:
    before = _rows()
    eve = a_child(people.class_2a, "Eve", by=people.joy)
    with_eve = _rows()
    eve.enrolments.all().delete()
    gone = Change(
        "people.child",
        eve.pk,
        {
            "school_id": str(people.school.pk),
            "given_name": "Eve",
            "family_name": "Lund",
            "known_as": "",
            "born_on": None,
            "leaves_on": None,
        },
        None,
    )
    changes = (_new(people), _renamed(people.ada, "Adele"), _new(people, "Finn"), gone)
    assert _apply(people, *changes) == []
    assert len(_rows()) == len(before) + 2
    assert _undo(people, *changes) == []
    assert _rows() == with_eve


def test_row_that_somebody_has_changed_since_is_kept(people: SmallSchool) -> None:
    change = _renamed(people.ada, "Adele")
    assert _apply(people, change) == []
    Child.objects.filter(pk=people.ada.pk).update(given_name="Adelheid")
    kept = _undo(people, change)
    assert [each.reason for each in kept] == ["It is kept: somebody has changed it since."]
    people.ada.refresh_from_db()
    assert people.ada.given_name == "Adelheid"


def test_added_row_that_was_changed_since_is_not_taken_back(people: SmallSchool) -> None:
    change = _new(people)
    _apply(people, change)
    Child.objects.filter(pk=change.id).update(given_name="Evelyn")
    assert [each.change.id for each in _undo(people, change)] == [change.id]
    assert Child.objects.filter(pk=change.id).exists()


def test_row_that_something_points_to_is_kept(people: SmallSchool) -> None:
    change = _new(people)
    _apply(people, change)
    child = Child.objects.get(pk=change.id)
    people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
    kept = _undo(people, change)
    assert [each.reason for each in kept] == ["It is kept: something else points to it by now."]
    assert Child.objects.filter(pk=child.pk).exists()


def test_row_that_is_gone_is_told(people: SmallSchool) -> None:
    change = _new(people)
    _apply(people, change)
    Child.objects.filter(pk=change.id).delete()
    assert [each.reason for each in _undo(people, change)] == ["It is no longer there."]


def test_kept_rows_do_not_keep_others(people: SmallSchool) -> None:
    first, second = _new(people), _new(people, "Finn")
    _apply(people, first, second)
    Child.objects.filter(pk=first.id).update(given_name="Evelyn")
    assert len(_undo(people, first, second)) == 1
    assert not Child.objects.filter(pk=second.id).exists()


def test_one_event_counts_what_was_done_and_kept(people: SmallSchool) -> None:
    before = AuditEvent.objects.count()
    _apply(people, _new(people), Change("people.child", uuid4(), {"given_name": "x"}, {"given_name": "y"}))
    event = AuditEvent.objects.last()
    assert event is not None
    assert AuditEvent.objects.count() == before + 1
    assert event.detail == {"changes": 1, "kept": 1}
    assert first_broken_link(people.organisation.pk) is None


def test_tick_hears_how_many_are_done(people: SmallSchool) -> None:
    heard: list[int] = []
    apply_changes(
        [_new(people, f"Child {number}") for number in range(900)],
        organisation_id=people.organisation.pk,
        by=None,
        at=AT,
        action="people.taken_in",
        subject=people.organisation,
        tick=heard.append,
    )
    assert heard == [400, 800, 900]


def test_row_of_another_organisation_is_out_of_reach(people: SmallSchool, stranger: Stranger) -> None:
    kept = _apply(people, _renamed(stranger.child, "Taken"))
    assert [each.reason for each in kept] == ["It is no longer there."]
    with scope(organisation=stranger.organisation):
        stranger.child.refresh_from_db()
        assert stranger.child.given_name == "Ada"


def test_model_without_an_organisation_is_refused(people: SmallSchool) -> None:
    with pytest.raises(TypeError, match="belongs to no organisation"):
        _apply(people, Change("people.account", people.joy.account.pk, None, {"name": "Somebody"}))


def test_unknown_column_is_refused_and_nothing_written(people: SmallSchool) -> None:
    before = _rows()
    with pytest.raises(LookupError, match="has no column shoe_size"), transaction.atomic():
        _apply(people, _new(people), _new(people, shoe_size=31))
    assert _rows() == before


Plan = list[tuple[str, int]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(["add", "rename"]), st.integers(0, 3)), max_size=12))
def test_any_list_of_changes_taken_back_in_reverse_leaves_no_trace(people: SmallSchool, plan: Plan) -> None:
    with transaction.atomic():
        before = _rows()
        changes = _changes(people, plan)
        assert _apply(people, *changes) == []
        assert _undo(people, *changes) == []
        assert _rows() == before
        transaction.set_rollback(True)


def _changes(people: SmallSchool, plan: Plan) -> list[Change]:
    """New children, and children renamed perhaps again and again."""
    children = [people.ada, people.ben, people.cem, people.dao]
    names = {child.pk: child.given_name for child in children}
    changes = []
    for number, (what, place) in enumerate(plan):
        child = children[place]
        if what == "add":
            changes.append(_new(people, f"New {number}"))
        else:
            was, names[child.pk] = names[child.pk], f"Name {number}"
            changes.append(
                Change("people.child", child.pk, {"given_name": was}, {"given_name": names[child.pk]})
            )
    return changes


def test_what_may_not_be_removed_is_told_before_anything_goes(people: SmallSchool) -> None:
    free, used, changed = _new(people), _new(people, "Finn"), _new(people, "Gus")
    _apply(people, free, used, changed)
    child = Child.objects.get(pk=used.id)
    people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
    Child.objects.filter(pk=changed.id).update(given_name="Gustav")
    undoing = [change.reversed for change in (free, used, changed)]
    kept = not_to_be_removed(people.organisation.pk, undoing)
    assert {one.change.id: one.reason for one in kept} == {
        used.id: "It is kept: something else points to it by now.",
        changed.id: "It is kept: somebody has changed it since.",
    }
    place = child.team.get()
    going = Change("people.teammembership", place.pk, {"child_id": str(child.pk)}, None)
    assert used.id not in {
        one.change.id for one in not_to_be_removed(people.organisation.pk, [*undoing, going])
    }
    assert Child.objects.filter(pk__in=[free.id, used.id, changed.id]).count() == 3
