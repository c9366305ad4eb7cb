"""What an account is to its organisation on a day."""

from __future__ import annotations

from datetime import timedelta

from alongside.people import actions
from alongside.people.choices import Role
from alongside.people.models import RoleHeld, StaffMember
from alongside.people.queries import account_of, viewer_of
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger


def test_viewer_has_the_roles_of_the_day(people: SmallSchool) -> None:
    assert people.joy.is_coordinator
    assert people.mei.is_therapist
    assert people.carla.is_teacher
    assert people.li.is_guardian
    assert not people.carla.is_coordinator


def test_viewer_before_the_role_starts_is_nobody(people: SmallSchool) -> None:
    assert viewer_of(people.carla.account, ON - timedelta(days=1)) is None


def test_ended_role_stops_on_that_very_day(people: SmallSchool) -> None:
    last = ON + timedelta(days=30)
    RoleHeld.objects.filter(account=people.carla.account).update(ends=last)
    assert viewer_of(people.carla.account, last - timedelta(days=1)) is not None
    assert viewer_of(people.carla.account, last) is None


def test_staff_record_stops_on_the_day_of_leaving(people: SmallSchool) -> None:
    leaves_on = ON + timedelta(days=30)
    StaffMember.objects.filter(pk=people.mei_staff.pk).update(leaves_on=leaves_on)
    assert people.as_on(people.mei, leaves_on - timedelta(days=1)).staff_ids == {people.mei_staff.pk}
    assert people.as_on(people.mei, leaves_on).staff_ids == set()


def test_viewer_in_another_organisation_is_nobody(people: SmallSchool, stranger: Stranger) -> None:
    assert viewer_of(people.joy.account, ON, stranger.organisation.pk) is None


def test_account_with_two_organisations_is_one_thing_in_each(people: SmallSchool, stranger: Stranger) -> None:
    teacher = actions.add_staff_member(role=Role.TEACHER, given_name="Stan", by=people.joy, at=AT)
    account = actions.give_account(
        person=teacher, email="STAN@hillside.example", password=PASSWORD, by=people.joy, at=AT
    )
    assert account == stranger.stan.account
    here = viewer_of(account, ON, people.organisation.pk)
    there = viewer_of(account, ON, stranger.organisation.pk)
    assert here is not None
    assert here.roles == {Role.TEACHER}
    assert here.staff_ids == {teacher.pk}
    assert there is not None
    assert there.roles == {Role.COORDINATOR}
    assert there.staff_ids == set()


def test_account_is_found_in_any_case(people: SmallSchool) -> None:
    assert account_of("JOY@Riverside.example") == people.joy.account
    assert account_of("nobody@riverside.example") is None
