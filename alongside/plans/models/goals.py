"""A plan's goals, measurable, and the objectives on the way to them."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.people.choices import MARKS, Discipline
from alongside.plans.choices import Direction, Measure, Unit
from alongside.plans.models.plans import PlanVersion
from alongside.trust.models import OrganisationOwned

#: The texts of a goal, each saved by itself while typing.
GOAL_TEXTS = ("title", "condition", "behaviour", "criterion_over", "baseline_text", "plain", "child_words")


class Goal(OrganisationOwned):
    """What a child is to be able to do: under which condition, which behaviour, how well, by when.

    `lineage` is the same goal from version to version. `settings` are the routine kinds (and "home") in which it must
    show to count as generalised, `people` (values of `Who`) with whom. `scale` holds the five levels of goal attainment
    from -2 to +2, along one dimension. `parts` names the steps of a task in order, or the levels of a rubric from the
    lowest; `interval_seconds` is how long an interval of time sampling lasts.

    .. pii: what a child is learning, special-category data; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="goals")
    lineage = models.UUIDField(default=uuid.uuid4)
    place = models.PositiveSmallIntegerField(default=0)
    discipline = models.CharField(max_length=32, choices=Discipline)
    title = models.CharField(max_length=120)
    condition = models.TextField(blank=True)
    behaviour = models.TextField(blank=True)
    measure = models.CharField(max_length=24, choices=Measure, blank=True)
    criterion_value = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    criterion_of = models.PositiveSmallIntegerField(null=True, blank=True)
    criterion_unit = models.CharField(max_length=16, choices=Unit, blank=True)
    criterion_direction = models.CharField(max_length=8, choices=Direction, default=Direction.AT_LEAST)
    criterion_over = models.CharField(max_length=80, blank=True)
    baseline_value = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    baseline_text = models.CharField(max_length=200, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    settings = models.JSONField(default=list, blank=True)
    people = models.JSONField(default=list, blank=True)
    importance = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    difficulty = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    scale_dimension = models.CharField(max_length=24, blank=True)
    scale = models.JSONField(default=list, blank=True)
    parts = models.JSONField(default=list, blank=True)
    interval_seconds = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    plain = models.CharField(max_length=300, blank=True, help_text="In the family's words")
    child_words = models.CharField(max_length=300, blank=True, help_text="In the child's words")
    bank_id = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="a_goal_is_once_in_a_version")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh."""
        return MARKS[Discipline(self.discipline)]


class Objective(OrganisationOwned):
    """A step on the way to a goal, with the day by which it is looked for.

    .. pii: what a child is learning; goes with the plan.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="objectives")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    by_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
