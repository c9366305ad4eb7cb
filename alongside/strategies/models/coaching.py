"""A short coaching cycle between two adults: agree, observe, reflect, give feedback, take a next step."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.classrooms.models import Classroom
from alongside.people.models import Child, StaffMember
from alongside.trust.models import OrganisationOwned


class Cycle(OrganisationOwned):
    """One coaching cycle over one strategy in one class; a child may be named.

    Its steps are dated facts: agreed, looked at (`Look`), reflected, given feedback, ended with a next step.
    `checklist` is the strategy's "done well" as it stood when the cycle began.

    .. pii: how a member of staff works, which is between coach and coached alone; goes a year after it has ended.
    """

    strategy = models.CharField(max_length=80)
    checklist = models.JSONField()
    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="coaching")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="coaching")
    lineage = models.UUIDField(null=True, blank=True)
    coach = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="coaching_given")
    coached = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="coaching_had")
    aim = models.CharField(max_length=300)
    agreed_at = models.DateTimeField()
    reflection = models.TextField(blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True)
    feedback = models.TextField(blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-agreed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(coach=models.F("coached")), name="nobody_coaches_themselves"
            )
        ]


class Look(OrganisationOwned):
    """One observation with the fidelity checklist; a second rater of the same moment marks `is_second`.

    `seen` has one of true, false or null (could not be seen) for each item of the cycle's checklist, in its order.

    .. pii: how a member of staff works; goes with the cycle.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="looks")
    on = models.DateField()
    routine_kind = models.CharField(max_length=24, blank=True)
    seen = models.JSONField()
    words = models.TextField(blank=True)
    is_second = models.BooleanField(default=False)
    second_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="seconds"
    )
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "rated_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_second=False, second_of=None)
                | models.Q(is_second=True, second_of__isnull=False),
                name="a_second_look_names_the_first",
            )
        ]
