"""Devices: greeted with a key of their own, voided when they are lost, and their outbox taken in from a file."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django_scopes import scope

from alongside.capture.actions.devices import greet_device, lift_void, void_device
from alongside.capture.actions.intake import take_outbox_file
from alongside.capture.models import Device, Observation
from alongside.capture.queries.devices import device_for, devices_for, own_device
from alongside.capture.rules.devices import DeviceVoided
from alongside.people import actions as people_actions
from alongside.people.rules import NotAllowed, NotNow
from alongside.trust.models import AuditEvent
from tests.capture.sent import INSTALLATION, a_device, answers, seen, send
from tests.factories import AT, SmallSchool, Stranger

LATER = AT + timedelta(days=2)


@pytest.fixture
def tablet(people: SmallSchool) -> Device:
    """Mei's."""
    return a_device(people.mei, AT)


def locked(device: Device, *entries: dict[str, Any], key: bytes | None = None) -> bytes:
    """An outbox as a tablet saves it."""
    rows = []
    for entry in entries:
        iv = os.urandom(12)
        cipher = AESGCM(key or bytes(device.key))
        data = cipher.encrypt(iv, json.dumps(entry).encode(), str(entry["id"]).encode())
        rows.append(
            {
                "id": entry["id"],
                "order": entry["order"],
                "iv": b64encode(iv).decode(),
                "data": b64encode(data).decode(),
            }
        )
    return json.dumps({"format": "alongside-outbox/1", "device": str(device.pk), "rows": rows}).encode()


def test_a_device_has_one_key_however_often_it_is_greeted(people: SmallSchool, tablet: Device) -> None:
    again = greet_device(installation=INSTALLATION, name="  Blue \x00 tablet ", by=people.mei, at=LATER)
    assert (again.pk, bytes(again.key)) == (tablet.pk, bytes(tablet.key))
    assert (again.name, again.seen_at, again.made_at) == ("Blue tablet", LATER, AT)
    assert len(bytes(again.key)) == 32
    assert AuditEvent.objects.filter(action="device.made").count() == 1


def test_a_long_name_is_cut(people: SmallSchool) -> None:
    assert len(a_device(people.mei, AT).name) <= 80
    assert len(greet_device(installation=uuid4(), name="x" * 500, by=people.mei, at=AT).name) == 80


def test_a_coordinator_sees_all_devices_and_a_therapist_her_own(
    people: SmallSchool, tablet: Device, stranger: Stranger
) -> None:
    other = a_device(people.amara, AT)
    assert set(devices_for(people.joy)) == {tablet, other}
    assert set(devices_for(people.mei)) == {tablet}
    assert device_for(people.mei, other.pk) is None
    assert own_device(people.joy, tablet.pk) is None
    with scope(organisation=stranger.organisation):
        assert device_for(stranger.stan, tablet.pk) is None


def test_a_voided_device_is_given_no_key_until_that_is_lifted(people: SmallSchool, tablet: Device) -> None:
    void_device(device=tablet, by=people.joy, at=AT)
    with pytest.raises(DeviceVoided, match="Ask a coordinator"):
        a_device(people.mei, LATER)
    lifted = lift_void(device=Device.objects.get(), by=people.joy, at=LATER)
    assert (lifted.voided_at, lifted.voided_by) == (None, None)
    assert bytes(a_device(people.mei, LATER).key) == bytes(tablet.key)
    kinds = AuditEvent.objects.filter(action__startswith="device.void").values_list("action", flat=True)
    assert list(kinds) == ["device.voided", "device.void_lifted"]


def test_voiding_twice_keeps_the_first_moment(people: SmallSchool, tablet: Device) -> None:
    void_device(device=tablet, by=people.joy, at=AT)
    assert void_device(device=Device.objects.get(), by=people.joy, at=LATER).voided_at == AT


def test_a_device_that_is_not_voided_has_nothing_to_lift(people: SmallSchool, tablet: Device) -> None:
    with pytest.raises(NotNow):
        lift_void(device=tablet, by=people.joy, at=AT)


def test_one_voids_ones_own_device_and_a_coordinator_lifts_it(people: SmallSchool, tablet: Device) -> None:
    voided = void_device(device=tablet, by=people.mei, at=AT)
    with pytest.raises(NotAllowed):
        lift_void(device=voided, by=people.mei, at=AT)
    lift_void(device=voided, by=people.joy, at=AT)


def test_somebody_elses_device_is_not_voided(people: SmallSchool, tablet: Device, stranger: Stranger) -> None:
    with pytest.raises(NotAllowed):
        void_device(device=tablet, by=people.amara, at=AT)
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed):
        void_device(device=tablet, by=stranger.stan, at=AT)
    assert Device.objects.get().voided_at is None


def test_an_outbox_is_taken_in_in_the_name_of_its_own_person(people: SmallSchool, tablet: Device) -> None:
    entries = [seen(people.ada, AT), seen(people.ada, AT + timedelta(minutes=1))]
    assert answers(take_outbox_file(content=locked(tablet, *entries), by=people.joy, at=LATER)) == [
        "kept",
        "kept",
    ]
    for row in Observation.objects.all():
        assert (row.observer, row.device, row.received_at) == (people.mei.account, tablet, LATER)
    (event,) = AuditEvent.objects.filter(action="outbox_file.taken_in")
    assert (event.actor, event.detail) == (people.joy.account, {"kept": 2})


