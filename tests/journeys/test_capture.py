"""One tap in a noisy classroom, and nothing lost: two hundred observations without a network, in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import ROOT, House, Reader

CLASS_NOW = Path(__file__).with_name("class_now.py")
ENTRIES = "**/api/capture/entries"
LADDER = ("Alone", "Point", "Say", "Show", "Hands")
COMPANY = {
    "Together with classmates": "with",
    "Beside classmates": "beside",
    "Watching classmates": "watching",
    "With an adult": "adult",
    "Alone": "alone",
}
FACES = ("Hard", "Not so good", "Okay", "Good", "Great")


def class_now(house: House, what: str) -> str:
    """Makes the visit, or says what was observed, beside the running server."""
    environment = house.environment | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(CLASS_NOW), what]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def observed(house: House) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(class_now(house, "observations"))
    return rows


class Tapping:
    """Somebody who taps, and remembers in which order she did: child, goal, and what she saw."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.expected: list[tuple[str, str, dict[str, Any]]] = []

    def goals(self) -> list[tuple[str, str]]:
        """Every goal of every child that this visit carries, as the page shows them."""
        found = []
        for card in self.page.locator("main section.sheet").all():
            name = card.get_attribute("aria-label") or ""
            for tab in card.get_by_role("tab").all():
                title = tab.inner_text().strip()
                if title.rpartition(" ")[2] in {"1", "2"}:
                    found.append((name, title))
        return found

    def card(self, child: str, goal: str) -> Locator:
        card = self.page.get_by_role("region", name=child, exact=True)
        card.get_by_role("tab", name=goal, exact=True).click()
        return card.get_by_role("tabpanel")

    def saw(self, child: str, goal: str, **value: Any) -> None:
        self.expected.append((child, goal, value))

    def pass_time(self, seconds: float) -> None:
        self.page.clock.fast_forward(int(seconds * 1000))

    def record(self, child: str, goal: str) -> None:
        """What this goal's measure needs, some times over."""
        measure = goal.rpartition(" ")[0]
        how: dict[str, Callable[[str, str], None]] = {
            "trials": self._trials,
            "percent": self._percent,
            "rate": self._rate,
            "duration": self._duration,
            "latency": self._latency,
            "partial_interval": self._intervals,
            "whole_interval": self._intervals,
            "momentary": self._intervals,
            "participation": self._intervals,
            "task_steps": self._steps,
            "rubric": self._rubric,
            "goal_attainment": self._attainment,
            "engagement": self._engagement,
            "confidence": self._faces,
        }
        how.get(measure, self._count)(child, goal)

    def _press(self, child: str, goal: str, button: str) -> None:
        self.card(child, goal).get_by_role("button", name=button, exact=True).click()

    def _trials(self, child: str, goal: str) -> None:
        for turn in range(12):
            rung = turn % 6
            self._press(child, goal, (*LADDER, "Not yet")[rung])
            if rung == 5:
                self.saw(child, goal, help=None)
            else:
                self.saw(child, goal, help=rung, word=LADDER[rung])

    def _percent(self, child: str, goal: str) -> None:
        for percent in (0, 10, 30, 50, 70, 90, 100):
            self._press(child, goal, f"{percent} %")
            self.saw(child, goal, percent=percent)
        self._press(child, goal, "Other")
        panel = self.card(child, goal)
        panel.get_by_role("spinbutton").fill("37.5")
        panel.get_by_role("button", name="Keep").click()
        self.saw(child, goal, percent=37.5)

    def _count(self, child: str, goal: str) -> None:
        for _turn in range(12 if goal.startswith("count") else 7):
            self._press(child, goal, f"One more, {child}")
            self.saw(child, goal, times=1)

    def _rate(self, child: str, goal: str) -> None:
        self._press(child, goal, "Start watching")
        for _turn in range(6):
            self._press(child, goal, f"One more, {child}")
            self.saw(child, goal, times=1)
        self.pass_time(300)
        self.card(child, goal).get_by_role("button", name="Stop watching").click()
        self.saw(child, goal, watched=300)

    def _duration(self, child: str, goal: str) -> None:
        for seconds in (10, 65, 130, 402):
            self._press(child, goal, "Start")
            self.pass_time(seconds)
            self._press(child, goal, "Stop")
            self.saw(child, goal, seconds=seconds)

    def _latency(self, child: str, goal: str) -> None:
        for seconds in (4, 12, None, 30):
            self._press(child, goal, "Asked now")
            self.pass_time(seconds or 20)
            self._press(child, goal, "Did not start" if seconds is None else "Started")
            self.saw(child, goal, seconds=seconds)

    def _intervals(self, child: str, goal: str) -> None:
        yes, no = {
            "partial_interval": ("Seen", "Not seen"),
            "whole_interval": ("All through", "Not all through"),
            "momentary": ("Yes, now", "Not now"),
            "participation": ("Joins in", "Not now"),
        }[goal.rpartition(" ")[0]]
        self.card(child, goal).get_by_role("button", name="Start").click()
        for turn in range(4):
            self.pass_time(20)
            expect(self.card(child, goal)).to_contain_text(f"Interval {turn + 1}.")
            self._press(child, goal, no if turn == 2 else yes)
            self.saw(child, goal, seen=turn != 2, every=20)
        self._press(child, goal, "Stop")

    def _steps(self, child: str, goal: str) -> None:
        for step in range(5):
            rung = step % 3
            self._press(child, goal, LADDER[rung])
            self.saw(child, goal, step=step, help=rung, word=LADDER[rung])

    def _rubric(self, child: str, goal: str) -> None:
        for level, words in enumerate(("Keeps it", "Shows an adult", "Shows a friend", "Shows the class")):
            self._press(child, goal, f"{level} {words}")
            self.saw(child, goal, level=level)

    def _attainment(self, child: str, goal: str) -> None:
        for level, words in (
            (-1, "−1 One letter"),
            (0, "0 Three letters"),
            (2, "+2 The name in every lesson"),
        ):
            self._press(child, goal, words)
            self.saw(child, goal, level=level)

    def _engagement(self, child: str, goal: str) -> None:
        for words in [*COMPANY, "Together with classmates", "Alone"]:
            self._press(child, goal, words)
            self.saw(child, goal, company=COMPANY[words])

    def _faces(self, child: str, goal: str) -> None:
        for face in (3, 1, 4, 5):
            self._press(child, goal, FACES[face - 1])
            self.saw(child, goal, face=face)


