"""Two homes of the invented school: who was invited, and what each family allows."""

from __future__ import annotations

from datetime import timedelta

from alongside.demo.cast import GUARDIAN, GUARDIAN_OF, MOTHER, MOTHER_OF, Person
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.actions import add_guardian
from alongside.people.actions.consents import ask_consent, say_consent
from alongside.people.actions.invitations import invite
from alongside.people.choices import Purpose, Relation
from alongside.people.models import Child

#: Zi Xuan's mother has been invited and has not come in yet.
INVITED = "Lin Mei"
#: What the school has asked about by name.
OUTSIDE = "Children’s hearing clinic"
#: What Li and Akua have answered.
ANSWERS: dict[Purpose, tuple[bool, bool]] = {
    Purpose.THERAPY: (True, True),
    Purpose.PICTURES: (False, True),
    Purpose.TRANSLATION: (True, False),
    Purpose.STATISTICS: (True, True),
}


def tell_homes(story: Story) -> None:
    """Answers of three weeks ago, a question of last week, an invitation of yesterday."""
    for number, (person, of) in enumerate(((GUARDIAN, GUARDIAN_OF), (MOTHER, MOTHER_OF))):
        _answer(story, person, of, number)
    at = story.moment(weeks=-1, days=3, hour=11)
    zi_xuan = _child(story, *GUARDIAN_OF)
    ask_consent(child=zi_xuan, purpose=Purpose.OUTSIDE, named=OUTSIDE, by=story.coordinator(at), at=at)
    at = story.told_at - timedelta(days=1)
    joy = story.coordinator(at)
    tie = add_guardian(child=zi_xuan, name=INVITED, relation=Relation.MOTHER, by=joy, at=at)
    invite(guardian=tie.guardian, email="", language="zh-hans", by=joy, at=at)


def _answer(story: Story, person: Person, of: tuple[str, str], number: int) -> None:
    """The first day on which somebody of the family is there to answer, from three weeks ago on."""
    child = _child(story, *of)
    for weeks in (-3, -2, -1, 0):
        at = story.moment(weeks=weeks, hour=19)
        by = story.viewer(person, at)
        if by is not None and people.children_of_guardian(by).filter(pk=child.pk).exists():
            for purpose, answers in ANSWERS.items():
                say_consent(child=child, purpose=purpose, is_given=answers[number], by=by, at=at)
            return


def _child(story: Story, given_name: str, family_name: str) -> Child:
    children = people.all_children(story.coordinator(story.told_at))
    return children.get(given_name=given_name, family_name=family_name)
