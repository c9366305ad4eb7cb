"""The optimum of a tiny problem by trying every timetable, with the rules and the cost as the only judges."""

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from alongside.engine.cost import priced
from alongside.engine.problem import (
    Child,
    Classroom,
    Delivery,
    Lunch,
    Mode,
    Problem,
    PullOut,
    PushIn,
    Room,
    Routine,
    Service,
    Site,
    Task,
    Therapist,
    Visit,
    Weights,
    Window,
)
from alongside.engine.rules import breaches
from alongside.engine.timetable import PlacedTask, Status, Timetable

Choice = tuple[str, str, int, Mode, str]
LUNCH = 3


def optimum(problem: Problem) -> int:
    """The least cost of any legal timetable of the problem. Pins stand alone; nobody joins them."""
    return _Brute(problem).best


class _Brute:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best = 1 << 40
        held = {service.id: 0 for service in problem.services}
        for visit in problem.pinned:
            for name in visit.services:
                held[name] += 1
        self.units = [
            service for service in problem.services for _ in range(service.sessions - held[service.id])
        ]
        self.choices = {service.id: list(self._choices(service)) for service in problem.services}
        self._place(0, {}, {})

    def _choices(self, service: Service) -> list[Choice]:
        problem = self.problem
        starts = range(0, 24 * 60, problem.step)
        places = [(Mode.PUSH_IN, problem.classroom_of(service.id).id)]
        places += [(Mode.PULL_OUT, room.id) for room in problem.rooms]
        every = product((each.id for each in problem.therapists), problem.days, starts, places)
        return [
            (therapist, day, start, mode, place)
            for therapist, day, start, (mode, place) in every
            if self._stands({(therapist, day, start, mode, place): (service.id,)}, ())
        ]

    def _stands(self, visits: dict[Choice, tuple[str, ...]], tasks: tuple[PlacedTask, ...]) -> bool:
        """Whether these could be part of a legal timetable: more may still make a lunch legal, nothing else."""
        timetable = self._timetable(visits, tasks, alone=True)
        return all(breach.rule in (LUNCH, 10) for breach in breaches(self.problem, timetable))

    def _timetable(
        self, visits: dict[Choice, tuple[str, ...]], tasks: tuple[PlacedTask, ...], alone: bool = False
    ) -> Timetable:
        problem = self.problem
        found = () if alone else problem.pinned
        for (therapist, day, start, mode, place), services in visits.items():
            end = start + max(problem.service[name].minutes for name in services)
            found += (Visit(therapist, day, start, end, mode, place, services),)
        return priced(problem, Timetable(Status.FEASIBLE, 0, 0, found, tasks))

    def _place(self, number: int, visits: dict[Choice, tuple[str, ...]], used: dict[str, int]) -> None:
        if number == len(self.units):
            self._place_tasks(visits, (), 0)
            return
        service = self.units[number].id
        self._place(number + 1, visits, {**used, service: len(self.choices[service])})
        for rank in range(used.get(service, 0), len(self.choices[service])):
            choice = self.choices[service][rank]
            more = {**visits, choice: (*visits.get(choice, ()), service)}
            if self._stands(more, ()):
                self._place(number + 1, more, {**used, service: rank + 1})

    def _place_tasks(
        self, visits: dict[Choice, tuple[str, ...]], tasks: tuple[PlacedTask, ...], number: int
    ) -> None:
        if number == len(self.problem.tasks):
            timetable = self._timetable(visits, tasks)
            if timetable.cost < self.best and not breaches(self.problem, timetable):
                self.best = timetable.cost
            return
        self._place_tasks(visits, tasks, number + 1)
        for day, start in product(self.problem.days, range(0, 24 * 60, self.problem.step)):
            more = (*tasks, PlacedTask(self.problem.tasks[number].id, day, start))
            if self._stands(visits, more):
                self._place_tasks(visits, more, number + 1)


DAYS = ("Mon", "Tue")
STEP = 30
OPENS = 9 * 60


