"""Which rows of an import stay when it is taken back after something has been built upon them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.trust.rules import Change, Kept

BOUND = frozenset(
    {
        "people.guardianship", "people.externalid", "people.teammembership", "classrooms.schoolcycle",
        "classrooms.enrolment", "classrooms.classteacher", "classrooms.routine", "plans.servicetherapist",
    }
)  # fmt: skip
"""Rows that only say something of others, and mean nothing without them."""


def what_stays(undoing: Sequence[Change], in_their_own_right: Iterable[Kept]) -> list[Kept]:
    """The changes that are not undone, first those of rows that stay in their own right.

    What a row that stays points to stays under it. What only says something of a row that stays in its own right (who
    gives a service, which class a child is in) stays with it. Of a row that stays only because others need it, such as
    the class of one child, the rest goes, except what speaks of nothing but rows that stay.
    """
    removals = {change.id: change for change in undoing if change.after is None}
    points_to = _points_to(removals)
    said_of: dict[UUID, list[UUID]] = defaultdict(list)
    for id, targets in points_to.items():
        if removals[id].model in BOUND:
            for target in targets:
                said_of[target].append(id)
    places = _places_in_teams(removals)
    found = [kept for kept in in_their_own_right if kept.change.id in removals]
    own = {kept.change.id for kept in found}
    stays = set(own)
    for kept in found:  # It grows while it is walked, until nothing more follows.
        here = kept.change.id
        needed = {*points_to[here], *_place_in_team(kept.change, removals, places)} - stays
        stays |= needed
        told = {
            id for id in said_of[here] if id not in stays and (here in own or stays.issuperset(points_to[id]))
        }
        stays |= told
        found += [Kept(removals[id], _("It is kept: what stays needs it.")) for id in needed]
        found += [Kept(removals[id], _("It is kept with what it belongs to.")) for id in told]
    return [*found, *_ended_for(undoing, [kept.change for kept in found])]


def _points_to(removals: dict[UUID, Change]) -> dict[UUID, list[UUID]]:
    """For each row the other rows of the import whose ids it holds."""
    by_text = {str(id): id for id in removals}
    return {
        id: [
            by_text[value]
            for value in (change.before or {}).values()
            if isinstance(value, str) and value in by_text
        ]
        for id, change in removals.items()
    }


def _places_in_teams(removals: dict[UUID, Change]) -> dict[tuple[Any, Any], UUID]:
    return {
        (change.before["child_id"], change.before["staff_id"]): id
        for id, change in removals.items()
        if change.model == "people.teammembership" and change.before
    }


def _place_in_team(
    change: Change, removals: dict[UUID, Change], places: dict[tuple[Any, Any], UUID]
) -> set[UUID]:
    """The place in the team that lets the therapist who is named for a service see its child."""
    if change.model != "plans.servicetherapist" or not change.before:
        return set()
    service = removals.get(UUID(change.before["service_id"]))
    child = service.before["child_id"] if service and service.before else None
    place = places.get((child, change.before["staff_id"]))
    return {place} if place else set()


def _ended_for(undoing: Iterable[Change], staying: Iterable[Change]) -> list[Kept]:
    """The services that ended because one that stays follows them: begun again, the child would be owed both."""
    followed = {_owed(change) for change in staying if change.model == "plans.service"}
    return [
        Kept(change, _("It is kept: the service that follows it stays."))
        for change in undoing
        if change.model == "plans.service" and change.after is not None and _owed(change) in followed
    ]


def _owed(change: Change) -> tuple[Any, Any] | None:
    values = change.before or {}
    return (values["child_id"], values.get("discipline")) if "child_id" in values else None
