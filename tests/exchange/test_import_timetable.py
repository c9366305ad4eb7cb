"""Class timetables come in: days, subjects, splits, and what is remembered for the next file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Classroom, ClassTimetable, Routine, SchoolCycle, SubjectRule
from alongside.exchange.actions import imports
from alongside.exchange.choices import ImportState, Verdict
from alongside.exchange.queries import imports as queries
from alongside.exchange.rules.subjects import Meaning
from alongside.people.rules import NotNow
from tests.exchange.importing import TODAY, Desk, dump, state

WEEK = (
    b",Monday,Tuesday,Wednesday\n"
    b"08:30-10:00,Reading,Reading,Maths\n"
    b"10:00-10:20,Recess,Recess,Recess\n"
    b"10:20-11:00,Maths,Art,Reading\n"
)
LANGUAGE = Meaning("literacy", "welcome", "avoid", ((15, "circle_time"), (45, "literacy"), (None, "writing")))


@pytest.mark.parametrize(
    "name", ["greek-primary_timetable.csv", "greek-primary_data_and_timetable.fet"], ids=["csv", "fet"]
)
def test_a_real_primary_school_comes_in_and_goes_back_exactly(desk: Desk, shared: Path, name: str) -> None:
    run = desk.start((name, (shared / "realdata" / name).read_bytes()))
    assert state(run) is ImportState.MAPPING
    assert [day["weekday"] for day in run.found["days"]] == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    run = desk.timetable(run, school="Πρότυπο Δημοτικό", ΓΛΩΣΣΑ=LANGUAGE)
    assert state(run) is ImportState.PREVIEW, run.sentence
    assert run.summary["counts"]["new"]["timetable"] == 13
    before = dump()
    run = desk.commit(run)
    cycle = SchoolCycle.objects.get()
    assert (cycle.kind, cycle.days) == (CycleKind.WEEKDAY, ["Mon", "Tue", "Wed", "Thu", "Fri"])
    assert Classroom.objects.count() == ClassTimetable.objects.count() == 13
    language = Routine.objects.filter(
        title="ΓΛΩΣΣΑ", timetable__classroom__name="Α1", day="Fri", starts__lt=600
    )
    spans = [(row.kind, row.starts, row.ends) for row in language.order_by("starts")]
    assert spans == [("circle_time", 490, 505), ("literacy", 505, 550), ("writing", 550, 580)]
    assert Routine.objects.filter(title="ΓΥΜΝΑΣΤΙΚΗ").values_list("kind", flat=True)[0] == RoutineKind.PE
    assert set(run.found["weeks"]) == set(Classroom.objects.values_list("name", flat=True))
    desk.undo(run)
    assert dump() == before


def test_a_real_school_is_the_same_whichever_way_fet_wrote_it(desk: Desk, shared: Path) -> None:
    real = shared / "realdata"
    first, second = "greek-primary_timetable.csv", "greek-primary_data_and_timetable.fet"
    desk.commit(desk.timetable(desk.start((first, (real / first).read_bytes())), school="Δημοτικό"))
    run = desk.timetable(desk.start((second, (real / second).read_bytes())), school="Δημοτικό")
    assert set(run.summary["counts"]) <= {"same", "odd"}, desk.lines(run, Verdict.CHANGED)
    assert run.summary["counts"]["same"]["timetable"] == 13
    assert not run.changes.exists()


def test_a_six_day_cycle_becomes_numbered_days(desk: Desk, shared: Path) -> None:
    name = "hk-secondary-6-day-cycle_timetable.csv"
    run = desk.timetable(desk.start((name, (shared / "realdata" / name).read_bytes())), school="Harbour")
    desk.commit(run)
    cycle = SchoolCycle.objects.get()
    assert (cycle.kind, len(cycle.days)) == (CycleKind.ROTATION, 6)
    assert set(Routine.objects.values_list("day", flat=True)) <= set(cycle.days)


def test_the_same_week_again_changes_nothing(desk: Desk) -> None:
    desk.commit(desk.timetable(desk.start(("2B.csv", WEEK)), school="Reed Lane"))
    before = dump("subjectrule")
    run = desk.timetable(desk.start(("2B.csv", WEEK)), school="Reed Lane")
    assert set(run.summary["counts"]) == {"same"}
    assert dump("subjectrule") == before


def test_another_week_takes_over_and_the_one_before_stays(desk: Desk) -> None:
    desk.commit(desk.timetable(desk.start(("2B.csv", WEEK)), school="Reed Lane"))
    later = desk.timetable(
        desk.start(("2B.csv", WEEK.replace(b"Art", b"Music"))),
        school="Reed Lane",
        holds_from=date(2027, 1, 4),
    )
    (line,) = desk.lines(later, Verdict.CHANGED)
    assert "Until then the one from 24 November 2026 holds" in line
    desk.commit(later)
    assert [row.holds_from for row in ClassTimetable.objects.all()] == [TODAY, date(2027, 1, 4)]


def test_a_correction_from_the_same_day_replaces_and_can_be_undone(desk: Desk) -> None:
    desk.commit(desk.timetable(desk.start(("2B.csv", WEEK)), school="Reed Lane"))
    run = desk.timetable(desk.start(("2B.csv", WEEK.replace(b"Art", b"Music"))), school="Reed Lane")
    before = dump("subjectrule")
    run = desk.commit(run)
    assert ClassTimetable.objects.count() == 1
    assert not Routine.objects.filter(title="Art").exists()
    desk.undo(run)
    assert dump("subjectrule") == before


def test_what_a_subject_means_is_remembered_for_the_next_file(desk: Desk) -> None:
    said = Meaning("centres", PushIn.WELCOME.value, PullOut.NEVER.value)
    desk.commit(desk.timetable(desk.start(("2B.csv", WEEK)), school="Reed Lane", Reading=said))
    assert SubjectRule.objects.get(subject="Reading").kind == RoutineKind.CENTRES
    again = desk.start(("3A.csv", WEEK))
    meaning = queries.meanings_for(desk.by, again)["Reading"]
    assert meaning == said._replace(remembered=True)
    assert queries.school_of(desk.by, again) == desk.school("Reed Lane")


def test_periods_without_times_wait_for_the_bell_times(desk: Desk) -> None:
    week = b"2B,Monday,Tuesday\nPeriod 1,Maths,Reading\nPeriod 2,Art,Maths\n"
    run = desk.start(("2B.csv", week))
    assert [slot["start"] for slot in run.found["slots"]] == [None, None]
    unsaid = desk.timetable(run, school="Reed Lane")
    assert any(
        "No lesson of this class has a day and a time" in line for line in desk.lines(unsaid, Verdict.ODD)
    )
    run = imports.reopen_mapping(run=unsaid, by=desk.by, at=desk.now)
    bells = {"Period 1": (510, 555), "Period 2": (560, 600)}
    desk.commit(desk.timetable(run, school="Reed Lane", bells=bells))
    assert sorted(Routine.objects.filter(day="Mon").values_list("starts", "ends")) == [(510, 555), (560, 600)]


def test_a_class_left_out_gets_no_timetable(desk: Desk) -> None:
    both = b"2B\n" + WEEK + b",,,\n3A\n,Monday,Tuesday,Wednesday\n08:30-10:00,Art,Art,Art\n"
    run = desk.start(("week.csv", both))
    assert run.found["classes"] == ["2B", "3A"]
    desk.commit(desk.timetable(run, school="Reed Lane", classes={"3A": "-"}))
    assert [row.name for row in Classroom.objects.all()] == ["2B"]


def test_subjects_wait_until_the_days_are_said(desk: Desk) -> None:
    run = desk.start(("2B.csv", WEEK))
    with pytest.raises(NotNow, match="whose timetable it is"):
        imports.map_subjects(run=run, subjects={}, classes={}, by=desk.by, at=desk.now)
