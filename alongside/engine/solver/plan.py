"""The timetable while it is being made: blocks by day, place and service, what fits beside them, and what it all
costs.

A *block* is a visit or a placed task. A plan keeps every rule at all times: `fits` says whether one more block can
stand, and every part of the cost is kept up to date by child and by therapist's day as blocks come and go.
"""

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import NamedTuple

from alongside.engine.solver.instance import FAR, NEVER, Instance


class Block(NamedTuple):
    """A visit (`task` is -1) or a placed task (`place` is -1), by numbers of the instance and minutes of the day."""

    therapist: int
    day: int
    start: int
    end: int
    place: int
    site: int
    services: tuple[int, ...]
    task: int


class Plan:
    """Blocks that stand together, with their cost."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        therapists = len(instance.problem.therapists)
        self.of_day: list[list[list[Block]]] = [[[] for _ in range(instance.days)] for _ in range(therapists)]
        self.of_place: list[list[list[Block]]] = [
            [[] for _ in range(instance.days)] for _ in instance.place_names
        ]
        self.of_service: list[list[Block]] = [[] for _ in instance.minutes]
        self.of_task: list[Block | None] = [None] * len(instance.task_price)
        self.minutes_of_day = [[0] * instance.days for _ in range(therapists)]
        self.pinned: set[Block] = set()
        self.cost = sum(instance.task_price)
        self._child_cost = [0] * len(instance.services_of)
        self._day_cost = [[0] * instance.days for _ in range(therapists)]
        for child in range(len(instance.services_of)):
            self._reckon_child(child)

    def copy(self) -> "Plan":
        """Another plan with the same blocks and pins."""
        other = Plan(self.instance)
        for block in self.blocks():
            other.add(block)
        other.pinned = set(self.pinned)
        return other

    # What stands.

    def blocks(self) -> Iterable[Block]:
        """Every block, by therapist, day and start."""
        return (block for days in self.of_day for day in days for block in day)

    def missing(self, service: int) -> int:
        return self.instance.sessions[service] - len(self.of_service[service])

    def unmet(self) -> int:
        """The missing sessions of all services."""
        return sum(self.missing(service) for service in range(len(self.of_service)))

    def therapists_for(self, service: int) -> list[int]:
        """Who may still serve a service: the therapist it has, or everyone it admits."""
        held = self.of_service[service]
        return [held[0].therapist] if held else self.instance.therapists_of[service]

    def add(self, block: Block) -> None:
        self.of_day[block.therapist][block.day].append(block)
        self.of_day[block.therapist][block.day].sort(key=_start)
        if block.task >= 0:
            self.of_task[block.task] = block
            self.cost -= self.instance.task_price[block.task]
        else:
            self.of_place[block.place][block.day].append(block)
            self.minutes_of_day[block.therapist][block.day] += block.end - block.start
            for service in block.services:
                self.of_service[service].append(block)
        self._reckon(block)

    def remove(self, block: Block) -> None:
        self.of_day[block.therapist][block.day].remove(block)
        if block.task >= 0:
            self.of_task[block.task] = None
            self.cost += self.instance.task_price[block.task]
        else:
            self.of_place[block.place][block.day].remove(block)
            self.minutes_of_day[block.therapist][block.day] -= block.end - block.start
            for service in block.services:
                self.of_service[service].remove(block)
        self._reckon(block)

    def holds(self, block: Block) -> bool:
        return block in self.of_day[block.therapist][block.day]

    # Making blocks.

    def visit(self, therapist: int, day: int, start: int, place: int, services: Iterable[int]) -> Block:
        """The visit that serves these services: as long as the longest of them."""
        services = tuple(sorted(services))
        end = start + max(self.instance.minutes[service] for service in services)
        site = self.instance.place_site[place]
        return Block(therapist, day, start, end, place, site, services, -1)

    def task(self, task: int, day: int, start: int) -> Block:
        found = self.instance.problem.tasks[task]
        therapist = self.instance.therapist_number[found.therapist]
        site = self.instance.site_number[found.site]
        return Block(therapist, day, start, start + found.minutes, -1, site, (), task)

    # Whether one more block can stand. The numbers are those of the rules in the schedule format.

    def fits(self, block: Block) -> bool:
        """Whether the plan with this block added keeps every rule."""
        instance, slot = self.instance, block.start // self.instance.step
        if block.start % instance.step or slot >= instance.slots:
            return False
        if block.task >= 0:
            placed = self.of_task[block.task] is not None
            return (
                not placed
                and bool(instance.task_starts(block.task)[block.day, slot])
                and self._fits_day(block)
            )
        minutes = block.end - block.start
        return (
            bool(instance.presence(block.therapist, block.site, minutes)[block.day, slot])
            and bool(instance.open(block.place, minutes)[block.day, slot])
            and self._fits_limits(block, minutes)
            and self._fits_group(block)
            and all(self._fits_service(block, service, slot) for service in block.services)
            and self._fits_place(block)
            and self._fits_day(block)
        )

    def _fits_limits(self, block: Block, minutes: int) -> bool:
        """Rule 4."""
        therapist = self.instance.problem.therapists[block.therapist]
        held = self.minutes_of_day[block.therapist]
        a_day, a_cycle = therapist.max_direct_minutes_per_day, therapist.max_direct_minutes_per_cycle
        if a_day is not None and held[block.day] + minutes > a_day:
            return False
        return a_cycle is None or sum(held) + minutes <= a_cycle

    def _fits_group(self, block: Block) -> bool:
        """Who may share a visit, of rules 6 and 7."""
        instance, services = self.instance, block.services
        if instance.is_classroom(block.place):
            most = instance.problem.therapists[block.therapist].max_children_per_visit
            return len(services) <= most and all(
                instance.classroom_of[each] == block.place for each in services
            )
        return (
            len({instance.word_of[each] for each in services}) == 1
            and len(services) <= min(instance.max_group[each] for each in services)
            and all(instance.site_of[each] == block.site for each in services)
            and len({instance.child_of[each] for each in services}) == len(services)
        )

    def _fits_service(self, block: Block, service: int, slot: int) -> bool:
        """Rules 8 and 9, and what its routines say to the session (6 and 7)."""
        instance = self.instance
        if block.therapist not in instance.therapists_of[service]:
            return False
        if instance.price(service, instance.is_classroom(block.place))[block.day, slot] >= NEVER:
            return False
        held = self.of_service[service]
        if len(held) >= instance.sessions[service]:
            return False
        for other in held:
            if other.therapist != block.therapist or abs(other.day - block.day) < instance.apart[service]:
                return False
        child = instance.child_of[service]
        end = block.start + instance.minutes[service]
        sessions = 1
        for sister in instance.services_of[child]:
            if sister != service:
                if sister in block.services:
                    return False
                for other in self.of_service[sister]:
                    if other.day == block.day:
                        sessions += 1
                        if other.start < end and block.start < other.start + instance.minutes[sister]:
                            return False
        most = instance.problem.children[child].max_sessions_per_day
        return most is None or sessions + len([each for each in held if each.day == block.day]) <= most

    def _fits_place(self, block: Block) -> bool:
        """What the classroom (6) or the room (7) has free."""
        others = self.of_place[block.place][block.day]
        crossing = [each for each in others if each.start < block.end and each.end > block.start]
        if not self.instance.is_classroom(block.place):
            return not crossing
        classroom = self.instance.problem.classrooms[block.place]
        most = classroom.max_visits_per_day
        if most is not None and len(others) >= most:
            return False
        if len(crossing) < classroom.max_visitors:
            return True
        moments = [max(each.start, block.start) for each in crossing]
        return classroom.max_visitors > 0 and all(
            sum(each.start <= moment < each.end for each in crossing) < classroom.max_visitors
            for moment in moments
        )

    def _fits_day(self, block: Block) -> bool:
        blocks = self.of_day[block.therapist][block.day]
        return day_stands(self.instance, sorted([*blocks, block], key=_start))

    # The cost, by child and by therapist's day.

    def _reckon(self, block: Block) -> None:
        instance = self.instance
        for child in {instance.child_of[service] for service in block.services}:
            self._reckon_child(child)
        blocks = self.of_day[block.therapist][block.day]
        travel = sum(instance.travel[a.site][b.site] for a, b in pairwise(blocks))
        visits = sum(each.task < 0 for each in blocks)
        cost = instance.weights.visit * visits + instance.weights.travel * travel
        self.cost += cost - self._day_cost[block.therapist][block.day]
        self._day_cost[block.therapist][block.day] = cost

    def _reckon_child(self, child: int) -> None:
        cost = self._cost_of_child(child)
        self.cost += cost - self._child_cost[child]
        self._child_cost[child] = cost

    def _cost_of_child(self, child: int) -> int:
        instance, weights = self.instance, self.instance.weights
        cost = missing = 0
        touched: dict[str, int] = {}
        for service in instance.services_of[child]:
            held = self.of_service[service]
            lacking = instance.sessions[service] - len(held)
            missing += lacking
            cost += lacking * instance.missing_price[service]
            cost += weights.moved * len(instance.previous.get(service, ()))
            for block in held:
                push_in = block.place < instance.classrooms
                cost += int(instance.price(service, push_in)[block.day, block.start // instance.step])
                if not push_in:
                    for kind in instance.kinds(service, block.day, block.start):
                        touched[kind] = touched.get(kind, 0) + 1
                if service in instance.previous:
                    cost += instance.moved(service, block.therapist, block.day, push_in, block.start)
        cost += weights.repeat * sum(times - 1 for times in touched.values())
        return cost + weights.unfair * max(0, missing - 1)


def day_stands(instance: Instance, blocks: list[Block]) -> bool:
    """Whether a therapist's day, in order of start, keeps separation (2) and lunch (3)."""
    if not blocks:
        return True
    for before, after in pairwise(blocks):
        if after.start < before.end + separation(instance, before, after):
            return False
    if instance.impassable and any(
        instance.travel[a.site][b.site] == FAR for a, b in combinations(blocks, 2)
    ):
        return False
    lunch = instance.lunch[blocks[0].therapist][blocks[0].day]
    if lunch is None:
        return True
    earliest, latest, minutes = lunch.earliest, lunch.latest, lunch.minutes
    if (
        min(blocks[0].start, latest) - earliest >= minutes
        or latest - max(blocks[-1].end, earliest) >= minutes
    ):
        return True
    for before, after in pairwise(blocks):
        if min(after.start, latest) - max(before.end, earliest) >= minutes:
            apart = separation(instance, before, after)
            if min(after.start, latest) - max(before.end + apart, earliest) >= minutes:
                return True
            if min(after.start - apart, latest) - max(before.end, earliest) >= minutes:
                return True
    return False


def separation(instance: Instance, before: Block, after: Block) -> int:
    """Minutes between two neighbours of a therapist's day (2)."""
    if before.place == after.place >= 0:
        return 0
    return instance.separation[before.therapist][before.site][after.site]


def _start(block: Block) -> int:
    return block.start
