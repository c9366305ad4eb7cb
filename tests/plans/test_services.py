"""What a child is owed: a dated fact that makes sense, seen by those who have a relation to the child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django_scopes import scope

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans import actions, queries
from alongside.plans.choices import USUAL_FIT, Delivery
from alongside.plans.models import Service
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger, a_service

LATER = ON + timedelta(days=30)
TERMS = {"discipline": Discipline.OCCUPATIONAL, "sessions": 1, "minutes": 30, "starts": ON}

Act = Callable[[SmallSchool, Viewer], object]
ACTS: dict[str, Act] = {
    "add_service": lambda people, by: actions.add_service(child=people.ben, by=by, at=AT, **TERMS),
    "change_service": lambda people, by: actions.change_service(
        service=people.ada_ot, therapists=[], sessions=3, by=by, at=AT
    ),
    "end_service": lambda people, by: actions.end_service(service=people.ada_ot, ends=LATER, by=by, at=AT),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_coordinator_may_and_leaves_one_event(people: SmallSchool, act: Act) -> None:
    before = AuditEvent.objects.count()
    act(people, people.joy)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_others_may_not_and_leave_nothing(people: SmallSchool, act: Act, who: str) -> None:
    before = AuditEvent.objects.count(), list(Service.objects.values())
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        act(people, getattr(people, who))
    assert (AuditEvent.objects.count(), list(Service.objects.values())) == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_stranger_may_not_touch_what_is_ours(people: SmallSchool, stranger: Stranger, act: Act) -> None:
    before = list(Service.objects.values())
    with pytest.raises(NotAllowed, match="another organisation"):
        act(people, stranger.stan)
    assert list(Service.objects.values()) == before


def test_services_are_seen_by_team_class_and_family(people: SmallSchool) -> None:
    adas = {people.ada_ot, people.ada_speech}
    assert set(queries.services_for(people.joy)) == adas | {people.cem_speech}
    assert set(queries.services_for(people.mei)) == adas
    assert set(queries.services_for(people.carla)) == adas
    assert set(queries.services_for(people.hugo)) == {people.cem_speech}
    assert set(queries.services_for(people.li)) == adas
    assert set(queries.services_for(people.amara)) == set()


def test_stranger_sees_no_service_of_ours(people: SmallSchool, stranger: Stranger) -> None:
    for organisation in (people.organisation, stranger.organisation):
        with scope(organisation=organisation):
            assert list(queries.services_for(stranger.stan)) == []
            assert queries.service_for(stranger.stan, people.ada_ot.pk) is None


def test_ended_service_stops_on_that_very_day(people: SmallSchool) -> None:
    actions.end_service(service=people.ada_ot, ends=LATER, by=people.joy, at=AT)
    assert people.ada_ot in queries.services_for(people.joy, LATER - timedelta(days=1))
    assert people.ada_ot not in queries.services_for(people.joy, LATER)
    assert queries.service_for(people.as_on(people.joy, LATER), people.ada_ot.pk) is None
    assert Service.objects.filter(pk=people.ada_ot.pk).exists()


def test_service_is_not_there_before_it_starts(people: SmallSchool) -> None:
    assert people.ada_ot in queries.services_for(people.joy, ON)
    assert people.ada_ot not in queries.services_for(people.joy, ON - timedelta(days=1))


def test_service_cannot_end_before_it_started(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="It cannot end before"):
        actions.end_service(service=people.ada_ot, ends=ON - timedelta(days=1), by=people.joy, at=AT)
    with pytest.raises(NotNow, match="The service ends before it starts"):
        a_service(people.ben, Discipline.SPEECH, ends=ON - timedelta(days=1), by=people.joy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=people.ada_ot.pk).update(ends=ON - timedelta(days=1))


def test_minutes_lie_on_the_grid(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="32 minutes do not fit the timetable's steps of 5"):
        a_service(people.ben, Discipline.SPEECH, minutes=32, by=people.joy)


@pytest.mark.parametrize("fault", [{"sessions": 0}, {"minutes": 0}, {"priority": 0}, {"priority": 6}])
def test_service_that_asks_for_nothing_is_refused(people: SmallSchool, fault: dict[str, int]) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises((NotNow, IntegrityError)), transaction.atomic():
        a_service(people.ben, Discipline.SPEECH, by=people.joy, **fault)
    assert AuditEvent.objects.count() == before


def test_named_therapist_gives_that_therapy(people: SmallSchool) -> None:
    service = a_service(people.ben, Discipline.OCCUPATIONAL, therapists=[people.mei_staff], by=people.joy)
    assert list(service.therapists.all()) == [people.mei_staff]
    for wrong in (people.amara_staff, people.carla_staff):
        with pytest.raises(NotNow, match=f"{wrong.name} does not give occupational therapy"):
            a_service(people.ben, Discipline.OCCUPATIONAL, therapists=[wrong], by=people.joy)


def test_change_replaces_terms_and_therapists(people: SmallSchool) -> None:
    actions.change_service(
        service=people.ada_ot,
        therapists=[people.mei_staff],
        sessions=3,
        delivery=Delivery.PUSH_IN,
        by=people.joy,
        at=AT,
    )
    actions.change_service(service=people.ada_ot, therapists=[], minutes=20, by=people.joy, at=AT)
    people.ada_ot.refresh_from_db()
    assert (people.ada_ot.sessions, people.ada_ot.minutes) == (3, 20)
    assert people.ada_ot.delivery == Delivery.PUSH_IN
    assert not people.ada_ot.therapists.exists()


def test_child_with_a_service_cannot_be_deleted(people: SmallSchool) -> None:
    with pytest.raises(ProtectedError):
        people.ada.delete()


def test_fit_is_the_services_own_or_what_is_usual(people: SmallSchool) -> None:
    assert (
        people.ada_ot.fit_by_kind[RoutineKind.WRITING]
        == USUAL_FIT[Discipline.OCCUPATIONAL][RoutineKind.WRITING]
    )
    people.ada_ot.fit = {"play": 100}
    assert people.ada_ot.fit_by_kind == {"play": 100}


def test_services_of_children_leave_out_whom_one_may_not_see(people: SmallSchool) -> None:
    children = [people.ada, people.ben, people.cem]
    assert set(queries.services_of_children(people.joy, children)) == {people.ada.pk, people.cem.pk}
    assert set(queries.services_of_children(people.carla, children)) == {people.ada.pk}


def test_services_of_children_is_two_queries_however_many(
    people: SmallSchool, django_assert_num_queries: Callable[[int], object]
) -> None:
    for children in ([people.ada], [people.ada, people.ben, people.cem]):
        with django_assert_num_queries(2):  # type: ignore[attr-defined]
            queries.services_of_children(people.joy, children)
