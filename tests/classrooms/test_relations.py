"""A teacher sees her class, a therapist her team's classes, a guardian her child; on the very days these hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.classrooms import actions, queries
from alongside.classrooms.models import Classroom, ClassTeacher, Enrolment
from alongside.people.actions import add_guardian, give_account
from alongside.people.choices import Relation
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger

LATER = ON + timedelta(days=30)


def test_teacher_sees_every_child_of_her_class_and_no_other(people: SmallSchool) -> None:
    assert set(queries.children_for(people.carla)) == {people.ada, people.ben}
    assert set(queries.children_for(people.hugo)) == {people.cem, people.dao}


def test_teacher_whose_post_ended_sees_nothing_from_that_very_day(people: SmallSchool) -> None:
    post = ClassTeacher.objects.get(staff=people.carla_staff)
    actions.end_teacher_post(post=post, ends=LATER, by=people.joy, at=AT)
    before, after = (people.as_on(people.carla, day) for day in (LATER - timedelta(days=1), LATER))
    assert set(queries.children_for(before)) == {people.ada, people.ben}
    assert list(queries.classrooms_taught_by(before)) == [people.class_2b]
    assert list(queries.children_for(after)) == []
    assert list(queries.classrooms_for(after)) == []


def test_post_cannot_end_before_it_began(people: SmallSchool) -> None:
    post = ClassTeacher.objects.get(staff=people.carla_staff)
    with pytest.raises(NotNow, match="It cannot end before"):
        actions.end_teacher_post(post=post, ends=ON - timedelta(days=1), by=people.joy, at=AT)


def test_post_ended_and_given_again_from_one_day_is_open(people: SmallSchool) -> None:
    post = ClassTeacher.objects.get(staff=people.carla_staff)
    actions.end_teacher_post(post=post, ends=ON, by=people.joy, at=AT)
    assert list(queries.children_for(people.carla)) == []
    actions.post_teacher(
        classroom=people.class_2b, teacher=people.carla_staff, starts=ON, by=people.joy, at=AT
    )
    assert set(queries.children_for(people.carla)) == {people.ada, people.ben}


def test_child_who_changes_class_changes_teachers_on_that_day(people: SmallSchool) -> None:
    actions.enrol(classroom=people.class_2a, children=[people.ada], starts=LATER, by=people.joy, at=AT)
    before, after = LATER - timedelta(days=1), LATER
    assert people.ada in queries.children_for(people.as_on(people.carla, before))
    assert people.ada not in queries.children_for(people.as_on(people.hugo, before))
    assert people.ada not in queries.children_for(people.as_on(people.carla, after))
    assert people.ada in queries.children_for(people.as_on(people.hugo, after))


def test_child_enrolled_twice_is_in_the_class_once(people: SmallSchool) -> None:
    actions.enrol(
        classroom=people.class_2b, children=[people.ada, people.ben], starts=LATER, by=people.joy, at=AT
    )
    assert Enrolment.objects.filter(classroom=people.class_2b).count() == 2


def test_child_enrolled_elsewhere_from_the_same_day_leaves_the_first_class(people: SmallSchool) -> None:
    actions.enrol(classroom=people.class_2a, children=[people.ada], starts=ON, by=people.joy, at=AT)
    assert people.ada not in queries.children_for(people.carla)
    assert people.ada in queries.children_for(people.hugo)


def test_therapist_sees_the_class_of_her_child_and_a_guardian_none(people: SmallSchool) -> None:
    assert list(queries.classrooms_for(people.mei)) == [people.class_2b]
    assert list(queries.classrooms_for(people.li)) == []
    assert list(queries.classrooms_for(people.amara)) == []


def test_coordinator_sees_every_open_class(people: SmallSchool) -> None:
    assert set(queries.classrooms_for(people.joy)) == {people.class_2a, people.class_2b}
    Classroom.objects.filter(pk=people.class_2a.pk).update(closes_on=LATER)
    assert queries.classrooms_for(people.as_on(people.joy, LATER - timedelta(days=1))).count() == 2
    assert list(queries.classrooms_for(people.as_on(people.joy, LATER))) == [people.class_2b]


def test_class_sizes_count_who_is_there_on_the_day(people: SmallSchool) -> None:
    actions.enrol(classroom=people.class_2a, children=[people.ada], starts=LATER, by=people.joy, at=AT)
    sizes = {each.name: each.children_count for each in queries.class_sizes(people.as_on(people.joy, LATER))}
    assert sizes == {"2A": 3, "2B": 1}
    assert {each.name: each.children_count for each in queries.class_sizes(people.joy)} == {"2A": 2, "2B": 2}


def test_rooms_are_shown_to_staff_and_not_to_families(people: SmallSchool) -> None:
    assert [room.name for room in queries.rooms_for(people.carla)] == ["Therapy room"]
    assert list(queries.rooms_for(people.li)) == []


def test_stranger_finds_no_class_and_no_room_of_ours(people: SmallSchool, stranger: Stranger) -> None:
    assert list(queries.classrooms_for(stranger.stan)) == []
    assert list(queries.rooms_for(stranger.stan)) == []
    with scope(organisation=stranger.organisation):
        assert list(queries.classrooms_for(stranger.stan)) == [stranger.classroom]
        assert list(queries.children_for(people.joy)) == []


def test_stranger_cannot_enrol_our_child_or_post_in_our_class(
    people: SmallSchool, stranger: Stranger
) -> None:
    with scope(organisation=stranger.organisation):
        for act in (
            lambda: actions.enrol(
                classroom=stranger.classroom, children=[people.ada], starts=ON, by=stranger.stan, at=AT
            ),
            lambda: actions.enrol(
                classroom=people.class_2a, children=[stranger.child], starts=ON, by=stranger.stan, at=AT
            ),
            lambda: actions.post_teacher(
                classroom=stranger.classroom, teacher=people.carla_staff, starts=ON, by=stranger.stan, at=AT
            ),
            lambda: actions.add_classroom(school=people.school, name="3C", by=stranger.stan, at=AT),
        ):
            with pytest.raises(NotAllowed, match="another organisation"):
                act()


def test_a_family_tie_is_no_work_with_a_child(people: SmallSchool) -> None:
    """Amara works with nobody here; as a guardian she has to do with Ada, and with no class."""
    tie = add_guardian(child=people.ada, name="Amara Lund", relation=Relation.OTHER, by=people.joy, at=AT)
    give_account(
        person=tie.guardian, email=people.amara.account.email, password=PASSWORD, by=people.joy, at=AT
    )
    both = people.as_on(people.amara, ON)
    assert list(queries.children_for(both)) == [people.ada]
    assert not queries.children_at_work(both).exists()
    assert not queries.classrooms_for(both).exists()
    assert set(queries.children_at_work(people.mei)) == {people.ada}
    assert set(queries.children_at_work(people.joy)) == {people.ada, people.ben, people.cem, people.dao}
