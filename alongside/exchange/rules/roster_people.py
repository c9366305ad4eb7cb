"""Compares the people of a roster with those here: children, teachers, and families as proposals."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.exchange.choices import Thing, Verdict
from alongside.exchange.rules.standing import ChildHere, GuardianHere, StaffHere, columns
from alongside.exchange.rules.words import fit, full_name
from alongside.formats.roster import STUDENT, TEACHER, THERAPIST, Person, role_in_words
from alongside.people.choices import Relation, Role

if TYPE_CHECKING:
    from alongside.exchange.rules.roster import RosterComparison

#: How the reader of plain lists begins an id that it made up from a name.
_MADE_UP = ("name:", "teacher:", "guardian:")


def compare_people(comparison: RosterComparison) -> None:
    """Plans children, teachers and guardians; says who was left out."""
    _People(comparison).compare()


def compare_families(comparison: RosterComparison) -> None:
    """Plans family ties as proposals: an import alone never opens a child's record to anybody."""
    plan = comparison.plan
    for relation in comparison.roster.relations:
        child = comparison.child_ids.get(relation.child_id)
        guardian = comparison.guardian_ids.get(relation.adult_id)
        if child is None or guardian is None or child in comparison.gone_children:
            continue
        label = f"{comparison.labels.get(guardian, '')} – {comparison.labels.get(child, '')}"
        if (child, guardian) in comparison.here.ties:
            plan.say(Verdict.SAME, Thing.FAMILY, label, at=relation)
            continue
        kind = relation.kind if relation.kind in Relation.values else Relation.GUARDIAN.value
        values = {"child_id": child, "guardian_id": guardian, "relation": kind, "starts": comparison.on}
        comparison.here.ties[child, guardian] = plan.add("people.guardianship", values)
        sentence = _("A proposal: it opens nothing until you confirm it.")
        plan.say(Verdict.NEW, Thing.FAMILY, label, sentence, at=relation)


