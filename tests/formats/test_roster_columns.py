"""A class list in any of our languages is mapped by a guess and read as a roster."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.formats.odd import NotThisFormat, Oddities, Oddity
from alongside.formats.roster import GUARDIAN, STUDENT, TEACHER, Roster
from alongside.formats.roster_columns import guess_columns, read_roster, split_name
from alongside.formats.table import read_table


def read(text: str, mapping: dict[str, str] | None = None) -> tuple[Roster, list[Oddity]]:
    table = read_table("list.csv", text.encode(), Oddities())
    return read_roster(table, mapping or guess_columns(table.header, [cells for _, cells in table.rows]))


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Student ID,First name,Surname,DOB,Class,Year group,School,Class teacher,Parent name,Parent email",
            "id given_name family_name birth_date class year_group school teacher guardian_name guardian_email",
        ),
        (
            "Matrícula,Nombre,Apellidos,Fecha de nacimiento,Grupo,Grado,Escuela",
            "id given_name family_name birth_date class year_group school",
        ),
        (
            "Identifiant,Prénom,Nom de famille,Date de naissance,Classe,École",
            "id given_name family_name birth_date class school",
        ),
        (
            "No. Pendaftaran,Nama Murid,Tarikh Lahir,Kelas,Tahun,Guru Kelas,Nama Penjaga",
            "id full_name birth_date class year_group teacher guardian_name",
        ),
        (
            "学号,姓名,出生日期,班级,年级,班主任,家长",
            "id full_name birth_date class year_group teacher guardian_name",
        ),
        (
            "Αριθμός Μητρώου,Επώνυμο,Όνομα,Τμήμα,Τάξη,Κηδεμόνας",
            "id family_name given_name class year_group guardian_name",
        ),
        ("Ονοματεπώνυμο,Τμήμα,Δάσκαλος", "full_name class teacher"),
        ("Ref,Pupil,Grp,Born", "id full_name class birth_date"),
    ],
)  # fmt: skip
def test_headings_are_guessed_in_many_languages(header: str, fields: str) -> None:
    headings = header.split(",")
    assert guess_columns(headings, []) == dict(zip(fields.split(), headings, strict=True))


def test_blank_column_is_never_guessed() -> None:
    assert (
        guess_columns(("Name", "Class", "Form"), [{"Name": "Mia", "Class": "", "Form": "2B"}])["class"]
        == "Form"
    )


def test_grade_that_holds_class_names_is_the_class() -> None:
    assert guess_columns(("Name", "Grade"), [{"Name": "Mia", "Grade": "2B"}]) == {
        "full_name": "Name",
        "class": "Grade",
    }


def test_list_becomes_a_roster_with_teachers_and_proposed_guardians() -> None:
    roster, odd = read(
        "Id,First name,Surname,DOB,Class,Teacher,Parent name,Parent email\n"
        "1,Mia,Sample,23/4/2018,2B,Ada Lee,Jo Sample,jo@example.org\n"
        "2,Bo,Sample,1/5/2016,4C,Ada Lee; Sam Roe,Jo Sample,jo@example.org\n"
    )
    assert odd == []
    children = [person for person in roster.people if person.role == STUDENT]
    assert [(child.id, child.name, child.birth_date, child.line) for child in children] == [
        ("1", "Mia Sample", dt.date(2018, 4, 23), 2), ("2", "Bo Sample", dt.date(2016, 5, 1), 3),
    ]  # fmt: skip
    assert [one.title for one in roster.classes] == ["2B", "4C"]
    assert sum(person.role == TEACHER for person in roster.people) == 2
    assert [person.email for person in roster.people if person.role == GUARDIAN] == ["jo@example.org"]
    assert [(one.child_id, one.adult_id) for one in roster.relations] == [
        ("1", "guardian:jo@example.org"), ("2", "guardian:jo@example.org"),
    ]  # fmt: skip
    assert len(roster.enrolments) == 5


def test_classes_of_one_name_in_two_schools_are_two() -> None:
    roster, _ = read(
        "Id,Name,Class,School\n1,Mia Sample,2B,North\n2,Bo Sample,2b,North\n3,Cy Sample,2B,South\n"
    )
    assert [(one.title, one.school_id) for one in roster.classes] == [("2B", "north"), ("2B", "south")]


def test_child_in_two_classes_is_one_child() -> None:
    roster, odd = read("Id,Name,Class\n1,Mia Sample,2B\n1,Mia Sample,Choir\n1,Mia Sample,2B\n")
    assert len(roster.people) == 1
    assert len(roster.enrolments) == 2
    assert [one.line for one in odd if "stands in row" in one.sentence] == [4]


def test_without_ids_children_are_known_by_name_and_birth_date() -> None:
    roster, odd = read("Name,Class,DOB\nMia Sample,2B,2018-04-23\nMia Sample,2B,2017-01-02\n")
    assert len({person.id for person in roster.people}) == 2
    assert any("no column of ids" in one.sentence for one in odd)
    again, _ = read("DOB,Name,Class\n2018-04-23,MIA SAMPLE,3B\n")
    assert again.people[0].id == roster.people[0].id


def test_odd_rows_are_told_and_good_ones_kept() -> None:
    roster, odd = read(
        "Id,Name,Class,DOB,Parent email\n1,Mia Sample,2B,soon,jo at home\n2,,2B,,\n,Bo Sample,,2018-05-04,\n"
    )
    assert len([person for person in roster.people if person.role == STUDENT]) == 2
    assert {(one.line, one.sentence.split(".")[0]) for one in odd if one.line} == {
        (2, "“soon” is no date that we can read"),
        (2, "“jo at home” is no e-mail address and was left out"),
        (3, "The row has no name and was set aside"),
        (4, "The row has no class"),
        (4, "The row has no id"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Name,Surname,Class\nMia,Sample,2B\n",
        "Nom,Prénom,Classe\nSample,Mia,2B\n",
        "Full name,First name,Class\nMia Sample,Mia,2B\n",
    ],
)
def test_name_in_two_columns_is_whole_however_they_are_headed(text: str) -> None:
    child = read(text)[0].people[0]
    assert (child.given_name, child.family_name) == ("Mia", "Sample")


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Tan, Wei Ming", ("Wei Ming", "Tan", False)),
        ("Nur Aisyah binti Rahman", ("Nur Aisyah", "binti Rahman", False)),
        ("Arun s/o Muthu", ("Arun", "s/o Muthu", False)),
        ("王小明", ("小明", "王", True)),
        ("Ana María Díaz", ("Ana María", "Díaz", True)),
        ("Mia", ("Mia", "", False)),
        ("", ("", "", False)),
    ],
)
def test_full_name_is_divided(full: str, parts: tuple[str, str, bool]) -> None:
    assert split_name(full) == parts


def test_mapping_is_checked() -> None:
    with pytest.raises(NotThisFormat, match="no column “Nome”"):
        read("Name,Class\nMia,2B\n", {"full_name": "Nome"})
    with pytest.raises(NotThisFormat, match="children's names"):
        read("Name,Class\nMia,2B\n", {"class": "Class"})
