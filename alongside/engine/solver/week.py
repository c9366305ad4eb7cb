"""A therapist's cycle as the bound's relaxation sees it: what never changes from one pricing of her days to the next.

Where she could be, what a session costs at each start, which starts are closed, and which ends a start can follow.
All costs are integers, in parts of a unit (`SCALE`).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.engine.solver.instance import FAR, NEVER, Instance
from alongside.engine.solver.lunches import first_start

SCALE = 64
"""Parts of one unit of cost."""
INFINITE = 1 << 50

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Place:
    """Where an item of a day may be: a classroom, the rooms of a site as one, or a task."""

    site: int
    classroom: int = -1
    task: int = -1
    services: tuple[int, ...] = ()
    """Positions among the therapist's services."""


class Week:
    """The tables of one therapist. Slots count from the first hour of any of her days."""

    def __init__(self, instance: Instance, therapist: int) -> None:
        self.instance = instance
        self.therapist = therapist
        self.services = [service for service, who in enumerate(instance.therapists_of) if therapist in who]
        self.tasks = [
            task
            for task, each in enumerate(instance.problem.tasks)
            if instance.therapist_number[each.therapist] == therapist
        ]
        windows = instance.problem.therapists[therapist].available
        step = instance.step
        self.first = min((window.start // step for window in windows), default=0)
        self.slots = max((-(-window.end // step) for window in windows), default=0) - self.first
        minutes = {instance.minutes[service] for service in self.services}
        minutes |= {instance.problem.tasks[task].minutes for task in self.tasks}
        self.lengths = sorted(length // step for length in minutes)
        self._places()
        self._tables()
        self._ways()

    def _places(self) -> None:
        instance = self.instance
        places: list[Place] = []
        classrooms: dict[int, list[int]] = {}
        sites: dict[int, list[int]] = {}
        for position, service in enumerate(self.services):
            if (instance.price(service, True) < NEVER).any():
                classrooms.setdefault(instance.classroom_of[service], []).append(position)
            if (instance.price(service, False) < NEVER).any() and instance.rooms_at[
                instance.site_of[service]
            ]:
                sites.setdefault(instance.site_of[service], []).append(position)
        for classroom, members in classrooms.items():
            if instance.problem.classrooms[classroom].max_visitors > 0:
                places.append(Place(instance.place_site[classroom], classroom, services=tuple(members)))
        places += [Place(site, services=tuple(members)) for site, members in sites.items()]
        for task in self.tasks:
            places.append(Place(instance.site_number[instance.problem.tasks[task].site], task=task))
        self.places = sorted(places, key=lambda place: place.site)
        self.sites = sorted({place.site for place in places})
        self.site_of_place = np.array([self.sites.index(place.site) for place in self.places], dtype=np.intp)
        self.first_of_site = np.searchsorted(self.site_of_place, np.arange(len(self.sites)))
        self.shareable = np.array([place.task < 0 for place in self.places], dtype=np.bool_)

    def _trim(self, table: npt.NDArray[np.int32]) -> Ints:
        """A table by start in parts, over this therapist's hours."""
        trimmed = table[:, self.first : self.first + self.slots].astype(np.int64)
        return np.where(trimmed < NEVER, trimmed * SCALE, INFINITE)

    def _tables(self) -> None:
        instance = self.instance
        shape = (len(self.services), instance.days, self.slots)
        self.push, self.pull = np.empty(shape, np.int64), np.empty(shape, np.int64)
        for position, service in enumerate(self.services):
            for push_in, table in ((True, self.push), (False, self.pull)):
                prices = self._trim(instance.price(service, push_in))
                self._count_stability(service, push_in, prices)
                table[position] = prices
        hours = np.s_[:, self.first : self.first + self.slots]
        self.closed = np.ones((len(self.lengths), len(self.places), instance.days, self.slots), np.bool_)
        for number, place in enumerate(self.places):
            for which, length in enumerate(self.lengths):
                minutes = length * instance.step
                here = instance.presence(self.therapist, place.site, minutes)
                if place.task >= 0:
                    wrong = instance.problem.tasks[place.task].minutes != minutes
                    allowed = np.zeros_like(here) if wrong else instance.task_starts(place.task)
                elif place.classroom >= 0:
                    allowed = here & instance.open(place.classroom, minutes)
                else:
                    opens = [instance.open(room, minutes) for room in instance.rooms_at[place.site]]
                    allowed = here & np.logical_or.reduce(opens)
                self.closed[which, number] = ~allowed[hours]
        self.minutes = np.array([instance.minutes[service] for service in self.services], dtype=np.int64)
        self.max_group = np.array([instance.max_group[service] for service in self.services], dtype=np.int64)

    def _count_stability(self, service: int, push_in: bool, prices: Ints) -> None:
        """Adds what a session here does to the stability cost (see `Instance.moved`)."""
        weights = self.instance.weights
        for day, therapist, mode, start in self.instance.previous.get(service, ()):
            if therapist == self.therapist and mode == push_in:
                prices[day] -= SCALE * (weights.moved - weights.shifted)
                slot = start // self.instance.step - self.first
                if start % self.instance.step == 0 and 0 <= slot < self.slots:
                    prices[day, slot] -= SCALE * weights.shifted

    def _ways(self) -> None:
        """Which earlier end a start at each slot can follow, by site left and site reached, with and without lunch."""
        instance, step = self.instance, self.instance.step
        separation = instance.separation[self.therapist]
        sites, slots = self.sites, self.slots
        self.way = np.array(
            [
                [
                    SCALE * instance.weights.travel * instance.travel[a][b]
                    if instance.travel[a][b] < FAR
                    else INFINITE
                    for b in sites
                ]
                for a in sites
            ],
            dtype=np.int64,
        ).reshape(len(sites), len(sites), 1)
        nowhere = slots + 1
        self.left_at = np.full((slots + 1, len(sites), len(sites)), nowhere, dtype=np.intp)
        self.lunched_at = np.full((slots + 1, len(sites), len(sites)), nowhere, dtype=np.intp)
        self.stayed_at = np.full(slots + 1, nowhere, dtype=np.intp)
        self.lunch_due = np.array(
            [each is not None for each in instance.lunch[self.therapist]], dtype=np.bool_
        )
        lunch = next((each for each in instance.lunch[self.therapist] if each is not None), None)
        self.lunch_over, self.last_end = slots + 1, -1
        starts = (np.arange(slots + 1) + self.first) * step
        for a, left in enumerate(sites):
            for b, reached in enumerate(sites):
                apart = separation[left][reached]
                if apart < FAR:
                    after = np.arange(slots + 1) - -(-apart // step)
                    self.left_at[:, a, b] = np.where(after >= 0, after, nowhere)
                    if lunch is not None:
                        free = [first_start(lunch, int(end), apart) for end in starts]
                        self.lunched_at[:, a, b] = _latest(free, starts, nowhere)
        if lunch is not None:
            free = [first_start(lunch, int(end), 0) for end in starts]
            self.stayed_at = _latest(free, starts, nowhere)
            over = starts >= lunch.earliest + lunch.minutes
            self.lunch_over = int(np.argmax(over)) if over.any() else slots + 1
            fits = np.maximum(starts, lunch.earliest) + lunch.minutes <= lunch.latest
            self.last_end = int(np.flatnonzero(fits)[-1]) if fits.any() else -1

    def least_price(self) -> Ints:
        """The least price of a session by service and day, `INFINITE` where there is none."""
        return np.minimum(self._least(self.push, True), self._least(self.pull, False))

    def _least(self, table: Ints, push_in: bool) -> Ints:
        least = np.full(table.shape[:2], INFINITE, np.int64)
        for number, place in enumerate(self.places):
            if place.task < 0 and (place.classroom >= 0) == push_in:
                for each in place.services:
                    which = self.lengths.index(int(self.minutes[each]) // self.instance.step)
                    open_prices = np.where(self.closed[which, number], INFINITE, table[each])
                    least[each] = np.minimum(least[each], open_prices.min(axis=1))
        return np.minimum(least, INFINITE)


def _latest(free: list[int], ends: npt.NDArray[np.int64], nowhere: int) -> npt.NDArray[np.intp]:
    """For a start at each slot: the last slot whose end leaves a gap that is over by then (`free` by end slot)."""
    found = np.full(len(ends), nowhere, dtype=np.intp)
    for slot, moment in enumerate(free):
        found[ends >= moment] = slot
    return found
