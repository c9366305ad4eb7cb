"""The proven lower bound of a run: begun at once, raised in slices of the first thread's time as long as that pays."""

from collections.abc import Callable
from time import monotonic

from alongside.engine.solver.instance import Instance
from alongside.engine.solver.lagrangian import Lagrangian

SLICE_SECONDS = 0.25
SHARE = 0.15
"""How much of its thread's time the bound takes, after a head start."""
HEAD_START_SECONDS = 2.0
MOST_SECONDS_OF_PRICES = 10.0
"""How long the prices that the bound begins from may take to find."""


class Bounds:
    """The best bound so far, `value`: an integer that no timetable of the problem costs less than."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.value = 0
        self.lagrangian: Lagrangian | None = None
        self.began = monotonic()
        self.spent = 0.0

    def wanted(self) -> bool:
        """Whether the thread that keeps the bound should raise it now, rather than search."""
        if self.lagrangian is not None and self.lagrangian.calm:
            return False
        return self.spent < HEAD_START_SECONDS + SHARE * (monotonic() - self.began)

    def improve(self, cost: int, seconds: float, over: Callable[[], bool]) -> bool:
        """Raises the bound for a slice of time, towards the cost of the best plan; returns whether it rose."""
        began, before = monotonic(), self.value
        if self.lagrangian is None:
            self.lagrangian = Lagrangian(self.instance, min(seconds, MOST_SECONDS_OF_PRICES))
        until = began + min(seconds, SLICE_SECONDS)
        while not over() and not self.lagrangian.calm:
            self.lagrangian.improve(cost, over)
            self.value = max(self.value, self.lagrangian.value)
            if monotonic() >= until:
                break
        self.spent += monotonic() - began
        return self.value > before
