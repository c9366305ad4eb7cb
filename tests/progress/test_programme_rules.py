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
        hidden = [size for size, part in zip(sizes, parts, strict=True) if part.is_hidden]
        assert len(hidden) != 1
        assert not hidden or sum(hidden) >= SMALLEST


def test_two_small_groups_whose_sum_is_small_take_a_third_with_them() -> None:
    assert [group.is_hidden for group in hide_small(models(20, 2, 1))] == [False, True, True, True]


def test_parts_of_what_is_hidden_are_hidden() -> None:
    """Oak is hidden beside Elm; its one discipline would say the same."""
    groups = [
        Group("", "", "", Figures(children=14)),
        Group("Elm", "", "", Figures(children=4)),
        Group("Oak", "", "", Figures(children=10)),
        Group("Oak", "Speech", "", Figures(children=10)),
        Group("Oak", "Speech", "Push-in", Figures(children=10)),
    ]
    assert [group.is_hidden for group in hide_small(groups)] == [False, True, True, True, True]


def test_disciplines_share_children_so_their_sum_does_not_count() -> None:
    groups = [
        Group("Oak", "", "", Figures(children=20)),
        *(Group("Oak", name, "", Figures(children=size)) for name, size in (("A", 3), ("B", 3), ("C", 18))),
    ]
    assert [group.is_hidden for group in hide_small(groups)] == [False, True, True, True]


def test_levels_of_few_children_are_hidden_with_those_beside_them() -> None:
    sizes = {"A": 3, "B": 6, "C": 9}
    groups = [
        Group("Oak", "Speech", "", Figures(children=60, scaled=18, levels=18)),
        *(
            Group("Oak", "Speech", name, Figures(children=20, scaled=size, levels=size))
            for name, size in sizes.items()
        ),
    ]
    shown = hide_small(groups)
    assert [group.figures.hides_levels for group in shown] == [False, True, True, False]
    assert [group.figures.levels for group in shown] == [18, 0, 0, 9]
    assert not any(group.is_hidden for group in shown)
