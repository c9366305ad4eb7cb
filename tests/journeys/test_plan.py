"""A plan from nothing to in force, changed, and what the next build makes of it: all by keyboard alone."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as WaitedInVain

from tests.journeys.conftest import Reader
from tests.journeys.houses import House, today
from tests.journeys.two_at_once import rosa_beside, two_in_one_cell, two_in_one_value

PASSWORD = "alongside-demo"
STAGE = "services"


def test_a_plan_from_nothing_to_in_force_and_into_the_next_build(
    house: House, reader: Reader, chromium: Browser
) -> None:
    page = reader.page
    reader.sign_in("joy@two-bridges.example", PASSWORD)

    name = _somebody_without_services(reader)
    child = page.url
    page.get_by_role("link", name="Add somebody").press("Enter")
    page.get_by_label("Who").select_option(label="Rosa Delgado, Therapist")
    page.get_by_role("button", name="Add to the team").press("Enter")

    reader.open(f"/plans/?q={name}")
    reader.look("plans")
    page.get_by_role("button", name=f"Start a plan for {name}").press("Enter")
    expect(page.get_by_text("Version 1: Draft.")).to_be_visible()
    reader.look("plan-begun")

    _words_keep_themselves(reader, chromium)
    _goals(reader, chromium)
    _services(reader)
    _matrix_by_keyboard(reader, chromium)
    _reviewed_signed_in_force(reader)
    _changed(reader)
    _next_build(reader, child)


def _somebody_without_services(reader: Reader) -> str:
    """Opens a child who is owed nothing yet, and says its whole name."""
    page = reader.page
    reader.open("/children/")
    row = page.locator("tbody tr").filter(has=page.get_by_text("None", exact=True)).first
    row.get_by_role("rowheader").get_by_role("link").press("Enter")
    return page.get_by_role("heading", level=1).inner_text()


def _target() -> str:
    return (today() + timedelta(days=200)).isoformat()


def _kept(page: Page, label: str) -> None:
    form = page.locator("form[data-autosave]").filter(has=page.get_by_label(label))
    expect(form.get_by_role("status")).to_have_text("Kept")


def _words_keep_themselves(reader: Reader, chromium: Browser) -> None:
    """Kept while typing, kept over a lost line and a reload, and two who type at once lose nothing."""
    page = reader.page
    page.get_by_label("In the child’s own words").fill("I like trains. I want to write my name.")
    _kept(page, "In the child’s own words")

    page.route("**/text/", lambda route: route.abort())
    page.get_by_label("In the family’s own words").fill("She tells long stories at bedtime.")
    expect(page.get_by_text("Kept here, not sent yet", exact=False)).to_be_visible()
    page.reload()
    expect(page.get_by_label("In the family’s own words")).to_have_value("She tells long stories at bedtime.")
    page.unroute("**/text/")
    _kept(page, "In the family’s own words")
    reader.complaints.clear()  # The browser itself complains of the lost line.

    rosa = rosa_beside(reader, chromium)
    page.get_by_label("Strengths", exact=True).fill("Kind to younger children.")
    _kept(page, "Strengths")
    rosa.page.get_by_label("Strengths", exact=True).fill("Builds tall towers.")
    met = rosa.page.get_by_role("alert")
    expect(met).to_contain_text("Joy Adeyemi has changed this meanwhile")
    expect(met).to_contain_text("Kind to younger children.")
    expect(met).to_contain_text("Builds tall towers.")
    rosa.look("plan-two-at-once")
    met.get_by_role("button", name="Join both").press("Enter")
    _kept(rosa.page, "Strengths")
    rosa.page.context.close()
    page.reload()
    expect(page.get_by_label("Strengths", exact=True)).to_have_value(
        "Kind to younger children.\n\nBuilds tall towers."
    )


def _value_kept(page: Page) -> None:
    expect(page.locator("[data-values-state]").first).to_have_text(re.compile("^Kept"))


def _goals(reader: Reader, chromium: Browser) -> None:
    page = reader.page
    for word in ("story", "ruler"):
        page.get_by_role("link", name="From the goal bank").press("Enter")
        page.get_by_role("searchbox", name="Words").press_sequentially(word)
        expect(page.locator("#found h2").first).to_contain_text(re.compile(word, re.IGNORECASE))
        if word == "story":
            reader.look("goal-bank")
        page.get_by_role("button", name=re.compile("^Take: ")).first.press("Enter")
        page.get_by_label("Baseline", exact=True).fill("1")
        page.get_by_label("Baseline taken on").fill(today().isoformat())
        page.get_by_label("Reached by").fill((today() - timedelta(days=1)).isoformat())
        page.get_by_label("Reached by").blur()
        expect(page.get_by_text("The target is not after the baseline", exact=False)).to_be_visible()
        if word == "story":
            reader.look("goal")
            two_in_one_value(reader, chromium)
        page.get_by_label("Reached by").fill(_target())
        page.get_by_label("Reached by").blur()
        expect(page.get_by_text("The target is not after the baseline", exact=False)).not_to_be_visible()
        page.get_by_role("link", name="Back to the plan").press("Enter")
    page.get_by_role("link", name="By hand").press("Enter")
    page.get_by_label("The goal in a line").fill("Asks a classmate to play")
    page.get_by_label("Behavioural and social-emotional support").press("Space")
    reader.look("goal-by-hand")
    page.get_by_role("button", name="Add this goal").press("Enter")
    expect(page.get_by_text("What will you see or hear when it is reached?", exact=False)).to_be_visible()
    _levels(reader)
    page.get_by_role("link", name="Back to the plan").press("Enter")
    page.get_by_role("button", name="Move up: Asks a classmate to play").press("Enter")
    expect(page.locator("#goals ~ ol > li").nth(1)).to_contain_text("Asks a classmate to play")


def _levels(reader: Reader) -> None:
    """The field for a measure's own parts comes with the measure, keeps itself, and says what does not fit."""
    page = reader.page
    steps, levels = page.get_by_label("The steps, in order"), page.get_by_label("The levels, from the lowest")
    seconds = page.get_by_label("Seconds of each interval")
    expect(steps).not_to_be_visible()
    page.get_by_label("What is written down").select_option("momentary")
    expect(seconds).to_be_visible()
    seconds.fill("3")
    seconds.blur()
    expect(page.get_by_text("An interval lasts from 5 to 600 seconds", exact=False)).to_be_visible()
    reader.look("goal-interval")
    page.reload()
    expect(seconds).to_have_value("")
    seconds.fill("30")
    seconds.blur()
    expect(page.locator("#kept-interval_seconds")).to_have_text("Kept")
    page.get_by_label("What is written down").select_option("rubric")
    expect(seconds).not_to_be_visible()
    levels.fill("Watches\nWatches\nAsks")
    levels.blur()
    expect(page.get_by_text("“Watches” stands there twice", exact=False)).to_be_visible()
    reader.look("goal-levels")
    levels.fill("Watches\nStands beside them\nAsks")
    levels.blur()
    expect(page.get_by_text("“Watches” stands there twice", exact=False)).not_to_be_visible()
    page.reload()
    expect(levels).to_have_value("Watches\nStands beside them\nAsks")


