"""Each kind of support as it is printed for a child, held against what was found right; and the child's own page."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from pypdf import PdfReader

from alongside.exchange.queries.support_papers import printed_my_plan, printed_support
from alongside.formats.pdf.typeset import font_paths
from alongside.people.models import StaffMember
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions.said import write_down_said
from alongside.plans.models import Goal
from alongside.strategies.actions.supports import make_support
from alongside.strategies.choices import SupportKind
from alongside.strategies.queries.supports import day_of_class
from alongside.strategies.rules.starts import start_of
from alongside.strategies.rules.supports import Cell
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.plans.written import in_force

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


def page_of(people: SmallSchool, viewer: Viewer, language: str = "en-gb") -> str | None:
    """The words of Ada's own page as somebody prints it."""
    content = printed_my_plan(
        viewer, people.ada.pk, paper="a4", language=language, packages=settings.PDF_FACES_DIR
    )
    if content is None:
        return None
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_a_child_s_own_page_has_its_words_its_goals_and_who_helps(people: SmallSchool) -> None:
    version = in_force(people)
    Goal.objects.filter(version=version).update(child_words="", plain="")
    goal = version.goals.first()
    assert goal is not None
    Goal.objects.filter(pk=goal.pk).update(child_words="I write my name.", settings=["writing"])
    write_down_said(child=people.ada, about="likes", words="I like the swing.", by=people.mei, at=AT)
    for reader in (people.mei, people.carla, people.li):
        text = page_of(people, reader)
        assert text is not None
        for words in (
            "I am Ada.",
            "What I like “I like the swing.”",
            "What I am learning I write my name.",
            "Carla Ferreira, my teacher",
            "Mei helps with hands and moving",
            "Pictures: OpenMoji",
        ):
            assert words in text
        assert "What is hard for me" not in text


def test_a_child_s_own_page_speaks_the_language_asked_for(people: SmallSchool) -> None:
    text = page_of(people, people.mei, "es")
    assert text is not None
    with override("es"):
        assert gettext("Who helps me") in text
        assert gettext("We are still talking about it.") in text
    assert "Who helps me" not in text


def test_a_helper_whose_name_is_read_from_the_right_does_not_turn_the_line_round(people: SmallSchool) -> None:
    StaffMember.objects.filter(given_name="Mei").update(given_name="נועם")
    content = printed_my_plan(
        people.mei, people.ada.pk, paper="a4", language="en-gb", packages=settings.PDF_FACES_DIR
    )
    assert content is not None
    starts: dict[str, float] = {}

    def visit(text: str, page: list[float], line: list[float], _font: object, _size: object) -> None:
        starts[text.strip()] = line[4] * page[0] + line[5] * page[2] + page[4]

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    name = next(at for said, at in starts.items() if "נ" in said)
    assert name < next(at for said, at in starts.items() if "helps with hands" in said)


def test_strangers_print_nothing_of_a_child_s_own_page(people: SmallSchool, stranger: Stranger) -> None:
    for other in (people.hugo, people.amara, stranger.stan):
        assert page_of(people, other) is None


def test_missing_pictures_are_said_in_a_sentence(people: SmallSchool, tmp_path: Path) -> None:
    with pytest.raises(NotNow, match="npm ci"):
        printed_my_plan(people.mei, people.ada.pk, paper="a4", language="en-gb", packages=tmp_path)
