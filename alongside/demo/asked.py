"""The children who are owed something, as whoever writes their plans finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import PushIn
from alongside.classrooms.models import Routine
from alongside.demo.cast import CHILDREN
from alongside.demo.goals import ClassDay
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import Delivery, Model, Per
from alongside.plans.models import Service
from alongside.plans.queries.services import services_for

MODELS = {
    Delivery.PUSH_IN: Model.PUSH_IN,
    Delivery.PULL_OUT: Model.PULL_OUT,
    Delivery.EITHER: Model.COMBINATION,
}


@dataclass
class Asked:
    """A child, what its day is made of, and the terms of its services with the model of each."""

    child: Child
    age: int
    day: ClassDay
    teacher: str
    services: list[tuple[dict[str, Any], Model, list[StaffMember]]]
    is_due: bool = False

    @property
    def disciplines(self) -> list[Discipline]:
        return [Discipline(terms["discipline"]) for terms, _model, _therapists in self.services]

    @property
    def therapists(self) -> list[StaffMember]:
        """Those who are named for a service, each once."""
        return list(dict.fromkeys(each for *_terms, named in self.services for each in named))

    @property
    def is_cast(self) -> bool:
        return any((self.child.given_name, self.child.family_name) in names for names in CHILDREN.values())


def children_asked_for(story: Story, by: Viewer) -> list[Asked]:
    """Everybody who is owed something, in the same order whenever it is asked, with the class's day of this week."""
    on = story.monday
    services: dict[Child, list[Service]] = {}
    for service in services_for(by, on):
        services.setdefault(service.child, []).append(service)
    classes = classrooms.classrooms_for(by)
    class_of = classrooms.classroom_ids_of(people.all_children(by), on)
    routines, teachers = classrooms.routines_on(classes, on), classrooms.teachers_of(classes, on)
    found = []
    for child in sorted(services, key=lambda child: child.pk):
        classroom = class_of[child.pk]
        found.append(
            Asked(
                child=child,
                age=_age(child, on),
                day=_day(routines[classroom]),
                teacher=teachers[classroom][0],
                services=[_as_it_is(service) for service in services[child]],
            )
        )
    return found


def _age(child: Child, on: date) -> int:
    assert child.born_on is not None
    return (on - child.born_on).days * 4 // 1461


def _day(routines: Sequence[Routine]) -> ClassDay:
    kinds = list(dict.fromkeys(routine.kind for routine in routines))
    return ClassDay(kinds, {routine.kind for routine in routines if routine.push_in != PushIn.NEVER})


def _as_it_is(service: Service) -> tuple[dict[str, Any], Model, list[StaffMember]]:
    """What was written by hand, as a plan says it: the timetable is to read the same from it."""
    terms = {
        "discipline": service.discipline,
        "minutes": service.minutes,
        "times": service.sessions,
        "per": Per.WEEK,
        "starts": service.starts,
        "ends": service.ends,
        "max_group": service.max_group,
        "group": service.group,
        "min_days_apart": service.min_days_apart,
        "priority": service.priority,
    }
    return terms, MODELS[Delivery(service.delivery)], list(service.therapists.all())
