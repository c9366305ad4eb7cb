"""What a therapist's week comes to: minutes delivered of those planned, and what is to be made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.capture.queries.dated import visits_between
from alongside.capture.queries.make_up import make_up_list
from alongside.people.rules import Viewer
from alongside.scheduling.queries.weeks import monday_of
from alongside.schooltime.spans import DateSpan


@dataclass(frozen=True)
class ThisWeek:
    """Minutes of the week’s sessions, and how many missed ones are owed again.

    `overdue` of those should have been made up by now; the next of the others is due by `due_on`.
    """

    planned: int
    delivered: int
    to_make_up: int
    overdue: int
    due_on: date | None


def this_week(viewer: Viewer, staff_id: UUID, on: date) -> ThisWeek | None:
    """The week around a day, of the viewer herself; None for others, and where she has no visit in it.

    A child's minutes count for each child: a visit of half an hour with two children has sixty.
    """
    if staff_id not in viewer.staff_ids:
        return None
    monday = monday_of(on)
    week = DateSpan(monday, monday + timedelta(days=7))
    visits = [visit for visit in visits_between(viewer, week, staff=[staff_id]) if week.contains(visit.on)]
    if not visits:
        return None
    shares = [share for visit in visits for share in visit.shares]
    missed = [each for each in make_up_list(viewer).missed if each.staff.pk == staff_id]
    return ThisWeek(
        planned=sum(share.planned_minutes for share in shares),
        delivered=sum(share.minutes or 0 for share in shares),
        to_make_up=len(missed),
        overdue=sum(each.is_overdue for each in missed),
        due_on=min((each.due_on for each in missed if each.due_on and not each.is_overdue), default=None),
    )
