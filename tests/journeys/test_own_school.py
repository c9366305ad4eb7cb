"""An empty organisation, a real primary school's timetable, services from a list, Build, Publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Reader
from tests.journeys.houses import House, running_house, today, told

ZONE = "Europe/Athens"
PASSWORD = "twelve-quiet-bells"
CLASSES = ["Α1", "Α2", "Β1", "Β2", "Γ1", "Γ2", "Δ1", "Δ2", "Ε1", "Ε2", "ΣΤ1", "ΣΤ2"]
#: Invented: common given and family names of Greece and its neighbours, put together by turns.
GIVEN = [
    "Ελένη",
    "Νίκος",
    "Άννα",
    "Γιώργος",
    "Sofia",
    "Ardit",
    "Μαρία",
    "Θάνος",
    "Δάφνη",
    "Luan",
    "Ζωή",
    "Πέτρος",
]
FAMILY = ["Ανδρέου", "Βλάχου", "Γεωργίου", "Hoxha", "Δήμου", "Ηλιάδη", "Κανάκη"]


def children() -> list[tuple[str, str]]:
    """Three children in each class: (name, class)."""
    turns = range(3 * len(CLASSES))
    return [
        (f"{GIVEN[turn % len(GIVEN)]} {FAMILY[turn % len(FAMILY)]}", CLASSES[turn % len(CLASSES)])
        for turn in turns
    ]


def roster_csv() -> str:
    rows = [f"{number},{name},{klass}" for number, (name, klass) in enumerate(children(), start=101)]
    return "\n".join(["Id,Name,Class", *rows])


def services_csv() -> str:
    """One service for every second child, by turns of the three disciplines."""
    kinds = [("Speech", 2, 30), ("OT", 1, 30), ("Behaviour", 1, 20)]
    rows = []
    for turn, (name, klass) in enumerate(children()):
        if turn % 2 == 0:
            discipline, times, minutes = kinds[turn // 2 % 3]
            rows.append(f"{101 + turn},{name},{klass},{discipline},{times},{minutes}")
    return "\n".join(["Child id,Child,Class,Therapy,Times a week,Minutes", *rows])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, stories: Path, chromium: Browser) -> Iterator[House]:
    """An empty house under the very settings that a school has."""
    folder = tmp_path_factory.mktemp("house")
    yield from running_house(folder, told("", stories), DJANGO_SETTINGS_MODULE="alongside.config.settings")


def test_own_school_from_its_files_to_a_published_week(
    house: House, reader: Reader, shared: Path, tmp_path: Path
) -> None:
    house.command(
        "first_steps",
        ALONGSIDE_ORGANISATION="Πρωινό",
        ALONGSIDE_TIME_ZONE=ZONE,
        ALONGSIDE_COORDINATOR="Irini Pavlou",
        ALONGSIDE_EMAIL="irini@proino.example",
        ALONGSIDE_PASSWORD=PASSWORD,
    )
    page = reader.page
    reader.sign_in("irini@proino.example", PASSWORD)
    expect(page.get_by_text("From your school’s own files to a week on the wall")).to_be_visible()
    reader.look("own-empty")

    page.get_by_role("link", name="Bring in a class timetable").click()
    bring_in(reader, shared / "realdata" / "greek-primary_timetable.csv")
    expect(page.get_by_role("heading", name="Which day is which")).to_be_visible(timeout=60_000)
    page.get_by_label("Name of the school").fill("Πρώτο Δημοτικό")
    page.locator("input[name=holds_from]").fill(today(ZONE).isoformat())
    reader.look("own-days")
    page.get_by_role("button", name="On to the subjects").click()
    expect(page.get_by_text("ΓΛΩΣΣΑ").first).to_be_visible()
    reader.look("own-subjects")
    page.get_by_role("button", name="Compare with what is here").click()
    decide(reader, "own-timetable-preview")

    roster = tmp_path / "roster.csv"
    roster.write_text(roster_csv(), encoding="utf-8-sig")
    reader.open("/bring-in/new/")
    bring_in(reader, roster)
    expect(page.get_by_role("heading", name="Which column holds what")).to_be_visible(timeout=60_000)
    reader.look("own-columns", widths=(390, 1280))
    page.get_by_role("button", name="Compare with what is here").click()
    decide(reader, "own-roster-preview")

    services = tmp_path / "services.csv"
    services.write_text(services_csv(), encoding="utf-8")
    reader.open("/bring-in/new/")
    bring_in(reader, services)
    expect(page.get_by_role("heading", name="Which column holds what")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Compare with what is here").click()
    decide(reader, "own-services-preview")

    for given, discipline in (
        ("Katerina", "Speech and language therapy"),
        ("Stelios", "Occupational therapy"),
        ("Maro", "Behavioural and social-emotional support"),
    ):
        add_therapist(reader, given, discipline)
    reader.open("/therapists/")
    reader.look("own-therapists")
    add_terms(reader)

    reader.open("/timetable/build/")
    page.get_by_label("Search for").select_option("15")
    page.get_by_role("button", name="Build").click()
    expect(page.get_by_role("heading", name="Draft A")).to_be_visible(timeout=150_000)
    expect(page.locator("#board").get_by_text("Katerina").first).to_be_visible()
    reader.look("own-board")
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish this week").click()
    expect(page.get_by_text("Published. Everybody sees this week", exact=False)).to_be_visible()

    reader.open("/classes/")
    page.get_by_role("link", name="Α1").first.click()
    reader.look("own-class")


def bring_in(reader: Reader, file: Path) -> None:
    """Hands over one file and lets it be read."""
    page = reader.page
    if page.get_by_role("link", name="Bring in a file").count():
        page.get_by_role("link", name="Bring in a file").first.click()
    page.locator("input[name=file]").set_input_files(file)
    page.get_by_role("button", name="Read it").click()


def decide(reader: Reader, name: str) -> None:
    """Looks at the preview and brings it in."""
    page = reader.page
    button = page.get_by_role("button", name="Bring it in")
    expect(button).to_be_visible(timeout=60_000)
    reader.look(name)
    button.click()
    expect(page.get_by_text("Brought in").first).to_be_visible(timeout=60_000)


def add_therapist(reader: Reader, given: str, discipline: str) -> None:
    """Adds a therapist who works every day from eight to two."""
    page = reader.page
    reader.open("/therapists/add/")
    page.get_by_label("Therapist", exact=True).check()
    page.get_by_label("Discipline").select_option(label=discipline)
    page.get_by_label("Given name").fill(given)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/therapists/[0-9a-f-]{36}/"))
    reader.open(page.url.removeprefix(reader.address) + "hours/" if "hours" not in page.url else "/")
    page.get_by_label(re.compile("span 1: from")).first.fill("08:00")
    page.get_by_label(re.compile("span 1: to")).first.fill("14:00")
    page.get_by_label("The same every day", exact=False).check()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/therapists/[0-9a-f-]{36}/$"))


def add_terms(reader: Reader) -> None:
    """Says that this is a school year, so that weeks have dates."""
    page = reader.page
    reader.open("/schools/")
    page.get_by_role("link", name="Πρώτο Δημοτικό").first.click()
    reader.look("own-school")
