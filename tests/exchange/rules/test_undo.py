"""What stays when an import is taken back follows from what is used, and hangs together."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.exchange.rules.undo import what_stays
from alongside.trust.rules import Change, Kept


def gone(model: str, number: int, **values: int) -> Change:
    """The removal of a row that names others by number."""
    return Change(
        model, UUID(int=number), {name: str(UUID(int=value)) for name, value in values.items()}, None
    )


CLASSES = [gone("classrooms.classroom", 1), gone("classrooms.classroom", 2)]
CHILDREN = [gone("people.child", number) for number in range(10, 16)]
PLACES = [
    gone("classrooms.enrolment", 20 + place, child_id=10 + place, classroom_id=1 + place % 2)
    for place in range(6)
]
ROWS = [*CLASSES, *CHILDREN, *PLACES]


@given(st.lists(st.integers(0, len(ROWS) - 1), unique=True))
def test_nothing_that_stays_points_to_what_goes(used: list[int]) -> None:
    stays = {one.change.id for one in what_stays(ROWS, [Kept(ROWS[place], "used") for place in used])}
    assert stays >= {ROWS[place].id for place in used}
    for change in ROWS:
        if change.id in stays:
            assert {UUID(value) for value in (change.before or {}).values()} <= stays


def test_a_child_keeps_the_class_and_not_the_classmates() -> None:
    stays = [one.change for one in what_stays(ROWS, [Kept(CHILDREN[0], "used")])]
    assert stays == [CHILDREN[0], PLACES[0], CLASSES[0]]


def test_a_class_in_use_keeps_its_children() -> None:
    stays = {one.change.id for one in what_stays(ROWS, [Kept(CLASSES[1], "used")])}
    assert stays == {change.id for change in (CLASSES[1], *CHILDREN[1::2], *PLACES[1::2])}
