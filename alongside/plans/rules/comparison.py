"""What is different between two versions of a plan, part by part, with both texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.plans.models import Goal, Objective, Opportunity, PlannedService, PlanVersion
from alongside.plans.rules.values import ANSWERS, in_words
from alongside.wording.joins import clauses, headed

R = TypeVar("R", bound=models.Model)

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say differently.

    `part` is the heading ("Goals"), `about` the goal or service by name (empty for the plan's own texts), `field` what
    of it (empty where the whole was added or removed), `how` is "added", "removed" or "changed". `before` and `after`
    are both texts, one of them empty where something was added or removed.
    """

    part: str
    about: str
    field: str
    how: str
    before: str
    after: str


_PLAN_TEXTS = {
    "strengths": gettext_lazy("Strengths"),
    "needs": gettext_lazy("Needs"),
    "child_words": gettext_lazy("In the child’s own words"),
    "family_words": gettext_lazy("In the family’s own words"),
    "accommodations": gettext_lazy("Accommodations"),
    "review_on": gettext_lazy("Review"),
}
_GOAL_FIELDS = {
    "title": gettext_lazy("Name"),
    "discipline": gettext_lazy("Discipline"),
    "condition": gettext_lazy("Condition"),
    "behaviour": gettext_lazy("What the child does"),
    "measure": gettext_lazy("Measure"),
    "criterion_direction": gettext_lazy("At least or at most"),
    "criterion_value": gettext_lazy("Criterion"),
    "criterion_of": gettext_lazy("Out of"),
    "criterion_unit": gettext_lazy("Unit"),
    "criterion_over": gettext_lazy("Over how long"),
    "baseline_value": gettext_lazy("Baseline"),
    "baseline_text": gettext_lazy("Baseline in words"),
    "baseline_on": gettext_lazy("Baseline taken on"),
    "target_on": gettext_lazy("Target"),
    "settings": gettext_lazy("Where it must show"),
    "people": gettext_lazy("With whom it must show"),
    "importance": gettext_lazy("Importance"),
    "difficulty": gettext_lazy("Difficulty"),
    "scale_dimension": gettext_lazy("What changes on the scale"),
    "scale": gettext_lazy("Scale"),
    "parts": gettext_lazy("Steps or levels"),
    "interval_seconds": gettext_lazy("Seconds of an interval"),
    "plain": gettext_lazy("In plain words"),
    "child_words": gettext_lazy("In the child’s words"),
}
_SERVICE_FIELDS = {
    "minutes": gettext_lazy("Minutes"),
    "times": gettext_lazy("Times"),
    "per": gettext_lazy("How often"),
    "starts": gettext_lazy("Starts"),
    "ends": gettext_lazy("Ends"),
    "pattern": gettext_lazy("Pattern"),
    "steps": gettext_lazy("Steps"),
    "model": gettext_lazy("Delivery"),
    "max_group": gettext_lazy("Children in a group at most"),
    "group": gettext_lazy("Group"),
    "min_days_apart": gettext_lazy("Days apart at least"),
    "make_up": gettext_lazy("What is made up"),
    "reason": gettext_lazy("Reason for the delivery"),
    "look_again_on": gettext_lazy("Look again on"),
}


def label_of(field: str) -> str:
    """What a field of a plan, a goal, a service or a cell is called; empty for one that is not compared."""
    if field in ANSWERS:
        return str(ANSWERS[field].question)
    named: dict[str, Any] = {
        **_SERVICE_FIELDS,
        **_GOAL_FIELDS,
        **_PLAN_TEXTS,
        "therapists": _("Given by"),
        "times_a_week": _("Times a week"),
        "how": _("How"),
        "by_on": _("By"),
        "text": _("Text"),
    }
    return str(named.get(field, ""))


def differences(before: PlanVersion, after: PlanVersion) -> list[Difference]:
    """Everything that differs, in the order of a plan; both versions must have been read whole.

    Goals and services are followed by their lineage, steps and home routines by their place, a cell of the matrix by
    goal, routine and person. The order of goals is no difference.
    """
    return [
        *_changed(_("The plan"), "", before, after, _PLAN_TEXTS),
        *_among(_("Goals"), before.goals.all(), after.goals.all(), _lineage, _goal, _GOAL_FIELDS),
        *_among(
            _("Steps"),
            [step for goal in before.goals.all() for step in goal.objectives.all()],
            [step for goal in after.goals.all() for step in goal.objectives.all()],
            lambda step: (step.goal.lineage, step.place),
            _objective,
            {"text": _("Text"), "by_on": _("By")},
        ),
        *_among(
            _("Services"),
            before.planned_services.all(),
            after.planned_services.all(),
            _lineage,
            _service,
            _SERVICE_FIELDS,
        ),
        *_therapists(before, after),
        *_among(
            _("Routines at home"),
            before.home_routines.all(),
            after.home_routines.all(),
            lambda home: home.place,
            lambda home: home.name,
            {"name": _("Name")},
        ),
        *_among(
            _("Where it is practised"),
            [cell for goal in before.goals.all() for cell in goal.opportunities.all()],
            [cell for goal in after.goals.all() for cell in goal.opportunities.all()],
            lambda cell: (cell.goal.lineage, cell.kind, cell.home and cell.home.place, cell.who),
            _opportunity,
            {"times_a_week": _("Times a week"), "how": _("How")},
        ),
    ]


def _among(
    part: str,
    before: Iterable[R],
    after: Iterable[R],
    key: Callable[[R], Hashable],
    name: Callable[[R], str],
    fields: dict[str, Any],
) -> Iterator[Difference]:
    were, are = {key(row): row for row in before}, {key(row): row for row in after}
    for same, row in were.items():
        if same in are:
            yield from _changed(part, name(are[same]), row, are[same], fields)
        else:
            yield Difference(part, name(row), "", REMOVED, name(row), "")
    for same, row in are.items():
        if same not in were:
            yield Difference(part, name(row), "", ADDED, "", name(row))


def _changed(
    part: str, about: str, before: models.Model, after: models.Model, fields: dict[str, Any]
) -> Iterator[Difference]:
    for field, label in fields.items():
        if getattr(before, field) != getattr(after, field):
            yield Difference(part, about, str(label), CHANGED, _said(before, field), _said(after, field))


def _therapists(before: PlanVersion, after: PlanVersion) -> Iterator[Difference]:
    were = {service.lineage: _names(service) for service in before.planned_services.all()}
    for service in after.planned_services.all():
        names = _names(service)
        if service.lineage in were and were[service.lineage] != names:
            yield Difference(
                _("Services"), _service(service), _("Given by"), CHANGED, were[service.lineage], names
            )


def _names(service: PlannedService) -> str:
    return clauses(sorted(str(therapist.name) for therapist in service.therapists.all()))


def _lineage(row: Goal | PlannedService) -> Hashable:
    return row.lineage


def _goal(goal: Goal) -> str:
    return goal.title


def _objective(step: Objective) -> str:
    return headed(step.goal.title, step.text)


def _service(service: PlannedService) -> str:
    return _("{discipline}: {times} × {minutes} min {per}").format(
        discipline=service.get_discipline_display(),
        times=service.times,
        minutes=service.minutes,
        per=service.get_per_display(),
    )


def _opportunity(cell: Opportunity) -> str:
    where = cell.home.name if cell.home else cell.get_kind_display()
    return headed(cell.goal.title, clauses([where, cell.get_who_display()]))


def _said(row: models.Model, field: str) -> str:
    return in_words(row, field, getattr(row, field))
