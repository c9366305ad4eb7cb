"""The ways for a therapist to have lunch (rule 3), as gaps in a day that forbid what would fill them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.engine.problem import Lunch
from alongside.engine.solver.instance import FAR
from alongside.engine.solver.plan import Block

AFTER_MIDNIGHT = FAR
"""A moment that never comes, for gaps that no start can end."""

Where = tuple[int, int]
"""A site and a place in it; a place below 0 is a task's, or any place of the site."""


@dataclass(frozen=True)
class Gap:
    """One way to have lunch: nothing from `begins`, when the therapist left `left`, until a start that depends on
    where it is.

    `latest_end` bounds, by site, the ends of what comes before elsewhere, as the way from there may be longer.
    """

    begins: int
    everywhere: int
    """Until when nothing may be anywhere."""
    left: Where = (-1, -1)
    back_at: int = 0
    """Until when nothing may be in the very place that was left."""
    until: Mapping[int, int] = field(default_factory=dict)
    """Until when nothing may be at a site."""
    latest_end: Mapping[int, int] = field(default_factory=dict)
    lenient: bool = False
    """Whether what comes before is not asked where it was."""

    def forbids(self, where: Where, begins: int, ends: int) -> bool:
        """Whether something there at that time would spoil this lunch."""
        stays = where == self.left and where[1] >= 0
        until = self.back_at if stays else self.until.get(where[0], self.everywhere)
        if ends > self.begins and begins < until:
            return True
        if self.lenient or begins >= self.begins or stays or (self.left[1] < 0 and where[0] == self.left[0]):
            return False
        return ends > self.latest_end.get(where[0], self.begins)

    def forbids_block(self, block: Block) -> bool:
        return self.forbids((block.site, block.place), block.start, block.end)


def gaps_at_the_ends(lunch: Lunch, step: int) -> list[Gap]:
    """Lunch before everything, and lunch after everything."""
    return [
        Gap(0, -(-(lunch.earliest + lunch.minutes) // step) * step),
        Gap(lunch.latest - lunch.minutes, AFTER_MIDNIGHT),
    ]


def gaps_between(
    lunch: Lunch, separation: list[list[int]], sites: tuple[int, ...], left: Where, step: int
) -> list[Gap]:
    """Lunch between leaving a place (or a site, wherever there) and the next start at any of the sites."""
    ways = {site: separation[left[0]][site] for site in sites}
    longest = max((way for way in ways.values() if way < FAR), default=0)
    found = []
    first = max(0, (lunch.earliest - longest) // step * step)
    for begins in range(first, lunch.latest - lunch.minutes + 1, step):
        until = {site: _on_grid(first_start(lunch, begins, way), step) for site, way in ways.items()}
        back_at = _on_grid(first_start(lunch, begins, 0), step) if left[1] >= 0 else AFTER_MIDNIGHT
        everywhere = min(back_at, *until.values())
        if everywhere < AFTER_MIDNIGHT:
            returns = [(left[0], back_at)] if left[1] >= 0 else []
            latest_end = {
                before: min(
                    (
                        last_end(lunch, start, separation[before][after])
                        for after, start in (*until.items(), *returns)
                        if start < AFTER_MIDNIGHT and separation[before][after] < FAR
                    ),
                    default=begins,
                )
                for before in sites
            }
            found.append(Gap(begins, everywhere, left, back_at, until, latest_end))
    return found


def _on_grid(moment: int, step: int) -> int:
    return min(AFTER_MIDNIGHT, -(-moment // step) * step)


def first_start(lunch: Lunch, end: int, apart: int) -> int:
    """The first start after a gap from `end` that holds the lunch and, before or after it, the separation."""
    late, early = max(end + apart, lunch.earliest), max(end, lunch.earliest)
    found = [late + lunch.minutes] if late + lunch.minutes <= lunch.latest else []
    if early + lunch.minutes <= lunch.latest:
        found.append(early + lunch.minutes + apart)
    return min(found, default=AFTER_MIDNIGHT)


def last_end(lunch: Lunch, start: int, apart: int) -> int:
    """The last end before a gap until `start` that holds the lunch and, before or after it, the separation; or -1."""
    found = []
    late = min(start, lunch.latest) - lunch.minutes
    if late >= lunch.earliest:
        found.append(late - apart)
    early = min(start - apart, lunch.latest) - lunch.minutes
    if early >= lunch.earliest:
        found.append(early)
    return max(found, default=-1)
