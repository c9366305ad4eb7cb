"""The page that is handed to a child: a face at one tap, pictures, hers to leave; nothing of anybody else on it."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.capture.models import Observation
from alongside.capture.queries.seen import standing_observations
from alongside.capture.queries.visits import VisitOnDay
from tests.factories import browser_of
from tests.portals.therapist.test_today import in_it
from tests.scheduling.world import World


def page_of(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, VisitOnDay, str]:
    """Ada's browser, her visit, and the address of the page for its first child."""
    browser, _on, visit = in_it(world, monkeypatch)
    child = visit.pupils[0].child
    assert visit.planned_on is not None
    query = f"?series={visit.series}&on={visit.planned_on.isoformat()}"
    return browser, visit, f"/today/visits/{visit.id}/voice/{child.pk}/{query}"


def test_a_face_then_pictures_then_thanks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, visit, address = page_of(world, monkeypatch)
    child = visit.pupils[0].child
    asked = browser.get(address).text
    assert "Not today" in asked
    others = [pupil.child.family_name for pupil in visit.pupils[1:]]
    assert all(name not in asked for name in others if name)
    face = browser.post(address, {"face": "4"})
    assert standing_observations().get(child=child).value == {"face": 4}
    pictures = browser.get(face.headers["Location"])
    assert "What helped?" in pictures.text
    assert "OpenMoji" in pictures.text
    done = browser.post(
        face.headers["Location"], {"face": "4", "pictures": "1", "picture": ["friend", "noise"]}
    )
    assert standing_observations().get(child=child).value == {"face": 4, "pictures": ["friend", "noise"]}
    assert "Thank you" in browser.get(done.headers["Location"]).text


def test_not_today_keeps_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _visit, address = page_of(world, monkeypatch)
    assert "That is fine" in browser.get(f"{address}&step=left").text
    assert not Observation.objects.exists()


def test_what_is_no_face_is_refused_and_nothing_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _visit, address = page_of(world, monkeypatch)
    for face in ("", "9", "-1", "²"):
        answer = browser.post(address, {"face": face})
        assert "There are 5 faces" in browser.get(answer.headers["Location"]).text
    assert not Observation.objects.exists()


def test_visit_page_leads_there_and_strangers_get_404(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, visit, address = page_of(world, monkeypatch)
    assert visit.planned_on is not None
    seen = browser.get(f"/today/visits/{visit.id}/?series={visit.series}&on={visit.planned_on.isoformat()}")
    assert f"/voice/{visit.pupils[0].child.pk}/" in seen.text
    stranger = browser_of(elsewhere.joy)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"face": "3"}).status_code == 404
    other = next(each for each in world.children.values() if each.pk not in visit.children)
    assert browser.get(address.replace(str(visit.pupils[0].child.pk), str(other.pk))).status_code == 404
