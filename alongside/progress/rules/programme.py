"""Figures of a programme that say nothing about one child: groups that are small are not shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

#: A group of fewer children is not shown: with four, one family's knowledge of its own child says much of the rest.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What a group of children had and reached; `children` is how many they are.

    `minutes_in_class` of `minutes` were given in class; `at_goal` of `goals` have their last points at the goal;
    `levels_expected` of `levels` scales of `scaled` children stand at the expected level or above; `with_classmates` is
    the mean over children of the share of looks in which each was together with classmates, of so many `looked_at`.
    Those two are about fewer children than the rest, and are hidden on their own: `hides_levels`, `hides_company`.
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
    hides_levels: bool = False
    hides_company: bool = False

    @property
    def share_in_class(self) -> float | None:
        """The part of the minutes for which a child stayed in class."""
        return self.minutes_in_class / self.minutes if self.minutes else None

    def without_levels(self) -> Figures:
        return replace(self, scaled=0, levels=0, levels_expected=0, hides_levels=True)

    def without_company(self) -> Figures:
        return replace(self, looked_at=0, with_classmates=None, hides_company=True)


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the programme: a school, a discipline and a model, or a total where one of them is empty."""

    school: str
    discipline: str
    model: str
    figures: Figures
    is_hidden: bool = False


def hide_small(groups: Sequence[Group]) -> list[Group]:
    """The groups without the figures of those that are too small, nor any from which those could be worked out.

    Three questions, each asked of how many children had it: were there children, had they a scale, were they looked
    at. The rule is that of primary and secondary suppression in official statistics: what is hidden among the parts of
    a total that is shown must together be many children, and a part of something hidden is hidden too, since the sum of
    all parts is the whole.
    """
    hidden = _hidden(groups, lambda figures: figures.children)
    levels = _hidden(groups, lambda figures: figures.scaled)
    company = _hidden(groups, lambda figures: figures.looked_at)
    found = []
    for place, group in enumerate(groups):
        if place in hidden:
            found.append(replace(group, figures=Figures(), is_hidden=True))
            continue
        figures = group.figures
        if place in levels:
            figures = figures.without_levels()
        if place in company:
            figures = figures.without_company()
        found.append(replace(group, figures=figures))
    return found


def _hidden(groups: Sequence[Group], children: Callable[[Figures], int]) -> set[int]:
    """The places of the groups that are not shown, by how many children a question is about."""
    size = [children(group.figures) for group in groups]
    hidden = {place for place, number in enumerate(size) if 0 < number < SMALLEST}
    for total, parts in _families(groups):
        if total in hidden:
            hidden.update(parts)
            continue
        overlap = (
            groups[parts[0]].discipline and not groups[parts[0]].model
        )  # A child may have two disciplines.
        while shown := [place for place in parts if place not in hidden and size[place]]:
            out = [size[place] for place in parts if place in hidden and size[place]]
            if not out or (len(out) > 1 and (max(out) if overlap else sum(out)) >= SMALLEST):
                break
            hidden.add(min(shown, key=lambda place: size[place]))
    return hidden


def _families(groups: Sequence[Group]) -> list[tuple[int, list[int]]]:
    """Each total with the places of its parts, from the whole down: its schools, their disciplines, their models."""
    parts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    where = {(group.school, group.discipline, group.model): place for place, group in enumerate(groups)}
    for place, group in enumerate(groups):
        if group.model:
            parts[group.school, group.discipline, ""].append(place)
        elif group.discipline:
            parts[group.school, "", ""].append(place)
        elif group.school:
            parts["", "", ""].append(place)
    order = sorted(parts, key=lambda total: sum(map(bool, total)))
    return [(where[total], parts[total]) for total in order if total in where]
