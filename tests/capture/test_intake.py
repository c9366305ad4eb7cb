"""What becomes of entries from devices: kept once, known when they come again, refused alone and with a sentence."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions import intake
from alongside.capture.actions.devices import void_device
from alongside.capture.models import Device, Mark, Observation
from alongside.capture.queries.seen import standing_observations
from alongside.capture.rules.devices import DeviceVoided
from alongside.capture.rules.entries import MOST_ENTRIES, BatchTooLarge
from alongside.people import actions as people_actions
from alongside.people.rules import NotAllowed
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.trust.models import AuditEvent
from alongside.trust.queries import first_broken_link
from tests.capture.held import a_share, a_visit
from tests.capture.sent import INSTALLATION, a_device, answers, counted, named, seen, send, taken_back
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.plans.written import in_force

LATER = AT + timedelta(hours=5)
"""When a day's entries arrive: AT is ten o'clock in London, in Writing."""


@pytest.fixture
def tablet(people: SmallSchool) -> Device:
    """Mei's."""
    return a_device(people.mei, AT)


@pytest.fixture
def goal(people: SmallSchool) -> Goal:
    """Ada's goal in force: trials."""
    return in_force(people).goals.get()


def test_an_entry_is_kept_as_it_was_said(people: SmallSchool, tablet: Device, goal: Goal) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    entry = seen(people.ada, AT, goal, visit=named(visit), words="With the blue pen", is_second=True)
    (answer,) = send(tablet, people.mei, LATER, entry)
    assert (answer.id, answer.answer, answer.sentence) == (entry["id"], "kept", "")
    row = Observation.objects.get()
    assert str(row.pk) == entry["id"]
    assert (row.child, row.goal, row.lineage, row.visit) == (people.ada, goal, goal.lineage, visit)
    assert (row.observer, row.device) == (people.mei.account, tablet)
    assert (row.observed_at, row.device_at, row.received_at, row.clock_doubtful) == (AT, AT, LATER, False)
    assert (row.value, row.words, row.is_second) == ({"help": 0, "word": "Alone"}, "With the blue pen", True)
    assert (row.routine_kind, row.setting, row.adult) == ("writing", "in_class", "therapist")
    assert row.order == entry["order"]


def test_an_entry_that_comes_again_is_known_and_there_once(people: SmallSchool, tablet: Device) -> None:
    first, second = seen(people.ada, AT), seen(people.ada, AT)
    assert answers(send(tablet, people.mei, LATER, first)) == ["kept"]
    again = LATER + timedelta(hours=1)
    assert answers(send(tablet, people.mei, again, first, second, first)) == ["known", "kept", "known"]
    assert Observation.objects.count() == 2
    assert Observation.objects.get(pk=first["id"]).received_at == LATER


def test_two_of_one_id_in_a_batch_are_one(people: SmallSchool, tablet: Device) -> None:
    entry = seen(people.ada, AT)
    assert answers(send(tablet, people.mei, LATER, entry, entry)) == ["kept", "known"]


def test_a_batch_is_one_line_in_the_audit_trail_and_none_when_it_comes_again(
    people: SmallSchool, tablet: Device
) -> None:
    batch = [seen(people.ada, AT), seen(people.ada, AT), seen(people.dao, AT)]
    send(tablet, people.mei, LATER, *batch)
    send(tablet, people.mei, LATER, *batch[:2])
    (event,) = AuditEvent.objects.filter(action="entries.taken_in")
    assert event.detail == {"kept": 2, "refused": 1}
    assert (event.actor, event.subject_id) == (people.mei.account, str(tablet.pk))
    assert first_broken_link(people.organisation.pk) is None


def test_the_device_says_what_it_still_holds(people: SmallSchool, tablet: Device) -> None:
    intake.take_entries(device=tablet, entries=[], device_now=LATER, waiting=7, by=people.mei, at=LATER)
    tablet.refresh_from_db()
    assert (tablet.waiting, tablet.seen_at) == (7, LATER)