class _People:
    def __init__(self, comparison: RosterComparison) -> None:
        self.whole, self.here, self.plan = comparison, comparison.here, comparison.plan
        self.children_of: dict[str, list[str]] = defaultdict(list)
        for relation in comparison.roster.relations:
            self.children_of[relation.adult_id].append(relation.child_id)
        self.class_of = {
            place.person_id: place.class_id for place in comparison.roster.enrolments if place.role == STUDENT
        }
        self.teachers = {
            full_name(row.given_name, row.family_name).casefold(): id
            for id, row in self.here.staff.items()
            if row.role == Role.TEACHER
        }
        self.named = self._name_index()
        self.guardians_of: dict[UUID | None, list[UUID]] = defaultdict(list)
        for child, guardian in self.here.ties:
            self.guardians_of[child].append(guardian)

    def compare(self) -> None:
        others: Counter[str] = Counter()
        for person in self.whole.roster.people:
            if STUDENT in person.roles:
                self._child(person)
            elif TEACHER in person.roles:
                self._teacher(person)
            elif THERAPIST in person.roles:
                sentence = _("A therapist needs a therapy. Add {name} under Staff, where you can say which.")
                sentence = sentence.format(name=person.name)
                self.plan.say(Verdict.ODD, Thing.ROW, person.name, sentence, at=person)
            elif person.id not in self.children_of:
                others[person.role] += 1
        for person in self.whole.roster.people:
            if person.id in self.children_of:
                self._guardian(person)
        for role, count in others.items():
            sentence = ngettext(
                "One with the role “{role}” was left out: no class or child of the file needs them.",
                "{count} with the role “{role}” were left out: no class or child of the file needs them.",
                count,
            )
            label = role_in_words(role)
            self.plan.say(Verdict.ODD, Thing.ROW, label, sentence.format(count=count, role=label))

    def _child(self, person: Person) -> None:
        school_id, name = self._school_of(person), person.name or person.id
        by_name = self.whole.is_list and person.id.startswith(_MADE_UP)
        key = f"{school_id}/{person.id}" if self.whole.is_list else person.id
        if by_name:
            id, unsure = self._same_child(person, school_id)
            if unsure:
                return
        else:
            id = self.whole.known("child", key, self.here.children)
        if school_id is None and id is not None:
            school_id = self.here.children[id].school_id
        if school_id is None:
            if not person.gone:
                sentence = _("No school is named for this child. Give one in the file and bring it in again.")
                self.plan.say(Verdict.ODD, Thing.CHILD, name, sentence, at=person)
            return
        new = ChildHere(
            school_id,
            fit(person.given_name or person.family_name or person.id, "name"),
            fit(person.family_name if person.given_name else "", "name"),
            fit(person.preferred_name if person.preferred_name != person.given_name else "", "name"),
            person.birth_date,
            None,
        )
        if id is None:
            if person.gone:
                return
            id = self.plan.add("people.child", columns(new))
            self.whole.new.add(id)
            if (school_id, name.casefold()) in self.named:
                self.whole.says[id].append(_("A child of this name is at the school already."))
        else:
            old = self.here.children[id]
            new = new._replace(
                given_name=old.given_name if by_name else new.given_name,
                family_name=old.family_name if by_name else new.family_name,
                known_as=new.known_as or old.known_as,
                born_on=new.born_on or old.born_on,
                leaves_on=(old.leaves_on or self.whole.on) if person.gone else None,
            )
            if sentence := self.whole.differences("people.child", id, old, new):
                self.whole.changed.add(id)
                self.whole.says[id].append(sentence)
            if person.gone:
                self.whole.gone_children.add(id)
        if not by_name:
            self.whole.remember("child", key, id)
        self.whole.child_ids[person.id] = id
        self.whole.labels[id] = name

    def _school_of(self, person: Person) -> UUID | None:
        for school in person.school_ids:
            if school in self.whole.school_ids:
                return self.whole.school_ids[school]
        class_id = self.whole.class_ids.get(self.class_of.get(person.id, ""))
        return self.whole.class_schools[class_id] if class_id else self.whole.school_ids.get("")

    def _same_child(self, person: Person, school_id: UUID | None) -> tuple[UUID | None, bool]:
        """The one child here of this school and name; of two, the one in the same class. True where it is unsure."""
        named = self.named.get((school_id, person.name.casefold()), [])
        if len(named) < 2:
            return (named[0][0] if named else None), False
        class_id = self.whole.class_ids.get(self.class_of.get(person.id, ""))
        there = [id for id, classroom in named if classroom is not None and classroom == class_id]
        if len(there) == 1:
            return there[0], False
        sentence = ngettext(
            "{count} child here has this name, and the class does not tell which. It was set aside.",
            "{count} children here have this name, and the class does not tell which. It was set aside.",
            len(named),
        ).format(count=len(named))
        self.plan.say(Verdict.ODD, Thing.CHILD, person.name, sentence, at=person)
        return None, True

    def _name_index(self) -> dict[tuple[UUID | None, str], list[tuple[UUID, UUID | None]]]:
        """The children who are here by school and name, each with their class."""
        index: dict[tuple[UUID | None, str], list[tuple[UUID, UUID | None]]] = defaultdict(list)
        for id, row in self.here.children.items():
            if row.leaves_on is None:
                places = (place for place in self.here.places.get(id, ()) if place.open_on(self.whole.on))
                classroom = next((place.classroom_id for place in places), None)
                name = full_name(row.given_name, row.family_name).casefold()
                index[row.school_id, name].append((id, classroom))
        return dict(index)

    def _teacher(self, person: Person) -> None:
        name = person.name or person.id
        same_name = self.teachers.get(name.casefold())
        id = same_name if self.whole.is_list else self.whole.known("staff", person.id, self.here.staff)
        new = StaffHere(
            Role.TEACHER.value,
            "",
            fit(person.given_name or person.family_name or person.id, "name"),
            fit(person.family_name if person.given_name else "", "name"),
            fit(person.email, "email"),
            None,
        )
        if id is None:
            if person.gone:
                return
            id = self.plan.add("people.staffmember", columns(new))
            self.whole.new.add(id)
            if same_name:
                self.whole.says[id].append(_("There is a teacher of this name already."))
        elif not self.whole.is_list:
            old = self.here.staff[id]
            leaves_on = (old.leaves_on or self.whole.on) if person.gone else None
            new = new._replace(
                role=old.role, discipline=old.discipline, email=new.email or old.email, leaves_on=leaves_on
            )
            if sentence := self.whole.differences("people.staffmember", id, old, new):
                self.whole.changed.add(id)
                self.whole.says[id].append(sentence)
        self.whole.remember("staff", person.id, id)
        self.whole.staff_ids[person.id] = id
        self.whole.labels[id] = name

    def _guardian(self, person: Person) -> None:
        if person.gone:
            return
        id = self.whole.known("guardian", person.id, self.here.guardians)
        if self.whole.is_list:
            id = self._same_guardian(person)
        new = GuardianHere(
            fit(person.name or person.email or person.id, "guardian"), fit(person.email, "email")
        )
        if id is None:
            id = self.plan.add("people.guardian", columns(new))
        else:
            old = self.here.guardians[id]
            new = new._replace(email=new.email or old.email)
            if sentence := self.whole.differences("people.guardian", id, old, new):
                self.plan.say(Verdict.CHANGED, Thing.FAMILY, new.name, sentence, at=person)
        self.whole.remember("guardian", person.id, id)
        self.whole.guardian_ids[person.id] = id
        self.whole.labels[id] = new.name

    def _same_guardian(self, person: Person) -> UUID | None:
        """In a plain list an adult is known by name or address among those tied to the same child."""
        for child in self.children_of[person.id]:
            for guardian in self.guardians_of.get(self.whole.child_ids.get(child), ()):
                row = self.here.guardians[guardian]
                same_name = row.name.casefold() == person.name.casefold()
                if same_name or (person.email and row.email.casefold() == person.email.casefold()):
                    return guardian
        return None
