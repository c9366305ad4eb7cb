"""Rule 3: on a day that spans lunch time, a therapist has a free stretch for it, besides the time to change over."""

from collections.abc import Iterator, Sequence

from alongside.engine.document import DAY_MINUTES, clock
from alongside.engine.problem import Lunch, Problem
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.rules.separation import separation
from alongside.engine.timetable import Engagement, Timetable, engagements
from alongside.wording import ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for (therapist, day), engaged in engagements(problem, timetable).items():
        lunch = problem.lunch_due(therapist, day)
        if lunch and not lunch_gaps(problem, therapist, lunch, engaged):
            near = [
                each.number
                for each in engaged
                if each.number is not None and each.start < lunch.latest and lunch.earliest < each.end
            ]
            sentence = ngettext(
                "{therapist} has no {n} minute for lunch between {earliest} and {latest} on {day}.",
                "{therapist} has no {n} minutes for lunch between {earliest} and {latest} on {day}.",
                lunch.minutes,
            ).format(
                therapist=name(therapist),
                n=lunch.minutes,
                earliest=clock(lunch.earliest),
                latest=clock(lunch.latest),
                day=name(day),
            )
            yield Breach(3, sentence, tuple(sorted(near)))


def lunch_gaps(problem: Problem, therapist: str, lunch: Lunch, engaged: Sequence[Engagement]) -> list[int]:
    """The gaps of a day that hold the lunch: gap 0 lies before the first visit or task, the last after the
    last.

    A gap between two of them holds their separation as well, in one piece before the lunch or after it.
    """
    gaps = []
    last: Engagement | None = None
    for number, following in enumerate(engaged):
        if last is None:
            held = _holds(lunch, 0, following.start)
        else:
            apart = separation(problem, therapist, last, following)
            held = apart is not None and (
                _holds(lunch, last.end + apart, following.start)
                or _holds(lunch, last.end, following.start - apart)
            )
        if held:
            gaps.append(number)
        if last is None or following.end > last.end:
            last = following
    if _holds(lunch, last.end if last else 0, DAY_MINUTES):
        gaps.append(len(engaged))
    return gaps


def _holds(lunch: Lunch, start: int, end: int) -> bool:
    """Whether the free stretch from start to end holds the lunch."""
    return max(start, lunch.earliest) + lunch.minutes <= min(end, lunch.latest)
