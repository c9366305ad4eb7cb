"""A running Alongside, a browser, and a way to look at each page as its readers do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as WaitedInVain

from tests.journeys.houses import ROOT, House, running_house, told

#: Where the pictures of each page are kept, for eyes.
PICTURES = ROOT / ".run" / "journeys"
WIDTHS = (390, 820, 1280)
#: How long a page may take to show what is expected of it, in milliseconds, where the machine has much else to do.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


#: Whoever is free takes the next file, so the long ones come first; and the second, which needs no story, begins while
#: another one is told. Those that are not named follow.
ORDER = [
    "capture",
    "own_school",
    "languages",
    "plan",
    "family",
    "build_to_printed_week",
    "teacher",
    "progress",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the journeys, and puts them in their order behind all other tests."""
    order = {f"test_{name}.py": place for place, name in enumerate(ORDER)}

    def place(item: pytest.Item) -> int:
        return order.get(item.path.name, len(order)) if item.get_closest_marker("journey") else -1

    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
    items.sort(key=place)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or any that is on the path; without one the journeys are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip(
            "No Chromium is here, so nobody walks through the pages. On Debian: apt install chromium."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the databases lie in which the demo has been told, for all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return (own if worker_id == "master" else own.parent) / "stories"


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, stories: Path, chromium: Browser
) -> Iterator[House]:
    """A house that runs: the demo is told up to the `STAGE` of the file that asks; without one it is empty."""
    begins = told(getattr(request.module, "STAGE", ""), stories)
    yield from running_house(tmp_path_factory.mktemp("house"), begins)


@dataclass
class Reader:
    """Somebody at a screen. `look` holds the page against what every page promises."""

    page: Page
    address: str
    complaints: list[str]

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.address}/account/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/account/login" not in url)

    def open(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.ok, f"{path} answered {answer.status}"

    def look(
        self, name: str, *, widths: tuple[int, ...] = WIDTHS, lights: tuple[str, ...] = ("light", "dark")
    ) -> None:
        """Takes pictures in these lights, and finds no axe violation, no sideways scroll and no complaint."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        found: list[str] = []
        for scheme in lights:
            # Without motion: a picture is not taken while colours still turn from one light to the other.
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            for width in widths:
                self.page.set_viewport_size({"width": width, "height": 900})
                self._picture(PICTURES / f"{name}-{width}-{scheme}.png", width)
                scroll = self.page.evaluate("document.documentElement.scrollWidth")
                if scroll > width:
                    found.append(f"{name} at {width}: scrolls sideways to {scroll}")
                if (width == min(widths)) == (scheme == "dark"):
                    found += self._violations(f"{name} at {width}, {scheme}")
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        assert not found, "\n".join(found)
        assert not self.complaints, "\n".join(self.complaints)

    def _picture(self, path: Path, width: int) -> None:
        """Takes a picture of the whole page.

        A headless Chromium that has just been resized now and then draws no next frame, and a picture waits for one
        (microsoft/playwright#28995 and others). Another size makes it draw; a page that is stuck itself fails again.
        """
        try:
            self.page.screenshot(path=path, full_page=True)
        except WaitedInVain:
            self.page.set_viewport_size({"width": width, "height": 901})
            self.page.screenshot(path=path, full_page=True)

    def _violations(self, where: str) -> list[str]:
        """What axe finds against the page. Reading axe itself takes as long as a run of it, so a page reads it once."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(results => results.violations)"
        )
        return [
            f"{where}: {each['id']}, {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
            for each in found
        ]


@pytest.fixture
def reader(house: House, chromium: Browser) -> Iterator[Reader]:
    """A fresh browser profile in front of the house; what its console complains of fails the journey."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    reader = Reader(page, house.address, [])
    page.on(
        "console",
        lambda message: reader.complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    yield reader
    context.close()
