"""Small invented problems and timetables for properties: most parts at random, all of them sound."""

from dataclasses import replace
from itertools import pairwise

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

DAYS = ("Mon", "Tue", "Wed")
STEP = 15
OPENS, CLOSES = 9 * 60, 13 * 60

maybe = st.none


@st.composite
def spans(draw: st.DrawFn, step: int = STEP) -> tuple[int, int]:
    start = draw(st.integers(OPENS // step, CLOSES // step - 1))
    return start * step, draw(st.integers(start + 1, CLOSES // step)) * step


@st.composite
def windows(draw: st.DrawFn, sites: list[str | None] | None = None) -> tuple[Window, ...]:
    """A few windows of any days; with sites, each at one of them."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = draw(spans())
        site = draw(st.sampled_from(sites)) if sites else None
        found.append(Window(draw(st.sampled_from(DAYS)), start, end, site))
    return tuple(found)


@st.composite
def long_days(draw: st.DrawFn, sites: list[str | None] | None = None) -> tuple[Window, ...]:
    """Windows that make most of the cycle available, so that timetables are not empty."""
    most = tuple(Window(day, OPENS, CLOSES, draw(st.sampled_from(sites)) if sites else None) for day in DAYS)
    return draw(st.sampled_from([most, most[:2]])) + draw(windows(sites))


@st.composite
def routines(draw: st.DrawFn) -> tuple[Routine, ...]:
    found = []
    for day in DAYS:
        edges = sorted(draw(st.sets(st.integers(OPENS // STEP, CLOSES // STEP), min_size=2, max_size=4)))
        for start, end in pairwise(edges):
            found.append(
                Routine(
                    day,
                    start * STEP,
                    end * STEP,
                    draw(st.sampled_from(["centres", "maths", "play"])),
                    draw(st.sampled_from([PushIn.WELCOME, PushIn.ALLOWED, PushIn.ALLOWED, PushIn.NEVER])),
                    draw(st.sampled_from([PullOut.ALLOWED, PullOut.ALLOWED, PullOut.AVOID, PullOut.NEVER])),
                )
            )
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    sites = draw(
        st.sampled_from(
            [
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
            draw(maybe() | st.integers(0, 3)),
        )
        for each in ("1A", "1B")
    )
    rooms = tuple(Room(each, draw(st.sampled_from(names)), draw(long_days())) for each in ("blue", "red"))
    therapists = tuple(
        Therapist(
            each,
            "ot",
            draw(long_days([None, *names])),
            draw(maybe() | st.builds(Lunch, st.just(660), st.just(750), st.sampled_from([15, 30, 45]))),
            draw(st.sampled_from([0, 0, 5, 15])),
            draw(maybe() | st.sampled_from([30, 60, 90])),
            draw(maybe() | st.sampled_from([60, 120])),
            draw(st.integers(1, 3)),
        )
        for each in ("lim", "kim")
    )
    children = tuple(
        Child(each, draw(st.sampled_from(["1A", "1B"])), draw(windows()), draw(maybe() | st.integers(0, 2)))
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
        for number in range(draw(st.integers(1, 4)))
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
    """Visits and tasks of which each was added only where every rule was still kept."""
    drawn = draw(timetables(problem))
    kept = priced(problem, replace(drawn, visits=(), tasks=()))
    for task in drawn.tasks:
        more = priced(problem, replace(kept, tasks=(*kept.tasks, task)))
        kept = kept if breaches(problem, more) else more
    for visit in drawn.visits:
        more = priced(problem, replace(kept, visits=(*kept.visits, visit)))
        kept = kept if breaches(problem, more) else more
    return kept
