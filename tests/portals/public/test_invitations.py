"""Where an invitation leads: in with a new account or the known one; a dead link says nothing about anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.people.actions import add_guardian
from alongside.people.actions.invitations import invite
from alongside.people.choices import Relation
from alongside.people.models import Account, Guardianship, Invitation
from tests.factories import AT, PASSWORD, SmallSchool, Stranger, browser_of

NEW = {"name": "Bo Lund", "email": "bo@home.example", "password": "three green boats"}
NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NEXT_DAY)


@pytest.fixture
def link(people: SmallSchool) -> str:
    """Bo, who answers for Ada too, was invited."""
    tie = add_guardian(child=people.ada, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT)
    token = invite(guardian=tie.guardian, email="bo@home.example", by=people.joy, at=AT)
    return reverse("public:invitation", args=[token])


def test_the_link_opens_without_naming_a_child(link: str) -> None:
    answer = Client().get(link)
    html = answer.content.decode()
    assert "Riverside invites Bo Lund." in html
    assert "Ada" not in html
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_new_account_leads_to_the_childs_week(people: SmallSchool, link: str) -> None:
    browser = Client()
    answer = browser.post(link, NEW, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("family:week", args=[people.ada.pk])
    html = answer.content.decode()
    assert "Ada’s week" in html
    assert "Ben" not in html
    assert browser.get(reverse("family:week", args=[people.ben.pk])).status_code == 404
    assert Client().get(link).status_code == 404


def test_a_weak_password_and_a_known_address_are_refused_with_the_words_kept(
    people: SmallSchool, link: str
) -> None:
    short = Client().post(link, NEW | {"password": "short"}).content.decode()
    assert "too short" in short
    assert 'value="bo@home.example"' in short
    known = Client().post(link, NEW | {"email": people.mei.account.email}).content.decode()
    assert "There is an account with this address. Sign in with it, then accept." in known
    people.mei.account.refresh_from_db()
    assert people.mei.account.check_password(PASSWORD)
    assert not Account.objects.filter(email="bo@home.example").exists()


def test_somebody_signed_in_accepts_with_their_account(people: SmallSchool, link: str) -> None:
    carla = browser_of(people.carla.account)
    assert "You are signed in as Carla Ferreira" in carla.get(link).content.decode()
    carla.post(link)
    assert carla.get(reverse("family:week", args=[people.ada.pk])).status_code == 200
    assert Guardianship.objects.get(guardian__name="Bo Lund").guardian.account == people.carla.account


def test_looking_accepts_nothing(people: SmallSchool, link: str) -> None:
    browser_of(people.carla.account).get(link)
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("how", ["wrong", "old", "withdrawn", "used"])
def test_dead_links_look_alike(
    people: SmallSchool, link: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "wrong":
        link = reverse("public:invitation", args=["x" * 43])
    elif how == "old":
        monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=14))
    else:
        field = "withdrawn_at" if how == "withdrawn" else "accepted_at"
        Invitation.objects.update(**{field: AT})
    for browser in (Client(), browser_of(people.carla.account)):
        for answer in (browser.get(link), browser.post(link, NEW)):
            assert answer.status_code == 404
            assert "This link no longer opens" in answer.content.decode()
            assert "Riverside invites" not in answer.content.decode()


def test_a_stranger_with_the_link_is_let_in_as_that_guardian_alone(
    people: SmallSchool, stranger: Stranger, link: str
) -> None:
    """The link is the key: who holds it comes in. That is why it opens once, and why it can be withdrawn."""
    hugo = browser_of(people.hugo.account)
    hugo.post(link)
    assert Guardianship.objects.get(guardian__name="Bo Lund").guardian.account == people.hugo.account
    assert hugo.get(reverse("my_class:child", args=[people.class_2b.pk, people.ada.pk])).status_code == 404
    assert hugo.get(reverse("coordinator:child", args=[people.ada.pk])).status_code == 404


def test_somebody_of_another_organisation_reads_what_to_do(
    people: SmallSchool, stranger: Stranger, link: str
) -> None:
    stan = browser_of(stranger.stan.account)
    html = stan.post(link).content.decode()
    assert "With this account you come in at Hillside." in html
    assert "sign out first" in html
    assert Guardianship.objects.get(guardian__name="Bo Lund").guardian.account is None


def test_who_was_invited_in_a_language_reads_it_from_the_first_page_on(people: SmallSchool) -> None:
    tie = add_guardian(child=people.ada, name="Lin Yue", relation=Relation.MOTHER, by=people.joy, at=AT)
    token = invite(guardian=tie.guardian, email="lin@home.example", language="fr", by=people.joy, at=AT)
    address = reverse("public:invitation", args=[token])
    browser = Client()
    first = browser.get(address)
    assert first.headers["Content-Language"] == "fr"
    assert '<html lang="fr"' in first.content.decode()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert '<html lang="es"' in browser.get(address).content.decode(), "their own choice comes first"
