"""Half-open spans: hand-worked edges, then the arithmetic held against sets of single moments."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.schooltime.spans import DateSpan, Span, gaps, merge, subtract

START = date(2026, 9, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def moments(spans: tuple[Span, ...]) -> set[int]:
    return {minute for span in spans for minute in range(span.start, span.end)}


some_spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1])),
    max_size=8,
)


def test_span_holds_its_start_and_not_its_end() -> None:
    lesson = Span(510, 540)
    assert lesson.contains(510)
    assert not lesson.contains(540)
    assert lesson.minutes == 30
    assert str(lesson) == "08:30–09:00"


def test_adjoining_spans_do_not_overlap_but_merge() -> None:
    assert not Span(510, 540).overlaps(Span(540, 570))
    assert Span(510, 540).overlap(Span(540, 570)) is None
    assert merge([Span(540, 570), Span(510, 540)]) == (Span(510, 570),)


def test_overlap_is_the_shared_stretch() -> None:
    assert Span(510, 560).overlap(Span(540, 600)) == Span(540, 560)
    assert Span(510, 600).contains(Span(540, 600))
    assert not Span(510, 599).contains(Span(540, 600))


def test_gaps_are_what_a_morning_has_left() -> None:
    morning = Span(480, 720)
    visits = [Span(600, 630), Span(480, 510), Span(620, 660), Span(700, 800)]
    assert gaps(morning, visits) == (Span(510, 600), Span(660, 700))
    assert gaps(morning, []) == (morning,)
    assert gaps(morning, [Span(0, 1440)]) == ()


@pytest.mark.parametrize(("start", "end"), [(540, 540), (540, 510), (-5, 10), (1400, 1445)])
def test_span_that_is_empty_or_outside_the_day_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Span(start, end)


def test_span_of_dates_may_stay_open() -> None:
    held = DateSpan(day(0))
    assert held.contains(day(5000))
    assert not held.contains(day(-1))
    assert held.contains(DateSpan(day(3)))
    assert not DateSpan(day(0), day(9)).contains(DateSpan(day(3)))
    assert held.overlap(DateSpan(day(3), day(5))) == DateSpan(day(3), day(5))
    assert held.overlap(DateSpan(day(3))) == DateSpan(day(3))
    assert DateSpan(day(0), day(3)).overlap(DateSpan(day(3))) is None


def test_spans_of_dates_merge_and_subtract() -> None:
    autumn, spring = DateSpan(day(0), day(10)), DateSpan(day(10), day(20))
    assert merge([spring, autumn]) == (DateSpan(day(0), day(20)),)
    assert subtract([DateSpan(day(0))], [DateSpan(day(4), day(6))]) == (
        DateSpan(day(0), day(4)),
        DateSpan(day(6)),
    )
    assert gaps(autumn, [DateSpan(day(8))]) == (DateSpan(day(0), day(8)),)


def test_span_of_dates_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after it begins"):
        DateSpan(day(1), day(1))


@given(some_spans)
def test_merged_spans_hold_the_same_moments_apart_and_in_order(spans: list[Span]) -> None:
    merged = merge(spans)
    assert moments(merged) == moments(tuple(spans))
    assert all(earlier.end < later.start for earlier, later in itertools.pairwise(merged))


@given(some_spans, some_spans)
def test_subtracting_takes_exactly_the_moments_of_the_holes(spans: list[Span], holes: list[Span]) -> None:
    left = subtract(spans, holes)
    assert moments(left) == moments(tuple(spans)) - moments(tuple(holes))
    assert merge(left) == left


@given(some_spans)
def test_gaps_and_spans_together_fill_the_whole(spans: list[Span]) -> None:
    whole = Span(0, 100)
    assert merge([*gaps(whole, spans), *spans]) == (whole,)


@given(some_spans, some_spans)
def test_dates_follow_the_same_arithmetic_as_minutes(spans: list[Span], holes: list[Span]) -> None:
    def as_dates(given_spans: list[Span] | tuple[Span, ...]) -> list[DateSpan]:
        return [DateSpan(day(span.start), day(span.end)) for span in given_spans]

    assert list(subtract(as_dates(spans), as_dates(holes))) == as_dates(subtract(spans, holes))
