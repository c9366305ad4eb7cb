"""The timetable's pages as a coordinator meets them, and as nobody else does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.plans.actions import end_service
from alongside.scheduling.actions import builds, drafts
from alongside.scheduling.choices import BuildState, TimetableState
from alongside.scheduling.models import Build, Timetable
from tests.scheduling.test_drafts import move, number_of
from tests.scheduling.world import MONDAY, NOW, World, later

pytestmark = pytest.mark.usefixtures("tuesday")


def page(browser: Client, name: str, *args: Any, query: str = "", **headers: str) -> str:
    """A page that is there."""
    answer = browser.get(reverse(f"coordinator:{name}", args=args) + query, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_overview_of_a_new_organisation_shows_the_way(world: World) -> None:
    html = page(world.browser("joy"), "timetable")
    assert "From your school’s own files to a week on the wall" in html


def test_overview_shows_weeks_drafts_and_what_runs(world: World) -> None:
    week = world.published()
    draft = world.draft()
    build = world.ask()
    html = page(world.browser("joy"), "timetable")
    for address in (
        reverse("coordinator:draft", args=[week.pk]),
        reverse("coordinator:draft", args=[draft.pk]),
        reverse("coordinator:build_show", args=[build.pk]),
    ):
        assert address in html
    assert "Upcoming" in html
    assert "30 November 2026" in html


def test_overview_speaks_of_a_failed_build_only_while_it_is_the_last(world: World) -> None:
    world.draft()
    builds._start(world.ask(at=later(minutes=1)), later(minutes=1))
    builds.give_up_silent_builds(at=later(minutes=5))
    assert "The last build did not finish." in page(world.browser("joy"), "timetable")
    build = world.ask(at=later(minutes=6))
    builds.run_build(build=build, by=world.joy, at=later(minutes=6))
    assert "The last build did not finish." not in page(world.browser("joy"), "timetable")


def test_childs_page_says_when_the_first_week_begins(world: World) -> None:
    world.published()
    html = page(world.browser("joy"), "child", world.children["Noor"].pk)
    assert "The first week holds from Monday 30 November." in html
    assert "No week is published yet." not in html


def test_overview_says_why_the_published_week_no_longer_fits(world: World) -> None:
    world.published()
    browser = world.browser("joy")
    assert "no longer fits" not in page(browser, "timetable")
    end_service(service=world.services["Mira speech"], ends=MONDAY, by=world.joy, at=NOW)
    html = page(browser, "timetable")
    assert "The published week from 30 November 2026 no longer fits." in html
    assert "Mira Vale’s speech has ended." in html
    assert "Build a new draft" in html


def test_overview_asks_as_much_for_three_drafts_as_for_one(world: World) -> None:
    browser = world.browser("joy")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(browser, "timetable")
        return len(seen)

    world.publish(world.draft())
    world.draft()
    few = queries()
    world.publish(world.draft(), at=later(hours=1))
    for _each in range(2):
        world.draft()
    assert queries() == few


def test_build_page_says_what_is_missing_beside_the_form(world: World) -> None:
    html = page(world.browser("joy"), "build")
    assert "As things are on 30 November 2026" in html
    assert "Nothing that we can count stands against it." in html
    for school in world.both:
        assert f'value="{school.pk}"' in html


def test_build_is_asked_for_and_watched(world: World) -> None:
    browser = world.browser("joy")
    answer = browser.post(
        reverse("coordinator:build"),
        {"schools": [school.pk for school in world.both], "for_on": MONDAY.isoformat(), "seconds": "15"},
    )
    build = Build.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("coordinator:build_show", args=[build.pk])
    assert (build.seconds, build.for_on, build.asked_by) == (15, MONDAY, world.joy.account)
    assert "Reading the classes, services and hours" in page(browser, "build_show", build.pk)


def test_refused_build_keeps_what_was_typed(world: World) -> None:
    answer = world.browser("joy").post(
        reverse("coordinator:build"),
        {"schools": [world.schools["Alder"].pk], "for_on": "2026-12-07", "seconds": "60"},
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Ben Marsh works at Birch too" in html
    assert 'value="2026-12-07"' in html
    assert '<option value="60" selected>' in html
    assert not Build.objects.exists()


def test_form_that_is_not_filled_in_is_answered_at_the_field(world: World) -> None:
    answer = world.browser("joy").post(reverse("coordinator:build"), {"for_on": "never", "seconds": "7"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"schools", "for_on", "seconds"}


def test_build_from_a_draft_starts_from_it(world: World) -> None:
    draft = world.draft()
    browser = world.browser("joy")
    assert "The search starts from Draft A" in page(browser, "build", query=f"?draft={draft.pk}")
    browser.post(
        reverse("coordinator:build") + f"?draft={draft.pk}",
        {"schools": [school.pk for school in world.both], "for_on": MONDAY.isoformat(), "seconds": "15"},
    )
    assert Build.objects.get(state=BuildState.QUEUED).start == draft.document


@pytest.mark.parametrize("draft", ["nonsense", "00000000-0000-0000-0000-000000000007"])
def test_build_from_a_draft_that_is_not_there_is_no_page(world: World, draft: str) -> None:
    assert world.browser("joy").get(reverse("coordinator:build") + f"?draft={draft}").status_code == 404


def test_running_build_is_told_in_a_part_of_the_page(world: World) -> None:
    build = world.ask()
    builds._start(build, NOW)
    Build.objects.update(progress=[[0.1, 5000, 100, 7], [1.0, 1400, 1200, 1]])
    part = page(world.browser("joy"), "build_show", build.pk, **{"hx-request": "true"})
    assert "<html" not in part
    for words in (
        "Cost 1,400",
        "proved within 16.7 % of the best possible",
        "1 session without a place",
        "<svg",
    ):
        assert words in part, words


def test_build_that_has_ended_leads_to_its_draft(world: World) -> None:
    draft = world.draft()
    browser = world.browser("joy")
    address = reverse("coordinator:build_show", args=[draft.build_id])
    part = browser.get(address, headers={"hx-request": "true"})
    assert part.headers["HX-Redirect"] == address
    assert browser.get(address).headers["Location"] == reverse("coordinator:draft", args=[draft.pk])


def test_failed_build_says_why(world: World) -> None:
    build = world.ask()
    builds._start(build, NOW)
    builds.give_up_silent_builds(at=later(minutes=2))
    assert "The machine that built this has stopped." in page(world.browser("joy"), "build_show", build.pk)


def test_build_is_stopped_from_its_page(world: World) -> None:
    build = world.ask()
    browser = world.browser("joy")
    address = reverse("coordinator:build_stop", args=[build.pk])
    assert browser.get(address).status_code == 405
    assert browser.post(address).status_code == 302
    build.refresh_from_db()
    assert build.state == BuildState.STOPPED
    browser.post(address)
    assert "This build is over" in page(browser, "build_show", build.pk)


def test_board_page_carries_figures_and_the_board(world: World) -> None:
    draft = world.draft()
    html = page(world.browser("joy"), "draft", draft.pk)
    assert f'data-url="/api/timetables/{draft.pk}/board"' in html
    assert "0 sessions unmet" in html
    assert reverse("coordinator:publish", args=[draft.pk]) in html


def test_published_board_page_offers_no_change(world: World) -> None:
    week = world.published()
    html = page(world.browser("joy"), "draft", week.pk)
    assert "Week from 30 Nov 2026" in html
    assert "A published week is not edited" in html
    for name in ("publish", "draft_rename", "draft_discard"):
        assert reverse(f"coordinator:{name}", args=[week.pk]) not in html


def test_draft_is_published_from_its_page(world: World) -> None:
    draft = world.draft()
    browser = world.browser("joy")
    address = reverse("coordinator:publish", args=[draft.pk])
    assert 'value="2026-11-30"' in browser.get(address).content.decode()
    answer = browser.post(address, {"holds_from": "2026-12-01"})
    assert answer.headers["Location"] == reverse("coordinator:draft", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.state == TimetableState.PUBLISHED
    assert "Everybody sees this week from 1 Dec 2026 on." in page(browser, "draft", draft.pk)
    assert browser.get(address).status_code == 404


def test_refused_publication_says_why_and_keeps_what_was_typed(world: World) -> None:
    draft = world.draft()
    address = reverse("coordinator:publish", args=[draft.pk])
    answer = world.browser("joy").post(address, {"holds_from": "2026-11-02"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "A timetable cannot hold from a day that has passed." in html
    assert 'value="2026-11-02"' in html
    draft.refresh_from_db()
    assert draft.state == TimetableState.DRAFT


def test_drafts_are_compared_with_the_published_week(world: World) -> None:
    week = world.published()
    draft = world.draft()
    draft = move(world, draft, number_of(world, draft, "Sami OT"), day="Thu", start=630)
    html = page(world.browser("joy"), "compare")
    assert str(week) in html
    assert "Draft A" in html
    assert "Moved against the published week" in html
    named = page(world.browser("joy"), "compare", query=f"?t={draft.pk}&t={week.pk}")
    assert named.count("checked") == 2


def test_comparison_of_nothing_and_of_nonsense(world: World) -> None:
    browser = world.browser("joy")
    html = page(browser, "compare")
    assert "There is no timetable to compare yet." in html
    assert reverse("coordinator:timetable") in html
    assert "<table" not in html
    assert browser.get(reverse("coordinator:compare") + "?t=nonsense").status_code == 404


def test_every_compared_number_carries_the_name_of_its_timetable(world: World) -> None:
    """On a phone the numbers stand below each other, without the table's head."""
    world.published()
    world.draft()
    html = page(world.browser("joy"), "compare")
    cells = re.findall(r"<td[^>]*>", html)
    assert len(cells) > 20
    assert all('data-label="Draft A"' in cell or 'data-label="Week from' in cell for cell in cells)


