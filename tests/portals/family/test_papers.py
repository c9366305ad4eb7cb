"""A family's papers: consent answered purpose by purpose, the guide, and progress with its charts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from alongside.people.actions.consents import ask_consent
from alongside.people.choices import Purpose
from alongside.people.models import Consent
from alongside.people.queries.consents import has_consent
from alongside.strategies.queries.guide import guide
from tests.factories import AT, ON, SmallSchool, Stranger, browser_of
from tests.portals.family.at_home import NOW, a_home

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def li(people: SmallSchool) -> Client:
    return browser_of(people.li)


def consent_of(people: SmallSchool) -> str:
    return reverse("family:consent", args=[people.ada.pk])


def test_each_purpose_says_what_follows_on_yes_and_on_no(people: SmallSchool, li: Client) -> None:
    html = li.get(consent_of(people)).content.decode()
    for words in (
        "Photos and video",
        "No picture is taken. Ada takes part in everything all the same.",
        "A machine translates messages",
        "Statistics without names",
        "You have not answered yet. Until you answer, no picture is taken.",
        "Until you say no, Ada is counted.",
    ):
        assert words in html, words
    assert "{name}" not in html


def test_yes_and_then_no_both_stay_with_their_day(people: SmallSchool, li: Client) -> None:
    said = {"purpose": Purpose.PICTURES, "named": ""}
    html = li.post(consent_of(people), said | {"answer": "yes"}, follow=True).content.decode()
    assert "Kept: Photos and video, yes, from today." in html
    assert has_consent(people.ada, Purpose.PICTURES, ON)
    html = li.post(consent_of(people), said | {"answer": "no"}, follow=True).content.decode()
    assert "Everything that was said" in html
    assert Consent.objects.count() == 2


def test_what_the_school_asks_is_told_on_the_week_and_answered(people: SmallSchool, li: Client) -> None:
    ask_consent(child=people.ada, purpose=Purpose.OUTSIDE, named="Hearing clinic", by=people.joy, at=AT)
    week = li.get(reverse("family:week", args=[people.ada.pk])).content.decode()
    assert "The school asks you one question" in week
    assert "Hearing clinic" in li.get(consent_of(people)).content.decode()
    li.post(consent_of(people), {"purpose": "outside", "named": "Hearing clinic", "answer": "yes"})
    assert has_consent(people.ada, Purpose.OUTSIDE, ON, "Hearing clinic")


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": "everything", "answer": "yes"},
        {"purpose": "pictures", "answer": "maybe"},
        {"purpose": "outside", "named": " ", "answer": "yes"},
    ],
)
def test_an_answer_to_nothing_is_refused_in_a_sentence(
    people: SmallSchool, li: Client, said: dict[str, str]
) -> None:
    html = li.post(consent_of(people), said, follow=True).content.decode()
    assert "Choose yes or no" in html or "Write which service" in html
    assert not Consent.objects.exists()


def test_another_family_and_a_stranger_answer_nothing(
    people: SmallSchool, li: Client, stranger: Stranger
) -> None:
    said = {"purpose": "pictures", "answer": "yes"}
    assert li.post(reverse("family:consent", args=[people.ben.pk]), said).status_code == 404
    for viewer in (people.mei, people.carla, people.joy, stranger.stan):
        assert browser_of(viewer).post(consent_of(people), said).status_code == 404
    assert not Consent.objects.exists()


def test_the_guide_is_six_pages_that_lead_on(people: SmallSchool, li: Client) -> None:
    pages = guide("en-gb").pages
    assert len(pages) == 6
    overview = li.get(reverse("family:about")).content.decode()
    for number, page in enumerate(pages):
        assert page.title in overview
        html = li.get(reverse("family:about_page", args=[page.id])).content.decode()
        assert escape(page.questions[0].answer) in html
        for near in pages[max(number - 1, 0) : number + 2]:
            assert near.title in html
    assert li.get(reverse("family:about_page", args=["nothing"])).status_code == 404


def test_a_language_without_a_guide_reads_it_in_english_and_says_so() -> None:
    assert guide("xx") == guide("en-gb")
    assert guide("xx").language == "en-gb"


def test_progress_tells_every_goal_with_its_chart(
    people: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    home = a_home(people)
    html = home.li.get(reverse("family:progress", args=[people.ada.pk])).content.decode()
    for words in (
        "Writes three sentences of her own.",
        "Without help 4 times in 5 last week.",
        "Counted on 5 days, in class.",
        "Every day on which we looked",
        "<svg",
    ):
        assert words in html, words
    for clinical in ("aimline", "trend", "95 %", "trials", "on track"):
        assert clinical not in html, clinical


def test_progress_without_a_plan_is_said_gently(people: SmallSchool, li: Client) -> None:
    html = li.get(reverse("family:progress", args=[people.ada.pk])).content.decode()
    assert "No plan is in force yet." in html


def test_papers_lead_to_what_there_is(people: SmallSchool, li: Client) -> None:
    html = li.get(reverse("family:papers", args=[people.ada.pk])).content.decode()
    assert consent_of(people) in html
    assert "5 questions wait for you" in html
    assert reverse("family:plan", args=[people.ada.pk]) not in html
    assert reverse("public:calendars") in html
