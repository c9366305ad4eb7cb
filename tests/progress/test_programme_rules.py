"""Small groups are hidden, and so is whatever they could be worked out from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.progress.rules.programme import SMALLEST, Figures, Group, hide_small


def models(*sizes: int) -> list[Group]:
    total = Group("Oak", "Speech", "", Figures(children=sum(sizes)))
    return [
        total,
        *(Group("Oak", "Speech", f"model {n}", Figures(children=size)) for n, size in enumerate(sizes)),
    ]


def test_a_small_group_takes_its_smallest_neighbour_with_it() -> None:
    hidden = [group.is_hidden for group in hide_small(models(20, 3, 8))]
    assert hidden == [False, False, True, True]


def test_groups_that_are_large_enough_are_shown() -> None:
    assert not any(group.is_hidden for group in hide_small(models(20, 5, 8)))


def test_what_is_hidden_has_no_figures() -> None:
    assert all(group.figures == Figures() for group in hide_small(models(2, 2)) if group.is_hidden)


@given(st.lists(st.integers(min_value=1, max_value=30), min_size=2, max_size=6))
def test_no_hidden_group_can_be_worked_out_from_its_total(sizes: list[int]) -> None:
    total, *parts = hide_small(models(*sizes))
    assert all(part.figures.children >= SMALLEST for part in parts if not part.is_hidden)
    if not total.is_hidden:
        assert sum(part.is_hidden for part in parts) != 1
