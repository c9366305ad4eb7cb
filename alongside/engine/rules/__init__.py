"""The ten rules of the schedule format, one file each, written to be read; they know nothing of the solver.

`breaches` asks them all. To add a rule, see `docs/how-to/add-a-rule.md`.
"""

from collections.abc import Callable, Iterator, Mapping

from alongside.engine.problem import Problem
from alongside.engine.rules import (
    availability,
    children,
    direct_minutes,
    document,
    length,
    lunch,
    pins,
    pull_out,
    push_in,
    separation,
    spacing,
)
from alongside.engine.rules.breach import Breach, Naming
from alongside.engine.timetable import Status, Timetable
from alongside.wording import gettext as _

__all__ = [
    "OF_VISITS",
    "RULES",
    "Breach",
    "Naming",
    "breaches",
    "breaches_of_visits",
    "conflicts_of_pins",
    "naming",
]

Rule = Callable[[Problem, Timetable, Naming], Iterator[Breach]]

OF_VISITS: Mapping[int, Rule] = {
    1: availability.breaches,
    2: separation.breaches,
    3: lunch.breaches,
    4: direct_minutes.breaches,
    5: length.breaches,
    6: push_in.breaches,
    7: pull_out.breaches,
    8: children.breaches,
    9: spacing.of_sessions,
}
"""The rules, or their parts, about the visits and tasks that stand: what can be asked of a part of a timetable."""

RULES: Mapping[int, Rule] = {**OF_VISITS, 9: spacing.breaches, 10: pins.breaches}
"""Every rule by its number in the schedule format."""


def breaches(problem: Problem, timetable: Timetable, names: Mapping[str, str] | None = None) -> list[Breach]:
    """Every place where the timetable breaks a rule, rule by rule; empty where it keeps them all.

    `names` gives the display name of an id, a day of the cycle or a routine kind; one without is named as it is.
    """
    unknown = list(document.unknown_names(problem, timetable))
    if unknown:
        return unknown
    if timetable.status is Status.INFEASIBLE:
        return list(_wrongly_infeasible(problem, timetable))
    name = naming(names)
    found = list(document.off_grid(problem, timetable))
    for rule in RULES.values():
        found.extend(rule(problem, timetable, name))
    return found


def breaches_of_visits(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    """The same for a part of a timetable: what is said to be missing and what is pinned is not asked."""
    yield from document.off_grid(problem, timetable)
    for rule in OF_VISITS.values():
        yield from rule(problem, timetable, name)


def conflicts_of_pins(problem: Problem, names: Mapping[str, str] | None = None) -> list[Breach]:
    """The rules that the pinned visits break by themselves; the problem is infeasible exactly where there are
    any.

    No rule that is broken is mended by more visits or tasks, so the pins alone decide.
    """
    return breaches(problem, Timetable.of(problem, problem.pinned), names)


def naming(names: Mapping[str, str] | None) -> Naming:
    """The display name of an id (a day, a routine kind), or the id itself where none is given."""
    known = names or {}
    return lambda each: known.get(each, each)


def _wrongly_infeasible(problem: Problem, timetable: Timetable) -> Iterator[Breach]:
    if timetable.visits or timetable.tasks:
        yield Breach(0, _("An infeasible problem has no timetable, but visits or tasks stand here."))
    if not timetable.conflicts:
        yield Breach(0, _("The timetable says that the problem is infeasible, but not why."))
    if not conflicts_of_pins(problem):
        yield Breach(
            0, _("The timetable says that the problem is infeasible, but the pinned visits keep every rule.")
        )
