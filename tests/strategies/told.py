"""Ada's plan in force and what was given from it, told through the actions alone; a strategy of one's own to give."""

from __future__ import annotations

from typing import Any

from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline, Relation
from alongside.people.models import Child
from alongside.people.queries import viewer_of
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.strategies.actions import given
from alongside.strategies.actions.given import Choice
from alongside.strategies.actions.library import write_own
from alongside.strategies.models import Assignment
from tests.factories import AT, ON, PASSWORD, SmallSchool

#: What an organisation says of its own strategy, all of it.
OWN: dict[str, Any] = {
    "title": "Point to the checklist, then wait",
    "what": "A short list of the steps stands on the table. The adult points and waits.",
    "when": "When a task has steps. Not when the child cannot see the list.",
    "how": ["Put the list on the table.", "Point to the next step.", "Wait five seconds."],
    "say": ["What is next?"],
    "materials": ["checklist"],
    "fade": "Point later, then not at all.",
    "done_well": ["Waits five seconds before helping", "Points without speaking"],
    "areas": ["handwriting"],
    "kinds": [RoutineKind.WRITING, RoutineKind.CENTRES],
    "ages": [4, 12],
    "do": "Point to the checklist. Wait five seconds, then point for {name} again.",
    "why": "So that {name} finds the next step without a voice.",
    "home": {
        "title": "Ask {name} to read the list",
        "steps": ["Read it together."],
        "routines": ["homework"],
    },
    "ladder": "least_to_most",
    "evidence_words": "Practice wisdom; we know of no trial.",
    "evidence_source": "Our own team",
    "strength": "practice",
}


def an_own_strategy(by: Viewer, title: str = OWN["title"], **said: Any) -> str:
    """The key of a strategy that the organisation wrote itself."""
    text = {**OWN, "title": title, **said}
    return write_own(discipline=Discipline.OCCUPATIONAL, text=text, by=by, at=AT).key


def given_to(
    child: Child, strategy: str, by: Viewer, *, who: str = Who.TEACHER, kind: str = "writing", **said: Any
) -> Assignment:
    """A strategy given for a child from `ON`, to its teacher in writing unless told otherwise."""
    place = {"kind": "" if who == Who.FAMILY else kind, "home": "Homework" if who == Who.FAMILY else ""}
    choice = Choice(strategy=strategy, who=who, **{**place, **said})
    return given.give(child=child, choice=choice, starts=ON, by=by, at=AT)


def given_to_class(classroom: Classroom, strategy: str, by: Viewer, **said: Any) -> Assignment:
    """A strategy given to a whole class from `ON`, to its teacher in writing unless told otherwise."""
    choice = Choice(strategy=strategy, **{"who": Who.TEACHER, "kind": "writing", **said})
    return given.give_to_class(classroom=classroom, choice=choice, starts=ON, by=by, at=AT)


def a_parent(people: SmallSchool, child: Child, name: str = "Bo Lund") -> Viewer:
    """Another child's parent, with an account."""
    tie = people_actions.add_guardian(child=child, name=name, relation=Relation.MOTHER, by=people.joy, at=AT)
    email = f"{name.split()[0].lower()}@riverside.example"
    account = people_actions.give_account(
        person=tie.guardian, email=email, password=PASSWORD, by=people.joy, at=AT
    )
    viewer = viewer_of(account, ON, people.organisation.pk)
    assert viewer is not None
    return viewer
