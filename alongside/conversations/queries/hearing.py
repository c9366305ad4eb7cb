"""Hearing the audit trail: what was done since the last time, and who hears of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from alongside.classrooms.models import ClassTeacher, Enrolment
from alongside.conversations.rules.telling import TABLE, Heard, Hears, Telling
from alongside.people.choices import Right, Role
from alongside.people.models import (
    Account,
    Child,
    Guardianship,
    Organisation,
    RoleHeld,
    StaffMember,
    TeamMembership,
)
from alongside.people.queries import held_on
from alongside.trust.models import AuditEvent


def organisations() -> list[Organisation]:
    """Every organisation, for the worker's round; each is then looked at in its own scope."""
    return list(Organisation.objects.order_by("pk"))


def events_after(
    organisation: Organisation, number: int, since: datetime, most: int
) -> tuple[list[Heard], int]:
    """The next events that somebody may hear of, and the number up to which the trail is heard with them.

    Only the kinds that the table names are read whole, however long the trail is; what was done before `since` is
    passed over.
    """
    trail = AuditEvent.objects.filter(organisation=organisation, number__gt=number)
    last = trail.order_by("-number").values_list("number", flat=True).first()
    if last is None:
        return [], number
    wanted = trail.filter(number__lte=last, action__in=TABLE, at__gte=since)
    rows = list(wanted.order_by("number")[:most])
    upto = rows[-1].number if len(rows) == most else last
    return [
        Heard(event.number, event.at, event.actor_id, event.action, event.subject_id, event.detail)
        for event in rows
    ], upto


@dataclass(frozen=True)
class Listener:
    """One account that hears of an event: about which child, and how many things change for them."""

    account: UUID
    child: UUID | None = None
    count: int = 0


@dataclass
class Listeners:
    """Everybody who may hear of a batch of events on a day: as many queries for one event as for five hundred."""

    events: Sequence[Heard]
    on: date
    _children: set[UUID] = field(init=False)
    _classrooms: set[UUID] = field(init=False)
    _staff: set[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self._children = {pk for event in self.events for pk in event.ids("child", "children")}
        self._classrooms = {pk for event in self.events for pk in event.ids("classroom", "classrooms")}
        self._staff = {pk for event in self.events for pk in event.ids("staff", "staff")}

    def of(self, event: Heard, telling: Telling) -> Iterator[Listener]:
        """Who hears a telling; never whoever did it, and nobody twice."""
        seen = {event.actor}
        for listener in self._found(event, telling):
            account = self.accounts.get(listener.account)
            if account is not None and listener.account not in seen:
                seen.add(listener.account)
                yield listener

    def _found(self, event: Heard, telling: Telling) -> Iterable[Listener]:
        children = event.ids("child", "children")
        match telling.hears:
            case Hears.FAMILY:
                for child, count in children.items():
                    yield from (
                        Listener(account, child, count)
                        for account, rights in self._guardians[child]
                        if telling.right is None or telling.right in rights
                    )
            case Hears.CLASS:
                yield from self._of_classes(event, children)
            case Hears.TEAM:
                for child in children:
                    yield from (Listener(account, child) for account in self._teams[child])
            case Hears.STAFF:
                for staff, count in event.ids("staff", "staff").items():
                    if staff in self._staff_accounts:
                        yield Listener(self._staff_accounts[staff], None, count)
            case Hears.COORDINATORS:
                yield from (Listener(account) for account in self._coordinators)
            case Hears.ACCOUNT:
                about = next(iter(children), None)
                yield from (Listener(account, about) for account in event.ids("account", "accounts"))

    def _of_classes(self, event: Heard, children: Collection[UUID]) -> Iterable[Listener]:
        classrooms = event.ids("classroom", "classrooms")
        for classroom, count in classrooms.items():
            yield from (Listener(account, None, count) for account in self._teachers[classroom])
        if not classrooms:
            for child in children:
                for classroom in self._classes[child]:
                    yield from (Listener(account, child) for account in self._teachers[classroom])

    @cached_property
    def accounts(self) -> dict[UUID, Account]:
        """The accounts of everybody who may be meant and can sign in."""
        meant = {account for pairs in self._guardians.values() for account, _rights in pairs}
        meant |= {
            account for each in (self._teams, self._teachers) for there in each.values() for account in there
        }
        meant |= {*self._staff_accounts.values(), *self._coordinators}
        meant |= {pk for event in self.events for pk in event.ids("account", "accounts")}
        meant |= {event.actor for event in self.events if event.actor}
        known = RoleHeld.objects.filter(held_on(self.on), account__in=meant, account__is_active=True)
        return {role.account_id: role.account for role in known.select_related("account")}

    @cached_property
    def names(self) -> dict[UUID, str]:
        """The names of those who did things, whether they are still here or not."""
        actors = {event.actor for event in self.events if event.actor}
        return dict(Account.objects.filter(pk__in=actors).values_list("pk", "name"))

    @cached_property
    def children(self) -> dict[UUID, Child]:
        return Child.objects.in_bulk(list(self._children))

    @cached_property
    def _guardians(self) -> dict[UUID, list[tuple[UUID, frozenset[Right]]]]:
        found: dict[UUID, list[tuple[UUID, frozenset[Right]]]] = defaultdict(list)
        ties = Guardianship.objects.filter(
            held_on(self.on),
            child__in=self._children,
            confirmed_at__isnull=False,
            guardian__account__isnull=False,
        )
        for tie in ties.select_related("guardian"):
            rights = frozenset(right for right in Right if getattr(tie, right.value))
            assert tie.guardian.account_id
            found[tie.child_id].append((tie.guardian.account_id, rights))
        return found

    @cached_property
    def _classes(self) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        enrolled = Enrolment.objects.filter(held_on(self.on), child__in=self._children)
        for child, classroom in enrolled.values_list("child", "classroom"):
            found[child].append(classroom)
        return found

    @cached_property
    def _teachers(self) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        classrooms = self._classrooms | {each for there in self._classes.values() for each in there}
        posts = ClassTeacher.objects.filter(
            held_on(self.on), classroom__in=classrooms, staff__account__isnull=False
        ).exclude(staff__leaves_on__lte=self.on)
        for classroom, account in posts.values_list("classroom", "staff__account"):
            found[classroom].append(account)
        return found

    @cached_property
    def _teams(self) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        places = TeamMembership.objects.filter(
            held_on(self.on),
            child__in=self._children,
            staff__role__in=(Role.THERAPIST, Role.ASSISTANT),
            staff__account__isnull=False,
        ).exclude(staff__leaves_on__lte=self.on)
        for child, account in places.values_list("child", "staff__account"):
            found[child].append(account)
        return found

    @cached_property
    def _staff_accounts(self) -> dict[UUID, UUID]:
        staff = StaffMember.objects.filter(pk__in=self._staff, account__isnull=False)
        return dict(staff.exclude(leaves_on__lte=self.on).values_list("pk", "account"))

    @cached_property
    def _coordinators(self) -> list[UUID]:
        held = RoleHeld.objects.filter(held_on(self.on), role=Role.COORDINATOR)
        return list(held.values_list("account", flat=True))
