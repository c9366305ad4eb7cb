"""Rule 8: a child is in one session at a time, in none while unavailable, and in only so many a day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming, hours
from alongside.engine.timetable import Session, Timetable, sessions
from alongside.wording import gettext as _
from alongside.wording import ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[Session]] = defaultdict(list)
    for session in sessions(problem, timetable):
        by_day[session.service.child, session.visit.day].append(session)

    for (child, day), held in by_day.items():
        for first, second in combinations(held, 2):
            if first.start < second.end and second.start < first.end:
                earlier, later = sorted((first, second), key=lambda session: session.start)
                sentence = _("{child} is in two sessions at once: {first} and {second}.").format(
                    child=name(child),
                    first=hours(day, earlier.start, earlier.end, name),
                    second=hours(day, later.start, later.end, name),
                )
                yield Breach(8, sentence, _numbers(first, second))
        for session in held:
            if any(
                start < session.end and session.start < end for start, end in problem.unavailable(child, day)
            ):
                time = hours(day, session.start, session.end, name)
                sentence = _("{child} is not available on {when}.").format(child=name(child), when=time)
                yield Breach(8, sentence, _numbers(session))
        most = problem.child[child].max_sessions_per_day
        if most is not None and len(held) > most:
            sentence = ngettext(
                "{child} has {n} session on {day}; {most} is the most.",
                "{child} has {n} sessions on {day}; {most} is the most.",
                len(held),
            ).format(child=name(child), n=len(held), day=name(day), most=most)
            yield Breach(8, sentence, _numbers(*held))

    for number, visit in enumerate(timetable.visits):
        for service, times in Counter(visit.services).items():
            if times > 1:
                sentence = ngettext(
                    "{service} stands {n} time in one visit.",
                    "{service} stands {n} times in one visit.",
                    times,
                )
                yield Breach(8, sentence.format(service=name(service), n=times), (number,))


def _numbers(*held: Session) -> tuple[int, ...]:
    return tuple(sorted({session.number for session in held}))
