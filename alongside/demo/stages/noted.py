"""Three therapists have signed last week's notes, and left something to do for teachers and homes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.capture.actions.notes import draft_notes, leave_behind, sign_note
from alongside.capture.choices import Audience, Outcome
from alongside.capture.models import Note
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.notes import dated_visit_for, notes_of_visit
from alongside.demo import voices
from alongside.demo.cast import THERAPISTS, Person
from alongside.demo.story import Story
from alongside.schooltime.spans import DateSpan

SIGN = ("Rosa", "Amara", "Leila")


def is_told(story: Story) -> bool:
    rosa = next(person for person in _signers() if person.given_name == SIGN[0])
    viewer = story.viewer(rosa, story.told_at)
    assert viewer is not None
    visits = (dated_visit_for(viewer, visit.id) for visit in _of_last_week(story, rosa))
    return any(child.signed for visit in visits if visit for child in notes_of_visit(viewer, visit))


@transaction.atomic
def tell(story: Story) -> None:
    dice = story.dice("noted")
    zone = ZoneInfo(story.coordinator(story.told_at).organisation.time_zone)
    for person in _signers():
        for visit in _of_last_week(story, person):
            ended = datetime.combine(visit.on, time(), tzinfo=zone) + timedelta(minutes=visit.ends + 20)
            _sign(story, person, visit, min(ended, story.told_at), dice)


def _signers() -> Iterator[Person]:
    return (each.person for each in THERAPISTS if each.person.given_name in SIGN)


def _of_last_week(story: Story, person: Person) -> list[StandingVisit]:
    """What somebody held from Monday to Thursday of the week before; Friday's notes are still to be signed."""
    viewer = story.viewer(person, story.told_at)
    assert viewer is not None
    span = DateSpan(story.monday - timedelta(weeks=1), story.monday - timedelta(days=3))
    visits = visits_between(viewer, span, staff=viewer.staff_ids)
    return [visit for visit in visits if visit.outcome in {Outcome.HELD, Outcome.SHORTENED}]


def _sign(story: Story, person: Person, visit: StandingVisit, at: datetime, dice: Random) -> None:
    by = story.viewer(person, at)
    assert by is not None
    row = dated_visit_for(by, visit.id)
    assert row is not None
    notes: list[Note] = draft_notes(visit=row, by=by, at=at)
    for note in notes:
        sign_note(note=note, name=by.account.name, by=by, at=at)
    if notes and dice.random() < 0.5:
        leave_behind(
            session=notes[0].session,
            audience=Audience.TEACHER,
            text=dice.choice(voices.FOR_TEACHER),
            by=by,
            at=at,
        )
        leave_behind(
            session=notes[0].session, audience=Audience.HOME, text=dice.choice(voices.FOR_HOME), by=by, at=at
        )
