"""Who sees whom: every read of people starts with the viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Greatest
from django_scopes import scopes_disabled

from alongside.people.choices import WORDS, Place, Right, Role, Term
from alongside.people.models import (
    Account,
    Child,
    Guardian,
    Guardianship,
    Invitation,
    LanguageConfirmed,
    Organisation,
    RoleHeld,
    School,
    StaffMember,
    TeamMembership,
)
from alongside.people.rules import Viewer, digest_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


def held_on(on: date, prefix: str = "") -> Q:
    """The condition that a dated fact holds on a day: it has started and has not ended."""
    return Q(**{f"{prefix}starts__lte": on}) & (Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": on}))


def ends_by_leaving(leaves_on: date | None, said_before: date | None) -> Q:
    """The condition that a dated fact ends as somebody leaves: it runs past then, or ended on the day said before."""
    ended = Q(ends=said_before) if said_before else Q(pk__in=[])
    return ended | Q(ends=None) | Q(ends__gt=leaves_on) if leaves_on else ended


def end_by_leaving(leaves_on: date | None) -> Greatest | None:
    """When such a fact ends: on that day, or on its own first day where that is later; None where they stay."""
    return Greatest(F("starts"), Value(leaves_on, DateField())) if leaves_on else None


def viewer_of(account: Account, on: date, organisation_id: UUID | None = None) -> Viewer | None:
    """What this account is to its organisation on a day; None where it is nothing to any (any longer).

    Somebody with roles in several organisations is looked at in the named one, or else in the first by name. A staff
    or guardian record counts only while its role is held.
    """
    with scopes_disabled():  # The one read before a scope can be known: it is what the scope is taken from.
        roles = RoleHeld.objects.filter(held_on(on), account=account).select_related("organisation")
        if organisation_id:
            roles = roles.filter(organisation_id=organisation_id)
        held = sorted(roles, key=lambda role: (role.organisation.name, str(role.organisation_id)))
        if not held:
            return None
        organisation = held[0].organisation
        roles_here = frozenset(Role(role.role) for role in held if role.organisation_id == organisation.pk)
        mine = {"account": account, "organisation": organisation}
        staff = StaffMember.objects.filter(role__in=roles_here, **mine).exclude(leaves_on__lte=on)
        guardians = (
            Guardian.objects.filter(**mine) if Role.GUARDIAN in roles_here else Guardian.objects.none()
        )
        return Viewer(
            account=account,
            organisation=organisation,
            on=on,
            roles=roles_here,
            staff_ids=frozenset(staff.values_list("pk", flat=True)),
            guardian_ids=frozenset(guardians.values_list("pk", flat=True)),
        )


def organisation_named(name: str) -> Organisation | None:
    """An organisation by its name, for commands that run before anybody has signed in."""
    return Organisation.objects.filter(name=name).first()


def any_organisation_but(name: str) -> bool:
    """True where some organisation has another name, for commands that must not mix with real people."""
    return Organisation.objects.exclude(name=name).exists()


def account_of(email: str) -> Account | None:
    """An account by its address in any case, for commands that run before anybody has signed in."""
    return Account.objects.filter(email__iexact=email).first()


def any_organisation() -> bool:
    """Whether this installation has been founded."""
    return Organisation.objects.exists()


def languages_confirmed(viewer: Viewer) -> QuerySet[LanguageConfirmed]:
    """Which translations somebody of the viewer's organisation vouches for."""
    return LanguageConfirmed.objects.filter(organisation=viewer.organisation, taken_back_at=None)


def is_language_confirmed(viewer: Viewer, language: str) -> bool:
    """Whether somebody of the viewer's organisation vouches for a translation."""
    return languages_confirmed(viewer).filter(language=language).exists()


def schools_for(viewer: Viewer) -> QuerySet[School]:
    """Every school of the viewer's organisation: a school's name is no secret within it."""
    return School.objects.filter(organisation=viewer.organisation)


