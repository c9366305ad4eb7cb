"""How an invented class spends its day: bells of the school, staggered breaks, and a week of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from alongside.classrooms.actions import NewRoutine
from alongside.classrooms.choices import USUAL_FLAGS, PullOut, PushIn
from alongside.classrooms.choices import RoutineKind as Kind
from alongside.demo.cast import CANAL, DAYS, NORTH, year_of

ARRIVAL, CIRCLE, RECESS, LUNCH, STORY, DISMISSAL = 15, 20, 20, 40, 15, 10
"""Minutes of what every class has; the surveyed days have the same parts."""

ASSEMBLY = 30


@dataclass(frozen=True)
class Bells:
    """A school's own times, in minutes from midnight: breaks go to groups of years one after the other."""

    opens: int
    closes: int
    recess: tuple[int, int, int]
    lunch: tuple[int, int, int]
    assembly: str
    swimming: str
    swimmers: tuple[int, ...]

    def group(self, year: int) -> int:
        return min(year // 2, 2)


BELLS = {
    NORTH: Bells(
        opens=8 * 60 + 15,
        closes=14 * 60 + 35,
        recess=(10 * 60 + 10, 10 * 60 + 30, 10 * 60 + 50),
        lunch=(11 * 60 + 30, 11 * 60 + 50, 12 * 60 + 10),
        assembly="Fri",
        swimming="Thu",
        swimmers=(3, 4),
    ),
    CANAL: Bells(
        opens=8 * 60 + 20,
        closes=14 * 60 + 40,
        recess=(10 * 60 + 15, 10 * 60 + 30, 10 * 60 + 45),
        lunch=(11 * 60 + 35, 11 * 60 + 55, 12 * 60 + 15),
        assembly="Mon",
        swimming="Tue",
        swimmers=(3,),
    ),
}

SPECIALS = (
    (Kind.ART, "Art"),
    (Kind.MUSIC, "Music"),
    (Kind.PE, "PE"),
    (Kind.COMPUTING, "Computing"),
    (Kind.PE, "PE"),
)

#: The six lessons of a day with their least, usual and greatest minutes: literacy is reading and writing together,
#: 70 to 90; maths 50 to 60; a support block or centres about 30; science 40; specials 45.
LESSONS = {
    Kind.WRITING: (30, 35, 40),
    Kind.LITERACY: (40, 45, 50),
    Kind.MATHS: (50, 55, 60),
    Kind.CENTRES: (25, 35, 45),
    Kind.SCIENCE_SOCIAL: (30, 40, 50),
    Kind.ART: (35, 45, 50),
}
#: The same in a kindergarten: shorter, with play where older children have science.
EARLY_LESSONS = LESSONS | {
    Kind.WRITING: (25, 30, 40),
    Kind.MATHS: (35, 45, 55),
    Kind.CENTRES: (35, 50, 65),
    Kind.SCIENCE_SOCIAL: (30, 40, 55),
}

TITLES = {
    Kind.ARRIVAL: "Arrival",
    Kind.CIRCLE_TIME: "Meeting",
    Kind.WRITING: "Writing",
    Kind.LITERACY: "Reading",
    Kind.MATHS: "Maths",
    Kind.CENTRES: "Centres",
    Kind.INTERVENTION: "Support block",
    Kind.SCIENCE_SOCIAL: "Science",
    Kind.SNACK_RECESS: "Recess",
    Kind.LUNCH: "Lunch",
    Kind.READ_ALOUD: "Story",
    Kind.PLAY: "Play",
    Kind.DISMISSAL: "Home time",
    Kind.ASSEMBLY: "Assembly",
}

#: What teachers ask for, beyond what is usual: a kind, and what it then admits.
WISHES: tuple[tuple[Kind, PushIn, PullOut], ...] = (
    (Kind.MATHS, PushIn.WELCOME, PullOut.NEVER),
    (Kind.MATHS, PushIn.NEVER, PullOut.ALLOWED),
    (Kind.LITERACY, PushIn.WELCOME, PullOut.NEVER),
    (Kind.SCIENCE_SOCIAL, PushIn.WELCOME, PullOut.ALLOWED),
    (Kind.SNACK_RECESS, PushIn.WELCOME, PullOut.NEVER),
    (Kind.READ_ALOUD, PushIn.WELCOME, PullOut.AVOID),
    (Kind.ARRIVAL, PushIn.NEVER, PullOut.NEVER),
    (Kind.CENTRES, PushIn.WELCOME, PullOut.NEVER),
)


def week_of(school: str, classroom: str, dice: Random) -> list[NewRoutine]:
    """A class's week: one order of lessons that two days vary, specials that rotate, and the teacher's wishes."""
    bells, year = BELLS[school], year_of(classroom)
    usual, other = _order(bells, year, dice), _order(bells, year, dice)
    varied = dice.sample(DAYS, 2)
    first_special = dice.randrange(len(SPECIALS))
    support_days = dice.sample(DAYS, 2) if year else []
    routines: list[NewRoutine] = []
    for place, day in enumerate(DAYS):
        order = other if day in varied else usual
        special = SPECIALS[(first_special + place) % len(SPECIALS)]
        routines += _day(day, bells, year, order, special, day in support_days)
    wishes = {kind: (push_in, pull_out) for kind, push_in, pull_out in dice.sample(WISHES, 2)}
    return [
        replace(each, push_in=wishes[each.kind][0], pull_out=wishes[each.kind][1])
        if each.kind in wishes
        else each
        for each in routines
    ]


def _lessons(year: int) -> dict[Kind, tuple[int, int, int]]:
    return LESSONS if year else EARLY_LESSONS


def _stretches(bells: Bells, year: int) -> list[tuple[int, int]]:
    """The three stretches of lessons: before recess, before lunch, and after the story."""
    recess, lunch = bells.recess[bells.group(year)], bells.lunch[bells.group(year)]
    return [
        (bells.opens + ARRIVAL + CIRCLE, recess),
        (recess + RECESS, lunch),
        (lunch + LUNCH + STORY, bells.closes - DISMISSAL),
    ]


Order = list[list[tuple[Kind, int]]]
"""For each stretch of the day its lessons and their minutes."""


def _order(bells: Bells, year: int, dice: Random) -> Order:
    """Lessons in an order that fills the stretches exactly, each within its own bounds; drawn until one does."""
    lessons = list(_lessons(year))
    for _draw in range(10_000):
        dice.shuffle(lessons)
        cut = dice.choice(((2, 4), (3, 5), (2, 3), (1, 3), (3, 4), (2, 5)))
        parts = [lessons[: cut[0]], lessons[cut[0] : cut[1]], lessons[cut[1] :]]
        filled = [
            _filled(part, ends - starts, year)
            for part, (starts, ends) in zip(parts, _stretches(bells, year), strict=True)
        ]
        swims_for_maths = year in bells.swimmers and Kind.MATHS in parts[2]
        if all(filled) and not swims_for_maths:
            return [part for part in filled if part]
    raise ValueError("no order of lessons fills the day between these bells")


def _filled(part: list[Kind], minutes: int, year: int) -> list[tuple[Kind, int]] | None:
    """These lessons stretched or shortened in steps of five to fill the minutes; None where they cannot."""
    bounds = _lessons(year)
    lengths = {kind: bounds[kind][1] for kind in part}
    while sum(lengths.values()) != minutes:
        step = 5 if sum(lengths.values()) < minutes else -5
        free = [kind for kind in part if bounds[kind][0] <= lengths[kind] + step <= bounds[kind][2]]
        if not free:
            return None
        farthest = max(free, key=lambda kind: step * (bounds[kind][1] - lengths[kind]))
        lengths[farthest] += step
    return list(lengths.items())


def _day(
    day: str, bells: Bells, year: int, order: Order, special: tuple[Kind, str], supported: bool
) -> list[NewRoutine]:
    group = bells.group(year)
    meeting = (Kind.ASSEMBLY, ASSEMBLY) if day == bells.assembly else (Kind.CIRCLE_TIME, CIRCLE)
    opening = [(Kind.ARRIVAL, ARRIVAL), meeting]
    swims = day == bells.swimming and year in bells.swimmers
    afternoon = [(Kind.PE, sum(minutes for _kind, minutes in order[2]))] if swims else order[2]
    morning = list(order[0])
    if day == bells.assembly:  # The assembly takes its longer time from the first lesson.
        morning[0] = (morning[0][0], morning[0][1] - (ASSEMBLY - CIRCLE))
    parts = [
        *_in_a_row(bells.opens, opening + morning),
        (bells.recess[group], RECESS, Kind.SNACK_RECESS),
        *_in_a_row(bells.recess[group] + RECESS, order[1]),
        *_in_a_row(bells.lunch[group], [(Kind.LUNCH, LUNCH), (Kind.READ_ALOUD, STORY), *afternoon]),
        (bells.closes - DISMISSAL, DISMISSAL, Kind.DISMISSAL),
    ]
    return [
        _routine(day, starts, minutes, kind, year, special, supported, swims)
        for starts, minutes, kind in parts
    ]


def _in_a_row(starts: int, lessons: list[tuple[Kind, int]]) -> list[tuple[int, int, Kind]]:
    rows = []
    for kind, minutes in lessons:
        rows.append((starts, minutes, kind))
        starts += minutes
    return rows


def _routine(
    day: str,
    starts: int,
    minutes: int,
    kind: Kind,
    year: int,
    special: tuple[Kind, str],
    supported: bool,
    swims: bool,
) -> NewRoutine:
    """One routine under its name in this class, with the flags that are usual for it."""
    if kind is Kind.PE:
        title, flags = "Swimming", (PushIn.NEVER, PullOut.NEVER)
        return NewRoutine(day, starts, starts + minutes, kind, title, *flags)
    if kind is Kind.ART:
        kind, title = special
    elif kind is Kind.SCIENCE_SOCIAL and not year:
        kind, title = Kind.PLAY, "Play"
    elif kind is Kind.SNACK_RECESS and not year:
        title = "Snack"
    elif kind is Kind.CENTRES and supported:
        kind, title = Kind.INTERVENTION, TITLES[Kind.INTERVENTION]
    else:
        title = TITLES[kind]
    return NewRoutine(day, starts, starts + minutes, kind, title, *USUAL_FLAGS[kind])
