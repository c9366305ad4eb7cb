"""Who comes into a class, as its teacher meets it: in what role, and what is other than planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.changes import say_change
from alongside.capture.choices import ChangeKind, ClassRole, Outcome, Reason
from alongside.capture.models import DatedVisit
from alongside.capture.queries.class_days import ClassWeek, Comer, class_week
from alongside.classrooms import actions as classrooms
from alongside.classrooms.models import Room
from alongside.people.choices import Discipline
from alongside.scheduling.choices import Mode
from tests.capture.held import a_share, a_visit
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.scheduling.world import MONDAY, World

TUESDAY = ON + timedelta(days=1)


def week(people: SmallSchool) -> ClassWeek:
    found = class_week(people.carla, people.class_2b.pk, ON)
    assert found is not None
    return found


def comers(people: SmallSchool) -> list[Comer]:
    return list(week(people).today.comers)


def test_teacher_sees_who_comes_in_what_role_with_whom(people: SmallSchool) -> None:
    visit = a_visit(people, outcome="", ended_at=None, role=ClassRole.STATION)
    a_share(visit, people.ada, people, minutes=None)
    [comer] = comers(people)
    assert (comer.staff, comer.starts, comer.role) == (people.mei_staff, 9 * 60, ClassRole.STATION)
    assert (comer.visit.routine, comer.place, comer.children) == ("Writing", "2B", ("Ada",))
    assert comer.comes
    assert [each.title for each in week(people).today.routines][:2] == ["Meeting", "Writing"]


def test_child_of_another_class_is_not_named(people: SmallSchool) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    a_share(visit, people.cem, people, service=people.cem_speech, discipline=Discipline.SPEECH)
    assert comers(people)[0].children == ("Ada",)


def test_visit_outside_class_says_where_her_children_go(people: SmallSchool) -> None:
    room = Room.objects.get(name="Therapy room")
    visit = a_visit(people, mode=Mode.PULL_OUT, classroom=None, room=room, routine="", routine_kind="")
    a_share(visit, people.ada, people)
    [comer] = comers(people)
    assert (comer.visit.in_class, comer.place, comer.children) == (False, "Therapy room", ("Ada",))


def test_moved_visit_is_said_on_both_days(people: SmallSchool) -> None:
    series = people.mei_staff.pk
    moved = {"series": series, "planned_on": ON, "planned_starts": 540, "outcome": "", "ended_at": None}
    visit = a_visit(people, on=TUESDAY, starts=600, ends=630, **moved)
    a_share(visit, people.ada, people, minutes=None)
    [gone] = comers(people)
    assert (gone.is_gone, gone.starts, gone.to_on, gone.to_starts) == (True, 540, TUESDAY, 600)
    [there] = week(people).rest[0].comers
    assert (there.is_gone, there.starts, there.from_on, there.from_starts) == (False, 600, ON, 540)


def test_missed_visit_says_why(people: SmallSchool) -> None:
    a_share(a_visit(people, outcome=Outcome.MISSED, reason=Reason.ASSEMBLY), people.ada, people)
    [comer] = comers(people)
    assert (comer.missed, comer.comes) == (Reason.ASSEMBLY, False)


@pytest.mark.parametrize(
    ("kind", "about", "why"),
    [
        (ChangeKind.STAFF_AWAY, "staff", Reason.STAFF_AWAY),
        (ChangeKind.TRIP, "classroom", Reason.TRIP),
        (ChangeKind.EVENT, "", Reason.SCHOOL_EVENT),
    ],
)
def test_what_is_said_of_the_day_is_why_nobody_comes(
    people: SmallSchool, kind: ChangeKind, about: str, why: Reason
) -> None:
    visit = a_visit(people, outcome="", ended_at=None)
    a_share(visit, people.ada, people, minutes=None)
    a_share(visit, people.ben, people, minutes=None)
    of = {"staff": people.mei_staff, "classroom": people.class_2b}
    whom = {about: of[about]} if about else {}
    say_change(kind=kind, school=people.school, on=ON, by=people.joy, at=AT, **whom)
    assert comers(people)[0].missed == why


def test_change_of_another_day_class_or_hour_leaves_it(people: SmallSchool) -> None:
    a_share(a_visit(people, outcome="", ended_at=None), people.ada, people, minutes=None)
    by = {"school": people.school, "by": people.joy, "at": AT}
    say_change(kind=ChangeKind.STAFF_AWAY, staff=people.mei_staff, on=TUESDAY, **by)
    say_change(kind=ChangeKind.TRIP, classroom=people.class_2a, on=ON, **by)
    say_change(kind=ChangeKind.ASSEMBLY, classroom=people.class_2b, on=ON, starts=600, ends=660, **by)
    assert comers(people)[0].comes


def test_role_of_the_time_before_stands_until_another_is_said(world: World) -> None:
    world.published()
    viewer = world.viewer("Tom", MONDAY)
    found = class_week(viewer, world.classes["1A"].pk, MONDAY)
    assert found is not None
    assert found.dates[0].on == MONDAY
    [first, *_rest] = [comer for each in found.dates for comer in each.comers]
    assert first.role == ""
    DatedVisit.objects.create(
        organisation=world.organisation,
        staff=first.staff,
        school=world.schools["Alder"],
        series=first.visit.series,
        planned_on=MONDAY - timedelta(days=7),
        planned_starts=first.starts,
        on=MONDAY - timedelta(days=7),
        starts=first.starts,
        ends=first.starts + 30,
        mode=Mode.PUSH_IN,
        classroom=world.classes["1A"],
        role=ClassRole.TEAM,
    )
    again = class_week(viewer, world.classes["1A"].pk, MONDAY)
    assert again is not None
    same = [
        comer for each in again.dates for comer in each.comers if comer.visit.series == first.visit.series
    ]
    assert {comer.role for comer in same} == {ClassRole.TEAM}


def test_day_without_school_says_why(people: SmallSchool) -> None:
    classrooms.add_day_off(school=people.school, on=ON, reason="Staff training", by=people.joy, at=AT)
    assert (week(people).today.off, week(people).today.routines) == ("Staff training", ())


def test_nobody_but_the_class_teacher_sees_it(people: SmallSchool, stranger: Stranger) -> None:
    for viewer in (people.hugo, people.mei, people.li, people.joy):
        assert class_week(viewer, people.class_2b.pk, ON) is None
    with scope(organisation=stranger.organisation):
        assert class_week(stranger.stan, people.class_2b.pk, ON) is None


def test_week_asks_as_often_for_three_visits_as_for_one(people: SmallSchool) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            week(people)
        return len(context)

    a_share(a_visit(people), people.ada, people)
    one = asked()
    a_share(a_visit(people, starts=600, ends=630), people.ben, people)
    a_share(a_visit(people, people.amara_staff, on=TUESDAY), people.ben, people)
    assert len([comer for each in week(people).dates for comer in each.comers]) == 3
    assert asked() == one
