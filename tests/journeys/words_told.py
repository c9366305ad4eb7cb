"""A class with the same goal at school and at home, told into a journey's own database.

`python -m tests.journeys.words_told` writes it beside the server, in its environment: today is a school day whatever
the calendar says, Carla was given something to do with Ada in Writing, and Li at home. It prints what a journey needs.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: The two strategies of the library that are given: in Writing, and at dinner.
AT_SCHOOL, AT_HOME = "ot-slant-board", "slt-one-more-turn"


def tell() -> dict[str, str]:
    """Tells it, and returns Ada's id, the goal, and the password of all."""
    from django_scopes import scope

    from alongside.classrooms import actions as classes
    from alongside.classrooms.actions import NewRoutine
    from alongside.classrooms.choices import USUAL_FLAGS, CycleKind, RoutineKind
    from alongside.plans.choices import Who
    from alongside.strategies.actions.given import Choice, give_from_matrix
    from tests.factories import PASSWORD, small_school
    from tests.progress.recorded import ada_goal

    people = small_school()
    now = datetime.now(ZoneInfo(people.organisation.time_zone))
    by = people.as_on(people.joy, now.date())
    with scope(organisation=people.organisation):
        classes.add_term(
            school=people.school,
            name="Now",
            starts=now.date() - timedelta(days=7),
            ends=now.date() + timedelta(days=60),
            by=by,
            at=now,
        )
        classes.set_cycle(
            school=people.school,
            kind=CycleKind.WEEKDAY,
            days=DAYS,
            weekdays=range(7),
            anchor_on=now.date(),
            by=by,
            at=now,
        )
        writing = RoutineKind.WRITING
        classes.set_class_timetable(
            classroom=people.class_2b,
            holds_from=now.date(),
            routines=[NewRoutine(day, 540, 600, writing, "Writing", *USUAL_FLAGS[writing]) for day in DAYS],
            by=by,
            at=now,
        )
        goal = ada_goal(people)
        home = goal.version.home_routines.get()
        choices = [
            Choice(AT_SCHOOL, Who.TEACHER, kind=writing, lineage=goal.lineage),
            Choice(AT_HOME, Who.FAMILY, home=home.name, lineage=goal.lineage),
        ]
        give_from_matrix(child=people.ada, choices=choices, by=by, at=now)
    return {"ada": str(people.ada.pk), "goal": goal.title, "password": PASSWORD}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(tell()))
