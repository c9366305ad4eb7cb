"""When a class's day makes sense, and what its days are called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

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
                ).format(
                    day=day_in_words(later.day),
                    later=later.title,
                    start=clock(later.starts),
                    earlier=earlier.title,
                )
            )


def check_can_say_times(viewer: Viewer, taught: Collection[UUID], classroom_id: UUID) -> None:
    """Refuses anybody but the class's teacher and a coordinator to say when visits suit the class."""
    if classroom_id not in taught and not viewer.is_coordinator:
        raise NotAllowed(_("Only the teacher of this class can say when visits suit it."))


def day_in_words(day: str, *, in_full: bool = False) -> str:
    """What a day of the cycle is called in the reader's language; a name of the school's own stays as it is.

    "Mon" and "Monday" are weekdays, "Mon A" one with the school's letter. With `in_full`, "Mon" is Monday.
    """
    name, _space, letter = day.partition(" ")
    place = _weekdays().get(name.casefold())
    if place is None:
        return day
    named = WEEKDAYS if in_full or len(name) > 3 else WEEKDAYS_ABBR
    return f"{named[place]} {letter}".strip()


#: Django has these without a translation in some languages, so that our own catalogues ask for them too.
SHORT_WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)


@cache
def _weekdays() -> dict[str, int]:
    """The English names of the weekdays, short and long, as the cycle keeps them; 0 is Monday."""
    with override(None):
        long = {str(name).casefold(): place for place, name in WEEKDAYS.items()}
    return long | {name.casefold(): place for place, name in enumerate(SHORT_WEEKDAYS)}
