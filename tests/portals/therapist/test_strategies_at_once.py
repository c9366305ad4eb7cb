"""Two pages open on the same: the second is told, keeps what it typed beside theirs, and may keep it then."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from alongside.formats.pdf.typeset import font_paths
from alongside.plans.choices import Who
from alongside.plans.models import ChildSaid
from alongside.strategies.actions import given as actions
from alongside.strategies.models import Assignment, OwnStrategy, Support, Wording
from tests.factories import AT, SmallSchool
from tests.strategies.told import an_own_strategy, given_to

has_pictures = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces and pictures for printing are not installed: run npm ci in frontend.",
)
OWN = {
    "discipline": "behaviour",
    "what": "Two chairs by the window.",
    "do": "Offer {name} the quiet chair.",
    "how": "Point.\nWait.",
    "from_age": 4,
    "to_age": 12,
    "strength": "practice",
}


def hidden(page: str, name: str = "seen") -> str:
    """What a page hands back with its form."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def test_words_typed_stay_on_the_page_beside_theirs(people: SmallSchool, mei: Client, joy: Client) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    address = f"/strategies/given/{assignment.pk}/words/"
    seen = hidden(mei.get(address).text)
    joy.post(address, {"do": "Joy wrote this", "seen": seen})
    refused = mei.post(address, {"do": "Mei typed this", "seen": seen}).text
    for part in ("changed this meanwhile", people.joy.account.name, "Joy wrote this", "Mei typed this"):
        assert part in refused
    again = hidden(refused)
    # A mistake in between does not lift the guard, nor does it lose what was seen.
    assert hidden(mei.post(address, {"do": "", "seen": seen}).text) == seen
    mei.post(address, {"do": "Mei typed this", "seen": again})
    assert Assignment.objects.get().do == "Mei typed this"


def test_words_sent_without_what_was_seen_change_nothing(people: SmallSchool, mei: Client) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    for seen in ("", "x", "9" * 5000):
        answer = mei.post(f"/strategies/given/{assignment.pk}/words/", {"do": "Blind", "seen": seen})
        assert "Blind" in answer.text
    assert Assignment.objects.get().do == assignment.do


def test_words_in_another_language_stay_on_the_page_beside_theirs(
    people: SmallSchool, mei: Client, joy: Client
) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    address = f"/strategies/given/{assignment.pk}/in/ms/"
    seen = hidden(mei.get(address).text)
    joy.post(address, {"do": "Kata Joy", "person": "1", "seen": seen})
    refused = mei.post(address, {"do": "Kata Mei", "person": "1", "seen": seen}).text
    assert "Kata Joy" in refused
    assert "Kata Mei" in refused
    mei.post(address, {"do": "Kata Mei", "person": "1", "seen": hidden(refused)})
    assert Wording.objects.get().do == "Kata Mei"


def test_machines_words_that_changed_meanwhile_are_not_confirmed(people: SmallSchool, mei: Client) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    said = {"assignment": assignment, "language": "ms", "is_machine": True, "at": AT}
    actions.write_wording(do="Satu", by=people.mei, **said)  # type: ignore[arg-type]
    child, confirm = (
        f"/strategies/children/{people.ada.pk}/",
        f"/strategies/given/{assignment.pk}/in/ms/confirm/",
    )
    seen = hidden(mei.get(child).text)
    actions.write_wording(do="Dua", by=people.joy, **said)  # type: ignore[arg-type]
    answer = mei.post(confirm, {"seen": seen}, follow=True).text
    assert "changed this meanwhile" in answer
    assert Wording.objects.get().confirmed_at is None
    mei.post(confirm, {"seen": hidden(answer)})
    assert Wording.objects.get().confirmed_at is not None


def test_own_strategy_typed_stays_on_the_page_beside_theirs(
    people: SmallSchool, mei: Client, joy: Client
) -> None:
    mei.post("/strategies/write/", OWN | {"title": "Two chairs"})
    address = f"/strategies/own/{OwnStrategy.objects.get().pk}/"
    seen = hidden(mei.get(address).text)
    joy.post(address, OWN | {"title": "Joy’s chairs", "discipline": "speech", "seen": seen})
    refused = mei.post(address, OWN | {"title": "Mei chairs", "seen": seen}).text
    assert "Joy’s chairs" in refused
    assert 'value="Mei chairs"' in refused
    mei.post(address, OWN | {"title": "Mei chairs", "seen": hidden(refused)})
    assert OwnStrategy.objects.get().text["title"] == "Mei chairs"


@has_pictures
def test_support_typed_stays_on_the_page_beside_theirs_and_is_made_once(
    people: SmallSchool, mei: Client, joy: Client
) -> None:
    new = f"/supports/{people.ada.pk}/new/first_then/"
    said = {
        "title": "Now",
        "language": "en-gb",
        "places": "2",
        "do": "keep",
        "words-0": "Read",
        "words-1": "Play",
    }
    said["form"] = hidden(mei.get(new).text, "form")
    first = mei.post(new, said)
    assert mei.post(new, said).headers["Location"] == first.headers["Location"]
    address = f"/supports/{people.ada.pk}/{Support.objects.get().pk}/"
    seen = hidden(mei.get(address).text)
    joy.post(address, said | {"words-0": "Joy reads", "seen": seen})
    refused = mei.post(address, said | {"words-0": "Mei reads", "seen": seen}).text
    assert "Joy reads" in refused
    assert 'value="Mei reads"' in refused
    assert Support.objects.get().cells[0]["words"] == "Joy reads"
    mei.post(address, said | {"words-0": "Mei reads", "seen": hidden(refused)})
    assert Support.objects.get().cells[0]["words"] == "Mei reads"


def test_what_a_child_said_is_written_down_once(people: SmallSchool, mei: Client) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    said = {"about": "likes", "words": "The swing.", "form": hidden(mei.get(base).text, "form")}
    for _press in range(2):
        mei.post(f"{base}said/", said)
    assert ChildSaid.objects.count() == 1
    answer = mei.post(f"{base}said/", said | {"words": "The slide."}, follow=True).text
    assert "written something down already" in answer
    assert ChildSaid.objects.get().words == "The swing."
