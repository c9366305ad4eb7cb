"""What the capture page and the server say to each other: shapes, answers, refusals, and who is not spoken to."""

from __future__ import annotations

import json
import re
import uuid
from base64 import b64decode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from django.test import Client
from ninja import Schema

from alongside.capture.actions.devices import lift_void, void_device
from alongside.capture.actions.intake import take_outbox_file
from alongside.capture.models import Device, Observation
from alongside.capture.rules.entries import MarkEntry, SeenEntry
from alongside.people.actions import say_staff_leaves
from alongside.people.models import RoleHeld
from alongside.portals.sync.api import MOST_BYTES
from alongside.portals.sync.schemas import AnswersOut, BatchIn, PackOut, SentenceOut
from tests.capture.sent import INSTALLATION, a_device, seen
from tests.capture.test_devices import locked
from tests.factories import AT, SmallSchool, browser_of

CONTRACT = Path(__file__).parents[3] / "frontend" / "src" / "capture" / "contract.ts"
LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is asked for two hours after the small school was set up."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)


@pytest.fixture
def mei(people: SmallSchool) -> Client:
    return browser_of(people.mei.account)


def pack(browser: Client, **query: str) -> Any:
    return browser.get("/api/capture/pack", {"installation": str(INSTALLATION), "name": "Tablet"} | query)


def post(browser: Client, device: Any, *entries: Any, **headers: str) -> Any:
    batch = {"device": str(device), "device_now": LATER.isoformat(), "waiting": 0, "entries": list(entries)}
    return browser.post(
        "/api/capture/entries", json.dumps(batch), content_type="application/json", headers=headers
    )


def fields_of(interface: str) -> set[str]:
    """The names in an interface of the contract, those that it extends included."""
    found = re.search(
        rf"(?:export )?interface {interface} (?:extends (\w+) )?\{{(.*?)\n\}}",
        CONTRACT.read_text(),
        re.DOTALL,
    )
    assert found, interface
    own = set(re.findall(r"^  (\w+)\??:", found[2], re.MULTILINE))
    return own | (fields_of(found[1]) if found[1] else set())


def schemas_in(kind: Any) -> list[type[Schema]]:
    if isinstance(kind, type) and issubclass(kind, Schema):
        return [kind]
    return [schema for part in get_args(kind) for schema in schemas_in(part)]


@pytest.mark.parametrize("schema", [PackOut, BatchIn, AnswersOut, SentenceOut])
def test_every_shape_has_the_fields_of_the_contract(schema: type[Schema]) -> None:
    waiting = [(schema, re.sub("(Out|In)$", "", schema.__name__))]
    while waiting:
        shape, interface = waiting.pop()
        assert set(shape.model_fields) == fields_of(interface), interface
        for field in shape.model_fields.values():
            waiting += [
                (each, re.sub("(Out|In)$", "", each.__name__)) for each in schemas_in(field.annotation)
            ]


def test_an_entry_has_the_fields_of_the_contract() -> None:
    assert set(SeenEntry.model_fields) == fields_of("ObservationEntry")
    assert set(MarkEntry.model_fields) == fields_of("MarkEntry")


def test_a_pack_greets_the_device_and_gives_it_its_key(people: SmallSchool, mei: Client) -> None:
    answer = pack(mei)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    device = Device.objects.get()
    assert (device.account, device.installation, device.name) == (people.mei.account, INSTALLATION, "Tablet")
    assert body["device"]["id"] == str(device.pk)
    assert b64decode(body["device"]["key"]) == bytes(device.key)
    assert body["account"] == {"id": str(people.mei.account.pk), "name": people.mei.account.name}
    assert datetime.fromisoformat(body["server_now"]) == LATER
    assert datetime.fromisoformat(body["expires_at"]).isoformat() == "2025-09-09T00:00:00+01:00"
    assert "no-store" in answer["Cache-Control"]
    assert pack(mei).json()["device"] == body["device"]


