"""From a tap in class to a point on the chart, a decision and a letter that a father reads; many reports at once."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Response, expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import Reader
from tests.journeys.houses import House
from tests.journeys.weeks_recorded import GOAL, STEPS, STRIP

STAGE = "plans"
LETTER = "He hangs up his coat before he sits down. At home: let him begin the zip himself."


@pytest.fixture(scope="module")
def told(house: House) -> dict[str, str]:
    """A house with plans in force, weeks of data for one goal, and a visit that is now."""
    return house.found("weeks_recorded")


def test_a_tap_becomes_a_point_a_decision_and_a_sentence_at_home(
    told: dict[str, str], house: House, reader: Reader
) -> None:
    page = reader.page
    goal = f"/progress/{told['child']}/goals/{told['lineage']}/"
    reader.sign_in(told["marek"], PASSWORD)
    reader.open(goal)
    expect(page.get_by_role("heading", name=f"of {len(STRIP)} points lie on")).to_be_visible()

    _tap_in_class(reader)
    reader.open(goal)
    steady = page.get_by_role("heading", name="Steady at the goal: the last 3 points are there.")
    expect(steady).to_be_visible()
    page.get_by_role("link", name="See as a table").click()
    expect(page.get_by_role("row", name=re.compile("100 5 In class"))).to_be_visible()
    reader.open(goal)
    expect(page.get_by_role("img", name=GOAL).first).to_be_visible()
    reader.look("progress-goal")
    page.get_by_label("In a few words").fill("The strip goes with him to the playground")
    page.get_by_role("button", name="Keep going").click()
    expect(page.get_by_text("The strip goes with him to the playground")).to_be_visible()
    page.get_by_role("button", name="Plan probes").click()
    expect(page.get_by_text("Still there after a while").first).to_be_visible()
    reader.open(f"/progress/{told['child']}/")
    reader.look("progress-child")
    reader.open("/progress/")
    reader.look("progress-overview")

    letter = _write_letter(reader, told["child"])
    page.context.clear_cookies()
    reader.sign_in("li@two-bridges.example", PASSWORD)
    reader.open(f"/family/{told['child']}/")
    page.get_by_role("link", name="How Zi Xuan is getting on").click()
    page.locator("main ul a").first.click()
    expect(page).to_have_url(re.compile(letter))
    expect(page.get_by_text(LETTER)).to_be_visible()
    expect(page.get_by_text("The last time it was about 10 out of 10 without help.")).to_be_visible()
    expect(page.get_by_role("figure").get_by_role("img").first).to_be_visible()
    reader.look("progress-family")
    paper = page.context.request.get(f"{reader.address}/family/reports/{letter}/print/")
    assert paper.body().startswith(b"%PDF")


def _tap_in_class(reader: Reader) -> None:
    """Five steps alone, one tap each, and sent."""
    page = reader.page
    reader.open("/capture/")
    expect(page.get_by_role("button", name="End visit")).to_be_visible()
    card = page.get_by_role("region", name=re.compile("^Zi Xuan"))
    card.get_by_role("tab", name=GOAL).click()
    answered: set[str] = set()

    def all_are_answered(response: Response) -> bool:
        if response.url.endswith("/api/capture/entries"):
            batch = json.loads(response.request.post_data or "{}")
            answered.update(entry["id"] for entry in batch["entries"])
        return len(answered) == len(STEPS)

    # "All sent" stood there before the first tap, and may between two.
    with page.expect_response(all_are_answered):
        for _step in STEPS:
            card.get_by_role("tabpanel").get_by_role("button", name="Alone", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="All sent").first).to_be_visible()


def _write_letter(reader: Reader, child: str) -> str:
    """Drafts a report for the family, changes a part, signs it; returns its id."""
    page = reader.page
    reader.open(f"/reports/new/?child={child}")
    page.get_by_label("The family").check()
    reader.look("reports-order")
    page.get_by_role("button", name="Draft them").click()
    _wait_for_run(page)
    page.get_by_role("row").get_by_role("link", name="Zi Xuan").click()
    part = page.get_by_role("textbox", name="What comes next")
    part.fill(LETTER)
    part.blur()
    expect(page.get_by_role("status").filter(has_text="Kept").first).to_be_visible()
    reader.look("reports-report")
    page.get_by_role("button", name="Sign this report").click()
    expect(page.get_by_text("It stays as it is, with the record as of its day.")).to_be_visible()
    reader.look("reports-signed")
    return page.url.rstrip("/").rpartition("/")[2]


def _wait_for_run(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=re.compile("^Done"))).to_be_visible(timeout=120_000)


def test_reports_for_many_children_in_one_go(told: dict[str, str], house: House, reader: Reader) -> None:
    page = reader.page
    reader.sign_in("joy@two-bridges.example", PASSWORD)
    reader.open("/reports/new/")
    boxes = page.locator("input[name=child]")
    for number in range(12):
        boxes.nth(number).check()
    page.get_by_label("The team").check()
    page.get_by_role("button", name="Draft them").click()
    expect(page.get_by_role("progressbar", name="Reports drafted")).to_have_attribute("max", "12")
    _wait_for_run(page)
    expect(page.get_by_role("row")).to_have_count(12)
    reader.look("reports-run")
    page.get_by_role("row").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    reader.look("reports-team")
    reader.open("/reports/")
    reader.look("reports-list")
    reader.open("/programme/")
    reader.look("programme")
