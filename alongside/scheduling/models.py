"""When people are available, what was built, and the weeks that were published."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom, Room
from alongside.people.models import Child, School, StaffMember
from alongside.plans.models import Service
from alongside.scheduling.choices import USUAL_LIMITS, BuildState, Mode, TimetableState
from alongside.trust.models import OrganisationOwned

_SPAN = models.Q(ends__gt=models.F("starts"), ends__lte=1440)


class Availability(OrganisationOwned):
    """A span of a cycle day in which a therapist works at a school; without a school, at any.

    .. pii: a member of staff's working hours; goes with the staff record.
    """

    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="availability")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["staff", "day", "starts"]
        constraints = [models.CheckConstraint(condition=_SPAN, name="availability_ends_after_it_starts")]


class TherapistLimits(OrganisationOwned):
    """A therapist's lunch, changeover and upper limits, in minutes.

    .. pii: a member of staff's working conditions; goes with the staff record.
    """

    staff = models.OneToOneField(StaffMember, on_delete=models.CASCADE, related_name="limits")
    lunch_earliest = models.PositiveSmallIntegerField(default=USUAL_LIMITS["lunch_earliest"])
    lunch_latest = models.PositiveSmallIntegerField(default=USUAL_LIMITS["lunch_latest"])
    lunch_minutes = models.PositiveSmallIntegerField(default=USUAL_LIMITS["lunch_minutes"])
    changeover = models.PositiveSmallIntegerField(default=USUAL_LIMITS["changeover"])
    max_direct_minutes_per_day = models.PositiveSmallIntegerField(
        default=USUAL_LIMITS["max_direct_minutes_per_day"]
    )
    max_direct_minutes_per_cycle = models.PositiveSmallIntegerField(
        default=USUAL_LIMITS["max_direct_minutes_per_cycle"]
    )
    max_children_per_visit = models.PositiveSmallIntegerField(
        default=USUAL_LIMITS["max_children_per_visit"],
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )


class ChildUnavailability(OrganisationOwned):
    """A span of a cycle day in which a child has no session, and why.

    .. pii: a child's absences from class; goes with the child's record.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="unavailable")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_SPAN, name="unavailability_ends_after_it_starts")]


class Travel(OrganisationOwned):
    """The minutes between two schools, the same both ways.

    .. no_pii: a distance; goes with the schools.
    """

    one = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_way_between_two_schools")]


class PlanningTask(OrganisationOwned):
    """Other work of a therapist that needs a place in the week, above all planning with a teacher.

    `windows` is a list of {"day", "starts", "ends"} in minutes.

    .. pii: a member of staff's work; goes with the staff record.
    """

    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="planning_tasks")
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(240)])
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(
        Classroom, null=True, blank=True, on_delete=models.CASCADE, related_name="planning_tasks"
    )
    windows = models.JSONField()
    priority = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    ends_on = models.DateField(null=True, blank=True)


class Build(OrganisationOwned):
    """One run of the timetable builder: what it was given, how far it is, how it ended.

    .. pii: `problem` holds ids of children and staff; goes a year after the build.
    """

    schools = models.ManyToManyField(School, related_name="+")
    state = models.CharField(max_length=8, choices=BuildState, default=BuildState.QUEUED)
    for_on = models.DateField(help_text="The day from which the timetable is to hold")
    seconds = models.PositiveSmallIntegerField()
    problem = models.JSONField()
    start = models.JSONField(null=True, help_text="A timetable to begin from")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True, help_text="The last sign of life")
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    progress = models.JSONField(default=list, help_text="[seconds, cost, bound, unmet sessions] over time")
    sentence = models.CharField(max_length=500, blank=True, help_text="Why it did not finish")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["organisation", "state"])]


