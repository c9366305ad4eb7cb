"""Every write about services but their values: what is promised, the model chosen, what the timetable reads of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.people.actions import audit
from alongside.people.models import StaffMember
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions.texts import keep_typed
from alongside.plans.actions.values import name_therapists
from alongside.plans.choices import DELIVERIES, Model
from alongside.plans.models import (
    Opportunity,
    PlannedService,
    PlanVersion,
    Service,
    ServiceTherapist,
)
from alongside.plans.rules import decision, fit
from alongside.plans.rules.faults import AtFault, Fault
from alongside.plans.rules.owed import places_in_cycle
from alongside.plans.rules.planned import faults_of, promise_of
from alongside.plans.rules.plans import check_can_write, check_can_write_plan


@transaction.atomic
def add_planned_service(
    *,
    version: PlanVersion,
    therapists: Sequence[StaffMember] = (),
    by: Viewer,
    at: datetime,
    **terms: Any,
) -> PlannedService:
    """Adds a service in the plan's own unit; `terms` are its own fields."""
    check_can_write(by, version)
    planned = PlannedService(organisation=version.organisation, version=version, **terms)
    if faults := faults_of(planned, therapists, version.planned_services.all(), version.goals.all()):
        raise AtFault(faults)
    planned.save()
    name_therapists(planned=planned, therapists=therapists, by=by, at=at)
    audit(by, at, "planned_service.added", planned)
    return planned


@transaction.atomic
def remove_planned_service(*, planned: PlannedService, by: Viewer, at: datetime) -> None:
    """Takes a service out of a draft."""
    check_can_write(by, planned.version)
    audit(by, at, "planned_service.removed", planned)
    planned.delete()


@transaction.atomic
def decide(
    *,
    planned: PlannedService,
    answers: Mapping[str, str],
    asked: Sequence[str],
    model: Model,
    reason: str,
    look_again_on: date | None,
    by: Viewer,
    at: datetime,
) -> PlannedService:
    """Writes down the team's choice of a delivery model: the answers, who was asked, why, and when to look again."""
    check_can_write(by, planned.version)
    if not reason.strip():
        raise AtFault([Fault("reason", _("Say why the team chose this; a sentence is enough."))])
    if look_again_on is None or look_again_on <= by.on:
        raise AtFault([Fault("look_again_on", _("Choose a day to come on which the team looks again."))])
    known = {criterion.key for criterion in decision.CRITERIA}
    planned.answers = {key: answer for key, answer in answers.items() if key in known and answer}
    planned.asked, planned.model, planned.reason = list(asked), model, reason
    planned.decided_on, planned.look_again_on = by.on, look_again_on
    planned.save()
    keep_typed(
        version=planned.version, target=planned.pk, field="reason", text=reason, stands=True, by=by, at=at
    )
    audit(by, at, "planned_service.decided", planned, model=model)
    return planned


@transaction.atomic
def write_services(*, version: PlanVersion, on: date, by: Viewer, at: datetime) -> int:
    """Lets the timetable read what comes into force on a day. Returns how many services it reads from now on.

    A service that goes on unchanged keeps its row; one that changed ends on that day and its successor begins. One that
    was written by hand ends where the plan has a service of its discipline. Consultation, and what is rarer than the
    timetable's cycle, takes no place in it.
    """
    child = version.plan.child
    check_can_write_plan(by, child)
    calendar = classrooms.calendar_of(child.school)
    if calendar is None:
        raise NotNow(
            _(
                "The terms of {school} are not known yet, so what is owed cannot be counted. Add them first."
            ).format(school=child.school.name)
        )
    goals = list(version.goals.all())
    opportunities = list(Opportunity.objects.filter(goal__version=version))
    running = list(Service.objects.filter(child=child).exclude(ends__lte=on).select_related("planned"))
    standing = {row.planned.lineage: row for row in running if row.planned}
    disciplines = {planned.discipline for planned in version.planned_services.all()}
    for row in running:
        if row.planned is None and row.discipline in disciplines:
            _end(row, on)
    written = 0
    for planned in version.planned_services.prefetch_related("therapists"):
        begins = max(on, planned.starts)
        sessions = places_in_cycle(promise_of(planned), calendar, begins)
        before = standing.pop(planned.lineage, None)
        wanted = _wanted(planned, sessions, fit.as_fit(fit.fits(goals, opportunities, planned.discipline)))
        if wanted and before and _same(before, planned, wanted):
            before.planned = planned
            before.save(update_fields=["planned"])
            written += 1
            continue
        if before:
            _end(before, begins)
        if wanted:
            _begin(planned, wanted, begins, version)
            written += 1
    for left in standing.values():
        _end(left, on)
    audit(by, at, "services.written", version, services=written)
    return written


def _wanted(planned: PlannedService, sessions: int, fits: dict[str, int]) -> dict[str, Any] | None:
    """The fields of the row that the timetable is to read; None where it is to read none."""
    model = Model(planned.model or Model.COMBINATION)
    if not sessions or model not in DELIVERIES:
        return None
    return {
        "discipline": planned.discipline,
        "sessions": sessions,
        "minutes": planned.minutes,
        "delivery": DELIVERIES[model],
        "max_group": planned.max_group,
        "group": planned.group,
        "min_days_apart": planned.min_days_apart,
        "priority": planned.priority,
        "fit": fits,
        "pull_out_fit": fit.PULL_OUT_FIT[model],
        "ends": planned.ends,
    }


def _same(row: Service, planned: PlannedService, wanted: dict[str, Any]) -> bool:
    named = {each.pk for each in row.therapists.all()}
    return named == {each.pk for each in planned.therapists.all()} and all(
        getattr(row, name) == value for name, value in wanted.items()
    )


def _begin(planned: PlannedService, wanted: dict[str, Any], on: date, version: PlanVersion) -> None:
    row = Service.objects.create(
        organisation=version.organisation, child=version.plan.child, planned=planned, starts=on, **wanted
    )
    ServiceTherapist.objects.bulk_create(
        [
            ServiceTherapist(organisation=version.organisation, service=row, staff=therapist)
            for therapist in planned.therapists.all()
        ]
    )


def _end(row: Service, on: date) -> None:
    row.ends = max(on, row.starts)
    row.save(update_fields=["ends"])