def test_a_batch_is_answered_entry_by_entry_in_its_order(people: SmallSchool, mei: Client) -> None:
    device = pack(mei).json()["device"]["id"]
    good, bad = seen(people.ada, AT), seen(people.dao, AT)
    first = post(mei, device, good, bad, {"odd": True}).json()
    assert [(each["id"], each["answer"]) for each in first["answers"]] == [
        (good["id"], "kept"),
        (bad["id"], "refused"),
        ("", "refused"),
    ]
    assert datetime.fromisoformat(first["server_now"]) == LATER
    assert post(mei, device, good).json()["answers"][0]["answer"] == "known"
    assert Observation.objects.count() == 1


def test_a_lost_answer_costs_nothing(people: SmallSchool, mei: Client) -> None:
    device = pack(mei).json()["device"]["id"]
    entries = [seen(people.ada, AT) for _each in range(5)]
    post(mei, device, *entries)  # Its answer never arrives.
    again = post(mei, device, *entries).json()["answers"]
    assert {each["answer"] for each in again} == {"known"}
    assert Observation.objects.count() == 5


@pytest.mark.parametrize("path", ["/api/capture/pack", "/api/capture/token"])
def test_a_signed_out_reader_is_told_so_and_not_led_away(db: None, path: str) -> None:
    answer = Client().get(path, {"installation": str(INSTALLATION)})
    assert answer.status_code == 401
    assert answer.json()["sentence"].startswith("You are signed out.")


def test_a_signed_out_sender_is_told_so_before_anything_about_tokens(people: SmallSchool) -> None:
    answer = post(Client(enforce_csrf_checks=True), uuid.uuid4(), seen(people.ada, AT))
    assert answer.status_code == 401
    assert "kept here" in answer.json()["sentence"]
    assert Observation.objects.count() == 0


@pytest.mark.parametrize("who", ["carla", "li"])
def test_somebody_who_does_not_record_gets_a_sentence(people: SmallSchool, who: str) -> None:
    browser = browser_of(getattr(people, who).account)
    for answer in (pack(browser), post(browser, uuid.uuid4())):
        assert (answer.status_code, set(answer.json())) == (403, {"sentence"})
    assert Device.objects.count() == 0


def test_an_old_token_is_told_and_a_fresh_one_can_be_had(people: SmallSchool) -> None:
    browser = browser_of(people.mei.account, csrf=True)
    device = pack(browser).json()["device"]["id"]
    entry = seen(people.ada, AT)
    browser.cookies["csrftoken"] = "x" * 32
    old = post(browser, device, entry, **{"X-CSRFToken": "y" * 32})
    assert (old.status_code, "Load it once more" in old.json()["sentence"]) == (403, True)
    del browser.cookies["csrftoken"]
    token = browser.get("/api/capture/token").json()["csrf_token"]
    assert browser.cookies["csrftoken"].value
    kept = post(browser, device, entry, **{"X-CSRFToken": token})
    assert kept.json()["answers"][0]["answer"] == "kept"


def test_the_pack_brings_a_token_too(people: SmallSchool) -> None:
    browser = browser_of(people.mei.account, csrf=True)
    device = pack(browser).json()["device"]["id"]
    token = browser.cookies["csrftoken"].value
    answer = post(browser, device, seen(people.ada, AT), **{"X-CSRFToken": token})
    assert answer.status_code == 200


def test_a_voided_device_is_told_so_both_ways(people: SmallSchool, mei: Client) -> None:
    pack(mei)
    void_device(device=Device.objects.get(), by=people.joy, at=AT)
    for answer in (pack(mei), post(mei, Device.objects.get().pk, seen(people.ada, AT))):
        assert (answer.status_code, set(answer.json())) == (410, {"sentence"})
    lift_void(device=Device.objects.get(), by=people.joy, at=AT)
    assert pack(mei).status_code == 401
    assert pack(browser_of(people.mei.account)).status_code == 200


def test_somebody_elses_device_is_not_there(people: SmallSchool, mei: Client) -> None:
    other = a_device(people.amara, AT)
    for device in (other.pk, uuid.uuid4()):
        answer = post(mei, device, seen(people.ada, AT))
        assert (answer.status_code, set(answer.json())) == (404, {"sentence"})
    assert Observation.objects.count() == 0