#: Always the same, since every core that runs tests must find tests of the same names.
AN_ID = "3d7c1c55-0000-4000-8000-0000000000e1"
NOT_ENTRIES: list[Any] = [None, 7, "entry", [], {}, {"id": AN_ID}, {"kind": "observation"}]
SPOILT: list[dict[str, Any]] = [
    {"child": "Ada"},
    {"id": "not one"},
    {"id": 7},
    {"at": "yesterday"},
    {"at": "2025-09-08T09:00:00"},
    {"order": -1},
    {"order": 2**63},
    {"skew": "ten"},
    {"measure": "guess"},
    {"value": 3},
    {"value": {"face": 9}},
    {"value": {"face": {"deep": []}}},
    {"value": {"face": float("nan")}},
    {"setting": "moon"},
    {"adult": "robot"},
    {"words": "x" * 301},
    {"words": "a\x00b"},
    {"words": "\ud800"},
    {"material": ["pen"]},
    {"visit": "the first"},
    {"visit": {"id": AN_ID, "series": None, "on": "soon"}},
    {"corrects": "the one before"},
    {"is_withdrawal": True},
    {"kind": "gossip"},
    {"measure": Measure.TRIALS, "value": {"help": 0}},
]


def check_refused_alone(people: SmallSchool, tablet: Device, poison: Any) -> None:
    first, last = seen(people.ada, AT), seen(people.ada, AT)
    given = send(tablet, people.mei, LATER, first, poison, last)
    assert answers(given) == ["kept", "refused", "kept"]
    assert given[1].sentence.endswith(".")
    assert Observation.objects.count() == 2


@pytest.mark.parametrize("poison", NOT_ENTRIES, ids=repr)
def test_what_is_no_entry_is_refused_alone(people: SmallSchool, tablet: Device, poison: Any) -> None:
    check_refused_alone(people, tablet, poison)


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: ascii(spoilt)[:40])
def test_a_poison_entry_between_two_good_ones_is_refused_alone(
    people: SmallSchool, tablet: Device, spoilt: dict[str, Any]
) -> None:
    check_refused_alone(people, tablet, seen(people.ada, AT) | spoilt)


def test_what_the_database_refuses_is_refused_alone(people: SmallSchool, tablet: Device) -> None:
    first, last = seen(people.ada, AT), seen(people.ada, AT)
    bad = seen(people.ada, AT, is_withdrawal=True, value={})
    with patch("alongside.capture.rules.entries._check_seen"):  # As if a rule had overlooked it.
        given = send(tablet, people.mei, LATER, first, bad, last)
    assert answers(given) == ["kept", "refused", "kept"]
    assert given[1].sentence
    assert {str(pk) for pk in Observation.objects.values_list("pk", flat=True)} == {first["id"], last["id"]}


def test_a_lock_or_a_lost_connection_refuses_nothing(people: SmallSchool, tablet: Device) -> None:
    with (
        patch.object(intake, "_insert", side_effect=OperationalError("gone")),
        pytest.raises(OperationalError),
    ):
        send(tablet, people.mei, LATER, seen(people.ada, AT))
    assert Observation.objects.count() == 0


def test_501_entries_are_too_many_and_none_is_kept(people: SmallSchool, tablet: Device) -> None:
    batch = [seen(people.ada, AT) for _each in range(MOST_ENTRIES + 1)]
    with pytest.raises(BatchTooLarge):
        send(tablet, people.mei, LATER, *batch)
    assert Observation.objects.count() == 0
    assert counted(send(tablet, people.mei, LATER, *batch[:MOST_ENTRIES])) == {"kept": MOST_ENTRIES}


def test_a_child_that_left_the_caseload_is_recorded_on_its_days_and_not_after(
    people: SmallSchool, tablet: Device
) -> None:
    on_the_last_day = seen(people.ada, AT)
    two_days_later = AT + timedelta(days=2)
    people_actions.leave_team(place=people.mei_place, by=people.joy, at=AT + timedelta(days=1))
    after = seen(people.ada, two_days_later)
    received = two_days_later + timedelta(hours=1)
    given = send(tablet, people.as_on(people.mei, received.date()), received, on_the_last_day, after)
    assert answers(given) == ["kept", "refused"]
    assert "caseload" in given[1].sentence


