"""What opens by a secret or a device, once its owner has to do with the child no longer: calendars, tablets, links."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from alongside.capture.models import Observation
from alongside.exchange.actions import calendars
from alongside.exchange.models import CalendarAddress
from alongside.people.actions.families import say_guardianship_ends
from alongside.people.actions.invitations import invite
from alongside.people.models import Guardian
from tests.capture.sent import INSTALLATION, a_device, seen
from tests.factories import AT, ON, browser_of
from tests.portals.addressed import NOW
from tests.portals.everything import Everything, everything
from tests.portals.outsiders import OUTSIDERS

#: Whoever records with a tablet and has nothing to do with Ada, or nothing any longer.
WITH_A_TABLET = [
    "coordinator elsewhere",
    "therapist elsewhere",
    "assistant elsewhere",
    "therapist of nobody",
    "assistant outside the team",
    "therapist of before",
    "guardian who is a therapist",
]


@pytest.fixture
def there(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Everything]:
    """Everything, in its organisation's open scope, on its day."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    told = everything()
    with scope(organisation=told.people.organisation):
        yield told


def feed(token: str) -> tuple[int, str]:
    answer = Client().get(reverse("public:feed", args=[token]))
    return answer.status_code, answer.text


@pytest.mark.parametrize(("name", "before"), [("li", "guardian of before"), ("carla", "teacher of before")])
def test_calendar_tells_of_no_visit_to_a_child_of_before(there: Everything, name: str, before: str) -> None:
    token = calendars.open_address(label="Phone", by=there.who[name], at=AT)
    assert "BEGIN:VEVENT" in feed(token)[1]
    OUTSIDERS[before].account(there.people)
    status, text = feed(token)
    assert (status, "BEGIN:VEVENT" in text) == (200, False)


def test_therapist_of_before_reads_her_own_visits_and_no_letter_of_the_child(there: Everything) -> None:
    token = calendars.open_address(label="Phone", by=there.who["mei"], at=AT)
    assert "2B: A." in feed(token)[1]
    OUTSIDERS["therapist of before, with her own"].account(there.people)
    text = feed(token)[1]
    assert "BEGIN:VEVENT" in text
    assert "A." not in [line.rpartition(" ")[2] for line in text.splitlines() if line.startswith("SUMMARY")]


def test_calendar_that_was_closed_is_like_one_that_never_was(there: Everything) -> None:
    mei = there.who["mei"]
    token = calendars.open_address(label="Lost phone", by=mei, at=AT)
    address = CalendarAddress.objects.get(label="Lost phone")
    calendars.close_address(address=address, by=mei, at=AT)
    assert {feed(token)[0], feed("no such secret")[0]} == {404}


def test_invitation_opens_no_more_once_the_tie_has_ended(there: Everything) -> None:
    guardian = Guardian.objects.get(name="Ida Lund")
    token = invite(guardian=guardian, email="ida@riverside.example", by=there.who["joy"], at=AT)
    address = reverse("public:invitation", args=[token])
    assert Client().get(address).status_code == 200
    say_guardianship_ends(tie=guardian.guardianships.get(), ends=ON, by=there.who["joy"], at=AT)
    for answer in (
        Client().get(address),
        Client().post(address, {"name": "x", "password": "three green boats"}),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("who", WITH_A_TABLET)
def test_tablet_knows_nothing_of_her_and_nothing_is_taken_from_it(there: Everything, who: str) -> None:
    browser = browser_of(OUTSIDERS[who].account(there.people))
    kept = Observation.objects.count()
    pack = browser.get("/api/capture/pack", {"installation": str(INSTALLATION)})
    assert pack.status_code == 200
    assert str(there.people.ada.pk) not in pack.text
    entry = seen(
        there.people.ada, NOW, visit={"id": str(there.visit.pk), "series": None, "on": ON.isoformat()}
    )
    batch = {"device": pack.json()["device"]["id"], "device_now": NOW.isoformat(), "entries": [entry]}
    answer = browser.post("/api/capture/entries", json.dumps(batch), content_type="application/json")
    assert [each["answer"] for each in answer.json()["answers"]] == ["refused"]
    assert Observation.objects.count() == kept


def test_tablet_of_somebody_else_is_not_known(there: Everything) -> None:
    device = a_device(there.who["mei"], AT, uuid.uuid4())
    batch = {"device": str(device.pk), "device_now": NOW.isoformat(), "entries": []}
    for who in ("tove", "joy"):
        answer = browser_of(there.who[who]).post(
            "/api/capture/entries", json.dumps(batch), content_type="application/json"
        )
        assert answer.status_code == 404


@pytest.mark.parametrize("who", ["li", "carla"])
def test_who_records_nothing_is_not_spoken_to(there: Everything, who: str) -> None:
    browser = browser_of(there.who[who])
    asked = [
        browser.get("/api/capture/pack", {"installation": str(INSTALLATION)}),
        browser.get("/api/capture/token"),
        browser.post("/api/capture/entries", "{}", content_type="application/json"),
    ]
    assert {answer.status_code for answer in asked} == {403}
