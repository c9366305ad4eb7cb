"""Small invented problems and timetables for properties: most parts at random, all of them sound."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from alongside.engine.cost import priced
from alongside.engine.insertions import Insertion, insert, joins, own_visits
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
from alongside.engine.standing import Standing
from alongside.engine.timetable import PlacedTask, Status, Timetable

DAYS = ("Mon", "Tue", "Wed")
STEP = 15
OPENS, CLOSES = 9 * 60, 13 * 60


def seldom(values: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    """A limit, one time in four."""
    return st.integers(0, 3).flatmap(lambda number: values if number == 0 else st.none())


@st.composite
def spans(draw: st.DrawFn, step: int = STEP) -> tuple[int, int]:
    start = draw(st.integers(OPENS // step, CLOSES // step - 1))
    return start * step, draw(st.integers(start + 1, CLOSES // step)) * step


@st.composite
def windows(draw: st.DrawFn, most: int = 2) -> tuple[Window, ...]:
    """A few windows of any days."""
    return tuple(
        Window(draw(st.sampled_from(DAYS)), *draw(spans()))
        for _ in range(draw(st.sampled_from(range(most + 1))))
    )


@st.composite
def long_days(draw: st.DrawFn, sites: tuple[str | None, ...] = (None,)) -> tuple[Window, ...]:
    """Windows that hold most of the cycle, some of them cut in two, each at one of the sites."""
    found = []
    for day in DAYS:
        cut = draw(st.sampled_from([OPENS, OPENS, 11 * 60, 11 * 60 + 10]))
        parts = (
            [(OPENS, CLOSES)]
            if cut == OPENS
            else [(OPENS, cut), (cut + draw(st.sampled_from([0, 15])), CLOSES)]
        )
        site = draw(st.sampled_from(sites))
        found.extend(Window(day, start, end, site) for start, end in parts)
    return tuple(found[: draw(st.sampled_from([6, 6, 6, 2]))])


@st.composite
def routines(draw: st.DrawFn) -> tuple[Routine, ...]:
    """Most of each day, in two or three routines of which one is left out now and then."""
    found = []
    for day in DAYS:
        cuts = draw(st.sets(st.sampled_from([600, 640, 660, 690, 720]), min_size=1, max_size=2))
        for start, end in pairwise((OPENS, *sorted(cuts), CLOSES)):
            if draw(st.integers(0, 7)):
                found.append(
                    Routine(
                        day,
                        start,
                        end,
                        draw(st.sampled_from(["centres", "maths", "play"])),
                        draw(st.sampled_from([PushIn.WELCOME, *[PushIn.ALLOWED] * 4, PushIn.NEVER])),
                        draw(st.sampled_from([*[PullOut.ALLOWED] * 4, PullOut.AVOID, PullOut.NEVER])),
                    )
                )
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    sites = draw(
        st.sampled_from(
            [
                (Site("north"),),
                (Site("north"),),
                (Site("north", {"south": 15}), Site("south")),
                (Site("north"), Site("south")),
            ]
        )
    )
    names = [site.id for site in sites]
    classrooms = tuple(
        Classroom(
            each,
            draw(st.sampled_from(names)),
            draw(routines()),
            draw(st.integers(1, 2)),
            draw(seldom(st.integers(0, 3))),
        )
        for each in ("1A", "1B")
    )
    rooms = tuple(Room(each, draw(st.sampled_from(names)), draw(long_days())) for each in ("blue", "red"))
    therapists = tuple(
        Therapist(
            each,
            "ot",
            draw(long_days((None, *names))),
            draw(st.none() | st.builds(Lunch, st.just(660), st.just(750), st.sampled_from([15, 30, 45]))),
            draw(st.sampled_from([0, 0, 5, 15])),
            draw(seldom(st.sampled_from([30, 60, 90]))),
            draw(seldom(st.sampled_from([60, 120]))),
            draw(st.integers(1, 3)),
        )
        for each in ("lim", "kim")
    )
    children = tuple(
        Child(each, draw(st.sampled_from(["1A", "1B"])), draw(windows(1)), draw(seldom(st.integers(0, 2))))
        for each in ("ann", "ben", "cem")
    )
    services = tuple(
        Service(
            f"s{number}",
            draw(st.sampled_from(["ann", "ben", "cem"])),
            "ot",
            draw(st.integers(1, 3)),
            draw(st.sampled_from([15, 30, 45])),
            draw(st.sampled_from([*Delivery, Delivery.EITHER])),
            draw(st.sampled_from([None, None, ("lim",), ("lim", "kim")])),
            draw(st.dictionaries(st.sampled_from(["centres", "maths", "*"]), st.integers(0, 100))),
            draw(st.integers(0, 100)),
            draw(st.integers(1, 3)),
            draw(st.sampled_from([None, None, "ot", "hands"])),
            draw(st.sampled_from([1, 1, 2])),
            draw(st.integers(1, 5)),
        )
        for number in range(draw(st.integers(1, 5)))
    )
    tasks = draw(
        st.just(())
        | st.builds(
            lambda site, where, minutes: (Task("plan", "lim", minutes, site, where),),
            st.sampled_from(names),
            windows(),
            st.sampled_from([15, 30]),
        )
    )
    problem = Problem(
        days=DAYS,
        step=STEP,
        sites=sites,
        classrooms=classrooms,
        rooms=rooms,
        therapists=therapists,
        children=children,
        services=services,
        tasks=tasks,
        weights=draw(st.sampled_from([Weights(), Weights(travel=7, moved=3)])),
        name="invented",
    )
    previous = draw(st.lists(visits(problem), max_size=2))
    return replace(problem, previous=tuple(previous))


@st.composite
def visits(draw: st.DrawFn, problem: Problem) -> Visit:
    """Any visit whose names are known, whatever rules it breaks; its length is right."""
    services = draw(st.lists(st.sampled_from(problem.services), min_size=1, max_size=3, unique=True))
    mode = draw(st.sampled_from(Mode))
    places = problem.classrooms if mode is Mode.PUSH_IN else problem.rooms
    start = draw(st.integers(OPENS // STEP, CLOSES // STEP - 1)) * STEP
    return Visit(
        draw(st.sampled_from(problem.therapists)).id,
        draw(st.sampled_from(problem.days)),
        start,
        start + max(service.minutes for service in services),
        mode,
        draw(st.sampled_from(places)).id,
        tuple(service.id for service in services),
    )


@st.composite
def timetables(draw: st.DrawFn, problem: Problem) -> Timetable:
    """Any visits and tasks, whatever rules they break, counted and priced."""
    tasks = [
        PlacedTask(task.id, draw(st.sampled_from(problem.days)), draw(spans())[0])
        for task in problem.tasks
        if draw(st.booleans())
    ]
    found = tuple(draw(st.lists(visits(problem), max_size=5)))
    return priced(problem, Timetable(Status.FEASIBLE, 0, 0, found, tuple(tasks)))


@st.composite
def legal_timetables(draw: st.DrawFn, problem: Problem) -> Timetable:
    """Up to six sessions and a task, each put where every rule was still kept."""
    kept = priced(problem, Timetable(Status.FEASIBLE, 0, 0))
    for task in problem.tasks:
        placed = PlacedTask(task.id, draw(st.sampled_from(problem.days)), draw(spans())[0])
        more = priced(problem, replace(kept, tasks=(placed,)))
        kept = kept if breaches(problem, more) else more
    for _ in range(draw(st.integers(0, 6))):
        standing = Standing(problem, kept)
        service = draw(st.sampled_from(problem.services)).id
        found = [*joins(standing, service), *own_visits(standing, service)]
        if found:
            visit, joined = draw(st.sampled_from(found))
            more = insert(problem, kept, Insertion(visit, joined, 0))
            kept = kept if breaches(problem, more) else more
    return kept
