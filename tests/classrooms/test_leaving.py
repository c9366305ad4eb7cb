"""Who leaves is in no class and has no class from that very day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.classrooms import actions, queries
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, ON, SmallSchool

DAY = ON + timedelta(days=30)
BEFORE = DAY - timedelta(days=1)


def leave(people: SmallSchool, leaves_on: date | None) -> None:
    actions.say_child_leaves(child=people.ada, leaves_on=leaves_on, by=people.joy, at=AT)


def class_on(people: SmallSchool, on: date) -> object:
    children = queries.children_for(people.joy).filter(pk=people.ada.pk)
    return queries.classroom_ids_of(children, on).get(people.ada.pk)


@pytest.mark.parametrize("who", ["joy", "mei", "carla", "li"])
def test_nobody_finds_a_child_from_the_day_on_which_it_leaves(people: SmallSchool, who: str) -> None:
    leave(people, DAY)
    for on, is_found in ((BEFORE, True), (DAY, False)):
        viewer = people.as_on(getattr(people, who), on)
        assert queries.children_for(viewer).filter(pk=people.ada.pk).exists() == is_found


def test_a_child_is_in_its_class_until_it_leaves_also_when_the_day_moves(people: SmallSchool) -> None:
    for day in (ON + timedelta(days=5), DAY):
        leave(people, day)
        assert class_on(people, day - timedelta(days=1)) == people.class_2b.pk
        assert class_on(people, day) is None
    leave(people, None)
    assert class_on(people, DAY) == people.class_2b.pk


def test_a_class_that_was_to_come_never_begins(people: SmallSchool) -> None:
    later = DAY + timedelta(days=7)
    actions.enrol(classroom=people.class_2a, children=[people.ada], starts=later, by=people.joy, at=AT)
    leave(people, DAY)
    assert class_on(people, later) is None


def test_a_child_cannot_leave_before_it_came(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Ada came to the class on 8 September 2025"):
        leave(people, ON - timedelta(days=1))
    people.ada.refresh_from_db()
    assert people.ada.leaves_on is None


def test_a_teacher_has_her_class_until_she_leaves(people: SmallSchool) -> None:
    actions.say_staff_leaves(staff=people.carla_staff, leaves_on=DAY, by=people.joy, at=AT)
    assert queries.teachers_of(queries.classrooms_for(people.joy), BEFORE)[people.class_2b.pk] == [
        "Carla Ferreira"
    ]
    assert people.class_2b.pk not in queries.teachers_of(queries.classrooms_for(people.joy), DAY)
    actions.say_staff_leaves(staff=people.carla_staff, leaves_on=None, by=people.joy, at=AT)
    assert list(queries.classrooms_taught_by(people.as_on(people.carla, DAY))) == [people.class_2b]


def test_nobody_but_a_coordinator_says_who_leaves(people: SmallSchool) -> None:
    for viewer in (people.mei, people.carla, people.li):
        with pytest.raises(NotAllowed, match="Only a coordinator"):
            actions.say_child_leaves(child=people.ada, leaves_on=DAY, by=viewer, at=AT)
        with pytest.raises(NotAllowed, match="Only a coordinator"):
            actions.say_staff_leaves(staff=people.carla_staff, leaves_on=DAY, by=viewer, at=AT)
