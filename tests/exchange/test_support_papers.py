"""Each kind of support as it is printed for a child, held against what was looked at and found right."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from alongside.exchange.queries.support_papers import printed_support
from alongside.formats.pdf.typeset import font_paths
from alongside.strategies.actions.supports import make_support
from alongside.strategies.choices import SupportKind
from alongside.strategies.queries.supports import day_of_class
from alongside.strategies.rules.starts import start_of
from alongside.strategies.rules.supports import Cell
from tests.factories import AT, ON, SmallSchool, Stranger

pytestmark = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces and pictures for printing are not installed: run npm ci in frontend.",
)
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "supports.json"
BOARD = [Cell("writing-hand", "Write three sentences"), Cell("playground-slide", "Playground")]


def cells_for(people: SmallSchool, kind: SupportKind) -> list[Cell]:
    """The class's Monday, a board, four choices, and what cards and a story begin with."""
    if kind is SupportKind.VISUAL_SCHEDULE:
        return day_of_class(people.mei, people.ada, ON)
    if kind is SupportKind.FIRST_THEN:
        return BOARD
    if kind is SupportKind.CHOICE_BOARD:
        return [*BOARD, Cell("open-book", "Book"), Cell("", "Something else")]
    return start_of(kind, "fire_drill")[1]


def printed(people: SmallSchool, kind: SupportKind, paper: str) -> dict[str, object]:
    """The size of the sheet in millimetres, and the lines of each page."""
    support = make_support(
        child=people.ada, kind=kind, title="For Ada", cells=cells_for(people, kind), by=people.mei, at=AT
    )
    content = printed_support(
        people.carla,
        people.ada.pk,
        support.pk,
        paper=paper,  # type: ignore[arg-type]  # one of the two
        packages=settings.PDF_FACES_DIR,
    )
    assert content is not None
    pages = PdfReader(BytesIO(content)).pages
    box = pages[0].mediabox
    return {
        "size": [round(float(each) / 72 * 25.4) for each in (box.width, box.height)],
        "pages": [page.extract_text().splitlines() for page in pages],
    }


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("kind", SupportKind)
def test_every_kind_is_printed_as_it_was_found_right(
    people: SmallSchool, kind: SupportKind, paper: str
) -> None:
    assert printed(people, kind, paper) == json.loads(GOLDEN.read_text())[f"{kind}, {paper}"]


def test_a_stranger_and_another_class_print_nothing(people: SmallSchool, stranger: Stranger) -> None:
    support = make_support(
        child=people.ada, kind=SupportKind.FIRST_THEN, title="For Ada", cells=BOARD, by=people.mei, at=AT
    )
    for other in (people.hugo, people.amara, stranger.stan):
        assert (
            printed_support(other, people.ada.pk, support.pk, paper="a4", packages=settings.PDF_FACES_DIR)
            is None
        )
