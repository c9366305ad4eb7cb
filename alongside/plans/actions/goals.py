"""Every write about a draft's goals and the steps to them; `texts` and `values` save what stands in their fields."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions.values import save_values
from alongside.plans.models import Goal, Objective, PlanVersion
from alongside.plans.models.goals import GOAL_TEXTS
from alongside.plans.queries.goals import bank_goal
from alongside.plans.queries.plans import draft_held
from alongside.plans.rules.faults import AtFault, Fault, check_fields_hold
from alongside.plans.rules.plans import check_is_still_there
from alongside.plans.rules.texts import check_text_fits
from alongside.plans.rules.values import GOAL_VALUES


@transaction.atomic
def add_goal(
    *, version: PlanVersion, discipline: str, title: str, by: Viewer, at: datetime, **fields: Any
) -> Goal:
    """Adds a goal at the end of a draft; `fields` are any of its texts and values."""
    version = draft_held(by, version)
    last = version.goals.aggregate(last=Max("place"))["last"]
    goal = Goal(
        organisation=by.organisation,
        version=version,
        place=0 if last is None else last + 1,
        discipline=discipline,
        title=title.strip(),
        **fields,
    )
    check_text_fits(goal, "title", goal.title)
    check_fields_hold(goal, *GOAL_VALUES, *GOAL_TEXTS)
    goal.save()
    audit(by, at, "goal.added", goal)
    return goal


@transaction.atomic
def add_goal_from_bank(*, version: PlanVersion, bank_id: str, by: Viewer, at: datetime) -> Goal:
    """Adds a goal of the bank as a beginning, all but its baseline, which is the child's own."""
    found = bank_goal(bank_id)
    if found is None:
        raise NotNow(_("This goal is no longer in the bank. Choose another, or write it yourself."))
    return add_goal(version=version, by=by, at=at, bank_id=found.id, **found.fields)


@transaction.atomic
def change_goal(*, goal: Goal, by: Viewer, at: datetime, **fields: Any) -> list[Fault]:
    """Sets values of a goal (those in `GOAL_VALUES`); returns what contradicts itself now, field by field.

    Contradictions are kept in a draft: the other half of a change may be still to come, and nothing typed is lost. A
    value that its field cannot hold at all raises `AtFault`, and nothing is changed.
    """
    if unknown := set(fields) - set(GOAL_VALUES):
        raise LookupError(f"{sorted(unknown)} are no values of a goal; texts are saved by save_text")
    outcome = save_values(version=goal.version, target=goal, values=fields, seen={}, by=by, at=at)
    if outcome.refused:
        raise AtFault(outcome.refused)
    return list(outcome.faults)


@transaction.atomic
def move_goal(*, goal: Goal, to: int, by: Viewer, at: datetime) -> None:
    """Moves a goal to a place in its plan, counted from 0; beyond the end is the end."""
    goal = _held(goal, by)
    order = list(Goal.objects.filter(version=goal.version_id).order_by("place", "pk"))
    order.remove(goal)
    order.insert(max(to, 0), goal)
    for place, each in enumerate(order):
        each.place = place
    Goal.objects.bulk_update(order, ["place"])
    audit(by, at, "goal.moved", goal, to=goal.place)


@transaction.atomic
def remove_goal(*, goal: Goal, by: Viewer, at: datetime) -> None:
    """Takes a goal out of a draft with its steps and cells; versions before it keep theirs, and typed texts stay."""
    goal = _held(goal, by)
    audit(by, at, "goal.removed", goal)
    goal.delete()


@transaction.atomic
def add_objective(*, goal: Goal, text: str, by_on: date | None = None, by: Viewer, at: datetime) -> Objective:
    """Adds a step on the way to a goal, and the day by which it is looked for."""
    goal = _held(goal, by)
    if not text.strip():
        raise AtFault([Fault("text", _("Say what the child does at this step."))])
    last = goal.objectives.aggregate(last=Max("place"))["last"]
    step = Objective.objects.create(
        organisation=by.organisation,
        goal=goal,
        place=0 if last is None else last + 1,
        text=text.strip(),
        by_on=by_on,
    )
    audit(by, at, "objective.added", step)
    return step


@transaction.atomic
def remove_objective(*, objective: Objective, by: Viewer, at: datetime) -> None:
    """Takes a step out of a draft."""
    _held(objective.goal, by)
    check_is_still_there(objective)
    audit(by, at, "objective.removed", objective)
    objective.delete()


def _held(goal: Goal, by: Viewer) -> Goal:
    """The goal as it stands this moment, in a draft that the viewer may write; refuses one that was removed."""
    version = draft_held(by, goal.version)
    check_is_still_there(goal)
    found = Goal.objects.get(pk=goal.pk, version=version)
    found.version = version
    return found
