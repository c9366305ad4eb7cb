"""Rule 4: a therapist's visits together keep to her limits per day and per cycle; tasks do not count."""

from collections import defaultdict
from collections.abc import Iterator

from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.timetable import Timetable
from alongside.wording import ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    by_day: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_cycle: dict[str, list[int]] = defaultdict(list)
    for number, visit in enumerate(timetable.visits):
        by_day[visit.therapist, visit.day].append(number)
        by_cycle[visit.therapist].append(number)

    for (therapist, day), numbers in by_day.items():
        limit = problem.therapist[therapist].max_direct_minutes_per_day
        minutes = _minutes(timetable, numbers)
        if limit is not None and minutes > limit:
            sentence = ngettext(
                "{therapist} has {n} minute of visits on {day}; {most} is the most.",
                "{therapist} has {n} minutes of visits on {day}; {most} is the most.",
                minutes,
            ).format(therapist=name(therapist), n=minutes, day=name(day), most=limit)
            yield Breach(4, sentence, tuple(numbers))
    for therapist, numbers in by_cycle.items():
        limit = problem.therapist[therapist].max_direct_minutes_per_cycle
        minutes = _minutes(timetable, numbers)
        if limit is not None and minutes > limit:
            sentence = ngettext(
                "{therapist} has {n} minute of visits in the cycle; {most} is the most.",
                "{therapist} has {n} minutes of visits in the cycle; {most} is the most.",
                minutes,
            ).format(therapist=name(therapist), n=minutes, most=limit)
            yield Breach(4, sentence, tuple(numbers))


def _minutes(timetable: Timetable, numbers: list[int]) -> int:
    return sum(timetable.visits[number].end - timetable.visits[number].start for number in numbers)
