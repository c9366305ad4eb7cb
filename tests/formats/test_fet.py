"""FET's two ways of writing a timetable give the same classes the same weeks."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from alongside.formats.fet import is_group_of, read_fet, read_fet_csv
from alongside.formats.odd import NotThisFormat
from alongside.formats.timetables import ClassTimetables, Day, Lesson

HEAD = '"Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments"\n'


def real(shared: Path, name: str) -> bytes:
    file = shared / "realdata" / name
    if not file.exists():
        pytest.skip("The real files are not here.")
    return file.read_bytes()


def export(*rows: tuple[str, str, str, str, str]) -> bytes:
    """FET's CSV with the given (id, day, hour, students, subject)."""
    body = "".join(",".join(f'"{cell}"' for cell in (*row, "Lee", "", "R1", "")) + "\n" for row in rows)
    return (HEAD + body).encode("utf-8-sig")


def seen(timetables: ClassTimetables) -> set[tuple[object, ...]]:
    return {
        (one.class_name, one.day, one.start, one.end, one.subject, one.teachers, one.room)
        for one in timetables.lessons
    }


def minutes(lessons: list[Lesson]) -> int:
    return sum(one.end - one.start for one in lessons if one.start is not None and one.end is not None)


def test_real_greek_primary_has_a_full_week_for_each_class(shared: Path) -> None:
    timetables, odd = read_fet_csv("greek.csv", real(shared, "greek-primary_timetable.csv"))
    assert timetables.days == (
        Day("Δευτέρα", "Mon"), Day("Τρίτη", "Tue"), Day("Τετάρτη", "Wed"), Day("Πέμπτη", "Thu"),
        Day("Παρασκευή", "Fri"),
    )  # fmt: skip
    assert set(timetables.class_names) == {
        f"{year}{part}" for year in ("Α", "Β", "Γ", "Δ", "Ε", "ΣΤ") for part in "12"
    } | {"ΤΥ1"}
    # 444 rows of one period; 386 runs of equal neighbours, counted apart with the breaks at 9:40 and 11:25.
    assert len(timetables.lessons) == 386
    assert sum(len(lesson.slots) for lesson in timetables.lessons) == 444
    assert [slot.start for slot in timetables.slots] == [490, 535, 600, 640, 705, 755, 800]
    assert all(slot.guessed for slot in timetables.slots)
    assert [odd_one.line for odd_one in odd] == [None]
    assert "Each was taken to last 45 minutes" in odd[0].sentence
    week = timetables.week_of("Α1")
    assert sum(len(lesson.slots) for lesson in week) == 35
    assert all(one.end is not None and one.end % 5 == 0 for one in week)


def test_real_greek_primary_is_the_same_as_fet_saves_it(shared: Path) -> None:
    saved, _ = read_fet("greek.fet", real(shared, "greek-primary_data_and_timetable.fet"))
    exported, _ = read_fet_csv("greek.csv", real(shared, "greek-primary_timetable.csv"))
    assert seen(saved) == seen(exported)
    assert saved.days == exported.days
    assert saved.slots == exported.slots


def test_real_six_day_cycle_gives_each_class_one_thing_at_a_time(shared: Path) -> None:
    data = real(shared, "hk-secondary-6-day-cycle_timetable.csv")
    timetables, odd = read_fet_csv("hk.csv", data)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 1274
    assert [day.name for day in timetables.days] == [f"DAY {number}" for number in range(1, 7)]
    assert (timetables.slots[0].start, timetables.slots[0].end, timetables.slots[0].guessed) == (
        510,
        550,
        False,
    )
    assert timetables.class_names == tuple(f"{year}{letter}" for year in range(1, 7) for letter in "ABCD")
    # Each row counts once for each of its sets of students; every period lasts 40 minutes.
    assert (
        minutes(timetables.lessons)
        == 40 * sum(len(row["Students Sets"].split("+")) for row in rows)
        == 40 * 2175
    )
    assert len(timetables.lessons) == 1382
    assert "92 sets" not in odd[0].sentence
    assert "were read as groups of a class (1AGp1 of 1A" in odd[0].sentence
    for name in timetables.class_names:
        by_day = defaultdict(list)
        for lesson in timetables.week_of(name):
            by_day[lesson.day].append((lesson.start or 0, lesson.end or 0))
        for spans in by_day.values():
            assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert minutes(timetables.week_of(name)) >= 48 * 40


