"""Rule 3: on a day that spans lunch time, a therapist has a free stretch for it, besides the time to change over."""

from collections.abc import Iterator, Sequence

from alongside.engine.document import DAY_MINUTES, clock
from alongside.engine.problem import Lunch, Problem
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.rules.separation import separation
from alongside.engine.timetable import Engagement, Timetable, engagements


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for (therapist, day), todo in engagements(problem, timetable).items():
        lunch = problem.lunch_due(therapist, day)
        if lunch and not has_lunch(problem, therapist, lunch, todo):
            near = [
                each.number
                for each in todo
                if each.number is not None and each.start < lunch.latest and lunch.earliest < each.end
            ]
            yield Breach(
                3,
                f"{name(therapist)} has no {lunch.minutes} minutes for lunch between {clock(lunch.earliest)} "
                f"and {clock(lunch.latest)} on {day}.",
                tuple(sorted(near)),
            )


def has_lunch(problem: Problem, therapist: str, lunch: Lunch, todo: Sequence[Engagement]) -> bool:
    """Looks before the first of the day's visits and tasks, between each two, and after the last."""
    last = todo[0]
    if _holds(lunch, 0, last.start):
        return True
    for following in todo[1:]:
        apart = separation(problem, therapist, last, following)
        if apart is not None:
            lunch_last = _holds(lunch, last.end + apart, following.start)
            lunch_first = _holds(lunch, last.end, following.start - apart)
            if lunch_last or lunch_first:
                return True
        last = max(last, following, key=lambda each: each.end)
    return _holds(lunch, last.end, DAY_MINUTES)


def _holds(lunch: Lunch, start: int, end: int) -> bool:
    """Whether the free stretch from start to end holds the lunch."""
    return max(start, lunch.earliest) + lunch.minutes <= min(end, lunch.latest)
