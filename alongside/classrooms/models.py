"""Classes, their people, their day, and the school's calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models.functions import Lower

from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.people.models import Child, School, StaffMember
from alongside.trust.models import OrganisationOwned


class SchoolCycle(OrganisationOwned):
    """How a school's days turn, and where counting starts.

    .. no_pii: the school's rhythm; goes with the school.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="cycle")
    kind = models.CharField(max_length=16, choices=CycleKind, default=CycleKind.WEEKDAY)
    days = models.JSONField(help_text="The names of the days in order")
    weekdays = models.JSONField(default=list, help_text="The weekday of each day, 0 is Monday")
    step = models.PositiveSmallIntegerField(default=5, help_text="The grid in minutes")
    anchor_on = models.DateField(help_text="A date that is the first day of a cycle")


class Term(OrganisationOwned):
    """A stretch of school days; `ends` is the first day after it.

    .. no_pii: dates of the school; goes with the school.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=80)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="term_ends_after_it_starts"
            )
        ]

    @property
    def last(self) -> date:
        """The last day of the term, as schools say it."""
        return self.ends - timedelta(days=1)


class DayOff(OrganisationOwned):
    """A day within a term on which there is no school, and why.

    .. no_pii: dates of the school; goes with the school.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="days_off")
    on = models.DateField()
    reason = models.CharField(max_length=120)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["school", "on"], name="a_day_is_off_once")]


class Classroom(OrganisationOwned):
    """A class of children with its own day, and the room it lives in.

    .. no_pii: a class's name and limits; goes with the school.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="classrooms")
    name = models.CharField(max_length=80)
    year_group = models.CharField(max_length=40, blank=True)
    max_visitors = models.PositiveSmallIntegerField(default=1)
    max_visits_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["school__name", "name"]
        constraints = [models.UniqueConstraint("school", Lower("name"), name="one_class_per_name")]

    def __str__(self) -> str:
        return self.name


class Enrolment(OrganisationOwned):
    """A child in a class from one day to another.

    .. pii: which class a child is in; goes with the child.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="enrolments")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="enrolments")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="enrolment_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["child", "starts"]), models.Index(fields=["classroom", "starts"])]


class ClassTeacher(OrganisationOwned):
    """A teacher of a class from one day to another, which is what lets them see its children.

    .. pii: who teaches which class; goes with the teacher's record.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="class_teachers")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="classes_taught")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "staff", "starts"], name="one_post_per_teacher_class_and_start"
            )
        ]


class ClassTimetable(OrganisationOwned):
    """A class's own day from a date on, until a later one takes over.

    .. no_pii: dates; goes with the class.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="timetables")
    holds_from = models.DateField()

    class Meta:
        ordering = ["holds_from"]
        constraints = [
            models.UniqueConstraint(fields=["classroom", "holds_from"], name="one_class_timetable_per_date")
        ]


class Routine(OrganisationOwned):
    """One part of a class's day: what it is, and whether a therapist or a child may come and go.

    Minutes are counted from midnight; `ends` is exclusive.

    .. no_pii: a class's lessons; goes with the class timetable.
    """

    timetable = models.ForeignKey(ClassTimetable, on_delete=models.CASCADE, related_name="routines")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=RoutineKind)
    title = models.CharField(max_length=120)
    push_in = models.CharField(max_length=8, choices=PushIn)
    pull_out = models.CharField(max_length=8, choices=PullOut)

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts"), ends__lte=1440),
                name="routine_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=["timetable", "day", "starts"], name="one_routine_per_start"),
        ]


class SubjectRule(OrganisationOwned):
    """What a subject of the school's files means here, kept for the next file.

    `parts` splits a long lesson into routines: minutes and kind of each, the last one takes what is left.

    .. no_pii: names of subjects; goes with the organisation.
    """

    subject = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=RoutineKind)
    push_in = models.CharField(max_length=8, choices=PushIn)
    pull_out = models.CharField(max_length=8, choices=PullOut)
    parts = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["subject"]
        constraints = [models.UniqueConstraint("organisation", Lower("subject"), name="one_rule_per_subject")]


class Room(OrganisationOwned):
    """A room for pull-out work, and when it is free for it.

    .. no_pii: a room's hours; goes with the school.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["school__name", "name"]
        constraints = [models.UniqueConstraint("school", Lower("name"), name="one_room_per_name")]

    def __str__(self) -> str:
        return self.name


class RoomOpening(OrganisationOwned):
    """A span of a cycle day in which a room may be used.

    .. no_pii: a room's hours; goes with the room.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="openings")
    day = models.CharField(max_length=40)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts"), ends__lte=1440),
                name="opening_ends_after_it_starts",
            )
        ]
