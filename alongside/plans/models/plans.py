"""A child's plan, its dated versions, who signed, what was said of it, and every text that was typed."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from alongside.people.models import Child
from alongside.plans.choices import PlanState
from alongside.trust.models import OrganisationOwned

#: The free texts of a version, each saved by itself while typing.
TEXTS = ("strengths", "needs", "child_words", "family_words", "accommodations")


class Plan(OrganisationOwned):
    """A child's individual education plan through all its versions.

    .. pii: that a child has a plan; goes with the child's record.
    """

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="plan")
    started_at = models.DateTimeField()


class PlanVersion(OrganisationOwned):
    """One dated version of a plan. In force it is never edited: an amendment is the next version, with its reason.

    The state follows from the moments: sent for review, agreed, in force from a day, ended on a day (the first without
    it). Taking a step back clears the moments after it.

    .. pii: a child's strengths, needs and own words, special-category data; goes with the child's record.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True, help_text="Why the version before was changed")
    strengths = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    child_words = models.TextField(blank=True)
    family_words = models.TextField(blank=True)
    accommodations = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(
        null=True, blank=True, help_text="From when the family may read the draft"
    )
    in_review_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(in_force_from=None),
                name="one_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_from=None) | models.Q(agreed_at__isnull=False),
                name="in_force_only_what_was_agreed",
            ),
        ]

    def state_on(self, on: date) -> PlanState:
        """Where this version stands on a day."""
        if self.in_force_from and self.in_force_from <= on:
            return PlanState.ENDED if self.ended_on and self.ended_on <= on else PlanState.IN_FORCE
        if self.agreed_at:
            return PlanState.AGREED
        return PlanState.IN_REVIEW if self.in_review_at else PlanState.DRAFT

    @property
    def is_editable(self) -> bool:
        """Only a draft is edited."""
        return self.in_review_at is None and self.in_force_from is None


class KeptText(OrganisationOwned):
    """One text as somebody typed it: every save is kept, and the last number tells whether two edit at once.

    `target` is the id of the version, goal, objective, service or opportunity whose `field` it is. One that met a newer
    text is kept with `stands` false: nobody's words are lost. Values (numbers, days, choices) are kept here in words.

    .. pii: as the field that it was typed in; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="kept_texts")
    target = models.UUIDField()
    field = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    stands = models.BooleanField(default=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["target", "field", "number"], name="one_kept_text_per_number")
        ]


class Signature(OrganisationOwned):
    """A name under a version: typed here, or recorded from paper.

    .. pii: a name and a role in a child's team; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="signatures")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=80)
    signed_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["signed_at"]


class Comment(OrganisationOwned):
    """What somebody said of a version, above all the family of a draft that was shared with it.

    .. pii: a person's words about a child; goes with the plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