class Timetable(OrganisationOwned):
    """A draft or a published week over some schools, with the problem it answers and how good it is.

    `document` is the timetable in the public schedule format; `pinned` lists indexes of its visits. A draft changes
    by whole revisions, each kept for undo; a published one never changes.

    .. pii: ids of children and staff; goes when the record of its sessions goes.
    """

    schools = models.ManyToManyField(School, related_name="timetables")
    state = models.CharField(max_length=10, choices=TimetableState, default=TimetableState.DRAFT)
    name = models.CharField(max_length=40)
    build = models.OneToOneField(Build, null=True, on_delete=models.SET_NULL, related_name="timetable")
    made_at = models.DateTimeField()
    for_on = models.DateField()
    problem = models.JSONField()
    document = models.JSONField()
    pinned = models.JSONField(default=list)
    reasons = models.JSONField(default=list, help_text="Why what is unmet could not be placed, with remedies")
    cost = models.PositiveIntegerField()
    bound = models.PositiveIntegerField()
    unmet_sessions = models.PositiveIntegerField()
    asked_sessions = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0, help_text="Counts every change, undo and redo too")
    step = models.PositiveIntegerField(default=0, help_text="The number of the DraftRevision that stands")
    holds_from = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=TimetableState.PUBLISHED)
                | models.Q(holds_from__isnull=False, published_at__isnull=False),
                name="published_timetable_holds_from_a_date",
            )
        ]
        indexes = [models.Index(fields=["organisation", "state", "holds_from"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """A draft goes by its name, a published week by the day from which it holds."""
        if self.holds_from:
            return _("Week from {day}").format(day=date_format(self.holds_from, "SHORT_DATE_FORMAT"))
        return self.name


class DraftRevision(OrganisationOwned):
    """A draft as it was at one revision, so that a change can be taken back and made again.

    .. pii: as the timetable; goes when the draft is published or put away.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=200)
    document = models.JSONField()
    pinned = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "number"], name="one_revision_per_number")
        ]


class Proposal(OrganisationOwned):
    """A draft that its classes' teachers were asked about; it is open as long as the draft is one.

    .. no_pii: who asked, and when; goes with the draft.
    """

    timetable = models.OneToOneField(Timetable, on_delete=models.CASCADE, related_name="proposal")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()


class ProposalAnswer(OrganisationOwned):
    """What a teacher says of her class's week in a draft: yes, or yes, but.

    Without `words` it is a yes to the whole. `about` names the visit that the words are about, as the draft had it
    ("Mon 540" and the therapist's id); empty for the whole week. `seen` tells the class's week that she had before her
    from another, so that she is asked again once it has changed.

    .. pii: what a member of staff wishes; goes with the draft.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=300, blank=True)
    seen = models.CharField(max_length=16)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about="") | ~models.Q(words=""), name="a_but_about_a_visit_has_words"
            ),
            models.UniqueConstraint(
                fields=["proposal", "classroom", "answered_by", "about"], name="one_answer_about_a_visit"
            ),
        ]


class Visit(OrganisationOwned):
    """A therapist's block in a classroom or room on a day of the cycle, in one published timetable.

    `series` stays the same from one published timetable to the next, so that a calendar moves the event instead of
    making a second one; `sequence` counts those moves.

    .. pii: where a member of staff is; goes with the timetable.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="visits")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="visits")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=8, choices=Mode)
    classroom = models.ForeignKey(
        Classroom, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    series = models.UUIDField(default=uuid.uuid4)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(condition=_SPAN, name="visit_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(mode=Mode.PUSH_IN, classroom__isnull=False, room=None)
                | models.Q(mode=Mode.PULL_OUT, room__isnull=False, classroom=None),
                name="visit_has_the_place_of_its_mode",
            ),
        ]
        indexes = [models.Index(fields=["timetable", "staff"])]


class Session(OrganisationOwned):
    """One child's share of a visit.

    .. pii: when a child has therapy; goes with the timetable.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="sessions")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="sessions_planned")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "service"], name="a_service_is_once_in_a_visit")
        ]


class TaskPlacement(OrganisationOwned):
    """Where a planning task stands in a published timetable.

    .. pii: a member of staff's work; goes with the timetable.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="task_placements")
    task = models.ForeignKey(PlanningTask, on_delete=models.PROTECT, related_name="placements")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    series = models.UUIDField(default=uuid.uuid4)
    sequence = models.PositiveIntegerField(default=0)
