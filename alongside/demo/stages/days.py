"""The school year is known, and each class brings its day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from alongside.classrooms import actions
from alongside.classrooms import queries as known
from alongside.classrooms.choices import CycleKind
from alongside.demo.cast import CLASSES, DAYS
from alongside.demo.day import week_of
from alongside.demo.story import Story

WEEKS_OF_TERM, WEEKS_OF_HOLIDAY = 17, 2
HALF_TERM_WEEK = -4
"""The week without school, counted from the week in which the story is told."""


def is_told(story: Story) -> bool:
    schools = story.schools(story.coordinator(story.told_at))
    return bool(schools) and all(known.cycle_of(school) for school in schools.values())


@transaction.atomic
def tell(story: Story) -> None:
    at = story.moment(weeks=-12, days=1)
    by, dice = story.coordinator(at), story.dice("days")
    second_term = story.term_starts + timedelta(weeks=WEEKS_OF_TERM + WEEKS_OF_HOLIDAY)
    half_term = [story.monday + timedelta(weeks=HALF_TERM_WEEK, days=day) for day in range(len(DAYS))]
    for name, school in story.schools(by).items():
        actions.set_cycle(
            school=school,
            kind=CycleKind.WEEKDAY,
            days=DAYS,
            weekdays=range(len(DAYS)),
            anchor_on=story.term_starts,
            by=by,
            at=at,
        )
        for term, starts in (("First term", story.term_starts), ("Second term", second_term)):
            ends = starts + timedelta(weeks=WEEKS_OF_TERM, days=-2)
            actions.add_term(school=school, name=term, starts=starts, ends=ends, by=by, at=at)
        for on in half_term:
            actions.add_day_off(school=school, on=on, reason="Half term", by=by, at=at)
        training = story.monday + timedelta(weeks=1, days=4)
        actions.add_day_off(school=school, on=training, reason="Staff training", by=by, at=at)
        classrooms = story.classrooms(by)
        for classroom in CLASSES[name]:
            actions.set_class_timetable(
                classroom=classrooms[name, classroom],
                holds_from=story.term_starts,
                routines=week_of(name, classroom, dice),
                by=by,
                at=at,
            )
