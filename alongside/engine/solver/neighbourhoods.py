"""What to take out of a plan together, so that putting it back better is worth a try.

Each kind of neighbourhood grows or shrinks with how quickly its models were solved, and is drawn more often the
more it has gained for its time. The kinds that pay, from a study of this format: some visits of one therapist,
services of one group word at one site, a time band, a few classrooms, and what is unmet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from alongside.engine.solver.plan import Block, Plan

SMALLEST, LARGEST = 6, 120
"""Sessions in a neighbourhood."""
MISSED_FIRST = 0.6
"""How often a therapist is chosen for a session that is missing, rather than for how busy she is."""
EFFORT_OF_MAKING = 0.05
"""What it takes to make a model, in the deterministic time that it takes to solve one."""


@dataclass
class Kind:
    """One kind of neighbourhood, with its size in sessions and what it has been worth."""

    draw: Callable[[Plan, Random, int], list[Block]]
    size: float = 14.0
    gain: float = 1.0
    """Cost gained for its effort, lately."""


@dataclass(frozen=True)
class Neighbourhood:
    """Blocks to take out, and services and tasks to place anew (those in the blocks, and some that are missing)."""

    kind: Kind
    blocks: tuple[Block, ...]


class Neighbourhoods:
    """Draws neighbourhoods and learns which pay."""

    def __init__(self, plan: Plan, random: Random) -> None:
        self.plan = plan
        self.random = random
        self.kinds = [Kind(draw) for draw in KINDS]

    def draw(self, busy: Iterable[Block]) -> Neighbourhood:
        """A neighbourhood without pins and without the blocks that another thread is trying to move."""
        weights = [kind.gain + 0.15 * max(each.gain for each in self.kinds) for kind in self.kinds]
        (kind,) = self.random.choices(self.kinds, weights)
        kept = self.plan.pinned.union(busy)
        drawn = [block for block in kind.draw(self.plan, self.random, round(kind.size)) if block not in kept]
        return Neighbourhood(kind, tuple(dict.fromkeys(drawn)))

    def learn(self, kind: Kind, gained: int, effort: float, allowed: float) -> None:
        """Takes note of a gain and of the deterministic time for it; where all that was allowed, it was too large."""
        kind.gain = 0.9 * kind.gain + 0.1 * gained / (effort + EFFORT_OF_MAKING)
        if effort < 0.3 * allowed:
            kind.size = min(LARGEST, kind.size * 1.05)
        elif effort >= allowed:
            kind.size = max(SMALLEST, kind.size * 0.9)


def services_to_place(plan: Plan, random: Random, blocks: Iterable[Block], most: int = 16) -> list[int]:
    """The services of the blocks taken out, and some that are missing and might use their therapists' time."""
    blocks = list(blocks)
    found = dict.fromkeys(service for block in blocks for service in block.services)
    therapists = {block.therapist for block in blocks} or set(range(len(plan.of_day)))
    missing = [
        service
        for service in range(len(plan.of_service))
        if service not in found
        and plan.missing(service) > 0
        and not therapists.isdisjoint(plan.therapists_for(service))
    ]
    random.shuffle(missing)
    return list(found) + missing[:most]


def _until(blocks: Iterable[Block], size: int) -> list[Block]:
    """The first blocks that together hold that many sessions."""
    found: list[Block] = []
    sessions = 0
    for block in blocks:
        if sessions >= size:
            break
        found.append(block)
        sessions += max(1, len(block.services))
    return found


def _busy_days(plan: Plan) -> list[tuple[int, int]]:
    return [
        (therapist, day)
        for therapist, days in enumerate(plan.of_day)
        for day, blocks in enumerate(days)
        if blocks
    ]


def _anyone(plan: Plan, random: Random) -> int:
    """A therapist, more often a busier one or one whom more sessions wait for."""
    missing = [service for service in range(len(plan.of_service)) if plan.missing(service) > 0]
    therapists = plan.therapists_for(random.choice(missing)) if missing else []
    if therapists and random.random() < MISSED_FIRST:
        return random.choice(therapists)
    days = _busy_days(plan)
    return random.choice(days)[0] if days else random.randrange(len(plan.of_day))


