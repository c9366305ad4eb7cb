"""Whoever asks sees only the people they have a relation to, from the day it starts to the day it ends."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django_scopes import scope

from alongside.classrooms.queries import children_for
from alongside.people import queries
from alongside.people.actions import (
    add_guardian,
    confirm_guardianship,
    decline_guardianship,
    give_account,
    join_teams,
    leave_team,
    take_in,
)
from alongside.people.choices import Relation, Role
from alongside.people.models import Guardian, Guardianship, RoleHeld, TeamMembership
from alongside.trust.rules import Change
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger

LATER = ON + timedelta(days=30)


def test_coordinator_sees_every_child(people: SmallSchool) -> None:
    assert set(children_for(people.joy)) == {people.ada, people.ben, people.cem, people.dao}


def test_therapist_sees_the_children_of_her_teams_alone(people: SmallSchool) -> None:
    assert list(children_for(people.mei)) == [people.ada]
    assert list(children_for(people.amara)) == []


def test_therapist_of_the_team_sees_the_child_from_that_day(people: SmallSchool) -> None:
    join_teams(places=[(people.cem, people.amara_staff)], by=people.joy, at=AT + timedelta(days=2))
    assert list(children_for(people.as_on(people.amara, ON + timedelta(days=1)))) == []
    assert list(children_for(people.as_on(people.amara, ON + timedelta(days=2)))) == [people.cem]


def test_ended_team_place_stops_on_that_very_day(people: SmallSchool) -> None:
    TeamMembership.objects.update(ends=LATER)
    assert list(children_for(people.as_on(people.mei, LATER - timedelta(days=1)))) == [people.ada]
    assert list(children_for(people.as_on(people.mei, LATER))) == []


def test_ended_place_that_began_anew_opens_again(people: SmallSchool) -> None:
    TeamMembership.objects.update(ends=LATER)
    assert join_teams(places=[(people.ada, people.mei_staff)], by=people.joy, at=AT + timedelta(days=30)) == 1
    assert list(children_for(people.as_on(people.mei, LATER))) == [people.ada]


def test_team_left_and_joined_on_one_day_is_open(people: SmallSchool) -> None:
    leave_team(place=people.mei_place, by=people.joy, at=AT)
    join_teams(places=[(people.ada, people.mei_staff)], by=people.joy, at=AT)
    assert list(children_for(people.mei)) == [people.ada]


def test_ended_role_closes_the_team_to_somebody_who_stays_as_a_guardian(people: SmallSchool) -> None:
    tie = add_guardian(child=people.dao, name="Mei Tan", relation=Relation.MOTHER, by=people.joy, at=AT)
    give_account(person=tie.guardian, email=people.mei.account.email, password=PASSWORD, by=people.joy, at=AT)
    RoleHeld.objects.filter(account=people.mei.account, role=Role.THERAPIST).update(ends=LATER)
    before = people.as_on(people.mei, LATER - timedelta(days=1))
    assert set(children_for(before)) == {people.ada, people.dao}
    assert list(children_for(people.as_on(people.mei, LATER))) == [people.dao]


def test_joining_a_team_twice_is_once(people: SmallSchool) -> None:
    assert join_teams(places=[(people.ada, people.mei_staff)] * 2, by=people.joy, at=AT) == 0
    assert TeamMembership.objects.count() == 1


def test_guardian_sees_his_own_child_alone(people: SmallSchool) -> None:
    assert list(children_for(people.li)) == [people.ada]
    assert list(queries.children_of_guardian(people.li)) == [people.ada]


def test_guardian_sees_nothing_before_a_person_has_confirmed_it(people: SmallSchool) -> None:
    Guardianship.objects.update(confirmed_at=None)
    assert list(children_for(people.li)) == []
    assert list(queries.children_of_guardian(people.li)) == []
    assert list(queries.guardianships_to_confirm(people.joy)) == [people.li_tie]
    confirm_guardianship(tie=people.li_tie, by=people.joy, at=AT)
    assert list(children_for(people.li)) == [people.ada]
    assert list(queries.guardianships_to_confirm(people.joy)) == []


def test_ended_guardianship_stops_on_that_very_day(people: SmallSchool) -> None:
    Guardianship.objects.update(ends=LATER)
    before, after = (people.as_on(people.li, day) for day in (LATER - timedelta(days=1), LATER))
    assert list(children_for(before)) == list(queries.children_of_guardian(before)) == [people.ada]
    assert list(children_for(after)) == list(queries.children_of_guardian(after)) == []


def test_child_who_has_left_is_seen_by_nobody_from_that_day(people: SmallSchool) -> None:
    people.ada.leaves_on = LATER
    people.ada.save()
    for viewer in (people.joy, people.mei, people.carla, people.li):
        assert people.ada in children_for(people.as_on(viewer, LATER - timedelta(days=1)))
        assert people.ada not in children_for(people.as_on(viewer, LATER))


def test_staff_are_seen_by_staff_and_not_by_families(people: SmallSchool) -> None:
    everyone = {people.mei_staff, people.amara_staff, people.carla_staff, people.hugo_staff}
    for viewer in (people.joy, people.mei, people.carla):
        assert set(queries.staff_for(viewer)) == everyone
    assert not queries.staff_for(people.li).exists()
    assert set(queries.therapists_for(people.carla)) == {people.mei_staff, people.amara_staff}


def test_only_coordinators_read_every_child_and_who_waits_to_be_confirmed(people: SmallSchool) -> None:
    assert not queries.all_children(people.carla).exists()
    assert not queries.guardianships_to_confirm(people.carla).exists()
    assert queries.all_children(people.joy).count() == 4


def test_stranger_sees_nobody_of_ours_in_his_scope_or_in_ours(
    people: SmallSchool, stranger: Stranger
) -> None:
    for organisation, own in ((people.organisation, []), (stranger.organisation, [stranger.child])):
        with scope(organisation=organisation):
            assert list(children_for(stranger.stan)) == own
            assert list(queries.all_children(stranger.stan)) == own
            assert not queries.staff_for(stranger.stan).exists()
            assert not queries.guardianships_to_confirm(stranger.stan).exists()


def test_roster_that_names_a_guardian_opens_nothing(people: SmallSchool) -> None:
    guardian, tie = uuid4(), uuid4()
    rows = [
        Change("people.guardian", guardian, None, {"name": "Bo Lund"}),
        Change(
            "people.guardianship",
            tie,
            None,
            {"child_id": str(people.ben.pk), "guardian_id": str(guardian), "starts": ON.isoformat()},
        ),
    ]
    assert take_in(changes=rows, subject=people.organisation, by=people.joy, at=AT) == []
    bo = Guardian.objects.get(pk=guardian)
    account = give_account(person=bo, email="bo@riverside.example", password=PASSWORD, by=people.joy, at=AT)
    viewer = queries.viewer_of(account, ON)
    assert viewer is not None
    assert list(children_for(viewer)) == []
    assert [each.pk for each in queries.guardianships_to_confirm(people.joy)] == [tie]


def test_declined_guardianship_opens_nothing_and_is_not_asked_again(people: SmallSchool) -> None:
    Guardianship.objects.update(confirmed_at=None)
    people.li_tie.refresh_from_db()
    decline_guardianship(tie=people.li_tie, by=people.joy, at=AT)
    assert list(children_for(people.li)) == []
    assert list(queries.guardianships_to_confirm(people.joy)) == []


def test_left_team_is_closed_from_today(people: SmallSchool) -> None:
    leave_team(place=people.mei_place, by=people.joy, at=AT)
    assert list(children_for(people.mei)) == []
    assert list(queries.team_of(people.joy, people.ada)) == []
