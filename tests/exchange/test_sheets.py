"""The week on paper: a therapist's and a class's, tagged, with what its reader needs and nobody else's child."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from alongside.exchange.queries.sheets import printed_week
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.rules import NotNow
from alongside.scheduling.queries.weeks import Week, week_of_classroom, week_of_staff
from tests.scheduling.world import DAYS, MONDAY, TODAY, World

pytestmark = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)


def printed(week: Week | None, *, for_class: bool, paper: Paper = "a4") -> PdfReader:
    assert week is not None
    content = printed_week(week, on=TODAY, paper=paper, faces=settings.PDF_FACES_DIR, for_class=for_class)
    return PdfReader(BytesIO(content))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_class_week_names_therapists_children_and_routines(world: World) -> None:
    world.published()
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, MONDAY)
    document = printed(week, for_class=True)
    text = text_of(document)
    for words in (
        "1A",
        "Alder",
        "Tom Marsh",
        "Ada Marsh",
        "Noor",
        "Eli",
        "Circle time",
        "30 Nov 2026",
        "Planning: Ada",
    ):
        assert words in text, words
    assert "Mira" not in text, "of another class: counted, not named"
    assert "1 more" in text
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(document.pages) == 1


def test_class_week_keeps_the_whole_cycle_by_name_and_tells_namesakes_apart(world: World) -> None:
    eli = world.children["Eli"]
    eli.given_name, eli.family_name = "Noor", "Quill"
    eli.save()
    world.published()
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, date(2026, 12, 23))
    text = text_of(printed(week, for_class=True))
    assert "Noor V." in text
    assert "Noor Q." in text
    for day in DAYS:
        assert day in text, "a sheet for the wall, whatever week it is printed in"


def test_therapist_week_names_classes_children_and_other_work(world: World) -> None:
    world.published()
    text = text_of(
        printed(week_of_staff(world.viewer("Ada"), world.staff["Ada"].pk, MONDAY), for_class=False)
    )
    for words in ("Ada Marsh", "Occupational therapy", "1A", "2A", "Sami", "Planning with 1A"):
        assert words in text, words


def test_travelling_therapists_week_names_the_schools(world: World) -> None:
    world.published()
    text = text_of(
        printed(week_of_staff(world.viewer("Ben"), world.staff["Ben"].pk, MONDAY), for_class=False)
    )
    for words in ("Alder, Birch", "Blue room", "Outside class", "Wren"):
        assert words in text, words


@pytest.mark.parametrize(("paper", "width"), [("a4", 842), ("us-letter", 792)])
def test_either_paper_lies_on_its_side(world: World, paper: Paper, width: int) -> None:
    world.published()
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, MONDAY)
    [page] = printed(week, for_class=True, paper=paper).pages
    assert round(float(page.mediabox.width)) == width
    assert page.mediabox.width > page.mediabox.height


def test_week_before_anything_is_published_says_so(world: World) -> None:
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, MONDAY - timedelta(days=7))
    assert "Holds from" not in text_of(printed(week, for_class=True))


@pytest.mark.parametrize(
    ("language", "tag", "monday", "holds"),
    [
        ("zh-hans", "zh", "周一", "2026 年 11 月 30 日"),
        ("es", "es", "lun", "30 nov 2026"),
        ("ms", "ms", "Isn", "30 Nov"),
    ],
)
def test_week_is_printed_in_the_readers_language(
    world: World, language: str, tag: str, monday: str, holds: str
) -> None:
    world.published()
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, MONDAY)
    with override(language):
        document = printed(week, for_class=True)
    assert document.trailer["/Root"]["/Lang"].startswith(tag)
    # How far apart letters are set beside figures is the typesetter's matter.
    text = "".join(text_of(document).split())
    assert monday in text
    assert "".join(holds.split()) in text
    assert "□" not in text


def test_without_faces_nothing_is_printed_and_the_reason_said(world: World, tmp_path: Path) -> None:
    week = week_of_classroom(world.viewer("Tom"), world.classes["1A"].pk, MONDAY)
    assert week is not None
    with pytest.raises(NotNow, match="npm"):
        printed_week(week, on=TODAY, paper="a4", faces=tmp_path, for_class=True)
