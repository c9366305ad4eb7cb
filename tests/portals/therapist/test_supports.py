"""The pages of supports: made and changed without a script, printed by all who may read, closed to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from alongside.exchange.queries.support_papers import printed_support
from alongside.formats.pdf.typeset import font_paths
from alongside.people.rules import NotNow, Viewer
from alongside.strategies.actions import supports as actions
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries.pictures import CREDIT
from alongside.strategies.rules.supports import Cell
from alongside.strategies.rules.texts import seen_of
from tests.factories import AT, SmallSchool, Stranger

pytestmark = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces and pictures for printing are not installed: run npm ci in frontend.",
)
SignedIn = Callable[[Viewer], Client]


@pytest.fixture
def board(people: SmallSchool) -> Support:
    """Ada's first–then board."""
    return actions.make_support(
        child=people.ada,
        kind=SupportKind.FIRST_THEN,
        title="Writing time",
        language="zh-hans",
        cells=[Cell("writing-hand", "写字"), Cell("teddy-bear", "玩")],
        by=people.mei,
        at=AT,
    )


def form(*words: str, do: str = "keep", title: str = "Now", **more: str) -> dict[str, str]:
    """What a browser sends for places with these words and the picture of a bell."""
    sent = {"title": title, "language": "en-gb", "places": str(len(words)), "do": do}
    for at, each in enumerate(words):
        sent |= {f"words-{at}": each, f"picture-{at}": "bell"}
    return sent | more


def test_a_schedule_is_made_from_the_class_s_day(people: SmallSchool, mei: Client) -> None:
    page = mei.get(f"/supports/{people.ada.pk}/new/visual_schedule/?on=2025-09-08")
    assert "Meeting" in page.text
    assert 'value="08:30"' in page.text
    sent = form("Meeting", "Writing", title="Monday", **{"time-0": "08:30", "time-1": "09:00"})
    answer = mei.post(f"/supports/{people.ada.pk}/new/visual_schedule/", sent)
    made = Support.objects.get()
    assert answer.headers["Location"] == f"/supports/{people.ada.pk}/{made.pk}/"
    assert [each["time"] for each in made.cells] == [510, 540]


def test_a_day_without_school_is_said_on_the_page(people: SmallSchool, mei: Client) -> None:
    page = mei.get(f"/supports/{people.ada.pk}/new/visual_schedule/?on=2025-09-13")
    assert "There is no school on that day" in page.text


def test_places_come_go_and_move_without_a_script(people: SmallSchool, mei: Client) -> None:
    address = f"/supports/{people.ada.pk}/new/choice_board/"
    more = mei.post(address, form("One", "Two", do="add"))
    assert 'name="words-2"' in more.text
    fewer = mei.post(address, form("One", "Two", "Three", do="remove-1"))
    assert 'value="Two"' not in fewer.text
    moved = mei.post(address, form("One", "Two", do="up-1"))
    assert moved.text.index('value="Two"') < moved.text.index('value="One"')
    found = mei.post(address, form("One", "Two", do="find-1", **{"q-1": "wash hands"}))
    assert 'value="wash-hands"' in found.text
    assert not Support.objects.exists()


def test_a_refusal_keeps_what_was_typed(people: SmallSchool, mei: Client) -> None:
    page = mei.post(f"/supports/{people.ada.pk}/new/cue_cards/", form("Wait"))
    assert "from 4 to 8" in page.text
    assert 'value="Wait"' in page.text


def test_a_support_is_changed_put_away_and_taken_out(
    people: SmallSchool, board: Support, mei: Client
) -> None:
    address = f"/supports/{people.ada.pk}/{board.pk}/"
    mei.post(address, form("Read", "Play", title="Reading", seen=str(seen_of(board))))
    board.refresh_from_db()
    assert (board.title, board.cells[0]["picture"]) == ("Reading", "bell")
    mei.post(f"{address}put-away/")
    assert "Take out again" in mei.get(f"/supports/{people.ada.pk}/").text
    mei.post(f"{address}put-away/", {"do": "out"})
    board.refresh_from_db()
    assert board.put_away_at is None


