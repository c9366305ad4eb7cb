"""The goal-by-routine matrix: where in the day, and at home, each goal is practised, by whom and how often."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import Who
from alongside.plans.models.goals import Goal
from alongside.plans.models.plans import PlanVersion
from alongside.trust.models import OrganisationOwned


class HomeRoutine(OrganisationOwned):
    """A routine at home that a family named: bath, meal, the way to the bus.

    .. pii: a family's day; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="home_routines")
    name = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="a_home_routine_is_once_in_a_version")
        ]


class Opportunity(OrganisationOwned):
    """A goal in a routine with somebody, so many times a week (5: every day), and how.

    .. pii: what a child is learning, where and with whom; goes with the plan.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(max_length=24, choices=RoutineKind, blank=True)
    home = models.ForeignKey(
        HomeRoutine, null=True, blank=True, on_delete=models.CASCADE, related_name="opportunities"
    )
    who = models.CharField(max_length=10, choices=Who)
    times_a_week = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    how = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="", home__isnull=False) | (~models.Q(kind="") & models.Q(home=None)),
                name="opportunity_is_at_school_or_at_home",
            ),
            models.UniqueConstraint(
                fields=["goal", "kind", "who"],
                condition=models.Q(home=None),
                name="one_opportunity_in_a_routine",
            ),
            models.UniqueConstraint(
                fields=["goal", "home", "who"],
                condition=models.Q(home__isnull=False),
                name="one_opportunity_in_a_home_routine",
            ),
        ]