def children_related_to(viewer: Viewer) -> Q:
    """The condition on a child that makes it one of the viewer's: all for a coordinator, team and family else."""
    if viewer.is_coordinator:
        return Q()
    mine = Q(pk__in=[])
    if viewer.staff_ids:
        mine |= Q(team__staff__in=viewer.staff_ids) & held_on(viewer.on, "team__")
    if viewer.guardian_ids:
        mine |= (
            Q(guardianships__guardian__in=viewer.guardian_ids)
            & Q(guardianships__confirmed_at__isnull=False)
            & held_on(viewer.on, "guardianships__")
        )
    return mine


def staff_for(viewer: Viewer) -> QuerySet[StaffMember]:
    """The staff: all for those who work here, only oneself's team elsewhere is asked through the child."""
    staff = StaffMember.objects.filter(organisation=viewer.organisation).exclude(leaves_on__lte=viewer.on)
    if viewer.is_coordinator or viewer.is_therapist or viewer.is_teacher:
        return staff
    return staff.none()


def therapists_for(viewer: Viewer) -> QuerySet[StaffMember]:
    """The therapists of the organisation, by discipline and name."""
    return staff_for(viewer).filter(role=Role.THERAPIST).order_by("discipline", "family_name", "given_name")


def all_staff(viewer: Viewer) -> QuerySet[StaffMember]:
    """Everybody who is or was on the staff, for those who run the programme."""
    staff = StaffMember.objects.filter(organisation=viewer.organisation)
    return staff if viewer.is_coordinator else staff.none()


def staff_who_left(viewer: Viewer) -> QuerySet[StaffMember]:
    """The staff who are no longer here on the day of looking, the latest first, for those who run the programme."""
    return (
        all_staff(viewer).filter(leaves_on__lte=viewer.on).order_by("-leaves_on", "family_name", "given_name")
    )


def children_who_left(viewer: Viewer) -> QuerySet[Child]:
    """The children who are no longer here on the day of looking, the latest first, for those who run the programme."""
    return (
        all_children(viewer)
        .filter(leaves_on__lte=viewer.on)
        .order_by("-leaves_on", "given_name", "family_name")
    )


def coordinators_for(viewer: Viewer) -> QuerySet[RoleHeld]:
    """Who runs the programme from the day of looking on, by name, for those who do."""
    held = RoleHeld.objects.filter(organisation=viewer.organisation, role=Role.COORDINATOR)
    if not viewer.is_coordinator:
        return held.none()
    return held.exclude(ends__lte=viewer.on).select_related("account").order_by("account__name", "starts")


def staff_records_of(viewer: Viewer) -> QuerySet[StaffMember]:
    """The viewer's own staff records."""
    return StaffMember.objects.filter(pk__in=viewer.staff_ids)


def children_of_guardian(viewer: Viewer, right: Right | None = None) -> QuerySet[Child]:
    """The children whom the viewer answers for at home; with `right`, those for whom they have that right too."""
    ties = Guardianship.objects.filter(
        held_on(viewer.on), guardian__in=viewer.guardian_ids, confirmed_at__isnull=False
    )
    if right:
        ties = ties.filter(**{right.value: True})
    return Child.objects.filter(pk__in=ties.values("child")).exclude(leaves_on__lte=viewer.on)


def rights_of_guardian(viewer: Viewer, child_id: UUID | None = None) -> frozenset[Right]:
    """What the viewer may do as a guardian, for one child or for any of them."""
    ties = Guardianship.objects.filter(
        held_on(viewer.on), guardian__in=viewer.guardian_ids, confirmed_at__isnull=False
    )
    ties = ties.filter(child=child_id) if child_id else ties
    return frozenset(right for tie in ties for right in Right if getattr(tie, right.value))


def guardianships_to_confirm(viewer: Viewer) -> QuerySet[Guardianship]:
    """Family ties that came with a roster and open nothing until a coordinator confirms them."""
    if not viewer.is_coordinator:
        return Guardianship.objects.none()
    return Guardianship.objects.filter(
        organisation=viewer.organisation, confirmed_at=None, ends=None
    ).select_related("child", "guardian")


