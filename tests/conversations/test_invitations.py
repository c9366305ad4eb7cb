"""A guardian's invitation and its letter: together or not at all, and no child in either."""

from __future__ import annotations

import pytest
from django_scopes import scope

from alongside.conversations.actions.invitations import invite_guardian
from alongside.conversations.models import Mail
from alongside.people.actions import add_guardian
from alongside.people.choices import Relation
from alongside.people.models import Guardian, Invitation
from alongside.people.queries import invitation_of
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, SmallSchool, Stranger

PAGE = "https://alongside.example/invitation/{token}/"


@pytest.fixture
def bo(people: SmallSchool) -> Guardian:
    """Ada's mother, who has no account yet."""
    tie = add_guardian(child=people.ada, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT)
    return tie.guardian


def test_the_letter_carries_the_link_that_opens(people: SmallSchool, bo: Guardian) -> None:
    link = invite_guardian(
        guardian=bo, email="bo@home.example", language="", address=PAGE, by=people.joy, at=AT
    )
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("bo@home.example", "Riverside invites you to Alongside")
    assert link in mail.body
    assert "Ada" not in mail.body
    assert "&" not in mail.body  # Plain text: nothing is escaped.
    assert invitation_of(link.rstrip("/").rpartition("/")[2], AT) == Invitation.objects.get()


def test_without_an_address_there_is_the_link_alone(people: SmallSchool, bo: Guardian) -> None:
    assert invite_guardian(guardian=bo, email="", language="", address=PAGE, by=people.joy, at=AT)
    assert not Mail.objects.exists()


def test_a_refused_invitation_sends_nothing(people: SmallSchool, stranger: Stranger, bo: Guardian) -> None:
    asked = {"email": "bo@home.example", "language": "", "address": PAGE, "at": AT}
    for by in (people.mei, people.carla, people.li):
        with pytest.raises(NotAllowed):
            invite_guardian(guardian=bo, by=by, **asked)
    with pytest.raises(NotNow, match="signs in already"):
        invite_guardian(guardian=people.li_tie.guardian, by=people.joy, **asked)
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed, match="another organisation"):
        invite_guardian(guardian=bo, by=stranger.stan, **asked)
    assert not Mail.objects.exists()
    assert not Invitation.objects.exists()
