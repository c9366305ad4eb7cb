"""Light, dark or as the system: kept in a cookie that the next page is written with."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from alongside.portals.shared.context import look
from alongside.portals.shared.views import theme


def choose(choice: str, back: str = "/week/") -> HttpResponse:
    return theme(RequestFactory().post("/theme/", {"theme": choice, "next": back}))


@pytest.mark.parametrize(("choice", "name"), [("light", "alongside"), ("dark", "alongside-dark")])
def test_a_choice_is_kept_and_the_next_page_has_it(choice: str, name: str) -> None:
    response = choose(choice)
    assert response["Location"] == "/week/"
    request = RequestFactory().get("/week/")
    request.COOKIES["theme"] = response.cookies["theme"].value
    assert look(request) == {"theme": name, "theme_choice": choice}


def test_system_forgets_the_choice() -> None:
    assert choose("system").cookies["theme"]["max-age"] == 0


def test_without_a_choice_the_page_follows_the_system() -> None:
    assert look(RequestFactory().get("/")) == {"theme": "", "theme_choice": "system"}


def test_a_cookie_that_is_no_choice_is_passed_over() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert look(request)["theme"] == ""


def test_a_choice_that_there_is_not_is_refused() -> None:
    assert choose("sepia").status_code == 400


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"]
)
def test_no_way_back_leads_outside(back: str) -> None:
    assert choose("dark", back)["Location"] == "/"


def test_only_a_post_chooses() -> None:
    assert theme(RequestFactory().get("/theme/")).status_code == 405
