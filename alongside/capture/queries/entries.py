"""What must be known to judge a batch of entries: a handful of reads, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from alongside.capture.models import DatedSession, DatedVisit, Mark, Observation
from alongside.capture.models.days import visit_id
from alongside.capture.rules.entries import Entry, SeenEntry, VisitName
from alongside.capture.rules.makers import Maker, Place, VisitFacts
from alongside.people.choices import Role
from alongside.people.models import Account, Child, RoleHeld, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.models import Goal
from alongside.scheduling.models import Visit
from alongside.scheduling.queries.planned import PlannedVisit, planned_by_name

#: How far from today a planned visit is looked for: a device may have lain in a drawer through a summer.
BACK, AHEAD = timedelta(days=400), timedelta(days=31)
_CLINICAL = (Role.THERAPIST, Role.ASSISTANT)


@dataclass(frozen=True)
class Facts:
    """What the entries of a batch are judged by.

    `visits` are those that there are, and of them `planned` those of which nothing is written down yet. `dropped` are
    visits of a series that a published timetable once had and none has on that date any longer.
    """

    children: frozenset[UUID]
    goals: dict[UUID, Goal]
    visits: dict[UUID, VisitFacts]
    planned: dict[UUID, PlannedVisit]
    dropped: frozenset[UUID]
    maker: Maker


def keepers_of(ids: Collection[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Who made the entries that are kept already, as (account, organisation) by id; whichever organisation has them."""
    # Not through the scope: an id that another organisation has is taken as well.
    seen = Observation._base_manager.filter(pk__in=ids)
    said = Mark._base_manager.filter(pk__in=ids)
    rows = chain(
        seen.values_list("pk", "observer_id", "organisation_id"),
        said.values_list("pk", "marked_by_id", "organisation_id"),
    )
    return {pk: (account, organisation) for pk, account, organisation in rows}


def facts_about(viewer: Viewer, account: Account, entries: Collection[Entry]) -> Facts:
    """What is known of everything that these entries of an account name; a score of queries at most."""
    children = {entry.child for entry in entries if entry.child}
    goals = {entry.goal for entry in entries if isinstance(entry, SeenEntry) and entry.goal}
    visits, planned, dropped = _visits(viewer, {entry.visit for entry in entries if entry.visit})
    of_visits = {child for visit in visits.values() for child in visit.children}
    return Facts(
        children=frozenset(
            Child.objects.filter(organisation=viewer.organisation, pk__in=children).values_list(
                "pk", flat=True
            )
        ),
        goals={goal.pk: goal for goal in _goals(viewer, goals)},
        visits=visits,
        planned=planned,
        dropped=dropped,
        maker=maker_of(viewer, account, children | of_visits, visits.values()),
    )


def _goals(viewer: Viewer, ids: Collection[UUID]) -> Iterable[Goal]:
    goals = Goal.objects.filter(organisation=viewer.organisation, pk__in=ids).select_related("version__plan")
    return goals.only("lineage", "measure", "parts", "criterion_of", "criterion_unit", "version__plan__child")


def _visits(
    viewer: Viewer, names: Collection[VisitName]
) -> tuple[dict[UUID, VisitFacts], dict[UUID, PlannedVisit], frozenset[UUID]]:
    """The visits of these names: as they stand, else as they are planned; and the names that have been dropped."""
    rows = DatedVisit.objects.filter(organisation=viewer.organisation, pk__in={name.id for name in names})
    children: dict[UUID, set[UUID]] = {row.pk: set() for row in rows}
    for visit, child in DatedSession.objects.filter(visit__in=children).values_list("visit", "child"):
        children[visit].add(child)
    found = {
        row.pk: VisitFacts(
            row.pk,
            row.staff_id,
            frozenset(on for on in (row.on, row.planned_on) if on),
            row.on,
            row.starts,
            row.ends,
            frozenset(children[row.pk]),
        )
        for row in rows
    }
    unwritten = {
        name.id: (name.series, name.on)
        for name in names
        if name.id not in found
        and name.series
        and viewer.on - BACK <= name.on <= viewer.on + AHEAD
        and name.id == visit_id(name.series, name.on)
    }
    by_name = planned_by_name(viewer, set(unwritten.values()))
    planned = {pk: by_name[name] for pk, name in unwritten.items() if name in by_name}
    for pk, each in planned.items():
        shares = frozenset(share.child_id for share in each.shares)
        found[pk] = VisitFacts(
            pk, each.staff_id, frozenset({each.on}), each.on, each.starts, each.ends, shares
        )
    return (
        found,
        planned,
        _dropped(viewer, {pk: unwritten[pk][0] for pk in unwritten.keys() - planned.keys()}),
    )


def _dropped(viewer: Viewer, series: dict[UUID, UUID]) -> frozenset[UUID]:
    if not series:
        return frozenset()
    once = Visit.objects.filter(organisation=viewer.organisation, series__in=series.values())
    known = set(once.values_list("series", flat=True))
    return frozenset(pk for pk, each in series.items() if each in known)


def maker_of(
    viewer: Viewer, account: Account, children: Collection[UUID], visits: Iterable[VisitFacts]
) -> Maker:
    """What an account was to the organisation and to these children, with the days from and to which it was that."""
    roles: dict[Role, list[Place]] = {}
    for role, starts, ends in RoleHeld.objects.filter(
        organisation=viewer.organisation, account=account
    ).values_list("role", "starts", "ends"):
        roles.setdefault(Role(role), []).append(Place(starts, ends))
    records = StaffMember.objects.filter(
        organisation=viewer.organisation, account=account, role__in=_CLINICAL
    )
    staff = {pk: Role(role) for pk, role in records.values_list("pk", "role")}
    teams: dict[UUID, list[tuple[UUID, Place]]] = {}
    for child, member, starts, ends in TeamMembership.objects.filter(
        child__in=children, staff__in=staff
    ).values_list("child", "staff", "starts", "ends"):
        teams.setdefault(child, []).append((member, Place(starts, ends)))
    mine: set[tuple[UUID, date]] = {
        (child, on)
        for visit in visits
        if visit.staff in staff
        for child in visit.children
        for on in visit.dates
    }
    return Maker(
        roles={role: tuple(places) for role, places in roles.items()},
        staff=staff,
        teams={child: tuple(places) for child, places in teams.items()},
        visits=frozenset(mine),
    )