def test_search_shows_pictures_and_says_when_there_is_none(people: SmallSchool, mei: Client) -> None:
    page = mei.get("/supports/pictures/", {"place": "3", "q-3": "toilet"})
    assert "/supports/pictures/toilet.svg" in page.text
    assert 'name="picture-3"' in page.text
    assert "No picture for that" in mei.get("/supports/pictures/", {"place": "3", "q-3": "zebrafish"}).text
    in_french = {"place": "3", "q-3": "attendre", "language": "fr"}
    assert 'value="hourglass-not-done"' in mei.get("/supports/pictures/", in_french).text
    assert "No picture for that" in mei.get("/supports/pictures/", in_french | {"language": "../fr"}).text
    people.mei.account.language = "fr"
    people.mei.account.save()
    assert 'value="hourglass-not-done"' in mei.get("/supports/pictures/", in_french | {"language": "ms"}).text


def test_a_picture_is_an_svg_that_a_browser_keeps(people: SmallSchool, mei: Client) -> None:
    answer = mei.get("/supports/pictures/wash-hands.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    for name in ("rainbow-flag", "nothing-there", "package"):
        assert mei.get(f"/supports/pictures/{name}.svg").status_code == (200 if name == "package" else 404)


def test_preview_shows_what_is_being_written(people: SmallSchool, mei: Client) -> None:
    page = mei.post(f"/supports/{people.ada.pk}/preview/first_then/", form("Write", "Play <b>"))
    assert "Write" in page.text
    assert "Play &lt;b&gt;" in page.text
    assert CREDIT in page.text


@pytest.mark.parametrize(("paper", "height"), [("", 595), ("?paper=letter", 612)])
def test_all_who_may_read_print_it(
    people: SmallSchool, board: Support, signed_in: SignedIn, paper: str, height: int
) -> None:
    for reader in (people.mei, people.carla, people.li, people.joy):
        client = signed_in(reader)
        answer = client.get(f"/supports/{people.ada.pk}/{board.pk}/print/{paper}")
        assert answer.headers["Content-Type"] == "application/pdf"
        pdf = PdfReader(BytesIO(answer.content))
        assert round(float(pdf.pages[0].mediabox.height)) == height
        text = pdf.pages[0].extract_text()
        assert "写字" in text
        assert "Ada" in text
        assert CREDIT in text
        seen = client.get(f"/supports/{people.ada.pk}/{board.pk}/")
        assert "写字" in seen.text
        assert ("Keep it" in seen.text) == (reader in (people.mei, people.joy))


def test_readers_cannot_write(people: SmallSchool, board: Support, signed_in: SignedIn) -> None:
    base = f"/supports/{people.ada.pk}/"
    for reader in (people.carla, people.li):
        client = signed_in(reader)
        assert "Make a new one" not in client.get(base).text
        for path in (f"{board.pk}/", f"{board.pk}/put-away/", "new/cue_cards/", "preview/cue_cards/"):
            assert client.post(base + path, form("a", "b")).status_code == 404, path
    board.refresh_from_db()
    assert board.title == "Writing time"


def test_everybody_else_gets_404_everywhere(
    people: SmallSchool, stranger: Stranger, board: Support, signed_in: SignedIn
) -> None:
    base = f"/supports/{people.ada.pk}/"
    for other in (people.hugo, people.amara, stranger.stan):
        client = signed_in(other)
        for path in ("", f"{board.pk}/", f"{board.pk}/print/", "new/cue_cards/"):
            assert client.get(base + path).status_code == 404, path
        for path in (f"{board.pk}/", f"{board.pk}/put-away/", "new/cue_cards/", "preview/cue_cards/"):
            assert client.post(base + path, form("a", "b")).status_code == 404, path
        assert str(people.ada.pk) not in client.get("/supports/").text


def test_a_support_that_is_not_there_looks_the_same(people: SmallSchool, mei: Client) -> None:
    assert mei.get(f"/supports/{people.ada.pk}/{uuid4()}/").status_code == 404
    assert mei.get(f"/supports/{people.ada.pk}/new/poster/").status_code == 404


def test_list_asks_no_more_for_more_children(people: SmallSchool, board: Support, joy: Client) -> None:
    counts = []
    for kinds in ((), (SupportKind.FIRST_THEN, SupportKind.FIRST_THEN)):
        for kind in kinds:
            for child in (people.ada, people.ben, people.cem):
                actions.make_support(
                    child=child,
                    kind=kind,
                    title="More",
                    cells=[Cell("bell"), Cell("bus")],
                    by=people.joy,
                    at=AT,
                )
        for address in ("/supports/", f"/supports/{people.ada.pk}/"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                joy.get(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_print_says_what_is_missing(people: SmallSchool, board: Support, tmp_path: Path) -> None:
    with pytest.raises(NotNow, match="npm ci"):
        printed_support(people.mei, people.ada.pk, board.pk, paper="a4", packages=tmp_path)
