"""The chart of one goal: every session on a real date axis, with the way to the goal and what lies apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import pairwise

from alongside.formats.charts.ink import PAGE, Ink
from alongside.formats.charts.marks import Apart, dot, goal_mark, mark
from alongside.formats.charts.svg import element, path, picture, text
from alongside.wording import number


@dataclass(frozen=True, slots=True)
class Session:
    """One session's point; without a value it was held and says nothing, and the line breaks there."""

    on: date
    value: float | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that lies apart from the series: a second observer's, or another place, adult or material."""

    on: date
    value: float
    kind: Apart
    words: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """From this day on another way; the first one may begin before the first session."""

    starts: date
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without school, `ends` excluded: the line breaks over it."""

    starts: date
    ends: date
    label: str


@dataclass(frozen=True, slots=True)
class GoalChart:
    """Everything that the picture shows, in the goal's own unit.

    `first` and `last` are the ends of the date axis, `lowest` and `highest` those of the scale. `months` are the ticks
    with their words. `aim` are the two ends of the aimline, `trend` those of the trend, `band` its (day, low, high).
    `goal` is (day, value, words).
    """

    title: str
    description: str
    first: date
    last: date
    lowest: float
    highest: float
    sessions: tuple[Session, ...]
    months: tuple[tuple[date, str], ...] = ()
    phases: tuple[Phase, ...] = ()
    gaps: tuple[Gap, ...] = ()
    marks: tuple[Mark, ...] = ()
    aim: tuple[tuple[date, float], tuple[date, float]] | None = None
    trend: tuple[tuple[date, float], tuple[date, float]] | None = None
    band: tuple[tuple[date, float, float], ...] = ()
    goal: tuple[date, float, str] | None = None
    unit: str = field(default="")


#: Room around the plot, in the picture's own units: left for the scale, below for the months, above for the phases.
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 20, 30, 30
_ROW = 17


def goal_chart(chart: GoalChart, *, width: int = 900, height: int = 340, ink: Ink = PAGE) -> str:
    """The picture as SVG text. A narrow one (a phone's 360) keeps its letters at the same size."""
    return _Drawing(chart, width, height, ink).svg()


class _Drawing:
    """A chart on its way to paper: the scales once, then layer over layer."""

    def __init__(self, chart: GoalChart, width: int, height: int, ink: Ink) -> None:
        self.chart, self.width, self.height, self.ink = chart, width, height, ink
        self.rows = _rows_of_labels([(self.x(phase.starts), phase.label) for phase in chart.phases], width)
        self.top = _TOP + _ROW * max(0, max(self.rows, default=0))

    def x(self, on: date) -> float:
        span = max(1, (self.chart.last - self.chart.first).days)
        return _LEFT + (self.width - _LEFT - _RIGHT) * (on - self.chart.first).days / span

    def y(self, value: float) -> float:
        low, high = self.chart.lowest, self.chart.highest
        share = (min(max(value, low), high) - low) / ((high - low) or 1)
        return self.height - _BOTTOM - (self.height - self.top - _BOTTOM) * share

    def svg(self) -> str:
        layers = [
            *self._scale(),
            *self._gaps(),
            *self._months(),
            *self._trend(),
            *self._aim(),
            *self._phases(),
            *self._sessions(),
            *self._marks(),
            *self._goal(),
        ]
        return picture(
            layers,
            width=self.width,
            height=self.height,
            title=self.chart.title,
            description=self.chart.description,
            letters=self.ink.letters,
        )

    def _scale(self) -> Iterator[str]:
        right = self.width - _RIGHT
        for value in ticks(self.chart.lowest, self.chart.highest):
            y = self.y(value)
            yield element("line", x1=_LEFT, x2=right, y1=y, y2=y, stroke=self.ink.line)
            yield self._words(_shortly(value), _LEFT - 8, y + 4, anchor="end")

    def _months(self) -> Iterator[str]:
        foot, last = self.height - _BOTTOM, -100.0
        for on, words in self.chart.months:
            if not self.chart.first <= on <= self.chart.last:
                continue
            x = self.x(on)
            yield element("line", x1=x, x2=x, y1=foot, y2=foot + 5, stroke=self.ink.quiet)
            if x - last >= 12 + 7 * len(words):  # A phone has no room for every month.
                yield self._words(words, min(x, self.width - _RIGHT - 20), foot + 20, anchor="middle")
                last = x

    def _gaps(self) -> Iterator[str]:
        for gap in self.chart.gaps:
            left, right = self.x(max(gap.starts, self.chart.first)), self.x(min(gap.ends, self.chart.last))
            if right <= left:
                continue
            yield element(
                "rect",
                x=left,
                y=self.top,
                width=right - left,
                height=self.height - _BOTTOM - self.top,
                fill=self.ink.line,
                opacity="0.35",
            )
            if right - left >= 5 * len(gap.label):
                yield self._words(gap.label, (left + right) / 2, self.height - _BOTTOM - 8, anchor="middle")

    def _phases(self) -> Iterator[str]:
        for phase, row in zip(self.chart.phases, self.rows, strict=True):
            x = max(self.x(phase.starts), float(_LEFT))
            y = 16 + _ROW * row
            if phase.starts > self.chart.first:
                foot = self.height - _BOTTOM
                yield element("line", x1=x, x2=x, y1=y - 8, y2=foot, stroke=self.ink.text, stroke_width=1.4)
            yield text(phase.label, x + 6, y, fill=self.ink.text, size=12.5, font_weight=700)

    def _aim(self) -> Iterator[str]:
        if self.chart.aim:
            yield self._stroke(self.chart.aim, self.ink.quiet, 1.6, dashes="6 5")

    def _trend(self) -> Iterator[str]:
        if self.chart.band:
            over = [(self.x(on), self.y(high)) for on, _low, high in self.chart.band]
            under = [(self.x(on), self.y(low)) for on, low, _high in reversed(self.chart.band)]
            yield element("path", d=path([*over, *under], closed=True), fill=self.ink.soft)
        if self.chart.trend:
            yield self._stroke(self.chart.trend, self.ink.main, 3)

    def _sessions(self) -> Iterator[str]:
        for one, next_one in pairwise(self.chart.sessions):
            if (
                one.value is not None
                and next_one.value is not None
                and not self._is_broken(one.on, next_one.on)
            ):
                ends = [(one.on, one.value), (next_one.on, next_one.value)]
                yield self._stroke(ends, self.ink.quiet, 1.2)
        begun = [phase.starts for phase in self.chart.phases]
        for session in self.chart.sessions:
            if session.value is not None:
                kind = self._kind(sum(starts <= session.on for starts in begun), len(begun))
                yield dot(self.x(session.on), self.y(session.value), kind, self.ink, _tip(session.words))

    def _kind(self, phase: int, phases: int) -> str:
        """Open in the first of several phases, dark in phases gone by, the main colour in the present one."""
        if phases > 1 and phase <= 1:
            return "before"
        return "session" if phase == phases else "gone"

    def _is_broken(self, one: date, other: date) -> bool:
        """Whether a phase begins, or a gap lies, between two days."""
        return any(one < phase.starts <= other for phase in self.chart.phases) or any(
            one < gap.ends and gap.starts <= other for gap in self.chart.gaps
        )

    def _marks(self) -> Iterator[str]:
        for each in self.chart.marks:
            yield mark(each.kind, self.x(each.on), self.y(each.value), self.ink, _tip(each.words))

    def _goal(self) -> Iterator[str]:
        if self.chart.goal is None:
            return
        on, value, words = self.chart.goal
        x, y = self.x(on), self.y(value)
        yield goal_mark(x, y, self.ink, _tip(words))
        above = not self._meets_points(x - 18 - 7 * len(words), x, y - 20, y)
        foot = y - 9 if above else y + 22
        yield text(words, x - 11, foot, fill=self.ink.text, size=12.5, font_weight=700, text_anchor="end")

    def _meets_points(self, left: float, right: float, top: float, foot: float) -> bool:
        """Whether a point lies where words would stand."""
        points = [(each.on, each.value) for each in self.chart.sessions]
        points += [(each.on, each.value) for each in self.chart.marks]
        return any(
            left <= self.x(on) <= right and top <= self.y(value) <= foot
            for on, value in points
            if value is not None
        )

    def _stroke(
        self, ends: Sequence[tuple[date, float]], colour: str, wide: float, dashes: str | None = None
    ) -> str:
        line = path((self.x(on), self.y(value)) for on, value in ends)
        return element(
            "path",
            d=line,
            fill="none",
            stroke=colour,
            stroke_width=wide,
            stroke_dasharray=dashes,
            stroke_linecap="round",
        )

    def _words(self, words: str, x: float, y: float, *, anchor: str) -> str:
        return text(words, x, y, fill=self.ink.quiet, size=12, text_anchor=anchor)


def ticks(low: float, high: float) -> list[float]:
    """Round numbers on a scale, four to seven of them."""
    span = high - low
    if span <= 0:
        return [low]
    raw = span / 5
    power = 10.0 ** _floor_log10(raw)
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    if span <= 6 and float(span).is_integer() and step < 1:
        step = 1
    first = -(-low // step) * step
    return [round(first + step * n, 6) for n in range(int((high - first) / step + 1e-9) + 1)]


def _shortly(value: float) -> str:
    """A number with no more decimals than it has."""
    return number(value, len(f"{value:g}".partition(".")[2]))


def _floor_log10(number: float) -> int:
    power = 0
    while number >= 10:
        number, power = number / 10, power + 1
    while number < 1:
        number, power = number * 10, power - 1
    return power


def _rows_of_labels(labels: Sequence[tuple[float, str]], width: int) -> list[int]:
    """The row of each label, so that none runs into the next: the first row in which it has room."""
    ends: list[float] = []
    rows = []
    for x, label in labels:
        start = max(x, float(_LEFT))
        row = next((n for n, end in enumerate(ends) if end <= start), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = start + 14 + 7 * len(label)
        rows.append(row)
    return rows


def _tip(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""
