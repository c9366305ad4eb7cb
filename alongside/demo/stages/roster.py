"""Two schools come in: classes, their teachers, and the children, as a roster brings them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from alongside.classrooms import actions as classrooms
from alongside.classrooms.models import Classroom
from alongside.demo.cast import (
    CHILDREN,
    CLASSES,
    GUARDIAN,
    GUARDIAN_OF,
    PASSWORD,
    TEACHERS,
    Person,
    year_of,
)
from alongside.demo.names import draw_names
from alongside.demo.story import Story
from alongside.people import actions as people
from alongside.people import queries as known
from alongside.people.choices import Relation, Role
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.trust.rules import Change

CLASS_SIZES = (22, 23, 24, 24, 25, 26)
"""Published class sizes are 22 to 33; a demo is quicker at the lower end."""

FAMILIES_TO_CONFIRM = 6


def is_told(story: Story) -> bool:
    return known.schools_for(story.coordinator(story.told_at)).exists()


@transaction.atomic
def tell(story: Story) -> None:
    at = story.moment(weeks=-12)
    by, dice = story.coordinator(at), story.dice("roster")
    taken = {name for names in CHILDREN.values() for name in names}
    taken |= {person[:2] for person in TEACHERS.values()}
    rows: list[Change] = []
    places: list[tuple[Classroom, list[UUID]]] = []
    for school_name, class_names in CLASSES.items():
        school = people.add_school(name=school_name, by=by, at=at)
        for name in class_names:
            year = year_of(name)
            classroom = classrooms.add_classroom(
                school=school, name=name, year_group=f"Year {year}" if year else "Kindergarten", by=by, at=at
            )
            _post_teacher(classroom, TEACHERS.get((school_name, name)), story, dice, taken, by, at)
            cast = CHILDREN.get((school_name, name), ())
            drawn = draw_names(dice, dice.choice(CLASS_SIZES) - len(cast), taken)
            children = [
                _child(school.pk, child, year, story.monday, dice) for child in sorted([*cast, *drawn])
            ]
            rows += children
            places.append((classroom, [row.id for row in children]))
    people.take_in(changes=rows, subject=by.organisation, by=by, at=at)
    by_id = {child.pk: child for child in known.all_children(by)}
    for classroom, ids in places:
        classrooms.enrol(
            classroom=classroom,
            children=[by_id[pk] for pk in ids],
            starts=story.term_starts,
            by=by,
            at=at,
        )
    _bring_in_families(list(by_id.values()), dice, by, at)


def _post_teacher(
    classroom: Classroom,
    person: Person | None,
    story: Story,
    dice: Random,
    taken: set[tuple[str, str]],
    by: Viewer,
    at: datetime,
) -> None:
    person = person or Person(*draw_names(dice, 1, taken)[0])
    teacher = people.add_staff_member(
        role=Role.TEACHER,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.address,
        by=by,
        at=at,
    )
    classrooms.post_teacher(classroom=classroom, teacher=teacher, starts=story.term_starts, by=by, at=at)
    if person.email:
        people.give_account(person=teacher, email=person.address, password=PASSWORD, by=by, at=at)


def _child(school: UUID, name: tuple[str, str], year: int, monday: date, dice: Random) -> Change:
    """A row of the roster: a child who is five in the kindergarten and a year older in each year."""
    born_on = monday - timedelta(days=round((5.1 + year) * 365.25) + dice.randrange(360))
    given, family = name
    row = {
        "school_id": str(school),
        "given_name": given,
        "family_name": family,
        "born_on": born_on.isoformat(),
    }
    return Change("people.child", UUID(int=dice.getrandbits(128), version=4), None, row)


def _bring_in_families(children: list[Child], dice: Random, by: Viewer, at: datetime) -> None:
    """Zi Xuan's father can sign in; a few families stand in the roster and wait for a coordinator to confirm them."""
    child = next(each for each in children if (each.given_name, each.family_name) == GUARDIAN_OF)
    tie = people.add_guardian(
        child=child, name=GUARDIAN.given_name, relation=Relation.FATHER, email=GUARDIAN.address, by=by, at=at
    )
    people.give_account(person=tie.guardian, email=GUARDIAN.address, password=PASSWORD, by=by, at=at)
    rows: list[Change] = []
    others = sorted((each for each in children if each != child), key=lambda each: each.pk)
    for other in dice.sample(others, FAMILIES_TO_CONFIRM):
        guardian = UUID(int=dice.getrandbits(128), version=4)
        first_name = draw_names(dice, 1, set())[0][0]
        person = {"name": f"{first_name} {other.family_name}"}
        tied = {
            "child_id": str(other.pk),
            "guardian_id": str(guardian),
            "relation": Relation.GUARDIAN.value,
            "starts": at.date().isoformat(),
        }
        rows.append(Change("people.guardian", guardian, None, person))
        rows.append(Change("people.guardianship", UUID(int=dice.getrandbits(128), version=4), None, tied))
    people.take_in(changes=sorted(rows, key=lambda row: row.model), subject=by.organisation, by=by, at=at)
