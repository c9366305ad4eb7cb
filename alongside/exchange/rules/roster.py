"""Compares a roster with the people and classes that are here: what is new, changed, missing or odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.exchange.choices import Part, Thing, Verdict
from alongside.exchange.rules.plan import Plan
from alongside.exchange.rules.roster_people import compare_families, compare_people
from alongside.exchange.rules.roster_places import compare_places
from alongside.exchange.rules.standing import ChildHere, ClassHere, RosterHere, StaffHere, columns
from alongside.exchange.rules.words import day, fit, full_name
from alongside.formats.roster import STUDENT, Roster, SchoolClass

LIST_SOURCE = "list"
"""The source of ids that came in a plain list; each is kept with its school's id before it."""
ONEROSTER = "oneroster"
"""How the source of ids begins that came in a OneRoster set."""


def source_of(roster: Roster, known: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Which OneRoster system a set comes from, judged by the ids and names of its schools; a new one if by none.

    Two systems of one organisation may use the same ids, so an id alone never makes two children one. `known` gives
    each source's schools (id, name here). A set of changes without schools comes from the only source there is.
    """
    schools = {(school.id, school.name.casefold()) for school in roster.schools}
    for source, pairs in known.items():
        if any((key, name.casefold()) in schools for key, name in pairs):
            return source
    if roster.partial and not schools and len(known) == 1:
        return next(iter(known))
    named = sorted(f"{id}/{name}" for id, name in schools)
    return f"{ONEROSTER}:{sha256('|'.join(named).encode()).hexdigest()[:16]}"


def compare_roster(
    roster: Roster,
    here: RosterHere,
    *,
    source: str,
    on: date,
    is_list: bool = False,
    school: str = "",
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Plan:
    """The plan that brings the roster in on a day.

    People are the same only where the source's id says so; in a plain list (`is_list`) a child without an id where
    school and full name do, the class deciding between two of one name, and `school` names the school of the rows
    that name none. Nothing that the roster lacks is ended unless a person asks for it: those changes stand in the
    part `MISSING`. `tick` hears how far the comparing is.
    """
    plan = Plan()
    comparison = RosterComparison(roster, here, plan, source, on, is_list, school)
    steps = comparison.steps()
    for done, step in enumerate(steps):
        tick(done, len(steps))
        step()
    return plan


class RosterComparison:
    """One comparison under way; the ids found so far, by the roster's own ids."""

    def __init__(
        self,
        roster: Roster,
        here: RosterHere,
        plan: Plan,
        source: str,
        on: date,
        is_list: bool,
        school: str,
    ) -> None:
        self.roster, self.here, self.plan = roster, here, plan
        self.source, self.on, self.is_list, self.school = source, on, is_list, school
        self.school_ids: dict[str, UUID] = {}
        self.class_ids: dict[str, UUID] = {}
        self.child_ids: dict[str, UUID] = {}
        self.staff_ids: dict[str, UUID] = {}
        self.guardian_ids: dict[str, UUID] = {}
        self.class_names: dict[UUID, str] = {id: row.name for id, row in here.classes.items()}
        self.class_schools: dict[UUID, UUID] = {id: row.school_id for id, row in here.classes.items()}
        self.labels: dict[UUID, str] = {}
        self.gone_children: set[UUID] = set()
        self.new: set[UUID] = set()
        self.says: dict[UUID, list[str]] = defaultdict(list)
        self.changed: set[UUID] = set()
        self.homerooms: set[UUID] = set()

    def steps(self) -> list[Callable[[], None]]:
        """What is to be done, in this order."""
        return [
            self._schools,
            self._classes,
            lambda: compare_people(self),
            lambda: compare_places(self),
            lambda: compare_families(self),
            self._people_lines,
            self._missing,
        ]

    def known(self, kind: str, key: str, among: Any) -> UUID | None:
        """What the source's id means here; None where it is new or what it meant is gone."""
        if self.is_list and kind != "child":
            return None
        id = self.here.keys.get(kind, {}).get(key)
        return id if id in among else None

    def remember(self, kind: str, key: str, id: UUID) -> None:
        """Plans the tie from the source's id to ours."""
        if (self.is_list and kind != "child") or self.here.keys.get(kind, {}).get(key) == id:
            return
        row = self.here.key_rows.get((kind, key))
        if row is not None:
            before = {"subject_id": self.here.keys[kind][key]}
            self.plan.alter("people.externalid", row, before, {"subject_id": id}, Part.NEW)
        else:
            values = {"source": self.source, "kind": kind, "key": key[:255], "subject_id": id}
            self.plan.add("people.externalid", values)

    def _schools(self) -> None:
        by_name = {name.casefold(): id for id, name in self.here.schools.items()}
        if self.school:
            self.school_ids[""] = by_name.get(self.school.casefold()) or self._new_school(self.school, None)
            by_name[self.school.casefold()] = self.school_ids[""]
        for school in self.roster.schools:
            if school.kind != "school":
                continue
            name = fit(school.name or school.id, "name")
            known = self.known("school", school.id, self.here.schools)
            id = known or by_name.get(name.casefold())
            if school.gone:
                self.plan.say(
                    Verdict.ODD, Thing.SCHOOL, name, _("The file says that it has closed. It was left as it is."),
                    at=school,
                )  # fmt: skip
                if id:
                    self.school_ids[school.id] = id
                continue
            if id is None:
                id = by_name[name.casefold()] = self._new_school(name, school)
            elif known and self.here.schools[id] != name and name.casefold() not in by_name:
                self.plan.alter("people.school", id, {"name": self.here.schools[id]}, {"name": name})
                self.plan.say(
                    Verdict.CHANGED, Thing.SCHOOL, name,
                    _("It was called {name}.").format(name=self.here.schools[id]), at=school,
                )  # fmt: skip
            else:
                self.plan.say(Verdict.SAME, Thing.SCHOOL, name, at=school)
            self.remember("school", school.id, id)
            self.school_ids[school.id] = id

    def _new_school(self, name: str, at: Any) -> UUID:
        self.plan.say(Verdict.NEW, Thing.SCHOOL, name, at=at)
        return self.plan.add("people.school", {"name": fit(name, "name")})

    def _classes(self) -> None:
        taken = {(row.school_id, row.name.casefold()): id for id, row in self.here.classes.items()}
        with_homerooms = {
            known.school_id for known in self.roster.classes if known.kind == "homeroom" and not known.gone
        }
        left_out = 0
        met: set[tuple[UUID, str]] = set()
        # Those called gone come last: the class of a new year takes over the name of the one before.
        for known in sorted(self.roster.classes, key=lambda known: known.gone):
            school_id = self.school_ids.get(known.school_id)
            if known.school_id in with_homerooms and known.kind not in ("", "homeroom"):
                left_out += 1
                continue
            if school_id is None:
                sentence = _(
                    "It names no school of this file. Give it one in the file and bring it in again."
                )
                self.plan.say(Verdict.ODD, Thing.CLASSROOM, known.title or known.id, sentence, at=known)
                continue
            self._class(known, school_id, taken, met)
            if known.id in self.class_ids and known.school_id in with_homerooms:
                self.homerooms.add(self.class_ids[known.id])
        if left_out:
            sentence = ngettext(
                "One subject group was left out: the school has home classes, and children have their day there.",
                "{count} subject groups were left out: the school has home classes, and children have their day "
                "there.",
                left_out,
            ).format(count=left_out)  # fmt: skip
            self.plan.say(Verdict.ODD, Thing.CLASSROOM, _("Subject groups"), sentence)

    def _class(
        self,
        known: SchoolClass,
        school_id: UUID,
        taken: dict[tuple[UUID, str], UUID],
        met: set[tuple[UUID, str]],
    ) -> None:
        name = fit(known.title or known.code or known.id, "classroom")
        id = self.known("classroom", known.id, self.here.classes)
        if known.gone:
            if id is not None:
                self._gone_class(known, id, name, taken)
            return
        sentence = ""
        by_name = taken.get((school_id, name.casefold()))
        if (school_id, name.casefold()) in met or (id is None and by_name in self._claimed):
            name = fit(f"{name[:50]} ({known.code or known.id})", "classroom")
            sentence = _("Another class has this name, so its code was added.")
            by_name = taken.get((school_id, name.casefold()))
        met.add((school_id, name.casefold()))
        id = id or by_name
        year_group = fit(", ".join(known.year_groups), "year_group")
        if id is None:
            values = {"school_id": school_id, "name": name, "year_group": year_group}
            id = self.plan.add("classrooms.classroom", {**values, "max_visitors": 1})
            taken[school_id, name.casefold()] = id
            self.plan.say(Verdict.NEW, Thing.CLASSROOM, name, sentence, at=known)
        else:
            self._same_class(known, id, ClassHere(school_id, name, year_group, None), taken)
        self.remember("classroom", known.id, id)
        self.class_ids[known.id] = id
        self.class_names[id], self.class_schools[id] = name, school_id

    @cached_property
    def _claimed(self) -> set[UUID]:
        """The classes here that a class of the file is by its id, and that no other may be by name."""
        if self.is_list:
            return set()
        keys = self.here.keys.get("classroom", {})
        return {keys[known.id] for known in self.roster.classes if known.id in keys and not known.gone}

    def _gone_class(
        self, known: SchoolClass, id: UUID, name: str, taken: dict[tuple[UUID, str], UUID]
    ) -> None:
        """Closes a class, unless one that goes on has taken its name over."""
        if id not in self.class_ids.values():
            row = self.here.classes[id]
            self._same_class(known, id, row._replace(name=name), taken)
        self.class_ids[known.id] = id

    def _same_class(
        self, known: SchoolClass, id: UUID, new: ClassHere, taken: dict[tuple[UUID, str], UUID]
    ) -> None:
        old = self.here.classes.get(id)
        if old is None:
            self.plan.say(Verdict.SAME, Thing.CLASSROOM, new.name, at=known)
            return
        if taken.get((new.school_id, new.name.casefold()), id) != id:
            new = new._replace(name=old.name)
        new = new._replace(
            year_group=new.year_group or old.year_group,
            closes_on=(old.closes_on or self.on) if known.gone else None,
        )
        self._compare_rows("classrooms.classroom", Thing.CLASSROOM, id, old, new, new.name, known)

    def _people_lines(self) -> None:
        for person in self.roster.people:
            is_child = STUDENT in person.roles
            id = (self.child_ids if is_child else self.staff_ids).get(person.id)
            if id is None:
                continue
            verdict = Verdict.SAME
            if id in self.new:
                verdict = Verdict.NEW
            elif id in self.changed:
                verdict = Verdict.CHANGED
            thing = Thing.CHILD if is_child else Thing.TEACHER
            sentence = " ".join(self.says.get(id, ()))
            self.plan.say(verdict, thing, person.name or person.id, sentence, at=person)

    def _missing(self) -> None:
        if self.roster.partial:
            return
        if self.is_list:
            self._missing_from_list()
            return
        schools = set(self.school_ids.values())
        for kind, found, here, thing in (
            ("child", self.child_ids, self.here.children, Thing.CHILD),
            ("staff", self.staff_ids, self.here.staff, Thing.TEACHER),
            ("classroom", self.class_ids, self.here.classes, Thing.CLASSROOM),
        ):
            met = set(found.values())
            for id in dict.fromkeys(self.here.keys.get(kind, {}).values()):
                row = here.get(id)
                if row is None or id in met or _has_left(row):
                    continue
                if not isinstance(row, StaffHere) and row.school_id not in schools:
                    continue
                self._missing_line(id, row, thing)

    def _missing_from_list(self) -> None:
        """Of a plain list only the classes that it has are taken to be whole."""
        listed, met = set(self.class_ids.values()), set(self.child_ids.values())
        for id, places in self.here.places.items():
            here = any(place.open_on(self.on) and place.classroom_id in listed for place in places)
            if here and id not in met and id in self.here.children:
                self._missing_line(id, self.here.children[id], Thing.CHILD)

    def _missing_line(self, id: UUID, row: ChildHere | StaffHere | ClassHere, thing: Thing) -> None:
        if isinstance(row, ClassHere):
            self.plan.say(Verdict.MISSING, thing, row.name, _("It is not in the file. It stays as it is."))
            return
        label = full_name(row.given_name, row.family_name)
        ended = [place for place in self.here.places.get(id, ()) if place.open_on(self.on)]
        for place in ended:
            self.end_place("classrooms.enrolment", place, self.on, Part.MISSING)
        sentence = _("Not in the file. Nothing changes unless you end the place.")
        if not ended:
            sentence = _("Not in the file. Nothing changes.")
        self.plan.say(Verdict.MISSING, thing, label, sentence)

    def end_place(self, model: str, place: Any, ends: date, part: Part) -> None:
        """Plans the end of a place in a class or of a post, never before its start."""
        self.plan.alter(model, place.id, {"ends": place.ends}, {"ends": max(ends, place.starts)}, part)
        if model == "classrooms.enrolment" and part is Part.MISSING:
            self.plan.losses[place.classroom_id].missing += 1

    def _compare_rows(
        self, model: str, thing: Thing, id: UUID, old: Any, new: Any, label: str, at: Any
    ) -> None:
        sentence = self.differences(model, id, old, new)
        self.plan.say(Verdict.CHANGED if sentence else Verdict.SAME, thing, label, sentence, at=at)

    def differences(self, model: str, id: UUID, old: Any, new: Any) -> str:
        """Plans what differs and says it; "" where nothing does."""
        if old == new:
            return ""
        before, after = columns(old), columns(new)
        changed = [name for name, value in after.items() if before[name] != value]
        self.plan.alter(
            model, id, {name: before[name] for name in changed}, {name: after[name] for name in changed}
        )
        return " ".join(_said(name, before[name], after[name], self.here.schools) for name in changed)


def _said(column: str, before: Any, after: Any, schools: dict[UUID, str]) -> str:
    if column == "leaves_on":
        return _("Has left, says the file.") if after else _("Is back.")
    if column == "closes_on":
        return _("Has closed, says the file.") if after else _("Is open again.")
    if column == "school_id":
        return _("Comes from {school}.").format(school=schools.get(before, _("another school")))
    words = {
        "given_name": _("Given name"), "family_name": _("Family name"), "known_as": _("Called"),
        "born_on": _("Birthday"), "email": _("E-mail"), "name": _("Name"), "year_group": _("Year"),
    }  # fmt: skip
    shown = [day(value) if isinstance(value, date) else (value or _("none")) for value in (before, after)]
    return _("{what}: {before}, now {after}.").format(
        what=words.get(column, column), before=shown[0], after=shown[1]
    )


def _has_left(row: ChildHere | StaffHere | ClassHere) -> bool:
    return (row.closes_on if isinstance(row, ClassHere) else row.leaves_on) is not None
