"""The picture of a build, and the sentence that says the same."""

from __future__ import annotations

import re

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from alongside.portals.coordinator.curve import EDGE, HEIGHT, WIDTH, curve


def test_fewer_than_two_moments_are_no_picture() -> None:
    assert curve([]) is None
    assert curve([[0.1, 500, 100, 2]]) is None
    assert curve([[0.1, 500, 100, 2], [0.1, 400, 100, 2]]) is None


def test_sentence_says_what_the_picture_shows() -> None:
    drawn = curve([[0.0, 5000, 900, 9], [4.0, 3000, 1100, 4], [10.0, 1400, 1200, 1]])
    assert drawn is not None
    assert drawn.sentence == (
        "Cost fell from 5,000 to 1,400 in 10 seconds, while the proven bound rose to 1,200"
    )


def test_its_numbers_are_written_as_the_reader_writes_them() -> None:
    with override("es"):
        drawn = curve([[0.0, 54000, 900, 9], [10.0, 14000, 1200, 1]])
    assert drawn is not None
    assert "54.000" in drawn.sentence.replace("\xa0", ".")


def test_cost_comes_down_in_steps_from_edge_to_edge() -> None:
    drawn = curve([[0.0, 200, 0, 0], [5.0, 100, 0, 0], [10.0, 100, 0, 0]])
    assert drawn is not None
    middle, bottom = f"{WIDTH / 2:.1f}", f"{(HEIGHT + 0) / 2:.1f}"
    assert drawn.cost_path.startswith(f"M{EDGE:.1f} {EDGE:.1f}L{middle} {EDGE:.1f}L{middle} {bottom}")
    assert drawn.bound_path.endswith(f"{WIDTH - EDGE:.1f} {HEIGHT - EDGE:.1f}")


@given(
    st.lists(
        st.tuples(st.floats(0.1, 50), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 99)),
        min_size=2,
        max_size=40,
    )
)
def test_picture_stays_in_its_box(steps: list[tuple[float, int, int, int]]) -> None:
    seconds, points = 0.0, []
    for step, cost, bound, unmet in steps:
        seconds += step
        points.append([seconds, cost, min(bound, cost), unmet])
    drawn = curve(points)
    assert drawn is not None
    for path in (drawn.cost_path, drawn.bound_path, drawn.area_path):
        for left, down in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path):
            assert EDGE - 0.1 <= float(left) <= WIDTH - EDGE + 0.1
            assert EDGE - 0.1 <= float(down) <= HEIGHT - EDGE + 0.1
