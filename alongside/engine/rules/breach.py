"""A broken rule in a sentence, and the words that such sentences share."""

from collections.abc import Callable
from dataclasses import dataclass

from alongside.engine.document import clock
from alongside.engine.problem import Visit
from alongside.wording import gettext as _

Naming = Callable[[str], str]
"""From an id, a day of the cycle or a routine kind to the name that a person knows it by; `str` leaves it as it is."""


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


def when(visit: Visit, name: Naming) -> str:
    """Day and hours of a visit: "Mon 08:30-09:00" with an en dash."""
    return hours(visit.day, visit.start, visit.end, name)


def hours(day: str, start: int, end: int, name: Naming) -> str:
    """The same for any stretch of a day, in minutes from midnight."""
    # Translators: "Mon 09:00–09:30", which is put into sentences such as "Ann is not available on {when}."
    return _("{day} {start}–{end}").format(day=name(day), start=clock(start), end=clock(end))
