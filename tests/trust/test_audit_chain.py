"""An event once written cannot be changed, removed or slipped in unseen."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from alongside.people import actions
from alongside.trust import actions as trust
from alongside.trust import rules
from alongside.trust.models import AuditChain, AuditEvent
from alongside.trust.queries import events_about, first_broken_link
from tests.factories import AT, SmallSchool, Stranger


def _add_school(people: SmallSchool, name: str) -> AuditEvent:
    actions.add_school(name=name, by=people.joy, at=AT)
    event = AuditEvent.objects.last()
    assert event is not None
    return event


def test_action_leaves_one_event_that_says_who_what_and_when(people: SmallSchool) -> None:
    before = AuditEvent.objects.count()
    event = _add_school(people, "Mill School")
    assert AuditEvent.objects.count() == before + 1
    assert (event.actor, event.action, event.at) == (people.joy.account, "school.added", AT)
    assert list(
        events_about(people.organisation.pk, subject_type=event.subject_type, subject_id=event.subject_id)
    ) == [event]


def test_refused_action_leaves_no_event(people: SmallSchool) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(actions.NotNow):
        actions.add_school(name="River School", by=people.joy, at=AT)
    assert AuditEvent.objects.count() == before


def test_failed_transaction_leaves_the_chain_whole(people: SmallSchool) -> None:
    with transaction.atomic():
        _add_school(people, "Mill School")
        transaction.set_rollback(True)
    assert first_broken_link(people.organisation.pk) is None
    _add_school(people, "Mill School")
    assert first_broken_link(people.organisation.pk) is None


def test_whole_chain_has_no_broken_link(people: SmallSchool) -> None:
    assert AuditEvent.objects.count() > 10
    assert first_broken_link(people.organisation.pk) is None


def test_empty_chain_has_no_broken_link(people: SmallSchool) -> None:
    AuditEvent.objects.all().delete()
    AuditChain.objects.all().delete()
    assert first_broken_link(people.organisation.pk) is None


@pytest.mark.parametrize(
    "change",
    [
        {"action": "school.removed"},
        {"detail": {"children": 3}},
        {"at": AT + timedelta(microseconds=1)},
        {"actor": None},
        {"subject_id": "another"},
        {"subject_type": "people.child"},
    ],
)
def test_changed_event_is_found(people: SmallSchool, change: dict[str, object]) -> None:
    AuditEvent.objects.filter(number=4).update(**change)
    assert first_broken_link(people.organisation.pk) == 4


def test_event_changed_and_sealed_anew_is_found_at_the_next(people: SmallSchool) -> None:
    event = AuditEvent.objects.get(number=4)
    event.action = "school.removed"
    event.digest = rules.digest_of(event)
    event.save()
    assert first_broken_link(people.organisation.pk) == 5


def test_last_event_changed_and_sealed_anew_is_found(people: SmallSchool) -> None:
    event = AuditEvent.objects.last()
    assert event is not None
    event.action = "school.removed"
    event.digest = rules.digest_of(event)
    event.save()
    assert first_broken_link(people.organisation.pk) == event.number


def test_removed_event_is_found(people: SmallSchool) -> None:
    AuditEvent.objects.filter(number=4).delete()
    assert first_broken_link(people.organisation.pk) == 4


def test_removed_last_event_is_found(people: SmallSchool) -> None:
    last = AuditEvent.objects.count()
    AuditEvent.objects.filter(number=last).delete()
    assert first_broken_link(people.organisation.pk) == last


def test_removed_trail_is_found(people: SmallSchool) -> None:
    AuditEvent.objects.all().delete()
    assert first_broken_link(people.organisation.pk) == 1


def test_event_added_behind_the_chain_is_found(people: SmallSchool) -> None:
    last = AuditEvent.objects.last()
    assert last is not None
    added = AuditEvent(
        organisation=people.organisation,
        number=last.number + 1,
        at=AT,
        action="school.added",
        subject_type="people.school",
        subject_id="invented",
        previous=last.digest,
    )
    added.digest = rules.digest_of(added)
    added.save()
    assert first_broken_link(people.organisation.pk) == last.number + 1


def test_two_events_cannot_have_one_number(people: SmallSchool) -> None:
    event = AuditEvent.objects.get(number=4)
    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


def test_two_organisations_have_two_chains(people: SmallSchool, stranger: Stranger) -> None:
    with scope(organisation=stranger.organisation):
        AuditEvent.objects.filter(number=1).update(action="changed")
        assert first_broken_link(stranger.organisation.pk) == 1
    assert first_broken_link(people.organisation.pk) is None


def test_stranger_finds_no_event_of_ours(people: SmallSchool, stranger: Stranger) -> None:
    event = _add_school(people, "Mill School")
    assert not events_about(
        stranger.organisation.pk, subject_type=event.subject_type, subject_id=event.subject_id
    ).exists()


def test_machine_acts_without_an_account(people: SmallSchool) -> None:
    event = trust.record(
        "build.given_up", people.school, organisation_id=people.organisation.pk, by=None, at=AT
    )
    assert event.actor is None
    assert first_broken_link(people.organisation.pk) is None


def test_digest_is_of_the_moment_whatever_its_time_zone(people: SmallSchool) -> None:
    event = AuditEvent.objects.get(number=4)
    event.at = event.at.astimezone(ZoneInfo("Asia/Singapore"))
    assert rules.digest_of(event) == event.digest
