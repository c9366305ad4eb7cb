"""A therapist looks for a strategy, gives what the plan proposes in her own words, and lets help be needed less."""

from __future__ import annotations

from playwright.sync_api import expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import Reader

#: Plans are in force, and nothing is given from them.
STAGE = "plans"
WORDS = "Show {name} the list. Count to five in your head."


def test_what_the_plan_proposes_is_given_in_one_step_in_changed_words(reader: Reader) -> None:
    page = reader.page
    reader.sign_in("rosa@two-bridges.example", PASSWORD)
    reader.open("/strategies/")
    page.get_by_label("Words").press_sequentially("board sla", delay=20)
    expect(page.locator("#found").get_by_role("status")).to_have_text("1 strategy")
    page.get_by_role("link", name="Slant board before writing").click()
    expect(page.get_by_role("heading", name="What is known")).to_be_visible()
    reader.look("strategy")

    reader.open("/strategies/")
    reader.look("strategies-library")
    if not page.locator("aside details").first.get_attribute("open"):
        page.get_by_text("Child by child").click()
    page.locator("aside ul a").first.click()
    expect(page.get_by_text("Nothing is given yet.")).to_be_visible()
    reader.look("strategies-nothing")
    page.get_by_role("link", name="Give from the plan").click()
    reader.look("strategies-from-plan")
    place = page.locator("fieldset").filter(has=page.locator("input[type=checkbox]:checked")).first
    place.get_by_label("What to do").first.fill(WORDS)
    place.get_by_text("Why, steps, ladder of help").first.click()
    place.get_by_label("Ladder of help").first.select_option("most_to_least")
    page.get_by_role("button", name="Give what is ticked").click()
    line = page.locator("li").filter(has_text="Count to five in your head.").first
    expect(line).to_contain_text("Do it together")
    expect(line).not_to_contain_text("{name}")
    expect(line.locator("[aria-current=step]")).to_have_text("Do it together")
    line.get_by_role("button", name="Less help").click()
    expect(line.locator("[aria-current=step]")).to_have_text("Show how")
    reader.look("strategies-child")
    line.get_by_role("button", name="End").click()
    expect(page.get_by_text("Count to five in your head.")).to_have_count(0)