def _services(reader: Reader) -> None:
    page = reader.page
    page.get_by_role("link", name="Speech and language therapy", exact=True).press("Enter")
    page.get_by_label("How many times").fill("1")
    page.get_by_label("Minutes each time").fill("33")
    page.get_by_label("Priority").fill("5")
    page.evaluate("document.querySelectorAll('form').forEach((form) => (form.noValidate = true))")
    page.get_by_role("button", name="Add this service").press("Enter")
    expect(page.get_by_text("steps of 5 minutes", exact=False)).to_be_visible()
    expect(page.get_by_label("Minutes each time")).to_have_value("33")
    reader.look("plan-service")
    page.get_by_label("Minutes each time").fill("30")
    page.get_by_role("button", name="Add this service").press("Enter")
    expect(page.get_by_text("Fills 1 place in each cycle", exact=False)).to_be_visible()

    page.get_by_role("link", name="Change Speech and language therapy").press("Enter")
    page.get_by_label("Group word").fill("stories")
    page.get_by_label("Minutes each time").fill("33")
    page.get_by_label("Minutes each time").blur()
    expect(page.get_by_text("steps of 5 minutes", exact=False)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Group word")).to_have_value("stories")
    expect(page.get_by_label("Minutes each time")).to_have_value("33")
    expect(page.get_by_text("steps of 5 minutes", exact=False)).to_be_visible()
    reader.look("plan-service-change")
    page.get_by_label("Minutes each time").fill("30")
    page.get_by_label("Minutes each time").blur()
    expect(page.get_by_text("steps of 5 minutes", exact=False)).not_to_be_visible()
    page.get_by_role("link", name="Back to the plan").press("Enter")
    _decision(reader)
    page.get_by_label("The team looks again on").fill(_target())
    page.get_by_label("The team looks again on").blur()
    _value_kept(page)


def _decision(reader: Reader) -> None:
    """Each answer keeps itself, and so does the reason while it is typed."""
    page = reader.page
    page.get_by_role("link", name=re.compile("^How .* is given")).press("Enter")
    page.get_by_label("Yes, it belongs to a class activity").press("Space")
    page.get_by_label("To be used with other people and in other places").press("Space")
    expect(page.get_by_text("The skill is needed in the class’s own activity", exact=False)).to_be_visible()
    page.get_by_label("The child", exact=True).press("Space")
    page.get_by_label("A combination of both").press("Space")
    expect(page.get_by_text("Say why the team chose this", exact=False)).to_be_visible()
    page.get_by_label("Why").fill("Stories are told in class; new words need a quiet start.")
    expect(page.get_by_text("Say why the team chose this", exact=False)).not_to_be_visible()
    page.get_by_label("The team looks again on").fill(_target())
    page.get_by_label("The team looks again on").blur()
    expect(page.locator("#kept-look_again_on")).to_have_text("Kept")
    page.reload()
    expect(page.get_by_label("Why")).to_have_value("Stories are told in class; new words need a quiet start.")
    expect(page.get_by_label("A combination of both")).to_be_checked()
    expect(page.get_by_label("The team looks again on")).to_have_value(_target())
    reader.look("plan-decision")
    page.get_by_role("link", name="Back to the plan").press("Enter")
    expect(page.get_by_text("Asked: the child.")).to_be_visible()


def _matrix_by_keyboard(reader: Reader, chromium: Browser) -> None:
    """Without the mouse from the first key to the last."""
    page = reader.page
    page.get_by_role("link", name="Add a routine at home").or_(
        page.get_by_role("link", name="Goals by routine")
    ).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("goals live")
    page.get_by_role("link", name="Add a routine at home").focus()
    page.keyboard.press("Enter")
    page.get_by_label("A routine at home").focus()
    page.keyboard.type("Story in bed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Story in bed")).to_be_visible()

    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a[data-cell]')"):
            break
    for key in ("t", "ArrowRight", "t", "3", "p", "1", "ArrowRight", "s", "2", "End", "h", "4"):
        page.keyboard.press(key)
    expect(page.locator("[data-matrix-state]")).to_have_text("Kept")
    expect(page.get_by_role("row").nth(1)).to_contain_text("4 places, every day")
    focused = page.locator("a[data-cell]:focus")
    expect(focused).to_contain_text("4 a week")
    page.keyboard.press("ArrowDown")
    for key in ("h", "Delete", "5"):
        page.keyboard.press(key)
    expect(page.locator("[data-matrix-state]")).to_contain_text("Say who first")
    reader.look("matrix")
    two_in_one_cell(reader, chromium)

    page.locator("a[data-cell]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Where this goal lives")).to_be_visible()
    _how_keeps_itself(page)
    reader.look("matrix-one-goal")
    page.get_by_role("link", name="Goals by routine").press("Enter")
    page.get_by_role("link", name="Back to the plan").press("Enter")
    page.get_by_role("link", name=re.compile("^Why this fit")).press("Enter")
    expect(page.get_by_text("with the therapist", exact=False).first).to_be_visible()
    reader.look("plan-fit")
    page.go_back()