@st.composite
def toys(draw: st.DrawFn) -> Problem:
    """Problems small enough to try every timetable: two days of few starts, at most three sessions."""
    closes = OPENS + draw(st.sampled_from([60, 90, 120]))
    sites = draw(
        st.sampled_from(
            [
                (Site("north"),),
                (Site("north", {"south": 20}), Site("south")),
                (Site("north"), Site("south")),
            ]
        )
    )
    names = [site.id for site in sites]
    days = tuple(Window(day, OPENS, closes) for day in DAYS)
    middle = OPENS + 35
    classrooms = tuple(
        Classroom(
            name,
            draw(st.sampled_from(names)),
            tuple(
                routine
                for day in DAYS
                for routine in (
                    Routine(
                        day,
                        OPENS,
                        middle,
                        "play",
                        draw(st.sampled_from(PushIn)),
                        draw(st.sampled_from(PullOut)),
                    ),
                    Routine(day, middle, closes, "maths", PushIn.ALLOWED, draw(st.sampled_from(PullOut))),
                )
            ),
            draw(st.integers(1, 2)),
            draw(st.sampled_from([None, None, 1])),
        )
        for name in ("1A", "1B")
    )
    therapists = tuple(
        Therapist(
            name,
            "ot",
            tuple(replace(window, site=draw(st.sampled_from([None, *names]))) for window in days),
            draw(
                st.none()
                | st.builds(Lunch, st.just(OPENS + 25), st.just(closes), st.sampled_from([20, 30, 35]))
            ),
            draw(st.sampled_from([0, 5, 40])),
            draw(st.sampled_from([None, 30, 60])),
            draw(st.sampled_from([None, None, 60])),
            draw(st.integers(1, 2)),
        )
        for name in draw(st.sampled_from([("lim",), ("lim",), ("lim", "kim")]))
    )
    children = tuple(
        Child(name, draw(st.sampled_from(["1A", "1B"])), (), draw(st.sampled_from([None, None, 1])))
        for name in ("ann", "ben")
    )
    services: list[Service] = []
    left = 3
    while left and (not services or draw(st.booleans())):
        sessions = draw(st.integers(1, min(2, left)))
        left -= sessions
        services.append(
            Service(
                f"s{len(services)}",
                draw(st.sampled_from(["ann", "ben"])),
                "ot",
                sessions,
                draw(st.sampled_from([30, 30, 60])),
                draw(st.sampled_from(Delivery)),
                None,
                {"play": draw(st.integers(0, 100)), "*": 50},
                draw(st.integers(0, 100)),
                draw(st.integers(1, 2)),
                draw(st.sampled_from([None, "hands"])),
                draw(st.sampled_from([1, 1, 2])),
                draw(st.integers(1, 2)),
            )
        )
    task = Task("plan", "lim", 30, draw(st.sampled_from(names)), (Window("Mon", OPENS, closes),))
    problem = Problem(
        days=DAYS,
        step=STEP,
        sites=sites,
        classrooms=classrooms,
        rooms=(Room("blue", draw(st.sampled_from(names)), days[: draw(st.integers(1, 2))]),),
        therapists=therapists,
        children=children,
        services=tuple(services),
        tasks=(task,) if draw(st.booleans()) else (),
        weights=draw(st.sampled_from([Weights(), Weights(unmet=1, unfair=20, travel=3)])),
    )
    return replace(problem, previous=draw(_previous(problem)))


@st.composite
def _previous(draw: st.DrawFn, problem: Problem) -> tuple[Visit, ...]:
    if draw(st.booleans()):
        return ()
    start = draw(st.sampled_from([OPENS, OPENS + 30, OPENS + 35]))
    mode = draw(st.sampled_from(Mode))
    services = tuple(service.id for service in problem.services[:2])
    return (Visit("lim", draw(st.sampled_from(DAYS)), start, start + 30, mode, "gone", services),)
