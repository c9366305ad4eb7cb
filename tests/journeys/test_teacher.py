"""A teacher's morning on a phone: what to do, two taps, times that suit, a proposed week; by thumb and by keyboard."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Browser, Page, expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import Reader
from tests.journeys.houses import House

STAGE = "plans"
PHONE = {"width": 390, "height": 844}


def morning(house: House, *words: str) -> str:
    """Tells 2B's morning, or asks what the teacher has said, beside the running server."""
    return house.told("class_morning", *words)


def said(house: House) -> list[tuple[str, bool, str]]:
    """What stands of what the teacher has said: for whom, used or not, how it went."""
    rows = json.loads(morning(house, "uses"))
    return [(row["child"], row["used"], row["went"]) for row in rows if not row["back"]]


def test_a_teacher_does_her_morning_on_a_phone(house: House, reader: Reader, chromium: Browser) -> None:
    morning(house)
    _asked(house, chromium)

    page = reader.page
    page.set_viewport_size(PHONE)
    reader.sign_in("carla@two-bridges.example", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("2B today")
    expect(page.get_by_text("takes a small group, with Kofi")).to_be_visible()
    page.get_by_role("link", name="Writing", exact=True).click()
    expect(page.get_by_role("heading", name="At Writing, do this")).to_be_visible()
    reader.look("teacher-today")
    page.set_viewport_size(PHONE)

    _by_thumb(house, page)
    _by_keyboard(house, page)
    reader.look("teacher-today-said")
    page.set_viewport_size(PHONE)
    _children(reader)
    _times(reader)
    _answers(house, reader, chromium)
    _nobody_else(house, reader, chromium)


def _joy(house: House, chromium: Browser) -> Reader:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    joy = Reader(page, house.address, [])
    joy.sign_in("joy@two-bridges.example", PASSWORD)
    return joy


def _asked(house: House, chromium: Browser) -> None:
    """The coordinator asks the teachers about her draft."""
    joy = _joy(house, chromium)
    joy.page.get_by_role("link", name="Draft", exact=False).first.click()
    joy.page.get_by_role("button", name="Ask the teachers").click()
    expect(joy.page.get_by_text("2B (Carla Ferreira)")).to_be_visible()
    joy.page.context.close()


def _big_enough(page: Page) -> None:
    """What is tapped in class is a thumb high."""
    for button in page.locator("button.big").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 63.5, button.inner_text()


def _by_thumb(house: House, page: Page) -> None:
    """Used, how it went, undone, not today; each kept at once."""
    _big_enough(page)
    everybody = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Everybody"))
    mei_ling = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=re.compile("^Mei-Ling"))
    )
    mei_ling.get_by_role("button", name="Used it").click()
    expect(mei_ling.get_by_text("How did it go?").first).to_be_visible()
    _big_enough(page)
    mei_ling.get_by_role("button", name="Well").click()
    expect(mei_ling.get_by_text("Used, went well.")).to_be_visible()
    assert said(house) == [("Mei-Ling", True, "well")]
    mei_ling.get_by_role("button", name="Undo").click()
    expect(mei_ling.get_by_role("button", name="Used it")).to_be_visible()
    assert said(house) == []
    everybody.get_by_role("button", name="Not today").click()
    expect(everybody.get_by_text("Not used today.")).to_be_visible()
    assert said(house) == [("", False, "")]