def test_501_entries_are_turned_away_whole(people: SmallSchool, mei: Client) -> None:
    device = pack(mei).json()["device"]["id"]
    answer = post(mei, device, *[seen(people.ada, AT) for _each in range(501)])
    assert answer.status_code == 413
    assert "500" in answer.json()["sentence"]
    assert Observation.objects.count() == 0


def test_a_giant_body_is_turned_away_unread(people: SmallSchool, mei: Client) -> None:
    device = pack(mei).json()["device"]["id"]
    answer = post(mei, device, seen(people.ada, AT, words="x" * MOST_BYTES))
    assert (answer.status_code, set(answer.json())) == (413, {"sentence"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff",
        b"[" * 100_000,
        b'{"device": "x"}',
        json.dumps({"device": str(uuid.uuid4()), "device_now": "now", "entries": []}).encode(),
        json.dumps({"device": str(uuid.uuid4()), "device_now": AT.isoformat(), "entries": {}}).encode(),
    ],
    ids=range(9),
)
def test_a_body_that_is_no_batch_gets_a_sentence(mei: Client, body: bytes) -> None:
    answer = mei.post("/api/capture/entries", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")


def test_an_installation_that_is_none_gets_a_sentence(mei: Client) -> None:
    answer = pack(mei, installation="mine")
    assert (answer.status_code, set(answer.json())) == (422, {"sentence"})


def test_a_voided_device_is_signed_out_of_every_page_and_told_why(people: SmallSchool, mei: Client) -> None:
    elsewhere = browser_of(people.mei.account)
    device = pack(mei).json()["device"]["id"]
    assert mei.get("/today/").status_code == elsewhere.get("/today/").status_code == 200
    void_device(device=Device.objects.get(pk=device), by=people.joy, at=LATER)
    assert mei.get("/today/").status_code == 302
    assert pack(mei).status_code == post(mei, device).status_code == 410
    assert elsewhere.get("/today/").status_code == 200


def test_a_session_that_ended_by_itself_is_told_so(people: SmallSchool, mei: Client) -> None:
    pack(mei)
    mei.logout()
    assert pack(mei).status_code == 401


def test_a_closed_account_is_told_so_and_its_entries_are_taken_in_once_it_is_open(
    people: SmallSchool, mei: Client
) -> None:
    device = pack(mei).json()["device"]["id"]
    entry = seen(people.ada, AT)
    account = people.mei.account
    account.is_active = False
    account.save()
    for answer in (pack(mei), post(mei, device, entry)):
        assert answer.status_code == 401
        assert "kept here" in answer.json()["sentence"]
    assert Observation.objects.count() == 0
    account.is_active = True
    account.save()
    assert post(mei, device, entry).json()["answers"][0]["answer"] == "kept"


def test_whose_access_has_ended_is_told_so_and_her_saved_file_is_taken_in(
    people: SmallSchool, mei: Client
) -> None:
    device = pack(mei).json()["device"]["id"]
    say_staff_leaves(
        staff=people.mei_staff, leaves_on=LATER.date() + timedelta(days=1), by=people.joy, at=LATER
    )
    entry = seen(people.ada, LATER)
    assert post(mei, device, seen(people.ada, AT)).status_code == 200, "until that day all is as it was"
    RoleHeld.objects.filter(account=people.mei.account).update(ends=LATER.date())
    for answer in (pack(mei), post(mei, device, entry)):
        assert answer.status_code == 403
        assert answer.json()["sentence"] == (
            "Your access here has ended. What you tapped stays on this device until it is taken in."
        )
    assert Observation.objects.count() == 1
    RoleHeld.objects.filter(account=people.mei.account).update(ends=LATER.date() + timedelta(days=1))
    content = locked(Device.objects.get(pk=device), entry)
    joy = people.as_on(people.joy, LATER.date() + timedelta(days=3))
    answers = take_outbox_file(content=content, by=joy, at=LATER + timedelta(days=3))
    assert [each.answer for each in answers] == ["kept"]
    assert Observation.objects.filter(observer=people.mei.account).count() == 2
