"""Half-open spans of minutes within a day and of dates: overlap, merge, subtract and the gaps between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from alongside.schooltime.clock import MINUTES_IN_DAY, clock


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of one day in minutes from midnight, `end` exclusive; never empty.

    Raises `ValueError` with a sentence where it ends before it begins or leaves the day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end > MINUTES_IN_DAY:
            raise ValueError("A span of minutes lies between 00:00 and 24:00.")
        if self.start >= self.end:
            raise ValueError(
                f"A span must end after it begins; this one runs from {clock(self.start)} to {clock(self.end)}."
            )

    def __str__(self) -> str:
        return f"{clock(self.start)}–{clock(self.end)}"

    @classmethod
    def between(cls, low: int, high: int) -> "Span":
        """The span with these two bounds."""
        return cls(low, high)

    @property
    def bounds(self) -> tuple[int, int]:
        """Its first moment and the moment after its last."""
        return self.start, self.end

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    def contains(self, other: "Span | int") -> bool:
        """Whether a moment, or every moment of another span, lies in it."""
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a moment; adjoining spans do not."""
        return self.start < other.end and other.start < self.end

    def overlap(self, other: "Span") -> "Span | None":
        """The stretch that both share."""
        if not self.overlaps(other):
            return None
        return Span(max(self.start, other.start), min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A stretch of days, `ends` exclusive, or open where `ends` is None; never empty.

    Raises `ValueError` with a sentence where it ends before it begins.
    """

    starts: date
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError(
                f"A span must end after it begins; this one runs from {self.starts} to {self.ends}."
            )

    def __str__(self) -> str:
        return f"from {self.starts}" if self.ends is None else f"{self.starts} to before {self.ends}"

    @classmethod
    def between(cls, low: date, high: date) -> "DateSpan":
        """The span with these two bounds; the last date there is stands for an open end."""
        return cls(low, None if high == date.max else high)

    @property
    def bounds(self) -> tuple[date, date]:
        """Its first day and the day after its last, which is the last date there is where it is open."""
        return self.starts, date.max if self.ends is None else self.ends

    def contains(self, other: "DateSpan | date") -> bool:
        """Whether a day, or every day of another span, lies in it."""
        if isinstance(other, date):
            return self.starts <= other and (self.ends is None or other < self.ends)
        return self.starts <= other.starts and other.bounds[1] <= self.bounds[1]

    def overlaps(self, other: "DateSpan") -> bool:
        """Whether the two share a day; adjoining spans do not."""
        return self.starts < other.bounds[1] and other.starts < self.bounds[1]

    def overlap(self, other: "DateSpan") -> "DateSpan | None":
        """The days that both share."""
        if not self.overlaps(other):
            return None
        return self.between(max(self.starts, other.starts), min(self.bounds[1], other.bounds[1]))


AnySpan = TypeVar("AnySpan", Span, DateSpan)


def merge(spans: Iterable[AnySpan]) -> tuple[AnySpan, ...]:
    """The same moments in as few spans as possible, in order; adjoining spans become one."""
    merged: list[AnySpan] = []
    for span in sorted(spans, key=lambda each: each.bounds):
        low, high = span.bounds
        if merged and low <= merged[-1].bounds[1]:
            before_low, before_high = merged[-1].bounds
            merged[-1] = span.between(before_low, max(before_high, high))
        else:
            merged.append(span)
    return tuple(merged)


def subtract(spans: Iterable[AnySpan], holes: Iterable[AnySpan]) -> tuple[AnySpan, ...]:
    """The moments of `spans` that lie in none of `holes`, merged and in order."""
    left: list[AnySpan] = []
    cuts = merge(holes)
    for span in merge(spans):
        low, high = span.bounds
        for cut in cuts:
            cut_low, cut_high = cut.bounds
            if cut_high <= low or high <= cut_low:
                continue
            if low < cut_low:
                left.append(span.between(low, cut_low))
            low = min(cut_high, high)
        if low < high:
            left.append(span.between(low, high))
    return tuple(left)


def gaps(within: AnySpan, spans: Iterable[AnySpan]) -> tuple[AnySpan, ...]:
    """The moments of `within` that none of `spans` takes."""
    return subtract([within], spans)
