"""Reads a OneRoster 1.1 or 1.2 CSV set, whole ("bulk") or changes alone ("delta"), as schools really export it.

Source: 1EdTech OneRoster 1.2 CSV binding (1.2.1, 22 August 2023) and OneRoster 1.1 CSV tables (1.1.1). No real
set that we saw obeys it, so names and values are matched leniently and every liberty is told. Columns of passwords
are dropped as the file is read; e-mail addresses are kept for adults alone, and of demographics only the birth date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from alongside.formats.container import Container
from alongside.formats.odd import Oddities, Oddity
from alongside.formats.oneroster_files import Cells, RosterFiles, standard_name
from alongside.formats.roster import (
    AIDE,
    GUARDIAN,
    LEADER,
    OTHER,
    STUDENT,
    TEACHER,
    THERAPIST,
    Enrolment,
    Person,
    Relation,
    Roster,
    School,
    SchoolClass,
    Term,
    role_in_words,
)  # fmt: skip
from alongside.formats.when import date_in, day_comes_first
from alongside.wording import day
from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

_ROLES = {
    "student": STUDENT, "pupil": STUDENT, "teacher": TEACHER, "aide": AIDE, "paraprofessional": AIDE,
    "guardian": GUARDIAN, "parent": GUARDIAN, "relative": GUARDIAN,
    "administrator": LEADER, "principal": LEADER, "siteadministrator": LEADER, "districtadministrator": LEADER,
    "systemadministrator": OTHER, "counselor": OTHER, "counsellor": OTHER, "proctor": OTHER, "specialservices": OTHER,
    "occupationaltherapist": THERAPIST, "speechtherapist": THERAPIST, "physicaltherapist": THERAPIST,
    "visiontherapist": THERAPIST,
}  # fmt: skip
_CLASS_KINDS = ("homeroom", "scheduled")
_ORG_KINDS = ("department", "school", "district", "local", "state", "national")
_KEPT_KIND = N_("The type “{value}” is none of the standard's. It was kept as it is.")
_READ_KIND = N_("The type “{value}” was read as {word}.")
_KEPT_CLASS_KIND = N_("The class type “{value}” is none of the standard's. It was kept as it is.")
_READ_CLASS_KIND = N_("The class type “{value}” was read as {word}.")
_NO_SCHOOL = N_("The school {id} is not in the set. The row was kept without it.")
_NO_TERM = N_("The term {id} is not in the set. The row was kept without it.")
_NO_SESSION = N_("The academic session {id} is not in the set. The row was kept without it.")
_NO_ORGANISATION = N_("The organisation {id} is not in the set. The row was kept without it.")
_GONE = ("tobedeleted", "inactive", "deleted", "false")
_Thing = TypeVar("_Thing", School, Term, SchoolClass, Person, Enrolment)


def looks_like_oneroster(container: Container) -> bool:
    """Whether the names say OneRoster: a manifest, or two of its files."""
    names = {name.casefold() for name in container.names}
    return "manifest.csv" in names or sum(standard_name(name)[0] != "" for name in names) >= 2


def read_oneroster(container: Container) -> tuple[Roster, list[Oddity]]:
    """The roster of a OneRoster set, and what is odd about it.

    A place in a class that names a missing class or person is set aside; any other missing reference is left blank.
    In a set of changes ("delta") references to earlier sets are kept. Raises NotThisFormat where the container holds
    none of the standard's files.
    """
    notes = Oddities()
    for odd in container.oddities:
        notes.note(odd.file, odd.line, odd.sentence)
    roster = _Reading(RosterFiles(container, notes), notes).roster()
    return roster, notes.listed()


class _Reading:
    def __init__(self, files: RosterFiles, notes: Oddities) -> None:
        self.files = files
        self.notes = notes
        self.partial = files.partial

    def roster(self) -> Roster:
        schools, terms = self._schools(), self._terms()
        classes = self._classes(schools, terms)
        people, agents = self._people(schools)
        enrolments = self._enrolments(classes, people)
        self._give_roles(people, enrolments)
        self._call_schools(schools, classes)
        return Roster(
            f"OneRoster {self.files.version()}",
            list(schools.values()),
            list(terms.values()),
            list(classes.values()),
            list(people.values()),
            list(enrolments.values()),
            self._relations(people, agents),
            self.partial,
        )

    def _keep(self, kept: dict[str, _Thing], thing: _Thing) -> None:
        if not thing.id:
            self.notes.note(thing.file, thing.line, _("The row has no sourcedId and was set aside."))
            return
        if thing.id in kept:
            sentence = _("The id {id} stands in row {number} already. This later row was kept.")
            self.notes.note(thing.file, thing.line, sentence.format(id=thing.id, number=kept[thing.id].line))
        kept[thing.id] = thing

    def _gone(self, name: str, line: int, row: Cells) -> bool:
        status = row.get("status", "")
        if status.casefold() not in ("", "active", "true", *_GONE):
            sentence = _("The status “{status}” is none of the standard's. The row was read as active.")
            self.notes.note(name, line, sentence.format(status=status[:40]))
        elif status.casefold() not in ("", "active", "tobedeleted"):
            sentence = _("The status “{status}” is none of the standard's. It was read by its meaning.")
            self.notes.note(name, line, sentence.format(status=status))
        return status.casefold() in _GONE

    def _word(
        self, name: str, line: int, value: str, known: tuple[str, ...], *, if_kept: str, if_read: str
    ) -> str:
        word = value.casefold().replace(" ", "")
        if value and word not in known:
            self.notes.note(name, line, _(if_kept).format(value=value[:40]))
            return value
        if value and value != word:
            self.notes.note(name, line, _(if_read).format(value=value, word=word))
        return word

    def _span(
        self, name: str, line: int, begin: str, end: str, day_first: bool | None
    ) -> tuple[dt.date | None, dt.date | None]:
        starts, ends = self._date(name, line, begin, day_first), self._date(name, line, end, day_first)
        if starts and ends and ends <= starts:
            sentence = _("It ends ({ends}) before it begins ({starts}). Neither day was used.")
            self.notes.note(name, line, sentence.format(ends=day(ends), starts=day(starts)))
            return None, None
        return starts, ends

    def _date(self, name: str, line: int, text: str, day_first: bool | None) -> dt.date | None:
        if not text:
            return None
        date, sentence = date_in(text, day_first)
        if sentence:
            self.notes.note(name, line, sentence)
        return date

    def _schools(self) -> dict[str, School]:
        name = self.files.name("orgs")
        schools: dict[str, School] = {}
        for line, row in self.files.rows("orgs"):
            stated = row.get("type", "")
            kind = (
                self._word(name, line, stated, _ORG_KINDS, if_kept=_KEPT_KIND, if_read=_READ_KIND) or "school"
            )
            self._keep(schools, School(
                row["sourcedId"], row["name"], kind, row.get("parentSourcedId", ""),
                self._gone(name, line, row), name, line,
            ))  # fmt: skip
        return schools

    def _terms(self) -> dict[str, Term]:
        name = self.files.name("academicSessions")
        terms: dict[str, Term] = {}
        rows = list(self.files.rows("academicSessions"))
        day_first = day_comes_first(
            row.get(column, "") for _line, row in rows for column in ("startDate", "endDate")
        )
        for line, row in rows:
            starts, ends = self._span(name, line, row.get("startDate", ""), row.get("endDate", ""), day_first)
            self._keep(terms, Term(
                row["sourcedId"], row["title"], row.get("type", ""), starts, ends, row.get("parentSourcedId", ""),
                self._gone(name, line, row), name, line,
            ))  # fmt: skip
        for term in list(terms.values()):
            known = self._known(term.parent_id, terms, name, term.line, _NO_SESSION)
            if known != term.parent_id:
                terms[term.id] = replace(term, parent_id=known)
        return terms

    def _classes(self, schools: dict[str, School], terms: dict[str, Term]) -> dict[str, SchoolClass]:
        name = self.files.name("classes")
        classes: dict[str, SchoolClass] = {}
        for line, row in self.files.rows("classes"):
            school = self._known(row.get("schoolSourcedId", ""), schools, name, line, _NO_SCHOOL)
            term_ids = (
                self._known(term, terms, name, line, _NO_TERM)
                for term in _listed(row.get("termSourcedIds", ""))
            )
            self._keep(classes, SchoolClass(
                row["sourcedId"], row["title"], school,
                self._word(
                    name, line, row.get("classType", ""), _CLASS_KINDS,
                    if_kept=_KEPT_CLASS_KIND, if_read=_READ_CLASS_KIND,
                ),
                row.get("classCode", ""), row.get("location", ""), _listed(row.get("grades", "")),
                _listed(row.get("subjects", "")), tuple(filter(None, term_ids)), _listed(row.get("periods", "")),
                self._gone(name, line, row), name, line,
            ))  # fmt: skip
        return classes

    def _people(self, schools: dict[str, School]) -> tuple[dict[str, Person], dict[str, tuple[str, ...]]]:
        """Everyone in users.csv, and whom each of them names as an agent."""
        name = self.files.name("users")
        births = self._births()
        roles = self._roles_by_person()
        people: dict[str, Person] = {}
        agents: dict[str, tuple[str, ...]] = {}
        for line, row in self.files.rows("users"):
            id = row["sourcedId"]
            stated = roles.get(id, ()) or self._role(name, line, row.get("role", ""))
            places = _listed(row.get("orgSourcedIds", "")) or _listed(row.get("primaryOrgSourcedId", ""))
            known = tuple(
                filter(None, (self._known(place, schools, name, line, _NO_SCHOOL) for place in places))
            )
            if not row["givenName"] and not row["familyName"]:
                self.notes.note(name, line, _("The row has no name. It was kept by its id."))
            self._keep(people, Person(
                id, row["givenName"], row["familyName"], stated, known, _listed(row.get("grades", "")),
                row.get("preferredGivenName", ""), row.get("email", "") if STUDENT not in stated else "",
                births.get(id), self._gone(name, line, row), name, line,
            ))  # fmt: skip
            if row.get("agentSourcedIds"):
                agents[id] = _listed(row["agentSourcedIds"])
        return people, agents

    def _births(self) -> dict[str, dt.date]:
        name = self.files.name("demographics")
        rows = [
            (line, row["sourcedId"], row.get("birthDate", ""))
            for line, row in self.files.rows("demographics")
        ]
        day_first = day_comes_first(written for _line, _id, written in rows)
        read = ((id, self._date(name, line, written, day_first)) for line, id, written in rows)
        return {id: date for id, date in read if date}

    def _roles_by_person(self) -> dict[str, tuple[str, ...]]:
        """The roles of each person in OneRoster 1.2's roles.csv, the primary one first, those at an end left out."""
        name = self.files.name("roles")
        found: dict[str, tuple[str, ...]] = {}
        for line, row in self.files.rows("roles"):
            if self._gone(name, line, row):
                continue
            held = found.get(row["userSourcedId"], ())
            role = tuple(new for new in self._role(name, line, row["role"]) if new not in held)
            primary = row.get("roleType", "").casefold() == "primary"
            found[row["userSourcedId"]] = (*role, *held) if primary else (*held, *role)
        return found

    def _role(self, name: str, line: int, written: str) -> tuple[str, ...]:
        words = [word for word in _listed(written) if word]
        for word in words:
            if word.casefold().replace(" ", "") not in _ROLES:
                sentence = _("The role “{role}” is none of the standard's. It was read as “other”.")
                self.notes.note(name, line, sentence.format(role=word[:40]))
        return tuple(dict.fromkeys(_ROLES.get(word.casefold().replace(" ", ""), OTHER) for word in words))

    def _enrolments(self, classes: dict[str, SchoolClass], people: dict[str, Person]) -> dict[str, Enrolment]:
        name = self.files.name("enrollments")
        enrolments: dict[str, Enrolment] = {}
        day_first = day_comes_first(self._date_texts())
        for line, row in self.files.rows("enrollments"):
            class_id, person_id = row["classSourcedId"], row["userSourcedId"]
            no_class = not class_id or (class_id not in classes and not self.partial)
            no_person = not person_id or (person_id not in people and not self.partial)
            if no_class or no_person:
                self.notes.note(name, line, _names_nobody(class_id, person_id, no_class, no_person))
                continue
            starts, ends = self._span(name, line, row.get("beginDate", ""), row.get("endDate", ""), day_first)
            role = next(iter(self._role(name, line, row["role"])), OTHER)
            person = people.get(person_id)
            if person and role == STUDENT and person.roles and STUDENT not in person.roles:
                sentence = _("{name} is a {role} in users.csv and a student here. It was kept as it is.")
                self.notes.note(
                    name, line, sentence.format(name=person.name, role=role_in_words(person.role))
                )
            self._keep(enrolments, Enrolment(
                row.get("sourcedId") or f"{class_id}/{person_id}/{role}", class_id, person_id, role,
                row.get("schoolSourcedId", ""), starts, ends, self._gone(name, line, row), name, line,
            ))  # fmt: skip
        return enrolments

    def _date_texts(self) -> Iterable[str]:
        """Only where the first dates are not the standard's is the file read twice, to learn which part is the day."""
        for number, (_line, row) in enumerate(self.files.rows("enrollments", quiet=True)):
            dates = [row.get("beginDate", ""), row.get("endDate", "")]
            if number > 20 and not any("/" in text or "." in text for text in dates):
                return
            yield from dates

    def _give_roles(self, people: dict[str, Person], enrolments: dict[str, Enrolment]) -> None:
        """A person without a role takes that of a place in a class."""
        for enrolment in enrolments.values():
            person = people.get(enrolment.person_id)
            if person and not person.roles:
                people[person.id] = replace(
                    person, roles=(enrolment.role,), email="" if enrolment.role == STUDENT else person.email
                )
                sentence = _("{name} has no role. It was taken from {file}: {role}.").format(
                    name=person.name, file=enrolment.file, role=role_in_words(enrolment.role)
                )
                self.notes.note(person.file, person.line, sentence)
        for person in list(people.values()):
            if not person.roles:
                people[person.id] = replace(person, email="")
                sentence = _("{name} has no role. It was read as “other”.").format(name=person.name)
                self.notes.note(person.file, person.line, sentence)

    def _call_schools(self, schools: dict[str, School], classes: dict[str, SchoolClass]) -> None:
        """What classes name as their school is one, whatever its type says."""
        for id in dict.fromkeys(known.school_id for known in classes.values()):
            school = schools.get(id)
            if school and school.kind != "school":
                schools[id] = replace(school, kind="school")
                sentence = _(
                    "{name} is a {kind}, but classes name it as their school. It was read as a school."
                )
                self.notes.note(school.file, school.line, sentence.format(name=school.name, kind=school.kind))
        name = self.files.name("orgs")
        for school in list(schools.values()):
            known = self._known(school.parent_id, schools, name, school.line, _NO_ORGANISATION)
            if known != school.parent_id:
                schools[school.id] = replace(school, parent_id=known)

    def _relations(self, people: dict[str, Person], agents: dict[str, tuple[str, ...]]) -> list[Relation]:
        """Agents are named on the child, on the adult or on both; each pair is proposed once."""
        relations: dict[tuple[str, str], Relation] = {}
        for id, others in agents.items():
            person = people[id]
            for other_id in others:
                other = people.get(other_id)
                if other is None:
                    if not self.partial:
                        sentence = _("The agent {id} is not in the set.").format(id=other_id[:60])
                        self.notes.note(person.file, person.line, sentence)
                    continue
                child, adult = (person, other) if STUDENT in person.roles else (other, person)
                if STUDENT in child.roles and GUARDIAN in adult.roles:
                    pair = child.id, adult.id
                    relations.setdefault(pair, Relation(*pair, GUARDIAN, person.file, person.line))
                else:
                    sentence = _(
                        "{agent} ({agent_role}) is named as an agent of {name} ({role}). "
                        "That is no child and guardian, so nothing is proposed."
                    ).format(
                        agent=other.name, agent_role=role_in_words(other.role),
                        name=person.name, role=role_in_words(person.role),
                    )  # fmt: skip
                    self.notes.note(person.file, person.line, sentence)
        return list(relations.values())

    def _known(self, id: str, things: dict[str, _Thing], name: str, line: int, if_not: str) -> str:
        """The id where it can be kept: it is in the set, or the set is one of changes."""
        if not id or id in things or self.partial:
            return id
        self.notes.note(name, line, _(if_not).format(id=id[:60]))
        return ""


def _names_nobody(class_id: str, person_id: str, no_class: bool, no_person: bool) -> str:
    """What to say of a place in a class that names a class or a person whom the set does not hold."""
    if no_class and no_person:
        sentence = _(
            "It names the class {class_id} and the person {person_id}, which the set does not hold. It was set aside."
        )
    elif no_class:
        sentence = _("It names the class {class_id}, which the set does not hold. It was set aside.")
    else:
        sentence = _("It names the person {person_id}, which the set does not hold. It was set aside.")
    return sentence.format(class_id=class_id[:50] or _("(blank)"), person_id=person_id[:50] or _("(blank)"))


def _listed(written: str) -> tuple[str, ...]:
    """The parts of the standard's comma-separated lists, or of a list by semicolon, as some systems write."""
    return tuple(part for part in (part.strip() for part in written.replace(";", ",").split(",")) if part)
