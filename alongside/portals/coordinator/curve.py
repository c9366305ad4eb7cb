"""The picture of a build: its cost coming down and the proven bound coming up, as two steps in one SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import ngettext

from alongside.wording import number

WIDTH, HEIGHT, EDGE = 168, 46, 3


@dataclass(frozen=True)
class Curve:
    """Paths in a box of `WIDTH` × `HEIGHT`, and the sentence that says the same."""

    cost_path: str
    bound_path: str
    area_path: str
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT


def curve(progress: Sequence[Sequence[float]]) -> Curve | None:
    """The picture of points [seconds, cost, bound, unmet]; None while there are fewer than two moments.

    The vertical line starts a tenth below the last bound, so that the gap that is left can be seen.
    """
    if len(progress) < 2 or progress[-1][0] <= progress[0][0]:
        return None
    start, end = progress[0][0], progress[-1][0]
    top = progress[0][1]
    bottom = max(0.0, min(point[2] for point in progress[len(progress) // 2 :]) * 0.9)
    high = max(top, bottom + 1)

    def x(seconds: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (seconds - start) / (end - start)

    def y(value: float) -> float:
        inside = min(max(value, bottom), high)
        return EDGE + (HEIGHT - 2 * EDGE) * (high - inside) / (high - bottom)

    def steps(column: int) -> list[tuple[float, float]]:
        points = [(x(progress[0][0]), y(progress[0][column]))]
        for before, after in pairwise(progress):
            points += [(x(after[0]), y(before[column])), (x(after[0]), y(after[column]))]
        return points

    def path(points: Sequence[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{left:.1f} {down:.1f}" for left, down in points)

    cost, bound = steps(1), steps(2)
    first, last = progress[0], progress[-1]
    seconds = round(end - start)
    sentence = ngettext(
        "Cost fell from {first} to {last} in {seconds} second, while the proven bound rose to {bound}",
        "Cost fell from {first} to {last} in {seconds} seconds, while the proven bound rose to {bound}",
        seconds,
    ).format(
        first=number(int(first[1])), last=number(int(last[1])), seconds=seconds, bound=number(int(last[2]))
    )
    return Curve(path(cost), path(bound), path([*cost, *reversed(bound)]) + "Z", sentence)
