"""Co-planning: next week's lessons beside the children's goals, in the time that the timetable keeps for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.classrooms.models import Classroom
from alongside.people.models import Child
from alongside.trust.models import OrganisationOwned


class CoPlanning(OrganisationOwned):
    """One meeting of teacher and therapist about a class on a date; the outcome is written in its items.

    .. pii: which adults met; goes with the plans it speaks of.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="co_planning")
    on = models.DateField()
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    ends = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="What was agreed for the whole class")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["classroom", "on"], name="one_co_planning_of_a_class_on_a_day")
        ]


class AgendaItem(OrganisationOwned):
    """A lesson to come beside a child's goal: what is taught, what we do with it, and what came of it.

    `lesson_on` and `kind` say when the lesson is; a therapist's Today shows it for the visits of that routine.

    .. pii: what a child is learning; goes with the plan.
    """

    meeting = models.ForeignKey(CoPlanning, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(default=0)
    lesson = models.CharField(max_length=200)
    lesson_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=24, blank=True)
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    lineage = models.UUIDField(null=True, blank=True)
    what_we_do = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "written_at"]
