"""A therapist's day in a small model: one thing at a time, time to change over or travel, lunch, the way between
sites.

An *item* is a visit or task that may come about. Each stretch that it covers has a literal, for a shared visit is
as long as the longest session in it. Sets of literals that exclude each other come moment by moment: two items
exclude each other when one covers moment m and the other, elsewhere, covers moment m - d for some d up to their
separation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from alongside.engine.problem import Lunch
from alongside.engine.solver.instance import FAR, Instance
from alongside.engine.solver.lunches import Gap, Where, gaps_at_the_ends, gaps_between
from alongside.engine.solver.plan import Block

Literal = Any
"""A Boolean variable of CP-SAT."""


@dataclass(frozen=True, slots=True)
class Item:
    """A visit or task that may come about: where, and (from, until, literal) in minutes, first to last.

    Every task has a negative place of its own.
    """

    where: Where
    stretches: tuple[tuple[int, int, Literal], ...]

    @property
    def start(self) -> int:
        return self.stretches[0][0]

    @property
    def shortest(self) -> int:
        return self.stretches[0][1] - self.stretches[0][0]


class TherapistDay:
    """The constraints of one therapist's day: `fixed` stand, `items` (at least one) may come about.

    `exact` says that nothing legal may be left out: of a lunch between sites it then asks a little less than rule 3.
    """

    def __init__(
        self,
        model: Any,
        instance: Instance,
        therapist: int,
        day: int,
        items: list[Item],
        fixed: list[Block],
        exact: bool,
    ) -> None:
        self.model = model
        self.instance = instance
        self.therapist = therapist
        self.step = instance.step
        self.separation = instance.separation[therapist]
        self.lunch = instance.lunch[therapist][day]
        self.items = items
        self.fixed = fixed
        self.exact = exact
        self.moments = sorted({item.start for item in items})
        self.covering: defaultdict[int, defaultdict[Where, list[Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        """By moment and place: the literals of what would be there then."""
        for item in items:
            for begins, ends, literal in item.stretches:
                for moment in range(begins, ends, self.step):
                    self.covering[moment][item.where].append(literal)

    def constrain(self) -> list[tuple[int, Literal]]:
        """Adds everything; returns the (cost, literal) terms of travel."""
        for moment in self.moments:
            self._at_most_one(literal for each in self.covering[moment].values() for literal in each)
        self._keep_apart()
        if self.instance.impassable:
            self._keep_to_one_side()
        if self.lunch is not None:
            self._have_lunch(self.lunch)
        return self._travel()

    def _at_most_one(self, literals: Iterable[Literal]) -> None:
        found = list(literals)
        if len(found) > 1:
            self.model.add_at_most_one(found)

    def _keep_apart(self) -> None:
        shortest = min(item.shortest for item in self.items)
        sites = sorted({item.where[0] for item in self.items})
        for site in sites:
            for other in sites:
                if self.separation[site][other] >= FAR:
                    continue
                # Distances no further apart than the shortest item find every pair that is too near.
                gap = -(-self.separation[site][other] // self.step) * self.step
                while gap > 0:
                    for moment in self.moments:
                        if site == other:
                            self._change_over(moment, gap, site)
                        else:
                            before, after = self._at(moment - gap, site), self._at(moment, other)
                            if before and after:
                                self._at_most_one(before + after)
                    gap -= shortest

    def _change_over(self, moment: int, gap: int, site: int) -> None:
        if moment - gap not in self.covering:
            return
        for where, before in self.covering[moment - gap].items():
            if where[0] == site and before:
                after = [
                    literal
                    for place, literals in self.covering[moment].items()
                    if place != where and place[0] == site
                    for literal in literals
                ]
                if after:
                    self._at_most_one(before + after)

    def _at(self, moment: int, site: int) -> list[Literal]:
        if moment not in self.covering:
            return []
        return [
            literal
            for where, literals in self.covering[moment].items()
            if where[0] == site
            for literal in literals
        ]

    def _keep_to_one_side(self) -> None:
        """Sites that cannot be travelled between share no day."""
        seen: dict[int, Literal] = {}
        for item in self.items:
            site = item.where[0]
            if site not in seen:
                seen[site] = self.model.new_bool_var("")
            self.model.add_implication(item.stretches[0][2], seen[site])
        for a, b in combinations(seen, 2):
            if self.instance.travel[a][b] >= FAR:
                self.model.add_at_most_one([seen[a], seen[b]])

    def _have_lunch(self, lunch: Lunch) -> None:
        """Chooses a gap that nothing spoils, unless some gap cannot be spoilt at all."""
        possible: list[Gap] = []
        for gap in self._gaps(lunch):
            if any(map(gap.forbids_block, self.fixed)):
                continue
            if not any(gap.forbids(item.where, *span[:2]) for item in self.items for span in item.stretches):
                return
            possible.append(gap)
        chosen = [self.model.new_bool_var("") for _ in possible]
        self.model.add_exactly_one(chosen)
        at_moment: defaultdict[int, list[Literal]] = defaultdict(list)
        last = max(self.covering) + self.step
        for literal, gap in zip(chosen, possible, strict=True):
            begins = gap.begins // self.step * self.step
            for moment in range(begins, min(gap.everywhere, last), self.step):
                at_moment[moment].append(literal)
            for item in self.items:
                for start, end, stretch in item.stretches:
                    within = gap.begins < end and start < gap.everywhere
                    if not within and gap.forbids(item.where, start, end):
                        self.model.add_at_most_one([literal, stretch])
        for moment, literals in at_moment.items():
            if moment not in self.covering:
                continue
            covering = [literal for each in self.covering[moment].values() for literal in each]
            self._at_most_one(literals + covering)

    def _gaps(self, lunch: Lunch) -> list[Gap]:
        """The ways to have lunch on a day with these sites, each from where something may end.

        Those of a place left are the same for all models, so they are kept with the instance.
        """
        ends: defaultdict[Where, set[int]] = defaultdict(set)
        for (site, place), end in self._ends():
            ends[site, place].add(end)
            ends[site, -1].add(end)
        fixed = {(block.site, block.place) for block in self.fixed}
        places = sorted({item.where for item in self.items} | fixed)
        sites = tuple(sorted({site for site, _ in places}))
        left = [(site, -1) for site in sites]
        left += [where for where in places if where[1] >= 0 and self._on_both_sides(where, lunch)]
        found = gaps_at_the_ends(lunch, self.step)
        for where in left:
            key = (self.therapist, sites, where)
            if key not in self.instance.gaps:
                self.instance.gaps[key] = gaps_between(lunch, self.separation, sites, where, self.step)
            every = self.instance.gaps[key]
            # The first also stands for what ended so early that lunch and any way fit behind it.
            found += [gap for gap in every if gap.begins in ends[where] or (where[1] < 0 and gap is every[0])]
        return [replace(gap, latest_end={}, lenient=True) for gap in found] if self.exact else found

    def _ends(self) -> Iterator[tuple[Where, int]]:
        yield from ((item.where, end) for item in self.items for _, end, _ in item.stretches)
        yield from (((block.site, block.place), block.end) for block in self.fixed)

    def _on_both_sides(self, where: Where, lunch: Lunch) -> bool:
        """Whether lunch might come between two visits in the same place."""
        starts = [item.start for item in self.items if item.where == where]
        starts += [block.start for block in self.fixed if (block.site, block.place) == where]
        return min(starts) < lunch.latest - lunch.minutes and max(starts) >= lunch.earliest + lunch.minutes

    def _travel(self) -> list[tuple[int, Literal]]:
        """At each start the therapist is at one site; where the site changes from start to start, she travels."""
        sites = sorted({item.where[0] for item in self.items} | {block.site for block in self.fixed})
        if len(sites) < 2:
            return []
        weight, travel = self.instance.weights.travel, self.instance.travel
        moments = sorted({*self.moments, *(block.start for block in self.fixed)})
        at = [{site: self.model.new_bool_var("") for site in sites} for _ in moments]
        for moment, here in zip(moments, at, strict=True):
            self.model.add_exactly_one(here.values())
            for where, literals in self.covering[moment].items() if moment in self.covering else ():
                for literal in literals:
                    self.model.add_implication(literal, here[where[0]])
            for block in self.fixed:
                if block.start <= moment < block.end:
                    self.model.add(here[block.site] == 1)
        terms: list[tuple[int, Literal]] = []
        for here, then in pairwise(at):
            for a in sites:
                for b in sites:
                    if a != b and travel[a][b] >= FAR:
                        self.model.add_at_most_one([here[a], then[b]])
                    elif a != b and weight * travel[a][b]:
                        move = self.model.new_bool_var("")
                        self.model.add_bool_or([move, here[a].negated(), then[b].negated()])
                        terms.append((weight * travel[a][b], move))
        return terms
