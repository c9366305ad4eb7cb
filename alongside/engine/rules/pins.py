"""Rule 10: pinned visits stand exactly as given."""

from collections import Counter
from collections.abc import Iterator

from alongside.engine.problem import Problem, Visit
from alongside.engine.rules.breach import Breach, Naming, when, where
from alongside.engine.timetable import Timetable


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    standing = Counter(_as_given(visit) for visit in timetable.visits)
    for visit, times in Counter(_as_given(visit) for visit in problem.pinned).items():
        if standing[visit] < times:
            pin = f"The pinned visit of {name(visit.therapist)} {where(visit, name)} on {when(visit)}"
            yield Breach(10, f"{pin} does not stand as given.")


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
