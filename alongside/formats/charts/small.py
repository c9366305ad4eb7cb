"""Small pictures: a record in a line of a list, and one estimate with its interval on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.formats.charts.ink import PAGE, Ink
from alongside.formats.charts.svg import element, path, picture


def sparkline(
    values: Sequence[float | None],
    *,
    lowest: float,
    highest: float,
    title: str,
    goal: float | None = None,
    width: int = 120,
    height: int = 32,
    ink: Ink = PAGE,
) -> str:
    """A record at the size of a word: its points in order, gaps as gaps, the goal as a dashed line."""

    def y(value: float) -> float:
        share = (min(max(value, lowest), highest) - lowest) / ((highest - lowest) or 1)
        return height - 4 - (height - 8) * share

    step = (width - 8) / max(1, len(values) - 1)
    stretches: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append((4 + step * place, y(value)))
    inside = []
    if goal is not None:
        inside.append(
            element(
                "line", x1=2, x2=width - 2, y1=y(goal), y2=y(goal), stroke=ink.quiet, stroke_dasharray="3 3"
            )
        )
    for stretch in stretches:
        if len(stretch) > 1:
            inside.append(element("path", d=path(stretch), fill="none", stroke=ink.main, stroke_width=1.8))
    there = [point for stretch in stretches for point in stretch]
    if there:
        inside.append(element("circle", cx=there[-1][0], cy=there[-1][1], r=3.2, fill=ink.main))
    return picture(inside, width=width, height=height, title=title, description="", letters=ink.letters)


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate on a scale: the value with its interval, or the single points where they are too few for one."""

    lowest: float
    highest: float
    value: float | None = None
    low: float | None = None
    high: float | None = None
    singles: tuple[float, ...] = ()


def interval_row(row: IntervalRow, *, title: str, width: int = 420, height: int = 34, ink: Ink = PAGE) -> str:
    """The row as SVG: a dot on a bar, or open triangles."""

    def x(value: float) -> float:
        return 10 + (width - 20) * (value - row.lowest) / ((row.highest - row.lowest) or 1)

    middle = height / 2
    inside = [
        element("line", x1=x(tick), x2=x(tick), y1=2, y2=height - 2, stroke=ink.line)
        for tick in (row.lowest + (row.highest - row.lowest) * part / 5 for part in range(6))
    ]
    if row.value is not None:
        if row.low is not None and row.high is not None:
            ends = [(x(max(row.low, row.lowest)), middle), (x(min(row.high, row.highest)), middle)]
            inside.append(
                element(
                    "path",
                    d=path(ends),
                    stroke=ink.main,
                    stroke_width=3.6,
                    stroke_linecap="round",
                    fill="none",
                )
            )
        inside.append(
            element(
                "circle", cx=x(row.value), cy=middle, r=6.5, fill=ink.main, stroke=ink.paper, stroke_width=2
            )
        )
    for single in row.singles:
        shape = path(
            [(x(single), middle - 6.5), (x(single) + 6, middle + 4.5), (x(single) - 6, middle + 4.5)],
            closed=True,
        )
        inside.append(element("path", d=shape, fill="none", stroke=ink.place, stroke_width=1.9))
    return picture(inside, width=width, height=height, title=title, description="", letters=ink.letters)
