"""The smallest school that every rule has something to say about, and short words to build timetables for it.

One site, the classes 1A and 1B, the room blue, the therapist Lim with Ann and Ben (1A) and Cem (1B), Monday to Friday
on a grid of five minutes. Every day of a class is open work from 08:30, lunch (never) 12:00-12:30 and
maths until 15:00.
"""

from dataclasses import replace
from typing import Any

from alongside.engine.cost import priced
from alongside.engine.problem import (
    Child,
    Classroom,
    Mode,
    Problem,
    PullOut,
    PushIn,
    Room,
    Routine,
    Service,
    Site,
    Therapist,
    Visit,
    Window,
)
from alongside.engine.rules import RULES, Breach, breaches
from alongside.engine.timetable import PlacedTask, Status, Timetable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def at(clock: str) -> int:
    """Minutes from midnight of "8:30"."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def window(day: str, start: str, end: str, site: str | None = None) -> Window:
    return Window(day, at(start), at(end), site)


def routine(
    day: str,
    start: str,
    end: str,
    kind: str = "centres",
    push_in: PushIn = PushIn.ALLOWED,
    pull_out: PullOut = PullOut.ALLOWED,
) -> Routine:
    return Routine(day, at(start), at(end), kind, push_in, pull_out)


def every_day() -> tuple[Routine, ...]:
    return tuple(
        each
        for day in DAYS
        for each in (
            routine(day, "8:30", "12:00"),
            routine(day, "12:00", "12:30", "lunch", PushIn.NEVER, PullOut.NEVER),
            routine(day, "12:30", "15:00", "maths"),
        )
    )


def service(child: str, **fields: Any) -> Service:
    """Two sessions of 30 minutes in either mode, in groups of up to three."""
    own = {
        "id": f"{child}-ot",
        "child": child,
        "discipline": "ot",
        "sessions": 2,
        "minutes": 30,
        "max_group": 3,
    }
    return Service(**{**own, **fields})


def school(**parts: Any) -> Problem:
    """The school, with these parts of the problem in place of its own."""
    own: dict[str, Any] = {
        "days": DAYS,
        "sites": (Site("north"),),
        "classrooms": (Classroom("1A", "north", every_day()), Classroom("1B", "north", every_day())),
        "rooms": (Room("blue", "north", tuple(window(day, "8:00", "16:00") for day in DAYS)),),
        "therapists": (Therapist("lim", "ot", tuple(window(day, "8:00", "16:00") for day in DAYS)),),
        "children": (Child("ann", "1A"), Child("ben", "1A"), Child("cem", "1B")),
        "services": (service("ann"), service("ben"), service("cem")),
    }
    return Problem(**{**own, **parts})


def two_sites(travel: int | None = 20, **parts: Any) -> Problem:
    """The school with class 1B at a second site, south."""
    sites = (Site("north", {} if travel is None else {"south": travel}), Site("south"))
    classrooms = (Classroom("1A", "north", every_day()), Classroom("1B", "south", every_day()))
    return school(**{"sites": sites, "classrooms": classrooms, **parts})


def changed(problem: Problem, list_name: str, number: int, **fields: Any) -> Problem:
    """The problem with fields of one part replaced: `changed(p, "therapists", 0, changeover=5)`."""
    parts = list(getattr(problem, list_name))
    parts[number] = replace(parts[number], **fields)
    return replace(problem, **{list_name: tuple(parts)})


def push_in(
    day: str, start: str, *services: str, place: str = "1A", minutes: int = 30, therapist: str = "lim"
) -> Visit:
    return Visit(therapist, day, at(start), at(start) + minutes, Mode.PUSH_IN, place, services or ("ann-ot",))


def pull_out(
    day: str, start: str, *services: str, place: str = "blue", minutes: int = 30, therapist: str = "lim"
) -> Visit:
    return Visit(
        therapist, day, at(start), at(start) + minutes, Mode.PULL_OUT, place, services or ("ann-ot",)
    )


def placed(task: str, day: str, start: str) -> PlacedTask:
    return PlacedTask(task, day, at(start))


def timetable(problem: Problem, *visits: Visit, tasks: tuple[PlacedTask, ...] = ()) -> Timetable:
    """These visits and tasks with what is missing and the cost counted."""
    return priced(problem, Timetable(Status.FEASIBLE, 0, 0, visits, tasks))


def broken(problem: Problem, *visits: Visit, tasks: tuple[PlacedTask, ...] = ()) -> list[int]:
    """The numbers of the rules that these visits and tasks break, one for each breach."""
    return [breach.rule for breach in breaches(problem, timetable(problem, *visits, tasks=tasks))]


def told(rule: int, problem: Problem, *visits: Visit, tasks: tuple[PlacedTask, ...] = ()) -> list[Breach]:
    """What one rule says of these visits and tasks."""
    return list(RULES[rule](problem, timetable(problem, *visits, tasks=tasks), str))