def test_a_child_that_left_school_is_still_recorded_on_its_days(people: SmallSchool, tablet: Device) -> None:
    people_actions.say_child_leaves(child=people.ada, leaves_on=ON + timedelta(days=1), by=people.joy, at=AT)
    received = AT + timedelta(days=3)
    given = send(tablet, people.as_on(people.mei, received.date()), received, seen(people.ada, AT))
    assert answers(given) == ["kept"]


def test_a_child_of_ones_own_visit_counts_though_one_is_not_in_its_team(
    people: SmallSchool, tablet: Device
) -> None:
    visit = a_visit(people)
    a_share(visit, people.ben, people)
    there, nowhere = seen(people.ben, AT, visit=named(visit)), seen(people.ben, AT)
    assert answers(send(tablet, people.mei, LATER, there)) == ["kept"]
    assert answers(send(tablet, people.mei, LATER, nowhere)) == ["refused"]


def test_a_coordinator_may_record_for_every_child(people: SmallSchool) -> None:
    device = a_device(people.joy, AT)
    given = send(device, people.joy, LATER, seen(people.ada, AT), seen(people.dao, AT))
    assert answers(given) == ["kept", "kept"]


@pytest.mark.parametrize("who", ["carla", "li"])
def test_teachers_and_families_do_not_record(people: SmallSchool, tablet: Device, who: str) -> None:
    with pytest.raises(NotAllowed):
        a_device(getattr(people, who), AT)
    with pytest.raises(NotAllowed):
        send(tablet, getattr(people, who), LATER, seen(people.ada, AT))


def test_another_therapist_without_the_child_is_refused(people: SmallSchool) -> None:
    device = a_device(people.amara, AT)
    assert answers(send(device, people.amara, LATER, seen(people.ada, AT))) == ["refused"]


def test_nothing_of_another_organisation_can_be_named(
    people: SmallSchool, tablet: Device, stranger: Stranger, goal: Goal
) -> None:
    theirs = uuid.uuid4()
    with scope(organisation=stranger.organisation):
        elsewhere = a_visit(
            people,
            organisation=stranger.organisation,
            school=stranger.school,
            classroom=stranger.classroom,
        )
        Observation.objects.create(
            pk=theirs, organisation=stranger.organisation, child=stranger.child, measure=Measure.CONFIDENCE,
            value={"face": 1}, observed_at=AT, device_at=AT, received_at=AT, observer=stranger.stan.account,
        )  # fmt: skip
    entries = {
        "child": seen(stranger.child, AT),
        "visit": seen(people.ada, AT, visit=named(elsewhere)),
        "a visit that is nowhere": seen(
            people.ada, AT, visit={"id": str(uuid.uuid4()), "series": str(uuid.uuid4()), "on": ON.isoformat()}
        ),
        "goal": seen(people.ada, AT, goal) | {"goal": str(uuid.uuid4())},
        "id": seen(people.ada, AT, id=str(theirs)),
    }
    given = send(tablet, people.mei, LATER, *entries.values())
    assert dict(zip(entries, answers(given), strict=True)) == dict.fromkeys(entries, "refused")
    assert all(answer.sentence for answer in given)
    assert Observation.objects.count() == 0
    with scope(organisation=stranger.organisation):
        assert Observation.objects.get().value == {"face": 1}


def test_another_organisations_device_is_refused(
    people: SmallSchool, tablet: Device, stranger: Stranger
) -> None:
    with scope(organisation=stranger.organisation), pytest.raises(NotAllowed):
        send(tablet, stranger.stan, LATER, seen(stranger.child, AT))


def test_a_goal_of_another_child_is_refused(people: SmallSchool, goal: Goal) -> None:
    device = a_device(people.joy, AT)
    (answer,) = send(device, people.joy, LATER, seen(people.ben, AT, goal))
    assert answer.answer == "refused"
    assert "no such goal" in answer.sentence


def test_a_goal_is_recorded_by_its_own_measure(people: SmallSchool, tablet: Device, goal: Goal) -> None:
    (answer,) = send(
        tablet, people.mei, LATER, seen(people.ada, AT, goal, measure=Measure.COUNT, value={"times": 1})
    )
    assert answer.answer == "refused"
    assert "Trials" in answer.sentence


