"""A list of services says the same thing however its keeper words it."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.formats.odd import NotThisFormat, Oddities, Oddity
from alongside.formats.services import ServiceRow, guess_columns, read_services
from alongside.formats.table import read_table


def read(text: str) -> tuple[list[ServiceRow], list[Oddity]]:
    table = read_table("services.csv", text.encode(), Oddities())
    return read_services(table, guess_columns(table.header, [cells for _, cells in table.rows]))


def one(column: str, written: str) -> ServiceRow:
    rows, _ = read(f'Child,Service,Times,Minutes,{column}\nMia Sample,OT,2,30,"{written}"\n')
    return rows[0]


def test_full_row_is_read_without_a_word() -> None:
    rows, odd = read(
        "Child ID,Child,Class,Service,Times per week,Minutes,Delivery,Therapists,Group size,Priority,Start\n"
        "17,Ana Sample,2B,OT,2,30,push-in,Lim; Okafor,3,high,2026-09-01\n"
    )
    assert odd == []
    assert rows == [ServiceRow(
        "17", "Ana Sample", "2B", "occupational_therapy", 2, "week", 30, "push_in", ("Lim", "Okafor"), 3, 4,
        dt.date(2026, 9, 1), "services.csv", 2,
    )]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "discipline"),
    [
        ("OT", "occupational_therapy"), ("Occupational Therapy", "occupational_therapy"),
        ("Ergothérapie", "occupational_therapy"),
        ("职能治疗", "occupational_therapy"), ("Εργοθεραπεία", "occupational_therapy"), ("SLT", "speech"),
        ("SLP", "speech"),
        ("SaLT", "speech"), ("Speech & language", "speech"), ("Logopedia", "speech"),
        ("Orthophonie", "speech"),
        ("Λογοθεραπεία", "speech"), ("言语治疗", "speech"), ("Behaviour support", "behavioural"),
        ("ABA", "behavioural"),
        ("Social-emotional", "behavioural"), ("Behavioral", "behavioural"), ("Συμπεριφορά", "behavioural"),
    ],
)  # fmt: skip
def test_discipline_is_known_by_many_names(written: str, discipline: str) -> None:
    rows, odd = read(f"Child,Service,Times,Minutes\nMia Sample,{written},2,30\n")
    assert (rows[0].discipline, odd) == (discipline, [])


@pytest.mark.parametrize(
    ("written", "delivery"),
    [
        ("push-in", "push_in"), ("In class", "push_in"), ("pull out", "pull_out"), ("1:1", "pull_out"),
        ("Withdrawal", "pull_out"),
        ("push-in or pull-out", "either"), ("both", "either"), ("Consultation", "consultation"),
        ("", ""), ("somehow", "either"),
    ],
)  # fmt: skip
def test_delivery_is_known_by_many_names(written: str, delivery: str) -> None:
    assert one("Delivery", written).delivery == delivery


@pytest.mark.parametrize(
    ("heading", "written", "amount"),
    [
        ("Times per week", "2", (2, "week")), ("Times", "2 per month", (2, "month")),
        ("Sessions per cycle", "3", (3, "cycle")),
        ("Frequency", "weekly", (1, "week")), ("Frequency", "fortnightly", (1, "fortnight")),
        ("Frequency", "twice a week", (2, "week")),
        ("Times", "once per term", (1, "term")), ("Times", "sometimes", (None, "week")),
    ],
)  # fmt: skip
def test_how_often_is_read_with_its_period(
    heading: str, written: str, amount: tuple[int | None, str]
) -> None:
    rows, _ = read(f"Child,Service,{heading},Minutes\nMia Sample,OT,{written},30\n")
    assert (rows[0].times, rows[0].per) == amount


@pytest.mark.parametrize("written", ["2 x 30", "2×30 min", "2 x 30 min per week", "2 sessions of 30 minutes"])
def test_times_and_minutes_may_share_a_cell(written: str) -> None:
    rows, odd = read(f"Child,Service,Amount\nMia Sample,OT,{written}\n")
    assert (rows[0].times, rows[0].minutes, odd) == (2, 30, [])


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("30", 30), ("45 min", 45), ("1:00", 60), ("1h", 60), ("30-45", None), ("600", None)],
)
def test_minutes_are_whole_or_told(written: str, minutes: int | None) -> None:
    rows, odd = read(f"Child,Service,Times,Minutes\nMia Sample,OT,2,{written}\n")
    assert rows[0].minutes == minutes
    assert bool(odd) == (minutes is None)


def test_odd_rows_are_told_and_good_ones_kept() -> None:
    rows, odd = read(
        "Child,Class,Service,Times,Minutes,Group size,Priority\n"
        "Mia Sample,2B,Music therapy,2,30,99,99\n"
        ",2B,OT,2,30,,\n"
        "Bo Sample,2B,OT,2,30,,\n"
        "Bo Sample,2B,OT,1,20,,\n"
    )
    assert [row.line for row in rows] == [2, 4, 5]
    assert sorted(odd_one.line or 0 for odd_one in odd) == [2, 2, 2, 3, 5]
    assert any("The child has this service in row 4 already" in odd_one.sentence for odd_one in odd)


def test_mapping_is_checked() -> None:
    table = read_table("services.csv", b"Child,Service\nMia,OT\n", Oddities())
    with pytest.raises(NotThisFormat, match="hold the child and the service"):
        read_services(table, {"child_name": "Child"})
    with pytest.raises(NotThisFormat, match="no column “Kid”"):
        read_services(table, {"child_name": "Kid", "discipline": "Service"})


@pytest.mark.parametrize(
    ("heading", "value", "is_size"),
    [
        ("Room group", "2", False), ("Group", "Blue", False), ("Group", "3", True), ("Group size", "", True),
        ("Largest group (max)", "2", True),
    ],
)  # fmt: skip
def test_size_of_a_group_is_told_from_its_name(heading: str, value: str, is_size: bool) -> None:
    row = {"Child": "Mia", "Service": "OT", heading: value}
    chosen = guess_columns(tuple(row), [row] if value else [])
    assert (chosen.get("max_group") == heading) is is_size
