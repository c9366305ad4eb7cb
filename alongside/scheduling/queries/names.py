"""What the ids in a problem are called, so that the engine's sentences can be read."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Room
from alongside.engine.problem import Problem
from alongside.people.choices import MARKS, Discipline
from alongside.people.models import Child, School, StaffMember
from alongside.plans.models import Service
from alongside.scheduling.models import PlanningTask

#: How a discipline is said after a child's name: "Maya's speech".
SPOKEN = {
    Discipline.OCCUPATIONAL: "occupational therapy",
    Discipline.SPEECH: "speech",
    Discipline.BEHAVIOUR: "behaviour support",
}


@dataclass(frozen=True)
class Named:
    """The rows behind the ids of one problem, and the sentences' names for them."""

    schools: dict[str, School]
    therapists: dict[str, StaffMember]
    classrooms: dict[str, Classroom]
    rooms: dict[str, Room]
    children: dict[str, Child]
    services: dict[str, Service]
    tasks: dict[str, PlanningTask]

    @property
    def by_id(self) -> dict[str, str]:
        """Id to display name, for `engine`."""
        names = {
            key: row.name
            for rows in (self.schools, self.therapists, self.classrooms, self.rooms, self.children)
            for key, row in rows.items()
        }
        for key, service in self.services.items():
            names[key] = f"{service.child.name}’s {SPOKEN[Discipline(service.discipline)]}"
        names |= {key: task.title for key, task in self.tasks.items()}
        names |= {str(kind): str(kind.label).lower() for kind in RoutineKind}
        return names

    def mark_of(self, service: str) -> str:
        return MARKS[Discipline(self.services[service].discipline)]


def named(problem: Problem) -> Named:
    """Seven queries, whatever the size. Rows that have gone since are left out."""

    def rows(model: type, ids: list[str]) -> dict[str, object]:
        return {str(pk): row for pk, row in model.objects.in_bulk(ids).items()}  # type: ignore[attr-defined]

    services = Service.objects.filter(pk__in=[each.id for each in problem.services]).select_related("child")
    return Named(
        schools=rows(School, [each.id for each in problem.sites]),  # type: ignore[arg-type]
        therapists=rows(StaffMember, [each.id for each in problem.therapists]),  # type: ignore[arg-type]
        classrooms=rows(Classroom, [each.id for each in problem.classrooms]),  # type: ignore[arg-type]
        rooms=rows(Room, [each.id for each in problem.rooms]),  # type: ignore[arg-type]
        children=rows(Child, [each.id for each in problem.children]),  # type: ignore[arg-type]
        services={str(service.pk): service for service in services},
        tasks=rows(PlanningTask, [each.id for each in problem.tasks]),  # type: ignore[arg-type]
    )
