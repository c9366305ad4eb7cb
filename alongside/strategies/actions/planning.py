"""Writing the agenda of teacher and therapist, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom
from alongside.classrooms.queries import children_of_class
from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.strategies.models import AgendaItem, CoPlanning
from alongside.strategies.rules import planning as rules
from alongside.strategies.rules.texts import check_length

LONGEST_LESSON, LONGEST_LINE, LONGEST_WORDS = 200, 300, 2000


@transaction.atomic
def open_agenda(
    *,
    classroom: Classroom,
    on: date,
    starts: int | None = None,
    ends: int | None = None,
    by: Viewer,
    at: datetime,
) -> CoPlanning:
    """Opens the agenda of a class for a day, or finds the one that is there: two who open it write in one."""
    check_is_ours(by, classroom)
    rules.check_can_co_plan(by, classroom)
    meeting, is_new = CoPlanning.objects.get_or_create(
        organisation=by.organisation,
        classroom=classroom,
        on=on,
        defaults={"starts": starts, "ends": ends, "made_by": by.account, "made_at": at},
    )
    if is_new:
        audit(by, at, "co_planning.opened", meeting, classroom=str(classroom.pk))
    return meeting


@transaction.atomic
def add_item(
    *,
    meeting: CoPlanning,
    lesson: str,
    lesson_on: date | None = None,
    kind: str = "",
    child: Child | None = None,
    lineage: UUID | None = None,
    what_we_do: str = "",
    by: Viewer,
    at: datetime,
) -> AgendaItem:
    """Puts a lesson on the agenda, beside a child's goal where one is named; sent twice, it is one line."""
    meeting = _held(by, meeting)
    rules.check_names_a_lesson(lesson)
    check_length(lesson, LONGEST_LESSON)
    check_length(what_we_do, LONGEST_LINE)
    if child and not children_of_class(by, meeting.classroom).filter(pk=child.pk).exists():
        raise NotNow(_("Choose a child of this class, or leave it empty."))
    said = {
        "meeting": meeting,
        "lesson": lesson.strip(),
        "lesson_on": lesson_on,
        "kind": kind,
        "child": child,
        "lineage": lineage if child else None,
        "what_we_do": what_we_do.strip(),
    }
    known = AgendaItem.objects.filter(**said, written_by=by.account).first()
    if known is not None:
        return known
    item = AgendaItem.objects.create(
        **said,
        organisation=by.organisation,
        place=meeting.items.count(),
        written_by=by.account,
        written_at=at,
    )
    audit(by, at, "co_planning.item_added", item)
    return item


@transaction.atomic
def write_outcome(*, item: AgendaItem, outcome: str, by: Viewer, at: datetime) -> AgendaItem:
    """Says what came of a line, also after the agenda was closed: the lesson comes later than the meeting."""
    check_is_ours(by, item)
    rules.check_can_co_plan(by, item.meeting.classroom)
    check_length(outcome, LONGEST_LINE)
    item.outcome = outcome.strip()
    item.save(update_fields=["outcome"])
    audit(by, at, "co_planning.outcome_written", item)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    """Takes a line off an open agenda."""
    _held(by, item.meeting)
    audit(by, at, "co_planning.item_removed", item)
    item.delete()


@transaction.atomic
def close_agenda(*, meeting: CoPlanning, words: str, by: Viewer, at: datetime) -> CoPlanning:
    """Closes it with what was agreed for the whole class."""
    meeting = _held(by, meeting)
    check_length(words, LONGEST_WORDS)
    meeting.words, meeting.ended_at = words.strip(), at
    meeting.save(update_fields=["words", "ended_at"])
    audit(by, at, "co_planning.closed", meeting, classroom=str(meeting.classroom_id))
    return meeting


@transaction.atomic
def reopen_agenda(*, meeting: CoPlanning, by: Viewer, at: datetime) -> CoPlanning:
    """Opens a closed agenda again."""
    check_is_ours(by, meeting)
    rules.check_can_co_plan(by, meeting.classroom)
    if meeting.ended_at is not None:
        meeting.ended_at = None
        meeting.save(update_fields=["ended_at"])
        audit(by, at, "co_planning.reopened", meeting)
    return meeting


def _held(by: Viewer, meeting: CoPlanning) -> CoPlanning:
    """The agenda as it stands, locked, for somebody who works with its class; refused once it is closed."""
    check_is_ours(by, meeting)
    rules.check_can_co_plan(by, meeting.classroom)
    meeting = (
        CoPlanning.objects.select_for_update(of=("self",)).select_related("classroom").get(pk=meeting.pk)
    )
    rules.check_is_open(meeting)
    return meeting
