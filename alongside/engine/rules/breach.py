"""A broken rule in a sentence, and the words that such sentences share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.engine.document import clock
from alongside.engine.problem import Mode, Visit
from alongside.engine.timetable import PlacedTask

Naming = Callable[[str], str]
"""From an id (or a routine kind) to the name that a person knows it by; `str` leaves ids as they are."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a timetable breaks a rule.

    `rule` is its number in the schedule format; 0 is the document itself (a name that stands nowhere in the
    problem, a start off the grid). `visits` are the numbers of the visits concerned, in the timetable's
    order.
    """

    rule: int
    sentence: str
    visits: tuple[int, ...] = ()


def when(visit: Visit) -> str:
    """Day and hours of a visit: "Mon 08:30-09:00" with an en dash."""
    return hours(visit.day, visit.start, visit.end)


def hours(day: str, start: int, end: int) -> str:
    return f"{day} {clock(start)}\N{EN DASH}{clock(end)}"


def where(visit: Visit, name: Naming) -> str:
    return f"{'in' if visit.mode is Mode.PULL_OUT else 'with'} {name(visit.place)}"


def begins(placed: PlacedTask) -> str:
    return f"{placed.day} {clock(placed.start)}"


def listed(names: Iterable[str]) -> str:
    """ "Ann, Ben and Cem"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, thing: str) -> str:
    """ "1 visit", "2 visits"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
