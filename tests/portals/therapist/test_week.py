"""My week, as its therapist meets it, as the coordinator may, and as nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.classrooms import actions as classrooms
from alongside.formats.pdf.typeset import font_paths
from tests.scheduling.world import MONDAY, NOW, World

pytestmark = pytest.mark.usefixtures("tuesday")

needs_faces = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)


def week(world: World, browser: Client, name: str = "week", query: str = "?week=2026-11-30") -> HttpResponse:
    return browser.get(reverse(f"therapist:{name}", args=[world.staff["Ada"].pk]) + query)


def test_my_week_leads_to_ones_own(world: World) -> None:
    answer = world.browser("Ada").get(reverse("therapist:mine"))
    assert answer.headers["Location"] == reverse("therapist:week", args=[world.staff["Ada"].pk])


def test_week_shows_class_routine_and_children(world: World) -> None:
    world.published()
    answer = week(world, world.browser("Ada"))
    html = answer.content.decode()
    assert answer.status_code == 200
    for words in ("1A", "2A", "Noor", "Sami", "Planning with 1A", "30 Nov"):
        assert words in html, words
    assert "Wren" not in html
    assert reverse("therapist:week_pdf", args=[world.staff["Ada"].pk]) in html


def test_week_before_anything_is_published_says_when_it_comes(world: World) -> None:
    html = week(world, world.browser("Ada"), query="").content.decode()
    assert "No week is published yet." in html
    assert "This week" in html


def test_week_is_judged_by_what_holds_in_it(world: World) -> None:
    """Published from a Wednesday, the whole of that week's page shows it, and the week before does not."""
    world.published(MONDAY + timedelta(days=2))
    browser = world.browser("Ada")
    assert "2A" in week(world, browser).content.decode()
    before = week(world, browser, query="?week=2026-11-23").content.decode()
    assert "The first week holds from Wednesday 2 December." in before
    assert 'href="?week=2026-12-02"' in before
    assert "No week is published yet." not in before


def test_first_week_that_begins_later_in_this_one_is_shown(world: World) -> None:
    world.published(NOW.date() + timedelta(days=1))
    html = week(world, world.browser("Ada"), query="").content.decode()
    assert "Sami" in html
    assert "The first week holds" not in html


def test_day_off_says_why_and_a_week_outside_the_terms_that_there_is_no_school(world: World) -> None:
    classrooms.add_day_off(
        school=world.schools["Alder"], on=MONDAY, reason="Teachers’ day", by=world.joy, at=NOW
    )
    world.published()
    browser = world.browser("Ada")
    html = week(world, browser).content.decode()
    assert "No school: Teachers’ day" in html
    assert "Noor" not in html.split("Monday 30 November")[1].split("<section")[0]
    holiday = week(world, browser, query="?week=2026-12-21").content.decode()
    assert "No school in this week." in holiday
    assert "Noor" not in holiday


@pytest.mark.parametrize("written", ["2026-02-31", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_day_that_is_none_is_no_page(world: World, written: str) -> None:
    assert week(world, world.browser("Ada"), query=f"?week={written}").status_code == 404


@pytest.mark.parametrize("written", ["soon", ""])
def test_what_is_no_day_means_this_week(world: World, written: str) -> None:
    html = week(world, world.browser("Ada"), query=f"?week={written}").content.decode()
    assert "Week of 23 November 2026" in html


@needs_faces
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_week_is_printed(world: World, paper: str) -> None:
    world.published()
    answer = week(world, world.browser("Ada"), "week_pdf", f"?week=2026-11-30&paper={paper}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "ada-marsh-2026-11-30.pdf" in answer.headers["Content-Disposition"]


def test_coordinator_may_look_at_anybodys_week(world: World) -> None:
    world.published()
    assert "Sami" in week(world, world.browser("joy")).content.decode()


def test_everybody_else_finds_no_page(world: World, elsewhere: World) -> None:
    world.published()
    for browser in (
        world.browser("Ben"), world.browser("Tom"), world.browser("Gita"), elsewhere.browser("joy"),
        elsewhere.browser("Ada"),
    ):  # fmt: skip
        for name in ("week", "week_pdf"):
            assert week(world, browser, name).status_code == 404


def test_my_week_is_for_therapists(world: World) -> None:
    for name in ("joy", "Tom", "Gita"):
        assert world.browser(name).get(reverse("therapist:mine")).status_code == 404


def test_signed_out_reader_is_asked_to_sign_in(world: World) -> None:
    for answer in (week(world, Client()), week(world, Client(), "week_pdf")):
        assert answer.headers["Location"].startswith(reverse("account_login"))


def test_today_is_the_organisations_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """At eight in the evening in London it is four in the morning of the next day in Singapore."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 29, 20, tzinfo=UTC))
    browser = world.browser("Ada")
    assert "Week of 23 November 2026" in week(world, browser, query="").content.decode()
    world.organisation.time_zone = "Asia/Singapore"
    world.organisation.save()
    assert "Week of 30 November 2026" in week(world, browser, query="").content.decode()


def test_therapist_who_has_left_has_no_week(world: World) -> None:
    world.published()
    world.staff["Ada"].leaves_on = NOW.date()
    world.staff["Ada"].save()
    browser = world.browser("Ada")
    assert week(world, browser).status_code == 404
    assert browser.get(reverse("therapist:mine")).status_code == 200
