"""What the record says of a goal: its points, phases, trend and aimline, and what a team may talk about next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.models import DatedSession
from alongside.capture.queries.seen import standing_observations
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal, PlannedService, PlanVersion
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.choices import Step
from alongside.progress.models import Decision, Probe
from alongside.progress.queries.observed import observed
from alongside.progress.queries.used import strategies_used
from alongside.progress.rules.agreement import Agreement, agreement_of
from alongside.progress.rules.phases import (
    BEFORE,
    PhaseChange,
    fitting,
    given_as,
    phase_changes,
    phase_on,
    present_stretch,
    series_of,
)
from alongside.progress.rules.points import (
    Point,
    Scale,
    Seen,
    in_usual_condition,
    points_by_routine,
    points_of,
    scale_of,
)
from alongside.progress.rules.reading import (
    TREND_FROM,
    CarriedOut,
    Reading,
    aim_of,
    read,
    what_it_would_take,
)
from alongside.scheduling.queries.planned import planned_visits
from alongside.schooltime.spans import DateSpan
from alongside.stats import Estimate, NotDefined
from alongside.stats.series import Series
from alongside.stats.trend import Aimline, Trend, autocorrelation, ols
from alongside.strategies.queries.fidelity import LookRow, looks_of

T = TypeVar("T")


@dataclass(frozen=True)
class GoalRecord:
    """One goal and all that was seen of it.

    `points` make the one series that is judged: the usual setting and adult of each phase. `apart` are the others:
    another place, another adult, a second observer. `aim` is the aimline or why there is none. `trend` is that of the
    present phase, and `takes` what the goal asks for from here. `refused` says which observations the record cannot
    hold. `lag` is how far one session colours the next. `probes` are those that were not put aside.
    """

    child: Child
    goal: Goal
    scale: Scale
    points: tuple[Point, ...]
    apart: tuple[Point, ...]
    changes: tuple[PhaseChange, ...]
    series: Series
    aim: Aimline | str
    trend: Trend | None
    carried_out: CarriedOut
    reading: Reading
    takes: str
    lag: Estimate | None
    agreement: Agreement | None
    refused: tuple[str, ...]
    decisions: tuple[Decision, ...]
    probes: tuple[Probe, ...]
    seen: tuple[Seen, ...]
    since: date

    @cached_property
    def by_routine(self) -> tuple[Point, ...]:
        """All points again, one for each routine of a session: for places, never for a trend."""
        return tuple(fitting(points_by_routine(self.scale, self.seen), self.scale, self.since)[0])

    @property
    def lineage(self) -> UUID:
        return self.goal.lineage

    @property
    def phase_starts(self) -> date | None:
        """The first day of the present phase, None before the plan was in force."""
        return self.changes[-1].on if self.changes else None

    def phase_of(self, point: Point) -> str:
        """The key of the phase that a point lies in."""
        return phase_on(point.on, self.changes)


def record_of(viewer: Viewer, child_id: UUID, lineage: UUID) -> GoalRecord | None:
    """One goal's record, or None where there is none that the viewer may see: the child's team and coordinators may."""
    child = children_planned_by(viewer).filter(pk=child_id).select_related("school").first()
    if child is None:
        return None
    records = records_of(viewer, [child]).get(child.pk, [])
    return next((record for record in records if record.lineage == lineage), None)


def records_of(
    viewer: Viewer, children: Collection[Child], until: date | None = None
) -> dict[UUID, list[GoalRecord]]:
    """The records of many children's goals, by child, up to a day (the day of looking, unless given).

    As many queries for one child as for a hundred. Of each plan the version in force counts, or the last that was; a
    goal has its points through all versions. Children whose plan the viewer does not write are left out.
    """
    mine = set(
        children_planned_by(viewer).filter(pk__in=[each.pk for each in children]).values_list("pk", flat=True)
    )
    return _records(viewer, {child.pk: child for child in children if child.pk in mine}, until or viewer.on)


def records_for_family(viewer: Viewer, child_id: UUID) -> list[GoalRecord]:
    """Every goal of the viewer's own child, for a guardian who reads progress; empty for everybody else."""
    own = children_of_guardian(viewer, Right.READ_REPORTS).filter(pk=child_id)
    child = own.select_related("school").first()
    return _records(viewer, {child.pk: child}, viewer.on).get(child.pk, []) if child else []


