"""Which goals of the bank invented children have, where they stand, and where in the day they live, by lots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from alongside.demo.voices import AT_HOME
from alongside.people.choices import Discipline
from alongside.plans.choices import USUAL_FIT, Direction, Measure, Unit, Who
from alongside.plans.queries.goals import BankGoal, bank
from alongside.plans.rules.goals import HOME, MOST

#: How many goals a child has by how many disciplines: surveys say three to seven.
GOALS = {1: (3, 3, 4), 2: (4, 4, 5), 3: (5, 5, 6)}

#: Areas that are some children's alone, and in how many of a hundred cases a child has one of them.
FEW_HAVE, OF_HUNDRED = ("AAC", "fluency", "voice"), 20

#: ASSUMPTION: of a hundred goals so many are practised nowhere yet, and so many by the therapist alone, once a week.
NOWHERE, THERAPIST_ALONE = 12, 18

FAR_ABOVE = (2, 2, 3)
"""How many times too much of it there is at the baseline, where less is the goal."""


class ClassDay(NamedTuple):
    """The routine kinds of a class's day, and those among them in which a therapist may work inside the class."""

    kinds: Sequence[str]
    open_kinds: Collection[str]


class Spot(NamedTuple):
    """A cell of the matrix to be: a routine kind, or empty for home; who, how often a week, and how."""

    kind: str
    who: Who
    times_a_week: int
    how: str = ""


def goals_for(disciplines: Sequence[Discipline], age: int, dice: Random) -> list[BankGoal]:
    """As many goals as such a child has, each discipline in turn, as far as may be from different areas."""
    own = dice.choice(FEW_HAVE) if dice.randrange(100) < OF_HUNDRED else ""
    left = {discipline: _in_any_order(discipline, age, own, dice) for discipline in disciplines}
    chosen: list[BankGoal] = []
    for place in range(dice.choice(GOALS[min(len(disciplines), 3)])):
        of_one = left[disciplines[place % len(disciplines)]]
        areas = {goal.area for goal in chosen}
        chosen.append(next((goal for goal in of_one if goal.area not in areas), of_one[0]))
        of_one.remove(chosen[-1])
    return chosen


def another_goal(discipline: Discipline, age: int, but: Collection[str], dice: Random) -> BankGoal:
    """One more goal of a discipline, none of those whose ids are given."""
    return next(goal for goal in _in_any_order(discipline, age, "", dice) if goal.id not in but)


def baseline_of(goal: BankGoal, dice: Random) -> Decimal:
    """Where a child may stand at the beginning: short of the criterion, and within the range of its unit."""
    criterion: Decimal = goal.fields["criterion_value"]
    unit = Unit(goal.fields["criterion_unit"])
    if goal.fields["measure"] == Measure.GOAL_ATTAINMENT:
        return Decimal(-2)
    if goal.fields["criterion_direction"] == Direction.AT_MOST:
        return min(criterion * dice.choice(FAR_ABOVE), Decimal(MOST[unit]))
    least = 1 if unit is Unit.LEVEL else 0
    return Decimal(max(least, int(criterion * dice.randrange(2, 7) / 10)))


def spots_for(
    goal: BankGoal, day: ClassDay, visited: Collection[str], sessions: int, dice: Random
) -> list[Spot]:
    """Where a goal is practised in the class's day; of what suits it, the therapist stays with the kinds visited."""
    lot = dice.randrange(100)
    if lot < NOWHERE:
        return []
    suited = _suited(goal, day.kinds)
    welcome = [kind for kind in suited if kind in day.open_kinds] or suited
    with_therapist = next((kind for kind in welcome if kind in visited), welcome[0])
    if lot < NOWHERE + THERAPIST_ALONE:
        return [Spot(with_therapist, Who.THERAPIST, 1)]
    others = [kind for kind in suited if kind != with_therapist] or suited
    spots = [
        Spot(with_therapist, Who.THERAPIST, min(sessions, 5)),
        Spot(others[0], Who.TEACHER, dice.choice((2, 3, 5)), _how(goal, dice)),
    ]
    if dice.random() < 0.35:
        spots.append(Spot(others[-1], dice.choice((Who.ASSISTANT, Who.PEER)), dice.choice((1, 2, 5))))
    if dice.random() < (0.8 if HOME in goal.settings else 0.2):
        spots.append(Spot("", Who.FAMILY, dice.choice((2, 3, 5)), dice.choice(AT_HOME)))
    return spots


def _how(goal: BankGoal, dice: Random) -> str:
    """One of the bank's strategies, but for a personal scale: what is said of that is for who writes it."""
    return "" if goal.fields["measure"] == Measure.GOAL_ATTAINMENT else dice.choice(goal.strategies)[:200]


def _suited(goal: BankGoal, kinds: Sequence[str]) -> list[str]:
    """Up to four kinds of this class's day that suit the goal: its own settings first, then what is usual."""
    usual = USUAL_FIT[goal.discipline]
    best = sorted(kinds, key=lambda kind: (kind not in goal.settings, -usual.get(kind, usual["*"])))
    own = [kind for kind in best if kind in goal.settings]
    return (own if len(own) > 1 else best)[:4]


def _in_any_order(discipline: Discipline, age: int, own: str, dice: Random) -> list[BankGoal]:
    """The bank's goals for a child, of the areas that few have only the child's own."""
    all_of_them = bank(discipline=discipline, age=age, limit=1000)
    fitting = [goal for goal in all_of_them if goal.area not in FEW_HAVE or goal.area == own]
    return dice.sample(fitting, len(fitting))