def test_rows_of_one_activity_become_one_lesson_until_a_break() -> None:
    rows = [("7", "Mon", hour, "2B", "Maths") for hour in ("8:00-8:45", "8:50-9:35", "10:00-10:45")]
    timetables, _ = read_fet_csv("t.csv", export(*rows))
    assert [(one.start, one.end, one.line) for one in timetables.lessons] == [(480, 575, 2), (600, 645, 4)]


def test_several_classes_in_one_lesson_each_have_it() -> None:
    timetables, _ = read_fet_csv("t.csv", export(("1", "Mon", "8:00-8:45", "2A+2B+2A", "Assembly")))
    assert [(one.class_name, one.subject) for one in timetables.lessons] == [
        ("2A", "Assembly"),
        ("2B", "Assembly"),
    ]


def test_groups_of_a_class_stand_beside_each_other() -> None:
    timetables, odd = read_fet_csv("t.csv", export(
        ("1", "Mon", "8:00-8:45", "5A", "Maths"),
        ("2", "Mon", "8:45-9:30", "5AGp1+5BGp1", "Biology"),
        ("3", "Mon", "8:45-9:30", "5AGp2", "History"),
    ))  # fmt: skip
    assert Counter(one.group for one in timetables.lessons if one.class_name == "5A") == {
        "": 1,
        "5AGp1": 1,
        "5AGp2": 1,
    }
    assert [one.subject for one in timetables.week_of("5A")] == ["Maths", "Biology / History"]
    assert timetables.class_names == ("5A", "5BGp1")  # 5B has no lesson of its own, so its group stands alone
    assert "5AGp1 of 5A" in odd[0].sentence


@pytest.mark.parametrize(
    ("students", "class_name", "part"),
    [
        ("5AGp1", "5A", True), ("5A Group 2", "5A", True), ("4AMath", "4A", True), ("4A-LS1", "4A", True),
        ("1A", "1", False), ("Year 1B", "Year 1", False), ("Year 1 Blue", "Year 1", False), ("5A", "5A", False),
        ("5B", "5A", False),
    ],
)  # fmt: skip
def test_group_is_known_by_its_name(students: str, class_name: str, part: bool) -> None:
    assert is_group_of(students, class_name) is part


def test_periods_without_times_wait_for_the_bell() -> None:
    rows = [("1", "DAY 1", hour, "2B", "Maths") for hour in ("Period 1", "Period 2")] + [
        ("2", "DAY 1", "Period 10", "2B", "PE")
    ]
    timetables, odd = read_fet_csv("t.csv", export(*rows))
    assert timetables.unknown_slots == ("Period 1", "Period 2", "Period 10")
    assert [(one.start, one.end, one.slots) for one in timetables.lessons] == [
        (None, None, ("Period 1", "Period 2")), (None, None, ("Period 10",)),
    ]  # fmt: skip
    assert "Give their bell times" in odd[0].sentence
    rung = timetables.with_bell_times(
        {"Period 1": (480, 525), "Period 2": (540, 585), "Period 10": (900, 945)}
    )
    assert [(one.start, one.end) for one in rung.lessons] == [(480, 525), (540, 585), (900, 945)]
    assert rung.unknown_slots == ()


def test_afternoon_and_sunday_weeks_stand_in_order() -> None:
    timetables, _ = read_fet_csv("t.csv", export(
        ("1", "Monday", "1:30-2:15", "2B", "Art"),
        ("2", "Sunday", "12:00-12:45", "2B", "Maths"),
        ("3", "Thursday", "8:00-8:45", "2B", "PE"),
    ))  # fmt: skip
    assert [day.name for day in timetables.days] == ["Sunday", "Monday", "Thursday"]
    assert [slot.start for slot in timetables.slots] == [480, 720, 810]