def test_draft_is_renamed_and_put_away_from_its_page(world: World) -> None:
    draft = world.draft()
    browser = world.browser("joy")
    rename, discard = (
        reverse(f"coordinator:{name}", args=[draft.pk]) for name in ("draft_rename", "draft_discard")
    )
    browser.post(rename, {"name": "Fewer moves"})
    assert "The draft is called Fewer moves now." in page(browser, "draft", draft.pk)
    browser.post(rename, {"name": " "})
    assert "A name needs 1 to 40 letters." in page(browser, "draft", draft.pk)
    browser.post(discard)
    assert "Fewer moves is put away." in page(browser, "timetable")
    assert not Timetable.objects.filter(state=TimetableState.DRAFT).exists()


def test_published_week_is_neither_renamed_nor_put_away(world: World) -> None:
    week = world.published()
    browser = world.browser("joy")
    browser.post(reverse("coordinator:draft_rename", args=[week.pk]), {"name": "Mine"})
    assert "keeps its name" in page(browser, "draft", week.pk)
    browser.post(reverse("coordinator:draft_discard", args=[week.pk]))
    assert "stays readable" in page(browser, "draft", week.pk)


def addresses(world: World) -> list[str]:
    """Every page of the timetable."""
    draft = world.draft()
    build = world.ask()
    return [
        *(reverse(f"coordinator:{name}") for name in ("timetable", "build", "compare")),
        *(reverse(f"coordinator:{name}", args=[draft.pk]) for name in ("draft", "publish")),
        reverse("coordinator:build_show", args=[build.pk]),
    ]