def test_somebody_elses_entry_is_never_known(people: SmallSchool, tablet: Device) -> None:
    entry = seen(people.ada, AT)
    send(tablet, people.mei, LATER, entry)
    device = a_device(people.joy, AT)
    (answer,) = send(device, people.joy, LATER, entry | {"value": {"face": 1}})
    assert (answer.answer, bool(answer.sentence)) == ("refused", True)
    assert Observation.objects.get().value == {"face": 4}


def test_somebody_elses_key_is_refused(people: SmallSchool, tablet: Device) -> None:
    with pytest.raises(NotAllowed, match="somebody else"):
        send(tablet, people.joy, LATER, seen(people.ada, AT))


def test_two_people_on_one_tablet_have_two_keys(people: SmallSchool, tablet: Device) -> None:
    other = a_device(people.amara, AT, INSTALLATION)
    assert other.pk != tablet.pk
    assert bytes(other.key) != bytes(tablet.key)


def test_a_voided_device_sends_nothing(people: SmallSchool, tablet: Device) -> None:
    void_device(device=tablet, by=people.joy, at=AT)
    with pytest.raises(DeviceVoided):
        send(tablet, people.mei, LATER, seen(people.ada, AT))
    assert Observation.objects.count() == 0


@pytest.mark.parametrize("wrong", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "behind"])
def test_a_clock_that_is_wrong_by_a_day_and_known_to_be_is_put_right(
    people: SmallSchool, tablet: Device, wrong: timedelta
) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    by_the_batch = seen(people.ada, AT + wrong, visit=named(visit), skew=None)
    by_the_entry = seen(people.ada, AT + wrong, visit=named(visit), skew=-wrong.total_seconds())
    send(tablet, people.mei, LATER, by_the_batch, device_now=LATER + wrong)
    send(tablet, people.mei, LATER, by_the_entry)
    for row in Observation.objects.all():
        assert (row.observed_at, row.clock_doubtful, row.device_at) == (AT, False, AT + wrong)


@pytest.mark.parametrize("wrong", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "behind"])
def test_a_clock_that_was_wrong_by_a_day_and_nobody_knew_is_doubted_not_refused(
    people: SmallSchool, tablet: Device, wrong: timedelta
) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    entry = seen(people.ada, AT + wrong, visit=named(visit), skew=None)
    assert answers(send(tablet, people.mei, LATER, entry)) == ["kept"]
    row = Observation.objects.get()
    assert (row.observed_at, row.clock_doubtful, row.device_at) == (AT, True, AT + wrong)


def test_a_withdrawal_leaves_nothing_standing_whichever_comes_first(
    people: SmallSchool, tablet: Device
) -> None:
    one, other = seen(people.ada, AT), seen(people.ada, AT)
    undone = [taken_back(entry, AT + timedelta(seconds=5)) for entry in (one, other)]
    assert answers(send(tablet, people.mei, LATER, one, undone[0])) == ["kept", "kept"]
    assert answers(send(tablet, people.mei, LATER, undone[1])) == ["kept"]
    assert answers(send(tablet, people.mei, LATER, other)) == ["kept"]
    assert standing_observations().count() == 0
    assert Observation.objects.count() == 4


def test_a_batch_asks_as_much_for_one_entry_as_for_a_hundred(
    people: SmallSchool, tablet: Device, goal: Goal
) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)

    def asked(count: int) -> int:
        batch = [seen(people.ada, AT, goal, visit=named(visit)) for _each in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert counted(send(tablet, people.mei, LATER, *batch)) == {"kept": count}
        return len(queries)

    asked(1)
    assert asked(1) == asked(30)


def test_a_kept_entry_cannot_become_a_mark(people: SmallSchool, tablet: Device) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    entry = seen(people.ada, AT, visit=named(visit))
    send(tablet, people.mei, LATER, entry)
    mark = {
        "id": entry["id"], "kind": "mark", "order": 1, "at": AT.isoformat(), "skew": 0,
        "visit": named(visit), "child": None, "mark": "held", "detail": {},
    }  # fmt: skip
    assert answers(send(tablet, people.mei, LATER, mark)) == ["known"]
    assert Mark.objects.count() == 0
