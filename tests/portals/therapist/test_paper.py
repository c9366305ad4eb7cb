"""Keying in a sheet on its page, and the sheet as PDF."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from alongside.capture.models import Observation
from alongside.formats.pdf.typeset import font_paths
from alongside.portals.therapist.day_cards import address
from tests.portals.therapist.test_today import at_minute, day_with_visit
from tests.scheduling.world import World


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at_minute(monkeypatch, 9 * 60 + 15)


def test_what_is_keyed_in_is_kept_and_a_wrong_field_keeps_what_was_written(world: World) -> None:
    world.published()
    _on, visit = day_with_visit(world)
    page = address("key_in", visit)
    browser = world.browser("Ada")
    shown = browser.get(page)
    assert shown.status_code == 200
    fields = [field for _child, goals, beside in shown.context["children"] for field in (*goals, *beside)]
    face = next(field for field in fields if field.measure == "confidence")
    wrong = browser.post(page, {face.name: "nine"})
    assert wrong.status_code == 422
    assert b"no whole number" in wrong.content
    assert b'value="nine"' in wrong.content
    assert not Observation.objects.exists()
    right = browser.post(page, {face.name: "4", "adult": "teacher"}, follow=True)
    assert "1 observation is kept" in right.content.decode()
    assert [each.value for each in Observation.objects.all()] == [{"face": 4}]


@pytest.mark.skipif(not font_paths(settings.PDF_FACES_DIR)[0].is_dir(), reason="The faces are not installed.")
def test_the_sheet_is_a_pdf(world: World) -> None:
    world.published()
    on, visit = day_with_visit(world)
    answer = world.browser("Ada").get(reverse("today:sheet_of", args=[visit.staff_id, on]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_a_stranger_finds_neither(world: World, elsewhere: World) -> None:
    world.published()
    on, visit = day_with_visit(world)
    browser = elsewhere.browser("joy")
    assert browser.get(address("key_in", visit)).status_code == 404
    assert browser.get(reverse("today:sheet_of", args=[visit.staff_id, on])).status_code == 404
