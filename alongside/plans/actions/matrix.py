"""Every write about where goals are practised: cells of the matrix, and routines at home (`values` renames them)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions.texts import keep_typed
from alongside.plans.models import Goal, HomeRoutine, Opportunity, PlanVersion
from alongside.plans.queries.kept import last_writer
from alongside.plans.queries.plans import draft_held
from alongside.plans.rules.faults import check_fields_hold
from alongside.plans.rules.matrix import (
    SetMeanwhile,
    cell_id,
    check_how_is_free,
    check_is_one_place,
    check_name_is_free,
)
from alongside.plans.rules.plans import check_is_still_there


def set_opportunity(
    *,
    goal: Goal,
    kind: str = "",
    home: HomeRoutine | None = None,
    who: str,
    times_a_week: int,
    how: str = "",
    seen: int | None = None,
    by: Viewer,
    at: datetime,
) -> Opportunity | None:
    """Says that somebody practises a goal in a routine so many times a week (5: every day); 0 takes it away.

    The routine is a kind of the school's day, or one at home. Without `how` what was said of it stays; another one than
    stands there is refused. `seen` is how many times the writer saw there (0: nobody; None: it does not matter); where
    somebody has changed that since, theirs stands, this one's is set aside, and `SetMeanwhile` is raised. Returns the
    cell, or None where there is none any longer.
    """
    with transaction.atomic():  # What meets another's is set aside: it is refused once that is certain.
        outcome = _set(goal, kind, home, who, times_a_week, how, seen, by, at)
    if isinstance(outcome, SetMeanwhile):
        raise outcome
    return outcome


def _set(
    goal: Goal,
    kind: str,
    home: HomeRoutine | None,
    who: str,
    times_a_week: int,
    how: str,
    seen: int | None,
    by: Viewer,
    at: datetime,
) -> Opportunity | SetMeanwhile | None:
    version = draft_held(by, goal.version)
    check_is_one_place(kind, home, RoutineKind.values)
    check_is_still_there(goal)
    if home is not None:
        check_is_still_there(home)
        if home.version_id != version.pk:
            raise NotNow(_("That routine at home belongs to another version. Load the page again."))
    there = Opportunity.objects.filter(goal=goal, kind=kind, home=home, who=who).first()
    stands = there.times_a_week if there else 0
    place = there.pk if there else cell_id(goal, kind, home, who)
    if seen is not None and stands not in {seen, times_a_week}:
        _keep_times(version, place, times_a_week, stands=False, by=by, at=at)
        audit(by, at, "opportunity.set_aside", there or goal)
        writer = last_writer(by, place, "times_a_week")
        return SetMeanwhile(who=who, theirs=stands, mine=times_a_week, by=writer)
    if times_a_week == 0:
        if there is not None:
            audit(by, at, "opportunity.removed", there)
            there.delete()
            _keep_times(version, cell_id(goal, kind, home, who), 0, stands=True, by=by, at=at)
        return None
    cell = there or Opportunity(
        pk=place, organisation=by.organisation, goal=goal, kind=kind, home=home, who=who
    )
    cell.times_a_week = times_a_week
    if how:
        check_how_is_free(cell, how)
        cell.how = how
    check_fields_hold(cell, "who", "times_a_week", "how")
    cell.save()
    if times_a_week != stands:
        _keep_times(version, cell.pk, times_a_week, stands=True, by=by, at=at)
    if how:
        keep_typed(version=version, target=cell.pk, field="how", text=how, stands=True, by=by, at=at)
    audit(by, at, "opportunity.set", cell)
    return cell


def _keep_times(
    version: PlanVersion, place: UUID, times: int, *, stands: bool, by: Viewer, at: datetime
) -> None:
    """Writes down who wrote how often somebody practises in a cell."""
    text = str(times) if times else _("taken out")
    keep_typed(version=version, target=place, field="times_a_week", text=text, stands=stands, by=by, at=at)


@transaction.atomic
def add_home_routine(*, version: PlanVersion, name: str, by: Viewer, at: datetime) -> HomeRoutine:
    """Adds a routine at home as a column of its own, in the family's word for it."""
    version = draft_held(by, version)
    last = version.home_routines.aggregate(last=Max("place"))["last"]
    home = HomeRoutine(
        organisation=by.organisation,
        version=version,
        name=name.strip(),
        place=0 if last is None else last + 1,
    )
    check_name_is_free(home)
    check_fields_hold(home, "name")
    home.save()
    audit(by, at, "home_routine.added", home)
    return home


@transaction.atomic
def remove_home_routine(*, home: HomeRoutine, by: Viewer, at: datetime) -> None:
    """Takes a routine at home out of a draft, with what was practised in it."""
    draft_held(by, home.version)
    check_is_still_there(home)
    audit(by, at, "home_routine.removed", home)
    home.delete()
