"""My class's week: for its teacher and for whoever works with its children."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.classrooms import actions as classrooms
from alongside.formats.pdf.typeset import font_paths
from tests.scheduling.world import NOW, TERM, World

pytestmark = pytest.mark.usefixtures("tuesday")


def week(world: World, browser: Client, classroom: str = "1A", name: str = "week") -> HttpResponse:
    address = reverse(f"teacher:{name}", args=[world.classes[classroom].pk])
    return browser.get(address + "?week=2026-11-30")  # type: ignore[return-value]


def test_teacher_of_one_class_is_led_to_it_and_of_two_chooses(world: World) -> None:
    browser = world.browser("Tom")
    leads = browser.get(reverse("teacher:mine"))
    assert leads.headers["Location"] == reverse("teacher:week", args=[world.classes["1A"].pk])
    classrooms.post_teacher(
        classroom=world.classes["1B"], teacher=world.staff["Tom"], starts=TERM[0], by=world.joy, at=NOW
    )
    html = browser.get(reverse("teacher:mine")).content.decode()
    assert "1A" in html
    assert "1B" in html


def test_week_shows_who_comes_when_with_whom(world: World) -> None:
    world.published()
    html = week(world, world.browser("Tom")).content.decode()
    for words in (
        "1A: who comes when",
        "Ada Marsh",
        "Ben Marsh",
        "Noor",
        "Eli",
        "Circle time",
        "30 Nov",
        "Planning: Ada",
    ):
        assert words in html, words
    assert "Mira" not in html
    assert "Sami" not in html
    line = re.search(r"<p[^>]*><span[^>]*>\d+:\d\d</span> Planning: Ada</p>", html)
    assert line, "in one line, so that a quarter of an hour has room for it"


def test_week_before_the_first_says_when_that_begins(world: World) -> None:
    world.published()
    address = reverse("teacher:week", args=[world.classes["1A"].pk])
    html = world.browser("Tom").get(address).content.decode()
    assert "The first week holds from Monday 30 November." in html
    assert 'href="?week=2026-11-30"' in html


def test_therapist_sees_only_the_children_of_her_team_by_name(world: World) -> None:
    world.published()
    html = week(world, world.browser("Ben")).content.decode()
    assert "Noor" in html
    assert "Eli" not in html


@pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)
def test_week_is_printed_for_the_wall(world: World) -> None:
    world.published()
    answer = week(world, world.browser("Tom"), name="week_pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_everybody_else_finds_no_page(world: World, elsewhere: World) -> None:
    world.published()
    for browser in (
        world.browser("Una"),
        world.browser("Gita"),
        elsewhere.browser("joy"),
        elsewhere.browser("Tom"),
    ):
        for name in ("week", "week_pdf"):
            assert week(world, browser, name=name).status_code == 404
    assert week(world, world.browser("Ada"), "1B").status_code == 404, "no child of hers is in it"
    for name in ("joy", "Ada", "Gita"):
        assert world.browser(name).get(reverse("teacher:mine")).status_code == 404


def test_teacher_whose_post_has_ended_finds_no_page(world: World) -> None:
    world.published()
    post = world.classes["1A"].class_teachers.get()
    classrooms.end_teacher_post(post=post, ends=NOW.date(), by=world.joy, at=NOW)
    browser = world.browser("Tom")
    assert week(world, browser).status_code == 404
    assert "You have no class yet." in browser.get(reverse("teacher:mine")).content.decode()


def test_signed_out_reader_is_asked_to_sign_in(world: World) -> None:
    for name in ("week", "week_pdf"):
        assert week(world, Client(), name=name).headers["Location"].startswith(reverse("account_login"))
