"""A morning in 2B, told into a journey's own database: Rosa comes, there is something to do, and a draft lies ready.

`python -m tests.journeys.class_morning` tells it; `… uses` prints what the teacher has said as JSON, `… moved` moves a
visit of 2B in the draft, and `… stranger` founds another organisation. It runs beside the server, in its environment.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch
from zoneinfo import ZoneInfo

import django

if TYPE_CHECKING:  # Our models cannot be imported before Django is ready, so each part imports what it makes.
    from alongside.people.models import School
    from alongside.people.rules import Viewer

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: From which minute to which 2B does what, on the morning of the journey.
MORNING = (
    (8 * 60 + 30, 9 * 60, "circle_time", "Meeting"),
    (9 * 60, 10 * 60, "writing", "Writing"),
    (10 * 60, 11 * 60, "maths", "Maths"),
    (11 * 60, 11 * 60 + 40, "lunch", "Lunch"),
)
#: For whom, in which routine, what: the words are the journey's own, the strategies those of the library.
TO_DO = (
    ("Mei-Ling", "writing", "ot-slant-board", "Point to her checklist. Wait five seconds. Then point again."),
    ("Kofi", "writing", "ot-comfort-not-grip", "Slant board and wedge cushion, before he sits."),
    ("Ngọc", "maths", "ot-copy-beside-page", "Break card by her left hand. When she asks, say yes."),
)
FOR_ALL = ("writing", "ot-highlighted-lines", "Lined paper for everybody who wants it.")


def tell() -> None:
    """A school day, whatever the calendar says of it, with Rosa in Writing and four things to do."""
    from alongside.capture.models import DatedSession, DatedVisit
    from alongside.classrooms import actions as classes
    from alongside.classrooms.actions import NewRoutine
    from alongside.classrooms.choices import USUAL_FLAGS, CycleKind, RoutineKind
    from alongside.classrooms.models import Classroom, DayOff
    from alongside.people import queries as people
    from alongside.people.models import Account, Child, StaffMember
    from alongside.plans.choices import Who
    from alongside.plans.models import Service
    from alongside.strategies.actions.given import Choice, give, give_to_class

    joy = Account.objects.get(email="joy@two-bridges.example")
    by = people.viewer_of(joy, datetime.now(ZoneInfo("Europe/London")).date())
    assert by is not None
    at = datetime.now(ZoneInfo("Europe/London"))
    classroom = Classroom.objects.get(name="2B", organisation=by.organisation)
    school = classroom.school
    DayOff.objects.filter(school=school, on=at.date()).delete()
    schools = list(people.schools_for(by))
    for each in schools:
        classes.set_cycle(
            school=each,
            kind=CycleKind.WEEKDAY,
            days=DAYS,
            weekdays=range(7),
            anchor_on=at.date(),
            by=by,
            at=at,
        )
    classes.set_class_timetable(
        classroom=classroom,
        holds_from=at.date(),
        routines=[
            NewRoutine(day, starts, ends, RoutineKind(kind), title, *USUAL_FLAGS[RoutineKind(kind)])
            for day in DAYS
            for starts, ends, kind, title in MORNING
        ],
        by=by,
        at=at,
    )
    rosa = StaffMember.objects.get(account__email="rosa@two-bridges.example")
    children = {
        each.given_name: each
        for each in Child.objects.filter(enrolments__classroom=classroom, enrolments__ends=None)
    }
    visit = DatedVisit.objects.create(
        organisation=by.organisation,
        staff=rosa,
        school=school,
        on=at.date(),
        starts=9 * 60,
        ends=9 * 60 + 30,
        mode="push_in",
        classroom=classroom,
        routine="Writing",
        routine_kind="writing",
        role="alternative",
    )
    kofi = children["Kofi"]
    service = Service.objects.filter(child=kofi).first()
    assert service is not None, "Kofi has a service."
    DatedSession.objects.create(
        organisation=by.organisation,
        visit=visit,
        child=kofi,
        discipline=service.discipline,
        service=service,
        planned_minutes=30,
    )
    for name, kind, strategy, do in TO_DO:
        choice = Choice(strategy, Who.TEACHER, kind=kind, do=do, why="So that it goes on without a voice.")
        give(child=children[name], choice=choice, by=by, at=at)
    kind, strategy, do = FOR_ALL
    choice = Choice(strategy, Who.TEACHER, kind=kind, do=do)
    give_to_class(classroom=classroom, choice=choice, by=by, at=at)
    a_draft(schools, by, at)


def a_draft(schools: list[School], by: Viewer, at: datetime) -> None:
    """A draft by the first fit, at once: this journey is about what becomes of it."""
    from alongside.engine.solver import first_fit
    from alongside.scheduling.actions import builds

    monday = at.date() + timedelta(days=7 - at.weekday())
    build = builds.ask_for_build(schools=schools, for_on=monday, seconds=1, by=by, at=at)
    with patch.object(builds, "solve", lambda problem, **_given: first_fit(problem)):
        assert builds.run_build(build=build, by=by, at=at) is not None, build.sentence


def uses() -> list[dict[str, object]]:
    """Everything that the teacher has said, what she took back too, in the order of saying."""
    from alongside.strategies.models import Use

    return [
        {
            "child": row.assignment.child.given_name if row.assignment.child else "",
            "used": row.was_used,
            "went": row.went,
            "back": row.taken_back_at is not None,
        }
        for row in Use.objects.select_related("assignment__child").order_by("said_at")
    ]


def moved() -> None:
    """The first visit of 2B in the draft that can stand elsewhere goes to its best other place."""
    from alongside.classrooms.models import Classroom
    from alongside.people import queries as people
    from alongside.people.models import Account
    from alongside.scheduling.actions.drafts import move_visit
    from alongside.scheduling.models import Proposal
    from alongside.scheduling.queries.boards import places_for_visit
    from alongside.scheduling.queries.documents import answer_of

    draft = Proposal.objects.get().timetable
    at = datetime.now(ZoneInfo("Europe/London"))
    by = people.viewer_of(Account.objects.get(email="joy@two-bridges.example"), at.date())
    assert by is not None
    classroom = str(Classroom.objects.get(name="2B", organisation=by.organisation).pk)
    number, place = next(
        (number, place)
        for number, visit in enumerate(answer_of(draft).visits)
        if visit.place == classroom
        for place in places_for_visit(draft, number)
        if (place["day"], place["start"]) != (visit.day, visit.start)
    )
    move_visit(
        draft=draft,
        visit=number,
        day=place["day"],
        start=place["start"],
        mode=place["mode"],
        place=place["place"],
        revision=draft.revision,
        by=by,
        at=at,
    )


def a_stranger() -> None:
    """Another organisation, whose coordinator signs in with the demo's password."""
    from alongside.demo.cast import PASSWORD
    from alongside.people.actions import found_organisation

    found_organisation(
        name="Elsewhere",
        time_zone="Europe/London",
        coordinator="Stan Strange",
        email="stan@elsewhere.example",
        password=PASSWORD,
        by=None,
        at=datetime.now(ZoneInfo("Europe/London")),
    )


if __name__ == "__main__":
    django.setup()
    from django_scopes import scope, scopes_disabled

    from alongside.people.queries import organisation_named

    with scopes_disabled():
        two_bridges = organisation_named("Two Bridges")
        if sys.argv[1:] == ["stranger"]:
            a_stranger()
            sys.exit()
    with scope(organisation=two_bridges):
        if sys.argv[1:] == ["uses"]:
            print(json.dumps(uses()))
        elif sys.argv[1:] == ["moved"]:
            moved()
        else:
            tell()
