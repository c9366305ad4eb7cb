"""A quick way from a first plan to a fair one: a few visits are taken out and fitted in again, hundreds of times a
second.

Ruin and recreate with annealing, after G. Schrimpf et al., "Record breaking optimization results using the ruin and
recreate principle" (2000). It only ever fits in one session at a time, so it settles early; the small models of the
search go on from there.
"""

from collections.abc import Callable
from math import log
from random import Random

from alongside.engine.solver.greedy import place_session, place_task
from alongside.engine.solver.neighbourhoods import KINDS
from alongside.engine.solver.plan import Block, Plan
from alongside.engine.solver.worth import guided_cost, scarce_minutes

TRIES_PER_SESSION = 8
WARMTH = 60.0
"""How much dearer a plan may get at the first tries, on average of those that are taken; less and less later."""
MOST_SESSIONS = 10
"""Sessions taken out at once."""


def recreate(
    plan: Plan, random: Random, over: Callable[[], bool], better: Callable[[], None] = lambda: None
) -> None:
    """Makes the plan cheaper, or leaves it as it was. Ends early once it is `over`; calls `better` at every best."""
    best, best_cost = set(plan.blocks()), plan.cost
    tries = TRIES_PER_SESSION * sum(plan.instance.sessions)
    for number in range(tries):
        if over():
            break
        _try(plan, random, WARMTH * (1 - number / tries))
        if plan.cost < best_cost:
            best, best_cost = set(plan.blocks()), plan.cost
            better()
    become(plan, best)


def become(plan: Plan, blocks: set[Block]) -> None:
    """Takes out and puts back what the plan differs by from these blocks."""
    now = set(plan.blocks())
    for block in sorted(now - blocks):
        plan.remove(block)
    for block in sorted(blocks - now):
        plan.add(block)


def _try(plan: Plan, random: Random, warmth: float) -> None:
    drawn = random.choice(KINDS)(plan, random, random.randint(2, MOST_SESSIONS))
    out = [block for block in dict.fromkeys(drawn) if block not in plan.pinned]
    if not out:
        return
    before, worth = set(plan.blocks()), scarce_minutes(plan)
    limit = guided_cost(plan, worth) - warmth * log(1 - random.random())
    for block in out:
        plan.remove(block)
    for task in range(len(plan.of_task)):
        place_task(plan, task)
    for service in _in_some_order(plan, random, {block.therapist for block in out}):
        while plan.missing(service) > 0 and place_session(plan, service):
            pass
    if guided_cost(plan, worth) > limit:
        become(plan, before)


def _in_some_order(plan: Plan, random: Random, therapists: set[int]) -> list[int]:
    """What these therapists might serve that is missing: by chance, the dearest first, or whoever is seen alone."""
    instance = plan.instance
    missing = [
        service
        for service in range(len(plan.of_service))
        if plan.missing(service) > 0 and not therapists.isdisjoint(plan.therapists_for(service))
    ]
    weights = random.choice((None, instance.missing_price, [-each for each in instance.max_group]))
    if weights is None:
        random.shuffle(missing)
        return missing
    return sorted(missing, key=lambda service: -weights[service] * random.random())