def test_an_outbox_that_was_sent_after_all_is_known(people: SmallSchool, tablet: Device) -> None:
    entry = seen(people.ada, AT)
    content = locked(tablet, entry)
    send(tablet, people.mei, LATER, entry)
    assert answers(take_outbox_file(content=content, by=people.joy, at=LATER)) == ["known"]
    assert answers(take_outbox_file(content=content, by=people.joy, at=LATER)) == ["known"]
    assert Observation.objects.count() == 1


def test_whose_outbox_it_is_decides_who_may(people: SmallSchool, tablet: Device) -> None:
    """The coordinator may record for all, Mei for Ada alone; the entries are Mei's."""
    content = locked(tablet, seen(people.ada, AT), seen(people.dao, AT))
    assert answers(take_outbox_file(content=content, by=people.joy, at=LATER)) == ["kept", "refused"]


def test_an_outbox_of_somebody_who_left_is_still_taken_in(people: SmallSchool, tablet: Device) -> None:
    content = locked(tablet, seen(people.ada, AT))
    people_actions.say_staff_leaves(staff=people.mei_staff, leaves_on=LATER.date(), by=people.joy, at=AT)
    later = LATER + timedelta(days=3)
    joy = people.as_on(people.joy, later.date())
    assert answers(take_outbox_file(content=content, by=joy, at=later)) == ["kept"]


def test_a_row_that_cannot_be_opened_is_refused_alone(people: SmallSchool, tablet: Device) -> None:
    entries = [seen(people.ada, AT + timedelta(minutes=each)) for each in range(3)]
    file = json.loads(locked(tablet, *entries))
    other = json.loads(locked(tablet, entries[1], key=b"k" * 32))["rows"]
    file["rows"][1] = other[0]
    given = take_outbox_file(content=json.dumps(file).encode(), by=people.joy, at=LATER)
    assert answers(given) == ["kept", "refused", "kept"]
    assert (given[1].id, "another key" in given[1].sentence) == (entries[1]["id"], True)


def test_a_row_under_another_rows_name_is_refused(people: SmallSchool, tablet: Device) -> None:
    one, other = seen(people.ada, AT), seen(people.ada, AT)
    file = json.loads(locked(tablet, one, other))
    file["rows"][0]["id"], file["rows"][1]["id"] = other["id"], one["id"]
    assert answers(take_outbox_file(content=json.dumps(file).encode(), by=people.joy, at=LATER)) == [
        "refused",
        "refused",
    ]


def test_more_than_a_batch_is_taken_in_at_once(people: SmallSchool, tablet: Device) -> None:
    entries = [seen(people.ada, AT, order=each) for each in range(501)]
    given = take_outbox_file(content=locked(tablet, *entries), by=people.joy, at=LATER)
    assert answers(given) == ["kept"] * 501


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"[]",
        b"{}",
        b'{"format": "another/1", "device": "x", "rows": []}',
        b'{"format": "alongside-outbox/1", "device": "x", "rows": []}',
        b'{"format": "alongside-outbox/1", "device": "00000000-0000-4000-8000-000000000000", "rows": [{}]}',
        b'{"format": "alongside-outbox/1", "device": 7, "rows": 7}',
        b"[" * 100_000,
    ],
    ids=range(9),
)
def test_what_is_no_outbox_is_refused(people: SmallSchool, content: bytes) -> None:
    with pytest.raises(NotNow, match="not an outbox"):
        take_outbox_file(content=content, by=people.joy, at=LATER)


def test_an_outbox_is_a_coordinators_to_take_in(
    people: SmallSchool, tablet: Device, stranger: Stranger
) -> None:
    content = locked(tablet, seen(people.ada, AT))
    with pytest.raises(NotAllowed):
        take_outbox_file(content=content, by=people.mei, at=LATER)
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed, match="nobody here"):
        take_outbox_file(content=content, by=stranger.stan, at=LATER)
    assert Observation.objects.count() == 0


def test_the_outbox_of_a_voided_device_waits_until_that_is_lifted(
    people: SmallSchool, tablet: Device
) -> None:
    content = locked(tablet, seen(people.ada, AT))
    void_device(device=tablet, by=people.joy, at=AT)
    with pytest.raises(DeviceVoided):
        take_outbox_file(content=content, by=people.joy, at=LATER)
    lift_void(device=Device.objects.get(), by=people.joy, at=LATER)
    assert answers(take_outbox_file(content=content, by=people.joy, at=LATER)) == ["kept"]


def test_a_wrong_clock_in_an_outbox_is_put_right_by_what_the_entry_says(
    people: SmallSchool, tablet: Device
) -> None:
    wrong: datetime = AT - timedelta(days=1)
    content = locked(tablet, seen(people.ada, wrong, skew=24 * 60 * 60))
    take_outbox_file(content=content, by=people.joy, at=LATER)
    assert Observation.objects.get().observed_at == AT
