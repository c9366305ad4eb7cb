"""The marks of a chart, drawn alike in the picture and in the key beside it."""

from __future__ import annotations

from typing import Literal

from alongside.formats.charts.ink import PAGE, Ink
from alongside.formats.charts.svg import element, path, picture

#: What lies apart from the series, or is told of a point in it.
Apart = Literal["second", "place", "adult", "material", "maintenance"]
Key = Apart | Literal["session", "gone", "before", "aim", "trend", "goal", "phase"]

_WIDTH, _HEIGHT = 34, 20


def dot(x: float, y: float, kind: str, ink: Ink, tip: str = "") -> str:
    """A session's point: open before anything was given, dark in a phase gone by, else in the main colour."""
    fill, edge = {"before": (ink.paper, ink.text), "gone": (ink.text, ink.paper)}.get(
        kind, (ink.main, ink.paper)
    )
    return element("circle", tip, cx=x, cy=y, r=4.6, fill=fill, stroke=edge, stroke_width=1.8)


def mark(kind: str, x: float, y: float, ink: Ink, tip: str = "") -> str:
    """A ring, triangle, square, diamond or cross, open so that a point beneath it is seen."""
    common = {"fill": "none", "stroke_width": 1.9}
    if kind == "second":
        return element("circle", tip, cx=x, cy=y, r=8.0, stroke=ink.text, **common)
    if kind == "place":
        shape = path([(x, y - 6.5), (x + 6, y + 4.5), (x - 6, y + 4.5)], closed=True)
        return element("path", tip, d=shape, stroke=ink.place, **common)
    if kind == "adult":
        return element("rect", tip, x=x - 5, y=y - 5, width=10, height=10, stroke=ink.adult, **common)
    if kind == "material":
        return element("path", tip, d=_diamond(x, y, 8.5), stroke=ink.text, **common)
    cross = path([(x - 7, y - 7), (x + 7, y + 7)]) + path([(x - 7, y + 7), (x + 7, y - 7)])
    return element("path", tip, d=cross, stroke=ink.text, **common)


def goal_mark(x: float, y: float, ink: Ink, tip: str = "") -> str:
    """The full diamond where the goal is due."""
    return element("path", tip, d=_diamond(x, y, 7), fill=ink.text)


def key_mark(kind: Key, *, ink: Ink = PAGE) -> str:
    """One mark at the size of a word, for the key; the words beside it name it, so it is decoration."""
    x, y = _WIDTH / 2, _HEIGHT / 2
    across = path([(2.0, y + 5), (_WIDTH - 2.0, y - 5)])
    if kind in ("session", "gone", "before"):
        inside = [dot(x, y, kind, ink)]
    elif kind == "aim":
        inside = [
            element("path", d=across, stroke=ink.quiet, stroke_width=1.6, stroke_dasharray="6 5", fill="none")
        ]
    elif kind == "trend":
        ends = [(2.0, y), (_WIDTH - 2.0, y - 8), (_WIDTH - 2.0, y + 2), (2.0, y + 9)]
        band = element("path", d=path(ends, closed=True), fill=ink.soft)
        inside = [band, element("path", d=across, stroke=ink.main, stroke_width=3, fill="none")]
    elif kind == "goal":
        inside = [goal_mark(x, y, ink)]
    elif kind == "phase":
        inside = [element("line", x1=x, x2=x, y1=1, y2=_HEIGHT - 1, stroke=ink.text, stroke_width=1.4)]
    else:
        inside = [mark(kind, x, y, ink)]
        if kind in ("second", "material", "maintenance"):
            inside.insert(0, dot(x, y, "session", ink))
    return picture(inside, width=_WIDTH, height=_HEIGHT, title="", description="", letters=ink.letters)


def _diamond(x: float, y: float, reach: float) -> str:
    return path([(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)], closed=True)
