"""Who plans a class's lessons together, and what an agenda needs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.strategies.models import CoPlanning


def can_co_plan(viewer: Viewer, classroom: Classroom) -> bool:
    """The class's teachers, and the therapists and assistants who work with it; coordinators too."""
    if viewer.is_coordinator:
        return classroom.organisation_id == viewer.organisation.pk
    if not (viewer.is_teacher or viewer.is_therapist):
        return False
    return classrooms.classrooms_for(viewer).filter(pk=classroom.pk).exists()


def check_can_co_plan(viewer: Viewer, classroom: Classroom) -> None:
    if not can_co_plan(viewer, classroom):
        raise NotAllowed(_("Only those who work with this class plan its lessons. Ask its teacher."))


def check_is_open(meeting: CoPlanning) -> None:
    """Refuses to write into an agenda that was closed."""
    if meeting.ended_at:
        raise NotNow(_("This agenda is closed. Open the one of the next time, or reopen this one."))


def check_names_a_lesson(lesson: str) -> None:
    if not lesson.strip():
        raise NotNow(_("Say which lesson it is about: “Measuring, Wednesday”."))
