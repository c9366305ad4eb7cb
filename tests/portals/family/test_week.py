"""What a family sees: its own child's week in plain words, and no other child."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.classrooms import actions as classrooms
from alongside.people.models import Guardianship
from tests.scheduling.world import MONDAY, NOW, TODAY, World

pytestmark = pytest.mark.usefixtures("tuesday")


def week(world: World, browser: Client, child: str = "Noor") -> HttpResponse:
    address = reverse("family:week", args=[world.children[child].pk])
    return browser.get(address + "?week=2026-11-30")  # type: ignore[return-value]


def test_family_of_one_child_is_led_to_it(world: World) -> None:
    answer = world.browser("Gita").get(reverse("family:children"))
    assert answer.headers["Location"] == reverse("family:week", args=[world.children["Noor"].pk])


def test_week_says_who_works_with_the_child_and_when(world: World) -> None:
    world.published()
    html = week(world, world.browser("Gita")).content.decode()
    for words in (
        "Noor’s week",
        "Ada Marsh",
        "Ben Marsh",
        "In class, during",
        "Outside class, in Blue room",
        "30 November",
    ):
        assert words in html, words
    for other in ("Eli", "Mira", "Sami", "Wren"):
        assert other not in html


def test_week_before_anything_is_published_is_said_gently(world: World) -> None:
    assert "No visits stand in this week yet." in week(world, world.browser("Gita")).content.decode()


def test_family_is_told_of_a_day_off_a_holiday_and_the_first_week(world: World) -> None:
    classrooms.add_day_off(
        school=world.schools["Alder"], on=MONDAY, reason="Teachers’ day", by=world.joy, at=NOW
    )
    world.published()
    browser = world.browser("Gita")
    address = reverse("family:week", args=[world.children["Noor"].pk])
    assert "No school: Teachers’ day" in week(world, browser).content.decode()
    assert "No school in this week." in browser.get(address + "?week=2026-12-21").content.decode()
    assert "The first week holds from Monday 30 November." in browser.get(address).content.decode()


def test_other_children_are_no_page(world: World, elsewhere: World) -> None:
    world.published()
    for child in ("Eli", "Mira", "Wren"):
        assert week(world, world.browser("Gita"), child).status_code == 404
    assert week(world, elsewhere.browser("Gita")).status_code == 404


def test_family_pages_are_for_families(world: World) -> None:
    world.published()
    for name in ("joy", "Ada", "Tom"):
        assert week(world, world.browser(name)).status_code == 404
        assert world.browser(name).get(reverse("family:children")).status_code == 404


@pytest.mark.parametrize("change", [{"confirmed_at": None}, {"ends": TODAY}])
def test_tie_that_is_not_confirmed_or_has_ended_opens_nothing(
    world: World, change: dict[str, object]
) -> None:
    world.published()
    Guardianship.objects.update(**change)
    browser = world.browser("Gita")
    assert week(world, browser).status_code == 404
    assert "No child is tied to your account yet." in browser.get(reverse("family:children")).content.decode()


def test_signed_out_reader_is_asked_to_sign_in(world: World) -> None:
    assert week(world, Client()).headers["Location"].startswith(reverse("account_login"))
