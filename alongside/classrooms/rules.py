"""When a class's day makes sense."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.schooltime.clock import clock


class RoutineSpan(NamedTuple):
    """A routine as far as time goes: day, minutes from midnight, and what it is called."""

    day: str
    starts: int
    ends: int
    title: str


def check_day_makes_sense(spans: Sequence[RoutineSpan]) -> None:
    """Refuses a class's day in which two routines overlap or one ends before it starts."""
    for span in spans:
        if not 0 <= span.starts < span.ends <= 24 * 60:
            raise NotNow(
                _("{title} on {day} ends before it starts. Give it a later end.").format(
                    title=span.title, day=span.day
                )
            )
    for earlier, later in pairwise(sorted(spans)):
        if earlier.day == later.day and later.starts < earlier.ends:
            raise NotNow(
                _(
                    "On {day} {later} starts at {start}, while {earlier} still runs. Move one of the two."
                ).format(day=later.day, later=later.title, start=clock(later.starts), earlier=earlier.title)
            )


def check_can_say_times(viewer: Viewer, taught: Collection[UUID], classroom_id: UUID) -> None:
    """Refuses anybody but the class's teacher and a coordinator to say when visits suit the class."""
    if classroom_id not in taught and not viewer.is_coordinator:
        raise NotAllowed(_("Only the teacher of this class can say when visits suit it."))
