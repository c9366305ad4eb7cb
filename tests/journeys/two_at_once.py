"""Two people of one team at one plan, each in a browser of their own."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Reader

PASSWORD = "alongside-demo"


def rosa_beside(reader: Reader, chromium: Browser) -> Reader:
    """Rosa, of the same team, in a browser of her own on the page that is open."""
    rosa = Reader(
        chromium.new_context(viewport={"width": 1280, "height": 900}).new_page(), reader.address, []
    )
    rosa.sign_in("rosa@two-bridges.example", PASSWORD)
    rosa.page.goto(reader.page.url)
    return rosa


def two_in_one_value(reader: Reader, chromium: Browser) -> None:
    """Both see both values, and the second one chooses: theirs, and then mine."""
    page = reader.page
    criterion = "Criterion"
    rosa = rosa_beside(reader, chromium)
    for ours, theirs, button in (("7", "5", "Keep theirs"), ("6", "4", "Keep mine")):
        page.get_by_label(criterion, exact=True).fill(ours)
        page.get_by_label(criterion, exact=True).blur()
        expect(page.locator("#kept-criterion_value")).to_have_text("Kept")
        page.reload()
        rosa.page.get_by_label(criterion, exact=True).fill(theirs)
        rosa.page.get_by_label(criterion, exact=True).blur()
        met = rosa.page.get_by_role("alert")
        expect(met).to_contain_text(f"Joy Adeyemi has written “{ours}” meanwhile.")
        expect(rosa.page.get_by_label(criterion, exact=True)).to_have_value(theirs)
        if button == "Keep mine":
            rosa.look("goal-two-at-once")
        met.get_by_role("button", name=f"{button}: {criterion}").press("Enter")
        expect(met).not_to_be_visible()
        standing = ours if button == "Keep theirs" else theirs
        expect(rosa.page.get_by_label(criterion, exact=True)).to_have_value(standing)
        expect(rosa.page.get_by_label(criterion, exact=True)).to_be_focused()
        page.reload()
        expect(page.get_by_label(criterion, exact=True)).to_have_value(standing)
    rosa.page.context.close()


def two_in_one_cell(reader: Reader, chromium: Browser) -> None:
    """The second one sees both, in the words of the first, and chooses: theirs, and then mine."""
    page = reader.page
    rosa = rosa_beside(reader, chromium)
    for times, button, stands in (("2", "Keep theirs", "2 a week"), ("3", "Keep mine", "4 a week")):
        cell = page.locator("[data-matrix-row]").last.locator("a[data-cell]").first
        hers = rosa.page.locator("[data-matrix-row]").last.locator("a[data-cell]").first
        cell.focus()
        for key in ("a", times):
            page.keyboard.press(key)
        expect(page.locator("[data-matrix-state]")).to_have_text("Kept")
        hers.focus()
        for key in ("a", "4"):
            rosa.page.keyboard.press(key)
        met = rosa.page.get_by_role("alert")
        expect(met).to_contain_text(f"Joy Adeyemi has written “Assistant, {times} a week” meanwhile.")
        expect(met).to_contain_text("You wrote “Assistant, 4 a week”")
        expect(hers).to_be_focused()
        expect(hers).to_contain_text(f"{times} a week")
        if button == "Keep mine":
            rosa.look("matrix-two-at-once", widths=(820, 1280))
        met.get_by_role("button", name=re.compile(f"^{button}: ")).press("Enter")
        expect(met).to_have_count(0)
        expect(hers).to_be_focused()
        expect(hers).to_contain_text(stands)
        expect(rosa.page.locator("[data-matrix-state]")).to_have_text("Kept")
        page.reload()
        expect(cell).to_contain_text(stands)
    cell.focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-matrix-state]")).to_have_text("Kept")
    rosa.page.context.close()
