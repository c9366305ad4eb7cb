"""What a team decided about a goal, and the probes that ask whether a skill stays and travels."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.capture.choices import Setting
from alongside.classrooms.choices import RoutineKind
from alongside.people.models import Child
from alongside.plans.choices import Who
from alongside.progress.choices import ProbeKind, Step
from alongside.trust.models import OrganisationOwned


class Decision(OrganisationOwned):
    """What a team decided about a goal on a day, and what the record said then.

    A change of the teaching begins a new phase on the chart; `words` name it. `lineage` is the goal through all
    versions of the plan.

    .. pii: how a child is getting on and what is done about it; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="goal_decisions")
    lineage = models.UUIDField()
    step = models.CharField(max_length=8, choices=Step)
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    said = models.TextField(help_text="The sentence of the rule, as it stood")
    points = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "decided_at"]
        indexes = [models.Index(fields=["lineage", "on"])]


class Probe(OrganisationOwned):
    """A planned look: is the skill still there, or is it there in another place or with somebody else?

    It is done once an observation of the goal was made there on the day or after it (`queries.probes`).

    .. pii: what a child is to show, where and with whom; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="probes")
    lineage = models.UUIDField()
    kind = models.CharField(max_length=14, choices=ProbeKind)
    due_on = models.DateField()
    routine_kind = models.CharField(max_length=24, choices=RoutineKind, blank=True)
    setting = models.CharField(max_length=10, choices=Setting, blank=True)
    adult = models.CharField(max_length=10, choices=Who, blank=True)
    scheduled_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    why_dropped = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["lineage", "kind", "due_on", "routine_kind", "setting", "adult"],
                name="a_probe_is_planned_once",
            )
        ]
        indexes = [models.Index(fields=["child", "due_on"])]
