"""What somebody was given to do with a child in a routine, in which words, and how it went day by day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people.models import Child
from alongside.plans.choices import Who
from alongside.strategies.choices import Fading, Went
from alongside.trust.models import OrganisationOwned

_AT_HOME = ~models.Q(home="") & models.Q(kind="")
_AT_SCHOOL = models.Q(home="") & ~models.Q(kind="")


class Assignment(OrganisationOwned):
    """A strategy given to an adult for a child (or a whole class) in one routine, from one day to another.

    `child` is empty for a class strategy, which names its `classroom` instead. `kind` is the routine at school, or
    else `home` the family's name of a routine at home (as the plan names it). `lineage` is the goal that it serves,
    the same from version to version. `do`, `why` and `steps` are the words that the adult reads, in `language`;
    `ladder` are the rungs of help in words, from least to most, and `rung` the present one (0: no help). `ends` is the
    first day without it.

    .. pii: what a child is helped with, where and by whom; goes with the plan.
    """

    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.CASCADE, related_name="strategies_given"
    )
    classroom = models.ForeignKey(
        Classroom, null=True, blank=True, on_delete=models.CASCADE, related_name="strategies_given"
    )
    lineage = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=24, choices=RoutineKind, blank=True)
    home = models.CharField(max_length=60, blank=True)
    who = models.CharField(max_length=10, choices=Who)
    strategy = models.CharField(max_length=80, help_text="The key of the library or of an own strategy")
    do = models.CharField(max_length=160)
    why = models.CharField(max_length=160, blank=True)
    steps = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    fading = models.CharField(max_length=16, choices=Fading, blank=True)
    ladder = models.JSONField(default=list, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(child__isnull=False, classroom=None)
                | models.Q(child=None, classroom__isnull=False),
                name="a_strategy_is_for_a_child_or_a_class",
            ),
            models.CheckConstraint(condition=_AT_HOME | _AT_SCHOOL, name="a_strategy_has_one_routine"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="a_strategy_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["child", "strategy", "kind", "home", "who"],
                condition=models.Q(ends=None, child__isnull=False),
                name="a_child_s_strategy_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["classroom", "strategy", "kind", "who"],
                condition=models.Q(ends=None, classroom__isnull=False),
                name="a_class_s_strategy_is_given_once",
            ),
        ]
        indexes = [models.Index(fields=["child", "ends"]), models.Index(fields=["classroom", "ends"])]


class Wording(OrganisationOwned):
    """The words of an assignment in another language; from a machine until a person confirms them.

    .. pii: as the assignment; goes with it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=12)
    do = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    steps = models.JSONField(default=list, blank=True)
    is_machine = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    confirmed_name = models.CharField(max_length=160, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "language"], name="one_wording_per_language")
        ]


class Use(OrganisationOwned):
    """What one adult said of one day: was it used, and how did it go; taken back, it stays with the moment.

    For a class strategy `child` is empty too.

    .. pii: what was done with a child and how it went; goes with the plan.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="uses")
    on = models.DateField()
    was_used = models.BooleanField()
    went = models.CharField(max_length=8, choices=Went, blank=True)
    words = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "on", "said_by"],
                condition=models.Q(taken_back_at=None),
                name="one_word_per_adult_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(went="") | models.Q(was_used=True), name="what_was_not_used_did_not_go"
            ),
        ]
        indexes = [models.Index(fields=["assignment", "on"])]
