"""The proven lower bound of a run: begun at once by counting, raised as long as there is time."""

from collections.abc import Callable

from alongside.engine.solver.plan import Plan


class Bounds:
    """The best bound so far, `value`."""

    def __init__(self, plan: Plan) -> None:
        self.value = 0

    def wanted(self) -> bool:
        return False

    def improve(self, seconds: float, over: Callable[[], bool]) -> bool:
        return False
