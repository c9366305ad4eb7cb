"""The goal bank, and what a class teacher reads of her children's goals."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.models import Goal, PlanVersion
from alongside.plans.queries.plans import in_force_on
from alongside.plans.rules.goals import criterion_in_words
from alongside.wording.plain import plain

_BANK = Path(__file__).resolve().parent.parent / "bank"


@dataclass(frozen=True)
class BankGoal:
    """A goal of the bank, written for this project, to begin from.

    `fields` are a `Goal`'s own (title, condition, measure, criterion …), without a baseline, which is the child's own;
    `baseline_hint` says how to take one. `ages` are from and to, in years, both included. `settings` are routine kinds.
    """

    id: str
    discipline: Discipline
    area: str
    ages: tuple[int, int]
    title: str
    criterion: str
    baseline_hint: str
    settings: tuple[str, ...]
    strategies: tuple[str, ...]
    plain: str
    fields: dict[str, Any]
    words: str


@dataclass(frozen=True)
class ClassGoals:
    """What a class teacher reads of one child's plan in force."""

    child: Child
    version: PlanVersion
    accommodations: str
    goals: list[Goal]


def bank(query: str = "", discipline: str = "", age: int | None = None, limit: int = 20) -> list[BankGoal]:
    """The goals of the bank in which every word of `query` begins some word; those with it in their title first.

    An empty `discipline`, or no `age` (in years), is any. Case and accents do not matter. The bank is nobody's data, so
    nobody is asked who looks.
    """
    asked = plain(query).split()
    found = [
        goal
        for goal in _whole_bank()
        if (not discipline or goal.discipline == discipline)
        and (age is None or goal.ages[0] <= age <= goal.ages[1])
        and all(f" {word}" in goal.words for word in asked)
    ]
    in_title = {goal.id for goal in found if all(f" {word}" in f" {plain(goal.title)}" for word in asked)}
    return sorted(found, key=lambda goal: goal.id not in in_title)[:limit]


def bank_goal(bank_id: str) -> BankGoal | None:
    """One goal of the bank by its id."""
    return next((goal for goal in _whole_bank() if goal.id == bank_id), None)


@cache
def _whole_bank() -> tuple[BankGoal, ...]:
    return tuple(
        _read(entry, discipline)
        for discipline in Discipline
        for entry in json.loads((_BANK / f"{discipline.value}.json").read_text(encoding="utf-8"))
    )


def _read(entry: dict[str, Any], discipline: Discipline) -> BankGoal:
    criterion, scale = entry["criterion"], entry["scale"] or {}
    fields = {
        "discipline": discipline.value,
        "title": entry["title"],
        "condition": entry["condition"],
        "behaviour": entry["behaviour"],
        "measure": entry["measure"],
        "criterion_value": Decimal(str(criterion["value"])),
        "criterion_of": criterion["of"],
        "criterion_unit": criterion["unit"],
        "criterion_direction": criterion["direction"],
        "criterion_over": criterion["over"],
        "settings": entry["settings"],
        "people": entry["people"],
        "plain": entry["plain"],
        "child_words": entry["child"],
        "scale_dimension": scale.get("dimension", ""),
        "scale": scale.get("levels", []),
        "parts": entry.get("parts", []),
        "interval_seconds": entry.get("interval_seconds"),
    }
    searched = (entry["title"], entry["area"], entry["plain"], entry["behaviour"], entry["condition"])
    first, last = entry["ages"]
    return BankGoal(
        id=entry["id"],
        discipline=discipline,
        area=entry["area"],
        ages=(first, last),
        title=entry["title"],
        criterion=criterion_in_words(Goal(**fields)),
        baseline_hint=entry["baseline_hint"],
        settings=tuple(entry["settings"]),
        strategies=tuple(entry["strategies"]),
        plain=entry["plain"],
        fields=fields,
        words=f" {' '.join(plain(text) for text in searched)}",
    )


def goals_in_force(viewer: Viewer, children: Collection[UUID], on: date) -> dict[UUID, list[Goal]]:
    """The goals of each child's plan in force on a day, with their places in the matrix, by child: three queries.

    Asked on behalf of any viewer: what may be shown is the caller's question.
    """
    versions = PlanVersion.objects.filter(
        in_force_on(on), organisation=viewer.organisation, plan__child__in=children
    )
    versions = versions.select_related("plan").prefetch_related("goals__opportunities")
    return {version.plan.child_id: list(version.goals.all()) for version in versions}


def goals_for_teacher(viewer: Viewer, classroom_id: UUID) -> list[ClassGoals]:
    """Goals and accommodations in force of the children of a class, by name, for its teacher and coordinators.

    Empty for everybody else. The number of queries does not grow with the class.
    """
    asked = classrooms.classrooms_for if viewer.is_coordinator else classrooms.classrooms_taught_by
    classroom = asked(viewer).filter(pk=classroom_id).first()
    if classroom is None:
        return []
    children = classrooms.children_of_class(viewer, classroom)
    versions = (
        PlanVersion.objects.filter(in_force_on(viewer.on), plan__child__in=children.values("pk"))
        .select_related("plan__child")
        .prefetch_related("goals")
        .order_by("plan__child__given_name", "plan__child__family_name")
    )
    return [
        ClassGoals(version.plan.child, version, version.accommodations, list(version.goals.all()))
        for version in versions
    ]
