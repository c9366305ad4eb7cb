"""Rosters come in, change, miss and go back, from OneRoster sets and from plain lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.classrooms.models import Classroom, ClassTeacher, Enrolment
from alongside.exchange.actions import imports
from alongside.exchange.choices import ImportKind, ImportState, Verdict
from alongside.people.models import Child, ExternalId, Guardianship, School
from alongside.people.rules import NotNow
from tests.exchange.importing import TODAY, Desk, dump, state
from tests.formats.hostile import CLASSES, ENROLLMENTS, MANIFEST, ORGS, USERS, roster_zip


def a_set(
    users: str,
    enrollments: str,
    classes: str = "c1,,,2B,02,crs,homeroom,o1,t1,\nc2,,,2C,02,crs,homeroom,o1,t1,\n",
) -> tuple[str, bytes]:
    return "set.zip", roster_zip(
        users=USERS + users, enrollments=ENROLLMENTS + enrollments, classes=CLASSES + classes
    )


def pupils(count: int, of_class: str = "c1") -> tuple[str, str]:
    users = "".join(f"u{n},,,true,o1,student,s{n},,Pupil{n},Sample,,02\n" for n in range(count))
    places = "".join(f"e{n},,,{of_class},o1,u{n},student,,,\n" for n in range(count))
    return users, places


def test_a_set_comes_in_and_goes_back_exactly(desk: Desk) -> None:
    before = dump()
    run = desk.start(a_set(*pupils(3)))
    assert state(run) is ImportState.PREVIEW
    assert dump() == before
    run = desk.commit(run)
    assert state(run) is ImportState.COMMITTED
    assert Enrolment.objects.filter(classroom__name="2B", starts=TODAY, ends=None).count() == 3
    run = desk.undo(run)
    assert state(run) is ImportState.UNDONE
    assert run.summary["kept_by_undo"] == []
    assert dump() == before


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(3))))
    before = dump()
    run = desk.start(a_set(*pupils(3)))
    assert set(run.summary["counts"]) == {"same"}
    assert not run.changes.exists()
    with pytest.raises(NotNow, match="nothing to bring in"):
        desk.commit(run)
    assert dump() == before


def test_a_child_in_another_class_moves_and_the_old_place_ends(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    users, _ = pupils(2)
    run = desk.start(a_set(users, "e0,,,c2,o1,u0,student,,2026-12-01,\ne1,,,c1,o1,u1,student,,,\n"))
    assert desk.lines(run, Verdict.CHANGED) == ["Pupil0 Sample: Leaves 2B. Moves to 2C."]
    before = dump()
    run = desk.commit(run)
    old, new = Enrolment.objects.filter(child__given_name="Pupil0").order_by("starts")
    assert (old.classroom.name, old.ends.isoformat()) == ("2B", "2026-12-01")
    assert (new.classroom.name, new.starts.isoformat()) == ("2C", "2026-12-01")
    desk.undo(run)
    assert dump() == before


def test_changes_are_left_alone_where_the_person_says_so(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(1))))
    users, places = pupils(2)
    run = desk.start(a_set(users.replace("Pupil0", "Mia"), places))
    assert desk.lines(run, Verdict.CHANGED) == ["Mia Sample: Given name: Pupil0, now Mia."]
    desk.commit(run, changed=False)
    assert sorted(Child.objects.values_list("given_name", flat=True)) == ["Pupil0", "Pupil1"]


def test_missing_children_stay_unless_somebody_ends_their_places(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(4))))
    users, places = pupils(3)
    run = desk.start(a_set(users + "u9,,,true,o1,student,s9,,New,Sample,,02\n", places))
    assert len(desk.lines(run, Verdict.MISSING)) == 1
    desk.commit(run)
    assert Enrolment.objects.filter(ends=None).count() == 4
    run = desk.commit(desk.start(a_set(users, places)), missing=True)
    assert Enrolment.objects.filter(ends=None).count() == 3
    assert Child.objects.count() == 5


def test_a_short_file_is_asked_about_twice(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(6))))
    run = desk.start(a_set(*pupils(2)))
    with pytest.raises(NotNow, match="2B would lose 4 of its 6 children"):
        desk.commit(run, missing=True)
    run.refresh_from_db()
    assert state(run) is ImportState.PREVIEW
    desk.commit(run, missing=True, checked=True)
    assert Enrolment.objects.filter(ends=None).count() == 2


def test_who_the_source_calls_gone_gets_an_end_and_stays(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    users, places = pupils(2)
    run = desk.start(a_set(users.replace("u0,,", "u0,tobedeleted,"), places))
    assert desk.lines(run, Verdict.CHANGED) == ["Pupil0 Sample: Has left, says the file. Leaves 2B."]
    desk.commit(run)
    assert Child.objects.get(given_name="Pupil0").leaves_on == TODAY
    run = desk.start(a_set(users, places))
    assert desk.lines(run, Verdict.CHANGED) == ["Pupil0 Sample: Is back. In 2B."]


def test_the_class_of_a_new_year_takes_over_the_one_of_its_name(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    users, places = pupils(2, "c9")
    next_year = "c1,tobedeleted,,2B,02,crs,homeroom,o1,t1,\nc9,,,2B,02,crs,homeroom,o1,t1,\n"
    desk.commit(desk.start(a_set(users, places, next_year)), changed=True)
    assert Classroom.objects.get(name="2B").closes_on is None
    assert Enrolment.objects.filter(classroom__name="2B", ends=None).count() == 2
    assert desk.start(a_set(users, places, next_year)).summary["counts"].keys() <= {"same", "missing", "odd"}


def test_a_renamed_class_keeps_its_children_and_leaves_its_name_to_another(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    renamed = (
        "c9,,,2B,02,crs,homeroom,o1,t1,\nc1,,,2A,02,crs,homeroom,o1,t1,\nc2,,,2C,02,crs,homeroom,o1,t1,\n"
    )
    run = desk.start(a_set(*pupils(2), renamed))
    desk.commit(run)
    assert sorted(Classroom.objects.values_list("name", flat=True)) == ["2A", "2B (c9)", "2C"]
    assert Enrolment.objects.filter(classroom__name="2A", ends=None).count() == 2


def test_a_class_called_gone_closes(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(1))))
    users, places = pupils(1)
    desk.commit(
        desk.start(
            a_set(users, places, "c1,,,2B,02,crs,homeroom,o1,t1,\nc2,tobedeleted,,2C,,crs,homeroom,o1,t1,\n")
        )
    )
    assert Classroom.objects.get(name="2C").closes_on == TODAY


def test_a_set_of_changes_moves_a_child_and_misses_nobody(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    only = roster_zip(
        manifest=MANIFEST.replace("bulk", "delta"),
        users=USERS + "u0,active,,true,o1,student,s0,,Pupil0,Sample,,02\n",
        classes=CLASSES + "c2,active,,2C,02,crs,homeroom,o1,t1,\n",
        enrollments=ENROLLMENTS + "e9,active,,c2,o1,u0,student,,,\n",
    )
    run = desk.start(("changes.zip", only))
    assert desk.lines(run, Verdict.CHANGED) == ["Pupil0 Sample: Leaves 2B. Moves to 2C."]
    assert desk.lines(run, Verdict.MISSING) == []


def test_a_child_without_a_class_in_the_file_keeps_the_place_unless_it_is_ended(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    users, places = pupils(2)
    run = desk.start(a_set(users, places.splitlines(keepends=True)[0]))
    (line,) = desk.lines(run, Verdict.MISSING)
    assert "no place in 2B" in line
    desk.commit(run, missing=True, checked=True)
    assert Enrolment.objects.filter(ends=None).count() == 1


def test_guardians_are_proposals_and_open_nothing(desk: Desk) -> None:
    users = (
        "u1,,,true,o1,student,mia,,Mia,Sample,u2,02\nu2,,,true,o1,parent,eva,,Eva,Sample,u1,\n"
        "u3,,,true,o1,teacher,lee,,Ada,Lee,,\n"
    )
    desk.commit(desk.start(a_set(users, "e1,,,c1,o1,u1,student,,,\ne2,,,c1,o1,u3,teacher,,,\n")))
    run = desk.start(a_set(users, "e1,,,c1,o1,u1,student,,,\n" + "e2,,,c2,o1,u3,teacher,,,\n"))
    assert desk.lines(run, Verdict.CHANGED) == ["Ada Lee: Teaches 2C."]
    tie = Guardianship.objects.get()
    assert (tie.child.given_name, tie.guardian.name, tie.confirmed_at) == ("Mia", "Eva Sample", None)
    assert ClassTeacher.objects.get().staff.name == "Ada Lee"


def test_two_systems_with_the_same_ids_never_make_two_children_one(desk: Desk) -> None:
    desk.commit(desk.start(a_set(*pupils(2))))
    other = roster_zip(orgs=ORGS + "o1,,,Hill Primary,school,,\n", users=USERS + pupils(2)[0])
    run = desk.start(("other.zip", other))
    desk.commit(run)
    assert Child.objects.count() == 4
    assert ExternalId.objects.filter(kind="child").values("source").distinct().count() == 2


def test_a_real_set_comes_in_with_its_oddities_and_no_password(desk: Desk, shared: Path) -> None:
    path = shared / "realdata" / "oneroster-1.1-full.zip"
    run = desk.start((path.name, path.read_bytes()))
    assert state(run) is ImportState.PREVIEW
    assert desk.lines(run, Verdict.ODD)
    before = dump()
    run = desk.commit(run)
    assert Child.objects.count() == 3
    assert "Password" not in str(dump()) + str(list(run.lines.values())) + str(list(run.changes.values()))
    desk.undo(run)
    assert dump() == before


def test_a_real_set_of_changes_comes_in(desk: Desk, shared: Path) -> None:
    path = shared / "realdata" / "oneroster-1.2-delta.zip"
    desk.commit(desk.start((path.name, path.read_bytes())))
    enrolment = Enrolment.objects.get()
    assert (enrolment.classroom.name, enrolment.classroom.school.name) == (
        "Basic Detection",
        "Gotham High School",
    )
    assert enrolment.child.born_on is not None


LIST = (
    b"Pupil;Class;Teacher;Parent;Parent email\n"
    b"Mia Reed;2B;Ada Lee;Eva Reed;eva@example.org\n"
    b"Omar Said;2B;Ada Lee;;\n"
)


def test_a_plain_list_comes_in_once_its_columns_are_said(desk: Desk) -> None:
    run = desk.start(("list.csv", LIST))
    assert (state(run), run.kind) == (ImportState.MAPPING, ImportKind.ROSTER)
    assert run.found["guess"]["class"] == "Class"
    with pytest.raises(NotNow, match="which school"):
        desk.columns(run)
    before = dump()
    run = desk.commit(desk.columns(run, school="Reed Lane Primary"))
    assert School.objects.get().name == "Reed Lane Primary"
    assert Classroom.objects.get().enrolments.count() == 2
    assert Guardianship.objects.get().guardian.email == "eva@example.org"
    desk.undo(run)
    assert dump() == before


def test_columns_are_remembered_for_the_next_list(desk: Desk) -> None:
    run = desk.start(("list.csv", LIST))
    desk.commit(desk.columns(run, school="Reed Lane Primary", teacher=""))
    again = desk.start(("list-2.csv", LIST))
    assert again.found["remembered"]
    assert "teacher" not in again.found["guess"]
    before = dump()
    again = imports.map_columns(
        run=again, columns=again.found["guess"], school=School.objects.get(), by=desk.by, at=desk.now
    )
    again = desk.read(again)
    assert set(again.summary["counts"]) <= {"same", "odd"}
    assert dump() == before


def test_a_list_with_ids_knows_a_child_who_has_another_name(desk: Desk) -> None:
    first = ("a.csv", b"Student id,Name,Class\n17,Mia Reed,2B\n18,Omar Said,2B\n")
    desk.commit(desk.columns(desk.start(first), school="Reed Lane"))
    second = ("a.csv", b"Student id,Name,Class\n17,Mia Stone,2C\n18,Omar Said,2B\n")
    run = desk.columns(desk.start(second), school="Reed Lane")
    (line,) = desk.lines(run, Verdict.CHANGED)
    assert line == "Mia Stone: Family name: Reed, now Stone. Leaves 2B. Moves to 2C."


def test_two_children_of_one_name_are_told_apart_by_class_or_set_aside(desk: Desk) -> None:
    twice = ("a.csv", b"Name,Class\nMia Reed,2B\nMia Reed,3A\n")
    desk.commit(desk.columns(desk.start(twice), school="Reed Lane"))
    assert Child.objects.count() == 2
    run = desk.columns(desk.start(twice), school="Reed Lane")
    assert run.summary["counts"]["same"]["child"] == 2
    run = desk.columns(desk.start(("a.csv", b"Name,Class\nMia Reed,4C\n")), school="Reed Lane")
    assert any("2 children here have this name" in line for line in desk.lines(run, Verdict.ODD))


def test_a_hand_made_change_survives_undo_and_is_named(desk: Desk) -> None:
    run = desk.commit(desk.start(a_set(*pupils(2))))
    child = Child.objects.get(given_name="Pupil0")
    child.known_as = "Pip"
    child.save()
    run = desk.undo(run)
    assert Child.objects.get() == child
    labels = {row["label"] for row in run.summary["kept_by_undo"]}
    assert labels >= {"Child Pip Sample", "School Reed Lane Primary"}
