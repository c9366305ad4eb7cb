"""The page of an organisation's own words."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.people.models import Organisation
from tests.factories import SmallSchool


@pytest.fixture
def page(client: Client, people: SmallSchool) -> Client:
    client.force_login(people.joy.account)
    return client


def test_words_of_a_place_are_filled_in_and_kept_only_when_asked(page: Client, people: SmallSchool) -> None:
    html = page.get("/schools/words/?place=england").content.decode()
    assert 'value="SENCO"' in html
    assert Organisation.objects.get(pk=people.organisation.pk).terms == {}
    answer = page.post("/schools/words/", {"plan": "Support plan", "coordinator": "SENCO"}, follow=True)
    assert 'value="Support plan"' in answer.content.decode()
    assert Organisation.objects.get(pk=people.organisation.pk).terms == {
        "plan": "Support plan",
        "coordinator": "SENCO",
    }


def test_word_too_long_stays_in_its_field(page: Client) -> None:
    html = page.post("/schools/words/", {"plan": "P" * 61}).content.decode()
    assert "P" * 61 in html
    assert "at most 60 characters" in html


def test_place_that_nobody_knows_shows_the_words_as_they_are(page: Client) -> None:
    assert 'value="IEP"' in page.get("/schools/words/?place=atlantis").content.decode()


def test_only_a_coordinator_gets_to_the_words(client: Client, people: SmallSchool) -> None:
    for viewer in (people.mei, people.carla, people.li):
        client.force_login(viewer.account)
        assert client.get("/schools/words/").status_code == 404
