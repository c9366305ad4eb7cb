"""Every portal's main pages in a longer language and from right to left: nothing runs over, nothing is left unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from alongside.demo.cast import PASSWORD
from tests.journeys.conftest import Reader
from tests.journeys.houses import House, running_house, told
from tests.pseudo import languages
from tests.pseudo.languages import MIRRORED, mirrored

#: Who walks through the house, and the pages that no navigation of theirs leads to.
WALKS = {
    "joy": [
        "/schools/",
        "/schools/words/",
        "/schools/languages/",
        "/programme/",
        "/recording/",
        "/children/add/",
    ],
    "rosa": ["/delivered/", "/plans/", "/account/password/change/"],
    "carla": [],
    "li": [],
}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d")
#: What is no page, or answers only while a file is at hand.
LEFT_OUT = re.compile(r"/print/|/sheet/|/table/|\.pdf|\.csv|\.ics|/capture/|/account/logout")
WIDTHS = (390, 1280)
#: So many pages of a portal are walked; what they are made of is the same everywhere.
MOST = 16


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, stories: Path, chromium: Browser) -> Iterator[House]:
    """The demo, in a house that speaks the invented languages too."""
    folder = tmp_path_factory.mktemp("languages")
    languages.write(folder / "locale")
    yield from running_house(
        folder,
        told("published", stories),
        DJANGO_SETTINGS_MODULE="tests.pseudo.settings",
        ALONGSIDE_PSEUDO=str(folder / "locale"),
    )


def _in_language(reader: Reader, code: str, who: str) -> None:
    """Signs in as somebody, and reads on in a language."""
    reader.page.context.clear_cookies()
    reader.sign_in(f"{who}@two-bridges.example", PASSWORD)
    reader.page.context.add_cookies([{"name": "language", "value": code, "url": reader.address}])
    reader.open("/")


def _pages(reader: Reader, more: list[str]) -> Iterator[str]:
    """Opens the pages of a portal: those of its navigation, the named ones, and one of each kind that they lead to."""
    page = reader.page
    ways = page.locator("header nav a, .foot-ways a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    waiting = [*dict.fromkeys(ways), *more]
    kinds: set[str] = set()
    nearest = len(waiting)
    while waiting and len(kinds) < MOST:
        path = waiting.pop(0)
        kind = ID.sub("*", path.partition("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        reader.open(path)
        yield kind
        if nearest > 0:
            links = page.locator("main a[href^='/']").evaluate_all(
                "all => all.map(a => a.getAttribute('href'))"
            )
            waiting += [link for link in links if not LEFT_OUT.search(link)]
        nearest -= 1


@pytest.mark.parametrize("who", list(WALKS))
def test_every_portal_from_right_to_left(reader: Reader, who: str) -> None:
    _in_language(reader, MIRRORED, who)
    seen = []
    for kind in _pages(reader, WALKS[who]):
        html = reader.page.locator("html")
        assert html.get_attribute("dir") == "rtl"
        assert html.get_attribute("lang") == "ar-XB"
        name = f"rtl-{who}{kind.replace('/', '-').replace('*', 'x').rstrip('-')}"
        reader.look(name, widths=WIDTHS, lights=("light",))
        seen.append(kind)
    assert len(seen) >= 3


def test_scripts_speak_the_language_of_the_page(reader: Reader) -> None:
    _in_language(reader, MIRRORED, "rosa")
    reader.open("/capture/")
    opened = reader.page.locator("#capture")
    expect(opened).to_contain_text(re.compile("[åéîöû]"))
    expect(opened).not_to_contain_text(mirrored("Opening the day"), timeout=60_000)
    expect(opened).not_to_contain_text("Today’s visits")
    reader.look("rtl-capture", widths=WIDTHS)

    _in_language(reader, MIRRORED, "joy")
    reader.open("/timetable/")
    board = reader.page.locator("main a[href^='/timetable/']").evaluate_all(
        "all => all.map(a => a.getAttribute('href')).find(href => /^.timetable.[0-9a-f-]{36}.$/.test(href))"
    )
    reader.open(board)
    expect(reader.page.locator("#board-help")).to_contain_text(re.compile("[åéîöû]"))
    expect(reader.page.locator("main")).not_to_contain_text("Occupational therapy")


def test_kept_capture_page_follows_its_reader_to_another_language(reader: Reader) -> None:
    _in_language(reader, MIRRORED, "rosa")
    reader.open("/capture/")
    reader.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    reader.page.context.add_cookies([{"name": "language", "value": "en-gb", "url": reader.address}])
    html = reader.page.locator("html")
    for _opening in range(40):  # The kept page is shown first, and renewed behind it.
        reader.open("/capture/")
        reader.page.wait_for_load_state("networkidle")
        if html.get_attribute("lang") == "en-GB":
            break
        reader.page.wait_for_timeout(500)
    expect(html).to_have_attribute("lang", "en-GB")
    expect(html).to_have_attribute("dir", "ltr")
    reader.page.context.set_offline(True)
    reader.page.goto(f"{reader.address}/capture/")
    expect(html).to_have_attribute("lang", "en-GB")
