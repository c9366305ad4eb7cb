"""The choices of a small model: joins, each one session of a service with a therapist at a start in a place.

A join either opens a visit of its own start and place (which other joins of that start and place may share), or takes
the session into a visit that stands. Only a few starts a day are offered; the noise that picks among equal ones is
shared by all services of a therapist, so that children who might form a group are offered the same starts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from alongside.engine.solver.greedy import join, joinable
from alongside.engine.solver.instance import NEVER, Instance, Mask, Table
from alongside.engine.solver.openings import openings
from alongside.engine.solver.plan import Block, Plan

ROOMS_OFFERED = 2
"""Rooms of one site that a therapist is offered besides those she is in: more are mostly the same choice again."""

SPREADS = (10.0, 40.0, 100.0)
"""How much noise, in cost, is put on starts before the best are kept."""


@dataclass(frozen=True, slots=True)
class Join:
    """One session of a service; `standing` is the visit of the plan that would take it in, or None for a new one."""

    service: int
    therapist: int
    day: int
    start: int
    place: int
    price: int
    standing: Block | None = None

    @property
    def slot(self) -> tuple[int, int, int, int]:
        """What joins of one new visit have in common."""
        return self.therapist, self.day, self.start, self.place


class JoinPicker:
    """Picks joins for the missing sessions of a plan: at most `keep` new starts a day for each service and place.

    Where `keep` is None all starts and rooms are offered.
    """

    def __init__(self, plan: Plan, random: Random, keep: int | None, freed: Iterable[Block]) -> None:
        self.plan = plan
        self.instance = plan.instance
        self.random = random
        self.keep = keep
        self.spread = random.choice(SPREADS)
        self.known: dict[int, set[tuple[int, int, int, int]]] = {}
        self.rooms_in_use: dict[int, set[int]] = {}
        for block in freed:
            for service in block.services:
                key = (block.therapist, block.day, block.start, block.place)
                self.known.setdefault(service, set()).add(key)
            if block.place >= 0:
                self.rooms_in_use.setdefault(block.therapist, set()).add(block.place)
        self.noise: dict[int, npt.NDArray[np.float64]] = {}
        self.rooms: dict[tuple[int, int], list[int]] = {}

    def of(self, service: int) -> list[Join]:
        """The joins of one service; those of the freed visits are always among them."""
        plan, instance = self.plan, self.instance
        found: list[Join] = []
        for therapist in plan.therapists_for(service):
            roomed = np.zeros((instance.days, instance.slots), dtype=np.bool_)
            for place in self._places(service, therapist):
                table = openings(plan, service, therapist, place)
                new = table < NEVER
                if self.keep is not None and not instance.is_classroom(place):
                    new &= (
                        ~roomed
                    )  # One free room is enough at any start, and fewer choices are solved sooner.
                    roomed |= new
                for day, slot in self._starts(service, therapist, place, table, new):
                    start = slot * instance.step
                    price = int(table[day, slot])
                    found.append(self._priced(Join(service, therapist, day, start, place, price)))
        for block in joinable(plan, service):
            if block.end - block.start < instance.minutes[service]:
                continue
            wider = join(plan, block, service)
            if wider is None:
                continue
            plan.remove(wider)
            plan.add(block)
            table = instance.price(service, instance.is_classroom(block.place))
            price = int(table[block.day, block.start // instance.step])
            found.append(
                self._priced(
                    Join(service, block.therapist, block.day, block.start, block.place, price, standing=block)
                )
            )
        return found

    def _priced(self, each: Join) -> Join:
        instance = self.instance
        if each.service not in instance.previous:
            return each
        push_in = instance.is_classroom(each.place)
        change = instance.moved(each.service, each.therapist, each.day, push_in, each.start)
        return Join(
            each.service,
            each.therapist,
            each.day,
            each.start,
            each.place,
            each.price + change,
            each.standing,
        )

    def _places(self, service: int, therapist: int) -> list[int]:
        instance = self.instance
        places = instance.places_of(service)
        site = instance.site_of[service]
        if self.keep is None or not instance.rooms_at[site]:
            return places
        key = (therapist, site)
        if key not in self.rooms:
            rooms = self.random.sample(instance.rooms_at[site], len(instance.rooms_at[site]))
            used = self.rooms_in_use.get(therapist, set())
            others = [room for room in rooms if room not in used]
            self.rooms[key] = [room for room in rooms if room in used] + others[:ROOMS_OFFERED]
        classrooms = [place for place in places if instance.is_classroom(place)]
        return classrooms + (self.rooms[key] if len(places) > len(classrooms) else [])

    def _starts(
        self, service: int, therapist: int, place: int, table: Table, new: Mask
    ) -> list[tuple[int, int]]:
        """The starts offered: some of the `new` ones, and where the service was."""
        instance = self.instance
        if self.keep is None:
            return [(int(day), int(slot)) for day, slot in np.argwhere(table < NEVER)]
        if therapist not in self.noise:
            seed = np.random.default_rng(self.random.getrandbits(32))
            self.noise[therapist] = seed.random((instance.days, instance.slots)) * self.spread
        noisy = table + self.noise[therapist]
        noisy[~new] = np.inf
        if instance.slots > self.keep:
            slots = np.argpartition(noisy, self.keep, axis=1)[:, : self.keep]
        else:
            slots = np.tile(np.arange(instance.slots), (instance.days, 1))
        chosen = {(day, int(slot)) for day in range(instance.days) for slot in slots[day] if new[day, slot]}
        for who, day, start, where in self.known.get(service, ()):
            slot = start // instance.step
            if who == therapist and where == place and table[day, slot] < NEVER:
                chosen.add((day, slot))
        return sorted(chosen)


def by_slot(
    joins: Iterable[int], every: list[Join], instance: Instance
) -> dict[tuple[int, int, int, int, int], list[int]]:
    """The numbers of joins that could share one new visit: same slot and, in a room, the same group word."""
    found: dict[tuple[int, int, int, int, int], list[int]] = {}
    for number in joins:
        each = every[number]
        word = -1 if instance.is_classroom(each.place) else instance.word_of[each.service]
        found.setdefault((*each.slot, word), []).append(number)
    return found
