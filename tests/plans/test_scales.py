"""Five levels of goal attainment: complete, distinct, in order, and along one dimension."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plans.choices import Dimension
from alongside.plans.rules.scales import scale_faults

BY_NUMBER = [f"Writes {count} sentences" for count in (0, 1, 3, 4, 6)]
BY_HELP = [
    "Lines up hand over hand",
    "Lines up with a reminder each time",
    "Lines up with one hint",
    "Lines up without a hint",
    "Lines up on their own and shows others",
]


def _fields(levels: list[str], dimension: str = Dimension.NUMBER) -> list[str]:
    return [fault.field for fault in scale_faults(levels, dimension)]


@pytest.mark.parametrize(
    ("levels", "dimension"),
    [
        ([], ""),
        (["", " ", "", "", ""], ""),
        (BY_NUMBER, Dimension.NUMBER),
        (BY_HELP, Dimension.PROMPTS),
        ([f"Stays within {cm} cm of the line" for cm in ("4", "3", "2", "1", "0.5")], Dimension.DISTANCE),
        ([f"Says {least} to {least + 1} words" for least in (1, 3, 5, 7, 9)], Dimension.NUMBER),
        ([f"Reads {count} of 10 words" for count in (2, 4, 6, 8, 10)], Dimension.NUMBER),
        ([f"Starts with {count} prompts" for count in (4, 3, 2, 1, 0)], Dimension.PROMPTS),
        (
            ["With an adult", "With a friend", "With two friends", "At the table", "Anywhere"],
            Dimension.PEOPLE,
        ),
    ],
)
def test_scale_in_order_has_no_fault(levels: list[str], dimension: str) -> None:
    assert scale_faults(levels, dimension) == []


def test_scale_has_five_levels() -> None:
    assert _fields(["Writes 1", "", "Writes 3", "", ""]) == ["scale_1", "scale_3", "scale_4"]
    assert _fields(["Writes 1", "Writes 2"]) == ["scale_2", "scale_3", "scale_4"]
    assert _fields([*BY_NUMBER, "Writes 9 sentences"]) == ["scale"]


def test_scale_says_what_changes() -> None:
    assert _fields(BY_NUMBER, "") == ["scale_dimension"]
    assert _fields(BY_NUMBER, "mood") == ["scale_dimension"]


def test_levels_that_say_the_same_are_found_whatever_their_case_and_stops() -> None:
    levels = [*BY_NUMBER[:4], "writes 3  Sentences."]
    [fault] = scale_faults(levels, Dimension.NUMBER)
    assert fault.field == "scale_4"
    assert fault.sentence == "Levels 0 and +2 say the same. Say what is different."


def test_level_out_of_order_is_found_where_it_is() -> None:
    levels = [f"Writes {count} sentences" for count in (0, 3, 1, 4, 6)]
    [fault] = scale_faults(levels, Dimension.NUMBER)
    assert fault.field == "scale_2"
    assert fault.sentence == "Level 0 is not further on than level −1. Put the five in order."


def test_one_number_alone_may_change() -> None:
    levels = [f"Writes {count} sentences in {10 - count} minutes" for count in (1, 2, 3, 4, 5)]
    [fault] = scale_faults(levels, Dimension.NUMBER)
    assert fault.field == "scale"
    assert "More than one number changes" in fault.sentence


def test_more_help_higher_up_is_out_of_order() -> None:
    assert _fields([f"Starts with {count} prompts" for count in range(5)], Dimension.PROMPTS) == [
        f"scale_{place}" for place in range(1, 5)
    ]
    upside_down = [BY_HELP[3], *BY_HELP[:3], BY_HELP[4]]
    [fault] = scale_faults(upside_down, Dimension.PROMPTS)
    assert fault.field == "scale_1"
    assert "asks for more help" in fault.sentence


@given(st.lists(st.integers(0, 99), min_size=5, max_size=5, unique=True))
def test_only_levels_that_rise_or_fall_all_the_way_are_in_order(counts: list[int]) -> None:
    levels = [f"Says {count} words" for count in counts]
    is_in_order = counts in (sorted(counts), sorted(counts, reverse=True))
    assert (scale_faults(levels, Dimension.NUMBER) == []) is is_in_order