def acts(world: World) -> list[str]:
    """Every address that does something."""
    draft, build = Timetable.objects.get(), Build.objects.get(state=BuildState.QUEUED)
    names = ("publish", "draft_rename", "draft_discard")
    return [
        *(reverse(f"coordinator:{name}", args=[draft.pk]) for name in names),
        reverse("coordinator:build_stop", args=[build.pk]),
    ]


def test_signed_out_reader_is_asked_to_sign_in(world: World) -> None:
    for address in addresses(world):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login"))
    for address in acts(world):
        assert Client().post(address).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["Ada", "Tom", "Gita"])
def test_everybody_else_finds_no_page(world: World, name: str) -> None:
    browser = world.browser(name)
    for address in addresses(world):
        assert browser.get(address).status_code == 404, address
    for address in acts(world):
        assert browser.post(address, {"holds_from": "2026-12-01", "name": "x"}).status_code == 404, address
    assert Timetable.objects.get().state == TimetableState.DRAFT


def test_stranger_finds_no_page_of_ours(world: World, elsewhere: World) -> None:
    browser = elsewhere.browser("joy")
    for address in addresses(world)[3:]:
        assert browser.get(address).status_code == 404, address
    for address in acts(world):
        assert browser.post(address, {"holds_from": "2026-12-01", "name": "x"}).status_code == 404, address
    draft = Timetable.objects.get()
    assert (draft.state, draft.name) == (TimetableState.DRAFT, "Draft A")
    html = browser.get(reverse("coordinator:compare") + f"?t={draft.pk}").content.decode()
    assert "Draft A" not in html
    assert not any(child.given_name in html for child in world.children.values())


def test_pages_load_nothing_from_elsewhere(world: World) -> None:
    answer = world.browser("joy").get(reverse("coordinator:timetable"))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_draft_that_was_put_away_is_not_listed_and_leads_back(world: World) -> None:
    draft = world.draft()
    drafts.discard_draft(draft=draft, by=world.joy, at=NOW)
    browser = world.browser("joy")
    assert str(draft.pk) not in page(browser, "timetable")
    answer = browser.get(reverse("coordinator:draft", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("coordinator:timetable")
    assert "Draft A was put away." in page(browser, "timetable")
