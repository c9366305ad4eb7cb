"""Reads a plain class list, CSV or XLSX, whose columns a person maps: one row a child, in whatever language.

There is no standard for these lists; the headings below are those of exports and of lists that schools keep by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from alongside.formats.columns import guess_by_heading
from alongside.formats.names import in_words
from alongside.formats.odd import NotThisFormat, Oddities, Oddity
from alongside.formats.roster import (
    GUARDIAN,
    STUDENT,
    TEACHER,
    Enrolment,
    Person,
    Relation,
    Roster,
    School,
    SchoolClass,
)  # fmt: skip
from alongside.formats.table import Table, check_has_rows, plain
from alongside.formats.when import date_in, day_comes_first, is_day
from alongside.wording import gettext as _

FIELDS: dict[str, tuple[str, ...]] = {
    "guardian_email": (
        "guardian email", "parent email", "guardian e mail", "parent e mail", "carer email", "contact email",
        "mother email", "father email", "email padre", "correo tutor", "correo electronico", "courriel",
        "emel ibu bapa", "emel penjaga", "家长邮箱", "家長電郵", "email γονεα", "email κηδεμονα", "email",
        "e mail", "emel", "邮箱",
    ),
    "guardian_name": (
        "guardian", "guardian name", "parent", "parent name", "parent guardian", "carer", "contact name",
        "mother", "mother name", "father", "father name", "tutor legal", "padre o madre", "madre", "padre",
        "responsable legal", "responsable", "nom du parent", "parents", "ibu bapa", "nama penjaga", "penjaga",
        "nama ibu", "nama bapa", "家长", "家長", "监护人", "監護人", "家长姓名", "γονεασ", "κηδεμονασ",
        "ονομα γονεα", "ονομα κηδεμονα",
    ),
    "birth_date": (
        "birth date", "date of birth", "dob", "birthday", "born", "fecha de nacimiento", "nacimiento",
        "date de naissance", "naissance", "tarikh lahir", "出生日期", "生日", "出生", "ημερομηνια γεννησησ",
        "γεννηση",
    ),
    "id": (
        "id", "student id", "pupil id", "sis id", "student number", "student no", "pupil number", "upn",
        "ref", "reference", "admission number", "sourced id", "local id", "index number", "matricula", "id alumno",
        "numero de alumno", "expediente", "ine", "numero eleve", "identifiant", "no id murid", "id murid",
        "no pendaftaran", "学号", "學號", "学生编号", "αριθμοσ μητρωου", "αμ", "κωδικοσ", "κωδικοσ μαθητη",
    ),
    "given_name": (
        "given name", "first name", "forename", "preferred name", "given names", "first", "nombre", "nombres",
        "prenom", "nama pertama", "名", "名字", "ονομα", "μικρο ονομα",
    ),
    "family_name": (
        "family name", "last name", "surname", "last", "apellido", "apellidos", "primer apellido",
        "nom de famille", "nama keluarga", "姓", "姓氏", "επωνυμο", "επιθετο",
    ),
    "full_name": (
        "name", "full name", "student name", "pupil name", "student", "pupil", "child", "child name",
        "nombre completo", "nombre y apellidos", "alumno", "estudiante", "nom et prenom", "nom complet",
        "eleve", "nom", "nama", "nama murid", "nama pelajar", "nama penuh", "murid", "姓名", "学生", "學生",
        "学生姓名", "ονοματεπωνυμο", "μαθητησ", "ονομα μαθητη",
    ),
    "teacher": (
        "teacher", "class teacher", "form teacher", "homeroom teacher", "teacher name", "profesor",
        "profesora", "maestro", "maestra", "tutor", "docente", "enseignant", "professeur", "maitresse", "guru",
        "guru kelas", "nama guru", "老师", "老師", "班主任", "教师", "δασκαλοσ", "δασκαλα", "εκπαιδευτικοσ",
        "καθηγητησ",
    ),
    "class": (
        "class", "class name", "homeroom", "home room", "form", "registration group", "reg group", "section",
        "grp", "group", "clase", "grupo", "aula", "classe", "division", "kelas", "nama kelas", "班", "班级", "班級",
        "班别", "班別", "τμημα", "ταξη τμημα",
    ),
    "year_group": (
        "year group", "year", "grade", "grade level", "level", "nc year", "curso", "grado", "nivel", "niveau",
        "annee", "tahun", "tingkatan", "年级", "年級", "ταξη",
    ),
    "school": (
        "school", "school name", "campus", "escuela", "colegio", "centro", "ecole", "etablissement", "sekolah",
        "nama sekolah", "学校", "學校", "σχολειο", "σχολικη μοναδα",
    ),
}  # fmt: skip
"""The fields of a class list and the headings that mean them, in plain form."""

_LINKS = re.compile(r"\s(?:bin|binti|bte|a/l|a/p|s/o|d/o)\s", re.IGNORECASE)


def guess_columns(header: Sequence[str], sample_rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The heading for each field that the table seems to have; a blank column is never chosen.

    Headings in English, Spanish, French, Malay, Chinese and Greek are known. A full name is left out where given and
    family names stand apart, and a lone "nombre" or "ονομα" that holds several words is taken for the full name.
    """
    filled = [
        heading for heading in header if not sample_rows or any(row.get(heading) for row in sample_rows)
    ]
    chosen = guess_by_heading(filled, FIELDS)
    if "given_name" in chosen and "family_name" in chosen:
        chosen.pop("full_name", None)
    elif "family_name" not in chosen and "given_name" in chosen and "full_name" not in chosen:
        chosen["full_name"] = chosen.pop("given_name")
    if "class" not in chosen and "year_group" in chosen:
        values = {row.get(chosen["year_group"], "") for row in sample_rows}
        if any(re.search(r"\d.*[^\W\d]|[^\W\d].*\d", value) and len(value) <= 4 for value in values):
            chosen["class"] = chosen.pop("year_group")  # "ταξη" or "grade" over 1A, 2B: those are classes
    return chosen


