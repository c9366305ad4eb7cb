"""The front door, and the pages of private calendar addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from alongside.exchange.models import CalendarAddress
from alongside.people.actions import found_organisation
from alongside.people.models import RoleHeld
from tests.factories import browser_of
from tests.scheduling.world import PASSWORD, TODAY, World

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.mark.parametrize(
    ("name", "first_page"),
    [
        ("joy", "coordinator:timetable"),
        ("Ada", "today:mine"),
        ("Tom", "my_class:mine"),
        ("Gita", "family:children"),
    ],
)
def test_door_leads_each_to_her_first_page(world: World, name: str, first_page: str) -> None:
    answer = world.browser(name).get("/")
    assert answer.headers["Location"] == reverse(first_page)
    assert world.browser(name).get("/", follow=True).status_code == 200


def test_door_asks_a_stranger_to_sign_in(world: World) -> None:
    html = Client().get("/").content.decode()
    assert reverse("account_login") in html
    assert "demo" not in html


def test_door_tells_who_has_no_role_any_more_whom_to_ask(world: World) -> None:
    RoleHeld.objects.filter(account=world.accounts["Tom"]).update(ends=TODAY)
    browser = world.browser("Tom")
    assert "Your account belongs to no team at present." in browser.get("/").content.decode()
    for address in (reverse("my_class:mine"), reverse("public:calendars")):
        assert browser.get(address).status_code == 404


def test_organisation_founded_in_the_evening_is_entered_at_once(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At nine in the evening in New York it is the next day in UTC."""
    at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    joy = found_organisation(
        name="Harbour", time_zone="America/New_York", coordinator="Joy", email="joy@harbour.example",
        password=PASSWORD, by=None, at=at,
    )  # fmt: skip
    assert joy.on == TODAY
    browser = browser_of(joy)
    assert browser.get("/").headers["Location"] == reverse("coordinator:timetable")


def test_address_is_made_shown_once_and_withdrawn(world: World) -> None:
    browser = world.browser("Ada")
    page = reverse("public:calendars")
    made = browser.post(page, {"label": "Kitchen"}).content.decode()
    [token] = set(re.findall(r"/calendar/([\w-]+)\.ics", made))
    assert "webcal://" in made
    assert "calendar.google.com" in made
    assert browser.get(f"/calendar/{token}.ics").status_code == 200
    again = browser.get(page).content.decode()
    assert "Kitchen" in again
    assert token not in again
    address = CalendarAddress.objects.get()
    browser.post(reverse("public:calendar_close", args=[address.pk]))
    assert "Kitchen" not in browser.get(page).content.decode()
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_address_without_a_label_has_one(world: World) -> None:
    world.browser("Gita").post(reverse("public:calendars"), {"label": "  "})
    assert CalendarAddress.objects.get().label == "My calendar"


def test_nobody_withdraws_anothers_address(world: World, elsewhere: World) -> None:
    world.browser("Ada").post(reverse("public:calendars"), {"label": "Mine"})
    close = reverse("public:calendar_close", args=[CalendarAddress.objects.get().pk])
    for browser in (world.browser("joy"), world.browser("Ben"), elsewhere.browser("joy")):
        assert browser.post(close).status_code == 404
    assert world.browser("Ada").get(close).status_code == 405
    assert Client().post(close).headers["Location"].startswith(reverse("account_login"))
    assert CalendarAddress.objects.get().withdrawn_at is None


def test_signed_out_reader_is_asked_to_sign_in(world: World) -> None:
    answer = Client().get(reverse("public:calendars"))
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_address_is_made_only_with_its_token(world: World) -> None:
    browser = browser_of(world.accounts["Ada"], csrf=True)
    assert browser.post(reverse("public:calendars"), {"label": "Mine"}).status_code == 403
    assert not CalendarAddress.objects.exists()
