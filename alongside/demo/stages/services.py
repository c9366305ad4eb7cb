"""Ninety children are owed their services; two of them ask for more than the week can give."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from alongside.classrooms import queries as classrooms
from alongside.demo.caseload import caseload
from alongside.demo.cast import CHILDREN, DAYS
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans import actions
from alongside.plans import queries as known
from alongside.plans.choices import Delivery
from alongside.scheduling.actions import availability

CHILDREN_WITH_SERVICES = 90

#: More than the hours allow: Ffion is at Canal Street on two days, Hana never on three that lie two days apart.
TOO_MUCH = {
    ("Łucja", "Zając"): ("Ffion Price", 3, 30, 1),
    ("Kavin", "Selvaraj"): ("Hana Sato", 3, 20, 2),
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
    for child, services in zip(children, caseload(dice, len(children)), strict=True):
        if (child.given_name, child.family_name) in TOO_MUCH:
            _ask_too_much(child, story, by, at)
            continue
        for terms in services:
            actions.add_service(
                child=child, starts=story.term_starts + timedelta(weeks=2), by=by, at=at, **terms
            )
    for child in dice.sample(children, CHILDREN_ELSEWHERE):
        starts = dice.randrange(9 * 60, 13 * 60, 15)
        availability.set_unavailable(
            child=child,
            day=dice.choice(DAYS),
            starts=starts,
            ends=starts + 45,
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


def _ask_too_much(child: Child, story: Story, by: Viewer, at: datetime) -> None:
    name, sessions, minutes, days_apart = TOO_MUCH[child.given_name, child.family_name]
    therapist = next(each for each in people.therapists_for(by) if each.name == name)
    actions.add_service(
        child=child,
        therapists=[therapist],
        discipline=Discipline(therapist.discipline),
        sessions=sessions,
        minutes=minutes,
        delivery=Delivery.EITHER,
        max_group=2,
        min_days_apart=days_apart,
        priority=2,
        starts=story.term_starts + timedelta(weeks=2),
        by=by,
        at=at,
    )