def _records(viewer: Viewer, asked: Mapping[UUID, Child], on: date) -> dict[UUID, list[GoalRecord]]:
    """The records of children whom the viewer may see."""
    versions: dict[UUID, list[PlanVersion]] = defaultdict(list)
    begun = PlanVersion.objects.filter(plan__child__in=asked, in_force_from__lte=on)
    rows = list(begun.select_related("plan__child").order_by("in_force_from", "number"))
    if not rows:
        return {}
    goals_in_order = Prefetch("goals", Goal.objects.order_by("place", "pk"))
    prefetch_related_objects(rows, "planned_services")
    for version in rows:
        versions[version.plan.child_id].append(version)
    prefetch_related_objects([of_child[-1] for of_child in versions.values()], goals_in_order)
    goals = [goal for of_child in versions.values() for goal in of_child[-1].goals.all()]
    told = _Told(viewer, asked, goals, on, first=min(version.in_force_from or on for version in rows))
    return {
        pk: [told.record(asked[pk], goal, of_child) for goal in of_child[-1].goals.all()]
        for pk, of_child in versions.items()
    }


class _Told:
    """Everything that was said of some children, read once: observations, decisions, visits planned and held."""

    def __init__(
        self, viewer: Viewer, children: Mapping[UUID, Child], goals: Iterable[Goal], on: date, first: date
    ) -> None:
        self.on = on
        lineages = {goal.lineage for goal in goals}
        self.seen: dict[UUID, list[Seen]] = defaultdict(list)
        for row in observed(standing_observations().filter(lineage__in=lineages, child__in=children)):
            if row.lineage is not None and row.seen.on <= on:
                self.seen[row.lineage].append(row.seen)
        decisions = Decision.objects.filter(lineage__in=lineages, child__in=children, on__lte=on)
        self.decisions: dict[UUID, list[Decision]] = defaultdict(list)
        for decision in decisions.select_related("decided_by"):
            self.decisions[decision.lineage].append(decision)
        self.probes: dict[UUID, list[Probe]] = defaultdict(list)
        for probe in Probe.objects.filter(lineage__in=lineages, child__in=children, dropped_at=None):
            self.probes[probe.lineage].append(probe)
        lived = DateSpan(first, on) if first < on else None
        self.planned: dict[tuple[UUID, str], list[date]] = defaultdict(list)
        for visit in planned_visits(viewer, lived, children=list(children)) if lived else ():
            for share in visit.shares:
                self.planned[share.child_id, share.discipline].append(visit.on)
        self.used = strategies_used(list(children), DateSpan(first, on + timedelta(days=1)))
        self.looks: dict[UUID, list[LookRow]] = defaultdict(list)
        for look in looks_of(lineages, on):
            self.looks[look.lineage].append(look)
        self.held: dict[tuple[UUID, str], list[date]] = defaultdict(list)
        held = DatedSession.objects.filter(child__in=children, minutes__gt=0, away="", visit__on__lt=on)
        for child, discipline, day in held.values_list("child", "discipline", "visit__on"):
            self.held[child, discipline].append(day)

    def record(self, child: Child, goal: Goal, versions: list[PlanVersion]) -> GoalRecord:
        scale = scale_of(goal)
        begun = versions[0].in_force_from or self.on
        since = min(goal.baseline_on or begun, begun)
        decisions = self.decisions.get(goal.lineage, [])
        changes = phase_changes([*_given(goal, versions), *_changed(decisions)])
        seen = self.seen.get(goal.lineage, [])
        points, refused = fitting(points_of(scale, seen), scale, since)
        usual, apart = in_usual_condition(points, lambda on: phase_on(on, changes))
        series = series_of(usual, changes, scale)
        before = [
            Fraction(each.value)
            for each in series.observations
            if each.phase == BEFORE and each.value is not None
        ]
        aim = (
            aim_of(scale, before, start=goal.baseline_on or begun, due=goal.target_on)
            if goal.measure
            else _("The plan does not say yet how this goal is measured. Choose a measure in the plan.")
        )
        values, on = present_stretch(series, changes)
        carried_out = self._carried_out(child, goal, changes[-1].on if changes else begun)
        return GoalRecord(
            child=child,
            goal=goal,
            scale=scale,
            points=tuple(usual),
            apart=tuple(apart),
            changes=tuple(changes),
            series=series,
            aim=aim,
            trend=_or_none(lambda: ols(values, on)) if _enough(values) else None,
            carried_out=carried_out,
            reading=read(scale, values, on, aim, carried_out),
            takes=what_it_would_take(scale, values, on, goal.target_on),
            agreement=agreement_of(scale.measure, seen),
            lag=_or_none(lambda: autocorrelation(values)),
            refused=(*refused, *_otherwise(scale, seen)),
            decisions=tuple(decisions),
            probes=tuple(self.probes.get(goal.lineage, ())),
            seen=tuple(seen),
            since=since,
        )

    def _carried_out(self, child: Child, goal: Goal, since: date) -> CarriedOut:
        key = child.pk, goal.discipline
        planned = sum(since <= on for on in self.planned.get(key, []))
        held = sum(since <= on for on in self.held.get(key, []))
        said = [used for on, used in self.used.get((child.pk, goal.lineage), {}).items() if since <= on]
        looks = [look for look in self.looks.get(goal.lineage, ()) if since <= look.on]
        last = looks[-1] if looks else None
        return CarriedOut(
            held=min(held, planned) if planned else held,
            planned=planned,
            used=sum(said) if said else None,
            to_use=len(said) or None,
            done_well=last.done if last else None,
            to_do=last.of if last else None,
        )


