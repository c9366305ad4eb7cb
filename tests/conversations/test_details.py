"""What the rooms write into the trail names whom it is about, so that somebody can be told; never by name."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta

import pytest

from alongside.capture.actions.changes import say_change
from alongside.capture.actions.visits import end_visit, move_visit
from alongside.capture.choices import ChangeKind, Outcome, Reason
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.classrooms.models import Classroom
from alongside.conversations.actions.notices import hear
from alongside.conversations.models import Notice
from alongside.people.models import Account, Child, School
from alongside.people.rules import NotNow
from alongside.schooltime.spans import DateSpan
from alongside.trust.models import AuditEvent
from tests.scheduling.world import MONDAY, NOW, World

WEEK = DateSpan(MONDAY, MONDAY + timedelta(days=5))


@pytest.fixture
def lived(world: World) -> World:
    """The week is published and heard."""
    world.published()
    hear(organisation=world.organisation, at=NOW)
    return world


def detail_of(action: str) -> dict[str, object]:
    return AuditEvent.objects.filter(action=action).latest("number").detail


def test_change_of_a_class_s_day_names_the_therapists_whom_it_touches(lived: World) -> None:
    visit = next(each for each in visits_between(lived.joy, WEEK) if each.classroom_id)
    classroom = visit.classroom_id
    assert classroom
    say_change(
        kind=ChangeKind.TRIP,
        school=School.objects.get(pk=visit.school_id),
        classroom=Classroom.objects.get(pk=classroom),
        on=visit.on,
        by=lived.joy,
        at=NOW,
    )
    that_day = visits_between(
        lived.joy, DateSpan(visit.on, visit.on + timedelta(days=1)), classrooms=[classroom]
    )
    assert detail_of("change.said")["staff"] == sorted({str(each.staff_id) for each in that_day})


def test_change_within_the_day_touches_visits_of_that_time_alone(lived: World) -> None:
    visit = next(iter(visits_between(lived.joy, WEEK)))
    say_change(
        kind=ChangeKind.ASSEMBLY,
        school=School.objects.get(pk=visit.school_id),
        on=visit.on,
        starts=visit.ends,
        ends=visit.ends + 1,
        by=lived.joy,
        at=NOW,
    )
    touched = detail_of("change.said")["staff"]
    others = [
        each
        for each in visits_between(lived.joy, DateSpan(visit.on, visit.on + timedelta(days=1)))
        if each.school_id == visit.school_id and each.starts < visit.ends + 1 and each.ends > visit.ends
    ]
    assert touched == sorted({str(each.staff_id) for each in others})


def test_missed_visit_that_a_coordinator_records_is_told_to_its_therapist(lived: World) -> None:
    visit = next(iter(visits_between(lived.joy, WEEK)))
    end_visit(visit=visit, outcome=Outcome.MISSED, reason=Reason.SCHOOL_EVENT, by=lived.joy, at=NOW)
    detail = detail_of("visit.missed")
    assert (detail["staff"], detail["on"]) == ([str(visit.staff_id)], visit.on.isoformat())
    before = Notice.objects.count()
    hear(organisation=lived.organisation, at=NOW)
    assert (
        Notice.objects.filter(event__isnull=False, about="change").count() == Notice.objects.count() - before
    )


def moved_by_five_minutes(lived: World) -> StandingVisit:
    """Moves the first visit that nobody else's time is in the way of."""
    for visit in visits_between(lived.joy, WEEK):
        with suppress(NotNow):
            move_visit(visit=visit, on=visit.on, starts=visit.starts + 5, agreed=True, by=lived.joy, at=NOW)
            return visit
    raise AssertionError("No visit of the week can be moved.")


def test_moved_visit_names_its_new_day(lived: World) -> None:
    visit = moved_by_five_minutes(lived)
    assert detail_of("visit.moved")["on"] == visit.on.isoformat()


def test_no_detail_of_the_trail_holds_a_name(lived: World) -> None:
    written = json.dumps([event.detail for event in AuditEvent.objects.all()])
    names = [
        *Child.objects.values_list("given_name", flat=True),
        *Account.objects.values_list("name", flat=True),
    ]
    assert not [name for name in names if f'"{name}"' in written]