def all_children(viewer: Viewer) -> QuerySet[Child]:
    """Every child of the organisation, for those who run the programme."""
    children = Child.objects.filter(organisation=viewer.organisation)
    return children if viewer.is_coordinator else children.none()


def first_names_apart(viewer: Viewer, children: Iterable[Child]) -> dict[UUID, str]:
    """What to call each child where first names stand together, by id: one query.

    Two of one school with the same first name get the initial of their family name ("Mei-Ling T."), and where that is
    the same too the whole of it. Whom a child is told apart from is never said.
    """
    asked = {child.pk: child for child in children}
    there = Child.objects.filter(
        organisation=viewer.organisation, school__in={child.school_id for child in asked.values()}
    ).exclude(leaves_on__lte=viewer.on)
    everybody = {child.pk: child for child in there} | asked

    def first(child: Child) -> tuple[UUID, str]:
        return child.school_id, child.first_name.casefold()

    def with_initial(child: Child) -> tuple[UUID, str, str]:
        return *first(child), child.family_name[:1].casefold()

    firsts = Counter(map(first, everybody.values()))
    initials = Counter(map(with_initial, everybody.values()))
    called = {}
    for pk, child in asked.items():
        called[pk] = child.first_name
        if firsts[first(child)] > 1 and child.family_name:
            alone = initials[with_initial(child)] == 1
            called[pk] += f" {child.family_name[0]}." if alone else f" {child.family_name}"
    return called


def guardianships_of(viewer: Viewer, child: Child) -> QuerySet[Guardianship]:
    """A child's family as the record knows it, confirmed or not; ties that have ended are left out."""
    ties = Guardianship.objects.filter(organisation=viewer.organisation, child=child)
    if not viewer.is_coordinator:
        return ties.none()
    return ties.filter(Q(ends=None) | Q(ends__gt=viewer.on)).select_related("guardian__account")


def invitations_of(viewer: Viewer, child: Child) -> dict[UUID, Invitation]:
    """The latest invitation of each of a child's guardians, by guardian, for those who run the programme."""
    ties = guardianships_of(viewer, child).values("guardian")
    rows = Invitation.objects.filter(guardian__in=ties).order_by("made_at")
    return {row.guardian_id: row for row in rows}


def invitation_of(token: str, at: datetime) -> Invitation | None:
    """The open invitation behind a secret, while its guardian has a child here; nobody signs in to ask for it."""
    with scopes_disabled():
        rows = Invitation.objects.filter(
            digest=digest_of(token),
            accepted_at=None,
            withdrawn_at=None,
            expires_at__gt=at,
            guardian__account=None,
        )
        row = rows.select_related("guardian", "organisation").first()
        if row is None:
            return None
        ties = row.guardian.guardianships.filter(
            held_on(row.organisation.day_at(at)), confirmed_at__isnull=False
        )
        return row if ties.exists() else None


def team_of(viewer: Viewer, child: Child) -> QuerySet[TeamMembership]:
    """The adults who work with a child on the day of looking, for those who run the programme."""
    places = TeamMembership.objects.filter(
        held_on(viewer.on), organisation=viewer.organisation, child=child
    ).select_related("staff")
    return places.order_by("staff__family_name") if viewer.is_coordinator else places.none()


def team_place_for(viewer: Viewer, pk: UUID) -> TeamMembership | None:
    """One place in a child's team, or None where there is none that the viewer may see."""
    if not viewer.is_coordinator:
        return None
    places = TeamMembership.objects.filter(held_on(viewer.on), organisation=viewer.organisation, pk=pk)
    return places.select_related("staff", "child").first()


def term(organisation: Organisation, key: str) -> str:
    """The organisation's own word for a thing (`Term`); raises `ValueError` for a thing that has none."""
    return str(organisation.terms.get(Term(key)) or Term(key).label)


def words_of(organisation: Organisation) -> dict[Term, str]:
    """Every word as the organisation says it."""
    return {key: term(organisation, key) for key in Term}


def words_in(place: Place) -> dict[Term, str]:
    """Every word as it is said in a place, to start from."""
    return {key: WORDS[place].get(key, str(key.label)) for key in Term}
