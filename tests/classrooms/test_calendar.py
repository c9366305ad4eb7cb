"""A school's terms, days off, cycle and rooms: what makes no sense is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.classrooms import actions, queries
from alongside.classrooms.actions import SubjectMeaning
from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Room, Routine, SubjectRule, Term
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger

Act = Callable[[SmallSchool, Viewer], object]
ACTS: dict[str, Act] = {
    "set_cycle": lambda people, by: actions.set_cycle(
        school=people.school, kind=CycleKind.ROTATION, days=("A", "B"), anchor_on=ON, by=by, at=AT
    ),
    "add_term": lambda people, by: actions.add_term(
        school=people.school, name="Spring", starts=date(2026, 1, 5), ends=date(2026, 4, 2), by=by, at=AT
    ),
    "add_day_off": lambda people, by: actions.add_day_off(
        school=people.school, on=ON, reason="Snow", by=by, at=AT
    ),
    "add_classroom": lambda people, by: actions.add_classroom(
        school=people.school, name="3A", by=by, at=AT, max_visitors=2
    ),
    "set_visit_limits": lambda people, by: actions.set_visit_limits(
        classroom=people.class_2a, max_visitors=2, max_visits_per_day=3, by=by, at=AT
    ),
    "enrol": lambda people, by: actions.enrol(
        classroom=people.class_2a, children=[people.ada], starts=ON, by=by, at=AT
    ),
    "post_teacher": lambda people, by: actions.post_teacher(
        classroom=people.class_2a, teacher=people.carla_staff, starts=ON, by=by, at=AT
    ),
    "add_room": lambda people, by: actions.add_room(
        school=people.school, name="Library", openings=[("Mon", 540, 600)], by=by, at=AT
    ),
    "remove_term": lambda people, by: actions.remove_term(term=Term.objects.get(), by=by, at=AT),
    "set_room_openings": lambda people, by: actions.set_room_openings(
        room=Room.objects.get(), openings=[("Mon", 540, 600)], by=by, at=AT
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_coordinator_may_and_leaves_one_event(people: SmallSchool, act: Act) -> None:
    before = AuditEvent.objects.count()
    act(people, people.joy)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.parametrize("who", ["mei", "carla", "li"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_others_may_not_and_leave_nothing(people: SmallSchool, act: Act, who: str) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        act(people, getattr(people, who))
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_stranger_may_not_touch_what_is_ours(people: SmallSchool, stranger: Stranger, act: Act) -> None:
    with pytest.raises(NotAllowed, match="another organisation"):
        act(people, stranger.stan)


def test_term_ends_after_it_starts(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Give Spring a later end"):
        actions.add_term(school=people.school, name="Spring", starts=ON, ends=ON, by=people.joy, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(
            organisation=people.organisation, school=people.school, name="x", starts=ON, ends=ON
        )


def test_terms_adjoin_but_do_not_overlap(people: SmallSchool) -> None:
    autumn = Term.objects.get()
    end = autumn.ends + timedelta(days=70)
    with pytest.raises(NotNow, match="These dates overlap with Autumn"):
        actions.add_term(
            school=people.school,
            name="Spring",
            starts=autumn.ends - timedelta(days=1),
            ends=end,
            by=people.joy,
            at=AT,
        )
    actions.add_term(school=people.school, name="Spring", starts=autumn.ends, ends=end, by=people.joy, at=AT)
    assert autumn.last == autumn.ends - timedelta(days=1)


def test_cycle_that_makes_no_sense_is_refused(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="Two days of a cycle have the same name"):
        actions.set_cycle(
            school=people.school,
            kind=CycleKind.WEEKDAY,
            days=("Mon", "Mon"),
            anchor_on=ON,
            by=people.joy,
            at=AT,
        )


def test_calendar_knows_terms_and_days_off(people: SmallSchool) -> None:
    actions.add_days_off(
        school=people.school,
        first=ON + timedelta(days=1),
        last=ON + timedelta(days=2),
        reason="Fair",
        by=people.joy,
        at=AT,
    )
    calendar = queries.calendar_of(people.school)
    assert calendar is not None
    days = [calendar.cycle_day_on(ON + timedelta(days=number)) for number in range(-3, 4)]
    assert days == [None, None, None, "Mon", None, None, "Thu"]


def test_day_off_taken_back_is_a_school_day(people: SmallSchool) -> None:
    day = actions.add_day_off(school=people.school, on=ON, reason="Snow", by=people.joy, at=AT)
    actions.add_day_off(school=people.school, on=ON, reason="Still snow", by=people.joy, at=AT)
    assert [each.reason for each in queries.days_off_of(people.joy, people.school)] == ["Still snow"]
    actions.remove_day_off(day_off=day, by=people.joy, at=AT)
    calendar = queries.calendar_of(people.school)
    assert calendar is not None
    assert calendar.cycle_day_on(ON) == "Mon"


def test_days_off_end_after_they_begin_and_are_no_term(people: SmallSchool) -> None:
    for last, reason in (
        (ON - timedelta(days=1), "lies before the first"),
        (ON + timedelta(days=93), "three months"),
    ):
        with pytest.raises(NotNow, match=reason):
            actions.add_days_off(school=people.school, first=ON, last=last, reason="x", by=people.joy, at=AT)


def test_school_without_terms_has_no_calendar(people: SmallSchool) -> None:
    actions.remove_term(term=Term.objects.get(), by=people.joy, at=AT)
    assert queries.calendar_of(people.school) is None


def test_class_and_room_have_a_name_of_their_own_in_any_case(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="River School has a class 2b already"):
        actions.add_classroom(school=people.school, name="2b", by=people.joy, at=AT)
    with pytest.raises(NotNow, match="River School has a room THERAPY room already"):
        actions.add_room(school=people.school, name="THERAPY room", openings=[], by=people.joy, at=AT)


def test_room_closes_after_it_opens(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="A room closes after it opens"):
        actions.set_room_openings(room=Room.objects.get(), openings=[("Mon", 600, 600)], by=people.joy, at=AT)


def test_subjects_are_remembered_in_any_case_and_once(people: SmallSchool, stranger: Stranger) -> None:
    first = SubjectMeaning(RoutineKind.PE, PushIn.NEVER, PullOut.NEVER)
    second = SubjectMeaning(RoutineKind.PE, PushIn.ALLOWED, PullOut.AVOID, [{"minutes": 20, "kind": "pe"}])
    actions.remember_subjects(meanings={"Gym": first}, by=people.joy, at=AT)
    actions.remember_subjects(meanings={"GYM": second}, by=people.joy, at=AT)
    assert SubjectRule.objects.count() == 1
    assert queries.subject_rules(people.joy)["gym"].parts == second.parts
    assert queries.subject_rules(stranger.stan) == {}


def test_flags_by_title_are_corrected_here_or_everywhere(people: SmallSchool) -> None:
    closed = SubjectMeaning(RoutineKind.MATHS, PushIn.NEVER, PullOut.NEVER)
    count = actions.set_flags_by_title(
        classroom=people.class_2b, meanings={"Maths": closed}, by=people.joy, at=AT
    )
    assert count == 5
    assert not Routine.objects.filter(
        timetable__classroom=people.class_2a, title="Maths", push_in=PushIn.NEVER
    ).exists()
    count = actions.set_flags_by_title(
        classroom=people.class_2b, meanings={"Maths": closed}, everywhere={"Maths"}, by=people.joy, at=AT
    )
    assert count == 10
