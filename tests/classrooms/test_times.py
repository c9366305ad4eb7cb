"""A teacher says which times suit visits, of her own class, and the next build reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.classrooms import actions, queries
from alongside.classrooms.choices import PushIn
from alongside.classrooms.models import Routine
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, ON, SmallSchool, Stranger, a_day


def writing(people: SmallSchool, day: str = "Mon") -> Routine:
    [now] = queries.days_of(people.joy, people.class_2b)[:1]
    return now.routines.get(title="Writing", day=day)


def test_teacher_says_it_of_one_part_of_one_day(people: SmallSchool) -> None:
    said = actions.say_times(
        classroom=people.class_2b, routine=writing(people).pk, push_in=PushIn.NEVER, by=people.carla, at=AT
    )
    assert said == 1
    assert (writing(people).push_in, writing(people, "Tue").push_in) == (PushIn.NEVER, PushIn.WELCOME)


def test_or_of_that_lesson_on_every_day(people: SmallSchool) -> None:
    said = actions.say_times(
        classroom=people.class_2b,
        routine=writing(people).pk,
        push_in=PushIn.NEVER,
        on_every_day=True,
        by=people.carla,
        at=AT,
    )
    assert said == 5
    assert writing(people, "Fri").push_in == PushIn.NEVER
    assert Routine.objects.filter(timetable__classroom=people.class_2a, push_in=PushIn.NEVER).count() == 5


def test_class_day_to_come_takes_it_over(people: SmallSchool) -> None:
    later = actions.set_class_timetable(
        classroom=people.class_2b, holds_from=ON + timedelta(days=28), routines=a_day(), by=people.joy, at=AT
    )
    actions.say_times(
        classroom=people.class_2b, routine=writing(people).pk, push_in=PushIn.ALLOWED, by=people.carla, at=AT
    )
    assert later.routines.get(title="Writing", day="Mon").push_in == PushIn.ALLOWED


def test_coordinator_may_say_it_too(people: SmallSchool) -> None:
    said = actions.say_times(
        classroom=people.class_2b, routine=writing(people).pk, push_in=PushIn.NEVER, by=people.joy, at=AT
    )
    assert said == 1


def test_nobody_else_says_it(people: SmallSchool, stranger: Stranger) -> None:
    part = writing(people).pk
    for viewer in (people.hugo, people.mei, people.li):
        with pytest.raises(NotAllowed, match="Only the teacher of this class"):
            actions.say_times(classroom=people.class_2b, routine=part, push_in=PushIn.NEVER, by=viewer, at=AT)
    with scope(organisation=stranger.organisation), pytest.raises(NotNow, match="not there any more"):
        actions.say_times(
            classroom=people.class_2b, routine=part, push_in=PushIn.NEVER, by=stranger.stan, at=AT
        )
    assert writing(people).push_in == PushIn.WELCOME


def test_part_of_another_class_is_not_there(people: SmallSchool) -> None:
    other = Routine.objects.filter(timetable__classroom=people.class_2a).first()
    assert other is not None
    with pytest.raises(NotNow, match="not there any more"):
        actions.say_times(
            classroom=people.class_2b, routine=other.pk, push_in=PushIn.NEVER, by=people.carla, at=AT
        )
