"""What was agreed with the adults of the children whose team is advised, every other week."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from alongside.capture.actions.consultations import record_consultation
from alongside.capture.choices import Partner
from alongside.capture.queries.consultations import consultations_of
from alongside.capture.queries.lines import Line
from alongside.capture.queries.pace import delivered
from alongside.demo import voices
from alongside.demo.story import Story
from alongside.people.queries import all_children

#: Weeks from the story's own in which somebody met, with whom, and for how long; half-term lies between them.
MET = ((-6, Partner.TEACHER, 30), (-3, Partner.FAMILY, 20), (-1, Partner.TEACHER, 30))


def is_told(story: Story) -> bool:
    joy = story.coordinator(story.told_at)
    children = list(all_children(joy).values_list("pk", flat=True))
    return consultations_of(joy, children).exists()


@transaction.atomic
def tell(story: Story) -> None:
    dice = story.dice("advised")
    for line in _advised(story):
        said = dice.sample(voices.AGREED, len(MET))
        for (week, partner, minutes), words in zip(MET, said, strict=True):
            at = story.moment(weeks=week, days=3, hour=16)
            record_consultation(
                id=UUID(int=dice.getrandbits(128), version=4),
                child=line.child,
                service=line.key,
                on=at.date(),
                minutes=minutes,
                partner=partner,
                words=words,
                staff=line.staff_id,
                by=story.coordinator(at),
                at=at,
            )


def _advised(story: Story) -> Iterator[Line]:
    record = delivered(story.coordinator(story.told_at))
    return (line for line in (record.lines if record else ()) if line.is_consultation)
