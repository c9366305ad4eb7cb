"""Figures of a programme that say nothing about one child: groups that are small are not shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

#: A group of fewer children is not shown: with four, one family's knowledge of its own child says much of the rest.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What a group of children had and reached; `children` is how many they are.

    `minutes_in_class` of `minutes` were given in class; `at_goal` of `goals` have their last points at the goal;
    `levels_expected` of `levels` scales of `scaled` children stand at the expected level or above; `with_classmates` is
    the mean over children of the share of looks in which each was together with classmates, of so many `looked_at`.
    """

    children: int = 0
    sessions: int = 0
    minutes: int = 0
    minutes_in_class: int = 0
    goals: int = 0
    judged: int = 0
    at_goal: int = 0
    scaled: int = 0
    levels: int = 0
    levels_expected: int = 0
    with_classmates: float | None = None
    looked_at: int = 0

    @property
    def share_in_class(self) -> float | None:
        """The part of the minutes for which a child stayed in class."""
        return self.minutes_in_class / self.minutes if self.minutes else None

    @property
    def shows_levels(self) -> bool:
        """Whether enough children have a scale for its figures to be nobody's own."""
        return self.scaled >= SMALLEST

    @property
    def shows_company(self) -> bool:
        """Whether enough children were looked at for their mean to be nobody's own."""
        return self.looked_at >= SMALLEST


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the programme: a school, a discipline and a model, or a total where one of them is empty."""

    school: str
    discipline: str
    model: str
    figures: Figures
    is_hidden: bool = False


def hide_small(groups: Sequence[Group]) -> list[Group]:
    """The groups without the figures of those that are too small, nor of one more where that could be worked out.

    Where a total stands beside its parts and only one part is hidden, it could be had by taking the others away; the
    smallest of the others is hidden too. The rule is that of primary and secondary suppression in official statistics.
    """
    hidden = {place for place, group in enumerate(groups) if 0 < group.figures.children < SMALLEST}
    for parts in _families(groups):
        shown = [place for place in parts if place not in hidden and groups[place].figures.children]
        if sum(place in hidden for place in parts) == 1 and shown:
            hidden.add(min(shown, key=lambda place: groups[place].figures.children))
    return [
        replace(group, figures=Figures(), is_hidden=True) if place in hidden else group
        for place, group in enumerate(groups)
    ]


def _families(groups: Sequence[Group]) -> Iterable[list[int]]:
    """The places of the groups that add up to one total: all models of a discipline at a school, and so on."""
    by_total: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        if group.model:
            by_total["model", group.school, group.discipline].append(place)
        elif group.discipline:
            by_total["discipline", group.school, ""].append(place)
        elif group.school:
            by_total["school", "", ""].append(place)
    return by_total.values()
