"""The demo school, from Build to the week on a classroom's wall."""

from __future__ import annotations

import io
import re
import urllib.request
from contextlib import suppress

from playwright.sync_api import TimeoutError as WaitedInVain
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import Reader
from tests.journeys.houses import House, today

PASSWORD = "alongside-demo"
STAGE = "services"


def test_demo_from_build_to_a_teachers_printed_week(house: House, reader: Reader) -> None:
    page = reader.page

    reader.sign_in("joy@two-bridges.example", PASSWORD)
    expect(page.get_by_role("heading", name="Timetable", exact=True)).to_be_visible()
    reader.look("timetable-before")

    page.get_by_role("link", name="Build", exact=True).first.click()
    expect(page.get_by_role("heading", name="Build a timetable")).to_be_visible()
    expect(page.get_by_text("gives 2", exact=False).first).to_be_visible()
    reader.look("build")
    page.get_by_label("Search for").select_option("120")
    page.get_by_role("button", name="Build").click()

    stop = page.get_by_role("button", name="Stop and keep the best")
    expect(stop).to_be_visible()
    expect(page.get_by_text(re.compile(r"Cost [\d,]+"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"proved within"))).to_be_visible(timeout=60_000)
    reader.look("building", widths=(390, 1280))
    with suppress(WaitedInVain):  # It may come to its end by itself before it is told.
        stop.click(timeout=5_000)
    expect(page.get_by_role("heading", name="Draft A")).to_be_visible(timeout=150_000)
    board = page.locator("#board")
    expect(board.get_by_text("Rosa Delgado").first).to_be_visible()
    reader.look("board")

    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    reader.look("compare")
    page.get_by_role("link", name="Draft A").first.click()

    page.get_by_role("link", name="Publish").click()
    reader.look("publish")
    page.get_by_label("This week holds from").fill("2020-01-06")
    page.get_by_role("button", name="Publish this week").click()
    expect(page.get_by_text("Choose today or later", exact=False)).to_be_visible()
    page.get_by_label("This week holds from").fill(today().isoformat())
    page.get_by_role("button", name="Publish this week").click()
    expect(page.get_by_text("Published. Everybody sees this week", exact=False)).to_be_visible()

    page.context.clear_cookies()
    reader.sign_in("carla@two-bridges.example", PASSWORD)
    expect(page.get_by_role("heading", name="2B today")).to_be_visible()
    page.get_by_role("link", name="The whole week").click()
    expect(page.get_by_role("heading", name="2B: who comes when")).to_be_visible()
    reader.look("class-week")
    answer = page.request.get(page.url + "print/")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)
    assert "2B" in text
    assert "Holds from" in text
    assert "Wei Jie Lim" in text

    page.get_by_role("link", name="In your calendar").click()
    page.get_by_role("button", name="Make an address").click()
    feed = page.locator("#address").inner_text()
    reader.look("calendars")
    with urllib.request.urlopen(feed) as calendar:
        lines = calendar.read().decode()
    assert "BEGIN:VTIMEZONE" in lines
    assert "Wei Jie Lim" in lines
    assert "Kofi" not in lines, "a child stands in a calendar with a letter only"

    page.context.clear_cookies()
    reader.sign_in("rosa@two-bridges.example", PASSWORD)
    expect(page.get_by_role("heading", name="To sign")).to_be_visible()
    reader.look("today")
    page.get_by_role("link", name="My week", exact=True).locator("visible=true").click()
    expect(page.get_by_role("heading", name="My week")).to_be_visible()
    reader.look("my-week")

    page.context.clear_cookies()
    reader.sign_in("li@two-bridges.example", PASSWORD)
    expect(page.get_by_role("heading", name="Zi Xuan’s week")).to_be_visible()
    reader.look("family-week")


def test_strangers_meet_a_page_that_is_not_there(house: House, reader: Reader) -> None:
    reader.open("/")
    reader.look("door")
    reader.sign_in("carla@two-bridges.example", PASSWORD)
    for path in ("/timetable/", "/children/", "/therapists/", "/bring-in/", "/family/", "/my-week/"):
        answer = reader.page.goto(reader.address + path)
        assert answer is not None
        assert answer.status == 404, path
    reader.complaints.clear()  # The browser itself complains of each 404.
    reader.look("not-found")
