"""A small CP-SAT model: the best places for the missing sessions and tasks of a plan, the rest standing as it is.

In words. A Boolean for each join (see `joins`). Joins of one start and place that may share a visit have a Boolean
for the visit being at least as long as each of their lengths, and, in a room, one for each smaller group size that
someone in it asks for. A service takes one therapist, days far enough apart, and no more than it misses; a child is
in one session at a time; rooms, classrooms and therapists have their limits; therapists' days are
`days.TherapistDay`. The objective is the cost's change, with what direct minutes are taken
to be `worth`. Linear relaxation at level 2 (cuts from the at-most-one
sets) is what makes these models fast.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from alongside.engine.solver.days import Item, Literal, TherapistDay
from alongside.engine.solver.instance import FAR, Instance
from alongside.engine.solver.joins import Join, by_slot
from alongside.engine.solver.plan import Block, Plan
from alongside.engine.solver.worth import Worth


@dataclass(frozen=True)
class Change:
    """What a solved model asks of the plan: blocks to take out and blocks to put in."""

    out: tuple[Block, ...]
    into: tuple[Block, ...]


class Submodel:
    """The model for a plan from which some blocks have been taken; made under the plan's lock, solved outside it."""

    def __init__(
        self,
        plan: Plan,
        joins: list[Join],
        tasks: Iterable[int],
        known: Iterable[Block],
        exact: bool = False,
        worth: Worth | None = None,
    ) -> None:
        self.plan = plan
        self.worth = worth or {}
        self.instance: Instance = plan.instance
        self.model: Any = cp_model.CpModel()
        self.joins = joins
        self.literals: list[Literal] = [self.model.new_bool_var("") for _ in joins]
        self.cost: list[tuple[int, Literal]] = []
        self.constant = 0
        self.items: defaultdict[tuple[int, int], list[Item]] = defaultdict(list)
        self.lengths: defaultdict[tuple[int, int], list[tuple[int, Literal]]] = defaultdict(list)
        self.placed: defaultdict[tuple[int, int], list[tuple[int, int, Literal]]] = defaultdict(list)
        self.task_starts: list[tuple[int, int, int, Literal]] = []
        self.solver = cp_model.CpSolver()
        self.effort = 0.0
        """After `solve`: the deterministic time taken; all that was allowed where the choice is not proven best."""
        self.bound = -FAR
        """After `solve`: no choice of these joins changes the cost by less."""
        self._services()
        self._standing_visits()
        self._new_visits()
        self._tasks(tasks)
        self._children()
        self._places()
        self._limits()
        for (therapist, day), items in self.items.items():
            fixed = list(plan.of_day[therapist][day])
            self.cost += TherapistDay(
                self.model, self.instance, therapist, day, items, fixed, exact
            ).constrain()
        self._hint(known)
        change = cp_model.LinearExpr.weighted_sum(
            [literal for _, literal in self.cost], [cost for cost, _ in self.cost]
        )
        self.model.minimize(change + self.constant)

    def solve(self, seconds: float, effort: float, seed: int) -> Change | None:
        """The best choice found in that time; None where there is none. Lets other threads run.

        `effort` is OR-Tools' deterministic time: about seconds, but the same on every run.
        """
        solver = self.solver
        # Ctrl-C is for whoever asked for the timetable to answer; CP-SAT would take the signal for itself.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.max_deterministic_time = effort
        solver.parameters.random_seed = seed
        status = solver.solve(self.model)
        self.effort = effort if status == cp_model.FEASIBLE else solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None  # Without a solution CP-SAT's figure for the bound means nothing.
        self.bound = ceil(solver.best_objective_bound - 1e-6)
        chosen = [n for n, literal in enumerate(self.literals) if solver.boolean_value(literal)]
        starts = [each[:3] for each in self.task_starts if solver.boolean_value(each[3])]
        return self._change(chosen, starts)

    def interrupt(self) -> None:
        """Ends a running `solve` early."""
        self.solver.stop_search()

    def _change(self, chosen: list[int], starts: list[tuple[int, int, int]]) -> Change:
        wider: defaultdict[Block, list[int]] = defaultdict(list)
        for number in chosen:
            standing = self.joins[number].standing
            if standing is not None:
                wider[standing].append(self.joins[number].service)
        new = [number for number in chosen if self.joins[number].standing is None]
        visits = [
            self.plan.visit(therapist, day, start, place, [self.joins[number].service for number in numbers])
            for (therapist, day, start, place, _), numbers in by_slot(new, self.joins, self.instance).items()
        ]
        visits += [
            self.plan.visit(block.therapist, block.day, block.start, block.place, (*block.services, *more))
            for block, more in wider.items()
        ]
        tasks = [self.plan.task(*start) for start in starts]
        return Change(tuple(wider), tuple(visits + tasks))

    # Services and children.

    def _services(self) -> None:
        instance, plan = self.instance, self.plan
        of_service: defaultdict[int, list[int]] = defaultdict(list)
        for number, join in enumerate(self.joins):
            of_service[join.service].append(number)
        missing_of_child: defaultdict[int, list[Literal]] = defaultdict(list)
        for service, numbers in of_service.items():
            literals = [self.literals[number] for number in numbers]
            missing_of_child[instance.child_of[service]] += literals
            missing = plan.missing(service)
            if missing < instance.days:
                self._at_most(literals, missing)
            by_day: defaultdict[int, defaultdict[int, list[Literal]]] = defaultdict(lambda: defaultdict(list))
            for number in numbers:
                join = self.joins[number]
                by_day[join.therapist][join.day].append(self.literals[number])
                self.cost.append((join.price - instance.missing_price[service], self.literals[number]))
            self._space(by_day, instance.apart[service])
            if len(by_day) > 1:
                self._one_therapist(by_day, missing)
        self._fairness(missing_of_child)

    def _space(
        self, by_day: dict[int, defaultdict[int, list[Literal]]], apart: int, chosen: Literal = None
    ) -> None:
        """At most one session in as many days as sessions lie apart."""
        days = self.instance.days
        for first in range(max(1, days - apart + 1)):
            window = [
                literal
                for of_therapist in by_day.values()
                for day in range(first, min(days, first + apart))
                for literal in of_therapist[day]
            ]
            if chosen is not None and window:
                self.model.add_at_most_one([*window, chosen.negated()])
            elif len(window) > 1:
                self.model.add_at_most_one(window)

    def _one_therapist(self, by_day: dict[int, defaultdict[int, list[Literal]]], missing: int) -> None:
        chosen = {therapist: self.model.new_bool_var("") for therapist in by_day}
        self.model.add_at_most_one(chosen.values())
        for therapist, of_day in by_day.items():
            self._space({therapist: of_day}, 1, chosen[therapist])

    def _fairness(self, missing_of_child: dict[int, list[Literal]]) -> None:
        """A child's missing sessions after the first cost more."""
        instance, plan = self.instance, self.plan
        for child, literals in missing_of_child.items():
            missing = sum(plan.missing(service) for service in instance.services_of[child])
            if missing > 1 and instance.weights.unfair:
                unfair = self.model.new_int_var(0, missing - 1, "")
                self.model.add(unfair + cp_model.LinearExpr.sum(literals) >= missing - 1)
                self.cost.append((instance.weights.unfair, unfair))
                self.constant -= instance.weights.unfair * (missing - 1)

    def _children(self) -> None:
        """One session at a time, so many a day, and the repeated kinds of pull-out."""
        instance, plan = self.instance, self.plan
        of_child: defaultdict[int, list[int]] = defaultdict(list)
        for number, join in enumerate(self.joins):
            of_child[instance.child_of[join.service]].append(number)
        for child, numbers in of_child.items():
            if len({self.joins[number].service for number in numbers}) > 1:
                self._one_session_at_a_time(numbers)
            most = instance.problem.children[child].max_sessions_per_day
            if most is not None:
                held = [0] * instance.days
                for service in instance.services_of[child]:
                    for block in plan.of_service[service]:
                        held[block.day] += 1
                for day in range(instance.days):
                    literals = [self.literals[n] for n in numbers if self.joins[n].day == day]
                    self._at_most(literals, most - held[day])
            if instance.weights.repeat:
                self._repeats(child, numbers)

    def _one_session_at_a_time(self, numbers: list[int]) -> None:
        minutes = self.instance.minutes
        days: defaultdict[int, list[tuple[int, int, Literal]]] = defaultdict(list)
        for number in numbers:
            join = self.joins[number]
            days[join.day].append((join.start, join.start + minutes[join.service], self.literals[number]))
        for spans in days.values():
            for moment in {start for start, _, _ in spans}:
                together = [literal for start, end, literal in spans if start <= moment < end]
                if len(together) > 1:
                    self.model.add_at_most_one(together)

    def _repeats(self, child: int, numbers: list[int]) -> None:
        instance, plan = self.instance, self.plan
        touching: defaultdict[str, list[Literal]] = defaultdict(list)
        for number in numbers:
            join = self.joins[number]
            if not instance.is_classroom(join.place):
                for kind in instance.kinds(join.service, join.day, join.start):
                    touching[kind].append(self.literals[number])
        held: defaultdict[str, int] = defaultdict(int)
        for service in instance.services_of[child]:
            for block in plan.of_service[service]:
                if not instance.is_classroom(block.place):
                    for kind in instance.kinds(service, block.day, block.start):
                        held[kind] += 1
        most = sum(plan.missing(service) for service in instance.services_of[child])
        for kind, literals in touching.items():
            if held[kind]:
                self.cost += [(instance.weights.repeat, literal) for literal in literals]
            elif len(literals) > 1 and most > 1:
                repeats = self.model.new_int_var(0, most - 1, "")
                self.model.add(repeats >= cp_model.LinearExpr.sum(literals) - 1)
                self.cost.append((instance.weights.repeat, repeats))

    # Visits.

    def _standing_visits(self) -> None:
        """Who is taken into a visit that stands: as many as it still holds."""
        instance = self.instance
        taking: defaultdict[Block, list[int]] = defaultdict(list)
        for number, join in enumerate(self.joins):
            if join.standing is not None:
                taking[join.standing].append(number)
        for block, numbers in taking.items():
            held = len(block.services)
            if instance.is_classroom(block.place):
                most = instance.problem.therapists[block.therapist].max_children_per_visit
                self._at_most([self.literals[number] for number in numbers], most - held)
            else:
                most = min(instance.max_group[service] for service in block.services)
                self._group(numbers, None, held, most)

    def _new_visits(self) -> None:
        new = [number for number, join in enumerate(self.joins) if join.standing is None]
        for slot, numbers in by_slot(new, self.joins, self.instance).items():
            therapist, day, start, place, _ = slot
            shared = self._visit(therapist, start, place, numbers)
            site = self.instance.place_site[place]
            self.items[therapist, day].append(Item((site, place), shared))
            self.cost.append((self.instance.weights.visit, shared[0][2]))
            begun = start
            for _, ends, literal in shared:
                self.lengths[therapist, day].append((ends - begun, literal))
                if therapist in self.worth:
                    self.cost.append((self.worth[therapist] * (ends - begun), literal))
                begun = ends
            self.placed[place, day] += shared

    def _visit(
        self, therapist: int, start: int, place: int, numbers: list[int]
    ) -> tuple[tuple[int, int, Literal], ...]:
        """The stretches of a new visit, with the literals that say how far it goes."""
        instance = self.instance
        minutes = [instance.minutes[self.joins[number].service] for number in numbers]
        if len(numbers) == 1:
            return ((start, start + minutes[0], self.literals[numbers[0]]),)
        lengths = sorted(set(minutes))
        literals = [self.model.new_bool_var("") for _ in lengths]
        for longer, shorter in zip(literals[1:], literals, strict=False):
            self.model.add_implication(longer, shorter)
        for number, length in zip(numbers, minutes, strict=True):
            self.model.add_implication(self.literals[number], literals[lengths.index(length)])
        self.model.add_bool_or([literals[0].negated(), *(self.literals[number] for number in numbers)])
        if instance.is_classroom(place):
            most = instance.problem.therapists[therapist].max_children_per_visit
            if len(numbers) > most:
                every = [self.literals[number] for number in numbers]
                self.model.add(cp_model.LinearExpr.sum(every) <= most * literals[0])
        else:
            self._group(numbers, literals[0], 0, None)
        begins = [start, *(start + length for length in lengths[:-1])]
        ends = [start + length for length in lengths]
        return tuple(zip(begins, ends, literals, strict=True))

    def _group(self, numbers: list[int], visit: Literal | None, held: int, most: int | None) -> None:
        """A group no larger than anyone in it asks for: `held` are in it already and ask for `most`."""
        asks = [self.instance.max_group[self.joins[number].service] for number in numbers]
        sizes = sorted({ask for ask in asks if most is None or ask < most} | ({most} if most else set()))
        total = cp_model.LinearExpr.sum([self.literals[number] for number in numbers])
        bound: Any = sizes[-1] * visit if visit is not None else sizes[-1]
        above: Literal | None = None
        for smaller, larger in zip(reversed(sizes[:-1]), reversed(sizes[1:]), strict=True):
            small = self.model.new_bool_var("")
            for number, ask in zip(numbers, asks, strict=True):
                if ask == smaller:
                    self.model.add_implication(self.literals[number], small)
            if above is not None:
                self.model.add_implication(small, above)
            bound = bound - (larger - smaller) * small
            above = small
        self.model.add(total + held <= bound)

    def _tasks(self, tasks: Iterable[int]) -> None:
        instance, plan = self.instance, self.plan
        for task in tasks:
            literals = []
            for day, slot in np.argwhere(instance.task_starts(task)):
                block = plan.task(task, int(day), int(slot) * instance.step)
                if not plan.fits(block):
                    continue
                literal = self.model.new_bool_var("")
                literals.append(literal)
                self.task_starts.append((task, block.day, block.start, literal))
                item = Item((block.site, -2 - task), ((block.start, block.end, literal),))
                self.items[block.therapist, block.day].append(item)
                self.cost.append((-instance.task_price[task], literal))
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    # Places and limits.

    def _places(self) -> None:
        instance, plan = self.instance, self.plan
        for (place, day), spans in self.placed.items():
            fixed = plan.of_place[place][day]
            most = 1
            if instance.is_classroom(place):
                classroom = instance.problem.classrooms[place]
                most = classroom.max_visitors
                if classroom.max_visits_per_day is not None:
                    visits = [
                        item.stretches[0][2]
                        for (_, its_day), items in self.items.items()
                        if its_day == day
                        for item in items
                        if item.where[1] == place
                    ]
                    self._at_most(visits, classroom.max_visits_per_day - len(fixed))
            for moment in sorted({start for start, _, _ in spans} | {block.start for block in fixed}):
                literals = [literal for start, end, literal in spans if start <= moment < end]
                held = sum(block.start <= moment < block.end for block in fixed)
                self._at_most(literals, most - held)

    def _limits(self) -> None:
        """Direct minutes by day and by cycle."""
        held = self.plan.minutes_of_day
        of_therapist: defaultdict[int, list[tuple[int, Literal]]] = defaultdict(list)
        for (therapist, day), lengths in self.lengths.items():
            of_therapist[therapist] += lengths
            most = self.instance.problem.therapists[therapist].max_direct_minutes_per_day
            self._at_most_minutes(lengths, most, held[therapist][day])
        for therapist, lengths in of_therapist.items():
            most = self.instance.problem.therapists[therapist].max_direct_minutes_per_cycle
            self._at_most_minutes(lengths, most, sum(held[therapist]))

    def _at_most_minutes(self, lengths: list[tuple[int, Literal]], most: int | None, held: int) -> None:
        if most is not None:
            minutes = cp_model.LinearExpr.weighted_sum(
                [literal for _, literal in lengths], [length for length, _ in lengths]
            )
            self.model.add(minutes <= most - held)

    def _at_most(self, literals: list[Literal], most: int) -> None:
        if len(literals) > most == 1:
            self.model.add_at_most_one(literals)
        elif len(literals) > most:
            self.model.add(cp_model.LinearExpr.sum(literals) <= max(0, most))

    def _hint(self, known: Iterable[Block]) -> None:
        """Starts the search from where the freed sessions were."""
        standing = {
            (service, block.therapist, block.day, block.start, block.place)
            for block in known
            for service in block.services
        }
        for join, literal in zip(self.joins, self.literals, strict=True):
            was = (join.service, join.therapist, join.day, join.start, join.place) in standing
            self.model.add_hint(literal, was and join.standing is None)
        tasks = {(block.task, block.day, block.start) for block in known if block.task >= 0}
        for task, day, start, literal in self.task_starts:
            self.model.add_hint(literal, (task, day, start) in tasks)