def test_activity_that_was_not_placed_is_told() -> None:
    timetables, odd = read_fet_csv(
        "t.csv",
        export(
            ("1", "", "", "2B", "Art"),
            ("2", "Mon", "8:00-8:45", "2B", "Maths"),
            ("3", "Mon", "8:00-8:45", "", "Meeting"),
        ),
    )
    assert len(timetables.lessons) == 1
    assert {one.line for one in odd} == {2, 4}


def fet(activities: str, constraints: str, students: str = "") -> bytes:
    return (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<fet version="6.8.5"><Days_List><Day><Name>Mon</Name></Day>'
        "<Day><Name>Tue</Name></Day></Days_List><Hours_List>"
        + "".join(f"<Hour><Name>{hour}</Name></Hour>" for hour in ("8:00-8:45", "8:45-9:30", "10:00-10:45"))
        + f"</Hours_List><Students_List>{students}</Students_List><Activities_List>{activities}</Activities_List>"
        f"<Time_Constraints_List>{constraints}</Time_Constraints_List></fet>"
    ).encode()


def activity(id: int, students: str, duration: int = 1, active: str = "true") -> str:
    return (
        f"<Activity><Teacher>Lee</Teacher><Subject>Maths</Subject><Students>{students}</Students>"
        f"<Duration>{duration}</Duration><Id>{id}</Id><Active>{active}</Active></Activity>"
    )


def start(id: int, day: str, hour: str, weight: str = "100") -> str:
    return (
        f"<ConstraintActivityPreferredStartingTime><Weight_Percentage>{weight}</Weight_Percentage><Activity_Id>{id}"
        f"</Activity_Id><Preferred_Day>{day}</Preferred_Day><Preferred_Hour>{hour}</Preferred_Hour><Active>true</Active>"
        "</ConstraintActivityPreferredStartingTime>"
    )


def test_fet_file_without_a_solution_says_what_to_do() -> None:
    with pytest.raises(NotThisFormat, match="holds the data of a timetable but no solved timetable"):
        read_fet("t.fet", fet(activity(1, "2B"), ""))
    with pytest.raises(NotThisFormat, match="no solved timetable"):
        read_fet("t.fet", fet(activity(1, "2B"), start(1, "Mon", "8:00-8:45", weight="50")))


def test_fet_file_gives_long_lessons_and_tells_what_it_left() -> None:
    timetables, odd = read_fet("t.fet", fet(
        activity(1, "2B", 2) + activity(2, "2B", 2) + activity(3, "2B") + activity(4, "2B", active="false"),
        start(1, "Mon", "8:00-8:45") + start(2, "Tue", "10:00-10:45") + start(4, "Tue", "8:00-8:45"),
    ))  # fmt: skip
    assert [(one.day, one.start, one.end) for one in timetables.lessons] == [
        ("Mon", 480, 570),
        ("Tue", 600, 645),
    ]
    assert any("runs past the last hour" in one.sentence for one in odd)
    assert any("1 activity has no day and hour" in one.sentence for one in odd)


def test_lesson_of_a_whole_year_is_each_of_its_classes() -> None:
    students = "<Year><Name>Year 1</Name><Group><Name>Year 1A</Name></Group><Group><Name>Year 1B</Name></Group></Year>"
    activities = activity(1, "Year 1") + activity(2, "Year 1A") + activity(3, "Year 1B")
    starts = start(1, "Mon", "8:00-8:45") + start(2, "Mon", "10:00-10:45") + start(3, "Tue", "8:00-8:45")
    timetables, _ = read_fet("t.fet", fet(activities, starts, students))
    assert Counter(one.class_name for one in timetables.lessons) == {"Year 1A": 2, "Year 1B": 2}


def test_table_of_something_else_names_what_it_lacks() -> None:
    with pytest.raises(NotThisFormat, match="no column for day, hour, students and subject"):
        read_fet_csv("list.csv", b"Id,Name\n1,Mia\n")
