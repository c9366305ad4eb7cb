"""The agenda of teacher and therapist, and what a class is taught on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch

from alongside.classrooms import queries as classrooms
from alongside.people.rules import Viewer
from alongside.schooltime.spans import DateSpan
from alongside.strategies.models import AgendaItem, CoPlanning


class Lesson(NamedTuple):
    """What a class is taught in a routine on a day, and what the two agreed to do with it."""

    classroom_id: UUID
    on: date
    kind: str
    lesson: str
    what_we_do: str
    child_id: UUID | None


def meetings_of(viewer: Viewer, classroom_id: UUID) -> list[CoPlanning]:
    """A class's agendas with their items, the latest first; empty for whoever does not work with the class."""
    if not (viewer.is_coordinator or viewer.is_teacher or viewer.is_therapist):
        return []
    classes = classrooms.classrooms_for(viewer).filter(pk=classroom_id)
    meetings = CoPlanning.objects.filter(classroom__in=classes.values("pk"))
    items = AgendaItem.objects.select_related("child", "written_by").order_by("place", "written_at")
    return list(meetings.select_related("made_by").prefetch_related(Prefetch("items", items)).order_by("-on"))


def meeting_for(viewer: Viewer, pk: UUID) -> CoPlanning | None:
    """One agenda, or None where there is none that the viewer may see."""
    meeting = CoPlanning.objects.filter(pk=pk, organisation=viewer.organisation).first()
    if meeting is None:
        return None
    return next((each for each in meetings_of(viewer, meeting.classroom_id) if each.pk == pk), None)


def item_for(viewer: Viewer, pk: UUID) -> AgendaItem | None:
    """One line of an agenda that the viewer may see."""
    item = (
        AgendaItem.objects.filter(pk=pk, organisation=viewer.organisation).select_related("meeting").first()
    )
    if item is None or meeting_for(viewer, item.meeting_id) is None:
        return None
    return item


def lessons_of(viewer: Viewer, classroom_ids: Collection[UUID], between: DateSpan) -> list[Lesson]:
    """What was planned together for some classes' lessons in a span, by day; for those who work with the classes."""
    if not (viewer.is_coordinator or viewer.is_teacher or viewer.is_therapist):
        return []
    classes = classrooms.classrooms_for(viewer).filter(pk__in=list(classroom_ids))
    items = AgendaItem.objects.filter(
        meeting__classroom__in=classes.values("pk"), lesson_on__gte=between.starts
    )
    if between.ends:
        items = items.filter(lesson_on__lt=between.ends)
    rows = items.order_by("lesson_on", "place", "written_at").values_list(
        "meeting__classroom", "lesson_on", "kind", "lesson", "what_we_do", "child"
    )
    return [
        Lesson(classroom, on, kind, lesson, what_we_do, child)
        for classroom, on, kind, lesson, what_we_do, child in rows
        if on
    ]
