"""The values that are saved as they change, how each is read, and what is said where two people change one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import WITH, Asked, MakeUp
from alongside.plans.models import Goal, HomeRoutine, Objective, Opportunity, PlannedService, PlanVersion
from alongside.plans.rules.decision import CRITERIA
from alongside.plans.rules.faults import AtFault, Fault, check_fields_hold
from alongside.plans.rules.goals import HOME, figure
from alongside.plans.rules.matrix import check_name_is_free
from alongside.plans.rules.parts import check_interval_fits
from alongside.plans.rules.texts import Written
from alongside.wording.joins import clauses

#: Everything of a goal that is no text.
GOAL_VALUES = (
    "discipline",
    "measure",
    "criterion_value",
    "criterion_of",
    "criterion_unit",
    "criterion_direction",
    "baseline_value",
    "baseline_on",
    "target_on",
    "settings",
    "people",
    "importance",
    "difficulty",
    "scale_dimension",
    "parts",
    "interval_seconds",
)
#: The answers to the decision aid's questions, each a value of its own.
ANSWERS = {criterion.key: criterion for criterion in CRITERIA}
#: What a service promises, and how the team chose its delivery.
SERVICE_VALUES = (
    *("times", "per", "minutes", "starts", "ends", "pattern", "steps", "therapists"),
    *("max_group", "group", "min_days_apart", "priority", "make_up"),
    *ANSWERS,
    *("asked", "model", "reason", "look_again_on"),
)
#: A service's reason and a cell's how are texts; a form that is sent whole brings them among its values.
VALUES_OF: dict[type[Written], tuple[str, ...]] = {
    PlanVersion: ("review_on",),
    Goal: GOAL_VALUES,
    Objective: ("by_on",),
    PlannedService: SERVICE_VALUES,
    Opportunity: ("times_a_week", "how"),
    HomeRoutine: ("name",),
}
#: Lists in which the order says nothing.
UNORDERED = {"settings", "people", "therapists", "asked"}
#: Days on which somebody looks at something again.
AHEAD = {"review_on", "look_again_on"}


class Met(NamedTuple):
    """A field that somebody else has changed meanwhile: what stands there now in words, and who wrote it, if known."""

    field: str
    theirs: str
    by: str

    @property
    def sentence(self) -> str:
        """What the other has done."""
        said = (
            _("{name} has written “{theirs}” meanwhile.")
            if self.theirs
            else _("{name} has emptied this meanwhile.")
        )
        return said.format(name=self.by or _("Somebody"), theirs=self.theirs)


class Outcome(NamedTuple):
    """What became of each value: kept, refused with its sentence, or met by somebody else's.

    `faults` is what does not fit together in the row as it stands now; a draft keeps it.
    """

    kept: tuple[str, ...] = ()
    refused: tuple[Fault, ...] = ()
    met: tuple[Met, ...] = ()
    faults: tuple[Fault, ...] = ()


def check_has_values(target: Written, fields: Iterable[str]) -> None:
    """Refuses, as a mistake of the program, a field that is no value of that row."""
    if unknown := set(fields) - set(VALUES_OF[type(target)]):
        raise LookupError(f"{type(target).__name__} has no values {sorted(unknown)}")


def value_of(target: Written, field: str) -> Any:
    """The value as it stands in the row."""
    if isinstance(target, PlannedService) and field in ANSWERS:
        return target.answers.get(field, "")
    if field == "therapists":
        return list(target.therapists.all())  # type: ignore[union-attr]
    return getattr(target, field)


def place_value(target: Written, field: str, value: Any) -> str:
    """Puts a value into the row, unsaved; returns the column that it stands in. Therapists have rows of their own."""
    if isinstance(target, PlannedService) and field in ANSWERS:
        answers = {key: answer for key, answer in target.answers.items() if key != field}
        target.answers = answers | ({field: value} if value else {})
        return "answers"
    setattr(target, field, value)
    return field


def says_the_same(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same: nothing is nothing, and some lists have no order."""
    if field in UNORDERED:
        return set(one or ()) == set(other or ())
    return bool((one in (None, "", []) and other in (None, "", [])) or one == other)


def unfit(target: Written, fields: Iterable[str], on: date) -> list[Fault]:
    """What the row cannot hold at all of the values placed in it, so that they cannot even wait in a draft."""
    found: list[Fault] = []
    for field in fields:
        try:
            if isinstance(target, HomeRoutine):
                check_name_is_free(target)
            if isinstance(target, Goal) and field == "interval_seconds":
                check_interval_fits(target)
            if field not in ANSWERS and field != "therapists":
                check_fields_hold(target, field)
        except AtFault as fault:
            found += fault.faults
        else:
            day = value_of(target, field) if field in AHEAD else None
            if day is not None and day <= on:
                found.append(Fault(field, _("That day has passed. Choose one to come.")))
    faulty = {fault.field for fault in found}
    if isinstance(target, PlannedService) and not faulty & {"starts", "ends"}:
        sentence = _("The service ends before it has begun. Give it a later end.")
        if target.ends and target.ends <= target.starts:
            found += [Fault(field, sentence) for field in fields if field in {"starts", "ends"}]
    return found


def in_words(row: Model, field: str, value: Any) -> str:
    """A value of a row's field as a person reads it; empty where nothing is said."""
    if field == "make_up":  # Nothing said means something here.
        return str(MakeUp(value or "").label)
    if value in (None, "", []):
        return ""
    if field in ANSWERS and isinstance(row, PlannedService):
        return next((str(each.label) for each in ANSWERS[field].answers if each.key == value), str(value))
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return figure(value)
    if field == "settings":
        routines = dict(RoutineKind.choices)
        return clauses(_("At home") if each == HOME else str(routines.get(each, each)) for each in value)
    if field == "people":
        return clauses(str(WITH.get(each, each)) for each in value)
    if field == "asked":
        return clauses(str(dict(Asked.choices).get(each, each)) for each in value)
    if field == "therapists":
        return clauses(sorted(str(each.name) for each in value))
    if isinstance(value, list):
        return "\n".join(_listed(each) for each in value)
    choices: Mapping[Any, Any] = dict(getattr(row._meta.get_field(field), "flatchoices", ()))
    return str(choices.get(value, value))


def _listed(each: Any) -> str:
    if isinstance(each, dict):
        return _("from week {week}: {times} times").format(week=each.get("from"), times=each.get("times"))
    return str(each)
