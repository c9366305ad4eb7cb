"""No page and no route without a guard, and the pages of docs/generated say what the code says."""

from __future__ import annotations

import re
from enum import Enum

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from ninja import NinjaAPI

from alongside.config.generated import FOLDER, OPEN_PAGES, Page, all_pages, diagram, render
from alongside.people.choices import Role
from alongside.portals.coordinator.board_api import auth
from alongside.portals.shared.access import for_roles
from tests.factories import AT, ON, SmallSchool


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_page_and_route_is_guarded() -> None:
    guarded = [page for page in all_pages() if page.roles is not None]
    assert len(guarded) > 20


def test_every_open_page_is_there() -> None:
    assert {page.name for page in all_pages() if page.roles is None} == set(OPEN_PAGES)


def _address(page: Page) -> str:
    """The page's address with something in its gaps."""
    gap = "00000000-0000-4000-8000-000000000000"
    return re.sub(r"\{\w+\}", gap, page.address.split(" ")[0].replace("{on}", str(ON)))


def _closed_pages() -> list[Page]:
    return [page for page in all_pages() if page.roles is not None and not page.address.startswith("/api/")]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser on the day on which the small school was set up."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    return Client()


def test_nobody_is_let_in_without_signing_in(people: SmallSchool, browser: Client) -> None:
    for page in _closed_pages():
        for answer in (browser.get(_address(page)), browser.post(_address(page))):
            turned_away = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
            assert turned_away or answer.status_code == 405, page.address


@pytest.mark.parametrize("who", ["joy", "mei", "carla", "li"])
def test_wrong_role_and_missing_page_look_alike(people: SmallSchool, browser: Client, who: str) -> None:
    viewer = getattr(people, who)
    browser.force_login(viewer.account)
    for page in _closed_pages():
        if page.roles and not viewer.roles & set(page.roles):
            for answer in (browser.get(_address(page)), browser.post(_address(page))):
                assert answer.status_code in {404, 405}, page.address


def test_a_route_is_closed_to_all_but_its_roles(people: SmallSchool, browser: Client) -> None:
    routes = [page for page in all_pages() if page.roles is not None and page.address.startswith("/api/")]
    assert routes
    for viewer in (None, people.mei, people.carla, people.li):
        if viewer:
            browser.force_login(viewer.account)
        for page in routes:
            if viewer is None or not viewer.roles & set(page.roles or ()):
                method = browser.post if "(POST)" in page.address else browser.get
                assert method(_address(page)).status_code in {401, 403, 404}, page.address


@pytest.mark.parametrize("name", sorted(render()))
def test_generated_page_says_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text() == render()[name], "run ./run generate, read the page, and keep it"


def test_an_unguarded_page_is_caught() -> None:
    with pytest.raises(LookupError, match="/secrets/ is guarded by nobody"):
        list(all_pages([path("secrets/", _page, name="secrets")]))


def test_a_guarded_page_is_let_be() -> None:
    page = path("class/<uuid:pk>/", for_roles(Role.TEACHER)(_page), name="class")
    assert [(each.address, each.roles) for each in all_pages([page])] == [("/class/{pk}/", ("teacher",))]


def _routes(api: NinjaAPI) -> list[str]:
    patterns = [path("api/", api.urls)]
    return [each.address for each in all_pages(patterns) if each.roles is not None]


def test_a_route_without_auth_is_caught() -> None:
    api = NinjaAPI(urls_namespace="board", docs_url=None)

    @api.post("/notes")
    def add_note(request: HttpRequest) -> str:
        return "kept"

    with pytest.raises(LookupError, match="is a route without auth="):
        _routes(api)


def test_a_route_with_auth_is_let_be() -> None:
    api = NinjaAPI(urls_namespace="board", docs_url=None)

    @api.post("/notes", auth=auth)
    def add_note(request: HttpRequest) -> str:
        return "kept"

    assert _routes(api) == ["/api/notes (POST)"]


class _Light(Enum):
    RED = "red"
    GREEN = "green"

    @property
    def label(self) -> str:
        return self.value.title()


def test_diagram_begins_at_the_first_state_and_ends_where_nothing_follows() -> None:
    assert diagram({_Light.RED: {_Light.GREEN}, _Light.GREEN: set()}) == [
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> red",
        "    red: Red",
        "    red --> green",
        "    green: Green",
        "    green --> [*]",
        "```",
    ]
