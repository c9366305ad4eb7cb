"""An invitation lets one guardian in, once, for fourteen days, with a new account or the one that she has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django_scopes import scope, scopes_disabled

from alongside.people import queries
from alongside.people.actions import add_guardian
from alongside.people.actions.families import say_guardianship_ends
from alongside.people.actions.invitations import (
    accept_invitation,
    invite,
    open_account,
    withdraw_invitation,
)
from alongside.people.choices import Relation, Role
from alongside.people.models import Account, Guardianship, Invitation, Organisation, RoleHeld
from alongside.people.rules import INVITED_FOR, Invited, NotAllowed, NotNow, invited
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger

NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture
def tie(people: SmallSchool) -> Guardianship:
    """Bo, who answers for Ada too and has no account yet."""
    return add_guardian(child=people.ada, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT)


def _token(people: SmallSchool, tie: Guardianship, language: str = "") -> str:
    return invite(guardian=tie.guardian, email="bo@home.example", language=language, by=people.joy, at=AT)


def _found(token: str) -> Invitation:
    invitation = queries.invitation_of(token, NEXT_DAY)
    assert invitation is not None
    return invitation


def test_only_a_digest_of_the_secret_is_kept(people: SmallSchool, tie: Guardianship) -> None:
    token = _token(people, tie)
    kept = Invitation.objects.get()
    assert token not in {str(value) for value in kept.__dict__.values()}
    assert len(token) > 40
    assert token not in str(list(AuditEvent.objects.values("detail")))


def test_a_new_account_sees_the_child_and_no_other(people: SmallSchool, tie: Guardianship) -> None:
    invitation = _found(_token(people, tie, language="zh-hans"))
    account = open_account(
        invitation=invitation, name="Bo Lund", email="bo@home.example", password=PASSWORD, at=NEXT_DAY
    )
    viewer = queries.viewer_of(account, ON + timedelta(days=1))
    assert viewer is not None
    assert viewer.roles == {Role.GUARDIAN}
    assert list(queries.children_of_guardian(viewer)) == [people.ada]
    assert account.language == "zh-hans"
    assert account.check_password(PASSWORD)
    event = AuditEvent.objects.get(action="invitation.accepted")
    assert event.actor_id == account.pk
    assert event.detail["children"] == [str(people.ada.pk)]
    assert event.detail["account"] == str(people.joy.account.pk)


def test_an_account_that_exists_becomes_a_guardian_too(people: SmallSchool, tie: Guardianship) -> None:
    accept_invitation(invitation=_found(_token(people, tie)), by=people.carla.account, at=NEXT_DAY)
    carla = people.as_on(people.carla, ON + timedelta(days=1))
    assert carla.roles == {Role.TEACHER, Role.GUARDIAN}
    assert list(queries.children_of_guardian(carla)) == [people.ada]


def test_an_account_of_another_organisation_is_told_to_make_one_here(
    people: SmallSchool, stranger: Stranger, tie: Guardianship
) -> None:
    """Its pages show the other organisation: the child would never be seen, or the work there no more."""
    invitation = _found(_token(people, tie))
    with scope(organisation=stranger.organisation), pytest.raises(NotNow, match="come in at Hillside"):
        accept_invitation(invitation=invitation, by=stranger.stan.account, at=NEXT_DAY)
    assert _found_again(invitation)
    assert queries.viewer_of(stranger.stan.account, ON, people.organisation.pk) is None


def test_an_account_that_has_left_another_organisation_may_accept(
    people: SmallSchool, stranger: Stranger, tie: Guardianship
) -> None:
    with scopes_disabled():
        RoleHeld.objects.filter(account=stranger.stan.account).update(ends=ON)
    accept_invitation(invitation=_found(_token(people, tie)), by=stranger.stan.account, at=NEXT_DAY)
    viewer = queries.viewer_of(stranger.stan.account, ON + timedelta(days=1))
    assert viewer is not None
    assert list(queries.children_of_guardian(viewer)) == [people.ada]


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("America/New_York", datetime(2025, 9, 10, 1, 0, tzinfo=UTC), date(2025, 9, 9)),
        ("Asia/Singapore", datetime(2025, 9, 8, 23, 0, tzinfo=UTC), date(2025, 9, 9)),
    ],
)
def test_it_opens_on_the_day_that_it_is_over_there(
    people: SmallSchool, tie: Guardianship, zone: str, at: datetime, day: date
) -> None:
    """Whoever accepts late in the evening, or early in the morning, comes in at once and not tomorrow."""
    Organisation.objects.update(time_zone=zone)
    token = _token(people, tie)
    Guardianship.objects.filter(pk=tie.pk).update(starts=day)
    invitation = queries.invitation_of(token, at)
    assert invitation is not None
    account = open_account(
        invitation=invitation, name="Bo Lund", email="bo@home.example", password=PASSWORD, at=at
    )
    viewer = queries.viewer_of(account, day)
    assert viewer is not None
    assert list(queries.children_of_guardian(viewer)) == [people.ada]


def test_an_address_that_is_taken_in_the_same_moment_is_refused_in_words(
    people: SmallSchool, tie: Guardianship, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody had the address when it was looked for; somebody has it when the account is made."""
    seen = iter([None, people.mei.account])
    monkeypatch.setattr(queries, "account_of", lambda email: next(seen))
    with pytest.raises(NotNow, match="Sign in with it"):
        open_account(
            invitation=_found(_token(people, tie)), name="Bo", email=people.mei.account.email, password=PASSWORD,
            at=NEXT_DAY,
        )  # fmt: skip


