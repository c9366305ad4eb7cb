"""What a child is owed ends on the day on which it leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.classrooms import queries as classrooms
from alongside.people.rules import NotAllowed
from alongside.plans import actions
from alongside.plans.models import Service
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger

DAY = ON + timedelta(days=30)


def leave(people: SmallSchool, leaves_on: date | None) -> None:
    actions.say_child_leaves(child=people.ada, leaves_on=leaves_on, by=people.joy, at=AT)


def ends(people: SmallSchool) -> dict[str, date | None]:
    return dict(Service.objects.filter(child=people.ada).values_list("discipline", "ends"))


def test_services_end_on_the_day_and_other_childrens_go_on(people: SmallSchool) -> None:
    leave(people, DAY)
    assert set(ends(people).values()) == {DAY}
    people.cem_speech.refresh_from_db()
    assert people.cem_speech.ends is None
    children = classrooms.children_for(people.as_on(people.joy, DAY))
    assert people.ada not in children
    assert people.ben in children


def test_a_service_that_ends_sooner_keeps_its_own_end(people: SmallSchool) -> None:
    sooner = DAY - timedelta(days=10)
    actions.end_service(service=people.ada_ot, ends=sooner, by=people.joy, at=AT)
    leave(people, DAY)
    assert ends(people) == {"occupational_therapy": sooner, "speech": DAY}
    leave(people, None)
    assert ends(people) == {"occupational_therapy": sooner, "speech": None}


def test_a_service_that_was_to_come_never_begins(people: SmallSchool) -> None:
    Service.objects.filter(pk=people.ada_ot.pk).update(starts=DAY + timedelta(days=7))
    leave(people, DAY)
    assert ends(people)["occupational_therapy"] == DAY + timedelta(days=7)


def test_each_room_tells_of_its_own_without_a_name(people: SmallSchool) -> None:
    before = AuditEvent.objects.count()
    leave(people, DAY)
    told = AuditEvent.objects.order_by("number")[before:]
    assert [(event.action, event.detail) for event in told] == [
        ("child.leaves", {}),
        ("child.left_classes", {"enrolments": 1}),
        ("child.left_services", {"services": 2}),
    ]


def test_others_and_strangers_cannot_say_it(people: SmallSchool, stranger: Stranger) -> None:
    for viewer in (people.mei, people.carla, people.li, stranger.stan):
        with pytest.raises(NotAllowed):
            actions.say_child_leaves(child=people.ada, leaves_on=DAY, by=viewer, at=AT)
    assert set(ends(people).values()) == {None}
