"""Only a coordinator writes about people, of her own organisation, and what makes no sense is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from alongside.people import actions
from alongside.people.choices import Discipline, Relation, Role
from alongside.people.models import Account, Child, Guardianship, RoleHeld, School, StaffMember
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.trust.models import AuditEvent
from alongside.trust.rules import Change
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger, founded

Act = Callable[[SmallSchool, Viewer], object]

ACTS: dict[str, Act] = {
    "add_school": lambda people, by: actions.add_school(name="Mill School", by=by, at=AT),
    "add_staff_member": lambda people, by: actions.add_staff_member(
        role=Role.TEACHER, given_name="Ida", by=by, at=AT
    ),
    "add_child": lambda people, by: actions.add_child(school=people.school, given_name="Eva", by=by, at=AT),
    "give_account": lambda people, by: actions.give_account(
        person=_colleague(people), email="ida@riverside.example", password=PASSWORD, by=by, at=AT
    ),
    "add_guardian": lambda people, by: actions.add_guardian(
        child=people.ben, name="Bo Lund", relation=Relation.MOTHER, by=by, at=AT
    ),
    "confirm_guardianship": lambda people, by: actions.confirm_guardianship(tie=people.li_tie, by=by, at=AT),
    "join_teams": lambda people, by: actions.join_teams(
        places=[(people.ben, people.mei_staff)], by=by, at=AT
    ),
    "decline_guardianship": lambda people, by: actions.decline_guardianship(
        tie=_unconfirmed(people), by=by, at=AT
    ),
    "leave_team": lambda people, by: actions.leave_team(place=people.mei_place, by=by, at=AT),
    "correct_child": lambda people, by: actions.correct_child(
        child=people.ada, given_name="Adah", family_name="Lund", known_as="", by=by, at=AT
    ),
    "say_child_leaves": lambda people, by: actions.say_child_leaves(
        child=people.ada, leaves_on=ON, by=by, at=AT
    ),
    "correct_staff": lambda people, by: actions.correct_staff(
        staff=people.mei_staff, given_name="Mei-Ling", family_name="Tan", email="", by=by, at=AT
    ),
    "say_staff_leaves": lambda people, by: actions.say_staff_leaves(
        staff=people.mei_staff, leaves_on=ON, by=by, at=AT
    ),
    "add_coordinator": lambda people, by: actions.add_coordinator(
        name="Ravi Rao", email="ravi@riverside.example", password=PASSWORD, by=by, at=AT
    ),
    "say_coordinator_leaves": lambda people, by: actions.say_coordinator_leaves(
        role=_second_coordinator(people), leaves_on=ON, by=by, at=AT
    ),
    "take_in": lambda people, by: actions.take_in(
        changes=[Change("people.school", uuid4(), None, {"name": "Mill School"})],
        subject=people.organisation,
        by=by,
        at=AT,
    ),
}


def _colleague(people: SmallSchool) -> StaffMember:
    return StaffMember.objects.create(
        organisation=people.organisation, role=Role.TEACHER, given_name="Ida", family_name="Holm"
    )


def _second_coordinator(people: SmallSchool) -> RoleHeld:
    return RoleHeld.objects.create(
        organisation=people.organisation, account=people.hugo.account, role=Role.COORDINATOR, starts=ON
    )


def _unconfirmed(people: SmallSchool) -> Guardianship:
    people.li_tie.confirmed_at = None
    return people.li_tie


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_coordinator_may_and_leaves_one_event(people: SmallSchool, act: Act) -> None:
    before = AuditEvent.objects.count()
    act(people, people.joy)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_others_may_not_and_leave_nothing(people: SmallSchool, act: Act, who: str) -> None:
    before = AuditEvent.objects.count(), School.objects.count(), Child.objects.count()
    with pytest.raises(NotAllowed, match="Only a coordinator"), transaction.atomic():
        act(people, getattr(people, who))
    assert (AuditEvent.objects.count(), School.objects.count(), Child.objects.count()) == before


@pytest.mark.parametrize(
    "name",
    [
        "add_child",
        "give_account",
        "add_guardian",
        "confirm_guardianship",
        "join_teams",
        "leave_team",
        "correct_child",
        "say_child_leaves",
        "correct_staff",
        "say_staff_leaves",
    ],
)
def test_stranger_may_not_touch_what_is_ours(people: SmallSchool, stranger: Stranger, name: str) -> None:
    with (
        scope(organisation=stranger.organisation),
        pytest.raises(NotAllowed, match="another organisation"),
    ):
        ACTS[name](people, stranger.stan)


def test_school_has_a_name_of_its_own_in_any_case(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="There is a school called river SCHOOL already"):
        actions.add_school(name="river SCHOOL", by=people.joy, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        School.objects.create(organisation=people.organisation, name="RIVER school")


def test_two_organisations_may_have_schools_of_one_name(people: SmallSchool) -> None:
    other = founded("Seaside", "Sue Sands", "sue@seaside.example")
    assert School.objects.create(organisation=other.organisation, name="River School").name == "River School"


def test_therapist_needs_a_discipline(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Say which therapy Ida gives"):
        actions.add_staff_member(role=Role.THERAPIST, given_name="Ida", by=people.joy, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.create(organisation=people.organisation, role=Role.THERAPIST, given_name="Ida")


def test_account_is_given_once(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Mei Tan has an account already"):
        actions.give_account(
            person=people.mei_staff, email="mei2@riverside.example", password=PASSWORD, by=people.joy, at=AT
        )


def test_account_address_is_one_persons_in_any_case(people: SmallSchool) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("JOY@riverside.example", PASSWORD, name="Joy")


def test_account_that_exists_keeps_its_password(people: SmallSchool) -> None:
    ida = _colleague(people)
    account = actions.give_account(
        person=ida, email="mei@riverside.example", password="another one entirely", by=people.joy, at=AT
    )
    assert account == people.mei.account
    assert account.check_password(PASSWORD)


def test_take_in_refuses_rows_of_other_rooms(people: SmallSchool) -> None:
    with pytest.raises(ValueError, match="are not people"):
        actions.take_in(
            changes=[Change("plans.service", uuid4(), None, {})],
            subject=people.organisation,
            by=people.joy,
            at=AT,
        )


def test_child_is_called_what_she_is_called(people: SmallSchool) -> None:
    child = actions.add_child(
        school=people.school,
        given_name="Alexandra",
        family_name="Lund",
        known_as="Sasha",
        by=people.joy,
        at=AT,
    )
    assert (child.first_name, child.name) == ("Sasha", "Sasha Lund")


def test_initials_and_marks_are_short_forms(people: SmallSchool) -> None:
    assert people.mei_staff.initials == "MT"
    assert people.mei_staff.mark == "ot"
    assert people.carla_staff.mark == ""
    assert people.joy.account.initials == "JA"
    assert Discipline(people.amara_staff.discipline) is Discipline.SPEECH
