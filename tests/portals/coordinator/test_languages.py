"""The coordinator's page of languages: how full each is, and who vouches for it."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.people import queries
from alongside.people.actions import languages as actions
from alongside.portals.shared import languages
from alongside.portals.shared.languages import Language
from tests.factories import AT, SmallSchool, Stranger


@pytest.fixture
def page(client: Client, people: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> Client:
    known = (
        Language("en-gb", "English", 0, 0, False),
        Language("ms", "Bahasa Melayu", 200, 199, True),
        Language("ta", "தமிழ்", 200, 0, True),
    )
    monkeypatch.setattr(languages, "all_languages", lambda: known)
    monkeypatch.setattr("alongside.portals.coordinator.languages.all_languages", lambda: known)
    client.force_login(people.joy.account)
    return client


def test_page_says_how_full_each_language_is(page: Client) -> None:
    html = page.get("/schools/languages/").content.decode()
    assert "199 of 200 texts are translated (99 in a hundred)" in html
    assert "Nothing is translated yet, so it is not offered." in html
    assert html.count("I read this language and confirm it") == 1


def test_language_is_confirmed_by_name_and_taken_back(page: Client, people: SmallSchool) -> None:
    html = page.post("/schools/languages/ms/", follow=True).content.decode()
    assert f"Confirmed by {people.joy.account.name} on " in html
    assert queries.is_language_confirmed(people.joy, "ms")
    html = page.post("/schools/languages/ms/", {"back": "1"}, follow=True).content.decode()
    assert "Nobody has confirmed it yet." in html
    assert not queries.is_language_confirmed(people.joy, "ms")


def test_texts_that_came_later_are_counted(page: Client, people: SmallSchool) -> None:
    actions.confirm(language="ms", strings=190, by=people.joy, at=AT)
    assert "9 texts have been added since." in page.get("/schools/languages/").content.decode()


def test_word_given_twice_is_refused_with_a_sentence(page: Client) -> None:
    page.post("/schools/languages/ms/")
    assert "confirmed already" in page.post("/schools/languages/ms/", follow=True).content.decode()


@pytest.mark.parametrize("code", ["ta", "en-gb", "tlh"])
def test_language_of_which_nothing_is_translated_cannot_be_confirmed(page: Client, code: str) -> None:
    assert page.post(f"/schools/languages/{code}/").status_code == 404


def test_others_get_neither_to_the_page_nor_to_the_word(
    page: Client, people: SmallSchool, stranger: Stranger
) -> None:
    for viewer in (people.mei, people.carla, people.li):
        page.force_login(viewer.account)
        assert page.get("/schools/languages/").status_code == 404
        assert page.post("/schools/languages/ms/").status_code == 404
    page.force_login(stranger.stan.account)
    page.post("/schools/languages/ms/")
    assert not queries.is_language_confirmed(people.joy, "ms")
