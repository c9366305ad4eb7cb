"""The team's door to a plan on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.people import actions as people_actions
from alongside.people.rules import Viewer
from tests.factories import AT, SmallSchool, Stranger
from tests.plans.written import a_draft, in_force

SignedIn = Callable[[Viewer], Client]


@pytest.mark.parametrize(
    "page", ["print/", "print/?paper=letter", "print/plain/", "print/plain/?paper=letter"]
)
def test_team_prints_a_draft_whole_and_in_plain_words(
    people: SmallSchool, signed_in: SignedIn, page: str
) -> None:
    version = a_draft(people)
    for viewer in (people.mei, people.joy):
        answer = signed_in(viewer).get(f"/plans/versions/{version.pk}/{page}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_nobody_but_the_team_prints_it_here(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn
) -> None:
    version = in_force(people)
    for viewer in (people.amara, people.carla, people.hugo, people.li, stranger.stan):
        for page in ("print/", "print/plain/"):
            assert signed_in(viewer).get(f"/plans/versions/{version.pk}/{page}").status_code == 404


def test_plan_leads_to_its_papers_and_says_the_organisations_words(
    people: SmallSchool, signed_in: SignedIn
) -> None:
    version = a_draft(people)
    people_actions.set_terms(words={"plan": "Learning Plan", "goals": "Outcomes"}, by=people.joy, at=AT)
    html = signed_in(people.mei).get(f"/plans/versions/{version.pk}/").content.decode()
    for words in (
        f"/plans/versions/{version.pk}/print/",
        "print/plain/",
        "Learning Plan. Version 1",
        "Outcomes",
    ):
        assert words in html, words
