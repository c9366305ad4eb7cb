"""Who is around a child: the people among whom one chooses when writing about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.classrooms.models import ClassTeacher, Enrolment
from alongside.classrooms.queries import children_at_work
from alongside.people.choices import RELATIONS, Relation, Right, Role
from alongside.people.models import Account, Child, Guardianship, RoleHeld, TeamMembership
from alongside.people.queries import children_of_guardian, first_names_apart, held_on
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Person:
    """Somebody with an account around a child: name, and what they are to it in a word or two."""

    account: UUID
    name: str
    what: str
    kind: Role

    @property
    def full(self) -> str:
        """As the others in a conversation see it."""
        return _("{name}, {what}").format(name=self.name, what=self.what)


def children_to_talk_about(viewer: Viewer) -> QuerySet[Child]:
    """The children about whom the viewer may write: of the team or the class taught, or with the right to write."""
    return children_at_work(viewer) | children_of_guardian(viewer, Right.WRITE)


def may_talk_about(viewer: Viewer, child_id: UUID) -> bool:
    return children_to_talk_about(viewer).filter(pk=child_id).exists()


def called_for(viewer: Viewer, children: Collection[Child]) -> list[tuple[UUID, str]]:
    """What to call each of these children in a list, in their order."""
    called = first_names_apart(viewer, children)
    return [(child.pk, called[child.pk]) for child in children]


def people_around(viewer: Viewer, child_id: UUID) -> list[Person]:
    """Everybody else to whom the viewer may write about a child, coordinators last; empty where they may not at all.

    The child's team and class teachers, the guardians who have the right to write, and whoever runs the programme; each
    once, with an account.
    """
    if not may_talk_about(viewer, child_id):
        return []
    return [person for person in around(viewer, [child_id])[child_id] if person.account != viewer.account.pk]


def around(viewer: Viewer, children: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Who is around each of these children on the day of looking: five queries however many children."""
    found: dict[UUID, dict[UUID, Person]] = {child: {} for child in children}
    for child, person in (
        *_team(viewer, children),
        *_teachers(viewer, children),
        *_guardians(viewer, children),
    ):
        found[child].setdefault(person.account, person)
    coordinators = list(_coordinators(viewer))
    for there in found.values():
        for person in coordinators:
            there.setdefault(person.account, person)
    return {child: list(there.values()) for child, there in found.items()}


def _known_here(viewer: Viewer) -> QuerySet[Account]:
    """The accounts that hold any role on the day of looking: nobody else can sign in."""
    held = RoleHeld.objects.filter(held_on(viewer.on), organisation=viewer.organisation)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True)


def _team(viewer: Viewer, children: Collection[UUID]) -> Iterable[tuple[UUID, Person]]:
    places = TeamMembership.objects.filter(
        held_on(viewer.on), child__in=children, staff__account__in=_known_here(viewer)
    ).exclude(staff__leaves_on__lte=viewer.on)
    for place in places.select_related("staff").order_by("staff__family_name", "staff__given_name"):
        staff = place.staff
        what = staff.get_discipline_display() if staff.discipline else Role(staff.role).label
        assert staff.account_id
        yield place.child_id, Person(staff.account_id, staff.name, str(what), Role(staff.role))


def _teachers(viewer: Viewer, children: Collection[UUID]) -> Iterable[tuple[UUID, Person]]:
    enrolled = dict(
        Enrolment.objects.filter(held_on(viewer.on), child__in=children).values_list("child", "classroom")
    )
    posts = ClassTeacher.objects.filter(
        held_on(viewer.on), classroom__in=set(enrolled.values()), staff__account__in=_known_here(viewer)
    ).exclude(staff__leaves_on__lte=viewer.on)
    there = list(posts.select_related("staff", "classroom").order_by("staff__family_name"))
    for child, classroom in enrolled.items():
        for post in there:
            if post.classroom_id == classroom:
                what = _("teacher of {classroom}").format(classroom=post.classroom.name)
                assert post.staff.account_id
                yield child, Person(post.staff.account_id, post.staff.name, what, Role.TEACHER)


def _guardians(viewer: Viewer, children: Collection[UUID]) -> Iterable[tuple[UUID, Person]]:
    ties = Guardianship.objects.filter(
        held_on(viewer.on),
        child__in=children,
        confirmed_at__isnull=False,
        guardian__account__in=_known_here(viewer),
        **{Right.WRITE.value: True},
    )
    for tie in ties.select_related("guardian").order_by("guardian__name"):
        assert tie.guardian.account_id
        what = str(RELATIONS[Relation(tie.relation)])
        yield tie.child_id, Person(tie.guardian.account_id, tie.guardian.name, what, Role.GUARDIAN)


def _coordinators(viewer: Viewer) -> Iterable[Person]:
    held = RoleHeld.objects.filter(held_on(viewer.on), role=Role.COORDINATOR, account__is_active=True)
    for role in held.select_related("account").order_by("account__name"):
        yield Person(role.account_id, role.account.name, _("coordinator"), Role.COORDINATOR)
