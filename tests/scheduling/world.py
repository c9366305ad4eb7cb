"""A small world told through the actions: two schools, three classes, two therapists of whom one travels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.test import Client
from django_scopes import scope, scopes_disabled

from alongside.classrooms import actions as classrooms
from alongside.classrooms.actions import NewRoutine
from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Classroom, Room
from alongside.engine.solver import first_fit
from alongside.people import actions as people
from alongside.people.choices import Discipline, Relation, Role
from alongside.people.models import Account, Child, Organisation, School, StaffMember
from alongside.people.queries import viewer_of
from alongside.people.rules import Viewer
from alongside.plans import actions as plans
from alongside.plans.choices import Delivery
from alongside.plans.models import Service
from alongside.scheduling.actions import availability, builds
from alongside.scheduling.actions.publishing import publish
from alongside.scheduling.models import Build, PlanningTask, Timetable
from tests.factories import browser_of
from tests.factories.told_once import told_once

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, in the middle of the term."""
TODAY = NOW.date()
MONDAY = date(2026, 11, 30)
"""The Monday after it, from which weeks are built."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
PASSWORD = "a long password"
TERM = (date(2026, 9, 7), date(2026, 12, 19))

DAY = (
    (9 * 60, 9 * 60 + 30, RoutineKind.CIRCLE_TIME, PushIn.WELCOME, PullOut.AVOID),
    (9 * 60 + 30, 10 * 60 + 15, RoutineKind.WRITING, PushIn.WELCOME, PullOut.ALLOWED),
    (10 * 60 + 15, 10 * 60 + 30, RoutineKind.SNACK_RECESS, PushIn.NEVER, PullOut.NEVER),
    (10 * 60 + 30, 11 * 60 + 30, RoutineKind.CENTRES, PushIn.ALLOWED, PullOut.ALLOWED),
)
"""What every class does every morning."""


@dataclass
class World:
    """Everybody and everything, by name; `joy` runs the programme."""

    joy: Viewer
    schools: dict[str, School] = field(default_factory=dict)
    classes: dict[str, Classroom] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    room: Room | None = None
    task: PlanningTask | None = None

    @property
    def organisation(self) -> Organisation:
        return self.joy.organisation

    @property
    def both(self) -> list[School]:
        return list(self.schools.values())

    def viewer(self, name: str, on: date = TODAY) -> Viewer:
        """Somebody with an account, as she looks on a day."""
        viewer = viewer_of(self.accounts[name], on, self.organisation.pk)
        assert viewer is not None
        return viewer

    def browser(self, name: str) -> Client:
        """A browser in which somebody has signed in."""
        return browser_of(self.accounts[name])

    def ask(self, schools: list[School] | None = None, **asked: Any) -> Build:
        asked = {"for_on": MONDAY, "seconds": 1, "by": self.joy, "at": NOW} | asked
        return builds.ask_for_build(schools=schools or self.both, **asked)

    def draft(self, schools: list[School] | None = None, **asked: Any) -> Timetable:
        """A draft by the first fit, at once: these tests are about what becomes of it."""
        build = self.ask(schools, **asked)
        with patch.object(builds, "solve", lambda problem, **_given: first_fit(problem)):
            draft = builds.run_build(build=build, by=self.joy, at=NOW)
        assert draft is not None, build.sentence
        return draft

    def publish(self, draft: Timetable, holds_from: date = MONDAY, at: datetime = NOW) -> Timetable:
        return publish(draft=draft, holds_from=holds_from, by=self.joy, at=at)

    def published(self, holds_from: date = MONDAY) -> Timetable:
        """The week of a first draft on the wall."""
        name = ("published", self.organisation.pk, holds_from)
        return told_once(name, lambda: self.publish(self.draft(), holds_from))

    def service(self, child: str, discipline: Discipline, key: str, **terms: Any) -> Service:
        """One more service; its id says which it was, so that a first fit falls the same way each time."""
        number = UUID(int=(self.organisation.pk.int & ~0xFFFF) + len(self.services))
        usual: dict[str, Any] = {"sessions": 1, "minutes": 30, "delivery": Delivery.EITHER, "starts": TERM[0]}
        made = plans.add_service(
            id=number,
            child=self.children[child],
            discipline=discipline,
            by=self.joy,
            at=NOW,
            **(usual | terms),
        )
        self.services[key] = made
        return made


def told(name: str = "Lighthouse", where: str = "lighthouse") -> World:
    """The world of one organisation; another `name` and `where` make a second one that knows nothing of it."""
    return told_once(("world", name), lambda: _told(name, where))


def _told(name: str, where: str) -> World:
    with scopes_disabled():
        joy = people.found_organisation(
            name=name, time_zone="Europe/London", coordinator="Joy Amos", email=f"joy@{where}.example",
            password=PASSWORD, by=None, at=NOW,
        )  # fmt: skip
    world = World(joy)
    world.accounts["joy"] = joy.account
    with scope(organisation=joy.organisation):
        _schools(world)
        _people(world, where)
        _services(world)
    world.joy = world.viewer("joy")
    return world


def a_day(days: tuple[str, ...] = DAYS) -> list[NewRoutine]:
    """The same morning on each of these days."""
    return [
        NewRoutine(day, starts, ends, kind, str(kind.label), push_in, pull_out)
        for day in days
        for starts, ends, kind, push_in, pull_out in DAY
    ]


def _schools(world: World) -> None:
    by: dict[str, Any] = {"by": world.joy, "at": NOW}
    for name in ("Alder", "Birch"):
        school = world.schools[name] = people.add_school(name=name, **by)
        classrooms.set_cycle(
            school=school, kind=CycleKind.WEEKDAY, days=DAYS, weekdays=range(5), anchor_on=TERM[0], **by
        )
        classrooms.add_term(school=school, name="Autumn", starts=TERM[0], ends=TERM[1], **by)
    for name, school in (("1A", "Alder"), ("2A", "Alder"), ("1B", "Birch")):
        classroom = classrooms.add_classroom(school=world.schools[school], name=name, **by)
        classrooms.set_class_timetable(classroom=classroom, holds_from=TERM[0], routines=a_day(), **by)
        world.classes[name] = classroom
    world.room = classrooms.add_room(
        school=world.schools["Alder"],
        name="Blue room",
        openings=[(day, 9 * 60, 11 * 60 + 30) for day in DAYS],
        **by,
    )
    availability.set_travel(one=world.schools["Alder"], other=world.schools["Birch"], minutes=20, **by)


def _people(world: World, where: str) -> None:
    by: dict[str, Any] = {"by": world.joy, "at": NOW}
    alder, birch = world.schools["Alder"], world.schools["Birch"]
    morning = (9 * 60, 11 * 60 + 30)
    for name, role, discipline in (
        ("Ada", Role.THERAPIST, Discipline.OCCUPATIONAL),
        ("Ben", Role.THERAPIST, Discipline.SPEECH),
        ("Tom", Role.TEACHER, ""),
        ("Una", Role.TEACHER, ""),
    ):
        member = people.add_staff_member(
            role=role, given_name=name, family_name="Marsh", discipline=discipline, **by
        )
        world.staff[name] = member
        world.accounts[name] = people.give_account(
            person=member, email=f"{name.lower()}@{where}.example", password=PASSWORD, **by
        )
    availability.set_availability(
        staff=world.staff["Ada"], hours=[(day, *morning, alder) for day in DAYS], **by
    )
    ben = [("Mon", *morning, alder), ("Tue", *morning, birch), ("Thu", *morning, birch)]
    ben += [("Wed", 9 * 60, 10 * 60 + 15, alder), ("Wed", 10 * 60 + 30, 11 * 60 + 30, birch)]
    availability.set_availability(staff=world.staff["Ben"], hours=ben, **by)
    for teacher, classroom in (("Tom", "1A"), ("Una", "2A")):
        classrooms.post_teacher(
            classroom=world.classes[classroom], teacher=world.staff[teacher], starts=TERM[0], **by
        )
    for name, classroom in (("Noor", "1A"), ("Eli", "1A"), ("Mira", "2A"), ("Sami", "2A"), ("Wren", "1B")):
        world.children[name] = classrooms.add_child_to_class(
            classroom=world.classes[classroom], given_name=name, family_name="Vale", starts=TERM[0], **by
        )
    tie = people.add_guardian(child=world.children["Noor"], name="Gita Vale", relation=Relation.MOTHER, **by)
    world.accounts["Gita"] = people.give_account(
        person=tie.guardian, email=f"gita@{where}.example", password=PASSWORD, **by
    )
    world.task = availability.add_planning_task(
        staff=world.staff["Ada"], title="Planning with 1A", minutes=15, school=alder,
        classroom=world.classes["1A"], windows=[{"day": "Fri", "starts": 9 * 60, "ends": 11 * 60}], **by,
    )  # fmt: skip


def _services(world: World) -> None:
    world.service("Noor", Discipline.OCCUPATIONAL, "Noor OT", sessions=2, delivery=Delivery.PUSH_IN)
    world.service("Noor", Discipline.SPEECH, "Noor speech", delivery=Delivery.PULL_OUT, max_group=2)
    world.service("Eli", Discipline.OCCUPATIONAL, "Eli OT", delivery=Delivery.PUSH_IN)
    world.service("Mira", Discipline.SPEECH, "Mira speech", delivery=Delivery.PULL_OUT, max_group=2)
    world.service("Sami", Discipline.OCCUPATIONAL, "Sami OT", minutes=45, delivery=Delivery.PUSH_IN)
    world.service("Wren", Discipline.SPEECH, "Wren speech", sessions=2, minutes=20, delivery=Delivery.PUSH_IN)


def later(**passed: int) -> datetime:
    """So much later than `NOW`."""
    return NOW + timedelta(**passed)