def _how_keeps_itself(page: Page) -> None:
    page.get_by_label("How", exact=True).first.fill("Points to the first picture")
    expect(page.locator("[data-autosave-state]").first).to_have_text("Kept")
    page.get_by_label("Times a week", exact=True).first.select_option("2")
    expect(page.locator("[id^=kept-][id$=-times_a_week]").first).to_have_text("Kept")
    page.reload()
    expect(page.get_by_label("How", exact=True).first).to_have_value("Points to the first picture")
    expect(page.get_by_label("Times a week", exact=True).first).to_have_value("2")


def _reviewed_signed_in_force(reader: Reader) -> None:
    page = reader.page
    page.get_by_role("button", name="Share with the family").press("Enter")
    page.get_by_role("link", name="Comment", exact=True).press("Enter")
    page.get_by_label("Your comment").fill("Read it with the family on Friday.")
    page.get_by_role("button", name="Send this comment").press("Enter")
    page.get_by_role("button", name="Send for review").press("Enter")
    expect(page.get_by_text("In review. Read it together, then sign.")).to_be_visible()
    reader.look("plan-in-review")
    _signed(page, "Joy Adeyemi", "Coordinator", on_paper=False)
    _signed(page, "A. Guardian", "Mother", on_paper=True)
    expect(page.get_by_text("On paper, recorded here")).to_be_visible()
    page.get_by_role("button", name="Record that all agree").press("Enter")
    page.get_by_label("It holds from").fill(today().isoformat())
    page.get_by_role("button", name="Put in force").press("Enter")
    expect(page.get_by_text("version 1, in force since", exact=False)).to_be_visible()
    expect(page.locator("form[data-autosave]")).to_have_count(0)
    reader.look("plan-in-force")


