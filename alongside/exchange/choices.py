"""The kinds and states of an import, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    """What a file brings."""

    ROSTER = "roster", _("Roster: children, classes, teachers")
    TIMETABLE = "timetable", _("Class timetable")
    SERVICES = "services", _("Services")


class ImportState(models.TextChoices):
    """Read, shown, decided, and perhaps undone."""

    READING = "reading", _("Being read")
    MAPPING = "mapping", _("Waiting for you to say what the columns mean")
    PREVIEW = "preview", _("Waiting for your decision")
    COMMITTING = "committing", _("Being brought in")
    COMMITTED = "committed", _("Brought in")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    REFUSED = "refused", _("Not readable")
    DISCARDED = "discarded", _("Put away")


IMPORT_TRANSITIONS = {
    ImportState.READING: {ImportState.MAPPING, ImportState.PREVIEW, ImportState.REFUSED},
    ImportState.MAPPING: {ImportState.MAPPING, ImportState.READING, ImportState.DISCARDED},
    ImportState.PREVIEW: {
        ImportState.COMMITTING,
        ImportState.MAPPING,
        ImportState.READING,
        ImportState.DISCARDED,
    },
    ImportState.COMMITTING: {ImportState.COMMITTED, ImportState.PREVIEW, ImportState.READING},
    ImportState.COMMITTED: {ImportState.UNDOING},
    ImportState.UNDOING: {ImportState.UNDONE, ImportState.COMMITTED},
    ImportState.UNDONE: set(),
    ImportState.REFUSED: {ImportState.READING, ImportState.DISCARDED},
    ImportState.DISCARDED: set(),
}


#: The states in which a background task is at work, and where a run goes back to when it falls silent.
AT_WORK = {
    ImportState.READING: ImportState.REFUSED,
    ImportState.COMMITTING: ImportState.PREVIEW,
    ImportState.UNDOING: ImportState.COMMITTED,
}


class Part(models.TextChoices):
    """What a person decides on as one: new things always come, the rest only if wanted."""

    NEW = "new", _("What is new")
    CHANGED = "changed", _("What has changed")
    MISSING = "missing", _("Places that the file no longer has")


class Verdict(models.TextChoices):
    """What an import would do with one row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("As it is")
    MISSING = "missing", _("Here, but not in the file")
    ODD = "odd", _("Odd")


class Thing(models.TextChoices):
    """What a line of a preview speaks of."""

    SCHOOL = "school", _("School")
    CLASSROOM = "classroom", _("Class")
    TEACHER = "teacher", _("Teacher")
    THERAPIST = "therapist", _("Therapist")
    CHILD = "child", _("Child")
    FAMILY = "family", _("Family tie")
    TIMETABLE = "timetable", _("Class timetable")
    SERVICE = "service", _("Service")
    ROW = "row", _("Row")
