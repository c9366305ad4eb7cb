"""How an organisation records, its devices and their files: coordinators alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.capture.actions.devices import greet_device
from alongside.capture.choices import Reason
from alongside.capture.queries.ways import ways_of
from tests.scheduling.world import NOW, World

pytestmark = pytest.mark.usefixtures("tuesday")


def test_the_ladder_and_the_rule_are_said_each_by_itself(world: World) -> None:
    browser = world.browser("joy")
    page = reverse("coordinator:recording")
    assert browser.get(page).status_code == 200
    browser.post(page, {"words": "Alone\nNudge\nTogether"})
    browser.post(page, {"reasons": ["refused"], "within": "10"})
    ways = ways_of(world.joy)
    assert ways.ladder == ("Alone", "Nudge", "Together")
    assert (ways.made_up[Reason.REFUSED], ways.made_up[Reason.STAFF_AWAY], ways.make_up_within) == (
        True,
        False,
        10,
    )
    refused = browser.post(page, {"words": "Alone"})
    assert "2 to 8" in refused.content.decode()


def test_a_lost_device_is_voided_and_let_in_again(world: World) -> None:
    ada = world.viewer("Ada", NOW.date())
    device = greet_device(installation=uuid4(), name="The blue tablet", by=ada, at=NOW - timedelta(days=1))
    browser = world.browser("joy")
    assert "The blue tablet" in browser.get(reverse("coordinator:devices")).content.decode()
    browser.post(reverse("coordinator:device_void", args=[device.pk]))
    device.refresh_from_db()
    assert device.voided_at is not None
    browser.post(reverse("coordinator:device_found", args=[device.pk]))
    device.refresh_from_db()
    assert device.voided_at is None


def test_a_file_that_is_no_outbox_gets_a_sentence(world: World) -> None:
    answer = world.browser("joy").post(
        reverse("coordinator:devices"), {"file": SimpleUploadedFile("outbox.json", b"{}")}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_others_find_no_such_pages(world: World, elsewhere: World) -> None:
    device = greet_device(installation=uuid4(), name="", by=world.viewer("Ada", NOW.date()), at=NOW)
    assert world.browser("Ada").get(reverse("coordinator:recording")).status_code == 404
    stranger = elsewhere.browser("joy")
    assert stranger.post(reverse("coordinator:device_void", args=[device.pk])).status_code == 404