def test_a_known_address_signs_in_instead(people: SmallSchool, tie: Guardianship) -> None:
    invitation = _found(_token(people, tie))
    with pytest.raises(NotNow, match="Sign in with it"):
        open_account(
            invitation=invitation, name="Bo", email="MEI@riverside.example", password=PASSWORD, at=NEXT_DAY
        )
    assert _found_again(invitation)


def test_it_opens_once(people: SmallSchool, tie: Guardianship) -> None:
    token = _token(people, tie)
    invitation = _found(token)
    open_account(invitation=invitation, name="Bo", email="bo@home.example", password=PASSWORD, at=NEXT_DAY)
    assert queries.invitation_of(token, NEXT_DAY) is None
    with pytest.raises(NotNow, match="no longer opens"):
        open_account(
            invitation=invitation, name="Eve", email="eve@home.example", password=PASSWORD, at=NEXT_DAY
        )
    assert not Account.objects.filter(email="eve@home.example").exists()


def test_it_opens_for_fourteen_days(people: SmallSchool, tie: Guardianship) -> None:
    token = _token(people, tie)
    assert queries.invitation_of(token, AT + INVITED_FOR - timedelta(seconds=1))
    assert queries.invitation_of(token, AT + INVITED_FOR) is None
    with pytest.raises(NotNow, match="no longer opens"):
        accept_invitation(invitation=Invitation.objects.get(), by=people.carla.account, at=AT + INVITED_FOR)


def test_a_withdrawn_one_and_an_older_one_open_nothing(people: SmallSchool, tie: Guardianship) -> None:
    first = _token(people, tie)
    second = _token(people, tie)
    assert queries.invitation_of(first, NEXT_DAY) is None
    withdraw_invitation(invitation=_found(second), by=people.joy, at=NEXT_DAY)
    assert queries.invitation_of(second, NEXT_DAY) is None
    states = [invited(each, NEXT_DAY) for each in Invitation.objects.all()]
    assert states == [Invited.WITHDRAWN, Invited.WITHDRAWN]


def test_a_secret_of_nothing_opens_nothing(people: SmallSchool, tie: Guardianship) -> None:
    assert queries.invitation_of("", NEXT_DAY) is None
    assert queries.invitation_of(Invitation.__name__, NEXT_DAY) is None


def test_it_opens_nothing_once_the_tie_has_ended(people: SmallSchool, tie: Guardianship) -> None:
    token = _token(people, tie)
    say_guardianship_ends(tie=tie, ends=NEXT_DAY.date(), by=people.joy, at=AT)
    assert queries.invitation_of(token, NEXT_DAY) is None


def test_nobody_is_invited_who_signs_in_or_was_never_confirmed(
    people: SmallSchool, tie: Guardianship
) -> None:
    with pytest.raises(NotNow, match="signs in already"):
        invite(guardian=people.li_tie.guardian, email="", by=people.joy, at=AT)
    Guardianship.objects.filter(pk=tie.pk).update(confirmed_at=None)
    with pytest.raises(NotNow, match="Confirm first"):
        _token(people, tie)


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
def test_only_a_coordinator_invites_and_withdraws(people: SmallSchool, tie: Guardianship, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(NotAllowed):
        invite(guardian=tie.guardian, email="", by=by, at=AT)
    token = _token(people, tie)
    with pytest.raises(NotAllowed):
        withdraw_invitation(invitation=_found(token), by=by, at=AT)
    assert queries.invitations_of(by, people.ada) == {}
    assert set(queries.invitations_of(people.joy, people.ada)) == {tie.guardian_id}


def test_stranger_invites_nobody_of_ours(people: SmallSchool, stranger: Stranger, tie: Guardianship) -> None:
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed, match="another organisation"):
        invite(guardian=tie.guardian, email="", by=stranger.stan, at=AT)
    token = _token(people, tie)
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed, match="another organisation"):
        withdraw_invitation(invitation=_found(token), by=stranger.stan, at=AT)
    assert queries.invitations_of(replace(stranger.stan), people.ada) == {}


def _found_again(invitation: Invitation) -> bool:
    with scopes_disabled():
        return Invitation.objects.filter(pk=invitation.pk, accepted_at=None).exists()
