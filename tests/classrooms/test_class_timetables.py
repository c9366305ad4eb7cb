"""A class's day holds from a date, never overlaps itself, and its past stays readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.classrooms import queries
from alongside.classrooms.actions import NewRoutine, set_class_timetable, set_routine_flags
from alongside.classrooms.choices import PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Classroom, ClassTimetable, Routine
from alongside.classrooms.rules import RoutineSpan, check_day_makes_sense
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, ON, SmallSchool, Stranger, a_day

LATER = ON + timedelta(weeks=4)


def _set(people: SmallSchool, *routines: NewRoutine) -> ClassTimetable:
    return set_class_timetable(
        classroom=people.class_2b, holds_from=LATER, routines=routines, by=people.joy, at=AT
    )


def _titles(people: SmallSchool, on: date) -> list[str]:
    day = queries.routines_on(Classroom.objects.filter(pk=people.class_2b.pk), on)
    return [routine.title for routine in day.get(people.class_2b.pk, []) if routine.day == "Mon"]


WRITING = NewRoutine("Mon", 540, 600, RoutineKind.WRITING, "Writing", PushIn.WELCOME, PullOut.AVOID)
MATHS = replace(WRITING, starts=600, ends=660, kind=RoutineKind.MATHS, title="Maths")


def test_class_timetable_holds_from_its_date_until_a_later_one(people: SmallSchool) -> None:
    _set(people, WRITING)
    assert _titles(people, LATER - timedelta(days=1)) == [each.title for each in a_day(("Mon",))]
    assert _titles(people, LATER) == ["Writing"]
    assert _titles(people, ON - timedelta(days=1)) == []


def test_class_timetable_written_again_for_a_date_replaces_that_one(people: SmallSchool) -> None:
    _set(people, WRITING)
    _set(people, MATHS)
    assert _titles(people, LATER) == ["Maths"]
    assert ClassTimetable.objects.filter(classroom=people.class_2b).count() == 2


def test_routines_that_touch_do_not_overlap(people: SmallSchool) -> None:
    assert _set(people, WRITING, MATHS).routines.count() == 2


def test_overlapping_routines_are_refused_and_named(people: SmallSchool) -> None:
    overlapping = replace(MATHS, starts=595)
    with pytest.raises(NotNow) as refusal:
        _set(people, overlapping, WRITING)
    assert refusal.value.sentence == (
        "On Mon Maths starts at 09:55, while Writing still runs. Move one of the two."
    )
    assert _titles(people, LATER) == [each.title for each in a_day(("Mon",))]


def test_routines_of_two_days_do_not_overlap(people: SmallSchool) -> None:
    assert _set(people, WRITING, replace(WRITING, day="Tue")).routines.count() == 2


@pytest.mark.parametrize(("starts", "ends"), [(600, 600), (600, 540), (1400, 1441)])
def test_routine_that_ends_before_it_starts_is_refused(people: SmallSchool, starts: int, ends: int) -> None:
    with pytest.raises(NotNow, match="Writing on Mon ends before it starts"):
        _set(people, replace(WRITING, starts=starts, ends=ends))


def test_database_refuses_a_routine_that_ends_before_it_starts(people: SmallSchool) -> None:
    timetable = _set(people, WRITING)
    for starts, ends in ((600, 600), (1400, 1441)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Routine.objects.create(
                organisation=people.organisation,
                timetable=timetable,
                day="Wed",
                starts=starts,
                ends=ends,
                kind=RoutineKind.MATHS,
                title="Maths",
                push_in=PushIn.ALLOWED,
                pull_out=PullOut.ALLOWED,
            )


def test_only_a_coordinator_writes_a_class_timetable(people: SmallSchool, stranger: Stranger) -> None:
    for viewer, reason in (
        (people.carla, "Only a coordinator"),
        (people.li, "Only a coordinator"),
        (stranger.stan, "another organisation"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            set_class_timetable(
                classroom=people.class_2b, holds_from=LATER, routines=[WRITING], by=viewer, at=AT
            )
    assert not ClassTimetable.objects.filter(holds_from=LATER).exists()


def test_routine_flags_are_corrected_one_by_one(people: SmallSchool, stranger: Stranger) -> None:
    routine = Routine.objects.filter(timetable__classroom=people.class_2b, title="Maths").first()
    assert routine is not None
    flags = {"kind": RoutineKind.SCIENCE_SOCIAL, "push_in": PushIn.NEVER, "pull_out": PullOut.NEVER}
    with pytest.raises(NotAllowed):
        set_routine_flags(routine=routine, by=people.carla, at=AT, **flags)
    with pytest.raises(NotAllowed):
        set_routine_flags(routine=routine, by=stranger.stan, at=AT, **flags)
    set_routine_flags(routine=routine, by=people.joy, at=AT, **flags)
    routine.refresh_from_db()
    assert {name: getattr(routine, name) for name in flags} == flags
    assert Routine.objects.filter(push_in=PushIn.NEVER, kind=RoutineKind.SCIENCE_SOCIAL).count() == 1


spans = st.builds(
    lambda day, starts, length: RoutineSpan(day, starts, starts + length, "Lesson"),
    st.sampled_from(["Mon", "Tue"]),
    st.integers(0, 1300),
    st.integers(1, 90),
)


@given(st.lists(spans, max_size=6))
def test_day_makes_sense_exactly_where_no_minute_is_taken_twice(day: list[RoutineSpan]) -> None:
    minutes = [(span.day, minute) for span in day for minute in range(span.starts, span.ends)]
    if len(minutes) == len(set(minutes)):
        check_day_makes_sense(day)
    else:
        with pytest.raises(NotNow):
            check_day_makes_sense(day)