def looks_like_roster(header: Sequence[str]) -> bool:
    """Whether headings are those of a class list: a name, and a class, year or id beside it."""
    if sum(map(is_day, header)) >= 2:
        return False
    chosen = guess_columns(header, ())
    return bool({"full_name", "given_name"} & chosen.keys()) and bool(
        {"class", "year_group", "id"} & chosen.keys()
    )


def read_roster(table: Table, mapping: Mapping[str, str]) -> tuple[Roster, list[Oddity]]:
    """The roster in a plain table, its columns mapped from field to heading.

    Without an id, a child is known by name and birth date, or by name and class where there is none. Raises
    NotThisFormat where no name is mapped or a heading does not exist.
    """
    if unknown := [heading for heading in mapping.values() if heading and heading not in table.header]:
        sentence = _("{file} has no column “{name}”. Map the columns again.")
        raise NotThisFormat(sentence.format(file=table.name, name=in_words(unknown[0])))
    check_has_rows(table)
    if not any(mapping.get(field) for field in ("full_name", "given_name", "family_name")):
        raise NotThisFormat(
            _("Say which column of {file} holds the children's names.").format(file=table.name)
        )
    return _Lists(table, {field: heading for field, heading in mapping.items() if heading}).roster()


class _Lists:
    def __init__(self, table: Table, mapping: Mapping[str, str]) -> None:
        self.table, self.mapping, self.file = table, mapping, table.name
        self.notes = Oddities()
        self.schools: dict[str, School] = {}
        self.classes: dict[str, SchoolClass] = {}
        self.people: dict[str, Person] = {}
        self.enrolments: dict[tuple[str, str], Enrolment] = {}
        self.relations: dict[tuple[str, str], Relation] = {}

    def roster(self) -> tuple[Roster, list[Oddity]]:
        heading = self.mapping.get("birth_date", "")
        self.day_first = (
            day_comes_first(cells[heading] for _line, cells in self.table.rows) if heading else None
        )
        if "id" not in self.mapping:
            sentence = _(
                "There is no column of ids, so children are told apart by name and birth date, or by name and class."
            )
            self.notes.note(self.file, None, sentence)
        if "class" not in self.mapping:
            sentence = _("There is no column of classes, so no child is put in a class.")
            self.notes.note(self.file, None, sentence)
        for line, cells in self.table.rows:
            self._row(line, {field: cells[heading] for field, heading in self.mapping.items()})
        return Roster(
            "class list",
            list(self.schools.values()),
            [],
            list(self.classes.values()),
            list(self.people.values()),
            list(self.enrolments.values()),
            list(self.relations.values()),
        ), self.notes.listed()

    def _row(self, line: int, row: dict[str, str]) -> None:
        given, family = row.get("given_name", ""), row.get("family_name", "")
        full = " ".join(row.get("full_name", "").split())
        if full and given and not family:
            family = _beyond(full, given)
        elif full and family and not given:
            given = _beyond(full, family)
        elif not (given or family):
            given, family, guessed = split_name(full)
            if guessed:
                self.notes.note(
                    self.file,
                    None,
                    _("Full names were divided into given and family name by a guess. Check them."),
                )
        if not (given or family):
            self.notes.note(self.file, line, _("The row has no name and was set aside."))
            return
        school_id = self._school(line, row.get("school", ""))
        class_id = self._class(line, row, school_id)
        birth = None
        if row.get("birth_date"):
            birth, sentence = date_in(row["birth_date"], self.day_first)
            if sentence:
                self.notes.note(self.file, line, sentence)
        who = plain(f"{given} {family}")
        id = row.get("id", "")
        if not id:
            if "id" in self.mapping:
                self.notes.note(self.file, line, _("The row has no id. The child is known by name here."))
            id = f"name:{who}/{birth.isoformat() if birth else class_id}"
        child = Person(
            id, given, family, (STUDENT,), (school_id,) if school_id else (),
            (row["year_group"],) if row.get("year_group") else (), birth_date=birth, file=self.file, line=line,
        )  # fmt: skip
        before = self.people.get(id)
        if before and plain(before.name) != who:
            sentence = _("The id {id} stands in row {number} with another name. This later row was kept.")
            self.notes.note(self.file, line, sentence.format(id=id[:60], number=before.line))
        elif before and ((id, class_id) in self.enrolments or not class_id):
            sentence = _("The child stands in row {number} already. This later row was kept.")
            self.notes.note(self.file, line, sentence.format(number=before.line))
        if before and before.school_ids and school_id not in before.school_ids:
            child = replace(child, school_ids=(*before.school_ids, *child.school_ids))
        self.people[id] = child
        if class_id:
            self._enrol(id, class_id, STUDENT, school_id, line)
        self._guardian(line, row, id)

    def _school(self, line: int, name: str) -> str:
        if not name:
            return ""
        self.schools.setdefault(plain(name), School(plain(name), name, file=self.file, line=line))
        return plain(name)

    def _class(self, line: int, row: Mapping[str, str], school_id: str) -> str:
        title = " ".join(row.get("class", "").split())
        if not title:
            if "class" in self.mapping:
                self.notes.note(self.file, line, _("The row has no class. The child was kept without one."))
            return ""
        id = f"{school_id}/{plain(title)}" if school_id else plain(title)
        years = (row["year_group"],) if row.get("year_group") else ()
        known = self.classes.setdefault(
            id, SchoolClass(id, title, school_id, "homeroom", year_groups=years, file=self.file, line=line)
        )
        if years and years[0] not in known.year_groups:
            self.classes[id] = replace(known, year_groups=(*known.year_groups, *years))
        for teacher in re.split(r"\s*[;/&+]\s*", row.get("teacher", "")):
            if teacher:
                given, family, _guessed = split_name(teacher)
                teacher_id = f"teacher:{plain(teacher)}"
                self.people.setdefault(teacher_id, Person(
                    teacher_id, given, family, (TEACHER,), (school_id,) if school_id else (), file=self.file, line=line,
                ))  # fmt: skip
                self._enrol(teacher_id, id, TEACHER, school_id, line)
        return id

    def _enrol(self, person_id: str, class_id: str, role: str, school_id: str, line: int) -> None:
        self.enrolments.setdefault((person_id, class_id), Enrolment(
            f"{class_id}/{person_id}", class_id, person_id, role, school_id, file=self.file, line=line,
        ))  # fmt: skip

    def _guardian(self, line: int, row: Mapping[str, str], child_id: str) -> None:
        name, email = row.get("guardian_name", ""), row.get("guardian_email", "")
        if email and not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", email):
            sentence = _("“{written}” is no e-mail address and was left out.")
            self.notes.note(self.file, line, sentence.format(written=email[:60]))
            email = ""
        if not name and not email:
            return
        given, family, _guessed = split_name(name)
        id = f"guardian:{email.casefold() or f'{plain(name)}/{child_id}'}"
        self.people.setdefault(
            id, Person(id, given, family, (GUARDIAN,), email=email, file=self.file, line=line)
        )
        self.relations.setdefault((child_id, id), Relation(child_id, id, GUARDIAN, self.file, line))


def _beyond(full: str, known: str) -> str:
    """What a full name says beside a part of it that has a column of its own."""
    for rest in (full.removeprefix(known), full.removesuffix(known)):
        if rest != full:
            return rest.strip(" ,")
    return full


def split_name(full: str) -> tuple[str, str, bool]:
    """Given name, family name, and whether the division was guessed.

    "Tan, Wei Ming" is sure; "Nur Aisyah binti Rahman" parts before the link; a Chinese name of two to four signs has
    the family name first; otherwise the last word is taken for the family name.
    """
    full = " ".join(full.split())
    if "," in full:
        family, given = (part.strip() for part in full.split(",", 1))
        return given, family, False
    if link := _LINKS.search(full):
        return full[: link.start()], full[link.start() :].strip(), False
    if 2 <= len(full) <= 4 and all("\u4e00" <= sign <= "\u9fff" for sign in full):
        return full[1:], full[0], True
    given, _, family = full.rpartition(" ")
    return (given, family, True) if given else (family, "", False)
