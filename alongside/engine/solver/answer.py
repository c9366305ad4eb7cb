"""Between timetables and plans: reading pins and a given start, and telling an answer that has been checked."""

from alongside.engine.cost import cost_of
from alongside.engine.problem import Mode, Visit
from alongside.engine.rules import breaches, conflicts_of_pins
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.plan import Block, Plan
from alongside.engine.timetable import PlacedTask, Status, Timetable


class WrongAnswer(Exception):
    """A solver's answer that the rules or the cost do not confirm; it is never handed out."""


def fixed_plan(instance: Instance) -> Plan | Timetable:
    """The plan with only the pins in it, or the answer that they cannot stand, with the reasons."""
    problem, plan = instance.problem, Plan(instance)
    conflicts = tuple(dict.fromkeys(breach.sentence for breach in conflicts_of_pins(problem)))
    if conflicts:
        return Timetable(Status.INFEASIBLE, 0, 0, conflicts=conflicts)
    for visit in problem.pinned:
        block = _block_of(plan, visit)
        plan.add(block)
        plan.pinned.add(block)
    return plan


def warm_start(plan: Plan, start: Timetable) -> None:
    """Adds what still may stand of a timetable: whole visits first, then what is left of them, then tasks."""
    instance, problem = plan.instance, plan.instance.problem
    for placed in start.tasks:
        if placed.task in instance.task_number and placed.day in problem.day_number:
            block = plan.task(instance.task_number[placed.task], problem.day_number[placed.day], placed.start)
            if plan.fits(block):
                plan.add(block)
    for visit in start.visits:
        known = [name for name in visit.services if name in instance.service_number]
        if (
            not known
            or (visit.mode, visit.place) not in instance.place_number
            or visit.therapist not in instance.therapist_number
            or visit.day not in problem.day_number
        ):
            continue
        whole = _block_of(plan, visit, known)
        if plan.fits(whole):
            plan.add(whole)
            continue
        kept: tuple[int, ...] = ()
        for service in whole.services:
            part = plan.visit(whole.therapist, whole.day, whole.start, whole.place, (*kept, service))
            if plan.fits(part):
                kept = part.services
        if kept:
            plan.add(plan.visit(whole.therapist, whole.day, whole.start, whole.place, kept))


def told(plan: Plan, *, bound: int) -> Timetable:
    """The timetable of a plan. Raises `WrongAnswer` unless rules and cost confirm it and the bound is not above."""
    problem = plan.instance.problem
    blocks = sorted(plan.blocks(), key=lambda block: (block.day, block.start, block.therapist))
    timetable = Timetable.of(
        problem,
        [_visit_of(plan.instance, block) for block in blocks if block.task < 0],
        [
            PlacedTask(problem.tasks[block.task].id, problem.days[block.day], block.start)
            for block in blocks
            if block.task >= 0
        ],
        status=Status.OPTIMAL if plan.cost == bound else Status.FEASIBLE,
        cost=plan.cost,
        bound=bound,
    )
    cost = cost_of(problem, timetable).total
    if cost != plan.cost:
        raise WrongAnswer(f"The plan says that it costs {plan.cost}, the format's terms sum to {cost}.")
    if bound > cost:
        raise WrongAnswer(f"The bound {bound} is above the cost {cost}.")
    if broken := breaches(problem, timetable):
        raise WrongAnswer(broken[0].sentence)
    return timetable


def _block_of(plan: Plan, visit: Visit, services: list[str] | None = None) -> Block:
    instance = plan.instance
    return plan.visit(
        instance.therapist_number[visit.therapist],
        instance.problem.day_number[visit.day],
        visit.start,
        instance.place_number[visit.mode, visit.place],
        [instance.service_number[name] for name in services or visit.services],
    )


def _visit_of(instance: Instance, block: Block) -> Visit:
    problem = instance.problem
    mode, place = instance.place_names[block.place]
    return Visit(
        problem.therapists[block.therapist].id,
        problem.days[block.day],
        block.start,
        block.end,
        Mode(mode),
        place,
        tuple(problem.services[service].id for service in block.services),
    )
