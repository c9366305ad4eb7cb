"""Saying once that a day is other than planned, for everybody who works there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from alongside.capture.actions.visits import apply_marks
from alongside.capture.choices import ChangeKind
from alongside.capture.models import DatedVisit, DayChange
from alongside.capture.queries.changes import changes_between
from alongside.capture.queries.dated import visits_between
from alongside.capture.queries.ties import ties_on
from alongside.capture.rules import changes as rules
from alongside.capture.rules.changes import About
from alongside.classrooms.models import Classroom
from alongside.people.actions import audit
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import Viewer, check_is_ours
from alongside.schooltime.spans import DateSpan


@transaction.atomic
def say_change(
    *,
    kind: ChangeKind,
    school: School,
    on: date,
    ends_on: date | None = None,
    child: Child | None = None,
    classroom: Classroom | None = None,
    staff: StaffMember | None = None,
    starts: int | None = None,
    ends: int | None = None,
    words: str = "",
    by: Viewer,
    at: datetime,
) -> DayChange:
    """Says that some days are other than planned for a child, a class, a member of staff, or else the whole school.

    `ends_on` is the first day without it, the next one where it is left out; without `starts` and `ends` it holds all
    day. What somebody has said already is returned, not said twice. A child that is away has no share in visits of
    that time, unless it is said of the visit itself that it was there.
    """
    ends_on = ends_on or on + timedelta(days=1)
    about = About(school.pk, child.pk if child else None, classroom.pk if classroom else None, staff)
    check_is_ours(by, school, *(each for each in (child, classroom, staff) if each))
    rules.check_is_about_one(about)
    rules.check_kind_fits(kind, about)
    rules.check_time(on, ends_on, starts, ends)
    rules.check_can_say(by, about, ties_on(by, on))
    said: dict[str, object] = {
        "school": school,
        "child": child,
        "classroom": classroom,
        "staff": staff,
        "kind": kind,
        "on": on,
        "ends_on": ends_on,
        "starts": starts,
        "ends": ends,
    }
    known = changes_between(by, on, on).filter(**said).first()
    if known is not None:
        return known
    change = DayChange.objects.create(
        organisation=by.organisation, words=words.strip(), said_by=by.account, said_at=at, **said
    )
    audit(by, at, "change.said", change, kind=str(kind), on=on.isoformat(), staff=_touched(change, by))
    _apply(change, by, at)
    return change


@transaction.atomic
def take_back_change(*, change: DayChange, by: Viewer, at: datetime) -> None:
    """Takes back what was said, by whoever said it or may say it; it stays in the record with that moment."""
    change = DayChange.objects.select_for_update().get(pk=change.pk)
    rules.check_stands(change.taken_back_at)
    if change.said_by_id != by.account.pk:
        about = About(change.school_id, change.child_id, change.classroom_id, change.staff)
        rules.check_can_say(by, about, ties_on(by, change.on))
    change.taken_back_at = at
    change.save(update_fields=["taken_back_at"])
    audit(by, at, "change.taken_back", change)
    _apply(change, by, at)


def _touched(change: DayChange, by: Viewer) -> list[str]:
    """The therapists whose visits it touches, by id, so that they can be told."""
    if change.staff_id:
        return [str(change.staff_id)]
    visits = visits_between(
        by,
        DateSpan(change.on, change.ends_on),
        children=[change.child_id] if change.child_id else None,
        classrooms=[change.classroom_id] if change.classroom_id else None,
    )
    touched = {
        visit.staff_id
        for visit in visits
        if visit.school_id == change.school_id
        and (change.ends is None or visit.starts < change.ends)
        and (change.starts is None or visit.ends > change.starts)
    }
    return sorted(map(str, touched))


def _apply(change: DayChange, by: Viewer, at: datetime) -> None:
    """Brings the visits that are written down to what stands with the change, or without it."""
    if change.child_id is None:
        return
    visits = DatedVisit.objects.filter(
        organisation=by.organisation,
        on__gte=change.on,
        on__lt=change.ends_on,
        sessions__child=change.child_id,
    )
    apply_marks(visits=list(visits.distinct()), by=by, at=at)
