"""The main navigation: each way once, the one that the page lies under marked."""

from typing import cast

import pytest

from alongside.people.rules import Viewer
from alongside.portals.shared import nav
from alongside.portals.shared.nav import Item, items_for

SOMEBODY = cast("Viewer", object())


@pytest.fixture
def two_portals(monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator = [Item("Children", "/children/", "users"), Item("Bring in", "/children/import/", "upload")]
    therapist = [Item("My children", "/children/", "users"), Item("Home", "/", "house")]
    monkeypatch.setattr(nav, "_portals", lambda: (lambda _: coordinator, lambda _: therapist))


def test_nobody_signed_in_has_no_ways(two_portals: None) -> None:
    assert items_for(None, "/children/") == []


def test_an_address_that_two_portals_name_comes_once(two_portals: None) -> None:
    assert [item.label for item in items_for(SOMEBODY, "/")] == ["Children", "Bring in", "Home"]


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "Home"),
        ("/children/", "Children"),
        ("/children/7/", "Children"),
        ("/children/import/3/", "Bring in"),
        ("/elsewhere/", None),
    ],
)
def test_the_closest_way_is_current(two_portals: None, path: str, here: str | None) -> None:
    assert [item.label for item in items_for(SOMEBODY, path) if item.current] == ([here] if here else [])
