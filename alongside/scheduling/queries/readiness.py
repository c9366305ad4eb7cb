"""What is missing before a timetable can be built, and what no timetable can give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, Routine
from alongside.engine.checks import Finding, findings
from alongside.engine.problem import Problem
from alongside.people import queries as people
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer
from alongside.plans import queries as plans
from alongside.plans.models import Service
from alongside.scheduling.models import Availability
from alongside.scheduling.queries.names import Named, named
from alongside.scheduling.queries.problems import schedule_problem
from alongside.wording import listed

if TYPE_CHECKING:
    from django.db.models import QuerySet

Where = Literal["roster", "timetable", "services", "therapists", "calendar"]


@dataclass(frozen=True)
class Gap:
    """Something to know before building: a sentence, where to mend it, and whether it stops the build."""

    sentence: str
    where: Where
    stops: bool = False
    sessions_lost: int = 0


@dataclass(frozen=True)
class Readiness:
    """What there is, and what is missing."""

    children: int
    services: int
    sessions: int
    classes: int
    classes_with_a_day: int
    therapists: int
    gaps: tuple[Gap, ...]

    @property
    def can_build(self) -> bool:
        return not any(gap.stops for gap in self.gaps)


@dataclass(frozen=True)
class SchoolFacts:
    """What has been brought in, whether or not a service needs it."""

    children: int
    classes: int
    with_day: int


def school_facts(viewer: Viewer) -> SchoolFacts:
    """Counts children, classes, and classes whose day is known."""
    classes = classrooms.classrooms_for(viewer)
    return SchoolFacts(
        children=classrooms.children_for(viewer).count(),
        classes=classes.count(),
        with_day=len(classrooms.timetable_ids_on(classes, viewer.on)),
    )


def readiness(viewer: Viewer, schools: Sequence[School], on: date) -> Readiness:
    """Counts what a build would work with, and says in sentences what is missing or cannot be met."""
    ids = {school.pk for school in schools}
    services = [each for each in plans.services_for(viewer, on) if each.child.school_id in ids]
    children = {service.child_id for service in services}
    class_of = classrooms.classroom_ids_of(people.all_children(viewer).filter(pk__in=children), on)
    wanted = Classroom.objects.filter(pk__in=set(class_of.values()))
    days = classrooms.routines_on(wanted, on)
    therapists = people.therapists_for(viewer).filter(
        pk__in=Availability.objects.filter(school__in=schools).values("staff")
    ) | people.therapists_for(viewer).filter(pk__in=Availability.objects.filter(school=None).values("staff"))
    gaps = [
        *_missing_facts(services, class_of, wanted, days, therapists.count()),
        *_missing_terms(viewer, schools),
    ]
    if not any(gap.stops for gap in gaps):
        gaps += _impossible(viewer, schools, on)
    return Readiness(
        children=len(children),
        services=len(services),
        sessions=sum(service.sessions for service in services),
        classes=wanted.count(),
        classes_with_a_day=sum(bool(day) for day in days.values()),
        therapists=therapists.count(),
        gaps=tuple(gaps),
    )


def _missing_terms(viewer: Viewer, schools: Sequence[School]) -> list[Gap]:
    """A week can be built without terms, but it has no dates: calendars would stay empty."""
    return [
        Gap(
            _("The terms of {school} are not known, so calendars stay empty. Write them down.").format(
                school=school.name
            ),
            "calendar",
        )
        for school in schools
        if not classrooms.terms_of(viewer, school).exists()
    ]


def _missing_facts(
    services: Sequence[Service],
    class_of: Mapping[UUID, UUID],
    wanted: QuerySet[Classroom],
    days: Mapping[UUID, Sequence[Routine]],
    therapists: int,
) -> list[Gap]:
    gaps = []
    if not services:
        gaps.append(
            Gap(
                _("No child has a service yet. Bring in the services, or add them by hand."), "services", True
            )
        )
    if not therapists:
        gaps.append(
            Gap(_("No therapist has working hours here yet. Say who works when."), "therapists", True)
        )
    without_class = {
        service.child_id: service.child.name for service in services if service.child_id not in class_of
    }
    for name in sorted(without_class.values()):
        gaps.append(
            Gap(_("{name} is in no class and is left out. Give {name} a class.").format(name=name), "roster")
        )
    without_day = [each.name for each in wanted if not days.get(each.pk)]
    if without_day and len(without_day) == wanted.count():
        gaps.append(
            Gap(_("Nothing can be built yet: we do not know what the classes do all day."), "timetable", True)
        )
    elif without_day:
        gaps.append(
            Gap(
                ngettext(
                    "We do not know what {names} does all day, so its children cannot be placed.",
                    "We do not know what {names} do all day, so their children cannot be placed.",
                    len(without_day),
                ).format(names=listed(sorted(without_day))),
                "timetable",
            )
        )
    return gaps


def _impossible(viewer: Viewer, schools: Sequence[School], on: date) -> list[Gap]:
    try:
        problem = schedule_problem(viewer, schools, on)
    except NotNow as refusal:
        return [Gap(refusal.sentence, "timetable", stops=True)]
    names = named(problem)
    return [
        Gap(said, "therapists", sessions_lost=each.sessions_lost)
        if (said := _without_hours(problem, each, names, schools))
        else Gap(each.sentence, "services", sessions_lost=each.sessions_lost)
        for each in findings(problem, names.by_id)
    ]


def _without_hours(problem: Problem, finding: Finding, names: Named, schools: Sequence[School]) -> str:
    """Who was named for a service that nobody can give, and why she cannot; empty for any other finding.

    The engine is told of nobody without hours here, so it can only say that a service has no therapist.
    """
    if len(finding.services) != 1 or finding.classrooms or problem.therapists_of(finding.services[0]):
        return ""
    service = names.services[finding.services[0]]
    staff = list(service.therapists.all())
    if not staff:
        return ""
    words = {"service": names.by_id[str(service.pk)], "names": listed(each.name for each in staff)}
    if Availability.objects.filter(staff__in=staff).exists():
        sentence = ngettext(
            "{service} is to be given by {names}, who has no working hours at {schools}. "
            "Write them down, or name another.",
            "{service} is to be given by {names}, who have no working hours at {schools}. "
            "Write them down, or name another.",
            len(staff),
        )
        return sentence.format(schools=listed(school.name for school in schools), **words)
    return ngettext(
        "{service} is to be given by {names}, who has no working hours. Write them down, or name another.",
        "{service} is to be given by {names}, who have no working hours. Write them down, or name another.",
        len(staff),
    ).format(**words)
