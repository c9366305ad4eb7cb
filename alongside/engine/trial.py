"""Tries one visit beside what stands: the rules that it would break, and what it would do to the cost."""

from collections import Counter
from dataclasses import asdict, replace

from alongside.engine.cost import COUNTS
from alongside.engine.problem import Visit
from alongside.engine.rules import Breach, Naming, breaches_of_visits
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable


def breaches_with(
    standing: Standing, visit: Visit, *, instead_of: int | None = None, name: Naming = str
) -> list[Breach]:
    """The breaches that come with this visit, put in place of the visit numbered `instead_of` or beside them
    all.

    Breaches that stand without it are not its fault and are left out. A new visit bears the number after the
    last.
    """
    problem, visits = standing.problem, standing.timetable.visits
    numbers, part = standing.near(visit, instead_of)
    already = Counter(breach.sentence for breach in breaches_of_visits(problem, part, name))
    whole = replace(part, visits=(*part.visits, visit))
    in_whole = [*numbers, len(visits) if instead_of is None else instead_of]
    found = []
    for breach in breaches_of_visits(problem, whole, name):
        if already[breach.sentence]:
            already[breach.sentence] -= 1
        else:
            found.append(replace(breach, visits=tuple(sorted(in_whole[n] for n in breach.visits))))
    return found


def cost_change(standing: Standing, visit: Visit, *, instead_of: int | None = None) -> int:
    """What the cost would change by."""
    _, part = standing.near(visit, instead_of)
    before = part.visits if instead_of is None else (*part.visits, standing.timetable.visits[instead_of])
    return _cost(standing, part, (*part.visits, visit)) - _cost(standing, part, before)


def _cost(standing: Standing, part: Timetable, visits: tuple[Visit, ...]) -> int:
    """The cost of a part of a timetable; two of them differ as the wholes do."""
    timetable = replace(part, visits=visits)
    weights: dict[str, int] = asdict(standing.problem.weights)
    return sum(weights[name] * count(standing.problem, timetable) for name, count in COUNTS.items())
