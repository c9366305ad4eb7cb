"""OneRoster sets are read as schools export them, and every liberty taken is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from alongside.formats.container import open_container, open_folder
from alongside.formats.odd import NotThisFormat, Oddity
from alongside.formats.oneroster import read_oneroster
from alongside.formats.roster import GUARDIAN, OTHER, STUDENT, TEACHER, THERAPIST, Roster
from tests.formats.hostile import CLASSES, ENROLLMENTS, GOOD_SET, MANIFEST, ORGS, USERS, roster_zip, zipped


def read(data: bytes) -> tuple[Roster, list[Oddity]]:
    return read_oneroster(open_container("roster.zip", data))


def said(odd: list[Oddity], words: str) -> list[Oddity]:
    return [one for one in odd if words in one.sentence]


def test_good_set_is_read_without_a_word() -> None:
    roster, odd = read(roster_zip())
    assert odd == []
    assert roster.source == "OneRoster 1.1"
    assert not roster.partial
    assert [(person.name, person.role, person.line) for person in roster.people] == [
        ("Mia Sample", STUDENT, 2), ("Ada Lee", TEACHER, 3),
    ]  # fmt: skip
    assert roster.classes[0].title == "2B"
    assert roster.terms[0].ends == dt.date(2026, 12, 19)
    assert len(roster.enrolments) == 2


def test_real_full_set_is_read(shared: Path) -> None:
    file = shared / "realdata" / "oneroster-1.1-full.zip"
    if not file.exists():
        pytest.skip("The real files are not here.")
    roster, odd = read_oneroster(open_container(file.name, file.read_bytes()))
    counts = (
        len(roster.schools),
        len(roster.terms),
        len(roster.classes),
        len(roster.people),
        len(roster.enrolments),
    )
    assert counts == (1, 5, 2, 6, 6)
    assert Counter(person.role for person in roster.people) == {STUDENT: 3, TEACHER: 2, GUARDIAN: 1}
    assert sum(term.gone for term in roster.terms) == 2  # one tobedeleted, one inactive
    assert [one.id for one in roster.classes if one.gone] == ["cls-222-123478"]
    assert [(one.child_id, one.adult_id) for one in roster.relations] == [
        ("usr-222-66778899", "usr-222-1234561")
    ]
    assert "Password1-" not in repr(roster) + repr(odd)
    assert not any(person.email for person in roster.people if person.role == STUDENT)
    assert len(said(odd, "as-syr-222-2023 is not in the set")) == 2
    assert len(said(odd, "That is no child and guardian")) == 4
    assert said(odd, "org-sch-222-3456 is not in the set")
    assert said(odd, "“inactive” is none of the standard's")[0].line == 4


def test_real_delta_is_read(shared: Path) -> None:
    file = shared / "realdata" / "oneroster-1.2-delta.zip"
    if not file.exists():
        pytest.skip("The real files are not here.")
    roster, odd = read_oneroster(open_container(file.name, file.read_bytes()))
    assert roster.partial
    assert roster.source == "OneRoster 1.2"
    counts = (
        len(roster.schools),
        len(roster.terms),
        len(roster.classes),
        len(roster.people),
        len(roster.enrolments),
    )
    assert counts == (1, 1, 1, 1, 1)
    assert roster.people[0].birth_date == dt.date(2010, 4, 17)
    assert roster.people[0].roles == (STUDENT,)
    assert "Batman.Ru1ez" not in repr(roster) + repr(odd)


def test_roles_of_1_2_come_with_the_primary_one_first() -> None:
    users = "sourcedId,givenName,familyName,primaryOrgSourcedId\nu1,Mia,Sample,o1\nu2,Ada,Lee,o1\n"
    roles = (
        "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u2,secondary,parent,o1\nr2,u2,primary,teacher,o1\n"
        "r3,u1,primary,Student,o1\nr4,u2,secondary,speechTherapist,o1\n"
    )
    roster, _ = read(roster_zip(users=users, roles=roles, manifest=MANIFEST.replace("1.1", "1.2")))
    assert {person.id: person.roles for person in roster.people} == {
        "u1": (STUDENT,), "u2": (TEACHER, GUARDIAN, THERAPIST),
    }  # fmt: skip


def test_ids_without_a_row_set_an_enrolment_aside_and_blank_any_other_reference() -> None:
    roster, odd = read(roster_zip(
        classes=CLASSES + "c1,,,2B,02,crs,homeroom,o9,t9,\n",
        enrollments=ENROLLMENTS + "e1,,,c1,o1,u1,student,,,\ne2,,,c9,o1,u1,student,,,\n",
    ))  # fmt: skip
    assert (roster.classes[0].school_id, roster.classes[0].term_ids) == ("", ())
    assert [one.id for one in roster.enrolments] == ["e1"]
    assert said(odd, "the class c9")[0] == Oddity(
        "enrollments.csv", 3, "It names the class c9, which the set does not hold. It was set aside."
    )
    assert len(said(odd, "o9")) == len(said(odd, "t9")) == 1


def test_changes_alone_keep_references_to_earlier_sets() -> None:
    manifest = MANIFEST.replace("bulk", "delta")
    enrolments = ENROLLMENTS + "e1,tobedeleted,2026-09-01T00:00:00Z,c7,o7,u7,student,,,\n"
    roster, odd = read(roster_zip(
        manifest=manifest, users=None, classes=None, orgs=None, academicSessions=None, enrollments=enrolments
    ))  # fmt: skip
    assert roster.partial
    assert (roster.enrolments[0].class_id, roster.enrolments[0].gone) == ("c7", True)
    assert said(odd, "The manifest promises users.csv (delta)")


def test_names_and_headings_may_be_wrong_and_are_told() -> None:
    users = GOOD_SET["users.csv"].replace("sourcedId", "SourcedID").replace("givenName", "givenNmae")
    files: dict[str, str | bytes] = {name: text for name, text in GOOD_SET.items() if name != "users.csv"}
    enrolments = files.pop("enrollments.csv")
    roster, odd = read(zipped({**files, "USERS.CSV": users, "enrolments.csv": enrolments}))
    assert len(roster.people) == len(roster.enrolments) == 2
    assert said(odd, "“givenNmae” was read as givenName")
    assert said(odd, "The name should be users.csv")
    assert said(odd, "The name was read as enrollments.csv")


def test_file_with_the_rows_of_another_is_read_as_that() -> None:
    files: dict[str, str | bytes] = {name: text for name, text in GOOD_SET.items() if name != "orgs.csv"}
    roster, odd = read(zipped({**files, "Demographics.csv": GOOD_SET["orgs.csv"]}))
    assert [school.name for school in roster.schools] == ["Reed Lane Primary"]
    assert said(odd, "By its heading this file holds orgs")


def test_set_in_a_folder_without_a_manifest_is_read() -> None:
    files: dict[str, str | bytes] = {
        f"export/{name}": text for name, text in GOOD_SET.items() if name != "manifest.csv"
    }
    roster, odd = read(zipped(files))
    assert len(roster.people) == 2
    assert said(odd, "The files lie in the folder “export”")
    assert said(odd, "no manifest.csv, as in OneRoster 1.0")


def test_folder_reads_like_its_zip() -> None:
    files = [(f"set/{name}", text.encode()) for name, text in GOOD_SET.items()]
    assert read_oneroster(open_folder(files, "export"))[0] == read(roster_zip())[0]


def test_manifest_alone_means_no_change() -> None:
    roster, odd = read(zipped({"manifest.csv": MANIFEST.replace("bulk", "absent")}))
    assert roster.people == []
    assert said(odd, "nothing has changed")


def test_one_id_twice_keeps_the_later_row() -> None:
    roster, odd = read(roster_zip(users=GOOD_SET["users.csv"].replace("u2,", "u1,")))
    assert [person.name for person in roster.people] == ["Ada Lee"]
    assert said(odd, "The id u1 stands in row 2 already")[0].line == 3


def test_relation_is_proposed_from_either_side_once() -> None:
    people = "u1,,,true,o1,student,mia,,Mia,Sample,g1,02\ng1,,,true,o1,parent,jo,,Jo,Sample,u1,\n"
    roster, _ = read(roster_zip(users=USERS + people, enrollments=ENROLLMENTS + "e1,,,c1,o1,u1,student,,,\n"))
    assert [(one.child_id, one.adult_id) for one in roster.relations] == [("u1", "g1")]


def test_person_without_a_role_takes_it_from_a_class_or_is_other() -> None:
    people = "u1,,,true,o1,,mia,,Mia,Sample,,02\nu2,,,true,o1,wizard,lee,,Ada,Lee,,\n"
    roster, odd = read(
        roster_zip(users=USERS + people, enrollments=ENROLLMENTS + "e1,,,c1,o1,u1,student,,,\n")
    )
    assert [person.roles for person in roster.people] == [(STUDENT,), (OTHER,)]
    assert said(odd, "Mia Sample has no role")
    assert said(odd, "“wizard”")


def test_local_dates_are_settled_by_their_neighbours() -> None:
    rows = "e1,,,c1,o1,u1,student,,1/09/2026,\ne2,,,c1,o1,u2,teacher,,23/09/2026,\n"
    roster, odd = read(roster_zip(enrollments=ENROLLMENTS + rows))
    assert [one.starts for one in roster.enrolments] == [dt.date(2026, 9, 1), dt.date(2026, 9, 23)]
    assert odd == []


def test_department_that_classes_call_their_school_is_one() -> None:
    roster, odd = read(roster_zip(orgs=ORGS + "o1,,,History Department,department,,\n"))
    assert roster.schools[0].kind == "school"
    assert said(odd, "read as a school")


def test_zip_of_something_else_is_refused() -> None:
    with pytest.raises(NotThisFormat, match="holds no OneRoster files"):
        read(zipped({"list.csv": "Name,Class\nMia,2B\n"}))


def test_wide_school_is_read_whole() -> None:
    pupils = 3_000
    users = USERS + "".join(f"u{n},,,true,o1,student,u{n},,Given{n},Family{n},,\n" for n in range(pupils))
    enrolments = ENROLLMENTS + "".join(f"e{n},,,c1,o1,u{n},student,,,\n" for n in range(pupils))
    roster, odd = read(roster_zip(users=users, enrollments=enrolments))
    assert (len(roster.people), len(roster.enrolments), odd) == (pupils, pupils, [])
