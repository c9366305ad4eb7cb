"""Compares a list of services with what children are owed here, child by child and therapy by therapy."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from alongside.classrooms.choices import CycleKind
from alongside.exchange.choices import Part, Thing, Verdict
from alongside.exchange.rules.plan import Plan
from alongside.exchange.rules.standing import ServiceHere, ServicesHere, StaffHere
from alongside.exchange.rules.words import fit, full_name
from alongside.formats.services import (
    BEHAVIOURAL,
    CONSULTATION,
    EITHER,
    OCCUPATIONAL_THERAPY,
    SPEECH,
    ServiceRow,
)  # fmt: skip
from alongside.people.choices import THERAPIES, Discipline, Role
from alongside.plans.choices import DELIVERED, Delivery
from alongside.wording import listed

_DISCIPLINES = {
    OCCUPATIONAL_THERAPY: Discipline.OCCUPATIONAL,
    SPEECH: Discipline.SPEECH,
    BEHAVIOURAL: Discipline.BEHAVIOUR,
}
_OFTEN = {
    "week": N_("{times} per week"),
    "fortnight": N_("{times} per fortnight"),
    "cycle": N_("{times} per cycle"),
    "month": N_("{times} per month"),
    "term": N_("{times} per term"),
    "year": N_("{times} per year"),
}
_STEP = 5


class Wanted(NamedTuple):
    """A service as the file asks for it, in the words of the model; no delivery where the file says none."""

    row: ServiceRow
    child_id: UUID
    discipline: Discipline
    sessions: int
    minutes: int
    delivery: str
    max_group: int | None
    priority: int | None
    therapists: tuple[UUID, ...]

    def terms(self) -> dict[str, Any]:
        """The columns that the file speaks of."""
        terms: dict[str, Any] = {
            "sessions": self.sessions,
            "minutes": self.minutes,
        }
        if self.delivery:
            terms["delivery"] = self.delivery
        if self.max_group is not None:
            terms["max_group"] = self.max_group
        if self.priority is not None:
            terms["priority"] = self.priority
        return terms

    def delivered(self, as_before: str) -> Wanted:
        """The same, delivered as before where the file does not say how."""
        return self._replace(delivery=self.delivery or as_before)


def compare_services(
    rows: list[ServiceRow], here: ServicesHere, *, on: date, add_therapists: bool = False
) -> Plan:
    """The plan that brings the services in on a day.

    A child whom the file does not name for certain is set aside with a sentence. A therapist who is not here is added
    only where a person has asked for it (`add_therapists`); else the service comes in without a name.
    """
    plan = Plan()
    _Services(rows, here, plan, on, add_therapists).compare()
    return plan


class _Services:
    def __init__(
        self, rows: list[ServiceRow], here: ServicesHere, plan: Plan, on: date, add_therapists: bool
    ) -> None:
        self.rows, self.here, self.plan, self.on = rows, here, plan, on
        self.add_therapists = add_therapists
        self.by_name: dict[str, set[UUID]] = defaultdict(set)
        for id, child in here.children.items():
            for name in (child.given_name, child.known_as):
                if name:
                    self.by_name[_plainly(full_name(name, child.family_name))].add(id)
                    self.by_name[_plainly(f"{child.family_name}, {name}")].add(id)
        self.staff_by_name = {
            _plainly(full_name(row.given_name, row.family_name)): id for id, row in here.therapists.items()
        }

    def compare(self) -> None:
        wanted: dict[tuple[UUID, Discipline], list[Wanted]] = defaultdict(list)
        for row in self.rows:
            if service := self._wanted(row):
                wanted[service.child_id, service.discipline].append(service)
        for (child, discipline), services in wanted.items():
            self._compare(child, discipline, services)
        disciplines = {discipline for _child, discipline in wanted}
        for child in dict.fromkeys(child for child, _discipline in wanted):
            for discipline in disciplines:
                if (child, discipline) not in wanted:
                    self._end_all(self._standing(child, discipline))

    def _set_aside(self, row: ServiceRow, sentence: str) -> None:
        label = row.child_name or row.child_id
        self.plan.say(Verdict.ODD, Thing.SERVICE, label, _("Set aside: {why}").format(why=sentence), at=row)

    def _wanted(self, row: ServiceRow) -> Wanted | None:
        child = self._child(row)
        if child is None:
            return None
        discipline = _DISCIPLINES.get(row.discipline)
        if discipline is None:
            self._set_aside(row, _("“{name}” is none of the three therapies.").format(name=row.discipline))
        elif row.times is None or row.minutes is None:
            self._set_aside(row, _("it does not say how often, or how long."))
        elif row.delivery == CONSULTATION:
            self._set_aside(
                row, _("consultation takes no time in a class, so the timetable has no place for it.")
            )
        elif row.minutes % _STEP or not 5 <= row.minutes <= 240:
            sentence = _("{minutes} minutes do not fit steps of {step}. Take the nearest multiple.")
            self._set_aside(row, sentence.format(minutes=row.minutes, step=_STEP))
        else:
            sessions = self._sessions(row, self.here.children[child].school_id, row.times)
            if sessions is not None:
                return Wanted(
                    row, child, discipline, sessions, row.minutes, row.delivery,
                    min(row.max_group, 10) if row.max_group else None, row.priority,
                    self._therapists(row, discipline),
                )  # fmt: skip
        return None

    def _child(self, row: ServiceRow) -> UUID | None:
        found: set[UUID] = set()
        if row.child_id:
            found = self.here.by_key.get(row.child_id, set())
        if not found and row.child_name:
            found = self.by_name.get(_plainly(row.child_name), set())
        if len(found) > 1 and row.class_name:
            wanted = _plainly(row.class_name)
            in_class = {id for id in found if _plainly(self.here.class_names.get(id, "")) == wanted}
            found = in_class or found
        if len(found) == 1:
            return next(iter(found))
        if found:
            sentence = ngettext(
                "{count} child is called so. Give the class or the id in the file.",
                "{count} children are called so. Give the class or the id in the file.",
                len(found),
            )
            self._set_aside(row, sentence.format(count=len(found)))
        else:
            self._set_aside(row, _("no such child is here. Bring in the roster first, or correct the name."))
        return None

    def _sessions(self, row: ServiceRow, school: UUID, times: int) -> int | None:
        """How often in one cycle of the school's timetable; None, with a sentence, where that is no whole number."""
        kind = self.here.cycle_kinds.get(school, CycleKind.WEEKDAY.value)
        halves = 2 * times if row.per in ("week", "cycle") else times if row.per == "fortnight" else 0
        if row.per == "cycle" or kind == CycleKind.ROTATION:
            sessions = times if row.per in ("week", "cycle") else 0
        elif kind == CycleKind.FORTNIGHT:
            sessions = halves
        else:
            sessions = halves // 2 if halves % 2 == 0 else 0
        if 1 <= sessions <= 20:
            return sessions
        sentence = _(
            "“{often}” cannot come round evenly in this school’s timetable. Say how often in a week."
        )
        self._set_aside(row, sentence.format(often=_(_OFTEN[row.per]).format(times=times)))
        return None

    def _therapists(self, row: ServiceRow, discipline: Discipline) -> tuple[UUID, ...]:
        found = []
        for name in row.therapists:
            id = self.staff_by_name.get(_plainly(name))
            if id is None:
                id = self._unknown_therapist(row, name, discipline)
            elif self.here.therapists[id].discipline != discipline.value:
                sentence = _("{name} gives another therapy and was not named. Any who give {discipline} may.")
                self._say_odd(row, sentence.format(name=name, discipline=THERAPIES[discipline]))
                id = None
            if id is not None and id not in found:
                found.append(id)
        return tuple(found)

    def _unknown_therapist(self, row: ServiceRow, name: str, discipline: Discipline) -> UUID | None:
        if not self.add_therapists:
            if name not in self.plan.unknown_therapists:
                self.plan.unknown_therapists.append(name)
            sentence = _(
                "No therapist {name} is here. The service comes in without a name unless you add them."
            )
            self._say_odd(row, sentence.format(name=name))
            return None
        given, _space, family = name.rpartition(" ")
        values = {
            "role": Role.THERAPIST.value, "discipline": discipline.value, "email": "",
            "given_name": fit(given or family, "name"), "family_name": fit(family if given else "", "name"),
        }  # fmt: skip
        id = self.plan.add("people.staffmember", values)
        self.staff_by_name[_plainly(name)] = id
        self.here.therapists[id] = StaffHere(**values, leaves_on=None)
        self.plan.say(Verdict.NEW, Thing.THERAPIST, name, str(discipline.label), at=row)
        return id

    def _say_odd(self, row: ServiceRow, sentence: str) -> None:
        self.plan.say(Verdict.ODD, Thing.SERVICE, row.child_name or row.child_id, sentence, at=row)

    def _standing(self, child: UUID, discipline: Discipline) -> list[ServiceHere]:
        return [
            service for service in self.here.services.get(child, ()) if service.discipline == discipline.value
        ]

    def _compare(self, child: UUID, discipline: Discipline, wanted: list[Wanted]) -> None:
        standing = self._standing(child, discipline)
        left: list[Wanted] = []
        met: dict[tuple[object, ...], Wanted] = {}
        for service in wanted:
            same = next((old for old in standing if self._is_same(old, service)), None)
            if same:
                standing.remove(same)
                met[service[1:]] = service
                self._say(Verdict.SAME, service.delivered(same.delivery))
            elif service[1:] in met:
                sentence = _("Row {number} says the same. It was taken once.")
                self._say_odd(service.row, sentence.format(number=met[service[1:]].row.line))
            else:
                met[service[1:]] = service
                left.append(service)
        for service in left:
            if standing:
                old = standing.pop(0)
                self._change(old, service.delivered(old.delivery))
            else:
                service = service.delivered(EITHER)
                self._add(service, Part.NEW)
                self._say(Verdict.NEW, service)
        self._end_all(standing)

    def _is_same(self, old: ServiceHere, new: Wanted) -> bool:
        named = set(self.here.named.get(old.id, ()))
        return all(getattr(old, name) == value for name, value in new.terms().items()) and (
            not new.row.therapists or named == set(new.therapists)
        )

    def _change(self, old: ServiceHere, new: Wanted) -> None:
        """A service that has begun is ended and followed by another: what was owed until then stays readable."""
        if old.starts >= self.on:
            before = {name: getattr(old, name) for name in new.terms()}
            self.plan.alter("plans.service", old.id, before, new.terms())
            named = self.here.named.get(old.id, {})
            if new.row.therapists:
                for staff, id in named.items():
                    if staff not in new.therapists:
                        values = {"service_id": old.id, "staff_id": staff}
                        self.plan.remove("plans.servicetherapist", id, values)
                self._name(old.id, [id for id in new.therapists if id not in named], new, Part.CHANGED)
        else:
            owed = {"child_id": old.child_id, "discipline": old.discipline}  # undoing asks what follows it
            self.plan.alter("plans.service", old.id, {**owed, "ends": old.ends}, {**owed, "ends": self.on})
            keep = {name: getattr(old, name) for name in ("max_group", "group", "min_days_apart", "priority")}
            named_before = (
                tuple(self.here.named.get(old.id, ())) if not new.row.therapists else new.therapists
            )
            self._add(new._replace(therapists=named_before), Part.CHANGED, keep)
        sentence = _("It was {before}.").format(before=_amount(old.sessions, old.minutes, old.delivery))
        self._say(Verdict.CHANGED, new, sentence)

    def _add(self, new: Wanted, part: Part, keep: dict[str, Any] | None = None) -> None:
        starts = self.on if part is Part.CHANGED else new.row.starts or self.on
        values = {
            "child_id": new.child_id, "discipline": new.discipline.value,
            **(keep or {}), **new.terms(), "starts": starts,
        }  # fmt: skip
        id = self.plan.add("plans.service", values, part)
        self._name(id, new.therapists, new, part)

    def _name(
        self, service: UUID, therapists: tuple[UUID, ...] | list[UUID], new: Wanted, part: Part
    ) -> None:
        for staff in therapists:
            self.plan.add("plans.servicetherapist", {"service_id": service, "staff_id": staff}, part)
            if (new.child_id, staff) not in self.here.teams:
                self.here.teams.add((new.child_id, staff))
                place = {"child_id": new.child_id, "staff_id": staff, "starts": self.on}
                self.plan.add("people.teammembership", place, part)

    def _end_all(self, services: list[ServiceHere]) -> None:
        for old in services:
            ends = max(self.on, old.starts)
            self.plan.alter("plans.service", old.id, {"ends": old.ends}, {"ends": ends}, Part.MISSING)
            amount = _amount(old.sessions, old.minutes, old.delivery)
            sentence = _("{amount} is not in the file. It goes on unless you end it.").format(amount=amount)
            self.plan.say(Verdict.MISSING, Thing.SERVICE, self._label(old.child_id, old.discipline), sentence)

    def _say(self, verdict: Verdict, service: Wanted, more: str = "") -> None:
        amount = _amount(service.sessions, service.minutes, service.delivery)
        named = [self.here.therapists[id] for id in service.therapists]
        sentence = _("{amount}.").format(amount=amount)
        if named:
            sentence = _("{amount}, {therapists}.").format(
                amount=amount, therapists=listed(full_name(row.given_name, row.family_name) for row in named)
            )
        sentence = f"{sentence} {more}".strip()
        label = self._label(service.child_id, service.discipline.value)
        self.plan.say(verdict, Thing.SERVICE, label, sentence, at=service.row)

    def _label(self, child_id: UUID, discipline: str) -> str:
        child = self.here.children[child_id]
        name = full_name(child.known_as or child.given_name, child.family_name)
        return _("{child}, {therapy}").format(child=name, therapy=Discipline(discipline).label)


def _amount(sessions: int, minutes: int, delivery: str) -> str:
    sentence = ngettext(
        "{sessions} × {minutes} minute, {delivery}", "{sessions} × {minutes} minutes, {delivery}", minutes
    )
    return sentence.format(sessions=sessions, minutes=minutes, delivery=DELIVERED[Delivery(delivery)])


def _plainly(name: str) -> str:
    return " ".join(name.casefold().split())
