"""Timetables without search: the first fit of a careful person, and the best fit that a search starts from."""

from collections.abc import Callable

import numpy as np

from alongside.engine.problem import Problem
from alongside.engine.solver.answer import fixed_plan, told
from alongside.engine.solver.instance import NEVER, Instance
from alongside.engine.solver.openings import openings
from alongside.engine.solver.plan import Block, Plan
from alongside.engine.timetable import Timetable

MINUTE_PRICE = 1.5
"""What best fit takes a minute of a therapist to be worth, in cost: groups leave more time for others."""

STARTS_TRIED = 24
"""How many of the cheapest starts are asked for lunch before a place counts as full."""


def first_fit(problem: Problem) -> Timetable:
    """The timetable of a careful person with paper: by priority, each session at the first start that all rules
    allow.

    A session joins a visit that is there already where it may; a service of either delivery is first tried as
    push-in.
    """
    instance = Instance(problem)
    plan = fixed_plan(instance)
    if isinstance(plan, Timetable):
        return plan
    fill_first(plan)
    return told(plan, bound=0)


def fill_first(plan: Plan, over: Callable[[], bool] = lambda: False) -> None:
    """Adds what is missing by priority, each session at the first start that fits. Ends early once it is `over`."""
    for task in range(len(plan.of_task)):
        place_task(plan, task)
    services = plan.instance.problem.services
    for service in sorted(range(len(services)), key=lambda service: -services[service].priority):
        while plan.missing(service) > 0 and not over() and _place_first(plan, service):
            pass


def _place_first(plan: Plan, service: int) -> bool:
    instance = plan.instance
    joins = sorted(joinable(plan, service), key=lambda block: (block.day, block.start))
    for block in joins:
        if join(plan, block, service):
            return True
    found: list[tuple[int, int, int, int]] = []
    for therapist in plan.therapists_for(service):
        for place in instance.places_of(service):
            open_starts = np.argwhere(openings(plan, service, therapist, place) < NEVER)
            found += [(int(day), int(slot), therapist, place) for day, slot in open_starts]
    for day, slot, therapist, place in sorted(found):
        block = plan.visit(therapist, day, slot * instance.step, place, (service,))
        if plan.fits(block):
            plan.add(block)
            return True
    return False


def fill(plan: Plan, over: Callable[[], bool] = lambda: False) -> None:
    """Adds what is missing where it costs least, hardest services first; what stands stays, but visits take
    children in.

    Ends early once it is `over`.
    """
    instance = plan.instance
    for task in range(len(plan.of_task)):
        place_task(plan, task)
    choices = [
        sum(
            int((instance.price(service, instance.is_classroom(place)) < NEVER).sum())
            for place in instance.places_of(service)
        )
        * len(instance.therapists_of[service])
        for service in range(len(instance.minutes))
    ]
    services = sorted(
        range(len(choices)), key=lambda each: (-instance.problem.services[each].priority, choices[each])
    )
    for service in services:
        while plan.missing(service) > 0 and not over() and place_session(plan, service):
            pass


def place_task(plan: Plan, task: int) -> bool:
    """Places a missing task at the last start that fits: late in its window it parts the day least."""
    if plan.of_task[task] is not None:
        return False
    instance = plan.instance
    for day, slot in np.argwhere(instance.task_starts(task))[::-1]:
        block = plan.task(task, int(day), int(slot) * instance.step)
        if plan.fits(block):
            plan.add(block)
            return True
    return False


def place_session(plan: Plan, service: int) -> bool:
    """Places one session of a service where the plan's cost, with its therapist's time, rises least."""
    best = _best_join(plan, service)
    visit = _best_visit(plan, service, best[0] if best else NEVER)
    if visit is not None:
        plan.add(visit)
    elif best is not None:
        _, old, new = best
        plan.remove(old)
        plan.add(new)
    return visit is not None or best is not None


def joinable(plan: Plan, service: int) -> list[Block]:
    """The visits that might take the service in, as far as place, therapist and group word go."""
    instance, word = plan.instance, plan.instance.word_of[service]
    found = []
    for place in instance.places_of(service):
        room = not instance.is_classroom(place)
        for blocks in plan.of_place[place]:
            for block in blocks:
                if room and instance.word_of[block.services[0]] != word:
                    continue
                if block.therapist in instance.therapists_of[service] and block not in plan.pinned:
                    found.append(block)
    return found


def join(plan: Plan, block: Block, service: int) -> Block | None:
    """The visit with the service in it, now in the plan; None, and nothing changed, where that breaks a rule."""
    if service in block.services:
        return None
    wider = plan.visit(block.therapist, block.day, block.start, block.place, (*block.services, service))
    plan.remove(block)
    if plan.fits(wider):
        plan.add(wider)
        return wider
    plan.add(block)
    return None


def _best_join(plan: Plan, service: int) -> tuple[float, Block, Block] | None:
    best: tuple[float, Block, Block] | None = None
    before = plan.cost
    for block in joinable(plan, service):
        wider = join(plan, block, service)
        if wider is None:
            continue
        longer = (wider.end - wider.start) - (block.end - block.start)
        score = plan.cost - before + MINUTE_PRICE * longer
        plan.remove(wider)
        plan.add(block)
        if best is None or score < best[0]:
            best = score, block, wider
    return best


def _best_visit(plan: Plan, service: int, below: float) -> Block | None:
    """The new visit of least score, where that is less than the join's."""
    instance, before = plan.instance, plan.cost
    best: Block | None = None
    for therapist in plan.therapists_for(service):
        for place in instance.places_of(service):
            prices = openings(plan, service, therapist, place).ravel()
            for position in np.argsort(prices, kind="stable")[:STARTS_TRIED]:
                if prices[position] >= NEVER:
                    break
                day, slot = divmod(int(position), instance.slots)
                block = plan.visit(therapist, day, slot * instance.step, place, (service,))
                if not plan.fits(block):
                    continue
                plan.add(block)
                score = plan.cost - before + MINUTE_PRICE * instance.minutes[service]
                plan.remove(block)
                if score < below:
                    best, below = block, score
                break
    return best