def kept(page: Page, count: int) -> None:
    """The count on the page, which rises once an entry lies on the disk."""
    words = f"{count} kept here, not sent yet" if count else "All sent"
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


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
    house.command("demo", "--stage", "plans")
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
    tapping = Tapping(page)
    reloads = [70, 140]
    for child, goal in tapping.goals():
        tapping.record(child, goal)
        if reloads and len(tapping.expected) >= reloads[0]:
            reloads.pop(0)
            kept(page, len(tapping.expected))
            page.reload()
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
    assert all(row["visit"] and row["kind"] == "writing" for row in rows)

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
    for _wait in range(3):
        page.clock.fast_forward(60_000)
        page.wait_for_timeout(1500)
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


def test_an_expired_sign_in_keeps_what_was_tapped_until_one_is_back(school: House, reader: Reader) -> None:
    page = at_work(reader)
    before = len(observed(school))
    page.context.clear_cookies(name="sessionid")
    tapping = Tapping(page)
    tapping._count(*next(pair for pair in tapping.goals() if pair[1] == "count 1"))
    banner = page.get_by_text("Sign in to send. 12 entries are safe here.")
    expect(banner).to_be_visible()
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
    tapping._count(*next(pair for pair in tapping.goals() if pair[1] == "count 1"))
    kept(page, 12)
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
    reader.look("capture-night")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    kept(page, 0)
    assert len(observed(school)) == before + 12


def test_signing_out_warns_while_entries_wait_and_takes_the_day_away(school: House, reader: Reader) -> None:
    page = at_work(reader)
    page.context.route(ENTRIES, lambda route: route.abort("connectionreset"))
    tapping = Tapping(page)
    tapping._count(*next(pair for pair in tapping.goals() if pair[1] == "count 1"))
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


def test_the_page_as_its_reader_sees_it(school: House, reader: Reader) -> None:
    page = at_work(reader)
    tapping = Tapping(page)
    for child, goal in tapping.goals():
        tapping.card(child, goal)
        page.wait_for_timeout(50)
        if goal.endswith(" 1"):
            reader.look(f"capture-{goal.rpartition(' ')[0]}", widths=(390, 820, 1280))
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
