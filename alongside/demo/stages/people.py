"""Nine therapists come, with their hours and limits; rooms open; planning with teachers asks for its place."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import transaction

from alongside.classrooms import actions as classrooms
from alongside.classrooms import queries as known_classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Routine
from alongside.demo.cast import (
    CANAL,
    DAYS,
    NORTH,
    PASSWORD,
    ROOMS,
    THERAPISTS,
    TRAVEL_MINUTES,
    Therapist,
)
from alongside.demo.day import BELLS
from alongside.demo.story import Story
from alongside.people import actions as people
from alongside.people import queries as known
from alongside.people.choices import Role
from alongside.people.models import School, StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.actions import availability

#: Lessons that another teacher gives, in which the class's own can sit down with a therapist.
FREE_FOR_THE_TEACHER = {RoutineKind.ART, RoutineKind.MUSIC, RoutineKind.PE, RoutineKind.COMPUTING}

PLANNING_MINUTES = (15, 15, 20, 30)
"""Most teams have less than half an hour a week, and a quarter of them less than 15 minutes."""

PLANS_PER_THERAPIST = 3


def is_told(story: Story) -> bool:
    return known.therapists_for(story.coordinator(story.told_at)).exists()


@transaction.atomic
def tell(story: Story) -> None:
    at = story.moment(weeks=-12, days=2)
    by, dice = story.coordinator(at), story.dice("people")
    schools = story.schools(by)
    availability.set_travel(one=schools[NORTH], other=schools[CANAL], minutes=TRAVEL_MINUTES, by=by, at=at)
    for name, rooms in ROOMS.items():
        for room in rooms:
            classrooms.add_room(school=schools[name], name=room, openings=_openings(name, dice), by=by, at=at)
    days = _days(story, by)
    for therapist in THERAPISTS:
        staff = _come(therapist, schools, by, at)
        _plan_with_teachers(therapist, staff, days, dice, by, at)


def _openings(school: str, dice: Random) -> list[tuple[str, int, int]]:
    """All day, but for an hour of one day that belongs to somebody else."""
    bells = BELLS[school]
    taken = dice.choice(DAYS)
    noon = 12 * 60
    return [
        opening
        for day in DAYS
        for opening in (
            [(day, bells.opens, noon - 60), (day, noon, bells.closes)]
            if day == taken
            else [(day, bells.opens, bells.closes)]
        )
    ]


def _come(therapist: Therapist, schools: dict[str, School], by: Viewer, at: datetime) -> StaffMember:
    person = therapist.person
    staff = people.add_staff_member(
        role=Role.THERAPIST,
        discipline=therapist.discipline,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.address,
        by=by,
        at=at,
    )
    hours = [
        (day, span.starts, span.ends, schools[span.school]) for span in therapist.hours for day in span.days
    ]
    availability.set_availability(staff=staff, hours=hours, by=by, at=at)
    availability.set_limits(staff=staff, max_direct_minutes_per_cycle=therapist.direct_minutes, by=by, at=at)
    if person.email:
        people.give_account(person=staff, email=person.address, password=PASSWORD, by=by, at=at)
    return staff


def _days(story: Story, by: Viewer) -> dict[Classroom, list[Routine]]:
    """Each class with its week."""
    classes = known_classrooms.classrooms_for(by)
    routines = known_classrooms.routines_on(classes, story.monday)
    return {each: routines[each.pk] for each in classes}


def _plan_with_teachers(
    therapist: Therapist,
    staff: StaffMember,
    days: dict[Classroom, list[Routine]],
    dice: Random,
    by: Viewer,
    at: datetime,
) -> None:
    """A few teachers whom the therapist plans with, while somebody else teaches their class."""
    here = [each for each in days if _windows(therapist, each, days[each], max(PLANNING_MINUTES))]
    for classroom in dice.sample(sorted(here, key=str), PLANS_PER_THERAPIST):
        minutes = dice.choice(PLANNING_MINUTES)
        availability.add_planning_task(
            staff=staff,
            title=f"Planning with {classroom.name}’s teacher",
            minutes=minutes,
            school=classroom.school,
            classroom=classroom,
            windows=_windows(therapist, classroom, days[classroom], minutes),
            by=by,
            at=at,
        )


def _windows(
    therapist: Therapist, classroom: Classroom, routines: list[Routine], minutes: int
) -> list[dict[str, str | int]]:
    """Where the teacher is free while the therapist is at the school, at least so long."""
    spans = [
        span
        for routine in routines
        if routine.kind in FREE_FOR_THE_TEACHER
        for span in _while_there(therapist, classroom.school.name, routine)
    ]
    return [
        {"day": day, "starts": starts, "ends": ends}
        for day, starts, ends in spans
        if ends - starts >= minutes
    ]


def _while_there(therapist: Therapist, school: str, routine: Routine) -> list[tuple[str, int, int]]:
    """The part of a lesson in which the therapist is at that school."""
    spans = [
        (routine.day, max(routine.starts, span.starts), min(routine.ends, span.ends))
        for span in therapist.hours
        if span.school == school and routine.day in span.days
    ]
    return [span for span in spans if span[1] < span[2]]
