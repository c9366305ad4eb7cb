"""Some plans in force are being changed: drafts, versions in review, and what two families say of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from alongside.demo import voices
from alongside.demo.asked import Asked
from alongside.demo.cast import GUARDIAN, GUARDIAN_OF, MOTHER, MOTHER_OF, PASSWORD, THERAPISTS, Person
from alongside.demo.goals import another_goal
from alongside.demo.story import Story
from alongside.people import actions as people
from alongside.people.choices import Discipline, Relation
from alongside.people.rules import Viewer
from alongside.plans.actions import goals, matrix, plans
from alongside.plans.choices import Who
from alongside.plans.models import PlanVersion

DRAFTS, IN_REVIEW = 5, 3


class Family(NamedTuple):
    """Somebody of a family who reads the draft and says something of it, by the part that it is about."""

    person: Person
    says: Sequence[tuple[str, str]]
    is_in_review: bool


FAMILIES = {
    GUARDIAN_OF: Family(GUARDIAN, voices.FATHER_SAYS, is_in_review=False),
    MOTHER_OF: Family(MOTHER, voices.MOTHER_SAYS, is_in_review=True),
}


def amend_some(
    asked: Sequence[Asked], versions: Mapping[UUID, PlanVersion], story: Story, dice: Random
) -> None:
    """Changes the plans of the two families who comment, and of the first others."""
    by_name = {(each.child.given_name, each.child.family_name): each for each in asked}
    others = iter([each for each in asked if not each.is_cast])
    changed: list[tuple[Asked, bool, Family | None]] = [
        (by_name[name], family.is_in_review, family) for name, family in FAMILIES.items()
    ]
    changed += [(next(others), False, None) for _each in range(DRAFTS - 1)]
    changed += [(next(others), True, None) for _each in range(IN_REVIEW - 1)]
    reasons = dice.sample(voices.CHANGES, len(changed))
    for reason, (each, is_in_review, family) in zip(reasons, changed, strict=True):
        version = _amend(each, versions[each.child.pk], reason, story, dice)
        if family:
            _share(each, version, family, story)
        if is_in_review:
            _send(each, version, story)


def _amend(asked: Asked, last: PlanVersion, reason: str, story: Story, dice: Random) -> PlanVersion:
    """One goal more, practised with the teacher; longer time for the first; and something for every lesson."""
    step = _step(asked, story, story.moment(weeks=-1, hour=14))
    name = asked.child.first_name
    version = plans.amend(plan=last.plan, reason=reason.format(name=name), **step)
    there = list(version.goals.order_by("place"))
    fresh = another_goal(asked.disciplines[0], asked.age, {goal.bank_id for goal in there}, dice)
    goal = goals.add_goal_from_bank(version=version, bank_id=fresh.id, **step)
    kind = next((kind for kind in asked.day.kinds if kind in fresh.settings), asked.day.kinds[0])
    matrix.set_opportunity(goal=goal, kind=kind, who=Who.TEACHER, times_a_week=3, **step)
    goals.change_goal(goal=there[0], target_on=story.monday + timedelta(weeks=20), **step)
    more = next(each for each in voices.MORE_ACCOMMODATIONS if each not in version.accommodations)
    text = f"{version.accommodations}\n{more}"
    plans.save_text(version=version, target=version, field="accommodations", text=text, seen=0, **step)
    return version


def _share(asked: Asked, version: PlanVersion, family: Family, story: Story) -> None:
    """The family reads the draft, a day later it says what it thinks of it."""
    plans.share_with_family(version=version, **_step(asked, story, story.moment(weeks=-1, days=1)))
    at = story.moment(weeks=-1, days=2, hour=19)
    by = story.viewer(family.person, at) or _bring_in(asked, family.person, story, at)
    for about, text in family.says:
        plans.comment(version=version, about=about, text=text, by=by, at=at)


def _send(asked: Asked, version: PlanVersion, story: Story) -> None:
    """Whoever wrote the change sends it round and signs it first."""
    step = _step(asked, story, story.moment(weeks=-1, days=2, hour=20))
    plans.send_for_review(version=version, **step)
    writer: Viewer = step["by"]
    role = next(
        (str(Discipline(each.discipline).label) for each in asked.therapists if each.name == str(writer)),
        "coordinator",
    )
    plans.sign(version=version, name=str(writer), role=role, **step)


def _step(asked: Asked, story: Story, at: datetime) -> dict[str, Any]:
    """By the first therapist of the child who can sign in, or else by Joy."""
    names = {each.name for each in asked.therapists}
    persons = [
        each.person for each in THERAPISTS if f"{each.person.given_name} {each.person.family_name}" in names
    ]
    writers = (story.viewer(person, at) for person in persons if person.email)
    return {"by": next((each for each in writers if each), None) or story.coordinator(at), "at": at}


def _bring_in(asked: Asked, person: Person, story: Story, at: datetime) -> Viewer:
    """A mother who wants to read along is confirmed by Joy and can sign in."""
    joy = story.coordinator(at)
    name = f"{person.given_name} {person.family_name}"
    tie = people.add_guardian(
        child=asked.child, name=name, relation=Relation.MOTHER, email=person.address, by=joy, at=at
    )
    people.give_account(person=tie.guardian, email=person.address, password=PASSWORD, by=joy, at=at)
    viewer = story.viewer(person, at)
    assert viewer is not None
    return viewer