def some_days(plan: Plan, random: Random, size: int) -> list[Block]:
    """Whole days: one day of one therapist, then more of hers."""
    if not plan.of_day:
        return []
    days = plan.of_day[_anyone(plan, random)]
    order = random.sample(range(len(days)), len(days))
    return _until((block for day in order for block in days[day]), size)


def some_visits(plan: Plan, random: Random, size: int) -> list[Block]:
    """Visits of one therapist anywhere in the cycle."""
    if not plan.of_day:
        return []
    blocks = [block for day in plan.of_day[_anyone(plan, random)] for block in day]
    random.shuffle(blocks)
    return _until(blocks, size)


def one_therapist_at_a_time_of_day(plan: Plan, random: Random, size: int) -> list[Block]:
    """Visits of one therapist about the same time of day, on every day."""
    if not plan.of_day:
        return []
    blocks = [block for day in plan.of_day[_anyone(plan, random)] for block in day]
    if not blocks:
        return []
    middle = random.choice(blocks).start
    return _until(sorted(blocks, key=lambda block: abs(block.start - middle)), size)


def one_group_word(plan: Plan, random: Random, size: int) -> list[Block]:
    """All visits to children whose services bear one group word at one site."""
    instance = plan.instance
    if not instance.minutes:
        return []
    one = random.randrange(len(instance.minutes))
    alike = [
        service
        for service in range(len(instance.minutes))
        if instance.word_of[service] == instance.word_of[one]
        and instance.site_of[service] == instance.site_of[one]
    ]
    random.shuffle(alike)
    return _until(dict.fromkeys(block for service in alike for block in plan.of_service[service]), size)


def time_band(plan: Plan, random: Random, size: int) -> list[Block]:
    """What is near one moment of one day, for all therapists whose children share a site."""
    days = _busy_days(plan)
    if not days:
        return []
    therapist, day = random.choice(days)
    centre = random.choice(plan.of_day[therapist][day])
    sites = {block.site for block in plan.of_day[therapist][day]}
    near = [
        block
        for each in plan.of_day
        if any(block.site in sites for block in each[day])
        for block in each[day]
    ]
    return _until(sorted(near, key=lambda block: abs(block.start - centre.start)), size)


def some_classrooms(plan: Plan, random: Random, size: int) -> list[Block]:
    """All visits to the children of a few classrooms of one site."""
    instance = plan.instance
    if not instance.minutes:
        return []
    site = random.choice(instance.site_of)
    classrooms = sorted(
        {instance.classroom_of[s] for s in range(len(instance.minutes)) if instance.site_of[s] == site}
    )
    random.shuffle(classrooms)
    rank = {classroom: n for n, classroom in enumerate(classrooms)}
    services = [s for s in range(len(instance.minutes)) if instance.site_of[s] == site]
    services.sort(key=lambda service: rank[instance.classroom_of[service]])
    return _until(dict.fromkeys(block for service in services for block in plan.of_service[service]), size)


def around_unmet(plan: Plan, random: Random, size: int) -> list[Block]:
    """Visits of a therapist who might serve what is missing, on some days, and the child's own sessions."""
    instance = plan.instance
    missing = [service for service in range(len(plan.of_service)) if plan.missing(service) > 0]
    if not missing:
        return some_days(plan, random, size)
    service = random.choice(missing)
    own = [
        block for each in instance.services_of[instance.child_of[service]] for block in plan.of_service[each]
    ]
    therapists = instance.therapists_of[service]
    if not therapists:
        return some_days(plan, random, size)
    days = plan.of_day[random.choice(therapists)]
    order = random.sample(range(len(days)), len(days))
    site = instance.site_of[service]
    order.sort(key=lambda day: not any(block.site == site for block in days[day]))
    return _until([*own, *(block for day in order for block in days[day])], size)


KINDS = (
    some_days,
    some_visits,
    one_group_word,
    time_band,
    some_classrooms,
    around_unmet,
    one_therapist_at_a_time_of_day,
)
"""Every kind: what it draws from a plan, as many sessions or a few more."""
