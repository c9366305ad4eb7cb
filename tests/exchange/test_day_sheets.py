"""The day on paper: every child and goal with boxes for what would be tapped, for whoever may see the day."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import settings
from pypdf import PdfReader

from alongside.capture.queries.days import day_of
from alongside.exchange.queries.day_sheets import day_sheet
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper
from tests.capture.said import planned_for
from tests.scheduling.world import World

pytestmark = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)


@pytest.mark.parametrize(("paper", "height"), [("a4", 842), ("us-letter", 792)])
def test_sheet_names_every_visit_and_child_of_the_day(world: World, paper: Paper, height: int) -> None:
    world.published()
    planned = planned_for(world, "Noor")[0]
    content = day_sheet(world.joy, planned.staff_id, planned.on, paper=paper, faces=settings.PDF_FACES_DIR)
    assert content is not None
    document = PdfReader(BytesIO(content))
    assert round(float(document.pages[0].mediabox.height)) == height
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    day = day_of(world.joy, planned.staff_id, planned.on)
    assert day is not None
    for visit in day.visits:
        assert visit.title in words
        for pupil in visit.pupils:
            assert pupil.name in words
    assert "0 Alone" in words
    assert "How did it feel?" in words


def test_a_stranger_gets_no_sheet(world: World, elsewhere: World) -> None:
    world.published()
    planned = planned_for(world, "Noor")[0]
    sheet = day_sheet(elsewhere.joy, planned.staff_id, planned.on, paper="a4", faces=settings.PDF_FACES_DIR)
    assert sheet is None
