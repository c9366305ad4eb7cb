"""The main navigation: each way once, the one that the page lies under marked."""

import re
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules import Viewer
from alongside.portals.shared import nav
from alongside.portals.shared.nav import Item, items_for

SOMEBODY = cast("Viewer", object())
WAYS = Path(nav.__file__).parents[3] / "frontend" / "src" / "ways.css"


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


def _placed(monkeypatch: pytest.MonkeyPatch, *labels: str) -> list[Item]:
    items = [Item(label, f"/{place}/", "house") for place, label in enumerate(labels)]
    monkeypatch.setattr(nav, "_portals", lambda: (lambda _: items,))
    return items_for(SOMEBODY, "/elsewhere/")


def test_what_is_rarely_needed_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = Item("Bring in", "/import/", "upload", is_last=True)
    monkeypatch.setattr(
        nav, "_portals", lambda: (lambda _: [rare], lambda _: [Item("Plans", "/p/", "house")])
    )
    assert [item.label for item in items_for(SOMEBODY, "/")] == ["Plans", "Bring in"]


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=12))
def test_a_way_never_needs_less_room_than_the_one_before(labels: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        rooms = [item.room for item in _placed(monkeypatch, *labels)]
    assert rooms == sorted(rooms)
    assert set(rooms) <= set(nav.STEPS)


def test_longer_words_need_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    short = _placed(monkeypatch, "Today", "Notes", "Plans")
    long = _placed(monkeypatch, "இன்று", "குறிப்புகள்", "செய்திகள்")
    assert long[-1].room > short[-1].room


@pytest.mark.parametrize(("count", "own_places"), [(4, 4), (5, 5), (6, 4), (10, 4)])
def test_a_phones_foot_has_five_places_at_most(
    monkeypatch: pytest.MonkeyPatch, count: int, own_places: int
) -> None:
    items = _placed(monkeypatch, *(f"Way {number}" for number in range(count)))
    assert [item.at_foot for item in items] == [place < own_places for place in range(count)]


def test_the_header_asks_for_room_in_the_same_steps() -> None:
    said = re.findall(r"\(inline-size < (\d+)rem\)", WAYS.read_text("utf-8"))
    assert [int(step) for step in said] == list(nav.STEPS)
