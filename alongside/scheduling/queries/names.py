"""What the ids, days and words in a problem are called, so that the engine's sentences can be read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Room
from alongside.classrooms.rules import day_in_words
from alongside.engine.problem import Problem
from alongside.people.choices import MARKS, THERAPIES, Discipline
from alongside.people.models import Child, School, StaffMember
from alongside.plans.models import Service
from alongside.scheduling.models import PlanningTask

#: How a child's service of a discipline is said: "Maya's speech".
SPOKEN = {
    Discipline.OCCUPATIONAL: gettext_noop("{child}’s occupational therapy"),
    Discipline.SPEECH: gettext_noop("{child}’s speech"),
    Discipline.BEHAVIOUR: gettext_noop("{child}’s behaviour support"),
}


@dataclass(frozen=True)
class Named:
    """The rows behind the ids of one problem, its days, and the sentences' names for them all."""

    days: tuple[str, ...]
    schools: dict[str, School]
    therapists: dict[str, StaffMember]
    classrooms: dict[str, Classroom]
    rooms: dict[str, Room]
    children: dict[str, Child]
    services: dict[str, Service]
    tasks: dict[str, PlanningTask]

    @property
    def by_id(self) -> dict[str, str]:
        """What `engine` calls an id, a day of the cycle, a routine kind or a discipline, in the reader's language."""
        names = {day: day_in_words(day) for day in self.days}
        names |= {str(each): str(each.label) for each in RoutineKind}
        names |= {str(each): str(THERAPIES[each]) for each in Discipline}
        names |= {
            key: row.name
            for rows in (self.schools, self.therapists, self.classrooms, self.rooms, self.children)
            for key, row in rows.items()
        }
        for key, service in self.services.items():
            names[key] = _(SPOKEN[Discipline(service.discipline)]).format(child=service.child.name)
        names |= {key: task.title for key, task in self.tasks.items()}
        return names

    def mark_of(self, service: str) -> str:
        return MARKS[Discipline(self.services[service].discipline)]


def named(problem: Problem) -> Named:
    """Seven queries, whatever the size. Rows that have gone since are left out."""

    def rows(model: type, ids: list[str]) -> dict[str, object]:
        return {str(pk): row for pk, row in model.objects.in_bulk(ids).items()}  # type: ignore[attr-defined]

    services = Service.objects.filter(pk__in=[each.id for each in problem.services]).select_related("child")
    return Named(
        days=problem.days,
        schools=rows(School, [each.id for each in problem.sites]),  # type: ignore[arg-type]
        therapists=rows(StaffMember, [each.id for each in problem.therapists]),  # type: ignore[arg-type]
        classrooms=rows(Classroom, [each.id for each in problem.classrooms]),  # type: ignore[arg-type]
        rooms=rows(Room, [each.id for each in problem.rooms]),  # type: ignore[arg-type]
        children=rows(Child, [each.id for each in problem.children]),  # type: ignore[arg-type]
        services={str(service.pk): service for service in services},
        tasks=rows(PlanningTask, [each.id for each in problem.tasks]),  # type: ignore[arg-type]
    )
