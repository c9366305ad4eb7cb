"""A parent accepts an invitation, reads, does one thing, and answers; no other parent and no stranger gets in.

The languages in which it is walked stand in `LANGUAGES`: each reads its words from its own catalogue.
"""

from __future__ import annotations

import re

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reader
from tests.journeys.houses import House

#: The languages in which a parent walks it, and who of Ada's parents that is.
LANGUAGES = {"en-gb": "Bo Lund", "zh-hans": "Lin Yue"}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def told(house: House) -> dict[str, str]:
    """Ada's home, in a house of its own."""
    return house.found("home_told")


class Words:
    """The words of one language, as the pages say them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, **values: str) -> str:
        with override(self.language):
            said = gettext(text)
        for name, value in values.items():
            said = said.replace(f"%({name})s", value).replace(f"{{{name}}}", value)
        return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_parent_comes_in_reads_does_and_answers(
    told: dict[str, str], house: House, reader: Reader, language: str
) -> None:
    page, say = reader.page, Words(language)
    link = _invited(reader, told, language)

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.context.clear_cookies()
    page.goto(link)
    reader.look("family-invitation")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    email = f"at.home.{language}@home.example"
    page.get_by_label(say("E-mail")).fill(email)
    page.get_by_label(say("A password")).fill("three green boats")
    page.get_by_role("button", name=say("Make my account")).click()
    expect(page).to_have_url(re.compile(f"/family/{told['ada']}/"))

    expect(page.get_by_role("heading", name=told["goal"]).first).to_be_visible()
    expect(page.get_by_text("Ben")).to_have_count(0)
    expect(page.get_by_text(say("Good"), exact=True)).to_be_visible()
    reader.look("family-week")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_role("button", name=say("Well")).click()
    expect(page.get_by_text(say("Thank you."))).to_be_visible()
    page.get_by_text(say("Add a few words")).click()
    page.get_by_label(say("What was it like?")).fill("She passed the rice by herself.")
    page.get_by_role("button", name=say("Send to the team")).click()
    expect(page.get_by_text("She passed the rice by herself.")).to_be_visible()
    reader.look("family-week-said")

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_role("link", name=say("What push-in is")).click()
    page.locator("main ol a").nth(1).click()
    reader.look("family-guide")
    _way(page, say("Progress"))
    expect(page.get_by_role("heading", name=told["goal"])).to_be_visible()
    page.get_by_text(say("Every day on which we looked")).click()
    reader.look("family-progress")
    _way(page, say("Papers"))
    reader.look("family-papers")
    page.get_by_role("link", name=say("What you allow")).click()
    pictures = page.get_by_role("region", name=say("Photos and video"))
    pictures.get_by_role("button", name=say("Yes")).click()
    expect(page.get_by_role("button", name=say("Yes"), pressed=True)).to_have_count(1)
    reader.look("family-consent")

    _way(page, say("This week"))
    page.get_by_role("link", name=say("Write to the team")).click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label(say("What it is about")).fill("Dinner")
    page.locator("textarea").first.fill("We waited, and it worked.")
    page.get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.get_by_text("We waited, and it worked.")).to_be_visible()
    _way(page, say("This week"))
    expect(page.get_by_text("We waited, and it worked.")).to_be_visible()
    assert page.goto(link).status == 404  # type: ignore[union-attr]
    reader.complaints.clear()  # The browser says of every 404 that it was one.


def test_another_parent_and_a_stranger_find_nothing(
    told: dict[str, str], house: House, reader: Reader
) -> None:
    ada = told["ada"]
    pages = [
        f"/family/{ada}/",
        f"/family/progress/{ada}/",
        f"/family/papers/{ada}/",
        f"/family/consent/{ada}/",
        f"/family/{ada}/plan/",
        f"/family/{ada}/reports/",
        f"/messages/new/{ada}/",
        f"/children/{ada}/family/{told['guardian']}/",
        f"/children/{ada}/consents/",
    ]
    for email in ("pia@riverside.example", "uma@hillside.example", "stan@hillside.example"):
        reader.page.context.clear_cookies()
        reader.sign_in(email, told["password"])
        for path in pages:
            answer = reader.page.context.request.get(reader.address + path)
            assert answer.status == 404, (email, path)


def _invited(reader: Reader, told: dict[str, str], language: str) -> str:
    """Joy invites a parent from Ada's page and reads the link, which is shown once."""
    page = reader.page
    reader.sign_in("joy@riverside.example", told["password"])
    reader.open(f"/children/{told['ada']}/")
    page.get_by_role("link", name=re.compile(f"Invite, and rights.*{LANGUAGES[language]}")).click()
    page.get_by_label("E-mail").fill(f"{language}@home.example")
    page.get_by_label("Language").select_option(language)
    page.get_by_role("button", name="Invite", exact=True).click()
    reader.look("family-invite")
    link = page.locator("#address").inner_text()
    assert link.startswith(reader.address)
    reader.open(f"/children/{told['ada']}/consents/")
    reader.look("family-consents")
    return link


def _way(page: Page, name: str) -> None:
    """One of the ways in the phone's foot."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.locator("nav.foot-ways").get_by_role("link", name=name).click()
