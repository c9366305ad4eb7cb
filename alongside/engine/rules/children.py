"""Rule 8: a child is in one session at a time, in none while unavailable, and in only so many a day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming, hours
from alongside.engine.timetable import Session, Timetable, sessions


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[Session]] = defaultdict(list)
    for session in sessions(problem, timetable):
        by_day[session.service.child, session.visit.day].append(session)

    for (child, day), held in by_day.items():
        for first, second in combinations(held, 2):
            if first.start < second.end and second.start < first.end:
                earlier, later = sorted((first, second), key=lambda session: session.start)
                yield Breach(
                    8,
                    f"{name(child)} is in two sessions at once: {hours(day, earlier.start, earlier.end)} "
                    f"and {hours(day, later.start, later.end)}.",
                    _numbers(first, second),
                )
        for session in held:
            if any(
                start < session.end and session.start < end for start, end in problem.unavailable(child, day)
            ):
                time = hours(day, session.start, session.end)
                yield Breach(8, f"{name(child)} is not available on {time}.", _numbers(session))
        most = problem.child[child].max_sessions_per_day
        if most is not None and len(held) > most:
            yield Breach(
                8, f"{name(child)} has {len(held)} sessions on {day}; {most} is the most.", _numbers(*held)
            )

    for number, visit in enumerate(timetable.visits):
        for service, times in Counter(visit.services).items():
            if times > 1:
                yield Breach(8, f"{name(service)} stands {times} times in one visit.", (number,))


def _numbers(*held: Session) -> tuple[int, ...]:
    return tuple(sorted({session.number for session in held}))
