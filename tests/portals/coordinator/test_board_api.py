"""What the board and the server say to each other: shapes, changes, refusals, and who is not spoken to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from django.test import Client
from django.utils import translation
from ninja import Schema

from alongside.classrooms.rules import day_in_words
from alongside.people.models import Account
from alongside.portals.coordinator.board_schemas import BoardOut, PlaceOut, RefusalOut, WhyOut
from alongside.scheduling.models import Timetable
from tests.factories import browser_of
from tests.scheduling.test_drafts import number_of, unmet_draft
from tests.scheduling.world import World
from tests.wording.invented import Invented, is_whole, speaking

pytestmark = pytest.mark.usefixtures("tuesday")

CONTRACT = Path(__file__).parents[3] / "frontend" / "src" / "board" / "contract.ts"


def get(browser: Client, draft: Timetable, path: str = "", **query: Any) -> Any:
    """What the server answers."""
    answer = browser.get(f"/api/timetables/{draft.pk}/board{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def post(browser: Client, draft: Timetable, what: str, **change: Any) -> tuple[int, Any]:
    answer = browser.post(
        f"/api/timetables/{draft.pk}/board/{what}", json.dumps(change), content_type="application/json"
    )
    return answer.status_code, answer.json()


def spot(world: World, **other: Any) -> dict[str, Any]:
    """Thursday at half past ten in 2A, where Sami may be seen."""
    place = str(world.classes["2A"].pk)
    return {"day": "Thu", "start": 630, "mode": "push_in", "place": place} | other


def test_board_has_every_field_of_the_contract() -> None:
    """Name by name as `contract.ts` says it, so that neither side changes alone."""
    written = CONTRACT.read_text()

    def fields_of(interface: str) -> set[str]:
        found = re.search(
            rf"export interface {interface} (?:extends (\w+) )?\{{(.*?)\n\}}", written, re.DOTALL
        )
        assert found, interface
        own = set(re.findall(r"^  (\w+)\??:", found[2], re.MULTILINE))
        return own | (fields_of(found[1]) if found[1] else set())

    def hold(schema: type[Schema], interface: str) -> None:
        assert set(schema.model_fields) == fields_of(interface), interface
        for field in schema.model_fields.values():
            kind = field.annotation
            for part in get_args(kind) if get_origin(kind) or get_args(kind) else [kind]:
                if isinstance(part, type) and issubclass(part, Schema) and part.__name__ != "ServedOut":
                    hold(part, part.__name__.removesuffix("Out"))

    hold(BoardOut, "Board")
    hold(PlaceOut, "Place")
    hold(WhyOut, "WhyAnswer")
    hold(RefusalOut, "RefusalAnswer")


def test_board_is_read_whole(world: World) -> None:
    draft = world.draft()
    board = get(world.browser("joy"), draft)
    assert (board["id"], board["state"], board["editable"], board["explains"]) == (
        str(draft.pk), "draft", True, True,
    )  # fmt: skip
    assert len(board["visits"]) == len(draft.document["visits"])


def test_move_answers_with_the_board_as_it_stands(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    visit = str(number_of(world, draft, "Sami OT"))
    status, board = post(browser, draft, "move", visit=visit, revision=0, **spot(world))
    assert (status, board["revision"]) == (200, 1)
    [moved] = [each for each in board["visits"] if each["id"] == visit]
    assert (moved["day"], moved["start"], moved["end"]) == ("Thu", 630, 675)


def test_illegal_move_is_refused_with_its_rule_and_the_board(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    visit = number_of(world, draft, "Sami OT")
    status, answer = post(browser, draft, "move", visit=visit, revision=0, **spot(world, start=600))
    assert status == 409
    assert "2A" in answer["sentence"]
    assert answer["board"]["revision"] == 0


def test_change_to_a_board_that_moved_on_is_refused_with_the_board(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    visit = number_of(world, draft, "Sami OT")
    post(browser, draft, "pin", visit=0, pinned=True, revision=0)
    status, answer = post(browser, draft, "move", visit=visit, revision=0, **spot(world))
    assert status == 409
    assert "changed in the meantime" in answer["sentence"]
    assert (answer["board"]["revision"], answer["board"]["visits"][0]["pinned"]) == (1, True)


def test_pin_undo_and_redo(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    assert post(browser, draft, "pin", visit=0, pinned=True, revision=0)[1]["visits"][0]["pinned"]
    assert not post(browser, draft, "undo", revision=1)[1]["visits"][0]["pinned"]
    assert post(browser, draft, "redo", revision=2)[1]["visits"][0]["pinned"]
    status, answer = post(browser, draft, "redo", revision=3)
    assert (status, answer["sentence"]) == (409, "There is nothing to make again.")


def test_places_are_those_that_a_move_takes(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    visit = number_of(world, draft, "Sami OT")
    places = get(browser, draft, f"/places/{visit}")["places"]
    assert spot(world) in [{key: each[key] for key in ("day", "start", "mode", "place")} for each in places]
    assert get(browser, draft, "/places/99")["places"] == []


def test_session_without_a_place_is_placed(world: World) -> None:
    draft, service = unmet_draft(world)
    browser = world.browser("joy")
    place = get(browser, draft, f"/places-for/{service}")["places"][0]
    del place["cost_change"]
    status, board = post(browser, draft, "place", service=service, revision=0, **place)
    assert (status, board["unmet"]) == (200, [])
    assert get(browser, draft, "/places-for/nobody")["places"] == []


def test_why_not_is_said_in_sentences(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    visit = number_of(world, draft, "Sami OT")
    assert get(browser, draft, f"/why/{visit}", **spot(world)) == {"sentences": []}
    [sentence, *_more] = get(browser, draft, f"/why/{visit}", **spot(world, start=600))["sentences"]
    assert "2A" in sentence


def test_board_speaks_the_language_that_its_coordinator_has_chosen(world: World) -> None:
    draft = world.draft()
    Account.objects.filter(pk=world.joy.account.pk).update(language="es")
    browser = world.browser("joy")
    with translation.override("es"):
        monday, thursday = day_in_words("Monday"), day_in_words("Thu")
    assert get(browser, draft)["cycle"]["days"][0]["name"] == monday
    visit = number_of(world, draft, "Sami OT")
    with speaking(Invented()):
        sentences = get(browser, draft, f"/why/{visit}", **spot(world, start=600))["sentences"]
    assert thursday in sentences[0]
    assert all(map(is_whole, sentences))


@pytest.mark.parametrize(
    "change",
    [
        {"visit": 99},
        {"visit": -1},
        {"day": "Someday"},
        {"place": "nowhere"},
        {"mode": "pull_out"},
        {"start": -5},
        {"start": 10**9},
    ],
)
def test_nonsense_is_refused_and_never_a_fault(world: World, change: dict[str, Any]) -> None:
    draft, browser = world.draft(), world.browser("joy")
    asked = {"visit": number_of(world, draft, "Sami OT"), "revision": 0} | spot(world) | change
    assert post(browser, draft, "move", **asked)[0] == 409
    wished = {"service": "nobody", "therapist": "no one", "revision": 0} | spot(world) | change
    wished.pop("visit", None)
    assert post(browser, draft, "place", **wished)[0] == 409


def test_change_of_another_shape_is_refused(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    assert post(browser, draft, "move", visit=0)[0] == 422
    assert post(browser, draft, "move", visit=0, revision=0, **spot(world, mode="by post"))[0] == 422


def test_form_in_place_of_a_document_is_refused(world: World) -> None:
    draft, browser = world.draft(), world.browser("joy")
    answer = browser.post(f"/api/timetables/{draft.pk}/board/move", {"visit": "0"})
    assert answer.status_code == 422
    assert "Load the page once more" in answer.json()["sentence"]


def test_published_week_is_read_and_not_changed(world: World) -> None:
    week, browser = world.published(), world.browser("joy")
    assert get(browser, week)["editable"] is False
    for what, change in (
        ("move", {"visit": 0} | spot(world)),
        ("pin", {"visit": 0, "pinned": True}),
        ("undo", {}),
        ("redo", {}),
    ):
        status, answer = post(browser, week, what, revision=week.revision, **change)
        assert status == 409, what
        assert "not edited" in answer["sentence"]


def test_change_without_its_token_is_refused(world: World) -> None:
    draft = world.draft()
    browser = browser_of(world.joy, csrf=True)
    address = f"/api/timetables/{draft.pk}/board/pin"
    change = json.dumps({"visit": 0, "pinned": True, "revision": 0})
    assert browser.post(address, change, content_type="application/json").status_code == 403
    browser.get(f"/timetable/{draft.pk}/")
    token = browser.cookies["csrftoken"].value
    answer = browser.post(address, change, content_type="application/json", headers={"x-csrftoken": token})
    assert answer.status_code == 200


def everything(draft: Timetable) -> list[tuple[str, str]]:
    base = f"/api/timetables/{draft.pk}/board"
    service = draft.document["visits"][0]["services"][0]
    spot = "day=Mon&start=540&mode=push_in&place=x"
    reads = [
        base,
        f"{base}/places/0",
        f"{base}/places-for/{service}",
        f"{base}/why/0?{spot}",
    ]
    writes = [f"{base}/{what}" for what in ("move", "place", "pin", "undo", "redo")]
    return [("get", address) for address in reads] + [("post", address) for address in writes]


@pytest.mark.parametrize("name", ["Ada", "Tom", "Gita"])
def test_nobody_else_is_spoken_to(world: World, name: str) -> None:
    browser = world.browser(name)
    for method, address in everything(world.draft()):
        assert getattr(browser, method)(address, content_type="application/json").status_code == 404, address


def test_signed_out_reader_is_not_spoken_to(world: World) -> None:
    for method, address in everything(world.draft()):
        assert getattr(Client(), method)(address, content_type="application/json").status_code == 404, address


def test_stranger_is_not_spoken_to(world: World, elsewhere: World) -> None:
    draft, browser = world.draft(), elsewhere.browser("joy")
    assert browser.get(f"/api/timetables/{draft.pk}/board").status_code == 404
    assert browser.get(f"/api/timetables/{draft.pk}/board/places/0").status_code == 404
    assert browser.get(f"/api/timetables/{draft.pk}/board/why/0", spot(world)).status_code == 404
    for what, change in (
        ("move", {"visit": 0} | spot(world)),
        ("place", {"service": "x", "therapist": "y"} | spot(world)),
        ("pin", {"visit": 0, "pinned": True}),
        ("undo", {}),
    ):
        assert post(browser, draft, what, revision=0, **change)[0] == 404, what
    draft.refresh_from_db()
    assert (draft.revision, draft.pinned) == (0, [])