def _by_keyboard(house: House, page: Page) -> None:
    """The same without a thumb: what one says next is one step of the Tab key away."""
    kofi = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Kofi"))
    kofi.get_by_role("button", name="Used it").press("Enter")
    expect(kofi.get_by_text("Used today. How did it go?")).to_be_focused()
    for _step in ("Undo", "Hard", "Okay"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(kofi.get_by_text("Used, went okay.")).to_be_visible()
    assert ("Kofi", True, "okay") in said(house)
    page.reload()
    expect(kofi.get_by_text("Used, went okay.")).to_be_visible()


def _children(reader: Reader) -> None:
    """What is arranged for a child stands on one page, and nothing that is the therapists' alone."""
    page = reader.page
    page.get_by_role("link", name="Children").last.click()
    page.get_by_role("link", name=re.compile("Kofi")).click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    expect(page.get_by_text("Slant board and wedge cushion, before he sits.")).to_be_visible()
    assert "Baseline" not in page.content()
    reader.look("teacher-child")
    page.set_viewport_size(PHONE)


def _times(reader: Reader) -> None:
    """A bad time is marked with one tap, kept before anything else is pressed, and can be said of every day."""
    page = reader.page
    page.get_by_role("link", name="Times").last.click()
    maths = page.get_by_role("listitem").filter(has=page.get_by_role("group", name=re.compile("^Maths")))
    maths.get_by_role("button", name="Bad").click()
    expect(page.get_by_role("status").get_by_text("Kept")).to_be_visible()
    expect(maths.get_by_role("button", name="Bad", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(maths.get_by_role("button", name="Bad", exact=True)).to_be_focused()
    page.reload()
    expect(maths.get_by_role("button", name="Bad", exact=True)).to_have_attribute("aria-pressed", "true")
    maths.get_by_role("button", name="for Maths on every day").press("Enter")
    expect(maths.get_by_role("button", name="for Maths on every day")).to_have_count(0)
    reader.look("teacher-times")
    page.set_viewport_size(PHONE)


def _answers(house: House, reader: Reader, chromium: Browser) -> None:
    """Yes, but about a visit; the coordinator reads it, moves a visit, and the teacher is asked once more."""
    page = reader.page
    reader.open("/my-class/today/")
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does this week suit 2B?")
    reader.look("teacher-proposal")
    page.set_viewport_size(PHONE)
    page.locator("main summary").first.press("Enter")
    page.get_by_label("What would suit better?").first.fill("We practise for the play then.")
    page.get_by_role("button", name="Say this").first.press("Enter")
    expect(page.get_by_text("Yes, but: 1 thing.")).to_be_visible()

    joy = _joy(house, chromium)
    joy.page.get_by_role("link", name="Draft", exact=False).first.click()
    expect(joy.page.get_by_text("“We practise for the play then.”")).to_be_visible()
    expect(joy.page.get_by_text("1 class says yes, but.")).to_be_visible()
    morning(house, "moved")
    joy.page.reload()
    expect(joy.page.get_by_text("of the week before it changed")).to_be_visible()
    joy.page.context.close()

    reader.open("/my-class/today/")
    expect(page.get_by_text("It has changed since you answered.", exact=False)).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    page.get_by_role("button", name="Yes, this suits us").press("Enter")
    expect(page.get_by_text("Yes, this suits us.")).to_be_visible()
    reader.look("teacher-proposal-answered")


def _nobody_else(house: House, reader: Reader, chromium: Browser) -> None:
    """A teacher of another class, a parent and somebody of another organisation find none of her pages."""
    page = reader.page
    addresses = []
    for start in ("/my-class/today/", "/my-class/children/", "/my-class/times/"):
        reader.open(start)
        addresses.append(page.url)
    reader.open("/my-class/children/")
    addresses.append(page.get_by_role("link", name=re.compile("Kofi")).evaluate("link => link.href"))
    reader.open("/my-class/today/")
    addresses.append(
        page.get_by_role("link", name="The week that is proposed").first.evaluate("link => link.href")
    )
    morning(house, "stranger")
    for email in ("beata@two-bridges.example", "akua@two-bridges.example", "stan@elsewhere.example"):
        context = chromium.new_context()
        other = Reader(context.new_page(), house.address, [])
        other.sign_in(email, PASSWORD)
        for address in addresses:
            answer = other.page.goto(address)
            assert answer is not None
            assert answer.status == 404, f"{address} answered {answer.status} to {email}"
        context.close()
