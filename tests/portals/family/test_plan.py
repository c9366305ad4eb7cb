"""A family's page of its child's plan: what it reads, what it says, and whose it is alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from alongside.people import actions as people_actions
from alongside.people.choices import Relation
from alongside.people.rules import NotNow
from alongside.plans.actions import plans, texts
from alongside.plans.models import Comment, Plan, PlanVersion
from tests.factories import AT, SmallSchool, Stranger, browser_of
from tests.plans.written import LATER, a_draft, in_force


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


@pytest.fixture
def li(people: SmallSchool) -> Client:
    """Ada's father at his screen."""
    return browser_of(people.li)


def address(people: SmallSchool) -> str:
    return f"/family/{people.ada.pk}/plan/"


def shared(people: SmallSchool) -> PlanVersion:
    version = a_draft(people)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    return version


def test_family_reads_what_is_in_force_in_plain_words(people: SmallSchool, li: Client) -> None:
    in_force(people)
    html = li.get(address(people)).content.decode()
    for words in (
        "What holds now",
        "Writes three sentences of her own.",
        "Twice a week, 30 minutes each time, in class, with the other children",
        "Letters to grandma",
        "Carla Ferreira (Class teacher)",
        "Mei Tan (Occupational therapy)",
        "Individual Education Plan",
    ):
        assert words in html, words
    for clinical in ("4 of 5", "1 of 5", "trials"):
        assert clinical not in html, clinical
    assert "What do you say to the draft?" not in html


def test_draft_is_hidden_until_it_is_shared_and_then_marked(people: SmallSchool, li: Client) -> None:
    version = a_draft(people)
    assert li.get(address(people)).status_code == 404
    plans.share_with_family(version=version, by=people.mei, at=AT)
    html = li.get(address(people)).content.decode()
    assert "A draft is shared with you." in html
    assert "Not decided yet" in html
    assert "What holds now" not in html


def test_draft_of_a_change_stands_beside_what_holds(people: SmallSchool, li: Client) -> None:
    in_force(people)
    draft = plans.amend(plan=Plan.objects.get(), reason="She writes by herself now", by=people.mei, at=AT)
    html = li.get(address(people)).content.decode()
    assert "She writes by herself now" not in html
    plans.share_with_family(version=draft, by=people.mei, at=AT)
    html = li.get(address(people)).content.decode()
    for words in ("What holds now", "The draft", "She writes by herself now"):
        assert words in html, words


def test_family_says_what_it_thinks_of_the_draft_and_reads_it_again(people: SmallSchool, li: Client) -> None:
    version = shared(people)
    answer = li.post(
        address(people), {"about": "At home", "text": "She writes\nto grandma on Sundays."}, follow=True
    )
    html = answer.content.decode()
    assert "Sent. The team reads it" in html
    assert "to grandma on Sundays." in html
    [said] = Comment.objects.filter(version=version)
    assert (said.by, said.about) == (people.li.account, "At home")


def test_what_the_team_says_among_itself_is_not_on_the_familys_page(people: SmallSchool, li: Client) -> None:
    version = shared(people)
    plans.comment(version=version, about="", text="Is this too much?", by=people.mei, at=AT)
    assert "Is this too much?" not in li.get(address(people)).content.decode()


def test_empty_words_are_refused_kindly_and_the_rest_is_kept(people: SmallSchool, li: Client) -> None:
    shared(people)
    html = li.post(address(people), {"about": "The times", "text": " "}).content.decode()
    assert "Write what you want to say, then send it." in html
    assert 'value="The times"' in html
    assert not Comment.objects.exists()


def test_words_are_kept_on_a_refusal(
    people: SmallSchool, li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_said: object) -> None:
        raise NotNow("Comments belong to a draft.")

    shared(people)
    monkeypatch.setattr("alongside.portals.family.plan.comment", refuse)
    html = li.post(address(people), {"text": "Our long and careful words"}).content.decode()
    assert "Comments belong to a draft." in html
    assert "Our long and careful words" in html


def test_where_no_draft_is_shared_nothing_can_be_said(people: SmallSchool, li: Client) -> None:
    in_force(people)
    assert li.post(address(people), {"text": "Hello"}).status_code == 404
    assert not Comment.objects.exists()


def test_a_plan_is_its_own_familys_alone(people: SmallSchool, stranger: Stranger) -> None:
    version = in_force(people)
    tie = people_actions.add_guardian(
        child=people.ben, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT
    )
    people_actions.give_account(
        person=tie.guardian, email="bo@riverside.example", password="right by the river", by=people.joy, at=AT
    )
    other = browser_of(tie.guardian.account)
    paper = f"{address(people)}{version.pk}/print/"
    for browser in (other, *map(browser_of, (people.carla, people.mei, people.joy, stranger.stan))):
        for page in (address(people), paper, f"{paper}full/"):
            assert browser.get(page).status_code == 404
        assert browser.post(address(people), {"text": "Hello"}).status_code == 404


def test_tie_that_nobody_confirmed_opens_nothing(people: SmallSchool, li: Client) -> None:
    in_force(people)
    people.li_tie.confirmed_at = None
    people.li_tie.save()
    assert li.get(address(people)).status_code == 404


def test_somebody_who_is_not_signed_in_is_asked_to(people: SmallSchool) -> None:
    answer = Client().get(address(people))
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_family_prints_one_page_and_the_full_plan(people: SmallSchool, li: Client) -> None:
    version = in_force(people)
    for page in ("print/", "print/?paper=letter", "print/full/"):
        answer = li.get(f"{address(people)}{version.pk}/{page}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert "ada-plan.pdf" in answer["Content-Disposition"]


def test_draft_that_was_not_shared_is_not_printed(people: SmallSchool, li: Client) -> None:
    in_force(people)
    draft = plans.amend(plan=Plan.objects.get(), reason="A change", by=people.mei, at=AT)
    assert li.get(f"{address(people)}{draft.pk}/print/").status_code == 404
    assert li.get(f"{address(people)}{draft.pk}/print/full/").status_code == 404


def test_week_leads_to_the_plan_once_there_is_one_to_read(people: SmallSchool, li: Client) -> None:
    week = f"/family/{people.ada.pk}/"
    version = a_draft(people)
    assert address(people) not in li.get(week).content.decode()
    plans.share_with_family(version=version, by=people.mei, at=AT)
    assert address(people) in li.get(week).content.decode()


def test_page_says_the_organisations_words(people: SmallSchool, li: Client) -> None:
    in_force(people)
    people_actions.set_terms(
        words={"plan": "Individual Learning Plan", "coordinator": "SENCO"}, by=people.joy, at=AT
    )
    html = li.get(address(people)).content.decode()
    assert "Individual Learning Plan" in html
    assert "the SENCO of River School" in html


def test_text_of_a_plan_is_text_and_no_markup(people: SmallSchool, li: Client) -> None:
    version = shared(people)
    texts.save_text(
        version=version, target=version, field="strengths", text="<b>Bold</b>", seen=0, by=people.mei, at=AT
    )
    html = li.get(address(people)).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html


def test_review_day_stands_on_the_page(people: SmallSchool, li: Client) -> None:
    version = shared(people)
    plans.set_review(version=version, review_on=LATER, by=people.mei, at=AT)
    assert f"We look at this plan again on {LATER:%-d %B %Y}." in li.get(address(people)).content.decode()
