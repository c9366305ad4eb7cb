"""A week laid out for the eye: rows of five minutes, lanes where visits coincide, days with their dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from alongside.portals.shared.weekpicture import LANES, Picture, picture
from alongside.scheduling.choices import Mode
from alongside.scheduling.queries.weekdays import WeekDay
from alongside.scheduling.queries.weeks import Week, WeekRoutine, WeekVisit

MONDAY = date(2026, 11, 30)


def visit(starts: int, ends: int, day: str = "Mon") -> WeekVisit:
    return WeekVisit(
        series=uuid4(), sequence=0, day=day, starts=starts, ends=ends, mode=Mode.PUSH_IN, staff="Ada", mark="ot",
        place="1A", school="Alder", routine="Writing", children=(), discipline="Occupational therapy",
        changed_at=datetime(2026, 11, 24, tzinfo=UTC),
    )  # fmt: skip


def pictured(*visits: WeekVisit, routines: tuple[WeekRoutine, ...] = (), today: date = MONDAY) -> Picture:
    week = Week(
        title="Ada", subtitle="", days=("Mon", "Tue"), holds_from=MONDAY, visits=visits, routines=routines,
        columns=(WeekDay({"Alder": "Mon"}, MONDAY), WeekDay({}, MONDAY + timedelta(days=1), off="Storm")),
    )  # fmt: skip
    return picture(week, MONDAY, today)


def undated(*visits: WeekVisit) -> Picture:
    """A week of a school without terms."""
    week = Week(
        title="Ada", subtitle="", days=("Mon", "Tue"), holds_from=MONDAY, visits=visits, is_dated=False,
        columns=(WeekDay({"Alder": "Mon"}, title="Mon"), WeekDay({"Alder": "Tue"}, title="Tue")),
    )  # fmt: skip
    return picture(week, MONDAY, MONDAY)


def test_visit_stands_in_its_rows_over_the_whole_width() -> None:
    drawn = pictured(visit(540, 570))
    [block] = drawn.days[0].blocks
    assert (block.row, block.rows, block.column, block.columns) == (1, 6, 1, LANES)
    assert drawn.days[1].blocks == ()
    assert drawn.hours[:2] == ((1, 540), (13, 600))


def test_visits_at_one_time_stand_beside_each_other_and_others_do_not() -> None:
    first, second, later = pictured(visit(540, 570), visit(555, 600), visit(600, 630)).days[0].blocks
    assert (first.column, first.columns, second.column, second.columns) == (1, 6, 7, 6)
    assert (later.column, later.columns) == (1, LANES)


def test_names_of_routines_have_room_beside_the_visits() -> None:
    routine = WeekRoutine("Mon", 540, 615, "Writing", "welcome")
    drawn = pictured(visit(540, 570), routines=(routine,))
    [band], [block] = drawn.days[0].bands, drawn.days[0].blocks
    assert (band.row, band.rows, band.column, band.columns) == (1, 15, 1, LANES)
    assert block.column > 1
    assert block.column + block.columns <= LANES + 1


def test_today_is_marked_and_a_day_off_holds_its_reason_and_no_visits() -> None:
    monday, tuesday = pictured(visit(540, 570), visit(540, 570, "Tue")).days
    assert (monday.is_today, monday.on, monday.is_off) == (True, MONDAY, False)
    assert (tuesday.is_today, tuesday.is_off, tuesday.off, tuesday.listed) == (False, True, "Storm", ())


def test_week_without_visits_is_empty_and_still_has_its_hours() -> None:
    drawn = undated()
    assert drawn.is_empty
    assert not drawn.is_holiday
    assert [minute for _row, minute in drawn.hours] == [540, 600, 660, 720, 780, 840]
    assert not undated(visit(540, 570)).is_empty


def test_visit_on_a_day_that_the_week_does_not_have_is_not_drawn() -> None:
    assert undated(visit(540, 570, "Fri")).is_empty


@given(
    st.lists(
        st.tuples(st.integers(96, 200), st.integers(1, 24)).map(lambda pair: (pair[0] * 5, sum(pair) * 5)),
        min_size=1,
        max_size=10,
    )
)
def test_blocks_never_cover_each_other(times: list[tuple[int, int]]) -> None:
    drawn = pictured(*(visit(starts, ends) for starts, ends in times))
    covered: set[tuple[int, int]] = set()
    for block in drawn.days[0].blocks:
        assert block.column >= 1
        assert block.column + block.columns <= LANES + 1
        for row in range(block.row, block.row + block.rows):
            for column in range(block.column, block.column + block.columns):
                assert (row, column) not in covered
                covered.add((row, column))
