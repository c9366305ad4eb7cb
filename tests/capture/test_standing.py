"""What stands of a visit follows from what was said alone, in whatever order it came."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.choices import ChangeKind, MarkKind, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, DayChange, Mark
from alongside.capture.rules.standing import Standing, share_of, standing_of
from alongside.people.models import Child
from tests.capture.said import a_mark
from tests.scheduling.world import NOW

ON = date(2026, 11, 24)
MINUTE = timedelta(minutes=1)
CHILD = Child(pk=uuid.UUID(int=1))
VISIT = DatedVisit(
    series=uuid.UUID(int=2), planned_on=ON, planned_starts=540, on=ON, starts=540, ends=570, mode="push_in"
)
SESSION = DatedSession(visit=VISIT, child=CHILD, planned_minutes=20)


def said(*kinds: tuple[MarkKind, dict[str, Any]] | MarkKind, child: Child | None = None) -> list[Mark]:
    """Marks a minute apart."""
    each = [kind if isinstance(kind, tuple) else (kind, {}) for kind in kinds]
    return [
        a_mark(VISIT, kind, detail, child=child, at=NOW + n * MINUTE) for n, (kind, detail) in enumerate(each)
    ]


def share(marks: list[Mark], changes: list[DayChange] | None = None) -> tuple[str, int | None]:
    return share_of(SESSION, standing_of(VISIT, marks), marks, changes or [])


def a_change(**fields: Any) -> DayChange:
    return DayChange(
        **(
            {"kind": ChangeKind.CHILD_AWAY, "child": CHILD, "on": ON, "ends_on": ON + timedelta(days=1)}
            | fields
        )
    )


def test_nothing_said_leaves_a_visit_as_planned_and_open() -> None:
    assert standing_of(VISIT, []) == Standing(ON, 540, 570, "", "", "", "", None, None)
    assert share([]) == ("", None)


def test_held_gives_each_child_the_minutes_of_its_service() -> None:
    marks = said(MarkKind.HELD)
    standing = standing_of(VISIT, marks)
    assert (standing.outcome, standing.reason, standing.ended_at) == (Outcome.HELD, "", NOW)
    assert share(marks) == ("", 20)


@pytest.mark.parametrize(("minutes", "had"), [(5, 5), (20, 20), (25, 20)])
def test_shortened_gives_no_more_than_it_lasted_nor_than_planned(minutes: int, had: int) -> None:
    assert share(said((MarkKind.SHORTENED, {"minutes": minutes}))) == ("", had)


def test_missed_gives_nothing_and_says_why() -> None:
    marks = said((MarkKind.MISSED, {"reason": "trip", "words": "To the farm"}))
    standing = standing_of(VISIT, marks)
    assert (standing.outcome, standing.reason, standing.words) == (
        Outcome.MISSED, Reason.TRIP, "To the farm",
    )  # fmt: skip
    assert share(marks) == ("", 0)


def test_later_ending_takes_the_place_of_the_earlier_and_opening_again_of_both() -> None:
    marks = said((MarkKind.MISSED, {"reason": "trip"}), MarkKind.HELD)
    assert (standing_of(VISIT, marks).outcome, standing_of(VISIT, marks).reason) == (Outcome.HELD, "")
    marks = said(MarkKind.HELD, MarkKind.REOPENED)
    assert (standing_of(VISIT, marks).outcome, standing_of(VISIT, marks).ended_at) == ("", None)
    assert share(marks) == ("", None)


def test_moved_visit_keeps_its_length_and_the_other_answers() -> None:
    marks = said(
        (MarkKind.ROLE, {"role": "team"}),
        (MarkKind.MOVED, {"on": "2026-11-26", "starts": 600}),
        MarkKind.HELD,
    )
    standing = standing_of(VISIT, marks)
    assert (standing.on, standing.starts, standing.ends) == (date(2026, 11, 26), 600, 630)
    assert (standing.role, standing.outcome) == ("team", Outcome.HELD)


def test_make_up_that_nobody_moved_stays_where_it_is() -> None:
    make_up = DatedVisit(on=ON, starts=600, ends=630, mode="push_in")
    standing = standing_of(make_up, said(MarkKind.HELD))
    assert (standing.on, standing.starts, standing.ends) == (ON, 600, 630)


def test_child_away_has_nothing_and_one_that_came_after_all_its_share() -> None:
    away = said((MarkKind.AWAY, {"reason": "refused"}), child=CHILD)
    assert share(away) == (Reason.REFUSED, None)
    assert share([*away, *said(MarkKind.HELD)]) == (Reason.REFUSED, 0)
    back = said((MarkKind.AWAY, {}), MarkKind.THERE, child=CHILD)
    assert share([*back, *said(MarkKind.HELD)]) == ("", 20)


def test_child_that_left_early_has_its_own_minutes() -> None:
    left = said((MarkKind.SHORTENED, {"minutes": 8}), child=CHILD)
    assert share([*left, *said(MarkKind.HELD)]) == ("", 8)


def test_what_is_said_of_another_child_changes_nothing() -> None:
    other = said(MarkKind.AWAY, child=Child(pk=uuid.UUID(int=9)))
    assert share([*other, *said(MarkKind.HELD)]) == ("", 20)


def test_absence_said_for_the_day_counts_until_the_visit_itself_says_otherwise() -> None:
    held = said(MarkKind.HELD)
    assert share(held, [a_change()]) == (Reason.CHILD_AWAY, 0)
    assert share([*held, *said(MarkKind.THERE, child=CHILD)], [a_change()]) == ("", 20)


@pytest.mark.parametrize(
    "other",
    [
        {"child": Child(pk=uuid.UUID(int=9))},
        {"child": None},
        {"on": ON + timedelta(days=1), "ends_on": ON + timedelta(days=2)},
        {"starts": 550, "ends": 600},
        {"starts": 600},
        {"ends": 560},
        {"taken_back_at": NOW},
    ],
)
def test_absence_of_another_child_day_or_time_does_not_count(other: dict[str, Any]) -> None:
    assert share(said(MarkKind.HELD), [a_change(**other)]) == ("", 20)


KINDS = st.one_of(
    st.sampled_from([(MarkKind.HELD, {}), (MarkKind.REOPENED, {}), (MarkKind.MISSED, {"reason": "other"})]),
    st.integers(1, 60).map(lambda minutes: (MarkKind.SHORTENED, {"minutes": minutes})),
    st.sampled_from(["team", "observe"]).map(lambda role: (MarkKind.ROLE, {"role": role})),
    st.integers(480, 900).map(lambda starts: (MarkKind.MOVED, {"on": "2026-11-25", "starts": starts})),
)
OF_CHILD = st.sampled_from([(MarkKind.AWAY, {"reason": "refused"}), (MarkKind.THERE, {})])


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    marks = []
    for kind, detail in draw(st.lists(KINDS, max_size=6)):
        at = NOW + draw(st.integers(0, 3)) * MINUTE
        marks.append(a_mark(VISIT, kind, detail, at=at, order=draw(st.integers(0, 2))))
    for kind, detail in draw(st.lists(OF_CHILD, max_size=3)):
        marks.append(a_mark(VISIT, kind, detail, child=CHILD, at=NOW + draw(st.integers(0, 3)) * MINUTE))
    return marks


@given(marks=histories(), data=st.data())
def test_order_of_arrival_does_not_matter_nor_hearing_it_twice(
    marks: list[Mark], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations([*marks, *marks]))
    assert standing_of(VISIT, mixed) == standing_of(VISIT, marks)
    assert share(mixed) == share(marks)


@given(marks=histories())
def test_child_never_has_more_than_planned_and_none_where_it_was_away(marks: list[Mark]) -> None:
    away, minutes = share(marks)
    outcome = standing_of(VISIT, marks).outcome
    assert (minutes is None) == (outcome == "")
    assert minutes is None or 0 <= minutes <= 20
    assert not minutes or (not away and outcome != Outcome.MISSED)
