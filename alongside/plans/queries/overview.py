"""The list of plans: which of the viewer's children have one, where it stands, and when its team looks again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.classrooms import queries as classrooms
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import PlanState
from alongside.plans.models import PlanVersion
from alongside.plans.queries.plans import children_planned_by
from alongside.plans.queries.services import services_for


@dataclass(frozen=True)
class PlanRow:
    """A child and where its plan stands; `version` is None where none was started.

    `version` is the one in force, else the last; `making` is the state of the one in the making beside it.
    """

    child: Child
    classroom: str
    version: PlanVersion | None
    state: PlanState | None
    making: PlanState | None
    since: date | None
    review_on: date | None
    is_due: bool


def plan_rows(viewer: Viewer, words: str = "") -> list[PlanRow]:
    """The children whose plan the viewer writes, reviews that are due first, then by name, those without a plan last.

    A coordinator's list holds the children with a plan or a service, unless she looks for a name. Two queries, however
    many children.
    """
    children = classrooms.with_classroom(children_planned_by(viewer), viewer.on)
    if viewer.is_coordinator and not words:
        served = services_for(viewer).values("child")
        children = children.filter(Q(plan__isnull=False) | Q(pk__in=served))
    for word in words.split():
        children = children.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(known_as__icontains=word)
        )
    listed = list(children)
    versions: dict[UUID, list[PlanVersion]] = {}
    for version in PlanVersion.objects.filter(plan__child__in=[child.pk for child in listed]).select_related(
        "plan"
    ):
        versions.setdefault(version.plan.child_id, []).append(version)
    rows = [_row(child, versions.get(child.pk, ()), viewer.on) for child in listed]
    return sorted(rows, key=lambda row: (row.version is None, (row.is_due and row.review_on) or date.max))


def _row(child: Child, versions: Iterable[PlanVersion], on: date) -> PlanRow:
    states: list[tuple[PlanVersion | None, PlanState | None]]
    states = [(version, version.state_on(on)) for version in versions]
    in_force = [each for each in states if each[1] is PlanState.IN_FORCE]
    version, state = (in_force or states or [(None, None)])[-1]
    making = next(
        (each for row, each in states if row and row.in_force_from is None and row is not version), None
    )
    is_in_force = state is PlanState.IN_FORCE
    review_on = version.review_on if version else None
    return PlanRow(
        child=child,
        classroom=getattr(child, "classroom_name", "") or "",
        version=version,
        state=state,
        making=making,
        since=version.in_force_from if version and is_in_force else None,
        review_on=review_on,
        is_due=bool(is_in_force and review_on and review_on <= on),
    )
