"""A running Alongside, a browser, and a way to look at each page as its readers do."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as WaitedInVain

ROOT = Path(__file__).resolve().parent.parent.parent
#: Where the pictures of each page are kept, for eyes.
PICTURES = ROOT / ".run" / "journeys"
WIDTHS = (390, 820, 1280)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class House:
    """A web server and a worker of their own over a database of their own."""

    address: str
    environment: dict[str, str]

    def command(self, *words: str, **answers: str) -> None:
        """Runs one of the house's commands."""
        subprocess.run(
            [sys.executable, "-m", "alongside", *words],
            cwd=ROOT,
            env=self.environment | answers,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def told(self, story: str) -> dict[str, str]:
        """Tells a story of `tests.journeys` into this house, and returns what it says that a journey needs."""
        said = subprocess.run(
            [sys.executable, "-m", f"tests.journeys.{story}"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        words: dict[str, str] = json.loads(said)
        return words


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


def _free_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


def running_house(folder: Path, stage: str = "", **more: str) -> Iterator[House]:
    """A house in a folder of its own, with more in its environment; it stops when the iterator is closed.

    With `stage` the demo has been told up to there before anybody works in it: the worker would take a build of the
    story, which lies weeks back, for one whose machine has died.
    """
    port = _free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "ALONGSIDE_VAR": str(folder),
        "ALONGSIDE_ADDRESS": address,
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        **more,
    }
    house = House(address, environment)
    house.command("migrate", "-v0")
    if stage:
        house.command("demo", "--stage", stage)
    serve = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1", "--threads", "4"]
    serve += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "alongside.config.wsgi"]
    work = [sys.executable, "-m", "alongside", "work"]
    running = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in (serve, work)]
    try:
        _wait_for(address)
        yield house
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(address: str) -> None:
    for _try in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not come up.")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[House]:
    """An empty house that runs; a journey fills it."""
    yield from running_house(tmp_path_factory.mktemp("house"))


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
        result = Axe().run(self.page)
        return [
            f"{where}: {each['id']}, {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
            for each in result.response["violations"]
        ]


@pytest.fixture
def reader(house: House, chromium: Browser) -> Iterator[Reader]:
    """A fresh browser profile in front of the house; what its console complains of fails the journey."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    reader = Reader(page, house.address, [])
    page.on(
        "console",
        lambda message: reader.complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    yield reader
    context.close()
