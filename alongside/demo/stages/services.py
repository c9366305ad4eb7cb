"""Ninety children are owed their services; four of them ask for more than the week can give."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from alongside.classrooms import queries as classrooms
from alongside.demo.caseload import caseload
from alongside.demo.cast import CHILDREN, DAYS, THERAPISTS
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans import actions
from alongside.plans import queries as known
from alongside.plans.choices import Delivery
from alongside.scheduling.actions import availability

CHILDREN_WITH_SERVICES = 90

NAMED_OF_HUNDRED = 75
"""ASSUMPTION: most children have their own therapist; for the others it may be whoever can."""


class Asked(NamedTuple):
    """A service as it was promised: who, how often, how long, how many days apart."""

    therapist: str
    sessions: int
    minutes: int
    days_apart: int


#: More than the week can give: Ffion is at Canal Street on two days, Marek and Tomás at North Primary on three, and
#: Hana never on three that lie two days apart.
TOO_MUCH = {
    ("Łucja", "Zając"): Asked("Ffion Price", 3, 30, 1),
    ("Kavin", "Selvaraj"): Asked("Hana Sato", 3, 20, 2),
    ("Mei-Ling", "Tan"): Asked("Marek Nowak", 4, 20, 1),
    ("Siôn", "Jarman"): Asked("Tomás Quispe", 4, 20, 1),
}

#: Why some children cannot be had at a certain time.
ELSEWHERE = ("Reading catch-up", "Hearing clinic", "Physiotherapy", "Violin", "Language lesson")
CHILDREN_ELSEWHERE = 9


def is_told(story: Story) -> bool:
    return known.services_for(story.coordinator(story.told_at), story.monday).exists()


@transaction.atomic
def tell(story: Story) -> None:
    at = story.moment(weeks=-11, days=3)
    by, dice = story.coordinator(at), story.dice("services")
    children = _chosen(by, dice)
    staff = {therapist.name: therapist for therapist in people.therapists_for(by)}
    starts = story.term_starts + timedelta(weeks=2)
    for child, services in zip(children, caseload(dice, len(children)), strict=True):
        asked = TOO_MUCH.get((child.given_name, child.family_name))
        if asked:
            hard = _too_much(asked, staff[asked.therapist])
            actions.add_service(
                child=child, therapists=[staff[asked.therapist]], starts=starts, by=by, at=at, **hard
            )
            services = [terms for terms in services if terms["discipline"] != hard["discipline"]]
        for terms in services:
            therapists = [staff[name] for name in _named(child, terms, dice)]
            actions.add_service(child=child, therapists=therapists, starts=starts, by=by, at=at, **terms)
    for child in dice.sample(children, CHILDREN_ELSEWHERE):
        begins = dice.randrange(9 * 60, 13 * 60, 15)
        availability.set_unavailable(
            child=child,
            day=dice.choice(DAYS),
            starts=begins,
            ends=begins + 45,
            reason=dice.choice(ELSEWHERE),
            by=by,
            at=at,
        )


def _chosen(by: Viewer, dice: Random) -> list[Child]:
    """The cast, and others so that the ninety are spread over the classes as evenly as may be."""
    cast = {name for names in CHILDREN.values() for name in names}
    class_of = classrooms.classroom_ids_of(people.all_children(by), by.on + timedelta(weeks=2))
    chosen: list[Child] = []
    others: dict[UUID, list[Child]] = {}
    for child in sorted(people.all_children(by), key=lambda child: child.pk):
        is_cast = (child.given_name, child.family_name) in cast
        (chosen if is_cast else others.setdefault(class_of[child.pk], [])).append(child)
    count = Counter(class_of[child.pk] for child in chosen)
    while len(chosen) < CHILDREN_WITH_SERVICES:
        classroom = min(others, key=lambda each: count[each])
        count[classroom] += 1
        chosen.append(others[classroom].pop(dice.randrange(len(others[classroom]))))
    return chosen


def _named(child: Child, terms: dict[str, Any], dice: Random) -> list[str]:
    """The child's own therapist by the time each is at the school, of those whose days there are enough; or nobody."""
    able = [
        each
        for each in THERAPISTS
        if each.discipline == terms["discipline"]
        and each.sessions_at(child.school.name, terms["min_days_apart"]) >= terms["sessions"]
    ]
    if not able or dice.randrange(100) >= NAMED_OF_HUNDRED:
        return []
    chosen = dice.choices(able, [each.minutes_at(child.school.name) for each in able])[0]
    return [f"{chosen.person.given_name} {chosen.person.family_name}"]


def _too_much(asked: Asked, therapist: StaffMember) -> dict[str, Any]:
    return {
        "discipline": Discipline(therapist.discipline),
        "sessions": asked.sessions,
        "minutes": asked.minutes,
        "min_days_apart": asked.days_apart,
        "delivery": Delivery.EITHER,
        "max_group": 2,
        "priority": 2,
    }
