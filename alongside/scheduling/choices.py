"""The states of a build and of a timetable, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BuildState(models.TextChoices):
    """A build waits, runs, and ends in one of three ways."""

    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Building")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped by you")
    FAILED = "failed", _("Not finished")


BUILD_TRANSITIONS = {
    BuildState.QUEUED: {BuildState.RUNNING, BuildState.STOPPED, BuildState.FAILED},
    BuildState.RUNNING: {BuildState.DONE, BuildState.STOPPED, BuildState.FAILED},
    BuildState.DONE: set(),
    BuildState.STOPPED: set(),
    BuildState.FAILED: set(),
}


class TimetableState(models.TextChoices):
    """A draft is worked on; a published timetable holds from a date and is never edited."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Put away")


TIMETABLE_TRANSITIONS = {
    TimetableState.DRAFT: {TimetableState.PUBLISHED, TimetableState.DISCARDED},
    TimetableState.DISCARDED: {TimetableState.DRAFT},
    TimetableState.PUBLISHED: set(),
}


class Mode(models.TextChoices):
    """Where a visit takes place."""

    PUSH_IN = "push_in", _("In class")
    PULL_OUT = "pull_out", _("Outside class")


#: What a therapist's week looks like until somebody says otherwise (minutes; 22 of 37 hours are direct work).
USUAL_LIMITS = {
    "lunch_earliest": 11 * 60,
    "lunch_latest": 13 * 60 + 30,
    "lunch_minutes": 30,
    "changeover": 5,
    "max_direct_minutes_per_day": 300,
    "max_direct_minutes_per_cycle": 1320,
    "max_children_per_visit": 4,
}
