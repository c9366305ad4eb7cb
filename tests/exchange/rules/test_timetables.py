"""A lesson's parts fill it exactly, whatever their lengths."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alongside.classrooms.choices import RoutineKind
from alongside.exchange.rules.subjects import Meaning
from alongside.exchange.rules.timetables import split_lesson

KINDS = st.sampled_from([kind.value for kind in RoutineKind])
PARTS = st.lists(st.tuples(st.integers(1, 24).map(lambda steps: 5 * steps), KINDS), max_size=2)


@given(starts=st.integers(90, 180), steps=st.integers(1, 40), parts=PARTS, rest=KINDS)
def test_parts_fill_the_lesson_without_gap_or_overlap(
    starts: int, steps: int, parts: list[tuple[int, str]], rest: str
) -> None:
    starts, ends = 5 * starts, 5 * starts + 5 * steps
    meaning = Meaning("literacy", "welcome", "avoid", (*parts, (None, rest)))
    routines = split_lesson("Reading", "Mon", starts, ends, meaning)
    assert routines[0].starts == starts
    assert routines[-1].ends == ends
    assert all(one.ends == two.starts for one, two in pairwise(routines))
    assert all(routine.starts < routine.ends for routine in routines)


def test_a_lesson_too_short_for_its_parts_stays_whole() -> None:
    meaning = Meaning(
        "literacy", "welcome", "avoid", ((15, "circle_time"), (45, "literacy"), (None, "writing"))
    )
    (whole,) = split_lesson("Reading", "Mon", 480, 540, meaning)
    assert whole.kind == "literacy"
    assert len(split_lesson("Reading", "Mon", 480, 545, meaning)) == 3
