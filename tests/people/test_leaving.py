"""Somebody of the staff leaves on a day: what they were ends on it, and an organisation is never left to nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.people import actions, queries
from alongside.people.choices import Relation, Role
from alongside.people.models import Account, RoleHeld, StaffMember
from alongside.people.rules import NotNow
from tests.factories import AT, ON, PASSWORD, SmallSchool

DAY = ON + timedelta(days=30)
BEFORE = DAY - timedelta(days=1)


def leave(people: SmallSchool, staff: StaffMember, leaves_on: date | None = DAY) -> None:
    actions.say_staff_leaves(staff=staff, leaves_on=leaves_on, by=people.joy, at=AT)


def roles_of(people: SmallSchool, account: Account, on: date) -> frozenset[Role]:
    viewer = queries.viewer_of(account, on, people.organisation.pk)
    return viewer.roles if viewer else frozenset()


def ravi(people: SmallSchool) -> RoleHeld:
    return actions.add_coordinator(
        name="Ravi Rao", email="ravi@riverside.example", password=PASSWORD, by=people.joy, at=AT
    )


def test_a_therapist_is_nothing_here_from_the_day_on_which_she_leaves(people: SmallSchool) -> None:
    leave(people, people.mei_staff)
    assert roles_of(people, people.mei.account, BEFORE) == {Role.THERAPIST}
    assert roles_of(people, people.mei.account, DAY) == set()
    for on, is_planned_with in ((BEFORE, True), (DAY, False)):
        joy = people.as_on(people.joy, on)
        assert (people.mei_staff in queries.therapists_for(joy)) == is_planned_with
        assert queries.team_of(joy, people.ada).exists() == is_planned_with


def test_the_day_is_moved_and_taken_back(people: SmallSchool) -> None:
    leave(people, people.mei_staff, ON + timedelta(days=5))
    leave(people, people.mei_staff)
    assert roles_of(people, people.mei.account, BEFORE) == {Role.THERAPIST}
    assert queries.team_of(people.as_on(people.joy, BEFORE), people.ada).exists()
    leave(people, people.mei_staff, None)
    assert people.as_on(people.mei, DAY).staff_ids == {people.mei_staff.pk}
    assert queries.team_of(people.as_on(people.joy, DAY), people.ada).exists()


def test_what_had_ended_by_itself_stays_ended(people: SmallSchool) -> None:
    actions.leave_team(place=people.mei_place, by=people.joy, at=AT)
    leave(people, people.mei_staff)
    leave(people, people.mei_staff, None)
    assert not queries.team_of(people.as_on(people.joy, DAY), people.ada).exists()


def test_a_parent_who_worked_here_stays_a_parent(people: SmallSchool) -> None:
    tie = actions.add_guardian(
        child=people.ben, name="Mei Tan", relation=Relation.MOTHER, by=people.joy, at=AT
    )
    actions.give_account(
        person=tie.guardian, email=people.mei.account.email, password=PASSWORD, by=people.joy, at=AT
    )
    leave(people, people.mei_staff)
    assert roles_of(people, people.mei.account, DAY) == {Role.GUARDIAN}


def test_a_role_that_another_record_of_theirs_has_goes_on(people: SmallSchool) -> None:
    again = actions.add_staff_member(
        role=Role.THERAPIST, discipline="speech", given_name="Mei", by=people.joy, at=AT
    )
    actions.give_account(
        person=again, email=people.mei.account.email, password=PASSWORD, by=people.joy, at=AT
    )
    leave(people, people.mei_staff)
    assert people.as_on(people.mei, DAY).staff_ids == {again.pk}


def test_somebody_without_an_account_leaves_and_touches_nobody_else(people: SmallSchool) -> None:
    bo = actions.add_staff_member(role=Role.TEACHER, given_name="Bo", by=people.joy, at=AT)
    leave(people, bo)
    assert bo not in queries.staff_for(people.as_on(people.joy, DAY))
    assert not RoleHeld.objects.exclude(ends=None).exists()


def test_nobody_leaves_before_they_came(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Mei Tan came on 8 September 2025 and cannot leave before"):
        leave(people, people.mei_staff, ON - timedelta(days=1))


def test_the_last_coordinator_cannot_leave_and_the_last_but_one_can(people: SmallSchool) -> None:
    joys = actions.add_staff_member(
        role=Role.THERAPIST, discipline="speech", given_name="Joy", by=people.joy, at=AT
    )
    actions.give_account(person=joys, email=people.joy.account.email, password=PASSWORD, by=people.joy, at=AT)
    with pytest.raises(NotNow, match="Nobody else runs the programme"):
        leave(people, joys)
    ravi(people)
    leave(people, joys)
    assert roles_of(people, people.joy.account, BEFORE) == {Role.COORDINATOR, Role.THERAPIST}
    assert roles_of(people, people.joy.account, DAY) == set()


def test_two_coordinators_cannot_both_go_one_after_the_other(people: SmallSchool) -> None:
    second = ravi(people)
    first = RoleHeld.objects.get(account=people.joy.account, role=Role.COORDINATOR)
    actions.say_coordinator_leaves(role=first, leaves_on=DAY, by=people.joy, at=AT)
    with pytest.raises(NotNow, match="Add a coordinator first"):
        actions.say_coordinator_leaves(role=second, leaves_on=BEFORE, by=people.joy, at=AT)
    actions.say_coordinator_leaves(role=first, leaves_on=None, by=people.joy, at=AT)
    actions.say_coordinator_leaves(role=second, leaves_on=BEFORE, by=people.joy, at=AT)
    assert roles_of(people, second.account, BEFORE) == set()


def test_a_coordinator_whose_address_is_known_keeps_name_and_password(people: SmallSchool) -> None:
    role = actions.add_coordinator(
        name="Somebody", email="HUGO@riverside.example", password="another one", by=people.joy, at=AT
    )
    assert role.account == people.hugo.account
    assert role.account.name == "Hugo Haas"
    assert role.account.check_password(PASSWORD)


def test_a_name_cannot_be_taken_away(people: SmallSchool) -> None:
    names = {"given_name": " ", "family_name": "Lund"}
    with pytest.raises(NotNow, match="A given name is needed"):
        actions.correct_child(child=people.ada, known_as="", by=people.joy, at=AT, **names)
    with pytest.raises(NotNow, match="A given name is needed"):
        actions.correct_staff(staff=people.mei_staff, email="", by=people.joy, at=AT, **names)
