"""Every write about a school's calendar: how its days turn, terms, days off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.choices import CycleKind
from alongside.classrooms.models import DayOff, SchoolCycle, Term
from alongside.people.actions import audit
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer, check_can_run_programme, check_is_ours
from alongside.schooltime.cycles import Cycle


@transaction.atomic
def set_cycle(
    *,
    school: School,
    kind: CycleKind,
    days: Sequence[str],
    weekdays: Sequence[int] = (),
    anchor_on: date,
    step: int = 5,
    by: Viewer,
    at: datetime,
) -> SchoolCycle:
    """Says how the school's days turn: names of the days, their weekdays, and a date that is day one."""
    check_can_run_programme(by)
    check_is_ours(by, school)
    try:
        cycle = Cycle(days=tuple(days), step=step, kind=kind.literal, weekdays=tuple(weekdays))
    except ValueError as fault:
        raise NotNow(str(fault)) from fault
    row, _made = SchoolCycle.objects.update_or_create(
        school=school,
        defaults={
            "organisation": by.organisation,
            "kind": kind,
            "days": list(cycle.days),
            "weekdays": list(cycle.weekdays),
            "step": step,
            "anchor_on": anchor_on,
        },
    )
    audit(by, at, "cycle.set", row)
    return row


@transaction.atomic
def add_term(*, school: School, name: str, starts: date, ends: date, by: Viewer, at: datetime) -> Term:
    """Adds a term; `ends` is the first day after it. Terms of one school do not overlap."""
    check_can_run_programme(by)
    if ends <= starts:
        raise NotNow(_("A term ends after it starts. Give {name} a later end.").format(name=name))
    other = Term.objects.filter(school=school, starts__lt=ends, ends__gt=starts).first()
    if other:
        raise NotNow(_("These dates overlap with {name}. Change one of the two.").format(name=other.name))
    term = Term.objects.create(
        organisation=by.organisation, school=school, name=name, starts=starts, ends=ends
    )
    audit(by, at, "term.added", term)
    return term


@transaction.atomic
def remove_term(*, term: Term, by: Viewer, at: datetime) -> None:
    """Takes a term away; no record of what happened in it is touched."""
    check_can_run_programme(by)
    audit(by, at, "term.removed", term)
    term.delete()


@transaction.atomic
def add_day_off(*, school: School, on: date, reason: str, by: Viewer, at: datetime) -> DayOff:
    """Says that there is no school on a day, and why."""
    check_can_run_programme(by)
    check_is_ours(by, school)
    day, _made = DayOff.objects.update_or_create(
        school=school, on=on, defaults={"organisation": by.organisation, "reason": reason}
    )
    audit(by, at, "day_off.added", day)
    return day


@transaction.atomic
def add_days_off(
    *, school: School, first: date, last: date, reason: str, by: Viewer, at: datetime
) -> list[DayOff]:
    """Says that there is no school from a day to another, both included: a holiday within a term."""
    check_can_run_programme(by)
    if last < first:
        raise NotNow(_("The last day lies before the first. Give it a later last day."))
    if (last - first).days > 92:
        raise NotNow(_("That is more than three months. End the term and begin another one instead."))
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    rows = [
        DayOff.objects.update_or_create(
            school=school, on=on, defaults={"organisation": by.organisation, "reason": reason}
        )[0]
        for on in days
    ]
    audit(by, at, "days_off.added", school, days=len(rows))
    return rows


@transaction.atomic
def remove_day_off(*, day_off: DayOff, by: Viewer, at: datetime) -> None:
    """Says that there is school after all."""
    check_can_run_programme(by)
    audit(by, at, "day_off.removed", day_off)
    day_off.delete()
