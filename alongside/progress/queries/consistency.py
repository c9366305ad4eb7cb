"""A child's goals over the day and at home: what the plan wants, what adults were given, and what was done of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.capture.choices import Setting
from alongside.capture.queries.seen import standing_observations
from alongside.classrooms import queries as classrooms
from alongside.people.models import Child, School
from alongside.people.rules import Viewer
from alongside.plans.models import PlanVersion
from alongside.plans.queries.matrix import matrix
from alongside.plans.queries.plans import children_planned_by, in_force_on
from alongside.plans.rules.matrix import Column
from alongside.progress.queries.observed import observed
from alongside.progress.rules.consistency import CostliestGap, Place, Supported, asked_days, costliest_gap
from alongside.schooltime.spans import DateSpan
from alongside.strategies.queries.uses import given_between, uses_of

#: So many school days back: four weeks.
SPAN = 20

#: The place of what was recorded outside every routine of the page.
ELSEWHERE = ""


@dataclass(frozen=True)
class Consistency:
    """A child's page of where the day supports each goal; `days` are the school days looked at, the last first.

    `missing` says what to do where the class's day is not known.
    """

    child: Child
    columns: tuple[Column, ...]
    rows: tuple[Supported, ...]
    days: tuple[date, ...]
    gap: CostliestGap | None
    missing: str

    @property
    def since(self) -> date | None:
        return self.days[-1] if self.days else None


def consistency_of(viewer: Viewer, child_id: UUID) -> Consistency | None:
    """The page for one child, or None where there is none that the viewer may see: the child's team and coordinators.

    The same number of queries for one goal as for many.
    """
    child = children_planned_by(viewer).filter(pk=child_id).select_related("school").first()
    if child is None:
        return None
    version = (
        PlanVersion.objects.filter(in_force_on(viewer.on), plan__child=child)
        .select_related("plan__child")
        .first()
    )
    page = matrix(viewer, version) if version else None
    if version is None or page is None:
        return Consistency(child, (), (), (), None, "")
    days = _school_days(child.school, version.in_force_from or viewer.on, viewer.on)
    done, given = _told(child, days) if days else ({}, {})
    rows = []
    for row in page.rows:
        lineage = row.goal.lineage
        places = tuple(
            Place(
                column=cell.column,
                planned=cell.opportunities,
                given=frozenset(given.get((lineage, _key(cell.column)), ())),
                days={who: frozenset(on) for who, on in done.get((lineage, _key(cell.column)), {}).items()},
                asked=asked_days(cell.opportunities, len(days)),
            )
            for cell in row.cells
        )
        named = {_key(column) for column in page.columns}
        elsewhere = {
            on
            for (whose, key), by_adult in done.items()
            if whose == lineage and key not in named
            for on_days in by_adult.values()
            for on in on_days
        }
        rows.append(Supported(row.goal, places, frozenset(elsewhere)))
    return Consistency(
        child, page.columns, tuple(rows), tuple(days), costliest_gap(rows, len(days)), page.missing
    )


def _school_days(school: School, since: date, on: date) -> list[date]:
    """The last school days up to a day and no earlier than the plan, the last first."""
    calendar = classrooms.calendar_of(school)
    if calendar is None or since > on:
        return []
    span = DateSpan(max(since, on - timedelta(days=120)), on + timedelta(days=1))
    return [day for day, _day in calendar.school_days(span)][-SPAN:][::-1]


def _key(column: Column) -> str:
    """What a column goes by in what was recorded: the routine's kind, or the family's name for it."""
    return f"home:{column.home.name.casefold()}" if column.home else column.kind


def _told(
    child: Child, days: list[date]
) -> tuple[dict[tuple[UUID, str], dict[str, set[date]]], dict[tuple[UUID, str], set[str]]]:
    """By goal and place: on which days which adult did something; and who has been given a strategy there now."""
    span = DateSpan(days[-1], days[0] + timedelta(days=1))
    done: dict[tuple[UUID, str], dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    given: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    for use in uses_of([child.pk], span):
        if use.was_used and use.lineage:
            done[use.lineage, _place(use.kind, use.home)][use.who].add(use.on)
    for each in given_between([child.pk], DateSpan(days[0], days[0] + timedelta(days=1))):
        if each.lineage:
            given[each.lineage, _place(each.kind, each.home)].add(each.who)
    for row in observed(standing_observations().filter(child=child, lineage__isnull=False)):
        seen = row.seen
        if row.lineage and span.starts <= seen.on and seen.on <= days[0]:
            at_school = seen.setting != Setting.HOME
            done[row.lineage, seen.routine_kind if at_school else ELSEWHERE][seen.adult].add(seen.on)
    return done, given


def _place(kind: str, home: str) -> str:
    return kind or f"home:{home.casefold()}"
