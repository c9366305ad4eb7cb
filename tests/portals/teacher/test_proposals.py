"""A week that is proposed: the teacher reads her class's part and answers; the coordinator asks and reads."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from alongside.scheduling.actions import proposals
from alongside.scheduling.models import Proposal, ProposalAnswer, Timetable
from alongside.scheduling.queries.proposals import proposed_week
from tests.scheduling.world import NOW, World

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def draft(world: World) -> Timetable:
    return world.draft()


@pytest.fixture
def proposal(world: World, draft: Timetable) -> Proposal:
    return proposals.ask_teachers(draft=draft, by=world.joy, at=NOW)


@pytest.fixture
def tom(world: World) -> Client:
    """The teacher of 1A at his screen."""
    return world.browser("Tom")


def address(world: World, proposal: Proposal, name: str = "proposal", classroom: str = "1A") -> str:
    return reverse(f"my_class:{name}", args=[proposal.pk, world.classes[classroom].pk])


def seen(world: World, proposal: Proposal) -> str:
    week = proposed_week(world.viewer("Tom"), proposal.pk, world.classes["1A"].pk)
    assert week is not None
    return week.seen


def test_coordinator_asks_and_today_leads_to_the_week(world: World, draft: Timetable, tom: Client) -> None:
    board = reverse("coordinator:draft", args=[draft.pk])
    joy = world.browser("joy")
    assert "Ask the teachers" in joy.get(board).content.decode()
    assert joy.post(reverse("coordinator:draft_ask", args=[draft.pk])).headers["Location"] == board
    after = joy.get(board).content.decode()
    assert "Not answered yet:" in after
    assert "1A (Tom Marsh)" in after
    assert "2 classes have not answered." in joy.get(reverse("coordinator:timetable")).content.decode()
    today = tom.get(reverse("my_class:today", args=[world.classes["1A"].pk])).content.decode()
    assert "Joy Amos asks: does a new week suit 1A?" in today


def test_teacher_reads_her_class_and_says_yes(world: World, proposal: Proposal, tom: Client) -> None:
    html = tom.get(address(world, proposal)).content.decode()
    for words in ("Does this week suit 1A?", "Ada Marsh", "Noor", "Yes, this suits us"):
        assert words in html, words
    for hidden in ("Mira", "Sami", "Wren"):
        assert hidden not in html, hidden
    tom.post(address(world, proposal, "proposal_answer"), {"yes": "1", "seen": seen(world, proposal)})
    after = tom.get(address(world, proposal)).content.decode()
    assert "Yes, this suits us." in after
    today = tom.get(reverse("my_class:today", args=[world.classes["1A"].pk])).content.decode()
    assert "asks: does a new week suit" not in today
    tom.post(address(world, proposal, "proposal_take_back"))
    assert not ProposalAnswer.objects.exists()


def test_but_about_a_visit_reaches_the_board(
    world: World, draft: Timetable, proposal: Proposal, tom: Client
) -> None:
    html = tom.get(address(world, proposal)).content.decode()
    key = re.search(r'name="about" value="([^"]+)"', html)
    assert key
    words = {"about": key[1], "words": "We swim then.", "seen": seen(world, proposal)}
    tom.post(address(world, proposal, "proposal_answer"), words)
    assert "Yes, but: 1 thing." in tom.get(address(world, proposal)).content.decode()
    board = world.browser("joy").get(reverse("coordinator:draft", args=[draft.pk])).content.decode()
    assert "“We swim then.”" in board
    assert "1 class says yes, but." in board


def test_refusal_is_said_and_nothing_is_kept(world: World, proposal: Proposal, tom: Client) -> None:
    to = address(world, proposal, "proposal_answer")
    old = tom.post(to, {"yes": "1", "seen": "an older week"}, follow=True).content.decode()
    assert "The week has changed since you opened it." in old
    empty = tom.post(to, {"words": " ", "seen": seen(world, proposal)}, follow=True).content.decode()
    assert "Say in a few words what does not suit." in empty
    assert not ProposalAnswer.objects.exists()


def test_everybody_else_finds_no_page(
    world: World, elsewhere: World, draft: Timetable, proposal: Proposal
) -> None:
    for browser in (
        world.browser("Una"),
        world.browser("Ada"),
        world.browser("Gita"),
        world.browser("joy"),
        elsewhere.browser("Tom"),
        elsewhere.browser("joy"),
    ):
        assert browser.get(address(world, proposal)).status_code == 404
        for name in ("proposal_answer", "proposal_take_back"):
            assert browser.post(address(world, proposal, name), {"yes": "1"}).status_code == 404
    assert world.browser("Tom").get(address(world, proposal, classroom="2A")).status_code == 404
    ask = reverse("coordinator:draft_ask", args=[draft.pk])
    for browser in (world.browser("Tom"), elsewhere.browser("joy")):
        assert browser.post(ask).status_code == 404
    assert not ProposalAnswer.objects.exists()
