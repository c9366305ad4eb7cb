"""Rule 2: between any two visits or tasks of a day, a therapist has the time to change over or to travel."""

from collections.abc import Iterator
from itertools import combinations

from alongside.engine.document import clock
from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming, counted
from alongside.engine.timetable import Engagement, Timetable, engagements


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for (therapist, day), engaged in engagements(problem, timetable).items():
        for earlier, later in combinations(engaged, 2):
            needed = separation(problem, therapist, earlier, later)
            if needed is None or later.start < earlier.end + needed:
                sentence = _sentence(problem, therapist, day, (earlier, later), needed, name)
                numbers = [each.number for each in (earlier, later) if each.number is not None]
                yield Breach(2, sentence, tuple(sorted(numbers)))


def separation(problem: Problem, therapist: str, earlier: Engagement, later: Engagement) -> int | None:
    """The free minutes that a therapist needs between the two; None where she cannot travel within a day."""
    changeover = problem.therapist[therapist].changeover
    if earlier.site != later.site:
        travel = problem.travel(earlier.site, later.site)
        return None if travel is None else max(travel, changeover)
    if earlier.place is not None and earlier.place == later.place:
        return 0
    return changeover


def _sentence(
    problem: Problem,
    therapist: str,
    day: str,
    pair: tuple[Engagement, Engagement],
    needed: int | None,
    name: Naming,
) -> str:
    earlier, later = pair
    who, first, then = name(therapist), _what(earlier, name), _what(later, name)
    if later.start < earlier.end:
        return (
            f"{who} is in two places at once on {day}: {first} until {clock(earlier.end)} "
            f"and {then} from {clock(later.start)}."
        )
    if needed is None:
        return f"{who} cannot travel from {name(earlier.site)} to {name(later.site)} within a day: see {day}."
    why = "to travel" if earlier.site != later.site else "to change over"
    return (
        f"{who} needs {counted(needed, 'minute')} {why} on {day}: {first} ends at {clock(earlier.end)} "
        f"and {then} starts at {clock(later.start)}."
    )


def _what(engagement: Engagement, name: Naming) -> str:
    if engagement.task is not None:
        return name(engagement.task)
    return f"the visit in {name(engagement.place[1])}" if engagement.place else ""
