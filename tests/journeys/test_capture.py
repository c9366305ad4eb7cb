"""One tap in a noisy classroom, and nothing lost: two hundred observations without a network, in a real browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import Reader
from tests.journeys.houses import House
from tests.journeys.tapping import Tapping, kept

STAGE = "plans"
ENTRIES = "**/api/capture/entries"
SENTENCE = "This goal is no longer in the plan."


def class_now(house: House, what: str) -> str:
    """Makes the visit, or says what was observed, beside the running server."""
    return house.told("class_now", what)


def observed(house: House) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(class_now(house, "observations"))
    return rows


def same(seen: dict[str, Any], expected: dict[str, Any]) -> bool:
    """A clock ran a little longer than it was moved: seconds agree within two."""
    if seen.keys() != expected.keys():
        return False
    for name, value in expected.items():
        if name in {"seconds", "watched"} and value is not None:
            if seen[name] is None or abs(seen[name] - value) > 2:
                return False
        elif seen[name] != value:
            return False
    return True


@pytest.fixture(scope="module")
def school(house: House) -> House:
    """A house with plans in force and a visit that is now."""
    class_now(house, "visit")
    return house


def at_work(reader: Reader) -> Page:
    """Rosa in her visit, the page ready to work without a network."""
    reader.page.clock.install()
    reader.sign_in("rosa@two-bridges.example", PASSWORD)
    reader.open("/capture/")
    page = reader.page
    expect(page.get_by_role("button", name="End visit")).to_be_visible()
    page.evaluate(
        "navigator.serviceWorker.ready.then(ready => new Promise(done => { "
        "const look = () => caches.keys().then(n => n.length ? done(true) : setTimeout(look, 50)); look(); }))"
    )
    return page


def test_two_hundred_observations_without_a_network_arrive_once_and_in_order(
    school: House, reader: Reader
) -> None:
    page = at_work(reader)
    context = page.context
    context.set_offline(True)
    # Time is moved by hand below, so what this device learnt of its clock a moment ago would be wrong.
    page.evaluate("localStorage.removeItem('alongside-skew')")
    tapping = Tapping(page)
    tapping.reload()
    reloads = [70, 140]
    for child, goal in tapping.goals():
        tapping.record(child, goal)
        if reloads and len(tapping.expected) >= reloads[0]:
            reloads.pop(0)
            kept(page, len(tapping.expected))
            tapping.reload()
            kept(page, len(tapping.expected))
    assert not reloads
    assert len(tapping.expected) == 200
    kept(page, 200)
    assert observed(school) == []

    batches = _sent_over_a_bad_line(context, page)
    rows = observed(school)
    assert len(rows) == 200
    assert len({row["id"] for row in rows}) == 200
    wrong = [
        (row, wish)
        for row, wish in zip(rows, tapping.expected, strict=True)
        if (row["child"], row["goal"]) != (wish[0].split()[0], wish[1]) or not same(row["value"], wish[2])
    ]
    assert not wrong, wrong[:3]
    assert all(row["visit"] and row["kind"] == "writing" and not row["doubtful"] for row in rows)

    _same_batch_from_two_tabs(page, batches[-1])
    assert observed(school) == rows


def _sent_over_a_bad_line(context: BrowserContext, page: Page) -> list[str]:
    """The line is cut in mid-send, then the answer is lost after the server has kept what came, then it works."""
    batches: list[str] = []

    def line(route: Route) -> None:
        batches.append(route.request.post_data or "")
        if len(batches) == 1:
            route.abort("connectionreset")
        elif len(batches) == 2:
            assert route.fetch().ok
            route.abort("connectionreset")
        else:
            route.continue_()

    context.route(ENTRIES, line)
    context.set_offline(False)
    for _wait in range(400):  # A page that was not heard tries again, a few seconds later by its own clock.
        if len(batches) > 2:
            break
        page.clock.fast_forward(1000)
        page.wait_for_timeout(50)
    kept(page, 0)
    context.unroute(ENTRIES)
    sent = [[entry["id"] for entry in json.loads(batch)["entries"]] for batch in batches]
    assert sent[0] == sent[1] == sent[2]
    return batches


def _same_batch_from_two_tabs(page: Page, batch: str) -> None:
    """What a browser without locks would do."""
    other = page.context.new_page()
    other.goto(page.url)
    script = """async (batch) => {
        const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
        const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
        const reply = await fetch("/api/capture/entries", {method: "POST", headers, body: batch});
        return (await reply.json()).answers.map(({answer}) => answer);
    }"""
    start = f"(batch) => {{ window.sent = ({script})(batch); }}"
    for tab in (page, other):
        tab.evaluate(start, batch)
    for tab in (page, other):
        assert set(tab.evaluate("window.sent")) == {"known"}
    other.close()


def _only_the_line_failed(reader: Reader) -> None:
    """A browser complains of every request that fails: here these are meant to, and nothing else may."""
    others = [each for each in reader.complaints if not each.startswith("Failed to load resource")]
    assert not others, "\n".join(others)
    reader.complaints.clear()


def test_an_expired_sign_in_keeps_what_was_tapped_until_one_is_back(school: House, reader: Reader) -> None:
    page = at_work(reader)
    before = len(observed(school))
    page.context.clear_cookies(name="sessionid")
    tapping = Tapping(page)
    tapping.record(*tapping.find("count 1"))
    banner = page.get_by_text("Sign in to send. 12 entries are safe here.")
    expect(banner).to_be_visible()
    _only_the_line_failed(reader)
    reader.look("capture-signed-out")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("rosa@two-bridges.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/capture/?visit=*")
    kept(page, 0)
    expect(banner).to_be_hidden()
    assert len(observed(school)) == before + 12


def test_at_night_the_children_leave_the_device_and_the_entries_stay(school: House, reader: Reader) -> None:
    page = at_work(reader)
    before = len(observed(school))
    page.context.set_offline(True)
    tapping = Tapping(page)
    tapping.record(*tapping.find("count 1"))
    kept(page, 12)
    with page.expect_event("requestfailed", lambda request: "/api/capture/pack" in request.url):
        page.clock.fast_forward("24:00:00")
    expect(page.get_by_text("The day is over, so its children were taken off this device.")).to_be_visible()
    expect(page.get_by_text("12 entries are safe here")).to_be_visible()
    left = page.evaluate("""async () => {
        const open = indexedDB.open("alongside-capture");
        await new Promise(done => { open.onsuccess = done; });
        const count = name => new Promise(done => {
            const asked = open.result.transaction(name).objectStore(name).count();
            asked.onsuccess = () => done(asked.result);
        });
        return Promise.all(["keys", "kept", "seen", "rows"].map(count));
    }""")
    assert left == [0, 0, 0, 12]
    _only_the_line_failed(reader)
    reader.look("capture-night")
    page.context.set_offline(False)  # The page hears that the line is back and tries again by itself.
    kept(page, 0)
    assert len(observed(school)) == before + 12


def test_signing_out_warns_while_entries_wait_and_takes_the_day_away(school: House, reader: Reader) -> None:
    page = at_work(reader)
    page.context.route(ENTRIES, lambda route: route.abort("connectionreset"))
    tapping = Tapping(page)
    tapping.record(*tapping.find("count 1"))
    kept(page, 12)
    asked: list[str] = []
    answers = iter((False, True))
    page.on(
        "dialog",
        lambda dialog: (asked.append(dialog.message), dialog.accept() if next(answers) else dialog.dismiss()),
    )
    for _turn in range(2):
        reader.open("/plans/")
        page.locator("summary[aria-label*='your account']").click()
        page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/plans" not in url)
    assert [sentence.split(".")[0] for sentence in asked] == [
        "12 entries on this device have not been sent"
    ] * 2
    page.context.unroute(ENTRIES)
    page.goto(f"{reader.address}/capture/")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.get_by_text("12 entries are safe here")).to_be_visible()


def test_a_refused_entry_is_set_aside_and_mended(school: House, reader: Reader) -> None:
    page = at_work(reader)
    before = len(observed(school))
    tapping = Tapping(page)
    child, goal = tapping.find("trials 2")

    def refuse(route: Route) -> None:
        entries = json.loads(route.request.post_data or "{}")["entries"]
        answers = [{"id": each["id"], "answer": "refused", "sentence": SENTENCE} for each in entries]
        route.fulfill(json={"answers": answers, "server_now": datetime.now(UTC).isoformat()})

    page.context.route(ENTRIES, refuse)
    for word in ("Point", "Say", "Show"):
        tapping.card(child, goal).get_by_role("button", name=word, exact=True).click()
    page.get_by_role("button", name="3 set aside").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(SENTENCE)).to_have_count(3)
    reader.look("capture-refused")
    page.context.unroute(ENTRIES)

    first = sheet.get_by_role("listitem").filter(has_text="point")
    first.get_by_role("button", name="Change").click()
    reader.look("capture-mending")
    sheet.get_by_label("Help").select_option("Hands")
    sheet.get_by_role("button", name="Keep as a new entry").click()
    sheet.get_by_role("listitem").filter(has_text="say").get_by_role("button", name="Send again").click()
    last = sheet.get_by_role("listitem").filter(has_text="show")
    last.get_by_role("button", name="Drop").click()
    last.get_by_role("button", name="Drop it").click()
    expect(sheet.get_by_role("listitem")).to_have_count(0)
    expect(sheet.get_by_text("Everything has been sent.")).to_be_visible()
    new = [row["value"] for row in observed(school)[before:]]
    assert new == [{"help": 4, "word": "Hands"}, {"help": 2, "word": "Say"}]


def test_the_browser_keeps_no_page_with_a_child(school: House, reader: Reader) -> None:
    page = at_work(reader)
    names = {child for child, _goal in Tapping(page).goals()}
    kept_pages = page.evaluate("""async () => {
        const found = {};
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                const path = new URL(request.url).pathname;
                const isText = !path.endsWith(".woff2");
                found[path] = isText ? await (await cache.match(request)).text() : "";
            }
        }
        return found;
    }""")
    assert "/capture/" in kept_pages
    assert all(path == "/capture/" or path.startswith("/static/") for path in kept_pages)
    assert len(names) == 4
    for path, text in kept_pages.items():
        assert not [name for name in names if name in text], path


def test_the_page_as_its_reader_sees_it(school: House, reader: Reader) -> None:
    page = at_work(reader)
    tapping = Tapping(page)
    goals = tapping.goals()
    children = list(dict.fromkeys(child for child, _goal in goals))
    of_each = [[goal for name, goal in goals if name == child] for child in children]
    for place in range(max(map(len, of_each))):
        for child, its in zip(children, of_each, strict=True):
            tapping.card(child, its[min(place, len(its) - 1)])
        reader.look(f"capture-goals-{place + 1}")
    for wanted, begin in (("duration", "Start"), ("latency", "Asked now"), ("momentary", "Start")):
        child, goal = next((c, g) for c, g in goals if g.startswith(wanted))
        tapping.card(child, goal).get_by_role("button", name=begin).click()
    tapping.pass_time(21)
    reader.look("capture-running")
    for name, opens in (
        ("Add a word", "word"),
        ("End visit", "end"),
        ("This visit and this device", "drawer"),
    ):
        page.get_by_role("button", name=name).click()
        reader.look(f"capture-{opens}")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Today’s visits").click()
    reader.look("capture-day")
