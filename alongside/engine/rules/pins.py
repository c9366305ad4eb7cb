"""Rule 10: pinned visits stand exactly as given."""

from collections import Counter
from collections.abc import Iterator

from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.rules.breach import Breach, Naming, when
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    standing = Counter(_as_given(visit) for visit in timetable.visits)
    for visit, times in Counter(_as_given(visit) for visit in problem.pinned).items():
        if standing[visit] < times:
            if visit.mode is Mode.PUSH_IN:
                sentence = _(
                    "The pinned visit of {therapist} with {place} on {when} does not stand as given."
                )
            else:
                sentence = _("The pinned visit of {therapist} in {place} on {when} does not stand as given.")
            therapist, place = name(visit.therapist), name(visit.place)
            yield Breach(10, sentence.format(therapist=therapist, place=place, when=when(visit, name)))


def _as_given(visit: Visit) -> Visit:
    """The visit with its services in one order, for their order says nothing."""
    return Visit(
        visit.therapist,
        visit.day,
        visit.start,
        visit.end,
        visit.mode,
        visit.place,
        tuple(sorted(visit.services)),
    )
