"""Rule 2: between any two visits or tasks of a day, a therapist has the time to change over or to travel."""

from collections.abc import Iterator
from itertools import combinations

from alongside.engine.document import clock
from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.timetable import Engagement, Timetable, engagements
from alongside.wording import gettext as _
from alongside.wording import ngettext


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
    if needed is None and earlier.end <= later.start:
        return _("{therapist} cannot travel from {site} to {other} within a day: see {day}.").format(
            therapist=name(therapist), site=name(earlier.site), other=name(later.site), day=name(day)
        )
    if needed is None or later.start < earlier.end:
        sentence = _(
            "{therapist} is in two places at once on {day}: {first} until {end} and {second} from {start}."
        )
    elif earlier.site != later.site:
        sentence = ngettext(
            "{therapist} needs {n} minute to travel on {day}: {first} ends at {end} and {second} starts at {start}.",
            "{therapist} needs {n} minutes to travel on {day}: {first} ends at {end} and {second} starts at {start}.",
            needed,
        )
    else:
        sentence = ngettext(
            "{therapist} needs {n} minute to change over on {day}: "
            "{first} ends at {end} and {second} starts at {start}.",
            "{therapist} needs {n} minutes to change over on {day}: "
            "{first} ends at {end} and {second} starts at {start}.",
            needed,
        )
    return sentence.format(
        therapist=name(therapist),
        n=needed,
        day=name(day),
        first=_what(earlier, name),
        end=clock(earlier.end),
        second=_what(later, name),
        start=clock(later.start),
    )


def _what(engagement: Engagement, name: Naming) -> str:
    """What begins or ends, as the subject of a sentence."""
    if engagement.task is not None:
        return name(engagement.task)
    # Translators: the subject of "… ends at 9:30" or "… from 9:15".
    return _("the visit in {place}").format(place=name(engagement.place[1])) if engagement.place else ""