def _signed(page: Page, name: str, role: str, *, on_paper: bool) -> None:
    page.get_by_role("link", name="Sign", exact=True).last.press("Enter")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Role in the team").fill(role)
    page.get_by_label("Signed on paper").set_checked(on_paper)
    page.get_by_role("button", name="Sign", exact=True).press("Enter")


def _changed(reader: Reader) -> None:
    page = reader.page
    page.get_by_label("Why it changes").fill("Writing has become the harder part.")
    page.get_by_role("button", name="Propose a change").press("Enter")
    expect(page.get_by_text("Version 2: Draft.", exact=False)).to_be_visible()
    page.get_by_role("link", name="Occupational therapy", exact=True).press("Enter")
    page.get_by_label("How many times").fill("1")
    page.get_by_label("Priority").fill("5")
    page.get_by_role("button", name="Add this service").press("Enter")
    page.get_by_role("link", name="Compare two").press("Enter")
    expect(page.get_by_text("1 thing is different.")).to_be_visible()
    reader.look("plan-compare")
    page.go_back()
    page.get_by_role("button", name="Send for review").press("Enter")
    _signed(page, "Joy Adeyemi", "Coordinator", on_paper=False)
    page.get_by_role("button", name="Record that all agree").press("Enter")
    page.get_by_label("It holds from").fill(today().isoformat())
    page.get_by_role("button", name="Put in force").press("Enter")
    expect(page.get_by_text("version 2, in force since", exact=False)).to_be_visible()


def _next_build(reader: Reader, child: str) -> None:
    """The build reads both services, and the child's own week has them."""
    page = reader.page
    page.goto(child)
    services = page.get_by_role("region", name="Services")
    expect(services.get_by_text("Speech and language therapy", exact=True).first).to_be_visible()
    expect(services.get_by_text("Occupational therapy", exact=True).first).to_be_visible()
    reader.open("/timetable/build/")
    page.get_by_label("Search for").select_option("120")
    page.get_by_role("button", name="Build").press("Enter")
    expect(page.get_by_text(re.compile(r"proved within"))).to_be_visible(timeout=60_000)
    with suppress(WaitedInVain):  # It may come to its end by itself before it is told.
        page.get_by_role("button", name="Stop and keep the best").press("Enter", timeout=5_000)
    expect(page.get_by_role("heading", name="Draft A")).to_be_visible(timeout=150_000)
    page.get_by_role("link", name="Publish").press("Enter")
    page.get_by_label("This week holds from").fill(today().isoformat())
    page.get_by_role("button", name="Publish this week").press("Enter")
    expect(page.get_by_text("Published. Everybody sees this week", exact=False)).to_be_visible()
    page.goto(child)
    week = page.get_by_role("region", name=re.compile("week$"))
    expect(week.get_by_role("img", name="Speech and language therapy")).to_have_count(1)
    expect(week.get_by_role("img", name="Occupational therapy")).to_have_count(1)
    reader.look("child-after-the-plan")
