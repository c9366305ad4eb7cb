"""What is here already, read in as few queries as there are tables, for an import to be compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model, QuerySet

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import (
    Classroom,
    ClassTeacher,
    ClassTimetable,
    Enrolment,
    Routine,
    SchoolCycle,
)
from alongside.exchange.rules.roster import LIST_SOURCE
from alongside.exchange.rules.standing import (
    ChildHere,
    ClassHere,
    GuardianHere,
    PlaceHere,
    RosterHere,
    RoutineHere,
    ServiceHere,
    ServicesHere,
    StaffHere,
    TimetablesHere,
)
from alongside.people.choices import Role
from alongside.people.models import (
    Child,
    ExternalId,
    Guardian,
    Guardianship,
    School,
    StaffMember,
    TeamMembership,
)
from alongside.people.rules import Viewer
from alongside.plans.models import Service, ServiceTherapist


def _rows(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    return rows.values_list(*columns).iterator(chunk_size=5000)


def _of(model: type[Model], viewer: Viewer) -> QuerySet[Any]:
    """The organisation's rows: only who runs the programme compares a file with them."""
    rows = model._default_manager.filter(organisation=viewer.organisation)
    return rows if viewer.is_coordinator else rows.none()


def roster_here(viewer: Viewer, source: str) -> RosterHere:
    """Everything that a roster may speak of, and what the source's ids mean."""
    here = RosterHere()
    keys: dict[str, dict[str, UUID]] = defaultdict(dict)
    for id, kind, key, subject in _rows(
        _of(ExternalId, viewer).filter(source=source), "pk", "kind", "key", "subject_id"
    ):
        keys[kind][key] = subject
        here.key_rows[kind, key] = id
    here.keys = dict(keys)
    here.schools = dict(_of(School, viewer).values_list("pk", "name"))
    here.classes = _by_id(_of(Classroom, viewer), ClassHere)
    here.children = _by_id(_of(Child, viewer), ChildHere)
    here.staff = _by_id(_of(StaffMember, viewer), StaffHere)
    here.guardians = _by_id(_of(Guardian, viewer), GuardianHere)
    here.ties = {
        (child, guardian): id
        for id, child, guardian in _rows(_of(Guardianship, viewer), "pk", "child_id", "guardian_id")
    }
    places: dict[UUID, list[PlaceHere]] = defaultdict(list)
    enrolments = _of(Enrolment, viewer).order_by("starts")
    for row in _rows(enrolments, "pk", "classroom_id", "child_id", "starts", "ends"):
        places[row[2]].append(PlaceHere(*row))
    here.places = dict(places)
    posts: dict[tuple[UUID, UUID], list[PlaceHere]] = defaultdict(list)
    for row in _rows(_of(ClassTeacher, viewer), "pk", "classroom_id", "staff_id", "starts", "ends"):
        posts[row[1], row[2]].append(PlaceHere(*row))
    here.posts = dict(posts)
    return here


def _by_id(rows: QuerySet[Any], shape: Any) -> dict[UUID, Any]:
    return {row[0]: shape(*row[1:]) for row in _rows(rows, "pk", *shape._fields)}


def known_sources(viewer: Viewer, beginning: str) -> dict[str, list[tuple[str, str]]]:
    """The sources whose name begins so, each with the ids and names of its schools."""
    names = dict(_of(School, viewer).values_list("pk", "name"))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = _of(ExternalId, viewer).filter(source__startswith=beginning, kind="school")
    for source, key, subject in rows.values_list("source", "key", "subject_id"):
        if subject in names:
            found[source].append((key, names[subject]))
    return dict(found)


def timetables_here(viewer: Viewer, school: School | None) -> TimetablesHere:
    """The classes of one school with all their class timetables; an empty one, with an id to be, for a new school."""
    if school is None or not viewer.is_coordinator:
        return TimetablesHere(uuid4(), has_cycle=False)
    turning = classrooms.cycle_of(school)
    here = TimetablesHere(school.pk, turning is not None, tuple(turning.days) if turning else ())
    here.classes = _by_id(_of(Classroom, viewer).filter(school=school), ClassHere)
    routines: dict[UUID, list[RoutineHere]] = defaultdict(list)
    of_school = _of(Routine, viewer).filter(timetable__classroom__school=school)
    for row in _rows(of_school, "pk", "timetable_id", *RoutineHere._fields[2:]):
        routines[row[1]].append(RoutineHere(*row))
    dated: dict[UUID, dict[date, tuple[UUID, list[RoutineHere]]]] = defaultdict(dict)
    timetables = _of(ClassTimetable, viewer).filter(classroom__school=school)
    for id, classroom, holds_from in timetables.values_list("pk", "classroom_id", "holds_from"):
        dated[classroom][holds_from] = id, routines.get(id, [])
    here.timetables = dict(dated)
    return here


def services_here(viewer: Viewer, on: date) -> ServicesHere:
    """Children by name and id, their services that have not ended, the therapists and the teams."""
    here = ServicesHere()
    here.children = _by_id(_of(Child, viewer).exclude(leaves_on__lte=on), ChildHere)
    class_names = dict(_of(Classroom, viewer).values_list("pk", "name"))
    enrolments = _of(Enrolment, viewer).exclude(ends__lte=on).order_by("starts")
    here.class_names = {
        child: class_names[classroom] for child, classroom in _rows(enrolments, "child_id", "classroom_id")
    }
    by_key: dict[str, set[UUID]] = defaultdict(set)
    ids = _of(ExternalId, viewer).filter(kind="child")
    for source, key, subject in _rows(ids, "source", "key", "subject_id"):
        if subject in here.children:
            by_key[key.partition("/")[2] if source == LIST_SOURCE else key].add(subject)
    here.by_key = dict(by_key)
    therapists = _of(StaffMember, viewer).filter(role=Role.THERAPIST).exclude(leaves_on__lte=on)
    here.therapists = _by_id(therapists, StaffHere)
    services: dict[UUID, list[ServiceHere]] = defaultdict(list)
    for row in _rows(_of(Service, viewer).exclude(ends__lte=on), "pk", *ServiceHere._fields[1:]):
        services[row[1]].append(ServiceHere(*row))
    here.services = dict(services)
    named: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    for id, service, staff in _rows(_of(ServiceTherapist, viewer), "pk", "service_id", "staff_id"):
        named[service][staff] = id
    here.named = dict(named)
    teams = _of(TeamMembership, viewer).exclude(ends__lte=on) | _of(TeamMembership, viewer).filter(starts=on)
    here.teams = set(teams.values_list("child_id", "staff_id"))
    here.cycle_kinds = dict(_of(SchoolCycle, viewer).values_list("school_id", "kind"))
    return here
