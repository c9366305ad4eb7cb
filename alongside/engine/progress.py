"""What a running solve says of itself, so that a person can watch it and decide when it is enough."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The best timetable so far after `elapsed` seconds: its cost, the proven lower bound, its missing sessions."""

    elapsed: float
    cost: int
    bound: int
    unmet: int
