"""Every write about services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from alongside.classrooms import actions as classrooms
from alongside.people import queries as people
from alongside.people.actions import audit
from alongside.people.models import Child, StaffMember
from alongside.people.rules import NotNow, Viewer, check_can_run_programme, check_is_ours
from alongside.plans.models import Service, ServiceTherapist
from alongside.plans.rules.services import check_service_makes_sense
from alongside.trust import actions as trust
from alongside.trust.rules import Change, Kept


@transaction.atomic
def add_service(
    *, child: Child, therapists: Sequence[StaffMember] = (), by: Viewer, at: datetime, **terms: Any
) -> Service:
    """Adds a service to a child; `terms` are the service's own fields (discipline, sessions, minutes …)."""
    check_can_run_programme(by)
    service = Service(organisation=by.organisation, child=child, **terms)
    check_service_makes_sense(service, list(therapists))
    service.save()
    _name_therapists(service, therapists, by)
    audit(by, at, "service.added", service)
    return service


@transaction.atomic
def change_service(
    *, service: Service, therapists: Sequence[StaffMember], by: Viewer, at: datetime, **terms: Any
) -> Service:
    """Corrects a service in place; what was published stays as it was until the next build."""
    check_can_run_programme(by)
    for name, value in terms.items():
        setattr(service, name, value)
    check_service_makes_sense(service, list(therapists))
    service.save()
    service.named_therapists.all().delete()
    _name_therapists(service, therapists, by)
    audit(by, at, "service.changed", service)
    return service


@transaction.atomic
def end_service(*, service: Service, ends: date, by: Viewer, at: datetime) -> None:
    """Ends a service on a day, the first without it; its past stays."""
    check_can_run_programme(by)
    if ends < service.starts:
        raise NotNow(_("The service started on {day}. It cannot end before.").format(day=service.starts))
    service.ends = ends
    service.save(update_fields=["ends"])
    audit(by, at, "service.ended", service)


@transaction.atomic
def say_child_leaves(*, child: Child, leaves_on: date | None, by: Viewer, at: datetime) -> Child:
    """Says on which day a child is no longer here; services, class and team end on it, their past stays.

    Another day moves what ended with the first one; None says that the child stays after all.
    """
    said_before = child.leaves_on
    classrooms.say_child_leaves(child=child, leaves_on=leaves_on, by=by, at=at)
    services = Service.objects.filter(people.ends_by_leaving(leaves_on, said_before), child=child)
    ended = services.update(ends=people.end_by_leaving(leaves_on))
    audit(by, at, "child.left_services", child, services=ended)
    return child


def _name_therapists(service: Service, therapists: Sequence[StaffMember], by: Viewer) -> None:
    check_is_ours(by, *therapists)
    ServiceTherapist.objects.bulk_create(
        [
            ServiceTherapist(organisation=by.organisation, service=service, staff=therapist)
            for therapist in therapists
        ]
    )


@transaction.atomic(savepoint=False)
def take_in(
    *,
    changes: Sequence[Change],
    subject: models.Model,
    by: Viewer,
    at: datetime,
    tick: Callable[[int], None] = lambda done: None,
) -> list[Kept]:
    """Applies what a person decided in an import (or its undoing) to services.

    Returns what was left as it is, with reasons.
    """
    check_can_run_programme(by)
    foreign = {change.model for change in changes if not change.model.startswith("plans.")}
    if foreign:
        raise ValueError(f"{foreign} are not of the plans")
    return trust.apply_changes(
        changes,
        organisation_id=by.organisation.pk,
        by=by.account.pk,
        at=at,
        action="plans.taken_in",
        subject=subject,
        tick=tick,
    )
