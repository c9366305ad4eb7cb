"""Whether what a timetable says of itself is true: its cost, its bound and its status."""

from collections.abc import Iterator

from alongside.engine.cost import Cost
from alongside.engine.timetable import Status, Timetable


def false_claims(timetable: Timetable, cost: Cost) -> Iterator[str]:
    """A sentence for every claim that counting refutes. That no timetable is below the bound is not counted here."""
    if timetable.cost != cost.total:
        yield f"The timetable says that it costs {timetable.cost:,}; it costs {cost.total:,}."
    if timetable.bound > cost.total:
        yield f"The bound of {timetable.bound:,} is above the cost of {cost.total:,}, so it is no bound."
    if timetable.status is Status.OPTIMAL and timetable.cost != timetable.bound:
        yield (
            f"The timetable says that it is optimal, but its cost is {timetable.cost:,} "
            f"and its bound {timetable.bound:,}."
        )
