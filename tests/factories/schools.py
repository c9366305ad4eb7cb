"""A small school with everybody in it, and a stranger's beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.actions import NewRoutine
from alongside.classrooms.choices import USUAL_FLAGS, CycleKind, RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people import actions, queries
from alongside.people.choices import Discipline, Relation, Role
from alongside.people.models import Child, Guardianship, Organisation, School, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans import actions as plans
from alongside.plans.choices import Delivery
from alongside.plans.models import Service
from alongside.scheduling.actions import availability
from tests.factories.told_once import told_once

AT = datetime(2025, 9, 8, 9, 0, tzinfo=UTC)
"""A Monday morning in term, when everything here is done; long past, so that today finds it done."""
ON = AT.date()
PASSWORD = "right by the river"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


@dataclass(frozen=True)
class SmallSchool:
    """One school with two classes, and each kind of person once or twice."""

    organisation: Organisation
    school: School
    class_2a: Classroom
    class_2b: Classroom
    ada: Child
    ben: Child
    cem: Child
    dao: Child
    joy: Viewer
    mei: Viewer
    amara: Viewer
    carla: Viewer
    hugo: Viewer
    li: Viewer
    mei_staff: StaffMember
    amara_staff: StaffMember
    carla_staff: StaffMember
    hugo_staff: StaffMember
    li_tie: Guardianship
    mei_place: TeamMembership
    ada_ot: Service
    ada_speech: Service
    cem_speech: Service

    def as_on(self, viewer: Viewer, on: date) -> Viewer:
        """The same person, asking on another day."""
        seen = queries.viewer_of(viewer.account, on, self.organisation.pk)
        assert seen is not None
        return seen


@dataclass(frozen=True)
class Stranger:
    """Another organisation: Stan runs it, and nothing of the first is his."""

    organisation: Organisation
    stan: Viewer
    school: School
    classroom: Classroom
    child: Child


def founded(
    name: str = "Riverside", coordinator: str = "Joy Adeyemi", email: str = "joy@riverside.example"
) -> Viewer:
    """A new organisation; its coordinator is returned."""
    return actions.found_organisation(
        name=name,
        time_zone="Europe/London",
        coordinator=coordinator,
        email=email,
        password=PASSWORD,
        by=None,
        at=AT,
    )


def a_day(days: tuple[str, ...] = DAYS) -> list[NewRoutine]:
    """A plain day, the same on each of `days`: circle, writing, recess, maths, lunch, centres, story."""
    parts = (
        (8 * 60 + 30, 9 * 60, RoutineKind.CIRCLE_TIME, "Meeting"),
        (9 * 60, 10 * 60, RoutineKind.WRITING, "Writing"),
        (10 * 60, 10 * 60 + 20, RoutineKind.SNACK_RECESS, "Recess"),
        (10 * 60 + 20, 11 * 60 + 30, RoutineKind.MATHS, "Maths"),
        (11 * 60 + 30, 12 * 60 + 10, RoutineKind.LUNCH, "Lunch"),
        (12 * 60 + 10, 13 * 60 + 40, RoutineKind.CENTRES, "Centres"),
        (13 * 60 + 40, 14 * 60, RoutineKind.READ_ALOUD, "Story"),
    )
    return [
        NewRoutine(day, starts, ends, kind, title, *USUAL_FLAGS[kind])
        for day in days
        for starts, ends, kind, title in parts
    ]


def a_class(
    school: School, name: str, teacher: StaffMember | None = None, *, by: Viewer, at: datetime = AT
) -> Classroom:
    """A class with the plain day, and its teacher where one is given."""
    classroom = classrooms.add_classroom(school=school, name=name, year_group="Year 2", by=by, at=at)
    classrooms.set_class_timetable(classroom=classroom, holds_from=ON, routines=a_day(), by=by, at=at)
    if teacher:
        classrooms.post_teacher(classroom=classroom, teacher=teacher, starts=ON, by=by, at=at)
    return classroom


def a_child(
    classroom: Classroom, given_name: str, family_name: str = "Lund", *, by: Viewer, at: datetime = AT
) -> Child:
    """A child who is in the class from `ON`."""
    child = actions.add_child(
        school=classroom.school, given_name=given_name, family_name=family_name, by=by, at=at
    )
    classrooms.enrol(classroom=classroom, children=[child], starts=ON, by=by, at=at)
    return child


def a_therapist(
    given_name: str,
    discipline: Discipline,
    school: School,
    family_name: str = "Okafor",
    *,
    by: Viewer,
    at: datetime = AT,
) -> StaffMember:
    """A therapist who is at the school all week, from 8:30 to 14:30."""
    therapist = actions.add_staff_member(
        role=Role.THERAPIST,
        discipline=discipline,
        given_name=given_name,
        family_name=family_name,
        by=by,
        at=at,
    )
    hours = [(day, 8 * 60 + 30, 14 * 60 + 30, school) for day in DAYS]
    availability.set_availability(staff=therapist, hours=hours, by=by, at=at)
    return therapist


def a_service(
    child: Child, discipline: Discipline, *, by: Viewer, at: datetime = AT, **terms: Any
) -> Service:
    """Two sessions of 30 minutes a week, either in class or outside, from `ON`."""
    usual = {"sessions": 2, "minutes": 30, "delivery": Delivery.EITHER, "max_group": 2, "starts": ON}
    return plans.add_service(child=child, discipline=discipline, by=by, at=at, **(usual | terms))


def _viewer(person: Any, email: str, by: Viewer) -> Viewer:
    account = actions.give_account(person=person, email=email, password=PASSWORD, by=by, at=AT)
    viewer = queries.viewer_of(account, ON, by.organisation.pk)
    assert viewer is not None
    return viewer


def _teacher(given_name: str, family_name: str, by: Viewer) -> StaffMember:
    return actions.add_staff_member(
        role=Role.TEACHER, given_name=given_name, family_name=family_name, by=by, at=AT
    )


def small_school() -> SmallSchool:
    """Riverside and everybody in it."""
    return told_once("small school", _told_school)


def _told_school() -> SmallSchool:
    joy = founded()
    with scope(organisation=joy.organisation):
        school = actions.add_school(name="River School", by=joy, at=AT)
        classrooms.set_cycle(school=school, kind=CycleKind.WEEKDAY, days=DAYS, anchor_on=ON, by=joy, at=AT)
        classrooms.add_term(school=school, name="Autumn", starts=ON, ends=date(2025, 12, 20), by=joy, at=AT)
        classrooms.add_room(
            school=school,
            name="Therapy room",
            openings=[(day, 8 * 60 + 30, 14 * 60) for day in DAYS],
            by=joy,
            at=AT,
        )
        carla, hugo = _teacher("Carla", "Ferreira", joy), _teacher("Hugo", "Haas", joy)
        class_2a = a_class(school, "2A", hugo, by=joy)
        class_2b = a_class(school, "2B", carla, by=joy)
        ada, ben = a_child(class_2b, "Ada", by=joy), a_child(class_2b, "Ben", by=joy)
        cem, dao = a_child(class_2a, "Cem", by=joy), a_child(class_2a, "Dao", by=joy)
        mei = a_therapist("Mei", Discipline.OCCUPATIONAL, school, "Tan", by=joy)
        amara = a_therapist("Amara", Discipline.SPEECH, school, by=joy)
        actions.join_teams(places=[(ada, mei)], by=joy, at=AT)
        tie = actions.add_guardian(child=ada, name="Li Lund", relation=Relation.FATHER, by=joy, at=AT)
        return SmallSchool(
            organisation=joy.organisation,
            school=school,
            class_2a=class_2a,
            class_2b=class_2b,
            ada=ada,
            ben=ben,
            cem=cem,
            dao=dao,
            joy=joy,
            mei=_viewer(mei, "mei@riverside.example", joy),
            amara=_viewer(amara, "amara@riverside.example", joy),
            carla=_viewer(carla, "carla@riverside.example", joy),
            hugo=_viewer(hugo, "hugo@riverside.example", joy),
            li=_viewer(tie.guardian, "li@riverside.example", joy),
            mei_staff=mei,
            amara_staff=amara,
            carla_staff=carla,
            hugo_staff=hugo,
            li_tie=tie,
            mei_place=TeamMembership.objects.get(child=ada, staff=mei),
            ada_ot=a_service(ada, Discipline.OCCUPATIONAL, by=joy),
            ada_speech=a_service(ada, Discipline.SPEECH, sessions=1, by=joy),
            cem_speech=a_service(cem, Discipline.SPEECH, by=joy),
        )


def strange_school() -> Stranger:
    """Stan's organisation, which has a class and a child of the same names."""
    return told_once("strange school", _told_stranger)


def _told_stranger() -> Stranger:
    stan = founded("Hillside", "Stan Strange", "stan@hillside.example")
    with scope(organisation=stan.organisation):
        school = actions.add_school(name="Hill School", by=stan, at=AT)
        classroom = a_class(school, "2B", by=stan)
        child = a_child(classroom, "Ada", by=stan)
    return Stranger(stan.organisation, stan, school, classroom, child)