def _given(goal: Goal, versions: Iterable[PlanVersion]) -> list[PhaseChange]:
    """How the goal's discipline was given, from the day on which each version of the plan said so."""
    found = []
    for version in versions:
        assert version.in_force_from is not None  # Only versions that were in force are read.
        services: list[PlannedService] = [
            service for service in version.planned_services.all() if service.discipline == goal.discipline
        ]
        if services:
            service = min(services, key=lambda each: each.starts)
            found.append(given_as(service.model, max(version.in_force_from, service.starts)))
        else:
            found.append(given_as("", version.in_force_from))
    return found


def _changed(decisions: Iterable[Decision]) -> list[PhaseChange]:
    return [
        PhaseChange(decision.on, f"change {decision.pk}", decision.words or _("Teaching changed"))
        for decision in decisions
        if decision.step == Step.CHANGE
    ]


def _otherwise(scale: Scale, seen: Iterable[Seen]) -> list[str]:
    """What was recorded by another measure, before the plan gave the goal the one that it has now."""
    counts = Counter(each.measure for each in seen if each.measure != scale.measure)
    return [
        ngettext(
            "{n} observation was recorded as “{measure}”, which the goal is not measured by now.",
            "{n} observations were recorded as “{measure}”, which the goal is not measured by now.",
            n,
        ).format(n=n, measure=Measure(measure).label)
        for measure, n in counts.items()
        if measure in Measure.values
    ]


def _enough(values: Iterable[Fraction | None]) -> bool:
    """A trend is drawn from as many points on as it is judged from."""
    return sum(value is not None for value in values) >= TREND_FROM


def _or_none(ask: Callable[[], T]) -> T | None:
    """What a statistic answers, or None where the record is too short for it: the reading says what is missing."""
    try:
        return ask()
    except NotDefined:
        return None
