"""Visits on their dates with each child's share in them, and what makes a day other than the timetable says."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models

from alongside.capture.choices import ChangeKind, ClassRole, Outcome, Reason
from alongside.classrooms.models import Classroom, Room
from alongside.people.choices import Discipline
from alongside.people.models import Child, School, StaffMember
from alongside.plans.models import PlannedService, Service
from alongside.scheduling.choices import Mode
from alongside.trust.models import OrganisationOwned

#: The name space in which a planned visit on its date has the same id on every device and on the server.
VISITS = uuid.UUID("0f5a5a52-6c1c-4a3f-9d9b-6d2c2ad1f0b1")


def visit_id(series: uuid.UUID, on: date) -> uuid.UUID:
    """The id of a planned visit on a date: known without asking, so that a device can name it before the row is."""
    return uuid.uuid5(VISITS, f"{series} {on.isoformat()}")


class DatedVisit(OrganisationOwned):
    """A visit on a date, written down as soon as anything is said about it.

    `series` and `planned_on` name what the published timetable planned, and the id follows from them (`visit_id`); a
    make-up has neither. `on`, `starts`, `ends` are where it stands now. Minutes are counted from midnight.

    .. pii: where a member of staff was and which class or room; goes with the record of its sessions.
    """

    series = models.UUIDField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    planned_starts = models.PositiveSmallIntegerField(null=True, blank=True)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="dated_visits")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=8, choices=Mode)
    classroom = models.ForeignKey(
        Classroom, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    routine = models.CharField(
        max_length=120, blank=True, help_text="What the class was doing, by its own name"
    )
    routine_kind = models.CharField(max_length=24, blank=True)
    role = models.CharField(max_length=12, choices=ClassRole, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    words = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts"), ends__lte=1440),
                name="dated_visit_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["series", "planned_on"], name="a_planned_visit_is_once_on_a_date"
            ),
            models.CheckConstraint(
                condition=models.Q(series=None, planned_on=None)
                | models.Q(series__isnull=False, planned_on__isnull=False),
                name="a_planned_visit_has_its_date",
            ),
        ]
        indexes = [models.Index(fields=["staff", "on"]), models.Index(fields=["organisation", "on"])]

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another date or at another time than planned."""
        return self.planned_on is not None and (self.on, self.starts) != (
            self.planned_on,
            self.planned_starts,
        )


class DatedSession(OrganisationOwned):
    """One child's share of a dated visit: was it there, and how many minutes it had.

    `minutes` counts once the visit has ended. A session that makes up for another names it in `makes_up`; one that is
    not made up after all says why in `given_up`. A service rarer than the timetable's cycle has no `service`, only what
    was `planned`.

    .. pii: when a child had therapy, and why not; kept as long as the record of its plan.
    """

    visit = models.ForeignKey(DatedVisit, on_delete=models.CASCADE, related_name="sessions")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="dated_sessions")
    discipline = models.CharField(max_length=32, choices=Discipline)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="dated_sessions"
    )
    planned = models.ForeignKey(
        PlannedService, null=True, blank=True, on_delete=models.PROTECT, related_name="dated_sessions"
    )
    planned_minutes = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    away = models.CharField(
        max_length=16, choices=Reason, blank=True, help_text="Why the child had no share in it"
    )
    makes_up = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="made_up_by"
    )
    given_up = models.CharField(max_length=200, blank=True, help_text="Why it is not made up after all")

    class Meta:
        ordering = ["child__given_name", "child__family_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "child", "discipline"], name="a_child_is_once_in_a_dated_visit"
            ),
            models.CheckConstraint(
                condition=models.Q(service__isnull=False) | models.Q(planned__isnull=False),
                name="a_dated_session_is_of_a_service",
            ),
        ]
        indexes = [models.Index(fields=["child", "discipline"])]


class DayChange(OrganisationOwned):
    """What makes a day other than planned: an assembly, a trip, somebody away.

    It is about one of: a class, a child, a member of staff, or else the whole school. `ends_on` is the first day
    without it; without `starts` and `ends` it holds all day. Taken back, it stays with the moment.

    .. pii: that a child or a member of staff was away; goes a year after.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(
        Classroom, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.CASCADE, related_name="day_changes"
    )
    staff = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    on = models.DateField()
    ends_on = models.DateField()
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    ends = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("on")), name="change_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["organisation", "on"])]
